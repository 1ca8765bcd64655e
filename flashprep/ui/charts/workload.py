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
                _say(day, budget_seconds),
            )
            for index, day in enumerate(ahead)
        ]
        even = all(day.share == 1.0 for day in ahead)
        said = _("{n:.0f} min a day, as set") if even else _("each day's minutes, usually {n:.0f}")
        most = budget * max((day.share for day in ahead), default=1.0)
        mark = (most, said.format(n=budget)) if most else None
        levels = () if even or not most else tuple(budget * day.share for day in ahead)
        table = [
            [_("day"), _("cards"), _("minutes")],
            *(
                [to_date(day.day).isoformat(), str(day.cards), f"{day.seconds / _MINUTE:.1f}"]
                for day in ahead
            ),
        ]
        self.show_columns(title, Columns(columns, ("",), minutes, mark=mark, levels=levels), table)


def minutes(value: float) -> str:
    """Return minutes as an axis shows them."""
    return _("{n:g} min").format(n=value)


def _say(day: Ahead, budget_seconds: float) -> str:
    """Return a day as a sentence, with its own limit where that is not the usual one."""
    text = _("{day}: {cards}, about {time}.").format(
        day=formats.day(to_date(day.day)),
        cards=formats.cards(day.cards),
        time=formats.minutes(day.seconds),
    )
    if not budget_seconds or day.share == 1.0:
        return text
    if day.share == 0.0:
        return f"{text} {_('A free day or vacation: it has no minutes.')}"
    limit = _("This day has {time}.").format(time=formats.minutes(budget_seconds * day.share))
    return f"{text} {limit}"


def _short(day: Ahead) -> str:
    date = to_date(day.day)
    return f"{date.day} {date:%b}"


def finding(ahead: Sequence[Ahead], budget_seconds: float, timetable: Timetable = USUAL) -> str:
    """Return what the workload ahead comes to: its mean, its peak, and days beyond the limit.

    On a day that has more or less than the usual minutes, the limit is that day's.
    """
    total = sum(day.seconds for day in ahead)
    peak = max(ahead, key=lambda day: day.seconds)
    over = []
    if budget_seconds:
        over = [d for d in ahead if d.seconds > budget_seconds * timetable.share(d.day)]
    free = sum(timetable.share(day.day) == 0.0 for day in over)
    mean = formats.minutes(total / len(ahead))
    when = formats.day(to_date(peak.day)) if peak is not ahead[0] else _("today")
    if over:
        text = _over(len(over), free)
        return text.format(n=len(over), days=len(ahead), free=free)
    return _("Reviews already known take {mean} a day; the most is {peak}, {when}.").format(
        mean=mean, peak=formats.minutes(peak.seconds), when=when
    )


def _over(count: int, free: int) -> str:
    """Return what is said of days beyond their limits, of which some are free or vacation."""
    if free == count:
        return ngettext(
            "{n} of the next {days} days holds reviews but no minutes: it is free or vacation.",
            "{n} of the next {days} days hold reviews but no minutes: they are free or vacation.",
            count,
        )
    if free:
        return ngettext(
            "{n} of the next {days} days hold more reviews than their minutes; {free} of them is "
            "free or vacation.",
            "{n} of the next {days} days hold more reviews than their minutes; {free} of them are "
            "free or vacation.",
            free,
        )
    return ngettext(
        "{n} of the next {days} days holds more reviews than its minutes.",
        "{n} of the next {days} days hold more reviews than their minutes.",
        count,
    )
