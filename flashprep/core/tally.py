"""One pass over the grades of a log: everything that the statistics count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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

    ``days`` covers the whole log as (answers, seconds); ``tests`` (young, mature), ``cards`` and
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
    curves = {version: (0.9 ** (-1.0 / w) - 1.0, -w) for version, w in decays.items()}
    costs_from = today - COST_DAYS + 1
    days: dict[int, list[int]] = {}
    tests: dict[int, list[int]] = {}
    cards: dict[str, list[int]] = {}
    # The first and later times of cards graded before the period, for the costs.
    older: dict[str, list[int]] = {}
    bins = [[0, 0, 0.0] for _bin in range(_BINS)]
    for card, day, rating, ms, version, stability, last_day in rows:
        if card not in facts:
            continue
        if day in days:
            work = days[day]
            work[0] += 1
            work[1] += ms
        else:
            days[day] = [1, ms]
        kept = cards if day >= since else older
        if kept is older and day < costs_from:
            continue
        mine = kept.get(card)
        if mine is None:
            mine = kept[card] = [0] * 8
        ...
    return Tally()
