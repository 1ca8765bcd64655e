"""How well FSRS-6's weights predict a log, and the gradient of that: one walk through each course.

All cards go forward together: the first grade of each, the second, and so on (courses lie in the
order of their length, so that those still going on are the first ones). The formulas are those of
``core.fsrs6``. Backward, the adjoint of a state is carried from each grade to the one before
("reverse mode"); what a formula's value changes with is worked out for all grades at once.

Source of the formulas: FSRS-6, open-spaced-repetition wiki, "The Algorithm"; the derivatives are
ours, and a test holds them against finite differences. Imports numpy when it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from flashprep.core import fsrs6, slopes
from flashprep.core.fsrs6 import AGAIN, EASY

if TYPE_CHECKING:
    from flashprep.core.fsrs6 import Weights
    from flashprep.core.slopes import Slopes
    from flashprep.core.training import Log

LONGEST = 256
"""Grades of one card beyond so many are left out: they say little, and each costs a step."""

MOST_STABILITY = 36500.0
"""A hundred years; weights that are tried out on the way must not run into infinity."""

_LEAST_CHANCE = 1e-6
"""No prediction is counted as surer than this, so that one slip is no infinite loss."""


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """The grades of a log, step by step: the first of every course, the second ones, and so on.

    The arrays have an entry per grade. ``place`` is its place in the log, ``course`` the number of
    its course, ``days`` the days since the grade before, ``rating`` its rating (as a float).
    ``starts`` are the steps' first entries and the end of the last one. ``kinds`` are the entries
    that are reviews of the same day, lapses, and recalls; ``steps`` the same for each step,
    counted from its start.
    """

    place: Any
    course: Any
    rating: Any
    days: Any
    starts: tuple[int, ...]
    kinds: tuple[Any, Any, Any]
    steps: tuple[tuple[Any, Any, Any], ...]

    @classmethod
    def of(cls, log: Log) -> Courses:
        """Return the courses of a log."""
        import numpy as np

        courses = np.array(log.courses, np.int64)
        order = np.argsort(courses, kind="stable")
        sizes = np.bincount(courses) if len(courses) else np.zeros(0, np.int64)
        step = np.arange(len(courses)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        keep = step < LONGEST
        order, step = order[keep], step[keep]
        # By step; within a step the longest courses first, so that each goes on where it was.
        place = order[np.lexsort((courses[order], -sizes[courses[order]], step))]
        counts = np.bincount(step) if len(step) else np.zeros(0, np.int64)
        starts = (0, *(int(end) for end in np.cumsum(counts)))
        rating, days = np.array(log.ratings, float)[place], np.array(log.days, float)[place]
        again, later, begun = rating == AGAIN, days >= 1, np.zeros(len(place), bool)
        begun[starts[1] if len(starts) > 1 else 0 :] = True
        kinds = begun & ~later, begun & later & again, begun & later & ~again
        whole: Any = tuple(np.flatnonzero(kind) for kind in kinds)
        steps: Any = tuple(
            tuple(np.flatnonzero(kind[begin:end]) for kind in kinds)
            for begin, end in pairwise(starts)
        )
        return cls(place, courses[place], rating, days, starts, whole, steps)


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """What the weights say: stability, difficulty and recall before each grade (entries alike).

    ``after`` is the stability after it; before a first grade there is nothing, and recall is 1.
    """

    stability: Any
    difficulty: Any
    recall: Any
    after: Any


def walk(w: Weights, courses: Courses) -> Walk:
    """Go through all courses."""
    import numpy as np

    starts, count = courses.starts, len(courses.rating)
    stability, difficulty, recall, after = (np.ones(count) for _array in range(4))
    if not count:
        return Walk(stability, difficulty, recall, after)
    rating = courses.rating[: starts[1]].astype(np.int64) - AGAIN
    s = np.array([fsrs6.first_stability(w, one) for one in range(AGAIN, EASY + 1)])[rating]
    d = np.array([fsrs6.first_difficulty(w, one) for one in range(AGAIN, EASY + 1)])[rating]
    after[: starts[1]] = s
    for step in range(1, len(starts) - 1):
        here = slice(starts[step], starts[step + 1])
        s, d = s[: here.stop - here.start], d[: here.stop - here.start]
        stability[here], difficulty[here] = s, d
        ratings = courses.rating[here]
        r = recall[here] = fsrs6.recall(w, s, courses.days[here])
        grown = np.empty_like(s)
        same, lapsed, kept = courses.steps[step]
        if len(same):
            grown[same] = fsrs6.same_day(w, s[same], ratings[same], np)
        if len(lapsed):
            grown[lapsed] = fsrs6.after_lapse(w, d[lapsed], s[lapsed], r[lapsed], np)
        if len(kept):
            grown[kept] = fsrs6.after_recall(w, d[kept], s[kept], r[kept], ratings[kept], np)
        s = after[here] = np.minimum(grown, MOST_STABILITY)
        d = fsrs6.next_difficulty(w, d, ratings, np)
    return Walk(stability, difficulty, recall, after)


def losses(walked: Walk, courses: Courses) -> Any:
    """Return the log-loss of each grade's prediction; it means nothing where none was made."""
    import numpy as np

    r = np.clip(walked.recall, _LEAST_CHANCE, 1.0 - _LEAST_CHANCE)
    return -np.log(np.where(courses.rating > AGAIN, r, 1.0 - r))


