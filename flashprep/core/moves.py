"""What would move readiness most: the gain from the next hour, spent on one domain.

For each domain the best cards by gain per second (``core.policy``) fill the hour; what they are
worth on the day afterwards, less what they are worth now, moves the domain's readiness. It is an
expectation on the model's own terms, and says nothing of how the hour would really go.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from flashprep.core import fsrs6, policy
from flashprep.core.cards import Kind, NoteId, Tier
from flashprep.core.loop import Loop, loop_probability
from flashprep.core.mocks import Fusion, logit, sigmoid
from flashprep.core.readiness import TRANSFER, CardEvidence, Evidence, believe
from flashprep.core.workload import Cost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
        chosen = _chosen(gathered.cards[slug], evidence, hour)
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


_AT_ONCE = 250


def _chosen(cards: Sequence[CardState], evidence: Evidence, hour: Hour) -> list[_Choice]:
    """Return the best choices per second that fit into the hour, one a note.

    Cards are looked at in the order of the most that they could give, until no other one could
    still be among the best: of thousands that is a part.
    """
    offers = sorted(_offers(cards, evidence, hour), key=itemgetter(0), reverse=True)
    choice_of = _choice_of(evidence, hour)
    found: list[_Choice] = []
    chosen: list[_Choice] = []
    for start in range(0, len(offers), _AT_ONCE):
        found += map(choice_of, offers[start : start + _AT_ONCE])
        chosen, missed = _best(found, hour.seconds)
        if all(most < missed for most, *_card in offers[start + _AT_ONCE :][:1]):
            break
    return chosen


def _best(choices: list[_Choice], seconds: float) -> tuple[list[_Choice], float]:
    """Return the best choices that fit, and the rate of the first that does not (else 0)."""
    chosen: dict[NoteId, _Choice] = {}
    for choice in sorted(choices, key=attrgetter("rate"), reverse=True):
        if choice.rate <= 0.0:
            break
        if choice.seconds > seconds:
            return list(chosen.values()), choice.rate
        if choice.note not in chosen:
            chosen[choice.note] = choice
            seconds -= choice.seconds
    return list(chosen.values()), 0.0


_Offer = tuple[float, "CardState", CardEvidence]
"""The most that a card could give per second, and the card."""


def _offers(cards: Sequence[CardState], evidence: Evidence, hour: Hour) -> Iterator[_Offer]:
    """Yield the cards that the policy would offer today."""
    # Recall has fallen to the desired retention after so many days, for a stability of one day.
    days, today = max(hour.day - hour.today, 0), hour.today
    ripe = 0.0 if days <= policy.LAST_DAYS else fsrs6.interval(hour.weights, 1.0, hour.retention)
    closed = any(_waits(card, Tier.CORE) for card in cards)
    least = {kind: _seconds(hour, kind)[0].known for kind in {card.kind for card in cards}}
    for card, before in zip(cards, evidence.cards, strict=True):
        _, _, _, kind, _, stability, _, last_day, suspended, _, _ = card
        if suspended:
            continue
        if stability is None or last_day is None or before.recall is None:
            if not (closed and _waits(card, Tier.EXTENDED)):
                yield math.inf, card, before
            continue
        if today - last_day >= stability * ripe:
            yield (1.0 - before.recall) * before.weight / least[kind], card, before
        elif today < last_day and not ripe:  # a clock that was set back
            yield math.inf, card, before


def _choice_of(evidence: Evidence, hour: Hour) -> Callable[[_Offer], _Choice]:
    """Return what tells of an offered card what it is expected to give, and at what cost."""
    days, w = max(hour.day - hour.today, 0), hour.weights
    known = evidence.worth.prior
    gain_if_new, gain_of = policy.new_gain(w, known, days), policy.gain_of_one(w, days)
    spent = {kind.value: _seconds(hour, kind) for kind in Kind}

    def choice(offer: _Offer) -> _Choice:
        _most, card, before = offer
        _, note, _, kind, _, stability, difficulty, last_day, _, _, _ = card
        review, new = spent[kind]
        if stability is None or difficulty is None or last_day is None:
            gain, seconds = gain_if_new, policy.expected(new.known, new.unknown, known)
        else:
            r, gain = gain_of(stability, difficulty, max(hour.today - last_day, 0))
            seconds = policy.expected(review.known, review.unknown, r)
        return _Choice(gain * before.weight / seconds, seconds, gain, note, before)

    return choice


def _seconds(hour: Hour, kind: str) -> tuple[policy.Seconds, policy.Seconds]:
    """Return what a review and a new card of some kind cost."""
    performance = Kind(kind).is_performance
    return (
        policy.Seconds.of_review(hour.cost.of(performance=performance, new=False)),
        policy.Seconds.of_new(hour.cost.of(performance=performance, new=True)),
    )


def _waits(card: CardState, tier: Tier) -> bool:
    return card.tier == tier and card.stability is None and not card.suspended
