"""What the desired retention costs, in minutes a day, worked out beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashprep.core.i18n import _, ngettext
from flashprep.core.retention import USUAL, RetentionCost, costs
from flashprep.ui import formats
from flashprep.ui.tasks import Task
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.ui.signals import Desk

_WAIT_MS = 250
"""A value that is still being turned is not worked out at every step."""


class RetentionCostLine(QWidget):
    """A sentence on the retention in force, and one that compares it with others."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(2)
        self._own = label("", "", "retention-cost", wrap=True)
        self._others = label("", "small", "retention-others", wrap=True)
        rows.addWidget(self._own)
        rows.addWidget(self._others)
        self._task = Task(self)
        self._task.done.connect(self._show)
        self._task.failed.connect(lambda _error: self._own.setText(""))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._begin)

    def refresh(self) -> None:
        """Work the cost out anew."""
        self._task.cancel()
        if not self._own.text():
            self._own.setText(_("Working out what it costs …"))
        self._wait.start(_WAIT_MS)

    def stop(self) -> None:
        """Give up what is being worked out."""
        self._wait.stop()
        self._task.stop()

    @property
    def running(self) -> bool:
        """Tell whether the figures are still to come."""
        return self._wait.isActive() or self._task.running

    def _begin(self) -> None:
        snapshot = self._desk.attempt(self._desk.app.plan.snapshot)
        if snapshot is None:
            return
        start, own = snapshot.start, self._desk.app.preferences.values.desired_retention

        def work(progress: Progress, cancel: Cancel) -> tuple[RetentionCost, ...]:
            return costs(start, {*USUAL, own}, progress=progress, cancel=cancel)

        self._task.start(work)

    def _show(self, found: tuple[RetentionCost, ...]) -> None:
        wanted = self._desk.app.preferences.values.desired_retention
        own = next((cost for cost in found if cost.retention == wanted), None)
        if own is None:
            return
        if not own.minutes:
            self._own.setText(_("Nothing would be asked in the days ahead, so it costs nothing."))
            self._others.setText("")
            return
        text = ngettext(
            "{retention} takes {time} a day over {n} day and leaves about {recall} recalled.",
            "{retention} takes {time} a day over {n} days and leaves about {recall} recalled.",
            own.days,
        )
        self._own.setText(text.format(**_values(own), n=own.days))
        others = [
            _("{retention}: {time}, {recall}").format(**_values(cost))
            for cost in found
            if cost is not own
        ]
        self._others.setText(
            _(
                "This counts every due review, and new core cards spread evenly over the days. "
                "Compared with it, {others}. By the app's own memory model."
            ).format(others="; ".join(others))
        )


def _values(cost: RetentionCost) -> dict[str, str]:
    return {
        "retention": f"{cost.retention:.2f}",
        "time": formats.minutes(cost.minutes * 60),
        "recall": formats.percent(cost.recall),
    }
