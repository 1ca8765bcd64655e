"""What would move readiness most: the gain from the next hour, spent on one domain.

For each domain the best cards by gain per second (``core.policy``) fill the hour; what they are
worth on the day afterwards, less what they are worth now, moves the domain's readiness. It is an
expectation on the model's own terms, and says nothing of how the hour would really go.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from flashprep.core import fsrs6, policy
from flashprep.core.cards import Kind, NoteId, Tier
from flashprep.core.loop import Loop, loop_probability
from flashprep.core.mocks import Fusion, logit, sigmoid
from flashprep.core.readiness import TRANSFER, CardEvidence, Evidence, believe
from flashprep.core.workload import Cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.evidence import CardState, Gathered

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Hour:
    """On which terms an hour is spent: today's day number, the day that counts, FSRS, costs."""

    today: int
    day: int
    weights: fsrs6.Weights
    retention: float = 0.9
    cost: Cost = field(default_factory=Cost)
    seconds: float = HOUR


@dataclass(frozen=True, slots=True)
class Move:
    """What an hour on a domain is expected to give.

    ``gain`` is the rise of the domain's mean readiness, ``loop`` that of the chance of passing the
    loop; each is None while there is no number to rise. ``cards`` fit into the hour.
    """

    domain: str
    gain: float | None
    loop: float | None
    cards: int
    seconds: float


class _Choice(NamedTuple):
    """A card that could be studied: by how much its recall on the day would rise, at what cost.

    A tuple, because 10,000 of them are made at once.
    """

    rate: float
    seconds: float
    gain: float
    note: NoteId
    before: CardEvidence


def moves(gathered: Gathered, hour: Hour, loop: Loop, fusion: Fusion | None = None) -> list[Move]:
    """Return what the next hour would give in each domain, the greatest gain first."""
    fusion = fusion or Fusion(believe(gathered.evidence))
    chance = loop_probability(loop, fusion)
    found = []
    for slug, evidence in gathered.evidence.items():
        if not evidence.cards:
            continue
        chosen = _best(_choices(gathered.cards[slug], evidence, hour), hour.seconds)
        seconds = math.fsum(choice.seconds for choice in chosen)
        if slug not in fusion.domains:
            found.append(Move(slug, None, None, len(chosen), seconds))
            continue
        center = fusion.center(slug)
        risen = logit(sigmoid(center) + _rise(chosen, evidence))
        after = fusion.moved(slug, max(risen, center))
        gain = after.mean(slug) - fusion.mean(slug)
        later = loop_probability(loop, after)
        more = None if later is None or chance is None else later - chance
        found.append(Move(slug, gain, more, len(chosen), seconds))
    return sorted(found, key=lambda move: -1.0 if move.gain is None else move.gain, reverse=True)


def _rise(chosen: Sequence[_Choice], evidence: Evidence) -> float:
    """Return by how much the domain's mean (transfer included) rises with the chosen cards."""
    worth, total = evidence.worth, evidence.total
    risen = 0.0
    for choice in chosen:
        before = choice.before
        recall = worth.unseen_recall if before.recall is None else before.recall
        after = replace(before, recall=min(recall + choice.gain, 1.0))
        risen += before.weight / total * (worth.of(after) - worth.of(before))
    return TRANSFER * risen


def _best(choices: list[_Choice], seconds: float) -> list[_Choice]:
    """Return the best choices per second that fit, one a note."""
    chosen: dict[NoteId, _Choice] = {}
    for choice in sorted(choices, key=attrgetter("rate"), reverse=True):
        if choice.seconds > seconds:
            break
        if choice.note not in chosen:
            chosen[choice.note] = choice
            seconds -= choice.seconds
    return list(chosen.values())


def _choices(cards: Sequence[CardState], evidence: Evidence, hour: Hour) -> list[_Choice]:
    """Return the cards that the policy would offer today, each with its gain per second."""
    days, w = max(hour.day - hour.today, 0), hour.weights
    known = evidence.worth.prior
    new_gain = policy.new_gain(w, known, days)
    spent = {
        performance: (
            policy.Seconds.of_review(hour.cost.of(performance=performance, new=False)),
            policy.Seconds.of_new(hour.cost.of(performance=performance, new=True)),
        )
        for performance in (False, True)
    }
    # Recall has fallen to the desired retention after so many days, for a stability of one day.
    ripe = 0.0 if days <= policy.LAST_DAYS else fsrs6.interval(w, 1.0, hour.retention)
    closed = any(_waits(card, Tier.CORE) for card in cards)
    gain_of = policy.gain_of_one(w, days)
    prices = {kind: spent[kind in _PERFORMANCE][0] for kind in {card.kind for card in cards}}
    today, found = hour.today, []
    for card, before in zip(cards, evidence.cards, strict=True):
        _id, note, _domain, kind, _tier, stability, difficulty, last_day, suspended = card
        if suspended:
            continue
        if stability is None or difficulty is None or last_day is None:
            if closed and _waits(card, Tier.EXTENDED):
                continue
            new = spent[kind in _PERFORMANCE][1]
            gain, seconds = new_gain, policy.expected(new.known, new.unknown, known)
        else:
            elapsed = today - last_day if today > last_day else 0
            if elapsed < stability * ripe:
                continue
            review = prices[kind]
            r, gain = gain_of(stability, difficulty, elapsed)
            seconds = r * review.known + (1.0 - r) * review.unknown
        rate = gain * before.weight / seconds
        if rate > 0.0:
            found.append(_Choice(rate, seconds, gain, note, before))
    return found


_PERFORMANCE = frozenset(kind.value for kind in Kind if kind.is_performance)


def _waits(card: CardState, tier: Tier) -> bool:
    return card.tier == tier and card.stability is None and not card.suspended
