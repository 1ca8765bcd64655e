"""One pass over the grades of a log: everything that the statistics count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flashprep.core.clock import Day
from flashprep.core.scheduling import Rating
from flashprep.core.statistics import MATURE_DAYS, Counts, Facts, Share, Timing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GradeRow = tuple[str, int, int, int, int, float | None, int | None]
"""(card, day, rating, milliseconds, version of the options, stability and last day before).

A bare tuple: 70,000 are read at once. Stability is None for a card never graded before.
"""

COST_DAYS = 90
"""What a card costs is learned from the answers of so many days."""

_BINS = 20
_AGAIN = int(Rating.AGAIN)

# Columns of a card's row while counting.
_REVIEWS, _MS, _TESTS, _RECALLED, _FIRST, _FIRST_MS, _LATER, _LATER_MS = range(8)


@dataclass(slots=True)
class Tally:
    """The counts of a log; ``bins`` are (tests, recalled, sum of predictions) of equal width.

    ``days`` covers the whole log as (answers, seconds); ``tests`` as (young, mature), ``cards`` and
    ``bins`` the period alone; ``times`` by (performance, new) the last ``COST_DAYS``.
    """

    days: dict[Day, tuple[int, float]] = field(default_factory=dict)
    bins: list[tuple[int, int, float]] = field(default_factory=list)
    tests: dict[Day, tuple[Share, Share]] = field(default_factory=dict)
    cards: dict[str, Counts] = field(default_factory=dict)
    times: dict[tuple[bool, bool], Timing] = field(default_factory=dict)


def needed_from(since: Day, today: Day) -> Day:
    """Return the first day of which the states before the grades are needed."""
    return Day(min(since, today - COST_DAYS + 1))


def tally(
    rows: Iterable[GradeRow],
    facts: Mapping[str, Facts],
    since: Day,
    today: Day,
    decays: Mapping[int, float],
) -> Tally:
    """Count the grades of the cards that ``facts`` names; ``decays`` is w20 by options version."""
    period = _Period(decays)
    costs_from = today - COST_DAYS + 1
    slow = frozenset(card.card for card in facts.values() if card.performance)
    days: dict[int, list[int]] = {}
    times = {(False, False): [0, 0], (False, True): [0, 0], (True, False): [0, 0]}
    times[True, True] = [0, 0]
    for row in rows:
        card, day, _rating, ms, _version, stability, _last = row
        if card not in facts:
            continue
        work = days.get(day)
        if work is None:
            work = days[day] = [0, 0]
        work[0] += 1
        work[1] += ms
        if ms and day >= costs_from:
            time = times[card in slow, stability is None]
            time[0] += 1
            time[1] += ms
        if day >= since:
            period.add(row)
    return Tally(
        days={Day(day): (count, ms / 1000) for day, (count, ms) in days.items()},
        bins=[(count, recalled, total) for count, recalled, total in period.bins],
        tests={
            Day(day): (Share(young, young_ok), Share(mature, mature_ok))
            for day, (young, young_ok, mature, mature_ok) in period.tests.items()
        },
        cards={card: _counts(row) for card, row in period.cards.items()},
        times={key: Timing(count, ms / 1000) for key, (count, ms) in times.items()},
    )


class _Period:
    """The counts of the period, in plain lists: a value for each row would take twice the time."""

    def __init__(self, decays: Mapping[int, float]) -> None:
        self._curves = {version: (0.9 ** (-1.0 / w) - 1.0, -w) for version, w in decays.items()}
        self.cards: dict[str, list[int]] = {}
        self.tests: dict[int, list[int]] = {}
        self.bins: list[Any] = [[0, 0, 0.0] for _bin in range(_BINS)]

    def add(self, row: GradeRow) -> None:
        """Count one grade."""
        card, day, rating, ms, version, stability, last_day = row
        mine = self.cards.get(card)
        if mine is None:
            mine = self.cards[card] = [0] * 8
        mine[_REVIEWS] += 1
        mine[_MS] += ms
        if ms:
            timed = _FIRST if stability is None else _LATER
            mine[timed] += 1
            mine[timed + 1] += ms
        if stability is None or last_day is None or day <= last_day:
            return
        right = rating > _AGAIN
        mine[_TESTS] += 1
        mine[_RECALLED] += right
        tests = self.tests.get(day)
        if tests is None:
            tests = self.tests[day] = [0, 0, 0, 0]
        which = 0 if stability < MATURE_DAYS else 2
        tests[which] += 1
        tests[which + 1] += right
        # As ``core.memory.retrievability``, with the parts that depend on w20 worked out before.
        factor, power = self._curves[version]
        predicted = (1.0 + factor * (day - last_day) / stability) ** power
        found = self.bins[min(int(predicted * _BINS), _BINS - 1)]
        found[0] += 1
        found[1] += right
        found[2] += predicted


def _counts(row: list[int]) -> Counts:
    return Counts(
        reviews=row[_REVIEWS],
        seconds=row[_MS] / 1000,
        tests=Share(row[_TESTS], row[_RECALLED]),
        first=Timing(row[_FIRST], row[_FIRST_MS] / 1000),
        later=Timing(row[_LATER], row[_LATER_MS] / 1000),
    )
