"""What cards and log say of each domain, gathered for ``core.readiness``."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from flashprep.core import domains
from flashprep.core.book import DomainBook
from flashprep.core.cards import CardId, NoteId, Tier
from flashprep.core.memory import DEFAULT_DECAY
from flashprep.core.readiness import GRADE_SCORE, STRETCH, CardEvidence, Evidence
from flashprep.core.scheduling import Rating

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flashprep.core.mocks import Mock

LATEST = 6
"""How many of a card's latest scores count: mastery of long ago says little."""

TIER_WEIGHT: Mapping[str, float] = {Tier.CORE: 1.0, Tier.EXTENDED: 0.5}


class CardState(NamedTuple):
    """A card as readiness reads it: one row of the store, as it is; there may be 10,000."""

    id: CardId
    note: NoteId
    domain: str
    kind: str
    tier: str
    stability: float | None
    difficulty: float | None
    last_day: int | None
    suspended: bool | None


TICKS, MET = 2**3, 2**23
"""Places of the points of an expectation, and of those that were met, in a mark."""


def mark(rating: int, met: int = 0, ticks: int = 0) -> int:
    """Return one number that stands for a grade, ``met`` of ``ticks`` points of the expectation.

    The store makes the same of a row: one number a grade, as 70,000 are read at once.
    """
    return rating + TICKS * ticks + MET * met


@cache
def _score(mark: int) -> float | None:
    """Return the mastery that a grade speaks of, None where it tells of recall only."""
    met, ticks = mark // MET, mark % MET // TICKS
    return met / ticks if ticks else _BY_GRADE.get(mark % TICKS)


_RATINGS = {int(rating): rating for rating in Rating}
_BY_GRADE = {int(rating): score for rating, score in GRADE_SCORE.items()}


@dataclass(slots=True)
class Ledger:
    """Each card's latest mastery scores, and the first grade it ever got.

    Answers may be added as they come: what was added before need not be read again.
    """

    scores: dict[CardId, tuple[float, ...]] = field(default_factory=dict)
    first: dict[CardId, Rating] = field(default_factory=dict)

    def add(self, answers: Iterable[tuple[CardId, int]]) -> None:
        """Take in (card, mark of a grade) in the order in which they were given."""
        fresh = defaultdict[CardId, list[int]](list)
        for card, made in answers:
            fresh[card].append(made)
        for card, marks in fresh.items():
            self.take(card, marks)

    def take(self, card: CardId, marks: Sequence[int]) -> None:
        """Take in the marks of a card's grades (at least one) in order."""
        if card not in self.first:
            self.first[card] = _RATINGS[marks[0] % TICKS]
        got = [score for score in map(_score, marks) if score is not None]
        if got:
            self.scores[card] = (*self.scores.get(card, ()), *got)[-LATEST:]

    def copy(self) -> Ledger:
        """Return a ledger that goes its own way."""
        return Ledger(dict(self.scores), dict(self.first))

    def forget(self, card: CardId) -> None:
        """Drop what is known of a card, to be read anew after an undo."""
        self.scores.pop(card, None)
        self.first.pop(card, None)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Each domain's evidence, and the cards it speaks of, in the same order."""

    evidence: Mapping[str, Evidence]
    cards: Mapping[str, Sequence[CardState]]


@dataclass(frozen=True, slots=True)
class Terms:
    """For which day, by which forgetting curve, against which bars."""

    day: int
    decay: float = DEFAULT_DECAY
    book: DomainBook = field(default_factory=DomainBook)


def gather(
    cards: Iterable[CardState], ledger: Ledger, terms: Terms, mocks: Iterable[tuple[Mock, int]] = ()
) -> Gathered:
    """Return the evidence of every domain that has a bar, in the order of the domains.

    ``mocks`` come with today's day number, by which they age.
    """
    grouped: dict[str, list[CardState]] = defaultdict(list)
    for card in cards:
        grouped[card.domain].append(card)
    sides = Counter(map(attrgetter("note"), chain.from_iterable(grouped.values())))
    results = defaultdict(list)
    for mock, today in mocks:
        results[mock.domain].append(mock.result(today))
    evidence: dict[str, Evidence] = {}
    for slug in sorted({d.slug for d in domains.SHIPPED} | set(grouped), key=domains.rank):
        bar = terms.book.domain(slug).bar
        if bar is None:
            continue
        rows = grouped.get(slug, [])
        evidence[slug] = Evidence(
            cards=_of_cards(rows, ledger, sides, terms),
            first_grades=[ledger.first[card.id] for card in rows if card.id in ledger.first],
            bar=bar,
            mocks=tuple(results[slug]),
        )
    return Gathered(evidence, {slug: grouped.get(slug, []) for slug in evidence})


def _of_cards(
    cards: Iterable[CardState], ledger: Ledger, sides: Mapping[NoteId, int], terms: Terms
) -> list[CardEvidence]:
    # The forgetting curve of core.memory, its factor worked out once for all cards.
    factor = 0.9 ** (-1.0 / terms.decay) - 1.0
    exponent, longer = -terms.decay, math.exp(STRETCH)
    scores = ledger.scores
    found = []
    for name, note, _domain, _kind, tier, stability, _difficulty, last_day, _suspended in cards:
        weight = TIER_WEIGHT[tier] / sides[note]
        if stability is None or last_day is None:
            found.append(CardEvidence(weight, None))
            continue
        faded = factor * max(float(terms.day - last_day), 0.0)
        recall = (1.0 + faded / stability) ** exponent
        stretched = (1.0 + faded / (stability * longer)) ** exponent
        found.append(CardEvidence(weight, recall, stretched, scores.get(name, ())))
    return found
