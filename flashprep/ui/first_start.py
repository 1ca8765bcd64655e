"""The very first start: three short steps, then the first card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashprep.core import domains
from flashprep.core.changes import Changes
from flashprep.core.clock import to_date
from flashprep.ui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from flashprep.app.flashprep import Flashprep
    from flashprep.ui.signals import Desk

_DONE = "welcomed"
_FIVE_WEEKS = 35


class FirstStart(QObject):
    """Shows the steps in the place of the pages, and stores what was chosen."""

    finished = Signal(object)
    """The ``Changes`` that the choices made."""

    def __init__(self, desk: Desk, stack: QStackedWidget) -> None:
        super().__init__()
        self._desk, self._stack = desk, stack
        minutes = desk.app.preferences.values.minutes_per_day
        self._page = Welcome(to_date(desk.app.study.today + _FIVE_WEEKS), minutes)
        self._page.finished.connect(self._finish)
        stack.addWidget(self._page)
        stack.setCurrentWidget(self._page)

    @staticmethod
    def is_due(app: Flashprep) -> bool:
        """Tell whether the person was never asked and has not studied yet."""
        return not app.preferences.fact(_DONE) and app.history.last() is None

    def _finish(self, date: object, minutes: int, wanted: list[str]) -> None:
        left_out = [known.slug for known in domains.SHIPPED if known.slug not in wanted]
        changes = self._set("interview_date", date)
        changes |= self._set("minutes_per_day", minutes)
        changes |= self._set("left_out", left_out)
        self._desk.attempt(lambda: self._desk.app.preferences.remember(_DONE, value=True))
        self._stack.removeWidget(self._page)
        self._page.deleteLater()
        self.finished.emit(changes)

    def _set(self, name: str, value: object) -> Changes:
        made = self._desk.attempt(lambda: self._desk.app.change_setting(name, value))
        return made or Changes()
