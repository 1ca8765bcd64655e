"""What studying each card gains for the interview day, and how each domain stands on it.

Both are returned as whole numbers (of ``UNIT`` parts), so that neither the order of additions nor
the last digit, in which numpy and Python may differ, decides which card comes.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from flashprep.core import fsrs6, policy
from flashprep.core.readiness import known_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.clock import Day
    from flashprep.core.memory import Memory
    from flashprep.core.workload import Candidate, Cost, Goal

UNIT = 10**9
"""Recall 1.0 as a whole number."""

RATE_UNIT = 10**12
"""A gain of 1.0 per second as a whole number."""

LEAST_RATE = round(policy.LEAST_GAIN * RATE_UNIT)

MANY = 5000
"""Beyond so many cards numpy is quicker than Python, its import included."""


class Gain(NamedTuple):
    """What studying a card now gains: per second, and in recall on the day (whole numbers)."""

    rate: int
    recall: int


def known(goal: Goal, domain: str) -> float:
    """Return the share of a domain's unseen cards that the person surely knows already."""
    share = goal.known.get(domain)
    return policy.prior(0, 0) if share is None else share


def believed(goal: Goal, domain: str) -> float:
    """Return the share of a domain's unseen cards that the person is expected to know."""
    share = goal.believed.get(domain, goal.known.get(domain))
    return known_before(0, 0) if share is None else share


def new_gain(goal: Goal, cost: Cost, today: Day, domain: str, *, performance: bool) -> Gain:
    """Return what an unseen card gains, the same for all of a domain and class."""
    share = known(goal, domain)
    price = policy.Seconds.of_new(cost.of(performance=performance, new=True))
    gain = policy.new_gain(goal.weights, share, goal.day - today)
    seconds = policy.expected(price.known, price.unknown, share)
    return Gain(round(policy.NEW_WORTH * gain / seconds * RATE_UNIT), _parts(gain))


def review_gains(
    cards: Sequence[Candidate], goal: Goal, cost: Cost, today: Day, *, many: bool
) -> tuple[list[int], list[int]]:
    """Return what reviewing each of some seen cards gains, per second and in recall on the day.

    ``many`` asks for numpy.
    """
    prices = [
        policy.Seconds.of_review(cost.of(performance=performance, new=False))
        for performance in (False, True)
    ]
    days = goal.day - today
    if many:
        return _gains_of_many(cards, goal, prices, today)
    gains = []
    for card in cards:
        stability, difficulty, elapsed = _terms(card.memory, today)
        recall, gain = policy.review_gain(goal.weights, stability, difficulty, elapsed, days)
        price = prices[card.performance]
        gains.append(_whole(gain, policy.expected(price.known, price.unknown, recall)))
    return [gain.rate for gain in gains], [gain.recall for gain in gains]


def _gains_of_many(
    cards: Sequence[Candidate], goal: Goal, prices: Sequence[policy.Seconds], today: Day
) -> tuple[list[int], list[int]]:
    import numpy as np

    memories = [card.memory for card in cards]
    stability = np.array([memory.stability or 1.0 for memory in memories])
    difficulty = np.array([memory.difficulty or 5.0 for memory in memories])
    last = np.array([today if m.last_day is None else m.last_day for m in memories], np.int64)
    spoken = np.fromiter((card.performance for card in cards), bool, len(cards))
    recall, gain = policy.review_gain(
        goal.weights, stability, difficulty, np.maximum(today - last, 0), goal.day - today, np
    )
    seconds = policy.expected(
        np.where(spoken, prices[1].known, prices[0].known),
        np.where(spoken, prices[1].unknown, prices[0].unknown),
        recall,
    )
    rates = np.rint(gain / seconds * RATE_UNIT).astype(np.int64).tolist()
    return rates, np.rint(gain * UNIT).astype(np.int64).tolist()


def ranking(rates: Sequence[int], least: int, *, many: bool) -> list[int]:
    """Return the numbers of the rates above the least, the highest last; equal ones as they stand.

    ``many`` asks for numpy.
    """
    order: list[int]
    if many:
        import numpy as np

        order = np.argsort(np.array(rates, np.int64), kind="stable").tolist()
    else:
        order = sorted(range(len(rates)), key=rates.__getitem__)
    return order[bisect_right(order, least, key=rates.__getitem__) :]


def then(memory: Memory, goal: Goal, domain: str) -> int:
    """Return a card's recall on the interview day as it stands now."""
    if memory.stability is None or memory.last_day is None:
        return _parts(policy.unseen_recall(known(goal, domain)))
    elapsed = max(goal.day - memory.last_day, 0)
    return _parts(fsrs6.recall(goal.weights, memory.stability, elapsed))


def sums(
    cards: Sequence[Candidate], goal: Goal, *, many: bool
) -> tuple[dict[str, int], dict[str, int]]:
    """Return by domain the sum of recall on the day, and the number of cards.

    Suspended cards do not count: nobody means to know them.
    """
    seen: dict[str, tuple[list[float], list[int]]] = {}
    unseen: dict[str, int] = {}
    for card in cards:
        memory = card.memory
        if memory.suspended:
            continue
        domain = card.domain
        if memory.stability is None or memory.last_day is None:
            unseen[domain] = unseen.get(domain, 0) + 1
            continue
        if domain not in seen:
            seen[domain] = [], []
        stabilities, days = seen[domain]
        stabilities.append(memory.stability)
        days.append(memory.last_day)
    total: dict[str, int] = {}
    count: dict[str, int] = {}
    for domain in {**seen, **unseen}:
        stabilities, days = seen.get(domain, ([], []))
        fresh = unseen.get(domain, 0)
        each = _parts(policy.unseen_recall(known(goal, domain)))
        total[domain] = fresh * each + _sum(stabilities, days, goal, many=many)
        count[domain] = fresh + len(days)
    return total, count


def _sum(stabilities: Sequence[float], days: Sequence[int], goal: Goal, *, many: bool) -> int:
    if many:
        import numpy as np

        elapsed = np.maximum(goal.day - np.array(days, np.int64), 0)
        recall: Any = fsrs6.recall(goal.weights, np.array(stabilities, float), elapsed)
        return int(np.rint(recall * UNIT).astype(np.int64).sum())
    return sum(
        _parts(fsrs6.recall(goal.weights, stability, max(goal.day - last, 0)))
        for stability, last in zip(stabilities, days, strict=True)
    )


def _terms(memory: Memory, today: Day) -> tuple[float, float, int]:
    """Return (stability, difficulty, days since the last review); a clock set back makes it 0."""
    last = today if memory.last_day is None else memory.last_day
    return memory.stability or 1.0, memory.difficulty or 5.0, max(today - last, 0)


def _whole(gain: float, seconds: float) -> Gain:
    return Gain(round(gain / seconds * RATE_UNIT), _parts(gain))


def _parts(recall: float) -> int:
    return round(recall * UNIT)
