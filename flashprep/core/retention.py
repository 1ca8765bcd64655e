"""What a desired retention costs: minutes a day, and the recall that it buys.

The days are rolled forward by plain FSRS, without a limit on minutes: every review is done when it
is due, and the core cards are met evenly over the days. So the figures say what the retention asks
for, not what a day with fewer minutes would leave undone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flashprep.core.cancel import ignore, never, part
from flashprep.core.cards import Tier
from flashprep.core.deck import Deck
from flashprep.core.forecast import roll

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.rolling import Start

USUAL = (0.80, 0.85, 0.90, 0.95)
"""Retentions to compare with."""

_UNLIMITED = 86_400.0


@dataclass(frozen=True, slots=True)
class RetentionCost:
    """What a desired retention takes and gives over ``days``.

    ``minutes`` is the mean of the days that have any, ``reviews`` their mean number, ``recall`` the
    mean recall of all cards (weighted by domain) at the end.
    """

    retention: float
    minutes: float
    reviews: float
    recall: float
    days: int


def costs(
    start: Start,
    retentions: Iterable[float] = USUAL,
    *,
    progress: Progress = ignore,
    cancel: Cancel = never,
) -> tuple[RetentionCost, ...]:
    """Return what each retention costs; slow, and may be cancelled (raises ``Cancelled``)."""
    wanted = sorted(set(retentions))
    deck = Deck.of(start.cards, start.today, start.stories)
    found = []
    for number, retention in enumerate(wanted):
        step = part(progress, number / len(wanted), (number + 1) / len(wanted))
        free = _unlimited(start, retention)
        forecast = roll(free, deck=deck, progress=step, cancel=cancel)
        days = [d for d in forecast.days if start.timetable.share(d.day) > 0.0]
        count = max(len(days), 1)
        found.append(
            RetentionCost(
                retention=retention,
                minutes=math.fsum(day.minutes for day in days) / count,
                reviews=math.fsum(day.reviews for day in days) / count,
                recall=forecast.recall,
                days=start.days,
            )
        )
    return tuple(found)


def _unlimited(start: Start, retention: float) -> Start:
    """Return the start without a limit on minutes, the core spread over the days."""
    core = sum(
        card.tier is Tier.CORE and not card.memory.seen and not card.memory.suspended
        for card in start.cards
    )
    share = [start.timetable.share(start.today + day) > 0.0 for day in range(start.days)]
    a_day = math.ceil(core / max(sum(share), 1))
    limits = replace(start.limits, seconds=_UNLIMITED, new_performance=a_day)
    return replace(
        start,
        limits=limits,
        retention=retention,
        dated=False,
        skip=0.0,
        spent=0.0,
        new_performance=0,
        new_a_day=a_day,
    )
