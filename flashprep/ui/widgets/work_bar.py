"""A strip that shows how far the work of a page is, where that takes long, and gives it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from flashprep.core.i18n import _
from flashprep.ui.tasks import Task
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.cancel import Cancel, Progress

_SHOW_MS = 300
"""Work that takes longer than this shows how far it is."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What the strip says: while the work runs, once it was given up, and to a screen reader.

    Without a word for what was given up, the strip vanishes then.
    """

    doing: str
    stopped: str
    progress: str


class WorkBar(QFrame):
    """Runs one piece of work at a time; a new start gives up what still runs."""

    done = Signal(object)
    failed = Signal(object)
    given_up = Signal()
    wanted = Signal()
    """The work was given up, and is asked for again."""

    def __init__(self, name: str, saying: Saying, *, framed: bool = True) -> None:
        """Stand on a page as a card of its own; not ``framed``, as a line within one."""
        super().__init__()
        if framed:
            self.setProperty("role", "card")
        self.setObjectName(f"{name}-work")
        self._saying = saying
        self._text = label(saying.doing, "", f"{name}-doing")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}-progress")
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(saying.progress)
        self._button = QPushButton(_("Cancel"))
        self._button.setObjectName(f"{name}-cancel")
        self._button.clicked.connect(self._on_button)
        self._task = Task(self)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.progressed.connect(lambda share: self._bar.setValue(round(share * 100)))
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self._appear)
        row = QHBoxLayout(self)
        row.setContentsMargins(*((24, 14, 16, 14) if framed else (0, 0, 0, 0)))
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self._button)
        self.hide()

    @property
    def running(self) -> bool:
        """Tell whether work is under way."""
        return self._task.running

    def start(self, work: Callable[[Progress, Cancel], Any], show_after: int = _SHOW_MS) -> None:
        """Begin the work; the strip appears when that takes longer than some milliseconds."""
        self._bar.setValue(0)
        self._task.start(work)
        if self.isVisible():
            self._appear()
        else:
            self._slow.start(show_after)

    def cancel(self) -> None:
        """Give the work up: what it was asked for is no more."""
        self._task.cancel()
        self._vanish()

    def stop(self) -> None:
        """Give the work up and wait until its thread has ended."""
        self._slow.stop()
        self._task.stop()
        self.hide()

    def _appear(self) -> None:
        if self._task.running:
            self._text.setText(self._saying.doing)
            self._bar.show()
            self._button.setText(_("Cancel"))
            self.show()

    def _vanish(self) -> None:
        self._slow.stop()
        self.hide()

    def _on_done(self, result: object) -> None:
        self._vanish()
        self.done.emit(result)

    def _on_failed(self, error: object) -> None:
        self._vanish()
        self.failed.emit(error)

    def _on_button(self) -> None:
        if not self._task.running:
            self.wanted.emit()
            return
        self._task.cancel()
        self.given_up.emit()
        if not self._saying.stopped:
            self._vanish()
            return
        self._text.setText(self._saying.stopped)
        self._bar.hide()
        self._button.setText(_("Work it out"))
