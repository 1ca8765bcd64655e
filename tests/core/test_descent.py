"""The least value within bounds, found the same way every time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from flashprep.core.cancel import Cancelled
from flashprep.core.descent import minimize

WIDE = (np.full(2, -10.0), np.full(2, 10.0))


def valley(point: Any) -> tuple[float, Any]:
    """Return Rosenbrock's function, whose least value lies at (1, 1) in a bent valley."""
    x, y = point
    slope = np.array([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)])
    return float(100 * (y - x * x) ** 2 + (1 - x) ** 2), slope


def test_a_bent_valley_is_followed_to_its_end() -> None:
    found = minimize(valley, np.array([-1.2, 1.0]), *WIDE)
    assert found == pytest.approx([1, 1], abs=1e-3)
    assert (found == minimize(valley, np.array([-1.2, 1.0]), *WIDE)).all()


def test_bounds_hold_and_what_is_free_goes_on() -> None:
    found = minimize(valley, np.array([-1.2, 1.0]), np.array([-2.0, -2.0]), np.array([0.5, 2.0]))
    assert found == pytest.approx([0.5, 0.25], abs=1e-4)
    outside = minimize(valley, np.array([9.0, 9.0]), np.array([2.0, 2.0]), np.array([3.0, 3.0]))
    assert outside == pytest.approx([2.0, 3.0])


def test_a_stiff_function_of_many_numbers() -> None:
    weights = np.logspace(0, 4, 21)
    target = np.linspace(-1, 1, 21)

    def bowl(point: Any) -> tuple[float, Any]:
        away = point - target
        return float(weights @ away**2 / 2), weights * away

    found = minimize(bowl, np.zeros(21), np.full(21, -0.8), np.full(21, 9.0))
    assert found == pytest.approx(np.maximum(target, -0.8), abs=2e-2)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_point_without_a_finite_value_is_never_taken(bad: float) -> None:
    def cliff(point: Any) -> tuple[float, Any]:
        if point[0] > 0.5:
            return bad, np.array([bad, bad])
        return float(-point[0] + point[1] ** 2), np.array([-1.0, 2 * point[1]])

    x, y = minimize(cliff, np.array([0.0, 1.0]), *WIDE)
    assert 0.4 < x <= 0.5
    assert abs(y) < 0.5
    start = np.array([0.7, 1.0])
    assert (minimize(cliff, start, *WIDE) == start).all()


def test_progress_grows_to_the_end_and_the_work_can_be_stopped() -> None:
    shares: list[float] = []
    minimize(valley, np.array([-1.2, 1.0]), *WIDE, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    calls = iter([False, False])
    with pytest.raises(Cancelled):
        minimize(valley, np.array([-1.2, 1.0]), *WIDE, cancel=lambda: next(calls, True))
