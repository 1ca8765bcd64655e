"""Work that may wait: done piece by piece, so that the window hears every key in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSE_MS = 30
"""Between two pieces the window answers what came meanwhile, and another process has its turn."""


class Idle(QObject):
    """Runs one iterator; each of its steps is a piece that takes less than two frames."""

    def __init__(self, pieces: Iterator[object], parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def stop(self) -> None:
        """Do no more."""
        self._timer.stop()

    @property
    def running(self) -> bool:
        """Tell whether pieces are left to do."""
        return self._timer.isActive()

    def _step(self) -> None:
        try:
            next(self._pieces)
        except StopIteration:
            self.stop()
