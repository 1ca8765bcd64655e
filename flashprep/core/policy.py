"""What a minute is worth: the gain in recall on the interview day for each card, per second.

The objective is the weighted sum over domains of log K, K being a domain's predicted mean recall
on the day. Its derivative by one card is  w_d / K_d × share × gain:  a domain that lags behind is
worth more, which keeps the expensive domains from being starved. On one day with fixed gains
"best gain per second first" is the fractional-knapsack order; over the whole horizon it is a
heuristic. Measured on simulated learners only (``tests/simulation``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flashprep.core import fsrs6
from flashprep.core.fsrs6 import AGAIN, GOOD, SCALAR, Weights
from flashprep.core.readiness import KNOWN, UNKNOWN, known_before, known_sd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LAST_DAYS = 5
"""In the last days every card is a candidate, not only those that FSRS calls due."""

FAR_DAYS = 90
"""A date farther off than this changes nothing yet: plain FSRS serves memory best."""

LEAST_GAIN = 1e-5
"""Per second; less is not worth a person's time."""

LEAST_RECALL = 0.05

LEAST_KNOWN = 0.02

LOOK_FIRST = 0.15
"""Share of a domain's cards to be seen before their first grades say how much of it is known."""

LAG_POWER = 1.5
"""How much more a minute is worth in a domain that lags: 1 would be the logarithm's derivative."""

NEW_WORTH = 1.3
"""Factor on the gain of a new card in the order: the reviews that follow build on it."""

EASY_LIFT = 1.3
"""A first success is Good or Easy; the stability after it is this much above Good's."""

LAPSE_SECONDS = 3.2
UNKNOWN_SECONDS = 3.0
"""A forgotten review, and an unknown new card, take this many times a known one's seconds."""

_TYPICAL_RECALL, _TYPICAL_KNOWN = 0.9, 0.3


def is_near(days: int) -> bool:
    """Tell whether an interview in so many days decides what is studied."""
    return 0 <= days <= FAR_DAYS


def is_last(days: int) -> bool:
    """Tell whether an interview in so many days makes every seen card a candidate."""
    return 0 <= days <= LAST_DAYS


@dataclass(frozen=True, slots=True)
class Seconds:
    """What one card costs: a known answer, and one that has to be learned (again)."""

    known: float
    unknown: float

    @classmethod
    def of_review(cls, average: float) -> Seconds:
        """Return the costs whose mean, at 90 % recall, is the average review time."""
        unit = average / (_TYPICAL_RECALL + (1.0 - _TYPICAL_RECALL) * LAPSE_SECONDS)
        return cls(unit, unit * LAPSE_SECONDS)

    @classmethod
    def of_new(cls, average: float) -> Seconds:
        """Return the costs whose mean, at 30 % known before, is the average time of a new card."""
        unit = average / (_TYPICAL_KNOWN + (1.0 - _TYPICAL_KNOWN) * UNKNOWN_SECONDS)
        return cls(unit, unit * UNKNOWN_SECONDS)


def prior(known: int, first_grades: int, cards: int = 0) -> float:
    """Return the share of a domain's unseen cards that the person surely knows already.

    ``known`` of the ``first_grades`` cards seen so far were known at first sight, of ``cards`` in
    all.
    """
    mean = known_before(known, first_grades)
    return float(surely_known(mean, first_grades, cards))


def surely_known(mean: Any, seen: Any, cards: Any, ops: Any = SCALAR) -> Any:
    """Return the share that is surely known, given the expected one and how many cards were seen.

    It is one standard deviation below the mean, and no more than at the start until
    ``LOOK_FIRST`` of the cards were seen: a few lucky first cards must not close a domain that
    nobody has looked into. On simulated learners that costs up to 0.6 points of mean recall, and
    where time is short lifts the worst domain by 3 to 5 points (8 to 12 for the unluckiest tenth).
    """
    sure = ops.maximum(mean - known_sd(mean, seen), LEAST_KNOWN)
    start = known_before(0, 0) - known_sd(known_before(0, 0), 0)
    return ops.where(seen < LOOK_FIRST * cards, ops.minimum(sure, start), sure)


def unseen_recall(known: Any) -> Any:
    """Return the recall on the day of an unseen card, given the share that is known."""
    return known * KNOWN + (1.0 - known) * UNKNOWN


