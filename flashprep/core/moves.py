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
    from collections.abc import Iterator, Sequence

    from flashprep.core.evidence import CardState, Gathered

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Hour:
    """On which terms an hour is spent: today's day number, the day that counts, FSRS, costs.

    ``new_spoken`` is how many new spoken cards a day may bring.
    """

    today: int
    day: int
    weights: fsrs6.Weights
    retention: float = 0.9
    cost: Cost = field(default_factory=Cost)
    seconds: float = HOUR
    new_spoken: int = 6


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
    new_spoken: bool = False


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


_AT_ONCE = 256
"""Of 2,000 cards of a domain some 170 fit into an hour, and they are mostly among as many."""


def _chosen(cards: Sequence[CardState], evidence: Evidence, hour: Hour) -> list[_Choice]:
    """Return the best choices per second that fit into the hour, one a note.

    Cards are looked at in the order of the most that they could give, until no other one could
    still be among the best: of thousands that is a part.
    """
    appraisal = _Appraisal(evidence, hour)
    offers = sorted(appraisal.offers(cards), key=itemgetter(0), reverse=True)
    found: list[_Choice] = []
    chosen: list[_Choice] = []
    at_once = _AT_ONCE
    while offers:
        found += map(appraisal.choice, offers[:at_once])
        del offers[:at_once]
        chosen, missed = _best(found, hour)
        if offers and offers[0][0] < missed:
            break
        at_once = len(found)  # twice as many each time, so that sorting them again stays cheap
    return chosen


def _best(choices: list[_Choice], hour: Hour) -> tuple[list[_Choice], float]:
    """Return the best choices that fit, and the rate of the first that does not (else 0)."""
    seconds, spoken = hour.seconds, hour.new_spoken
    chosen: dict[NoteId, _Choice] = {}
    for choice in sorted(choices, key=attrgetter("rate"), reverse=True):
        if choice.rate <= 0.0:
            break
        if choice.note in chosen or (choice.new_spoken and spoken <= 0):
            continue
        if choice.seconds > seconds:
            return list(chosen.values()), choice.rate
        chosen[choice.note] = choice
        seconds -= choice.seconds
        spoken -= choice.new_spoken
    return list(chosen.values()), 0.0


_Offer = tuple[float, "CardState", CardEvidence]
"""The most that a card could give per second, and the card."""


class _Appraisal:
    """What a domain's cards would give today, and at what cost."""

    def __init__(self, evidence: Evidence, hour: Hour) -> None:
        self._evidence, self._hour = evidence, hour
        self._days, w = max(hour.day - hour.today, 0), hour.weights
        self._known = evidence.worth.prior
        self._gain_if_new = policy.new_gain(w, self._known, self._days)
        self._gain_of = policy.gain_of_one(w, self._days)
        self._review: dict[str, policy.Seconds] = {}
        self._new: dict[str, float] = {}
        for kind in Kind:
            cost, spoken = hour.cost, kind.is_performance
            self._review[kind] = policy.Seconds.of_review(cost.of(performance=spoken, new=False))
            new = policy.Seconds.of_new(cost.of(performance=spoken, new=True))
            self._new[kind] = policy.expected(new.known, new.unknown, self._known)

    def offers(self, cards: Sequence[CardState]) -> Iterator[_Offer]:
        """Yield the cards that the policy would offer today."""
        today, days, w = self._hour.today, self._days, self._hour.weights
        # Recall has fallen to the desired retention after so many days, for a stability of one day.
        ripe = 0.0 if days <= policy.LAST_DAYS else fsrs6.interval(w, 1.0, self._hour.retention)
        closed = any(_waits(card, Tier.CORE) for card in cards)
        # The evidence is for a day that is past: it does not bound the recall of today.
        past = self._hour.day < today
        recall_of = policy.recall_of_one(w)
        for card, before in zip(cards, self._evidence.cards, strict=True):
            _, _, _, kind, _, stability, _, last_day, suspended, _, _ = card
            if suspended:
                continue
            if stability is None or last_day is None or before.recall is None:
                if not (closed and _waits(card, Tier.EXTENDED)):
                    yield self._gain_if_new * before.weight / self._new[kind], card, before
                continue
            elapsed = today - last_day if today > last_day else 0
            if elapsed >= stability * ripe:
                # A review can do no more than make the recall on the day certain.
                # A clock that was set back is like a past day.
                lost = 1.0 if past or today < last_day else 1.0 - before.recall
                spent = self._review[kind]
                r = recall_of(stability, elapsed)
                seconds = r * spent.known + (1.0 - r) * spent.unknown
                yield lost * before.weight / seconds, card, before

    def choice(self, offer: _Offer) -> _Choice:
        """Return what an offered card is expected to give, and at what cost."""
        _most, card, before = offer
        _, note, _, kind, _, stability, difficulty, last_day, _, _, _ = card
        if stability is None or difficulty is None or last_day is None:
            gain, seconds, spoken = self._gain_if_new, self._new[kind], Kind(kind).is_performance
        else:
            spent, spoken = self._review[kind], False
            r, gain = self._gain_of(stability, difficulty, max(self._hour.today - last_day, 0))
            seconds = policy.expected(spent.known, spent.unknown, r)
        return _Choice(gain * before.weight / seconds, seconds, gain, note, before, spoken)


def _waits(card: CardState, tier: Tier) -> bool:
    return card.tier == tier and card.stability is None and not card.suspended
