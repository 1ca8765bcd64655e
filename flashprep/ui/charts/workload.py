"""The workload ahead: minutes of reviews that fall due on each of the next days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.clock import to_date
from flashprep.core.i18n import _, ngettext
from flashprep.core.timetable import USUAL
from flashprep.ui import formats
from flashprep.ui.charts.columns import Bar, Column, Columns, ColumnsChart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.statistics import Ahead
    from flashprep.core.timetable import Timetable

_MINUTE = 60.0


class WorkloadChart(ColumnsChart):
    """Minutes a day, against the minutes that the person set."""

    def show_workload(self, title: str, ahead: Sequence[Ahead], budget_seconds: float) -> None:
        """Show the days ahead, the first of which is today."""
        budget = budget_seconds / _MINUTE
        columns = [
            Column(
                _("Today") if index == 0 else _short(day),
                (Bar(day.seconds / _MINUTE),),
                _("{day}: {cards}, about {time}.").format(
                    day=formats.day(to_date(day.day)),
                    cards=formats.cards(day.cards),
                    time=formats.minutes(day.seconds),
                ),
            )
            for index, day in enumerate(ahead)
        ]
        mark = (budget, _("{n:.0f} min a day, as set").format(n=budget)) if budget else None
        table = [
            [_("day"), _("cards"), _("minutes")],
            *(
                [to_date(day.day).isoformat(), str(day.cards), f"{day.seconds / _MINUTE:.1f}"]
                for day in ahead
            ),
        ]
        self.show_columns(title, Columns(columns, ("",), minutes, mark=mark), table)


def minutes(value: float) -> str:
    """Return minutes as an axis shows them."""
    return _("{n:g} min").format(n=value)


def _short(day: Ahead) -> str:
    date = to_date(day.day)
    return f"{date.day} {date:%b}"


def finding(ahead: Sequence[Ahead], budget_seconds: float, timetable: Timetable = USUAL) -> str:
    """Return what the workload ahead comes to: its mean, its peak, and days beyond the limit.

    On a day that has more or less than the usual minutes, the limit is that day's.
    """
    total = sum(day.seconds for day in ahead)
    peak = max(ahead, key=lambda day: day.seconds)
    over = 0
    if budget_seconds:
        over = sum(day.seconds > budget_seconds * timetable.share(day.day) for day in ahead)
    mean = formats.minutes(total / len(ahead))
    when = formats.day(to_date(peak.day)) if peak is not ahead[0] else _("today")
    if over:
        text = ngettext(
            "{n} of the next {days} days holds more reviews than its minutes.",
            "{n} of the next {days} days hold more reviews than their minutes.",
            over,
        )
        return text.format(n=over, days=len(ahead))
    return _("Reviews already known take {mean} a day; the most is {peak}, {when}.").format(
        mean=mean, peak=formats.minutes(peak.seconds), when=when
    )
