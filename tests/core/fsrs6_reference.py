"""FSRS-6 once more, from its published formulas and with nothing of the program or its library.

Source: open-spaced-repetition wiki, "The Algorithm" (FSRS-6), and Anki's learning steps. Time is
counted in whole days; ``DAYS`` and ``MINUTES`` tell the two kinds of interval apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

DAYS, MINUTES = "days", "minutes"
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


@dataclass(frozen=True)
class Rules:
    """The 21 weights, the retention wanted, the steps in minutes and the longest interval."""

    w: tuple[float, ...]
    retention: float = 0.9
    learning: tuple[float, ...] = (1.0, 10.0)
    relearning: tuple[float, ...] = (10.0,)
    longest: int = 36500


@dataclass(frozen=True)
class Card:
    """What is remembered of a card: state, learning step, stability, difficulty, last day."""

    state: str = "new"
    step: int = 0
    s: float = 0.0
    d: float = 0.0
    day: int = 0


def recall(rules: Rules, s: float, days: float) -> float:
    w20 = rules.w[20]
    factor = 0.9 ** (-1 / w20) - 1
    return float((1 + factor * days / s) ** -w20)


def review(rules: Rules, card: Card, grade: int, day: int) -> tuple[Card, float, str]:
    """Return the card after a review, and its interval as a number of days or of minutes."""
    if card.state == "new":
        s = _stable(rules.w[grade - 1])
        d = _difficult(_d0(rules, grade))
        steps = rules.learning
        return _step(rules, Card("learning", 0, s, d, day), grade, steps)
    elapsed = day - card.day
    s = _same_day(rules, card.s, grade) if elapsed < 1 else _later(rules, card, grade, elapsed)
    d = _next_d(rules, card.d, grade)
    after = Card(card.state, card.step, _stable(s), d, day)
    if card.state == "review":
        if grade == AGAIN and rules.relearning:
            return Card("relearning", 0, after.s, d, day), rules.relearning[0], MINUTES
        return _graduate(rules, after)
    return _step(
        rules, after, grade, rules.learning if card.state == "learning" else rules.relearning
    )


def _step(
    rules: Rules, card: Card, grade: int, steps: tuple[float, ...]
) -> tuple[Card, float, str]:
    if grade == EASY or not steps or (card.step >= len(steps) and grade != AGAIN):
        return _graduate(rules, card)
    if grade == AGAIN:
        return Card(card.state, 0, card.s, card.d, card.day), steps[0], MINUTES
    if grade == HARD:
        if card.step > 0:
            return card, steps[card.step], MINUTES
        between = steps[0] * 1.5 if len(steps) == 1 else (steps[0] + steps[1]) / 2
        return card, between, MINUTES
    if card.step + 1 == len(steps):
        return _graduate(rules, card)
    following = Card(card.state, card.step + 1, card.s, card.d, card.day)
    return following, steps[following.step], MINUTES


def _graduate(rules: Rules, card: Card) -> tuple[Card, float, str]:
    w20 = rules.w[20]
    factor = 0.9 ** (-1 / w20) - 1
    days = round(card.s / factor * (rules.retention ** (-1 / w20) - 1))
    return Card("review", 0, card.s, card.d, card.day), min(max(days, 1), rules.longest), DAYS


def _d0(rules: Rules, grade: int) -> float:
    return rules.w[4] - math.exp(rules.w[5] * (grade - 1)) + 1


def _next_d(rules: Rules, d: float, grade: int) -> float:
    damped = d - rules.w[6] * (grade - 3) * (10 - d) / 9
    return _difficult(rules.w[7] * _d0(rules, EASY) + (1 - rules.w[7]) * damped)


def _same_day(rules: Rules, s: float, grade: int) -> float:
    w = rules.w
    growth = math.exp(w[17] * (grade - 3 + w[18])) * s ** -w[19]
    return s * (max(growth, 1.0) if grade >= HARD else growth)


def _later(rules: Rules, card: Card, grade: int, elapsed: int) -> float:
    w, s, d = rules.w, card.s, card.d
    forgotten = 1 - recall(rules, s, elapsed)
    if grade == AGAIN:
        long = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * math.exp(w[14] * forgotten)
        return min(long, s / math.exp(w[17] * w[18]))
    bonus = {HARD: w[15], GOOD: 1.0, EASY: w[16]}[grade]
    growth = math.exp(w[8]) * (11 - d) * s ** -w[9] * (math.exp(w[10] * forgotten) - 1)
    return s * (1 + growth * bonus)


def _stable(s: float) -> float:
    return max(s, 0.001)


def _difficult(d: float) -> float:
    return min(max(d, 1.0), 10.0)
