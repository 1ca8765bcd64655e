"""From the counts of a log and the states of the cards to what the statistics page shows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from flashprep.core.clock import Day, to_date, to_day
from flashprep.core.memory import State
from flashprep.core.statistics import (
    AHEAD_DAYS,
    HIGH_DIFFICULTY,
    LEECH_LAPSES,
    Ahead,
    Bin,
    Counts,
    Group,
    Hard,
    Share,
    Step,
    Stretch,
    Timing,
)
from flashprep.core.timetable import USUAL, Timetable
from flashprep.core.workload import Cost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from flashprep.core.statistics import CountRow, Facts

_SETTLED = 4
"""So many answers make a difficulty worth a word."""

_OWN_COST = 20
"""The starting cost weighs as much as so many answers of the person's own."""


def pooled(bins: Sequence[tuple[int, int, float]], least: int = 10) -> list[Bin]:
    """Make bins of equal width (count, recalled, sum of predictions) into bins of ``least`` tests.

    A bin with fewer joins the next one below it; what is left at the bottom joins the last one.
    """
    made: list[Bin] = []
    width = 1.0 / len(bins)
    count = recalled = 0
    total, high = 0.0, 1.0
    for index in reversed(range(len(bins))):
        more, right, predicted = bins[index]
        count, recalled, total = count + more, recalled + right, total + predicted
        if count >= least:
            made.append(Bin(index * width, high, total / count, Share(count, recalled)))
            count, recalled, total, high = 0, 0, 0.0, index * width
        elif not count:
            high = index * width
    if count and made:
        last = made.pop()
        both = last.actual + Share(count, recalled)
        mean = (last.predicted * last.actual.count + total) / both.count
        made.append(Bin(0.0, last.high, mean, both))
    elif count:
        made.append(Bin(0.0, 1.0, total / count, Share(count, recalled)))
    return made[::-1]


_STEPS = ((14, Step.DAY), (182, Step.WEEK), (1096, Step.MONTH))
"""Up to so many days, a chart shows stretches of this length; beyond them years."""


def step_for(first: Day, last: Day) -> Step:
    """Return the length of stretch in which the days between are shown."""
    span = last - first + 1
    return next((step for most, step in _STEPS if span <= most), Step.YEAR)


def stretch(day: int, step: Step) -> tuple[Day, Day]:
    """Return the first and last day of the stretch in which a day lies; weeks begin on Monday."""
    date = to_date(day)
    match step:
        case Step.DAY:
            return Day(day), Day(day)
        case Step.WEEK:
            start = day - date.weekday()
            return Day(start), Day(start + 6)
        case Step.MONTH:
            begin = date.replace(day=1)
            after = (begin + timedelta(days=31)).replace(day=1)
            return to_day(begin), Day(to_day(after) - 1)
        case _:
            return to_day(date.replace(month=1, day=1)), to_day(date.replace(month=12, day=31))


def retention(
    tests: Mapping[Day, tuple[Share, Share]], today: Day
) -> tuple[Step, tuple[Stretch, ...]]:
    """Return recall of (young, mature) memories by stretches without a gap, up to today."""
    if not tests:
        return Step.DAY, ()
    first, last = min(tests), max(today, *tests)
    step = step_for(first, last)
    found: dict[Day, list[Share]] = {}
    for day, (young, mature) in tests.items():
        row = found.setdefault(stretch(day, step)[0], [Share(), Share()])
        row[0] += young
        row[1] += mature
    made = []
    start, end = stretch(first, step)
    while start <= last:
        young, mature = found.get(start, (Share(), Share()))
        made.append(Stretch(start, end, young, mature))
        start, end = stretch(end + 1, step)
    return step, tuple(made)


def own_cost(times: Mapping[tuple[bool, bool], Timing]) -> Cost:
    """Return the cost of a card by (performance, new), from the person's own answer times.

    The starting values count as ``_OWN_COST`` answers, so that the first few decide nothing.
    """
    start = Cost()

    def mean(*, performance: bool, new: bool) -> float:
        own = times.get((performance, new), Timing())
        prior = start.of(performance=performance, new=new)
        return (prior * _OWN_COST + own.seconds) / (_OWN_COST + own.count)

    return Cost(
        recall_new=mean(performance=False, new=True),
        recall_review=mean(performance=False, new=False),
        performance_new=mean(performance=True, new=True),
        performance_review=mean(performance=True, new=False),
    )


def workload(
    cards: Iterable[Facts],
    today: Day,
    cost: Cost,
    days: int = AHEAD_DAYS,
    timetable: Timetable = USUAL,
) -> tuple[Ahead, ...]:
    """Return what falls due on each of the next days; what is overdue falls on today.

    Only the next review of each card that was seen: those after it, and new cards, are not known.
    """
    counts, seconds = [0] * days, [0.0] * days
    each = {
        performance: cost.of(performance=performance, new=False) for performance in (False, True)
    }
    for card in cards:
        if card.stability is None or card.suspended or not card.present:
            continue
        due = card.due_day if card.state == State.REVIEW.value and card.due_day else today
        ahead = max(due, card.buried_until or today, today) - today
        if ahead < days:
            counts[ahead] += 1
            seconds[ahead] += each[card.performance]
    return tuple(
        Ahead(Day(today + n), counts[n], seconds[n], timetable.share(today + n))
        for n in range(days)
    )


class Place(NamedTuple):
    """What groups a card belongs to."""

    domain: str
    deck: str
    kind: str


def placed(cards: Iterable[Facts], counts: Mapping[str, CountRow]) -> dict[Place, Group]:
    """Return the cards in groups as small as the page needs; ``grouped`` joins them.

    Cards that vanished from their decks add their history, but are no cards.
    """
    parts: dict[Place, tuple[list[int], list[CountRow]]] = {}
    for card in cards:
        place = Place(card.domain, card.deck, card.kind)
        part = parts.get(place)
        if part is None:
            part = parts[place] = ([0, 0], [])
        if card.present:
            part[0][0] += 1
            part[0][1] += card.stability is not None
        mine = counts.get(card.card)
        if mine is not None:
            part[1].append(mine)
    return {
        place: Group("", number, seen, Counts.of(got))
        for place, ((number, seen), got) in parts.items()
        if number or got
    }


def grouped(groups: Mapping[Place, Group], key: Callable[[Place], str]) -> dict[str, Group]:
    """Join groups by a key."""
    made: dict[str, Group] = {}
    for place, group in groups.items():
        name = key(place)
        known = made.get(name, Group(name))
        made[name] = Group(
            name, known.cards + group.cards, known.seen + group.seen, known.counts + group.counts
        )
    return made


def hardest(cards: Iterable[Facts]) -> list[Hard]:
    """Return leeches and very difficult cards, the worst first; suspended ones are left out."""
    found = []
    for card in cards:
        if not card.present or card.suspended or card.difficulty is None:
            continue
        lapses, reps = card.lapses or 0, card.reps or 0
        if lapses >= LEECH_LAPSES or (card.difficulty >= HIGH_DIFFICULTY and reps >= _SETTLED):
            found.append(Hard(card.card, card.deck, card.domain, lapses, reps, card.difficulty))
    return sorted(found, key=lambda hard: (-hard.lapses, -hard.difficulty, -hard.reps, hard.card))
