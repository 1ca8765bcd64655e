"""What FSRS's parameters are fitted to: the course of each card in study days.

The courses are split by time: what is fitted to the earlier four fifths is tried on the later
fifth, so that parameters which only repeat the past are not taken over.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashprep.core.fsrs6 import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_REVIEWS = 3000
"""On fewer, optimized parameters predict worse than the published ones more often than not."""

TRAINED_SHARE = 0.8
LEAST_BETTER = 1e-4
"""A log-loss must fall by so much; less is chance."""

Item = list[tuple[int, int]]
"""The (rating, days since the one before) of a card's grades, up to the one to be predicted."""


@dataclass(frozen=True, slots=True)
class Split:
    """Items in the order of time, the earlier ones to train on and the later ones to test on."""

    earlier: tuple[Item, ...]
    later: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """What optimizing gave: log-losses of the present and the new parameters on later reviews.

    ``reviews`` is how many grades the log holds, ``tested`` on how many the two were compared.
    """

    reviews: int
    tested: int
    before: float
    after: float
    weights: tuple[float, ...]

    @property
    def better(self) -> bool:
        """Tell whether the new parameters may be taken over."""
        return sound(self.weights) and self.after < self.before - LEAST_BETTER


def split(grades: Iterable[tuple[str, int, int]]) -> Split:
    """Return the items of a log, given as (card, study day, rating) in order.

    An item ends with a grade on a later day than the one before: recall within a day is not
    predicted. A clock that was set back counts as no time.
    """
    courses: dict[str, tuple[int, Item]] = {}
    items: list[Item] = []
    for card, day, rating in grades:
        last, course = courses.get(card, (day, []))
        days = max(day - last, 0)
        course = [*course, (rating, days if course else 0)]
        courses[card] = max(day, last), course
        if days > 0:
            items.append(course)
    cut = round(len(items) * TRAINED_SHARE)
    return Split(tuple(items[:cut]), tuple(items[cut:]))


def sound(weights: Sequence[float]) -> bool:
    """Tell whether these are 21 finite parameters within FSRS's bounds."""
    return len(weights) == len(LOWER) and all(
        math.isfinite(weight) and low <= weight <= high
        for weight, low, high in zip(weights, LOWER, UPPER, strict=True)
    )
