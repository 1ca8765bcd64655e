"""A typed answer: written before the reveal, beside the model answer after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from flashprep.core.i18n import _
from flashprep.core.worddiff import Part, compare, share
from flashprep.ui.theme.style import scaled
from flashprep.ui.widgets.card_theme import aside
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from flashprep.ui.theme.palette import Palette
    from flashprep.ui.widgets.card_style import CardStyle

_LINES = 4
_MOST_LINES = 10
_MARGINS = 40


class _Field(QPlainTextEdit):
    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
            return
        super().keyPressEvent(event)


class TypedAnswer(QWidget):
    """Where a person types an answer, and how it compares."""

    done = Signal()
    """The person wants to see the answer (Ctrl+Enter)."""

    def __init__(self, palette: Palette, style: CardStyle) -> None:
        super().__init__()
        self._palette, self._style = palette, aside(style)
        self._model = ""
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        self._title = label("", "section", "typed-title", wrap=True)
        self._field = _Field()
        self._field.setObjectName("typed-answer")
        self._field.setAccessibleName(_("Your answer"))
        self._field.setPlaceholderText(_("Type your answer; Ctrl+Enter shows the model answer"))
        self._field.setTabChangesFocus(True)
        self._field.done.connect(self.done)
        self._compared = QPlainTextEdit()
        self._compared.setObjectName("typed-compared")
        self._compared.setAccessibleName(_("Your answer compared with the model answer"))
        self._compared.setReadOnly(True)
        self._compared.setFrameShape(QFrame.Shape.NoFrame)
        rows.addWidget(self._title)
        rows.addWidget(self._field)
        rows.addWidget(self._compared)
        self._scale()
        self.reset()

    def _scale(self) -> None:
        """Set what is typed as large as what stands beside the answer."""
        self._title.setStyleSheet(scaled("section", self._style.zoom))
        for field in (self._field, self._compared):
            field.setStyleSheet(f"font-size: {self._style.font().pointSizeF():.1f}pt;")
        self._field.setFixedHeight(self._field.fontMetrics().lineSpacing() * _LINES + 24)
        self._fit()

    def reset(self) -> None:
        """Forget the answer and hide."""
        self._model = ""
        self._field.clear()
        self.hide()

    def ask(self) -> None:
        """Offer the field and put the cursor into it."""
        self._title.setText(_("Your answer"))
        self._field.show()
        self._compared.hide()
        self.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def text(self) -> str:
        """Return what was typed."""
        return self._field.toPlainText().strip()

    def compare(self, model: str, *, words: bool) -> None:
        """Show the typed answer; with ``words`` what it lacks, and what it has besides."""
        if not self.text:
            self.hide()
            return
        self._field.hide()
        self._compared.clear()
        if words:
            held = round(share(self.text, model) * 100)
            title = _(
                "Your answer and the model: {n} % of its words. Struck through: not in the model. "
                "Underlined: missing."
            )
            self._title.setText(title.format(n=held))
            self._model = model
            self._write_runs(model)
        else:
            self._title.setText(_("Your answer"))
            self._compared.setPlainText(self.text)
        self._fit()
        self._compared.show()

    def _fit(self) -> None:
        """Make the compared answer as high as its text, up to some lines."""
        document = self._compared.document()
        # The layout of plain text takes its width from here, and counts its height in lines.
        document.setTextWidth(max(self.width() - _MARGINS, 1))
        lines = min(max(round(document.size().height()), 2), _MOST_LINES)
        spacing = self._compared.fontMetrics().lineSpacing() + 1  # bold words stand a little higher
        self._compared.setFixedHeight(lines * spacing + 20)
        policy = Qt.ScrollBarPolicy
        whole = lines < _MOST_LINES
        self._compared.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _write_runs(self, model: str) -> None:
        colors = {
            Part.SAME: self._palette.text,
            Part.EXTRA: self._palette.again,
            Part.MISSING: self._palette.good,
        }
        cursor = QTextCursor(self._compared.document())
        for run in compare(self.text, model):
            # Color is never the only sign: what is extra is struck, what is missing underlined.
            form = QTextCharFormat()
            form.setForeground(QColor(colors[run.part]))
            form.setFontStrikeOut(run.part is Part.EXTRA)
            form.setFontUnderline(run.part is Part.MISSING)
            bold = QFont.Weight.DemiBold if run.part is Part.MISSING else QFont.Weight.Normal
            form.setFontWeight(bold)
            cursor.insertText(run.text, form)
            cursor.insertText(" ", QTextCharFormat())

    def dress(self, palette: Palette, style: CardStyle) -> None:
        """Take over the theme's colors and the zoom."""
        if aside(style) != self._style:
            self._style = aside(style)
            self._scale()
        if palette is self._palette:
            return
        self._palette = palette
        if self._model:
            self._compared.clear()
            self._write_runs(self._model)
