"""What the log says of the past, and the due days of the time ahead: values for the charts.

A *test* of memory is the first answer of a study day to a card that was seen on an earlier day:
only then does FSRS predict a recall below 1. Its prediction is the retrievability of the state
before the answer, which the log row holds. ``core.tally`` goes over the log once, and
``core.summary`` makes these values of its counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from flashprep.core.cards import CardId, Kind
from flashprep.core.clock import Day

if TYPE_CHECKING:
    from collections.abc import Iterable

AHEAD_DAYS = 30

MATURE_DAYS = 21.0
"""A memory of this stability or more is mature: at 90 % it lasts three weeks (as in Anki)."""

LEECH_LAPSES = 4
HIGH_DIFFICULTY = 9.0
"""Out of 10."""

_Z = 1.645
"""90 % intervals, as everywhere in the program (5 to 95 %)."""

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
    """The reviews that fall due on a day, and the seconds they are estimated to take.

    ``share`` is how much of the usual minutes the day has: 0 on a free day and on vacation.
    """

    day: Day
    cards: int
    seconds: float
    share: float = 1.0


CountRow = list[int]
"""(answers, ms, tests, recalled, first answers timed, their ms, later ones timed, their ms).

A bare list: of 10,000 cards, each with a few, values would cost more time than all the rest.
"""

COUNTED = 8


@dataclass(frozen=True, slots=True)
class Counts:
    """What a group of cards got in the period."""

    reviews: int = 0
    seconds: float = 0.0
    tests: Share = Share()
    first: Timing = Timing()
    later: Timing = Timing()

    @classmethod
    def of(cls, rows: Iterable[CountRow]) -> Counts:
        """Return the sum of some cards' counts."""
        total = [sum(column) for column in zip(*rows, strict=True)] or [0] * COUNTED
        answers, ms, tests, recalled, first, first_ms, later, later_ms = total
        return cls(
            answers,
            ms / 1000,
            Share(tests, recalled),
            Timing(first, first_ms / 1000),
            Timing(later, later_ms / 1000),
        )

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
    cards: int = 0
    seen: int = 0
    counts: Counts = Counts()


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that costs more than it gives: often forgotten, or very difficult."""

    card: CardId
    deck: str
    domain: str
    lapses: int
    reps: int
    difficulty: float

    @property
    def leech(self) -> bool:
        """Tell whether the card was forgotten so often that it should be rewritten."""
        return self.lapses >= LEECH_LAPSES