def review_gain(
    w: Weights, stability: Any, difficulty: Any, elapsed: Any, days: int, ops: Any = SCALAR
) -> tuple[Any, Any]:
    """Return (recall today, gain in recall on the day) of reviewing a card now.

    ``elapsed`` is in days since its last review, ``days`` from today to the interview.
    """
    r = fsrs6.recall(w, stability, elapsed)
    kept = fsrs6.after_recall(w, difficulty, stability, r, GOOD, ops)
    kept = ops.where(elapsed < 1, fsrs6.same_day(w, stability, GOOD, ops), kept)
    lost = fsrs6.same_day(w, fsrs6.after_lapse(w, difficulty, stability, r, ops), GOOD, ops)
    studied = r * fsrs6.recall(w, kept, days) + (1.0 - r) * fsrs6.recall(w, lost, days)
    return r, studied - fsrs6.recall(w, stability, elapsed + days)


def recall_of_one(w: Weights) -> Callable[[float, int], float]:
    """Return recall by stability and days, for one card after the other."""
    power, factor = -w[20], 0.9 ** (-1.0 / w[20]) - 1.0

    def recall(stability: float, elapsed: int) -> float:
        found: float = (1.0 + factor * elapsed / stability) ** power
        return found

    return recall


def gain_of_one(w: Weights, days: int) -> Callable[[float, float, int], tuple[float, float]]:
    """Return ``review_gain`` for one card after the other, with all that is alike worked out once.

    The function takes stability, difficulty and the days since the last review. It is three times
    as quick as the general one, which a test holds it against.
    """
    power, factor = -w[20], 0.9 ** (-1.0 / w[20]) - 1.0
    grown, again = math.exp(w[8]), math.exp(w[17] * w[18])
    w9, w10, w11, w12, w13, w14, w19 = w[9], w[10], w[11], w[12], w[13], w[14], w[19]
    exp, least = math.exp, fsrs6.LEAST_STABILITY
    ahead = factor * days

    def gain(stability: float, difficulty: float, elapsed: int) -> tuple[float, float]:
        r = (1.0 + factor * elapsed / stability) ** power
        if elapsed < 1:
            kept = max(stability * max(again * stability**-w19, 1.0), least)
        else:
            growth = (11.0 - difficulty) * stability**-w9 * (exp((1.0 - r) * w10) - 1.0)
            kept = stability * (1.0 + grown * growth)
        lapse = w11 * difficulty**-w12 * ((stability + 1.0) ** w13 - 1.0) * exp((1.0 - r) * w14)
        lapse = max(min(lapse, stability / again), least)
        lost = max(lapse * max(again * lapse**-w19, 1.0), least)
        studied = r * (1.0 + ahead / kept) ** power + (1.0 - r) * (1.0 + ahead / lost) ** power
        return r, studied - (1.0 + factor * (elapsed + days) / stability) ** power

    return gain


def new_gain(w: Weights, known: Any, days: int) -> Any:
    """Return the gain in recall on the day of learning an unseen card now."""
    if_known = fsrs6.recall(w, fsrs6.first_stability(w, GOOD) * EASY_LIFT, days)
    if_not = fsrs6.recall(w, fsrs6.same_day(w, fsrs6.first_stability(w, AGAIN)), days)
    return known * if_known + (1.0 - known) * if_not - unseen_recall(known)


def expected(seconds_known: Any, seconds_unknown: Any, chance: Any) -> Any:
    """Return the expected seconds of a card that is known with that chance."""
    return chance * seconds_known + (1.0 - chance) * seconds_unknown


def urgency(
    weights: Mapping[str, float], recalls: Mapping[str, float], cards: Mapping[str, float]
) -> dict[str, float]:
    """Return each domain's factor w / (K × cards), by which its gains are multiplied.

    ``recalls`` is the domain's mean recall on the day, ``cards`` its number of cards (weighted).
    """
    return {
        domain: pull(weights[domain], recall, cards[domain]) for domain, recall in recalls.items()
    }


def pull(weight: Any, recall: Any, cards: Any, ops: Any = SCALAR) -> Any:
    """Return the urgency of one domain, given its weight, mean recall on the day and cards."""
    return weight / ops.maximum(recall, LEAST_RECALL) ** LAG_POWER / ops.maximum(cards, 1.0)


def mean_recall(rows: Iterable[tuple[float, float]]) -> float:
    """Return the weighted mean of (weight, recall on the day) rows; 0 for none."""
    total = weighted = 0.0
    for weight, recall in rows:
        total += weight
        weighted += weight * recall
    return weighted / total if total else 0.0
