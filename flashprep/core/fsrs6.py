"""The formulas of FSRS-6, for one card (floats) or for many at once (numpy arrays).

Grading goes through the library ``fsrs`` (``core.scheduling``); these are for what has to be
computed for every card and without a clock: the gain of a review, the plan, the forecast, the fit
of the weights. A test holds them against the library. ``ops`` is ``numpy`` for arrays and
``SCALAR`` for floats, so that the first card on the screen needs no numpy; a rating may be an array
wherever a state may.

Source: FSRS-6, open-spaced-repetition wiki, "The Algorithm"; 21 weights w[0] to w[20].
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

LEAST_STABILITY = 0.001

LOWER = (
    *(0.001, 0.001, 0.001, 0.001, 1.0, 0.001, 0.001),
    *(0.001, 0.0, 0.0, 0.001, 0.001, 0.001, 0.001),
    *(0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1),
)
UPPER = (
    *(100.0, 100.0, 100.0, 100.0, 10.0, 4.0, 4.0),
    *(0.75, 4.5, 0.8, 3.5, 5.0, 0.25, 0.9),
    *(4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8),
)
"""The bounds of the weights; the library ``fsrs`` refuses what lies outside (a test compares)."""

SCALAR = SimpleNamespace(
    exp=math.exp,
    minimum=min,
    maximum=max,
    where=lambda condition, yes, no: yes if condition else no,
)
"""The numpy functions that the formulas use, for plain floats."""

Weights = Sequence[float]


def recall(w: Weights, stability: Any, days: Any) -> Any:
    """Return retrievability (0 to 1) ``days`` after a review that left ``stability`` (days)."""
    decay = -w[20]
    factor = 0.9 ** (1.0 / decay) - 1.0
    return (1.0 + factor * days / stability) ** decay


def interval(w: Weights, stability: Any, retention: float) -> Any:
    """Return the days after which retrievability has fallen to ``retention``."""
    decay = -w[20]
    factor = 0.9 ** (1.0 / decay) - 1.0
    return stability / factor * (retention ** (1.0 / decay) - 1.0)


def first_stability(w: Weights, rating: int) -> float:
    """Return the stability after a first rating."""
    return max(w[rating - 1], LEAST_STABILITY)


def first_difficulty(w: Weights, rating: int, *, clamp: bool = True) -> float:
    """Return the difficulty (1 to 10) after a first rating."""
    raw = w[4] - math.exp(w[5] * (rating - 1)) + 1.0
    return min(max(raw, 1.0), 10.0) if clamp else raw


def next_difficulty(w: Weights, difficulty: Any, rating: Any, ops: Any = SCALAR) -> Any:
    """Return the difficulty after a rating, by linear damping and mean reversion."""
    change = -w[6] * (rating - 3)
    damped = difficulty + (10.0 - difficulty) * change / 9.0
    target = first_difficulty(w, EASY, clamp=False)
    return ops.minimum(ops.maximum(w[7] * target + (1.0 - w[7]) * damped, 1.0), 10.0)


def after_recall(
    w: Weights, difficulty: Any, stability: Any, r: Any, rating: Any = GOOD, ops: Any = SCALAR
) -> Any:
    """Return the stability after a successful review at retrievability ``r``."""
    bonus = ops.where(rating == HARD, w[15], ops.where(rating == EASY, w[16], 1.0))
    growth = (11.0 - difficulty) * stability ** -w[9] * (ops.exp((1.0 - r) * w[10]) - 1.0)
    return stability * (1.0 + math.exp(w[8]) * growth * bonus)


def after_lapse(w: Weights, difficulty: Any, stability: Any, r: Any, ops: Any = SCALAR) -> Any:
    """Return the stability after a forgotten review at retrievability ``r``."""
    longer = w[11] * difficulty ** -w[12] * ((stability + 1.0) ** w[13] - 1.0)
    raw = longer * ops.exp((1.0 - r) * w[14])
    bounded = ops.minimum(raw, stability / math.exp(w[17] * w[18]))
    return ops.maximum(bounded, LEAST_STABILITY)


def same_day(w: Weights, stability: Any, rating: Any = GOOD, ops: Any = SCALAR) -> Any:
    """Return the stability after a further review on the same day."""
    growth = ops.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    growth = ops.where(rating >= HARD, ops.maximum(growth, 1.0), growth)
    return ops.maximum(stability * growth, LEAST_STABILITY)
