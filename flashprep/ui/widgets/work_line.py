"""A line that shows how far work beside the window is, with a button that gives it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from flashprep.core.i18n import _
from flashprep.ui.tasks import Task
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.cancel import Cancel, Progress

_SHOW_MS = 300
"""Work that takes longer than this shows how far it is."""


class WorkLine(QWidget):
    """Runs one piece of work after the other; hidden while there is nothing to tell."""

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, name: str, doing: str) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._task = Task(self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.progressed.connect(lambda share: self._bar.setValue(round(share * 100)))
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(doing, "muted"))
        self._bar.setObjectName(f"{name}-progress")
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(doing)
        stop = QPushButton(_("Cancel"))
        stop.setObjectName(f"{name}-cancel")
        stop.clicked.connect(self._on_cancel)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)
        self.setObjectName(f"{name}-work")
        self.hide()

    @property
    def running(self) -> bool:
        """Tell whether work is under way."""
        return self._task.running

    def start(self, work: Callable[[Progress, Cancel], Any]) -> None:
        """Begin some work, in the place of what still runs."""
        self._bar.setValue(0)
        self._task.start(work)
        self._slow.start(_SHOW_MS)

    def stop(self) -> None:
        """Give the work up and wait until it has ended."""
        self._slow.stop()
        self._task.stop()
        self.hide()

    def _show(self) -> None:
        self.setVisible(self._task.running)

    def _end(self) -> None:
        self._slow.stop()
        self.hide()

    def _on_done(self, result: object) -> None:
        self._end()
        self.done.emit(result)

    def _on_failed(self, error: object) -> None:
        self._end()
        self.failed.emit(error)

    def _on_cancel(self) -> None:
        self._task.cancel()
        self._end()
        self.cancelled.emit()
