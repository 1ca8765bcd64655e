"""What the formulas of FSRS-6 change with: the derivatives of ``core.fsrs6``, for arrays.

Each function takes what the formula takes, as numpy arrays, and returns its slopes. Where a
formula clamps its value, all slopes are 0. Derived by hand from FSRS-6 (open-spaced-repetition
wiki, "The Algorithm"); a test holds them against finite differences.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flashprep.core.fsrs6 import AGAIN, EASY, GOOD, HARD, LEAST_STABILITY, first_difficulty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.core.fsrs6 import Weights


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """By how much a value changes with each thing it depends on, an entry per grade."""

    stability: Any = 0.0
    difficulty: Any = 0.0
    recall: Any = 0.0
    weights: Mapping[int, Any] = field(default_factory=dict)


def recall(w: Weights, stability: Any, days: Any, r: Any) -> Slopes:
    """Return the slopes of recall ``r``, which was ``days`` after a review."""
    import numpy as np

    decay = w[20]
    one_more = 0.9 ** (-1.0 / decay)
    ratio = days / stability
    base = 1.0 + (one_more - 1.0) * ratio
    by_factor = -decay * r * ratio / base
    return Slopes(
        stability=-by_factor * (one_more - 1.0) / stability,
        weights={20: by_factor * one_more * math.log(0.9) / decay**2 - r * np.log(base)},
    )


def first(w: Weights, rating: Any) -> Slopes:
    """Return the slopes of the difficulty after a first rating."""
    import numpy as np

    raw = np.array([first_difficulty(w, one, clamp=False) for one in range(AGAIN, EASY + 1)])
    grown = np.exp(w[5] * (rating - AGAIN))
    free = _inside(raw[rating.astype(np.int64) - AGAIN])
    return Slopes(weights={4: free, 5: -free * (rating - AGAIN) * grown})


def difficulty(w: Weights, before: Any, rating: Any) -> Slopes:
    """Return the slopes of the difficulty after a later rating."""
    room, worse = (10.0 - before) / 9.0, rating - GOOD
    damped = before - room * w[6] * worse
    target = first_difficulty(w, EASY, clamp=False)
    free = _inside(w[7] * target + (1.0 - w[7]) * damped)
    steps = EASY - AGAIN
    return Slopes(
        difficulty=free * (1.0 - w[7]) * (1.0 + w[6] * worse / 9.0),
        weights={
            4: free * w[7],
            5: -free * w[7] * steps * math.exp(w[5] * steps),
            6: -free * (1.0 - w[7]) * room * worse,
            7: free * (target - damped),
        },
    )


def after_recall(w: Weights, hardness: Any, stability: Any, r: Any, rating: Any) -> Slopes:
    """Return the slopes of the stability after a successful review."""
    import numpy as np

    hard, easy = rating == HARD, rating == EASY
    bonus = np.where(hard, w[15], np.where(easy, w[16], 1.0))
    surprise = np.exp((1.0 - r) * w[10])
    log_stability = np.log(stability)
    base = math.exp(w[8]) * (11.0 - hardness) * np.exp((1.0 - w[9]) * log_stability)
    plain = base * (surprise - 1.0)
    gain, steep = plain * bonus, base * bonus * surprise
    return Slopes(
        stability=1.0 + (1.0 - w[9]) * gain / stability,
        difficulty=-gain / (11.0 - hardness),
        recall=-w[10] * steep,
        weights={
            8: gain,
            9: -log_stability * gain,
            10: (1.0 - r) * steep,
            15: plain * hard,
            16: plain * easy,
        },
    )


def after_lapse(w: Weights, hardness: Any, stability: Any, r: Any) -> Slopes:
    """Return the slopes of the stability after a forgotten review."""
    import numpy as np

    log_stability, log_hardness = np.log1p(stability), np.log(hardness)
    power = np.exp(w[13] * log_stability)
    rest = np.exp((1.0 - r) * w[14] - w[12] * log_hardness)
    raw = w[11] * rest * (power - 1.0)
    most = stability * math.exp(-w[17] * w[18])
    low = np.minimum(raw, most) > LEAST_STABILITY
    free, bound = low & (raw < most), low & (raw >= most)
    raw, most = raw * free, most * bound
    steep = w[11] * rest * power * free
    return Slopes(
        stability=steep * w[13] / (stability + 1.0) + most / stability,
        difficulty=-w[12] * raw / hardness,
        recall=-w[14] * raw,
        weights={
            11: raw / w[11],
            12: -log_hardness * raw,
            13: log_stability * steep,
            14: (1.0 - r) * raw,
            17: -w[18] * most,
            18: -w[17] * most,
        },
    )


def same_day(w: Weights, stability: Any, rating: Any) -> Slopes:
    """Return the slopes of the stability after a further review on the same day."""
    import numpy as np

    log_stability, way = np.log(stability), rating - GOOD + w[18]
    growth = np.exp(w[17] * way - w[19] * log_stability)
    still = (rating >= HARD) & (growth <= 1.0)
    after = np.where(still | (stability * growth <= LEAST_STABILITY), 0.0, stability * growth)
    return Slopes(
        stability=np.where(still, 1.0, (1.0 - w[19]) * after / stability),
        weights={17: way * after, 18: w[17] * after, 19: -log_stability * after},
    )


def _inside(hardness: Any) -> Any:
    """Return 1.0 where a difficulty lies within its bounds, 0.0 where it is clamped."""
    return ((hardness > 1.0) & (hardness < 10.0)).astype(float)  # noqa: PLR2004 - FSRS's own bounds
