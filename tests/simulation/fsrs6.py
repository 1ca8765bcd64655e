"""FSRS-6 in numpy, from its published formulas and with nothing of the program or its library.

Source: open-spaced-repetition wiki, "The Algorithm" (FSRS-6). Time is counted in whole days. One
instance is one set of 21 weights; stabilities (days), difficulties (1 to 10), elapsed days and
ratings (1 to 4) are arrays of one length, an entry per card.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

DEFAULTS: Floats = np.array(
    [
        0.212, 1.2931, 2.3065, 8.2956,  # first stability by rating
        6.4133, 0.8334, 3.0194, 0.001,  # difficulty
        1.8722, 0.1666, 0.796,  # stability after recall
        1.4835, 0.0614, 0.2629, 1.6483,  # stability after a lapse
        0.6014, 1.8729,  # Hard, Easy
        0.5425, 0.0912, 0.0658,  # the same day
        0.1542,  # decay
    ],
)  # fmt: skip
"""The published weights of FSRS-6."""

LEAST_STABILITY = 0.001


@dataclass(frozen=True, eq=False)
class Fsrs6:
    """The memory model with one set of weights (shape 21)."""

    w: Floats

    def recall(self, stability: Floats, days: Floats | Ints | int) -> Floats:
        """Return the probability of recall ``days`` after the last review."""
        base = 0.9 ** (-1 / self.w[20]) - 1
        found: Floats = (1 + base * days / stability) ** -self.w[20]
        return found

    def interval(self, stability: Floats, retention: float) -> Floats:
        """Return the days (not rounded) until recall has fallen to ``retention``."""
        base = 0.9 ** (-1 / self.w[20]) - 1
        days: Floats = stability / base * (retention ** (-1 / self.w[20]) - 1)
        return days

    def first(self, rating: Ints) -> tuple[Floats, Floats]:
        """Return (stability, difficulty) after a first rating."""
        return np.maximum(self.w[rating - 1], LEAST_STABILITY), _difficult(self._start(rating))

    def review(
        self, stability: Floats, difficulty: Floats, days: Ints, rating: Ints
    ) -> tuple[Floats, Floats]:
        """Return (stability, difficulty) after a review ``days`` after the last one."""
        recall = self.recall(stability, days)
        later = np.where(
            rating == AGAIN,
            self._lapsed(stability, difficulty, recall),
            self._recalled(stability, difficulty, recall, rating),
        )
        after = np.where(days < 1, self._same_day(stability, rating), later)
        return np.maximum(after, LEAST_STABILITY), self._harder(difficulty, rating)

    def _start(self, rating: Ints | int) -> Floats:
        raw: Floats = self.w[4] - np.exp(self.w[5] * (np.asarray(rating) - 1)) + 1
        return raw

    def _harder(self, difficulty: Floats, rating: Ints) -> Floats:
        damped = difficulty - self.w[6] * (rating - 3) * (10 - difficulty) / 9
        return _difficult(self.w[7] * self._start(EASY) + (1 - self.w[7]) * damped)

    def _same_day(self, stability: Floats, rating: Ints) -> Floats:
        growth = np.exp(self.w[17] * (rating - 3 + self.w[18])) * stability ** -self.w[19]
        after: Floats = stability * np.where(rating == AGAIN, growth, np.maximum(growth, 1))
        return after

    def _recalled(
        self, stability: Floats, difficulty: Floats, recall: Floats, rating: Ints
    ) -> Floats:
        bonus = np.where(rating == HARD, self.w[15], np.where(rating == EASY, self.w[16], 1))
        room = np.exp(self.w[8]) * (11 - difficulty) * stability ** -self.w[9]
        grown: Floats = stability * (1 + room * np.expm1(self.w[10] * (1 - recall)) * bonus)
        return grown

    def _lapsed(self, stability: Floats, difficulty: Floats, recall: Floats) -> Floats:
        left = self.w[11] * difficulty ** -self.w[12] * ((stability + 1) ** self.w[13] - 1)
        most = stability / np.exp(self.w[17] * self.w[18])
        kept: Floats = np.minimum(left * np.exp(self.w[14] * (1 - recall)), most)
        return kept


def _difficult(raw: Floats) -> Floats:
    return np.clip(raw, 1.0, 10.0)
