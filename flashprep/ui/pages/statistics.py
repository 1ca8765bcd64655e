"""Statistics: what was studied and recalled in a period, what falls due, and what costs most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from flashprep.app.statistics import EVERYTHING, Report, Scope, Statistics
from flashprep.core import domains
from flashprep.core.cards import CardId, Kind
from flashprep.core.i18n import _, ngettext
from flashprep.core.reviews import Action
from flashprep.core.statistics import Period
from flashprep.ui import formats
from flashprep.ui.charts import calibration, heatmap, retention, times, workload
from flashprep.ui.charts.breakdown import Breakdown
from flashprep.ui.charts.chart import Chart, ChartPanel
from flashprep.ui.charts.columns import ColumnsChart
from flashprep.ui.pages.page import Page
from flashprep.ui.widgets.hard_cards import HardCards
from flashprep.ui.widgets.parts import label, page_column, panel
from flashprep.ui.widgets.work_bar import Saying, WorkBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from flashprep.core.changes import Changes
    from flashprep.core.statistics import Group
    from flashprep.ui.signals import Desk

_WIDTH = 1360
_TWO_COLUMNS = 1060
"""From this width of the page in pixels, two charts stand side by side."""

_PERIODS = {
    Period.WEEK: _("Last 7 days"),
    Period.MONTH: _("Last 30 days"),
    Period.QUARTER: _("Last 90 days"),
    Period.ALL: _("All time"),
}
_KINDS = {
    Kind.RECALL: _("Recall"),
    Kind.REVERSED: _("Reversed"),
    Kind.CLOZE: _("Cloze"),
    Kind.DERIVE: _("Derivation"),
    Kind.DESIGN: _("Design"),
    Kind.CODE: _("Code"),
    Kind.STORY: _("Story"),
    Kind.PROBE: _("Probe"),
}


class StatisticsPage(Page):
    """The charts of a period and a part of the cards."""

    name = "statistics"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        app = desk.app
        self._statistics = Statistics(app.database, app.preferences, app.study)
        self._report: Report | None = None
        self._scopes: tuple[tuple[Scope, str], ...] = ()
        column = page_column(self, _WIDTH, "statistics-scroll")
        column.rows.addLayout(self._make_head())
        self._summary = label("", "muted", "statistics-summary", wrap=True)
        column.rows.addWidget(self._summary)
        column.rows.addWidget(self._make_work())
        self._nothing = self._make_nothing()
        column.rows.addWidget(self._nothing)
        self._charts = QWidget()
        self._rows = QVBoxLayout(self._charts)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(16)
        self._make_charts()
        self.breakdown = Breakdown(desk)
        self.hard = HardCards()
        self.hard.rewrite.connect(self._rewrite)
        self.hard.suspend.connect(self._suspend)
        column.rows.addWidget(self._charts)
        self._columns = 0
        self._lines: list[QHBoxLayout] = []
        self._arrange()
        self._parts = (self._summary, self._period, self._scope, self._charts)
        for part in (self._nothing, *self._parts):
            part.hide()  # until the first report is there

    # -- building ----------------------------------------------------------------------------

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label(_("Statistics"), "title"), 1)
        self._scope = QComboBox()
        self._scope.setObjectName("statistics-scope")
        self._scope.setAccessibleName(_("Which cards"))
        self._scope.setMaximumWidth(280)
        self._scope.activated.connect(lambda _index: self.refresh())
        self._period = QComboBox()
        self._period.setObjectName("statistics-period")
        self._period.setAccessibleName(_("Period"))
        for period, title in _PERIODS.items():
            self._period.addItem(title, period.value)
        self._period.setCurrentIndex(list(_PERIODS).index(Period.MONTH))
        self._period.activated.connect(lambda _index: self.refresh())
        row.addWidget(self._scope)
        row.addWidget(self._period)
        return row

    def _make_work(self) -> WorkBar:
        stopped, progress = _("The answers were not counted."), _("How far they are counted")
        self._work = WorkBar("statistics", Saying(_("Counting answers."), stopped, progress))
        self._work.done.connect(self._show)
        self._work.failed.connect(self.desk.broadcast.failed)
        self._work.wanted.connect(self.refresh)
        return self._work

    def _make_nothing(self) -> QWidget:
        box = panel("card", "statistics-nothing")
        row = QHBoxLayout(box)
        row.setContentsMargins(24, 22, 24, 22)
        text = _("Nothing yet: charts appear after your first day.")
        row.addWidget(label(text, "heading", "statistics-nothing-text", wrap=True))
        return box

    def _make_charts(self) -> None:
        colors = self.desk.palette
        nothing = _("No review in this period. Choose a longer one, or study a little.")
        self._heat = heatmap.Heatmap(colors, "chart-days")
        self._ahead = workload.WorkloadChart(colors, "chart-workload")
        self._calibration = calibration.CalibrationChart(colors, "chart-calibration")
        self._retention = ColumnsChart(colors, "chart-retention", 270)
        self._kinds = ColumnsChart(colors, "chart-kinds")
        self._domains = ColumnsChart(colors, "chart-domains")
        later = _(
            "Nothing to compare in this period: a card counts once it is asked on a later day."
        )

        def made(chart: Chart, name: str, empty: str) -> ChartPanel:
            return ChartPanel(self.desk, chart, name, empty)

        self.panels = {
            "days": made(self._heat, "days", nothing),
            "workload": made(self._ahead, "workload", _("Nothing is due in the next 30 days.")),
            "calibration": made(self._calibration, "calibration", later),
            "retention": made(self._retention, "retention", later),
            "kinds": made(self._kinds, "kinds", nothing),
            "domains": made(self._domains, "domains", nothing),
        }
        self._color_by = QComboBox()
        self._color_by.setObjectName("days-color")
        self._color_by.setAccessibleName(_("Color the days by"))
        self._color_by.addItems([_("By reviews"), _("By minutes")])
        self._color_by.activated.connect(lambda _index: self._show_days())
        top = Qt.AlignmentFlag.AlignTop
        self.panels["days"].head.insertWidget(1, self._color_by, 0, top)

    def _arrange(self) -> None:
        """Put two charts side by side where there is room."""
        columns = 2 if self.width() >= _TWO_COLUMNS else 1
        if columns == self._columns:
            return
        self._columns = columns
        first, *others = self.panels.values()
        # By removeWidget, which ends the layout's item: an item that lives on after takeAt keeps
        # the new one from hearing that the height of its widget changed.
        for line in self._lines:
            for box in others:
                line.removeWidget(box)
            self._rows.removeItem(line)
            line.deleteLater()
        for part in (first, self.breakdown, self.hard):
            self._rows.removeWidget(part)
        self._lines = []
        self._rows.addWidget(first)
        for number in range(0, len(others), columns):
            line = QHBoxLayout()
            line.setSpacing(16)
            for box in others[number : number + columns]:
                line.addWidget(box, 1)
            self._rows.addLayout(line)
            self._lines.append(line)
        self._rows.addWidget(self.breakdown)
        self._rows.addWidget(self.hard)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # -- showing -----------------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the log, a card or a setting that is drawn changed."""
        return bool(changes.reviews or changes.cards or changes.content or changes.settings)

    @property
    def period(self) -> Period:
        """Return the period that is chosen."""
        return Period(self._period.currentData())

    def refresh(self) -> None:
        """Count the period anew, beside the window; what is shown stays until that is done."""
        scope: Scope = self._scope.currentData() or EVERYTHING
        self._work.start(self._statistics.request(self.period, scope).report)

    def stop(self) -> None:
        """Give up what is being counted: the profile is about to be closed."""
        self._work.stop()

    def _show(self, report: Report) -> None:
        scope = report.scope
        self._fill_scopes(report)
        if scope != (self._scope.currentData() or EVERYTHING):
            self.refresh()  # its last card is gone
            return
        self._report = report
        studied = bool(report.days) or scope != EVERYTHING
        self._nothing.setVisible(not studied)
        for part in self._parts:
            part.setVisible(studied)
        if not studied:
            return
        self._summary.setText(_summary(report))
        self._show_days()
        self._show_workload(report, whole=scope == EVERYTHING)
        self._show_recall(report)
        self._show_times("kinds", self._kinds, report.kinds, _kind_name)
        self._show_times("domains", self._domains, report.domains, _domain_name)
        self.breakdown.show_groups(report.domains, report.decks, report.titles)
        self.hard.show_cards(report.hardest, report.questions)

    def _fill_scopes(self, report: Report) -> None:
        if self._scopes == report.scopes and self._scope.count():
            return  # perhaps it is open just now
        self._scopes = report.scopes
        self._scope.clear()
        self._scope.addItem(_("All cards"), EVERYTHING)
        for number, (scope, title) in enumerate(self._scopes):
            if number == 0 or bool(scope.deck) != bool(self._scopes[number - 1][0].deck):
                self._scope.insertSeparator(self._scope.count())
            text = _("Deck: {title}").format(title=title) if scope.deck else title
            self._scope.addItem(text, scope)
            if scope == report.scope:
                self._scope.setCurrentIndex(self._scope.count() - 1)

    def _show_days(self) -> None:
        report, box = self._report, self.panels["days"]
        if report is None:
            return
        if not report.days:
            box.say(_("No day studied yet"), "", empty=True)
            return
        title = heatmap.finding(report.days, report.today, self.desk.app.study.timetable)
        box.say(title, _("A square is a day; the darker, the more. Up to a year is shown."))
        minutes = self._color_by.currentIndex() == 1
        self._heat.show_days(title, report.days, report.today, minutes=minutes)

    def _show_workload(self, report: Report, *, whole: bool) -> None:
        box = self.panels["workload"]
        if not any(day.cards for day in report.ahead):
            box.say(_("Nothing falls due"), "", empty=True)
            return
        # The minutes a day are for all cards: they are no limit for a part of them.
        budget = report.budget_seconds if whole else 0.0
        title = workload.finding(report.ahead, budget, self.desk.app.study.timetable)
        note = _(
            "The next review of every card seen so far, at your own pace. New cards, and the "
            "reviews after the next one, come on top."
        )
        box.say(title, note)
        self._ahead.show_workload(title, report.ahead, budget)

    def _show_recall(self, report: Report) -> None:
        tested = bool(report.bins)
        box = self.panels["calibration"]
        title = calibration.finding(report.bins) if tested else _("No prediction to check yet")
        note = _(
            "Recall on a later day, by what was predicted just before. On the broken line the "
            "prediction is right; large points are many answers, lines are 90 % intervals."
        )
        box.say(title, note, empty=not tested)
        self._calibration.show_bins(title, report.bins)
        wanted = self.desk.app.preferences.values.desired_retention
        box = self.panels["retention"]
        stretches = report.stretches
        title = retention.finding(stretches, wanted) if tested else _("Nothing to retain yet")
        note = _(
            "Recall on a later day, with 90 % intervals, by how long the memory was to last (the "
            "days until recall falls to 90 %)."
        )
        box.say(title, note, empty=not tested)
        shown = retention.columns(stretches, report.step, wanted)
        self._retention.show_columns(title, shown, retention.table(stretches))

    def _show_times(
        self, name: str, chart: ColumnsChart, every: tuple[Group, ...], called: Callable[[str], str]
    ) -> None:
        groups = times.timed(every)
        box = self.panels[name]
        if not groups:
            box.say(_("No answer was timed"), "", empty=True)
            return
        title = times.finding(groups, called)
        by_kind = _("The time of one answer, by the kind of card.")
        box.say(title, by_kind if name == "kinds" else _("The time of one answer, by domain."))
        chart.show_columns(title, times.columns(groups, called), times.table(groups, called))

    def dress(self) -> None:
        """Take over the theme's colors."""
        for box in self.panels.values():
            box.dress(self.desk.palette)

    # -- doing -------------------------------------------------------------------------------

    def _rewrite(self, card: str) -> None:
        self.desk.broadcast.edit.emit(card)

    def _suspend(self, card: str) -> None:
        work = self.desk.app.study
        changes = self.desk.attempt(lambda: work.act(CardId(card), Action.SUSPEND))
        if changes is not None:
            self.desk.broadcast.said.emit(_("Suspended: it is asked no more."), True)
            self.desk.changed(changes)


def _summary(report: Report) -> str:
    total = report.total
    reviews = ngettext("{n} review", "{n} reviews", total.reviews).format(n=total.reviews)
    text = _("{reviews} in {time}").format(reviews=reviews, time=formats.minutes(total.seconds))
    if total.tests.mean is not None:
        recall = formats.percent(total.tests.mean)
        text += " · " + _("{share} recalled on a later day").format(share=recall)
    return text


def _kind_name(kind: str) -> str:
    return _KINDS[Kind(kind)]


def _domain_name(slug: str) -> str:
    return domains.domain(slug).short
