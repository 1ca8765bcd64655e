"""One pass over the grades of a log: everything that the statistics count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from flashprep.core.clock import Day
from flashprep.core.scheduling import Rating
from flashprep.core.statistics import COUNTED, MATURE_DAYS, CountRow, Share, Timing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

GradeRow = tuple[str, int, int, int, int, float | None, int | None]
"""(card, day, rating, milliseconds, version of the options, stability and last day before).

A bare tuple: 70,000 are read at once. Stability is None for a card never graded before.
"""

COST_DAYS = 90
"""What a card costs is learned from the answers of so many days."""

_BINS = 20
_AGAIN = int(Rating.AGAIN)


DayRow = tuple[int, int, int]
"""(day, answers, milliseconds) of days of which no more is needed."""


@dataclass(slots=True)
class Tally:
    """The counts of a log; ``bins`` are (tests, recalled, sum of predictions) of equal width.

    ``days`` covers the whole log as (answers, seconds); ``tests`` as (young, mature), ``cards`` and
    ``bins`` the period alone; ``times`` by (performance, new) the last ``COST_DAYS``.
    """

    days: dict[Day, tuple[int, float]] = field(default_factory=dict)
    bins: list[tuple[int, int, float]] = field(default_factory=list)
    tests: dict[Day, tuple[Share, Share]] = field(default_factory=dict)
    cards: Mapping[str, CountRow] = field(default_factory=dict)
    times: dict[tuple[bool, bool], Timing] = field(default_factory=dict)


def needed_from(since: Day, today: Day) -> Day:
    """Return the first day of which every grade is needed; of older ones the sums of a day do."""
    return Day(min(since, today - COST_DAYS + 1))


def tally(
    older: Iterable[DayRow],
    rows: Iterable[GradeRow],
    slow: Collection[str],
    since: Day,
    today: Day,
    decays: Mapping[int, float],
) -> Tally:
    """Count the grades of a log: ``older`` days in sum, ``rows`` from ``needed_from`` on.

    ``slow`` are the performance cards, ``decays`` is w20 by version of the options.
    """
    costs_from = today - COST_DAYS + 1
    curves = {version: (0.9 ** (-1.0 / w) - 1.0, -w) for version, w in decays.items()}
    # Plain lists while counting: a value for each row would take twice the time.
    days: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    cards: dict[str, CountRow] = defaultdict(lambda: [0] * COUNTED)
    tests: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    bins = [[0, 0, 0.0] for _bin in range(_BINS)]
    times = {(slow_card, new): [0, 0] for slow_card, new in product((False, True), repeat=2)}
    for card, day, rating, ms, version, stability, last_day in rows:
        new = stability is None
        work = days[day]
        work[0] += 1
        work[1] += ms
        if ms and day >= costs_from:
            time = times[card in slow, new]
            time[0] += 1
            time[1] += ms
        if day < since:
            continue
        mine = cards[card]
        mine[0] += 1
        mine[1] += ms
        if ms:
            timed = 4 if new else 6
            mine[timed] += 1
            mine[timed + 1] += ms
        if stability is None or last_day is None or day <= last_day:
            continue
        recalled = rating > _AGAIN
        mine[2] += 1
        mine[3] += recalled
        test = tests[day]
        which = 0 if stability < MATURE_DAYS else 2
        test[which] += 1
        test[which + 1] += recalled
        # As ``core.memory.retrievability``, with the parts that depend on w20 worked out before.
        factor, power = curves[version]
        recall = (1.0 + factor * (day - last_day) / stability) ** power
        found = bins[min(int(recall * _BINS), _BINS - 1)]
        found[0] += 1
        found[1] += recalled
        found[2] += recall
    for day, count, ms in older:
        days[day] = [count, ms]
    return Tally(
        days={Day(day): (count, ms / 1000) for day, (count, ms) in days.items()},
        bins=[(int(count), int(right), total) for count, right, total in bins],
        tests={Day(day): (Share(*test[:2]), Share(*test[2:])) for day, test in tests.items()},
        cards=cards,
        times={key: Timing(count, ms / 1000) for key, (count, ms) in times.items()},
    )
