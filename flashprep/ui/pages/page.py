"""What every page is: stale until shown, brought up to date when it is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from flashprep.core.changes import Changes
    from flashprep.ui.signals import Desk


class Page(QWidget):
    """One page of the window; ``refresh`` is called only while it is visible."""

    name = ""

    prepare = Signal(object)
    """A card's content that is shown now or soon: its formulas are set beside the window."""

    turned = Signal()
    """Other keys apply now than before: a card is asked, answered or edited."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._stale = True
        self.setObjectName(f"page-{self.name}")
        desk.broadcast.changed.connect(self._on_changed)
        desk.broadcast.themed.connect(self.dress)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether changes make the page stale."""
        return bool(changes)

    def refresh(self) -> None:
        """Show what is now."""

    def stop(self) -> None:
        """Stop what runs by itself: the profile is about to be closed."""

    def formulas_ready(self, card: str) -> None:
        """Show the formulas of a card that were still being set when it was shown."""

    @property
    def editing(self) -> bool:
        """Tell whether a card's Markdown is being edited."""
        return False

    @property
    def foot(self) -> int:
        """Return the height in pixels at the foot of the page that no message may cover."""
        return 24

    def edit(self) -> None:
        """Edit the card at hand in place, if the page shows one."""

    def show_card(self, card: str) -> None:
        """Show a certain card, if the page lists cards."""

    def take_focus(self) -> None:
        """Put the focus on what keys act on, if that is not where Qt puts it."""

    def start_search(self) -> None:
        """Put the cursor into the page's search field, if it has one."""

    def dress(self) -> None:
        """Take over the theme's colors."""

    def _on_changed(self, changes: Changes) -> None:
        if not self.concerns(changes):
            return
        self._stale = True
        if self.isVisible():
            self._bring_up()

    def _bring_up(self) -> None:
        self._stale = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._bring_up()
