"""Work beside the window: in a thread of its own, with progress, and given up when asked."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal

from flashprep.core.cancel import Cancelled
from flashprep.core.errors import FlashprepError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.cancel import Cancel, Progress

_STEP = 0.01
"""Progress is told when it has grown by so much, so that signals do not pile up."""


class _Thread(QThread):
    """Runs one piece of work; its result waits here until the window's thread takes it."""

    progressed = Signal(float)

    def __init__(self, work: Callable[[Progress, Cancel], Any]) -> None:
        super().__init__()
        self._work = work
        self._told = 0.0
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self._tell, self.isInterruptionRequested)
        except BaseException as error:  # noqa: BLE001 - it is raised again on the other side
            self.error = error

    def let_go(self) -> None:
        """Forget work and result: signals and slots hold one another, and Qt the signals."""
        del self._work, self.result
        self.progressed.disconnect()
        self.finished.disconnect()
        self.deleteLater()

    def _tell(self, share: float) -> None:
        if share - self._told >= _STEP or share >= 1.0:
            self._told = share
            self.progressed.emit(share)


class Task(QObject):
    """One kind of work of a page: a new start gives up what still runs.

    ``work`` takes (progress, cancel) and must read nothing that the window's thread writes; the
    signals arrive on the window's thread, and none arrives after ``stop`` or a new start.
    """

    progressed = Signal(float)
    done = Signal(object)
    failed = Signal(object)
    """``FlashprepError``; any other error is a bug, and is raised on the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None
        self._leaving: set[_Thread] = set()

    @property
    def running(self) -> bool:
        """Tell whether work is under way whose result is still wanted."""
        return self._thread is not None

    def start(self, work: Callable[[Progress, Cancel], Any]) -> None:
        """Begin the work."""
        self.cancel()
        thread = _Thread(work)
        thread.setObjectName("task")
        self._thread = thread
        thread.progressed.connect(lambda share: self._on_progress(thread, share))
        thread.finished.connect(lambda: self._on_finished(thread))
        thread.start(QThread.Priority.LowPriority)

    def cancel(self) -> None:
        """Give the work up; it ends by itself, and nothing more is heard of it."""
        if self._thread is not None:
            self._thread.requestInterruption()
            self._leaving.add(self._thread)
            self._thread = None

    def stop(self) -> None:
        """Give the work up and wait until its thread has ended."""
        self.cancel()
        for thread in tuple(self._leaving):
            thread.wait()
        self._leaving.clear()

    def _on_progress(self, thread: _Thread, share: float) -> None:
        if thread is self._thread:
            self.progressed.emit(share)

    def _on_finished(self, thread: _Thread) -> None:
        thread.wait()
        self._leaving.discard(thread)
        result, error = thread.result, thread.error
        thread.let_go()
        if thread is not self._thread:
            return
        self._thread = None
        if error is None:
            self.done.emit(result)
        elif isinstance(error, FlashprepError):
            self.failed.emit(error)
        elif not isinstance(error, Cancelled):
            logging.getLogger(__name__).error("a task failed", exc_info=error)
            raise error
