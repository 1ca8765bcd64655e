"""``Changes`` on their way to the pages, and what the pages ask of the window."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from flashprep.core.errors import FlashprepError
from flashprep.ui.theme.palette import LIGHT, Palette

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.app.flashprep import Flashprep
    from flashprep.core.changes import Changes
    from flashprep.render.card import Renderer

_T = TypeVar("_T")


class Broadcast(QObject):
    """One channel from whatever changed something to every page."""

    changed = Signal(object)
    """``Changes``: each page decides whether it is stale."""

    failed = Signal(object)
    """``FlashprepError``: shown as a banner."""

    said = Signal(str, bool)
    """A short message, and whether it offers undo."""

    offered = Signal(str, object)
    """A short message, and a function that takes back what it tells, which no log row holds."""

    go = Signal(str)
    """The name of a page to show."""

    edit = Signal(str)
    """The id of a card to be edited in place."""

    themed = Signal()
    """Palette or zoom changed."""


@dataclass(slots=True)
class Desk:
    """What a page works with: the open profile, the broadcast, the renderer and the palette."""

    app: Flashprep
    broadcast: Broadcast
    renderer: Renderer
    palette: Palette = field(default=LIGHT)

    def attempt(self, work: Callable[[], _T]) -> _T | None:
        """Do something that a person may have to mend; on failure say so and return None."""
        try:
            return work()
        except FlashprepError as error:
            self.broadcast.failed.emit(error)
            return None

    def changed(self, changes: Changes) -> None:
        """Tell every page what was touched, if anything."""
        if changes:
            self.broadcast.changed.emit(changes)

    @property
    def zoom(self) -> float:
        """Return the text size of cards as a factor."""
        return self.app.preferences.values.zoom / 100
