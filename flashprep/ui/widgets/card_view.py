"""Shows a rendered card: text in a column, formulas on the baseline, code, tables, pictures.

It grows with its text and never scrolls by itself, so that several can stand in one scroll area.
It loads nothing but raster pictures below the deck's folder, and follows no link.
"""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from flashprep.core.i18n import _
from flashprep.render.card import NOTHING, Rendered, Renderer
from flashprep.render.sanitize import is_safe_link
from flashprep.ui.widgets.card_copy import ALT, copied_text
from flashprep.ui.widgets.card_dress import (
    INDENT_EMS,
    Grounds,
    bar_rects,
    dress,
    ground_rects,
    has_tables,
    shrink_tables,
)
from flashprep.ui.widgets.card_formulas import (
    FORMULA,
    FormulaObject,
    formula_format,
    source,
    take_closing,
)
from flashprep.ui.widgets.card_images import (
    images,
    load,
    load_exactly,
    locate,
    nothing,
    picture_size,
)
from flashprep.ui.widgets.card_style import CardStyle, Measures, style_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.render.stash import MathRef

__all__ = ["CardStyle", "CardView"]

_MATH = "math:"
_HEADING = 1.12
_LEAST_TABLE = 0.6
"""The smallest that a table's text is set, against the card's, before its words are broken."""

