"""The seconds that one answer takes, by kind or domain, as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.i18n import _
from flashprep.ui.charts.columns import Bar, Column, Columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flashprep.core.statistics import Group, Timing

_MINUTE = 60
_STEPS = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0)


def timed(groups: Sequence[Group]) -> list[Group]:
    """Return the groups of which any answer's time is known."""
    return [group for group in groups if group.counts.first.count or group.counts.later.count]


def columns(groups: Sequence[Group], name: Callable[[str], str]) -> Columns:
    """Return a column of two bars, first and later answers, for each group."""
    return Columns(
        [
            Column(
                name(group.key),
                (_bar(group.counts.first), _bar(group.counts.later)),
                _("{name}: {first} at first sight ({n}), {later} later ({m}).").format(
                    name=name(group.key),
                    first=seconds(group.counts.first.mean),
                    n=group.counts.first.count,
                    later=seconds(group.counts.later.mean),
                    m=group.counts.later.count,
                ),
            )
            for group in groups
        ],
        (_("at first sight"), _("later")),
        seconds,
        steps=_STEPS,
        every=True,
    )


def table(groups: Sequence[Group], name: Callable[[str], str]) -> list[list[str]]:
    """Return what is exported."""
    head = [
        _("name"),
        _("first seconds"),
        _("first answers"),
        _("later seconds"),
        _("later answers"),
    ]
    return [
        head,
        *(
            [
                name(group.key),
                _plain(group.counts.first),
                str(group.counts.first.count),
                _plain(group.counts.later),
                str(group.counts.later.count),
            ]
            for group in groups
        ),
    ]


def finding(groups: Sequence[Group], name: Callable[[str], str]) -> str:
    """Return which column is the highest; behind it, where most of the time goes."""
    first = [(g.counts.first.mean or 0.0, g.key, True) for g in groups]
    later = [(g.counts.later.mean or 0.0, g.key, False) for g in groups]
    mean, key, fresh = max(first + later)
    if fresh:
        text = _("{name} takes longest at first sight, {time} an answer.")
    else:
        text = _("{name} takes longest when it comes back, {time} an answer.")
    text = text.format(name=name(key), time=seconds(mean))
    if len(groups) == 1:
        return text
    total = sum(group.counts.seconds for group in groups)
    most = max(groups, key=lambda group: group.counts.seconds)
    share = 100 * most.counts.seconds / max(total, 1e-9)
    goes = _("In all, most time goes to {name}: {share:.0f} %.")
    return f"{text} {goes.format(name=name(most.key), share=share)}"


def seconds(value: float | None) -> str:
    """Return a time as ``14 s`` or ``2.5 min``, a dash if it is not known."""
    if value is None:
        return "–"
    if value < _MINUTE:
        return _("{n:.0f} s").format(n=value)
    return _("{n:.3g} min").format(n=round(value / _MINUTE, 1))


def _bar(timing: Timing) -> Bar | None:
    return None if timing.mean is None else Bar(timing.mean)


def _plain(timing: Timing) -> str:
    return "" if timing.mean is None else f"{timing.mean:.1f}"
