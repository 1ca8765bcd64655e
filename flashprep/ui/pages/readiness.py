"""Readiness: every domain and stage against its bar, the loop, and what would move it most."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from flashprep.core import domains
from flashprep.core.clock import to_day
from flashprep.core.i18n import _, ngettext
from flashprep.core.outline import Standing
from flashprep.ui import formats
from flashprep.ui.charts.bullet import BulletChart, chance, of_stage
from flashprep.ui.charts.chart import ChartPanel
from flashprep.ui.charts.trend import Point, Trend, TrendChart
from flashprep.ui.pages.page import Page
from flashprep.ui.tasks import Task
from flashprep.ui.widgets.domain_dialog import DomainDialog
from flashprep.ui.widgets.mock_list import MockPanel
from flashprep.ui.widgets.moves import MovesPanel
from flashprep.ui.widgets.parts import label, page_column, panel
from flashprep.ui.widgets.work_bar import Saying, WorkBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.app.plan import Snapshot
    from flashprep.app.progress import Found, Outlook, Report
    from flashprep.core.ahead import Ahead
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.changes import Changes
    from flashprep.ui.signals import Desk

_WIDTH = 900


class ReadinessPage(Page):
    """All that is known of how ready the person is, and how sure that is."""

    name = "readiness"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        column = page_column(self, _WIDTH, "readiness-scroll")
        head = QHBoxLayout()
        head.addWidget(label(_("Readiness"), "title"))
        head.addStretch(1)
        self._on = label("", "muted", "readiness-on")
        head.addWidget(self._on)
        column.rows.addLayout(head)
        stopped, progress = _("Readiness was not worked out."), _("How far it is worked out")
        self._work = WorkBar("readiness", Saying(_("Working it out."), stopped, progress))
        self._work.done.connect(self._show)
        self._work.failed.connect(desk.broadcast.failed)
        self._work.wanted.connect(self.refresh)
        column.rows.addWidget(self._work)
        headline = self._make_headline()
        column.rows.addWidget(headline)
        self._make_charts(desk)
        self._moves = MovesPanel()
        self._fault = label("", "muted", "stages-fault", wrap=True)
        self._mocks = MockPanel(desk)
        for part in (self._domains, self._moves, self._trend, self._stages):
            column.rows.addWidget(part)
        column.rows.addWidget(self._fault)
        column.rows.addWidget(self._mocks)
        column.rows.addWidget(_make_note())
        charts = (self._domains, self._moves, self._trend, self._stages)
        self._parts: tuple[QWidget, ...] = (headline, *charts, self._mocks)
        for waiting in (*self._parts, self._fault):
            waiting.hide()  # until the first numbers are there
        self._outlook: Outlook | None = None
        self._ahead: dict[str, list[Ahead]] = {}
        self._forecast = Task(self)
        self._forecast.done.connect(self._on_forecast)
        # Only a chart would be missing; what went wrong is said where a plan is asked for.
        self._forecast.failed.connect(lambda _error: None)

    def _make_charts(self, desk: Desk) -> None:
        self._domain_chart = BulletChart(desk.palette)
        self._stage_chart = BulletChart(desk.palette, "stages-chart")
        self._trend_chart = TrendChart(desk.palette)
        self._domains = ChartPanel(desk, self._domain_chart, "readiness", "")
        self._stages = ChartPanel(desk, self._stage_chart, "stages", _("There are no stages."))
        self._trend = ChartPanel(
            desk, self._trend_chart, "trend", _("The line begins with the first number.")
        )
        edit = QPushButton(_("Bars and weights"))
        edit.setObjectName("edit-domains")
        edit.clicked.connect(self._edit_domains)
        self._domains.head.insertWidget(1, edit, 0, Qt.AlignmentFlag.AlignTop)
        self._which = QComboBox()
        self._which.setObjectName("trend-domain")
        self._which.setAccessibleName(_("Domain of the line"))
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which.activated.connect(lambda _index: self._show_trend())
        self._trend.head.insertWidget(1, self._which, 0, Qt.AlignmentFlag.AlignTop)

    def _make_headline(self) -> QWidget:
        box = panel("card", "readiness-headline")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(22, 18, 22, 18)
        rows.setSpacing(4)
        self._weakest = label("", "heading", "headline-weakest", wrap=True)
        self._loop = label("", "heading", "headline-loop", wrap=True)
        self._why = label("", "muted", "headline-why", wrap=True)
        for part in (self._weakest, self._loop, self._why):
            rows.addWidget(part)
        return box

    # -- what is shown -----------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether cards, log, mocks or settings changed."""
        return bool(changes.cards or changes.content or changes.reviews or changes.settings)

    def refresh(self) -> None:
        """Work readiness out as it is now; what is shown stays until that is done."""
        inquiry = self.desk.attempt(self.desk.app.progress.inquiry)
        if inquiry is not None:
            self._forecast.cancel()
            self._work.start(inquiry.find)

    def _show(self, found: Found) -> None:
        self.desk.attempt(lambda: self.desk.app.progress.keep(found.basis))
        for part in self._parts:
            part.show()
        outlook = self._outlook = found.outlook
        report = outlook.report
        date = self.desk.app.preferences.values.interview_date
        text = _("For the interview, {date}") if date == report.on else _("For today, {date}")
        self._on.setText(text.format(date=formats.day(report.on)))
        self._show_headline(outlook)
        self._domain_chart.show_readiness(report.domains)
        key = _("Bar: the mean. Whiskers: 5 to 95 %. Red line: the bar of the domain.")
        self._domains.say(_whole(_domains_finding(report)), key)
        self._stage_chart.show_rows(
            _("Readiness by stage"), [of_stage(one.title, value) for one, value in outlook.stages]
        )
        key = _(
            "Each stage is a weighted mean of domains. To change weights, bars and floors, put a "
            "stages.toml into the profile folder; the README tells how."
        )
        self._stages.say(_whole(_stages_finding(outlook)), key, empty=not outlook.stages)
        self._fault.setVisible(outlook.fault is not None)
        self._fault.setText("" if outlook.fault is None else _fault_text(outlook))
        self._moves.show_moves(outlook.moves)
        self._mocks.show_mocks({one.name: one.title for one, _value in outlook.stages})
        self._fill_choice(report)
        self._ahead = {}
        self._show_trend()
        self._look_ahead(found)

    def stop(self) -> None:
        """Give up what is being worked out."""
        self._work.stop()
        self._forecast.stop()

    def _look_ahead(self, found: Found) -> None:
        """Begin the forecast, where the plan rolls the days forward to the very day shown."""
        if self.desk.app.plan.standing() is not Standing.NEAR:
            return  # a snapshot reads every card
        snapshot = self.desk.attempt(self.desk.app.plan.snapshot)
        on = to_day(found.outlook.report.on)
        if snapshot is not None and snapshot.start.goal.day == on:
            self._forecast.start(partial(_leading, snapshot, found))

    def _on_forecast(self, leading: dict[str, list[Ahead]]) -> None:
        self._ahead = leading
        self._show_trend()

    def _show_headline(self, outlook: Outlook) -> None:
        report, slug = outlook.report, outlook.report.weakest
        if slug is None:
            self._weakest.setText(_("There is too little evidence for any number yet."))
        else:
            value = report.domains[slug]
            text = _("Weakest against its bar: {title}, {mean} of {bar}.").format(
                title=domains.domain(slug).title,
                mean=formats.percent(value.mean or 0.0),
                bar=formats.percent(value.bar),
            )
            self._weakest.setText(_whole(text))
        if outlook.loop is not None:
            text = _("Chance of passing the loop: {p}.").format(p=chance(outlook.loop))
        else:
            text = _("Chance of passing the loop: not enough yet.")
        self._loop.setText(_whole(text))
        self._why.setText(_loop_reason(outlook))

    def _fill_choice(self, report: Report) -> None:
        chosen = self._which.currentData()
        self._which.clear()
        for slug in report.domains:
            self._which.addItem(domains.domain(slug).title, slug)
        wanted = chosen if chosen in report.domains else report.weakest
        self._which.setCurrentIndex(max(self._which.findData(wanted), 0))

    def _show_trend(self) -> None:
        if self._outlook is None:
            return
        slug, report = str(self._which.currentData()), self._outlook.report
        history = self.desk.attempt(self.desk.app.progress.history) or []
        past = [
            Point(row.day, row.mean, row.lo, row.hi)
            for row in history
            if row.domain == slug and row.mean is not None
        ]
        interview = self.desk.app.preferences.values.interview_date
        target = to_day(interview) if interview is not None and interview == report.on else None
        title = domains.domain(slug).title
        self._trend_chart.show_trend(
            Trend(
                title=title,
                past=past,
                forecast=_to_the_interview(self._ahead.get(slug, ()), target),
                bar=report.domains[slug].bar,
                target=target,
            )
        )
        key = _("Line: the mean as it was on each day. Band: 5 to 95 %.")
        if self._ahead.get(slug):
            key += " " + _("Broken: where the plan leads by the app's own model; indicative.")
        self._trend.say(_whole(_trend_finding(title, past)), key, empty=not past)

    def dress(self) -> None:
        """Take over the theme's colors."""
        for part in (self._domains, self._trend, self._stages):
            part.dress(self.desk.palette)
        if self._outlook is not None:
            self._mocks.show_mocks({s.name: s.title for s, _value in self._outlook.stages})

    # -- what a person does ------------------------------------------------------------------

    def _edit_domains(self) -> None:
        if self._outlook is None:
            return
        app = self.desk.app
        book = app.progress.book

        def save(slug: str, bar: float, weight: float) -> None:
            done = self.desk.attempt(lambda: app.set_domain(slug, bar=bar, weight=weight))
            if done is not None:
                self.desk.changed(done)

        shown = [book.domain(slug) for slug in self._outlook.report.domains]
        dialog = DomainDialog(shown, save, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _leading(
    snapshot: Snapshot, found: Found, progress: Progress, cancel: Cancel
) -> dict[str, list[Ahead]]:
    """Return where the plan leads, day by day; runs in any thread."""
    forecast = snapshot.forecast(progress, cancel)
    return found.ahead((day.day, day.recall) for day in forecast.days)


def _to_the_interview(days: Sequence[Ahead], target: int | None) -> list[Point]:
    """Return the forecast as points; the last evening's also stands for the interview."""
    points = [Point(day.day, day.mean, day.lo, day.hi) for day in days]
    if points and target == points[-1].day + 1:
        points.append(replace(points[-1], day=target))
    return points


def _make_note() -> QWidget:
    note = panel("card", "readiness-note")
    lines = QVBoxLayout(note)
    lines.setContentsMargins(22, 18, 22, 18)
    lines.setSpacing(6)
    lines.addWidget(label(_("What the number says"), "heading"))
    lines.addWidget(
        label(
            _(
                "The chance that a random question of the domain is answered at the L6 bar on that "
                "day: recall predicted for every card, times how fully it is answered, over all "
                "cards of the domain, those never seen included, less what is lost on questions "
                "that are no card. Mock interviews correct it. It was checked on simulated "
                "learners only; no human data was used. The bars are judgment."
            ),
            "muted",
            wrap=True,
        )
    )
    return note


def _domains_finding(report: Report) -> str:
    """Return the title of the chart of domains."""
    known = {s: v for s, v in report.domains.items() if v.mean is not None}
    if not known:
        return _("Not enough yet: a domain shows a number once 10 % of its cards were seen.")
    at_bar = sum(v.mean is not None and v.mean >= v.bar for v in known.values())
    return ngettext(
        "{n} of {all} domains is at its bar.", "{n} of {all} domains are at their bars.", at_bar
    ).format(n=at_bar, all=len(report.domains))


def _stages_finding(outlook: Outlook) -> str:
    """Return the title of the chart of stages: the one that is farthest from its bar."""
    known = [(v.mean - v.bar, one.title, v) for one, v in outlook.stages if v.mean is not None]
    if not known:
        return _("By stage: not enough yet.")
    gap, title, value = min(known, key=lambda row: row[0])
    mean, bar = formats.percent(value.mean or 0.0), formats.percent(value.bar)
    if gap >= 0.0:
        text = _("Every stage with a number is at its bar; the nearest to it is {title}: {mean}.")
    else:
        text = _("By stage, the farthest below its bar is {title}: {mean} of {bar}.")
    return text.format(title=title, mean=mean, bar=bar)


def _trend_finding(title: str, past: list[Point]) -> str:
    """Return the title of the trend: by how much the domain moved, over how long."""
    if not past:
        return _("{title} has no number yet.").format(title=title)
    first, last = past[0], past[-1]
    now = formats.percent(last.mean)
    if first.day == last.day:
        return _("{title} is at {now}; the line begins today.").format(title=title, now=now)
    change = round((last.mean - first.mean) * 100)
    if change == 0:
        text = _("{title} is at {now}, as {days} days ago.")
    elif change > 0:
        text = _("{title} rose by {n} points in {days} days, to {now}.")
    else:
        text = _("{title} fell by {n} points in {days} days, to {now}.")
    return text.format(title=title, now=now, n=abs(change), days=last.day - first.day)


def _whole(text: str) -> str:
    """Return a text in which a number and its sign stay on one line."""
    return text.replace(" %", "\u00a0%")


def _loop_reason(outlook: Outlook) -> str:
    """Return how the loop is decided, or why there is no number."""
    if outlook.unknown:
        names = ", ".join(domains.domain(slug).title for slug in outlook.unknown)
        text = _("Too little evidence for {domains}: study 10 % of the cards, or record a mock.")
        return text.format(domains=names)
    rules = outlook.rules
    if not rules.rounds:
        return _("The stages file describes no loop.")
    musts = [domains.domain(one.domain).title for one in rules.rounds if one.must]
    text = _("{n} rounds of {probes} questions, {enough} to pass.").format(
        n=len(rules.rounds), probes=rules.probes, enough=rules.to_pass
    )
    if musts:
        more = _("Never to fail: {domains}; of the others, at most {n}.")
    else:
        more = _("At most {n} may fail.")
    return f"{text} {more.format(domains=', '.join(musts), n=rules.may_fail)}"


def _fault_text(outlook: Outlook) -> str:
    fault = outlook.fault
    return "" if fault is None else f"{fault.message} {fault.hint}"
