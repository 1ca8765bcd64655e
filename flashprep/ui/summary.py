"""What the sidebar says: readiness by domain and how many cards wait, worked out beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from flashprep.ui.tasks import Task

if TYPE_CHECKING:
    from flashprep.app.progress import Basis
    from flashprep.ui.signals import Desk
    from flashprep.ui.widgets.sidebar import Sidebar


class Summary(QObject):
    """Keeps the sidebar up to date; the first time, the whole log is read for it."""

    def __init__(self, desk: Desk, sidebar: Sidebar) -> None:
        super().__init__(sidebar)
        self._desk, self._sidebar = desk, sidebar
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._begin)
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(desk.broadcast.failed)

    def start(self, ms: int) -> None:
        """Bring the sidebar up to date so much later."""
        self._later.start(ms)

    @property
    def busy(self) -> bool:
        """Tell whether the sidebar is not yet up to date."""
        return self._later.isActive() or self._task.running

    def stop(self) -> None:
        """Give up what is being worked out: the profile is about to be closed."""
        self._later.stop()
        self._task.stop()

    def _begin(self) -> None:
        today = self._desk.attempt(self._desk.app.study.overview)
        if today is not None:
            load = today.load
            self._sidebar.set_count("review", load.due + load.new + load.learning)
        inquiry = self._desk.attempt(self._desk.app.progress.inquiry)
        if inquiry is not None:
            self._task.start(inquiry.look)

    def _show(self, basis: Basis) -> None:
        app = self._desk.app
        # Not noted again after each grade, for that would be a second write to the disk.
        self._desk.attempt(lambda: app.progress.keep(basis, again=False))
        self._sidebar.bars.show_readiness(basis.report.domains)
        self._desk.attempt(lambda: app.note_morning(basis.report))
