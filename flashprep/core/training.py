"""What FSRS's parameters are fitted to, and when new ones may be taken over.

The log is split by time: what is fitted to the earlier four fifths of its predictions is tried on
the later fifth, so that parameters which only repeat the past are not taken over.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashprep.core.fsrs6 import LOWER, UPPER
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_REVIEWS = 3000
"""On fewer the comparison is unsure: of what it lets pass at 500 grades of simulated learners, two
fits in five predict worse than the published parameters."""

LEAST_PREDICTIONS = 400
"""So many of them must lie a day or more after the grade before; others are not predicted."""

TRAINED_SHARE = 0.8

LEAST_BETTER = 1e-4
"""A log-loss must fall by so much; less is not worth a change."""

CERTAIN = 1.0
"""And by so many standard errors. At 3,000 grades of simulated learners this takes four fifths of
the gain, and gives one in ten of those who have nothing to gain slightly worse parameters; with
1.645 it would be one in thirty, but half of the gain."""


@dataclass(frozen=True, slots=True)
class Log:
    """The grades in the order of time, a column each.

    ``courses`` tells which belong together (a card's grades from the one that made it known),
    numbered from 0. ``days`` are those since the grade before in the same course: 0 for its first,
    on the same day, and where the clock was set back.
    """

    courses: Sequence[int]
    ratings: Sequence[int]
    days: Sequence[int]

    @property
    def predictions(self) -> int:
        """Return how many grades are predicted: recall within a day is not."""
        return sum(days > 0 for days in self.days)


@dataclass(frozen=True, slots=True)
class Fit:
    """What optimizing gave: log-losses of the present and the new parameters on later reviews.

    ``reviews`` is how many grades the log holds, ``tested`` on how many the two were compared,
    ``error`` the standard error of the difference. ``weights`` are fitted to the whole log if that
    difference is more than chance, and otherwise to the earlier part only. ``present`` are those
    they were compared with.
    """

    reviews: int
    tested: int
    before: float
    after: float
    weights: tuple[float, ...]
    error: float = 0.0
    present: tuple[float, ...] | None = None

    @property
    def better(self) -> bool:
        """Tell whether the new parameters may be taken over."""
        return sound(self.weights) and surely_better(self.before - self.after, self.error)

    @property
    def verdict(self) -> str:
        """Return in a sentence what the comparison says."""
        if self.better:
            text = _(
                "The new parameters predict your {n} latest reviews better, by more than the "
                "usual play of chance: log-loss {after:.4f} instead of {before:.4f}."
            )
        elif sound(self.weights) and self.after < self.before:
            text = _(
                "The new parameters predict your {n} latest reviews a little better (log-loss "
                "{after:.4f} instead of {before:.4f}), but that may be chance, so the present "
                "ones stay."
            )
        else:
            text = _(
                "The new parameters do not predict your {n} latest reviews better (log-loss "
                "{after:.4f} instead of {before:.4f}), so the present ones stay."
            )
        return text.format(n=self.tested, before=self.before, after=self.after)


def surely_better(gain: float, error: float) -> bool:
    """Tell whether a log-loss fell by enough, and by more than chance explains."""
    return gain > LEAST_BETTER and gain > CERTAIN * error


def log(grades: Iterable[tuple[str, int, int, bool]]) -> Log:
    """Return the log of grades given as (card, study day, rating, whether the card was new)."""
    courses: list[int] = []
    ratings: list[int] = []
    gaps: list[int] = []
    open_: dict[str, tuple[int, int]] = {}
    begun = 0
    for card, day, rating, new in grades:
        known = None if new else open_.get(card)
        number, last = known or (begun, day)
        begun += known is None
        open_[card] = number, max(day, last)
        courses.append(number)
        ratings.append(rating)
        gaps.append(max(day - last, 0))
    return Log(courses, ratings, gaps)


def sound(weights: Sequence[float]) -> bool:
    """Tell whether these are 21 finite parameters within FSRS's bounds."""
    return len(weights) == len(LOWER) and all(
        math.isfinite(weight) and low <= weight <= high
        for weight, low, high in zip(weights, LOWER, UPPER, strict=True)
    )
