"""The least value of a smooth function of a few numbers within bounds: projected L-BFGS.

Source of the method: Nocedal and Wright, "Numerical Optimization", 7.2 (the two-loop recursion) and
16.7 (gradient projection). Steps are at most so many and nothing is drawn, so the same function
gives the same point. Imports numpy when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flashprep.core.cancel import check, ignore, never

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.cancel import Cancel, Progress

STEPS = 80
_MEMORY = 24
"""So many steps are remembered: with as many as there are numbers half of the steps are enough."""

_HALVINGS = 25
_ENOUGH = 1e-4
"""A step must fall by so much of what the gradient promises."""

_CURVED = 1e-10

_STILL = 1e-7
"""The end is reached when a step changes the value by no more than this share of it."""


def minimize(
    function: Callable[[Any], tuple[float, Any]],
    start: Any,
    low: Any,
    high: Any,
    progress: Progress = ignore,
    cancel: Cancel = never,
) -> Any:
    """Return the point within the bounds that is best, from a start; raises ``Cancelled``.

    A point at which the value is not finite is never taken.
    """
    import numpy as np

    point = np.clip(start, low, high)
    value, slope = function(point)
    if not _finite(value, slope):
        return point
    pairs: list[tuple[Any, Any]] = []
    for step in range(STEPS):
        check(cancel)
        progress(step / STEPS)
        # What lies at a bound and would be pushed over it stays where it is.
        held = ((point <= low) & (slope > 0)) | ((point >= high) & (slope < 0))
        way = -_turned(np.where(held, 0.0, slope), _within(pairs, ~held)) * ~held
        found = _search(function, point, value, slope, way, (low, high), whole=bool(pairs))
        if found is None and not pairs:
            break
        if found is None:
            pairs = []  # what the last steps told of the curvature misleads here
            continue
        there, lower, steeper = found
        pairs = [*pairs[1 - _MEMORY :], (there - point, steeper - slope)]
        fell, point, value, slope = value - lower, there, lower, steeper
        if fell <= _STILL * abs(value):
            break
    progress(1.0)
    return point


def _within(pairs: list[tuple[Any, Any]], free: Any) -> list[tuple[Any, Any]]:
    """Return the steps as far as they are free, if the function curves upward along them."""
    masked = [(moved * free, turned * free) for moved, turned in pairs]
    return [(s, y) for s, y in masked if s @ y > _CURVED * (y @ y)]


def _turned(slope: Any, pairs: list[tuple[Any, Any]]) -> Any:
    """Return the gradient times the inverse of the curvature that the last steps tell of."""
    way, shares = slope.copy(), []
    for s, y in reversed(pairs):
        share = (s @ way) / (s @ y)
        shares.append(share)
        way = way - share * y
    if pairs:
        s, y = pairs[-1]
        way = way * ((s @ y) / (y @ y))
    for (s, y), share in zip(pairs, reversed(shares), strict=True):
        way = way + s * (share - (y @ way) / (s @ y))
    return way


def _search(
    function: Callable[[Any], tuple[float, Any]],
    point: Any,
    value: float,
    slope: Any,
    way: Any,
    bounds: tuple[Any, Any],
    *,
    whole: bool,
) -> tuple[Any, float, Any] | None:
    """Return a point on the way, its value and gradient; None if nothing there is better.

    ``whole`` tells that the way has the length of a step, and not that of a gradient.
    """
    import numpy as np

    length = 1.0 if whole else min(1.0, 1.0 / float(np.abs(way).max() or 1.0))
    for _half in range(_HALVINGS):
        there = np.clip(point + length * way, *bounds)
        promised = float(slope @ (there - point))
        if promised >= 0:
            return None
        lower, steeper = function(there)
        if _finite(lower, steeper) and lower <= value + _ENOUGH * promised:
            return there, lower, steeper
        length /= 2
    return None


def _finite(value: float, slope: Any) -> bool:
    import numpy as np

    return bool(np.isfinite(value) and np.isfinite(slope).all())
