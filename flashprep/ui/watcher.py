"""Notices what happens outside: decks edited on disk, other processes, a new study day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_SETTLE_MS = 150
"""Editors write in several steps; only when it has been quiet for this long is a file read."""

_POLL_MS = 3000


class Watcher(QObject):
    """Tells when the deck folders changed, and lets time pass."""

    decks_changed = Signal()
    time_passed = Signal()
    """Every few seconds: another process may have written, a study day may have begun."""

    def __init__(self, folders: Callable[[], Sequence[Path]]) -> None:
        super().__init__()
        self._folders = folders
        self._watch = QFileSystemWatcher(self)
        self._watch.directoryChanged.connect(self._touched)
        self._watch.fileChanged.connect(self._touched)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self.time_passed)

    def start(self) -> None:
        """Begin to watch."""
        self.look()
        self._poll.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._poll.stop()
        self._settle.stop()
        watched = [*self._watch.files(), *self._watch.directories()]
        if watched:
            self._watch.removePaths(watched)

    def look(self) -> None:
        """Watch the folders, and the decks in them, as they are now."""
        wanted: set[str] = set()
        for folder in self._folders():
            if folder.is_dir():
                wanted.add(str(folder))
                wanted |= {str(path) for path in folder.rglob("*.md")}
                wanted |= {str(path.parent) for path in folder.rglob("*.md")}
        held = {*self._watch.files(), *self._watch.directories()}
        if gone := held - wanted:
            self._watch.removePaths(sorted(gone))
        if new := wanted - held:
            self._watch.addPaths(sorted(new))

    def _touched(self, _path: str) -> None:
        self._settle.start()

    def _settled(self) -> None:
        # A file that an editor replaced is a new file: it has to be watched again.
        self.look()
        self.decks_changed.emit()
