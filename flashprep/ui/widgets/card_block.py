"""A titled part of a card: a hint, a section, what a senior would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashprep.ui.theme.style import scaled
from flashprep.ui.widgets.card_theme import aside, code
from flashprep.ui.widgets.card_view import CardStyle, CardView
from flashprep.ui.widgets.parts import label, panel

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.render.card import Rendered, Renderer


class CardBlock(QWidget):
    """A title and a text; hidden while a card has none."""

    link = Signal(str)

    def __init__(
        self, renderer: Renderer, style: CardStyle, *, inset: bool = False, listing: bool = False
    ) -> None:
        super().__init__()
        self._renderer, self._style, self._listing = renderer, style, listing
        self.waits = True
        self.view: CardView | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._rows = outer
        if inset:
            box = panel("inset")
            self._rows = QVBoxLayout(box)
            self._rows.setContentsMargins(14, 10, 14, 10)
            outer.addWidget(box)
        self._rows.setSpacing(4)
        self._title = label("", "section")
        self._title.setStyleSheet(scaled("section", style.zoom))
        self._rows.addWidget(self._title)
        self.hide()

    def fill(self, name: str, title: str, rendered: Rendered, deck: Path) -> None:
        """Show one part, or hide it when the card has none."""
        self.setVisible(bool(rendered.html))
        if not rendered.html:
            return
        if self.view is None:
            # Most cards have few parts: a view is made when the first text needs it.
            self.view = CardView(self._renderer, self._dressed())
            self.view.waits = self.waits
            self.view.link_activated.connect(self.link)
            self._rows.addWidget(self.view)
            self._rows.addStretch(1)
        self._title.setText(title)
        self.view.setObjectName(name)
        self.view.setAccessibleName(title)
        self.view.show_rendered(rendered, deck)

    def _dressed(self) -> CardStyle:
        return code(self._style) if self._listing else aside(self._style)

    def dress(self, style: CardStyle) -> None:
        """Take over the theme's colors and the zoom."""
        if style.zoom != self._style.zoom:
            self._title.setStyleSheet(scaled("section", style.zoom))
        self._style = style
        if self.view is not None:
            self.view.dress(self._dressed())
