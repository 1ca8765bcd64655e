"""When the cards do not fit into the days: more minutes, fewer cards, or a later date.

Each way is searched with the forecast itself, so that its effect is computed, not promised.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flashprep.core.cancel import ignore, never, part
from flashprep.core.cards import Tier
from flashprep.core.clock import Day
from flashprep.core.forecast import RUNS, Forecast, roll

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.cards import CardId
    from flashprep.core.deck import Deck
    from flashprep.core.rolling import Start

MOST_MINUTES, MOST_SPOKEN = 600, 50
"""What the settings take: minutes and new spoken cards a day."""

STEP_MINUTES = 5
_ROOM = 1.25
MOST_DAYS = 180
"""A later date is searched up to half a year from the present one."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to make the plan fit; ``value`` is None where none does.

    ``value`` counts minutes a day, cards to leave out (``extended`` of them of the extended tier;
    ``cards`` names them), or the day of the interview; ``forecast`` is what it gives. ``spoken`` is
    the limit of new spoken cards a day that more minutes need, None where the present one does.
    """

    value: int | None
    forecast: Forecast | None = None
    extended: int = 0
    cards: tuple[CardId, ...] = ()
    spoken: int | None = None


@dataclass(frozen=True, slots=True)
class Ways:
    """The three ways out."""

    minutes: Way
    fewer: Way
    later: Way


def search(
    start: Start, deck: Deck, *, progress: Progress = ignore, cancel: Cancel = never
) -> Ways:
    """Return the least change of each sort with which every core card is met. May be cancelled."""

    def forecast(changed: Start) -> Forecast:
        return roll(changed, runs=RUNS, deck=deck, cancel=cancel)

    return Ways(
        _minutes(start, forecast, part(progress, 0.0, 0.3)),
        _fewer(start, deck, forecast, part(progress, 0.3, 0.6)),
        _later(start, forecast, part(progress, 0.6, 1.0)),
    )


def _least(
    low: int, high: int, attempt: Callable[[int], Forecast], progress: Progress
) -> tuple[int, Forecast] | None:
    """Return the least number in (low, high] whose forecast fits, None if the greatest fails."""
    steps = max((high - low).bit_length(), 1) + 1
    found = attempt(high)
    progress(1 / steps)
    if not found.fits:
        return None
    done = 1
    while high - low > 1:
        middle = (low + high) // 2
        tried = attempt(middle)
        if tried.fits:
            high, found = middle, tried
        else:
            low = middle
        done += 1
        progress(done / steps)
    return high, found


def _minutes(start: Start, forecast: Callable[[Start], Forecast], progress: Progress) -> Way:
    now = int(start.limits.seconds / 60 // STEP_MINUTES)
    most, needed = MOST_MINUTES // STEP_MINUTES, _spoken_needed(start)
    tries: list[tuple[int | None, int]] = [(None, now)]
    # Minutes alone are no way where the limit of new spoken cards keeps cards from being met; and
    # with more of those the present minutes may do.
    if needed > start.limits.new_performance:
        tries.append((needed, now - 1))
    for spoken, low in tries:
        if low >= most:
            continue
        shifted_start = start if spoken is None else shifted(start, spoken=spoken)
        found = _least(
            low,
            most,
            lambda steps, one=shifted_start: forecast(  # type: ignore[misc]
                shifted(one, minutes=steps * STEP_MINUTES)
            ),
            progress,
        )
        if found is not None:
            return Way(found[0] * STEP_MINUTES, found[1], spoken=spoken)
    return Way(None)


def _spoken_needed(start: Start) -> int:
    """Return how many new spoken cards a day let all core ones be met, with some room."""
    waiting = sum(
        card.performance
        and card.tier is Tier.CORE
        and not card.memory.seen
        and not card.memory.suspended
        for card in start.cards
    )
    days = sum(start.timetable.share(start.today + day) > 0.0 for day in range(start.days))
    usable = max(days * (1.0 - start.skip) - 1.0, 1.0)
    needed = min(math.ceil(waiting / usable * _ROOM), MOST_SPOKEN)
    return max(start.limits.new_performance, needed)


def _fewer(
    start: Start, deck: Deck, forecast: Callable[[Start], Forecast], progress: Progress
) -> Way:
    order = _least_wanted(start, deck)
    if not order:
        return Way(None)
    found = _least(
        0,
        len(order),
        lambda count: forecast(
            replace(start, dropped=frozenset(card for card, _extended in order[:count]))
        ),
        progress,
    )
    if found is None:
        return Way(None)
    count, result = found
    dropped = order[:count]
    return Way(
        count,
        result,
        extended=sum(extended for _card, extended in dropped),
        cards=tuple(card for card, _extended in dropped),
    )


def _least_wanted(start: Start, deck: Deck) -> list[tuple[CardId, bool]]:
    """Return the unseen cards that may be left out, with whether they are extended.

    Extended ones go first, then core from the end of every domain alike; stories go last: they
    are asked in every round.
    """
    rows = []
    total: dict[str, int] = {}
    for card in start.cards:
        total[card.domain] = total.get(card.domain, 0) + 1
    place: dict[str, int] = {}
    for index in sorted(range(len(deck)), key=lambda i: int(deck.rank[i])):
        card = start.cards[index]
        place[card.domain] = place.get(card.domain, 0) + 1
        if card.memory.seen or card.memory.suspended:
            continue
        extended = card.tier is Tier.EXTENDED
        depth = place[card.domain] / total[card.domain]
        rows.append(
            (card.id in start.stories, not extended, -depth, card.position, card.id, extended)
        )
    return [(card_id, extended) for *_key, card_id, extended in sorted(rows)]


def _later(start: Start, forecast: Callable[[Start], Forecast], progress: Progress) -> Way:
    date = start.goal.day
    reach = 7
    # First in leaps: a long forecast costs more than a short one.
    while reach < MOST_DAYS and not forecast(shifted(start, day=Day(date + reach))).fits:
        reach *= 2
    reach = min(reach, MOST_DAYS)
    found = _least(0, reach, lambda days: forecast(shifted(start, day=Day(date + days))), progress)
    return Way(None) if found is None else Way(date + found[0], found[1])


def shifted(
    start: Start, *, minutes: float | None = None, day: Day | None = None, spoken: int | None = None
) -> Start:
    """Return the start with other minutes or new spoken cards a day, or another interview day."""
    if minutes is not None:
        start = replace(start, limits=replace(start.limits, seconds=minutes * 60.0))
    if spoken is not None:
        start = replace(start, limits=replace(start.limits, new_performance=spoken))
    if day is not None:
        start = replace(start, goal=replace(start.goal, day=day))
    return start
