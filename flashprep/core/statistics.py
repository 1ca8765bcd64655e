"""What the log says of the past, and the due days of the time ahead: values for the charts.

A *test* of memory is the first answer of a study day to a card that was seen on an earlier day:
only then does FSRS predict a recall below 1. Its prediction is the retrievability of the state
before the answer, which the log row holds. ``core.tally`` goes over the log once; this module makes
values of its counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from flashprep.core.cards import CardId, Kind
from flashprep.core.clock import Day, to_date, to_day
from flashprep.core.memory import State
from flashprep.core.workload import Cost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

AHEAD_DAYS = 30

MATURE_DAYS = 21.0
"""A memory of this stability or more is mature: at 90 % it lasts three weeks (as in Anki)."""

LEECH_LAPSES = 4
HIGH_DIFFICULTY = 9.0
"""Out of 10; counted once a card was answered ``_SETTLED`` times."""

_SETTLED = 4
_Z = 1.645
"""90 % intervals, as everywhere in the program (5 to 95 %)."""

_OWN_COST = 20
"""The starting cost weighs as much as so many answers of the person's own."""

_PERFORMANCE = frozenset(kind.value for kind in Kind if kind.is_performance)


class Period(StrEnum):
    """The stretch of time that the statistics cover, ending today."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    ALL = "all"

    def since(self, today: Day) -> Day:
        """Return the first study day of the period."""
        return Day(0) if self is Period.ALL else Day(today - int(self.value) + 1)


class Facts(NamedTuple):
    """A card and where it stands; a tuple, because 100,000 of them are made at once."""

    card: CardId
    deck: str
    domain: str
    kind: str
    question: str
    present: bool
    state: str | None
    stability: float | None
    difficulty: float | None
    due_day: int | None
    buried_until: int | None
    reps: int | None
    lapses: int | None
    suspended: bool | None

    @property
    def performance(self) -> bool:
        """Tell whether the answer takes minutes."""
        return self.kind in _PERFORMANCE


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the tests were recalled."""

    count: int = 0
    recalled: int = 0

    @property
    def mean(self) -> float | None:
        """Return the share recalled (0 to 1), None without a test."""
        return self.recalled / self.count if self.count else None

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 90 % interval by Wilson's score; (0, 1) without a test.

        Source: E. B. Wilson, JASA 22 (1927).
        """
        if not self.count:
            return 0.0, 1.0
        n, p, square = self.count, self.recalled / self.count, _Z * _Z
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = _Z / (1 + square / n) * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
        return max(middle - half, 0.0), min(middle + half, 1.0)

    def __add__(self, other: Share) -> Share:
        """Return both together."""
        return Share(self.count + other.count, self.recalled + other.recalled)


@dataclass(frozen=True, slots=True)
class Timing:
    """Answers whose time is known, and their seconds in all."""

    count: int = 0
    seconds: float = 0.0

    @property
    def mean(self) -> float | None:
        """Return the seconds of one answer, None without any."""
        return self.seconds / self.count if self.count else None

    def __add__(self, other: Timing) -> Timing:
        """Return both together."""
        return Timing(self.count + other.count, self.seconds + other.seconds)


@dataclass(frozen=True, slots=True)
class Bin:
    """Tests predicted between ``low`` and ``high``: the mean prediction, and what came."""

    low: float
    high: float
    predicted: float
    actual: Share


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day, week, month or year: recall of young and of mature memories."""

    start: Day
    end: Day
    young: Share
    mature: Share


class Step(StrEnum):
    """How long a stretch is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Ahead:
    """The reviews that fall due on a day, and the seconds they are estimated to take."""

    day: Day
    cards: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Counts:
    """What one card, or a group of cards, got in the period."""

    reviews: int = 0
    seconds: float = 0.0
    tests: Share = Share()
    first: Timing = Timing()
    later: Timing = Timing()

    def __add__(self, other: Counts) -> Counts:
        """Return both together."""
        return Counts(
            self.reviews + other.reviews,
            self.seconds + other.seconds,
            self.tests + other.tests,
            self.first + other.first,
            self.later + other.later,
        )


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one kind, domain or deck: how many, how many seen, and what they got."""

    key: str
    cards: int
    seen: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that costs more than it gives: often forgotten, or very difficult."""

    card: CardId
    deck: str
    domain: str
    question: str
    lapses: int
    reps: int
    difficulty: float

    @property
    def leech(self) -> bool:
        """Tell whether the card was forgotten so often that it should be rewritten."""
        return self.lapses >= LEECH_LAPSES


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
    cards: Iterable[Facts], today: Day, cost: Cost, days: int = AHEAD_DAYS
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
    return tuple(Ahead(Day(today + n), counts[n], seconds[n]) for n in range(days))


def grouped(
    cards: Iterable[Facts], counts: Mapping[str, Counts], key: Callable[[Facts], str]
) -> dict[str, Group]:
    """Return the cards' counts summed by a key; vanished cards add history, but are no cards."""
    number: dict[str, list[int]] = {}
    got: dict[str, Counts] = {}
    for card in cards:
        name = key(card)
        row = number.setdefault(name, [0, 0])
        if card.present:
            row[0] += 1
            row[1] += card.stability is not None
        mine = counts.get(card.card)
        if mine is not None:
            got[name] = got.get(name, Counts()) + mine
    return {
        name: Group(name, cards, seen, got.get(name, Counts()))
        for name, (cards, seen) in number.items()
        if cards or name in got
    }


def hardest(cards: Iterable[Facts]) -> list[Hard]:
    """Return leeches and very difficult cards, the worst first; suspended ones are left out."""
    found = []
    for card in cards:
        if not card.present or card.suspended or card.difficulty is None:
            continue
        lapses, reps = card.lapses or 0, card.reps or 0
        if lapses >= LEECH_LAPSES or (card.difficulty >= HIGH_DIFFICULTY and reps >= _SETTLED):
            found.append(
                Hard(
                    card.card, card.deck, card.domain, card.question, lapses, reps, card.difficulty
                )
            )
    return sorted(found, key=lambda hard: (-hard.lapses, -hard.difficulty, -hard.reps, hard.card))
