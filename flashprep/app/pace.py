"""How the person of one profile studies: time per card, what was known before, days missed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from flashprep.core import policy
from flashprep.core.clock import Day
from flashprep.core.memory import State
from flashprep.core.readiness import known_before
from flashprep.core.scheduling import Rating
from flashprep.core.timetable import USUAL, Timetable
from flashprep.core.workload import Cost
from flashprep.store import pace as rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flashprep.core.cards import CardId
    from flashprep.core.workload import Candidate
    from flashprep.store.database import Database
    from flashprep.store.pace import Showing

DAYS = 60
"""Answer times of so many days before today count."""

SKIP_DAYS = 28
LEAST_DAYS = 14
"""Missed days are counted over four weeks, and not before there are two."""

PAUSE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Pace:
    """A person's own figures as of the start of the study day, so that they hold all day.

    ``known`` is the share of each domain's unseen cards that are surely known already, ``believed``
    the share expected, ``skip`` the share of days without study.
    """

    cost: Cost = field(default_factory=Cost)
    known: Mapping[str, float] = field(default_factory=dict)
    believed: Mapping[str, float] = field(default_factory=dict)
    skip: float = 0.0


class Pacer:
    """Works the pace out of the log, and keeps it while the log before today stays the same."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._key: tuple[Day, tuple[int, int]] | None = None
        self._first: list[tuple[str, int]] = []
        self._recent: list[Showing] = []

    def pace(
        self, cards: Mapping[CardId, Candidate], today: Day, timetable: Timetable = USUAL
    ) -> Pace:
        """Return the pace as of the start of a study day."""
        with self._database.read() as connection:
            key = today, rows.stamp(connection, today)
            if key != self._key:
                self._first = rows.first_grades(connection, today)
                self._recent = rows.showings(connection, Day(today - DAYS), today)
                self._key = key
        first = _first_sight(self._first, cards)
        many = Counter(card.domain for card in cards.values())
        return Pace(
            cost=Cost().learned(_times(self._recent, cards)),
            known={slug: policy.prior(*counts, many[slug]) for slug, counts in first.items()},
            believed={slug: known_before(*counts) for slug, counts in first.items()},
            skip=_skip({showing.day for showing in self._recent}, today, timetable),
        )


def _first_sight(
    first: Iterable[tuple[str, int]], cards: Mapping[CardId, Candidate]
) -> dict[str, tuple[int, int]]:
    """Return (known at first sight, seen) by domain."""
    by_name: Mapping[Any, Candidate] = cards
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for card, rating in first:
        if (candidate := by_name.get(card)) is not None:
            counts[candidate.domain][0] += rating >= Rating.GOOD
            counts[candidate.domain][1] += 1
    return {domain: (known, seen) for domain, (known, seen) in counts.items()}


def _times(
    showings: Iterable[Showing], cards: Mapping[CardId, Candidate]
) -> dict[tuple[bool, bool], list[float]]:
    """Return the seconds that cards took on a day, learning steps included, by class."""
    by_name: Mapping[Any, Candidate] = cards
    days: dict[tuple[str, int], tuple[bool, list[int]]] = {}
    for showing in showings:
        key = (showing.card, showing.day)
        if key in days:
            days[key][1].append(showing.duration_ms)
        elif showing.state in (State.NEW, State.REVIEW):
            days[key] = showing.state == State.NEW, [showing.duration_ms]
    times: dict[tuple[bool, bool], list[float]] = defaultdict(list)
    for (card, _day), (new, durations) in days.items():
        candidate = by_name.get(card)
        if candidate is not None and all(durations):
            times[candidate.performance, new].append(sum(durations) / 1000)
    return times


def _skip(days: set[int], today: Day, timetable: Timetable) -> float:
    """Return the share of the latest days on which nothing was studied.

    Free days do not count, and neither does a pause of a week or more: it is over when the person
    is back, and says nothing of how often they study then.
    """
    begun = max(min(days, default=today), today - SKIP_DAYS)
    if today - begun < LEAST_DAYS:
        return 0.0

    def counts(day: int) -> bool:
        return begun <= day < today and timetable.share(day) > 0.0

    studied = sum(map(counts, days))
    # From one studied day to the next, by the calendar, and over the beginning of the four weeks.
    gaps = (range(last + 1, back) for last, back in pairwise([*sorted(days), today]))
    missed = sum(sum(map(counts, gap)) for gap in gaps if len(gap) < PAUSE_DAYS)
    return missed / (studied + missed) if missed else 0.0