def gradient(w: Weights, courses: Courses, walked: Walk, counted: Any) -> Any:
    """Return the derivatives of the summed log-loss of the counted grades by the 21 weights."""
    import numpy as np

    starts, count = courses.starts, len(courses.rating)
    found = np.zeros(len(w))
    if not count:
        return found
    local = _Local.of(w, courses, walked)
    # What the loss changes with: recall, and the stability and difficulty after each grade.
    by_recall = _by_recall(walked, courses, counted)
    by_s, by_d = np.zeros(count), np.zeros(count)
    straight = by_recall * local.recall.stability
    for step in range(len(starts) - 2, 0, -1):
        here = slice(starts[step], starts[step + 1])
        before = slice(starts[step - 1], starts[step - 1] + here.stop - here.start)
        whole = straight[here] + by_s[here] * local.s_by_s[here]
        by_s[before] = whole * (walked.after[before] < MOST_STABILITY)
        by_d[before] = by_s[here] * local.s_by_d[here] + by_d[here] * local.d_by_d[here]
    first = slice(0, starts[1])
    found[:EASY] = np.bincount(
        courses.rating[first].astype(np.int64) - AGAIN, by_s[first], minlength=EASY
    )
    for weight, slope in slopes.first(w, courses.rating[first]).weights.items():
        found[weight] += by_d[first] @ slope
    for entries, adjoint, part in (
        *((entries, by_s, part) for entries, part in local.stability),
        (slice(starts[1], None), by_d, local.difficulty),
        (slice(None), by_recall + by_s * local.s_by_r, local.recall),
    ):
        for weight, slope in part.weights.items():
            found[weight] += np.sum(adjoint[entries] * slope)
    return found


def _by_recall(walked: Walk, courses: Courses, counted: Any) -> Any:
    """Return what the loss of each counted grade changes with its recall."""
    import numpy as np

    r = walked.recall
    sure = counted & (r > _LEAST_CHANCE) & (r < 1.0 - _LEAST_CHANCE)
    found = np.zeros(len(r))
    found[sure] = np.where(courses.rating[sure] > AGAIN, -1.0 / r[sure], 1.0 / (1.0 - r[sure]))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Local:
    """What the state after each grade changes with: the state before it, and the weights.

    ``s_by_s`` is the whole slope, that by way of recall included. ``stability`` are the slopes of
    the three formulas of stability, each with its entries.
    """

    s_by_s: Any
    s_by_d: Any
    s_by_r: Any
    d_by_d: Any
    recall: Slopes
    difficulty: Slopes
    stability: tuple[tuple[Any, Slopes], ...]

    @classmethod
    def of(cls, w: Weights, courses: Courses, walked: Walk) -> _Local:
        """Return the slopes of every grade but the first ones."""
        import numpy as np

        s, d, r, rating = walked.stability, walked.difficulty, walked.recall, courses.rating
        same, lapsed, kept = courses.kinds
        stability = (
            (same, slopes.same_day(w, s[same], rating[same])),
            (lapsed, slopes.after_lapse(w, d[lapsed], s[lapsed], r[lapsed])),
            (kept, slopes.after_recall(w, d[kept], s[kept], r[kept], rating[kept])),
        )
        s_by_s, s_by_d, s_by_r, d_by_d = (np.zeros(len(s)) for _array in range(4))
        for entries, part in stability:
            s_by_s[entries], s_by_d[entries] = part.stability, part.difficulty
            s_by_r[entries] = part.recall
        recall = slopes.recall(w, s, courses.days, r)
        later = slice(courses.starts[1], None)
        difficulty = slopes.difficulty(w, d[later], rating[later])
        d_by_d[later] = difficulty.difficulty
        s_by_s += s_by_r * recall.stability
        return cls(s_by_s, s_by_d, s_by_r, d_by_d, recall, difficulty, stability)
