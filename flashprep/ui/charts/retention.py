"""Recall of young and mature memories by week or month, as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.clock import to_date
from flashprep.core.i18n import _
from flashprep.core.statistics import MATURE_DAYS, Share, Step
from flashprep.ui import formats
from flashprep.ui.charts.columns import Bar, Column, Columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.statistics import Stretch

_ENOUGH = 30


def columns(stretches: Sequence[Stretch], step: Step, wanted: float) -> Columns:
    """Return a column of two bars for each stretch; ``wanted`` is the desired retention."""
    return Columns(
        [
            Column(
                _name(one, step),
                (_bar(one.young), _bar(one.mature)),
                _("{when}: {young}; {mature}.").format(
                    when=_when(one, step),
                    young=_share(_("young"), one.young),
                    mature=_share(_("mature"), one.mature),
                ),
            )
            for one in stretches
        ],
        (
            _("young: under {n:.0f} days").format(n=MATURE_DAYS),
            _("mature: {n:.0f} days or more").format(n=MATURE_DAYS),
        ),
        formats.percent,
        top=1.0,
        steps=(0.25,),
        mark=(wanted, _("{share}, as set").format(share=formats.percent(wanted))),
    )


def table(stretches: Sequence[Stretch]) -> list[list[str]]:
    """Return what is exported."""
    head = [
        _("from"),
        _("to"),
        _("young recalled"),
        _("young answers"),
        _("mature recalled"),
        _("mature answers"),
    ]
    rows = [
        [
            to_date(one.start).isoformat(),
            to_date(one.end).isoformat(),
            str(one.young.recalled),
            str(one.young.count),
            str(one.mature.recalled),
            str(one.mature.count),
        ]
        for one in stretches
    ]
    return [head, *rows]


def finding(stretches: Sequence[Stretch], wanted: float) -> str:
    """Return how much was recalled, against the desired retention."""
    young = sum((one.young for one in stretches), Share())
    mature = sum((one.mature for one in stretches), Share())
    total = young + mature
    low, high = total.interval
    words = {"recall": formats.percent(total.mean or 0.0), "wanted": formats.percent(wanted)}
    if total.count < _ENOUGH:
        return _("{n} answers so far: too few to tell how much you retain.").format(n=total.count)
    if high < wanted:
        return _("You recalled {recall}: less than the {wanted} that is set.").format(**words)
    if low > wanted:
        return _("You recalled {recall}: more than the {wanted} that is set.").format(**words)
    return _("You recalled {recall}, as the {wanted} that is set.").format(**words)


def _bar(share: Share) -> Bar | None:
    return None if share.mean is None else Bar(share.mean, *share.interval)


def _share(name: str, share: Share) -> str:
    if share.mean is None:
        return _("{name}: no answer").format(name=name)
    low, high = share.interval
    return _("{name}: {mean} of {n} (90 % interval {low} to {high})").format(
        name=name,
        mean=formats.percent(share.mean),
        n=share.count,
        low=formats.percent(low),
        high=formats.percent(high),
    )


def _name(one: Stretch, step: Step) -> str:
    start = to_date(one.start)
    if step is Step.YEAR:
        return f"{start.year}"
    return f"{start:%b %y}" if step is Step.MONTH else f"{start.day} {start:%b}"


def _when(one: Stretch, step: Step) -> str:
    start = to_date(one.start)
    match step:
        case Step.DAY:
            return formats.day(start)
        case Step.WEEK:
            return _("Week of {day}").format(day=formats.day(start))
        case Step.MONTH:
            return f"{start:%B %Y}"
        case _:
            return f"{start.year}"
