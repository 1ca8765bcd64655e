"""Readiness by domain on the day of the interview."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashprep.core import domains
from flashprep.core.cards import CardId, NoteId, Tier
from flashprep.core.clock import Clock, Day, study_day, to_date, to_day
from flashprep.core.memory import retrievability
from flashprep.core.readiness import GRADE_SCORE, STRETCH, CardEvidence, Readiness, estimate
from flashprep.core.reviews import Action, Entry
from flashprep.store import reviews as log

if TYPE_CHECKING:
    from datetime import date

    from flashprep.app.library import Library
    from flashprep.app.preferences import Preferences
    from flashprep.core.queue import Candidate
    from flashprep.core.scheduling import Rating
    from flashprep.store.database import Database

_LATEST = 6
"""How many of a card's latest scores count: mastery of long ago says little."""

_TIER_WEIGHT = {Tier.CORE: 1.0, Tier.EXTENDED: 0.5}


@dataclass(frozen=True, slots=True)
class Report:
    """Readiness of every domain on one day."""

    on: date
    domains: dict[str, Readiness]


class Progress:
    """How ready the person of one profile is."""

    def __init__(
        self, database: Database, library: Library, preferences: Preferences, clock: Clock
    ) -> None:
        self._database = database
        self._library = library
        self._preferences = preferences
        self._clock = clock

    def set_clock(self, clock: Clock) -> None:
        """Let another clock tell the time."""
        self._clock = clock

    def day(self) -> date:
        """Return the day readiness is for: the interview's, or today when none lies ahead."""
        rollover = self._preferences.values.day_rollover
        today = to_date(study_day(self._clock.now(), rollover))
        wanted = self._preferences.values.interview_date
        return today if wanted is None else max(wanted, today)

    def readiness(self, on: date | None = None) -> Report:
        """Return every domain's readiness on a day (the interview's if none is given)."""
        when = on or self.day()
        candidates = self._library.candidates()
        with self._database.read() as connection:
            entries = log.counting(connection)
        scores, first = _evidence(entries)
        decay = self._preferences.options().weights[20]
        sides: dict[NoteId, int] = defaultdict(int)
        for card in candidates:
            sides[card.note] += 1
        grouped: dict[str, list[Candidate]] = defaultdict(list)
        for card in candidates:
            grouped[card.domain].append(card)
        slugs = {domain.slug for domain in domains.SHIPPED} | set(grouped)
        report = {}
        for slug in sorted(slugs, key=domains.rank):
            bar = domains.domain(slug).bar
            if bar is None:
                continue
            cards = grouped.get(slug, [])
            evidence = [
                _of_card(card, to_day(when), scores.get(card.id, ()), sides[card.note], decay)
                for card in cards
            ]
            grades = [first[card.id] for card in cards if card.id in first]
            report[slug] = estimate(evidence, grades, bar)
        return Report(when, report)


def _evidence(entries: list[Entry]) -> tuple[dict[CardId, tuple[float, ...]], dict[CardId, Rating]]:
    """Return each card's latest mastery scores, and the first grade it ever got."""
    scores: dict[CardId, tuple[float, ...]] = {}
    first: dict[CardId, Rating] = {}
    for entry in entries:
        if entry.action is not Action.GRADE or entry.rating is None:
            continue
        first.setdefault(entry.card, entry.rating)
        score = entry.score if entry.score is not None else GRADE_SCORE.get(entry.rating)
        if score is not None:
            scores[entry.card] = (*scores.get(entry.card, ()), score)[-_LATEST:]
    return scores, first


def _of_card(
    card: Candidate, day: Day, scores: tuple[float, ...], sides: int, decay: float
) -> CardEvidence:
    weight = _TIER_WEIGHT[card.tier] / sides
    memory = card.memory
    if memory.stability is None or memory.last_day is None:
        return CardEvidence(weight, None)
    elapsed = day - memory.last_day
    longer = memory.stability * math.exp(STRETCH)
    return CardEvidence(
        weight,
        retrievability(memory.stability, elapsed, decay),
        retrievability(longer, elapsed, decay),
        scores,
    )
