"""The interviewer's expectation as boxes to tick; they propose the grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashprep.core.i18n import _
from flashprep.ui.theme.style import scaled, scaled_box
from flashprep.ui.widgets.card_view import CardStyle, CardView
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtGui import QMouseEvent

    from flashprep.core.cards import Tick
    from flashprep.render.card import Rendered, Renderer


class _Row(QWidget):
    """One expectation: the box, the text, and whether it is a must."""

    def __init__(self, renderer: Renderer, style: CardStyle) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.box = QCheckBox()
        self.view = CardView(renderer, style)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.must = label(_("must"), "key")
        fixed = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.setSizePolicy(fixed)
        self.must.setSizePolicy(fixed)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        # The text is as wide as a column at most; what is left stands before the mark.
        row.addWidget(self.view, 1000)
        row.addStretch(1)
        row.addWidget(self.must, 0, Qt.AlignmentFlag.AlignTop)
        self.scale(style.zoom)

    def scale(self, zoom: float) -> None:
        """Make box and mark as large as the text."""
        self.box.setStyleSheet(scaled_box(zoom))
        self.must.setStyleSheet(scaled("key", zoom))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.box.toggle()
        event.accept()


class Ticks(QWidget):
    """All expectations of a card."""

    changed = Signal()

    def __init__(self, renderer: Renderer, style: CardStyle) -> None:
        super().__init__()
        self.setObjectName("ticks")
        self._renderer, self._style = renderer, style
        self._rows: list[_Row] = []
        self._count = 0
        self.waits = True
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        title = _("What the interviewer listens for: tick what your answer had")
        self._title = label(title, "section", wrap=True)
        self._title.setStyleSheet(scaled("section", style.zoom))
        self._layout.addWidget(self._title)

    def show_ticks(
        self, ticks: Sequence[Tick], rendered: Sequence[Rendered], plain: Sequence[str], deck: Path
    ) -> None:
        """Show a card's expectations, none ticked."""
        while len(self._rows) < len(ticks):
            row = _Row(self._renderer, self._style)
            row.box.setObjectName(f"tick-{len(self._rows)}")
            row.box.toggled.connect(self.changed)
            row.view.waits = self.waits
            self._rows.append(row)
            self._layout.addWidget(row)
        self._count = len(ticks)
        for number, row in enumerate(self._rows):
            row.setVisible(number < self._count)
            if number >= self._count:
                continue
            row.box.blockSignals(True)
            row.box.setChecked(False)
            row.box.blockSignals(False)
            row.view.show_rendered(rendered[number], deck)
            row.must.setVisible(ticks[number].must)
            must = _("must: {text}") if ticks[number].must else "{text}"
            row.box.setAccessibleName(must.format(text=plain[number]))
        self.setVisible(bool(ticks))

    def met(self) -> tuple[int, ...]:
        """Return the numbers of the ticks that are set, from 0."""
        return tuple(n for n, row in enumerate(self._rows[: self._count]) if row.box.isChecked())

    def set_met(self, met: Sequence[int]) -> None:
        """Tick these again, after the card was drawn anew."""
        for number in met:
            if number < self._count:
                self._rows[number].box.setChecked(True)

    def take_focus(self) -> None:
        """Put the focus on the first box."""
        if self._count:
            self._rows[0].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def views(self) -> Iterator[CardView]:
        """Yield the views of the texts."""
        for row in self._rows:
            yield row.view

    @property
    def count(self) -> int:
        """Return how many expectations are shown."""
        return self._count

    def dress(self, style: CardStyle) -> None:
        """Take over the theme's colors and the zoom."""
        zoomed = style.zoom != self._style.zoom
        self._style = style
        if zoomed:
            self._title.setStyleSheet(scaled("section", style.zoom))
        for row in self._rows:
            row.view.dress(style)
            if zoomed:
                row.scale(style.zoom)
