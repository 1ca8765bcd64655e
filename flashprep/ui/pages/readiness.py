"""Readiness: every domain against the L6 bar, with how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui import formats
from flashprep.ui.charts.bullet import BulletChart
from flashprep.ui.pages.page import Page
from flashprep.ui.widgets.parts import label, page_column, panel

if TYPE_CHECKING:
    from flashprep.core.readiness import Readiness
    from flashprep.ui.signals import Desk

_WIDTH = 900


class ReadinessPage(Page):
    """The chart of readiness by domain, and what its numbers mean."""

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
        box = panel("card", "readiness-panel")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 20, 24, 18)
        rows.setSpacing(10)
        self._finding = label("", "heading", "readiness-finding", wrap=True)
        self._chart = BulletChart(desk.palette)
        self._key = label(_("Bar: the mean. Whiskers: 5 to 95 %. Red line: the L6 bar."), "small")
        rows.addWidget(self._finding)
        rows.addWidget(self._chart)
        rows.addWidget(self._key)
        column.rows.addWidget(box)
        note = panel("card", "readiness-note")
        lines = QVBoxLayout(note)
        lines.setContentsMargins(24, 18, 24, 18)
        lines.setSpacing(6)
        lines.addWidget(label(_("What the number says"), "heading"))
        lines.addWidget(
            label(
                _(
                    "The chance that a random question of the domain is answered at the L6 bar on "
                    "that day: recall predicted for every card, times how fully it is answered, "
                    "over all cards of the domain, those never seen included, less what is lost on "
                    "questions that are no card. It was checked on simulated learners only; no "
                    "human data was used. The bars are judgement."
                ),
                "muted",
                wrap=True,
            )
        )
        column.rows.addWidget(note)

    def refresh(self) -> None:
        """Show readiness as it is now."""
        report = self.desk.app.progress.readiness()
        self._chart.show_readiness(report.domains)
        self._finding.setText(_finding(report.domains))
        date = self.desk.app.preferences.values.interview_date
        text = _("For the interview, {date}") if date == report.on else _("For today, {date}")
        self._on.setText(text.format(date=formats.day(report.on)))

    def dress(self) -> None:
        """Take over the theme's colors."""
        self._chart.dress(self.desk.palette)


def _finding(report: dict[str, Readiness]) -> str:
    """Return the title of the chart: the weakest domain against its bar."""
    known = {
        slug: (value.mean - value.bar, value.mean, value.bar)
        for slug, value in report.items()
        if value.mean is not None
    }
    if not known:
        return _("Not enough yet: a domain shows a number once 10 % of its cards were seen.")
    slug = min(known, key=lambda name: known[name][0])
    gap, mean, bar = known[slug]
    title = domains.domain(slug).title
    if gap >= 0:
        return _("Every domain with a number is at its bar; the narrowest is {title}.").format(
            title=title
        )
    return _("Weakest against its bar: {title}, {mean} of {bar}.").format(
        title=title, mean=formats.percent(mean), bar=formats.percent(bar)
    )
