"""Renders the coming cards beside the window, so that they appear at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

if TYPE_CHECKING:
    from flashprep.app.library import CardView
    from flashprep.render.card import Renderer

_TURN_S = 0.0001
"""How long typesetting may keep Python from the window's thread, fifty times less than usual.

A page calls Qt some hundred times, and waits for its turn after each call that it was cut into."""


class _Worker(QObject):
    prepared = Signal(str)

    def __init__(self, renderer: Renderer) -> None:
        super().__init__()
        self._renderer = renderer

    @Slot(object)
    def prepare(self, view: CardView) -> None:
        self._renderer.prepare(view.note, view.side.variant)
        self.prepared.emit(view.side.id)

    @Slot()
    def trim(self) -> None:
        self._renderer.cache.trim()


class Preparer(QObject):
    """Prepares one card after the other in a thread of its own."""

    prepared = Signal(str)
    """The id of a card all of whose formulas are set now."""

    _wanted = Signal(object)
    _begun = Signal()

    def __init__(self, renderer: Renderer) -> None:
        super().__init__()
        self._thread = QThread()
        self._thread.setObjectName("prepare")
        self._worker = _Worker(renderer)
        self._worker.moveToThread(self._thread)
        self._wanted.connect(self._worker.prepare)
        self._begun.connect(self._worker.trim)
        self._worker.prepared.connect(self.prepared)
        self._known: set[tuple[str, int]] = set()

    def add(self, view: CardView) -> None:
        """Prepare a card that will be shown soon, unless that was done."""
        key = (view.side.id, hash(view.note.question + view.note.answer))
        if key in self._known:
            return
        self._known.add(key)
        if not self._thread.isRunning():
            sys.setswitchinterval(_TURN_S)
            self._thread.start(QThread.Priority.LowPriority)
            # Once a session the cache is brought down to its size, beside the window.
            self._begun.emit()
        self._wanted.emit(view)

    def stop(self) -> None:
        """End the thread after the card at hand."""
        self._thread.quit()
        self._thread.wait()
