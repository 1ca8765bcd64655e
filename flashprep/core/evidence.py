"""What cards and log say of each domain, gathered for ``core.readiness``."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from functools import lru_cache
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
    """A card as readiness reads it: one row of the store, as it is; there may be 10,000.

    ``first`` is the rating of the first grade it ever got, ``latest`` the marks of its latest
    grades that speak of mastery, the oldest first; undone grades do not count.
    """

    id: CardId
    note: NoteId
    domain: str
    kind: str
    tier: str
    stability: float | None
    difficulty: float | None
    last_day: int | None
    suspended: bool | None
    first: int | None = None
    latest: str | None = None


def mark(rating: int, met: int = 0, points: int = 0) -> str | None:
    """Return what stands for a grade that met so many points of the expectation.

    None for one that tells of recall only: Again without points. The store makes the same of a row.
    """
    if points:
        return f"{rating}:{met}/{points}"
    return str(rating) if rating in _BY_GRADE else None


# Most cards share their marks with many others.
@lru_cache(maxsize=2**14)
def scores(latest: str | None) -> tuple[float, ...]:
    """Return the mastery scores (0 to 1) that a card's latest marks stand for."""
    return tuple(map(_score, latest.split())) if latest else ()


@lru_cache(maxsize=2**12)
def _score(mark: str) -> float:
    rating, _colon, share = mark.partition(":")
    if not share:
        return _BY_GRADE[int(rating)]
    met, _slash, points = share.partition("/")
    return int(met) / int(points)


_RATINGS = {int(rating): rating for rating in Rating}
_BY_GRADE = {int(rating): score for rating, score in GRADE_SCORE.items()}


@dataclass(frozen=True, slots=True)
class Told:
    """What the log says of one card, as ``CardState`` has it."""

    first: int
    latest: str | None = None


def told(answers: Iterable[tuple[CardId, int, int, int]]) -> dict[CardId, Told]:
    """Return what grades in order (card, rating, points met, points) say of each card."""
    first: dict[CardId, int] = {}
    latest = defaultdict[CardId, deque[str]](lambda: deque(maxlen=LATEST))
    for card, rating, met, points in answers:
        first.setdefault(card, rating)
        made = mark(rating, met, points)
        if made is not None:
            latest[card].append(made)
    return {
        card: Told(rating, " ".join(latest[card]) if card in latest else None)
        for card, rating in first.items()
    }


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
    cards: Iterable[CardState], terms: Terms, mocks: Iterable[tuple[Mock, int]] = ()
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
            cards=_of_cards(rows, sides, terms),
            first_grades=[_RATINGS[card.first] for card in rows if card.first is not None],
            bar=bar,
            mocks=tuple(results[slug]),
        )
    return Gathered(evidence, {slug: grouped.get(slug, []) for slug in evidence})


def _of_cards(
    cards: Iterable[CardState], sides: Mapping[NoteId, int], terms: Terms
) -> list[CardEvidence]:
    # The forgetting curve of core.memory, its factor worked out once for all cards.
    factor = 0.9 ** (-1.0 / terms.decay) - 1.0
    exponent, longer = -terms.decay, math.exp(STRETCH)
    found = []
    for _, note, _, _, tier, stability, _, last_day, _, _, latest in cards:
        weight = TIER_WEIGHT[tier] / sides[note]
        if stability is None or last_day is None:
            found.append(CardEvidence(weight, None))
            continue
        faded = factor * max(float(terms.day - last_day), 0.0)
        recall = (1.0 + faded / stability) ** exponent
        stretched = (1.0 + faded / (stability * longer)) ** exponent
        found.append(CardEvidence(weight, recall, stretched, scores(latest)))
    return found
