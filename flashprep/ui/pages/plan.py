"""The plan: the weeks to the interview, and whether the cards still fit into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from flashprep.app.milestones import measured
from flashprep.core.clock import to_date
from flashprep.core.i18n import _
from flashprep.core.outline import Standing
from flashprep.ui import formats
from flashprep.ui.pages.page import Page
from flashprep.ui.widgets.parts import clear, label, page_column, panel
from flashprep.ui.widgets.plan_parts import WeekCard
from flashprep.ui.widgets.ways_out import WaysOut
from flashprep.ui.widgets.work_bar import Saying, WorkBar

if TYPE_CHECKING:
    from flashprep.app.plan import Snapshot
    from flashprep.core.changes import Changes
    from flashprep.core.outline import Plan
    from flashprep.ui.signals import Desk

_WIDTH = 860
_SUGGESTED_DAYS = 35


class PlanPage(Page):
    """The weeks to the interview, worked out beside the window."""

    name = "plan"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._work = WorkBar(
            "plan",
            Saying(
                doing=_("Working the plan out."),
                stopped=_("The plan was not worked out."),
                progress=_("How far the plan is worked out"),
            ),
        )
        self._work.done.connect(self._show)
        self._work.failed.connect(desk.broadcast.failed)
        self._work.wanted.connect(self.refresh)
        column = page_column(self, _WIDTH, "plan-scroll")
        head = QHBoxLayout()
        head.addWidget(label(_("Plan"), "title"))
        head.addStretch(1)
        self._date = label("", "muted", "plan-date")
        head.addWidget(self._date)
        column.rows.addLayout(head)
        column.rows.addWidget(self._work)
        column.rows.addWidget(self._make_invitation())
        column.rows.addWidget(self._make_verdict())
        self._weeks = QVBoxLayout()
        self._weeks.setSpacing(16)
        column.rows.addLayout(self._weeks)
        self._note = label(
            _(
                "What comes is the program's own memory model and order of the day, rolled "
                "forward at your minutes and your answer times. It was checked on simulated "
                "learners only; take it as a direction, not as a promise."
            ),
            "small",
            "plan-note",
            wrap=True,
        )
        column.rows.addWidget(self._note)

    def _make_invitation(self) -> QWidget:
        self._invitation = panel("card", "plan-invitation")
        rows = QVBoxLayout(self._invitation)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(10)
        self._asked = label("", "heading", "plan-asked", wrap=True)
        self._reason = label("", "muted", "plan-reason", wrap=True)
        self._pick = QDateEdit()
        self._pick.setObjectName("plan-pick-date")
        self._pick.setAccessibleName(_("Interview date"))
        self._pick.setCalendarPopup(True)
        self._pick.setDisplayFormat("d MMM yyyy")
        done = QPushButton(_("Set date"))
        done.setObjectName("plan-set-date")
        done.setProperty("role", "primary")
        done.clicked.connect(lambda: self._set_date(self._pick.date().toPython()))
        self._pick.lineEdit().returnPressed.connect(done.click)
        row = QHBoxLayout()
        row.addWidget(self._pick)
        row.addWidget(done)
        row.addStretch(1)
        rows.addWidget(self._asked)
        rows.addWidget(self._reason)
        rows.addLayout(row)
        self._invitation.hide()
        return self._invitation

    def _make_verdict(self) -> QWidget:
        self._verdict = panel("card", "plan-verdict")
        rows = QVBoxLayout(self._verdict)
        rows.setContentsMargins(24, 18, 24, 18)
        self._ways = WaysOut(self.desk, "plan")
        rows.addWidget(self._ways)
        self._verdict.hide()
        return self._verdict

    # -- working it out ----------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether cards, grades or settings changed."""
        return changes.content or changes.reviews or changes.settings or bool(changes.cards)

    def refresh(self) -> None:
        """Work the plan out anew; what is shown stays until it is done."""
        snapshot = self.desk.attempt(self.desk.app.plan.snapshot)
        inquiry = self.desk.attempt(self.desk.app.progress.inquiry)
        if snapshot is None or inquiry is None:
            return
        # What is shown stays to be read; its ways out were worked out for what is no more.
        self._ways.setEnabled(False)
        self._work.start(lambda *how: (measured(snapshot.plan(*how), inquiry, how[1]), snapshot))

    def stop(self) -> None:
        """Give up what is being worked out: the profile is about to be closed."""
        self._work.stop()

    # -- what is shown -----------------------------------------------------------------------

    def _show(self, found: tuple[Plan, Snapshot]) -> None:
        plan, snapshot = found
        self.desk.attempt(lambda: self.desk.app.plan.keep(plan, snapshot))
        self._ways.setEnabled(True)
        self._date.setText(_date_line(plan))
        invited = plan.interview is None or plan.standing is Standing.PAST
        self._show_invitation(plan, invited=invited)
        self._verdict.setVisible(not invited)
        self._note.setVisible(not invited)
        self._ways.show_plan(plan)
        clear(self._weeks)
        for week in plan.weeks:
            self._weeks.addWidget(WeekCard(week, plan))

    def _show_invitation(self, plan: Plan, *, invited: bool) -> None:
        self._invitation.setVisible(invited)
        if not invited:
            return
        past = plan.standing is Standing.PAST
        self._asked.setText(
            _("The interview date is past. When is the next one?")
            if past
            else _("When is the interview?")
        )
        self._reason.setText(
            _(
                "With a date, every day takes the cards that gain most for it, and this page shows "
                "the weeks, what comes in each, and whether it all fits. You can change it later."
            )
        )
        first = to_date(plan.today + 1)
        self._pick.setMinimumDate(QDate(first.year, first.month, first.day))
        shown = to_date(plan.today + _SUGGESTED_DAYS)
        self._pick.setDate(QDate(shown.year, shown.month, shown.day))

    # -- what a person does ------------------------------------------------------------------

    def _set_date(self, when: object) -> None:
        self._change("interview_date", when)

    def _change(self, name: str, value: object) -> None:
        changes = self.desk.attempt(lambda: self.desk.app.change_setting(name, value))
        if changes is not None:
            self.desk.changed(changes)


def _date_line(plan: Plan) -> str:
    if plan.interview is None:
        return ""
    days = plan.interview - plan.today
    return f"{formats.day(to_date(plan.interview))}  ·  {formats.countdown(days)}"