_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class CardView(QTextBrowser):
    """A card, or a part of one, as text that can be read, selected and copied."""

    waits = True
    """Whether a formula that no cache holds is set at once; else its TeX stands there until
    ``refresh_formulas``."""

    link_activated = Signal(str)
    """An http, https or mailto address that a person clicked; nothing is opened here."""

    def __init__(self, renderer: Renderer, style: CardStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._style = style
        self._rendered = NOTHING
        self._folder: Path | None = None
        self._grounds = Grounds()
        self._measures = Measures.of(style.font(), style.letters)
        self._set_width = 0
        self._heights: dict[int, int] = {}
        self._waiting = False
        self._ringed = False
        self._table_scale = 1.0
        self._formulas = FormulaObject(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().registerHandler(FORMULA, self._formulas)
        self.anchorClicked.connect(self._clicked)
        self._apply_style()

    # -- what pages call ---------------------------------------------------------------------

    def show_rendered(self, rendered: Rendered, folder: Path | None = None) -> None:
        """Show HTML made by ``render``; pictures are looked for below ``folder`` only."""
        self._rendered, self._folder = rendered, folder
        self._fill()

    def dress(self, style: CardStyle) -> None:
        """Take over colors, fonts and zoom."""
        if style == self._style:
            return
        self._style = style
        self._apply_style()
        self._fill()

    def refresh_formulas(self) -> None:
        """Show the formulas that were still being set when the card was shown."""
        if self._waiting:
            self._fill()

    def fit_ahead(self) -> None:
        """Set the text for the width that a layout gave the hidden view: it is told when shown."""
        self.viewport().resize(self.width(), self.viewport().height())
        if self._rendered.html and self._room() != self._set_width:
            self._fill()

    def fit_height(self) -> None:
        """Lay the text out in the view's present width, and make the view as tall as it is."""
        width = min(self.width(), self.column_width())
        if width > 0 and round(self.document().textWidth()) != width:
            self.document().setTextWidth(width)
        height = self.heightForWidth(width)
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def plain_text(self) -> str:
        """Return the text as it would be copied, formulas as TeX between dollars."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        return copied_text(cursor)

    def column_width(self) -> int:
        """Return the width in pixels of a line of some 70 letters."""
        return math.ceil(self._measures.column)

    # -- sizes -------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """Tell layouts that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in pixels of the text in that width, and leave it as it is laid out.

        A layout asks for widths that it then does not give, as those beside a scroll bar.
        """
        document = self.document()
        own, wanted = round(document.textWidth()), min(width, self.column_width())
        if wanted <= 0 or wanted == own:
            return math.ceil(document.size().height()) + 1
        if wanted not in self._heights:
            document.setTextWidth(wanted)
            self._heights[wanted] = math.ceil(document.size().height()) + 1
            document.setTextWidth(own)
        return self._heights[wanted]

    def sizeHint(self) -> QSize:
        """Return a column's width and the text's height."""
        width = self.column_width()
        return QSize(width, self.heightForWidth(self.width() or width))

    def minimumSizeHint(self) -> QSize:
        """Return a small width: the text wraps."""
        return QSize(120, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew, and set formulas and pictures anew if the column changed."""
        super().resizeEvent(event)
        if self._rendered.html and self._room() != self._set_width:
            self._fill()
        else:
            self.fit_height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the application's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange and hasattr(self, "_measures"):
            self._apply_style()
            self._fill()

    # -- safety ------------------------------------------------------------------------------

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a picture below the deck's folder, or an empty one: never anything else."""
        path = locate(QUrl(name).toString(), self._folder)
        if kind != QTextDocument.ResourceType.ImageResource.value or path is None:
            return nothing()
        return load(path, math.ceil(self._room() * self.devicePixelRatioF()))

    def doSetSource(self, name: QUrl | str, type_: object = None) -> None:
        """Go nowhere: a card is not a page to leave."""
        del name, type_

    def _clicked(self, address: QUrl) -> None:
        text = address.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if is_safe_link(text):
            self.link_activated.emit(text)

    # -- copying -----------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selection as plain text, formulas as they stand in the deck."""
        data = QMimeData()
        data.setText(copied_text(self.textCursor()))
        return data

    # -- filling -----------------------------------------------------------------------------

    def _apply_style(self) -> None:
        font = self._style.font()
        self._measures = Measures.of(font, self._style.letters)
        self.setFont(font)
        document = self.document()
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(style_sheet(self._style, self._measures.em))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Text, QColor(self._style.text))
        palette.setColor(palette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
        palette.setColor(palette.ColorRole.Link, QColor(self._style.accent))
        self.setPalette(palette)
        self.setMaximumWidth(self.column_width() + 2)

    def _room(self) -> int:
        return min(self.viewport().width(), self.column_width())

    def _fill(self) -> None:
        """Set the card; tables too wide for the column are set smaller, and then break words."""
        self._set_width = self._room()
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self._set(1.0)
        wide = self._overhang()
        if wide > 1 and has_tables(self.document()):
            self._set(max(_LEAST_TABLE, 0.97 / wide))
            wide = self._overhang()
        if wide > 1:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._heights.clear()
        self.setAccessibleDescription(self.plain_text())
        self.updateGeometry()
        self.fit_height()
        self.viewport().update()

    def _set(self, table_scale: float) -> None:
        self._waiting = False
        self._table_scale = table_scale
        document = self.document()
        self.setHtml(self._rendered.html)
        document.setTextWidth(self._set_width)
        self._place_objects()
        self._grounds = dress(document, self._measures.em)
        if table_scale < 1:
            shrink_tables(document, table_scale, self._measures.em)

    def _overhang(self) -> float:
        """Return how many times as wide as the column the widest word or table is, 1 at least."""
        width = self.document().size().width()
        return width / self._set_width if width > self._set_width + 1 > 1 else 1.0

    def _place_objects(self) -> None:
        """Put formulas and pictures in the places that the HTML holds for them."""
        refs = {ref.key: ref for ref in self._rendered.math}
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for position, form in reversed(list(images(self.document()))):
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            ref = refs.get(form.name().removeprefix(_MATH))
            if ref is not None and form.name().startswith(_MATH):
                self._place_formula(cursor, ref, form)
            else:
                self._place_picture(cursor, form)
        cursor.endEditBlock()

    def _place_formula(self, cursor: QTextCursor, ref: MathRef, base: QTextCharFormat) -> None:
        formula = self._renderer.formula(ref) if self.waits else self._renderer.known_formula(ref)
        if formula is None or formula.fault:
            self._waiting = self._waiting or formula is None
            form = QTextCharFormat()
            form.setFontFamilies([*self._style.mono_families, "monospace"])
            form.setForeground(QColor(self._style.fault if formula else self._style.muted))
            form.setToolTip(escape(formula.fault) if formula else "")
            cursor.insertText(source(ref).replace("\n", " "), form)
            return
        heading = cursor.blockFormat().headingLevel() > 0
        em = self._measures.math * (_HEADING if heading else 1.0)
        if cursor.currentTable() is not None:
            em *= self._table_scale
        self._formulas.formulas[ref.key] = formula
        room = self._set_width - self._indent(cursor)
        line = self.document().defaultFont()
        # A heading's letters are larger than its format's font says.
        tail = "" if heading or ref.display else take_closing(cursor)
        cursor.setCharFormat(formula_format(ref, formula, base, line, em, room, tail))

    def _indent(self, cursor: QTextCursor) -> float:
        block = cursor.block()
        items = block.textList()
        depth = items.format().indent() if items else block.blockFormat().indent()
        return (depth * INDENT_EMS + 0.2) * self._measures.em

    def _place_picture(self, cursor: QTextCursor, form: QTextImageFormat) -> None:
        path = locate(form.name(), self._folder)
        size = picture_size(path) if path else QSize()
        if path is None or size.isEmpty():
            plain = QTextCharFormat()
            plain.setForeground(QColor(self._style.muted))
            plain.setFontItalic(True)
            alt = str(form.property(ALT) or "") or _("picture")
            cursor.insertText(f"[{alt}]", plain)
            return
        room = self._set_width - self._indent(cursor)
        width = min(size.width(), math.floor(room)) if room >= 1 else size.width()
        form.setWidth(width)
        form.setHeight(max(1, round(size.height() * width / size.width())))
        cursor.setCharFormat(form)
        image = load_exactly(path, round(width * self.devicePixelRatioF()))
        kind = QTextDocument.ResourceType.ImageResource.value
        self.document().addResource(kind, QUrl(form.name()), image)

    # -- painting ----------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a focus that came by key: the mouse only selects text."""
        super().focusInEvent(event)
        self._ringed = event.reason() in _BY_KEY
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._ringed = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grounds of code and the bars of quotes, then the text on top."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        em = self._measures.em
        if self._ringed:
            painter.setPen(QColor(self._style.accent))
            painter.setBrush(QColor(self._style.blank_ground))
            ring = QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(ring, 0.2 * em, 0.2 * em)
        painter.setPen(QColor(self._style.border))
        painter.setBrush(QColor(self._style.code_ground))
        for rect in ground_rects(self.document(), self._grounds, em):
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 0.4 * em, 0.4 * em)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._style.accent))
        for rect in bar_rects(self.document(), self._grounds, em):
            painter.drawRoundedRect(rect, 0.09 * em, 0.09 * em)
        painter.end()
        super().paintEvent(event)
