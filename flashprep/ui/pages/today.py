"""Today: what is due by domain, the minutes it takes, the days that are left, one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from flashprep.core import domains
from flashprep.core.clock import to_date
from flashprep.core.i18n import _
from flashprep.core.outline import Standing
from flashprep.ui import formats
from flashprep.ui.pages.page import Page
from flashprep.ui.tasks import Task
from flashprep.ui.theme import icons
from flashprep.ui.widgets.parts import clear, label, page_column, panel, rule
from flashprep.ui.widgets.ways_out import WaysOut
from flashprep.ui.words import all_suspended, idle_title, left_over_line

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from flashprep.app.plan import Snapshot
    from flashprep.app.study import Today
    from flashprep.core.outline import Plan
    from flashprep.core.queue import Load
    from flashprep.ui.signals import Desk

_WIDTH = 760

_LATER_MS = 900
"""The plan is worked out so much later: the first card needs none, and numpy takes its time."""


class TodayPage(Page):
    """The first page: today's work at a glance."""

    name = "today"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._task = Task(self)
        self._task.done.connect(self._on_plan)
        self._task.failed.connect(desk.broadcast.failed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._work_out)
        column = page_column(self, _WIDTH, "today-scroll")
        head = QHBoxLayout()
        self._title = label(_("Today"), "title", "today-title")
        self._date = label("", "muted", "today-date")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._date)
        column.rows.addLayout(head)
        column.rows.addWidget(self._make_work())
        column.rows.addWidget(self._make_interview())
        column.rows.addWidget(self._make_domains())

    def _make_work(self) -> QWidget:
        box = panel("card", "today-work")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 22, 24, 22)
        rows.setSpacing(8)
        self._headline = label("", "big", "today-headline", wrap=True)
        self._detail = label("", "muted", "today-detail", wrap=True)
        self._progress = QProgressBar()
        self._progress.setObjectName("today-progress")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Minutes used today"))
        self._used = label("", "small", "today-used")
        self._start = QPushButton(_("Start"))
        self._start.setObjectName("start")
        self._start.setProperty("role", "primary")
        self._start.setMinimumSize(150, 44)
        self._start.setToolTip(_("Enter"))
        self._start.clicked.connect(self._begin)
        self._more = QPushButton()
        self._more.setObjectName("study-more")
        self._more.setMinimumHeight(44)
        self._more.clicked.connect(self._study_more)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._start)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        rows.addWidget(self._headline)
        rows.addWidget(self._detail)
        rows.addSpacing(6)
        rows.addWidget(self._progress)
        rows.addWidget(self._used)
        rows.addSpacing(8)
        rows.addLayout(buttons)
        return box

    def _make_interview(self) -> QWidget:
        box = panel("card", "today-interview")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 14, 16, 14)
        rows.setSpacing(8)
        row = QHBoxLayout()
        rows.addLayout(row)
        self._sign = QLabel()
        self._countdown = label("", "heading", "countdown", wrap=True)
        self._pick = QDateEdit()
        self._pick.setObjectName("pick-date")
        self._pick.setAccessibleName(_("Interview date"))
        self._pick.setCalendarPopup(True)
        self._pick.setDisplayFormat("d MMM yyyy")
        self._set = QPushButton(_("Set date"))
        self._set.setObjectName("set-date")
        self._set.clicked.connect(self._set_date)
        self._drop = QPushButton(_("No date"))
        self._drop.setObjectName("no-date")
        self._drop.setToolTip(_("Study without an interview date"))
        self._drop.clicked.connect(lambda: self._store_date(None))
        row.addWidget(self._sign)
        row.addSpacing(6)
        row.addWidget(self._countdown, 1)
        row.addWidget(self._pick)
        row.addWidget(self._set)
        row.addWidget(self._drop)
        self._fits = WaysOut(self.desk, "today-plan", "today-")
        self._fits.setContentsMargins(0, 0, 8, 6)
        rows.addWidget(self._fits)
        return box

    def _make_domains(self) -> QWidget:
        box = panel("card", "today-domains")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 18, 24, 18)
        rows.setSpacing(12)
        rows.addWidget(label(_("What waits today, and why"), "heading"))
        self._why = label("", "muted", "today-why", wrap=True)
        rows.addWidget(self._why)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(24)
        self._table.setVerticalSpacing(9)
        self._table.setColumnStretch(1, 1)
        rows.addLayout(self._table)
        return box

    # -- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the day as it is now."""
        today = self.desk.app.study.overview()
        self._date.setText(formats.day(to_date(today.day)))
        self._show_work(today)
        self._show_interview(today)
        self._show_domains(today)
        self.dress()

    def _show_work(self, today: Today) -> None:
        load = today.load
        count = load.due + load.new + load.learning
        self._start.setVisible(count > 0)
        done = today.done_cards > 0
        self._start.setText(_("Go on") if done else _("Start"))
        if count:
            self._headline.setText(
                _("{cards}, about {time}").format(
                    cards=formats.cards(count), time=formats.minutes(load.seconds)
                )
            )
            self._detail.setText(_parts(load))
        else:
            self._headline.setText(self._quiet_headline(today, done=done))
            self._detail.setText(self._quiet_detail(today))
        left = today.waiting + today.unseen
        self._more.setVisible(count == 0 and left > 0)
        self._more.setText(_("Study 15 minutes more"))
        used = min(today.done_seconds / today.budget_seconds, 1.0) if today.budget_seconds else 0
        self._progress.setRange(0, 1000)
        self._progress.setValue(round(used * 1000))
        self._used.setText(
            _("{done} of {budget} used, {cards} done").format(
                done=formats.minutes(today.done_seconds),
                budget=formats.minutes(today.budget_seconds),
                cards=formats.cards(today.done_cards),
            )
        )

    def _quiet_headline(self, today: Today, *, done: bool) -> str:
        if not self.desk.app.library.cards():
            return _("There are no cards yet")
        if today.budget_seconds <= 0.0 or all_suspended(self.desk.app):
            return idle_title(self.desk.app)
        if today.done_seconds >= today.budget_seconds:
            return _("Today's minutes are used. Well done.")
        return _("Done for today") if done else _("Nothing is due")

    def _quiet_detail(self, today: Today) -> str:
        if not self.desk.app.library.cards():
            return _("Put a Markdown deck into {folder}, or name a folder in Settings.").format(
                folder=self.desk.app.profile.decks
            )
        if today.waiting or today.unseen:
            return left_over_line(today, self.desk.app.study.now)
        if today.next_due is not None:
            when = formats.when(today.next_due, self.desk.app.study.now)
            return _("The next card is due {when}.").format(when=when)
        return ""

    def _show_interview(self, today: Today) -> None:
        date = self.desk.app.preferences.values.interview_date
        if date is None or today.days_left is None:
            self._countdown.setText(_("When is the interview?"))
            shown = to_date(today.day + 35)
        else:
            self._countdown.setText(f"{formats.countdown(today.days_left)}  ·  {formats.day(date)}")
            shown = date
        unset = date is None
        if self._pick.hasFocus() or self._drop.hasFocus():
            self._set.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pick.setVisible(unset)
        self._drop.hide()
        self._pick.setDate(QDate(shown.year, shown.month, shown.day))
        self._set.setText(_("Set date") if unset else _("Change"))
        self._show_fit()

    def _show_fit(self) -> None:
        """Say whether the plan fits: at once what is known, exactly when it was worked out."""
        plan = self.desk.app.plan
        line = self.desk.attempt(plan.fits_line) or ""
        near = plan.standing() is Standing.NEAR and bool(self.desk.app.study.candidates)
        # What still runs was asked before this change.
        self._task.cancel()
        self._fits.say(line if near else "", "" if near else line)
        if near:
            self._later.start(_LATER_MS)
        else:
            self._later.stop()

    def _work_out(self) -> None:
        """Work the plan out beside the window, if the page is still looked at."""
        if not self.isVisible():
            return
        snapshot = self.desk.attempt(self.desk.app.plan.snapshot)
        if snapshot is not None:
            self._task.start(lambda *how: (snapshot.plan(*how), snapshot))

    def _on_plan(self, found: tuple[Plan, Snapshot]) -> None:
        plan, snapshot = found
        self.desk.attempt(lambda: self.desk.app.plan.keep(plan, snapshot))
        self._fits.show_plan(plan)

    def stop(self) -> None:
        """Give up a plan that is still worked out: the profile is about to be closed."""
        self._later.stop()
        self._task.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._task.cancel()

    def _show_domains(self, today: Today) -> None:
        clear(self._table)
        self._why.setText(self.desk.attempt(self.desk.app.plan.why) or "")
        loads = sorted(today.loads.items(), key=lambda item: domains.rank(item[0]))
        if not loads:
            return
        for column, text in enumerate((_("Domain"), "", _("Due"), _("New"), _("Minutes"))):
            self._table.addWidget(label(text, "section"), 0, column, _side(column))
        self._table.addWidget(rule(), 1, 0, 1, 5)
        most = max(load.seconds for _slug, load in loads)
        for row, (slug, load) in enumerate(loads, start=2):
            title, time = domains.domain(slug).title, formats.minutes(load.seconds)
            self._table.addWidget(label(title, "", f"today-{slug}-0"), row, 0)
            self._table.addWidget(_bar(slug, title, time, load.seconds / max(most, 1.0)), row, 1)
            cells = (str(load.due + load.learning), str(load.new), time)
            for column, text in enumerate(cells, start=2):
                cell = label(text, "muted", f"today-{slug}-{column - 1}")
                self._table.addWidget(cell, row, column, _side(column))

    def dress(self) -> None:
        """Take over the theme's colors."""
        accent = self.desk.palette.accent
        self._sign.setPixmap(icons.icon("today", accent).pixmap(22, 22))

    # -- what a person does ------------------------------------------------------------------

    def _begin(self) -> None:
        self.desk.broadcast.go.emit("review")

    def start(self) -> None:
        """Start or go on, as the button does; with the cursor in the date, set that instead."""
        if self._pick.hasFocus():
            self._pick.interpretText()
            self._set_date()
        elif self._start.isVisible():
            self._start.click()

    def _study_more(self) -> None:
        changes = self.desk.attempt(lambda: self.desk.app.study.extend(15))
        if changes is not None:
            self.desk.changed(changes)
            self._begin()

    def _set_date(self) -> None:
        if not self._pick.isVisible():
            self._pick.setVisible(True)
            self._pick.setFocus(Qt.FocusReason.OtherFocusReason)
            self._set.setText(_("Set date"))
            self._drop.show()
            return
        self._store_date(self._pick.date().toPython())

    def _store_date(self, when: object) -> None:
        changes = self.desk.attempt(lambda: self.desk.app.change_setting("interview_date", when))
        if changes is not None:
            self.desk.changed(changes)
            self.refresh()


def _bar(slug: str, title: str, time: str, share: float) -> QProgressBar:
    """Return a domain's minutes as a bar, against those of the domain that takes most."""
    bar = QProgressBar()
    bar.setObjectName(f"today-{slug}-bar")
    bar.setTextVisible(False)
    bar.setRange(0, 1000)
    bar.setValue(round(share * 1000))
    bar.setAccessibleName(_("{domain}: {time}").format(domain=title, time=time))
    return bar


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight


def _parts(load: Load) -> str:
    parts = []
    if load.due:
        parts.append(_("{n} to review").format(n=load.due))
    if load.learning:
        parts.append(_("{n} being learned").format(n=load.learning))
    if load.new:
        parts.append(_("{n} new").format(n=load.new))
    return " · ".join(parts)
