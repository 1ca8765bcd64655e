"""What FSRS's parameters are fitted to, and which parameters are sound."""

from __future__ import annotations

import math

import fsrs.scheduler as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.fsrs6 import LOWER, UPPER
from flashprep.core.scheduling import DEFAULT_WEIGHTS
from flashprep.core.training import Fit, sound, split


def test_the_bounds_are_those_of_the_library() -> None:
    assert tuple(library.LOWER_BOUNDS_PARAMETERS) == LOWER
    assert tuple(library.UPPER_BOUNDS_PARAMETERS) == UPPER


def test_an_item_is_a_course_up_to_a_later_day() -> None:
    parts = split(
        [("a", 10, 1), ("a", 10, 3), ("b", 11, 4), ("a", 14, 3), ("a", 14, 3), ("b", 9, 2)]
    )
    assert [*parts.earlier, *parts.later] == [[(1, 0), (3, 0), (3, 4)]]


def test_a_clock_set_back_counts_as_no_time() -> None:
    parts = split([("a", 100, 3), ("a", 50, 3), ("a", 103, 3)])
    assert [*parts.earlier, *parts.later] == [[(3, 0), (3, 0), (3, 3)]]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(1, 4)), max_size=60)
)
def test_the_later_fifth_is_for_testing(steps: list[tuple[str, int, int]]) -> None:
    day, grades = 0, []
    for card, gap, rating in steps:
        day += gap
        grades.append((card, day, rating))
    parts = split(grades)
    total = len(parts.earlier) + len(parts.later)
    assert abs(len(parts.earlier) - 0.8 * total) <= 0.5
    for item in (*parts.earlier, *parts.later):
        assert item[0][1] == 0
        assert item[-1][1] > 0


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, -1.0, 1e6])
def test_parameters_that_are_not_finite_or_out_of_bounds_are_not_sound(bad: float) -> None:
    assert sound(DEFAULT_WEIGHTS)
    assert not sound(())
    assert not sound(DEFAULT_WEIGHTS[:20])
    for place in range(21):
        assert not sound((*DEFAULT_WEIGHTS[:place], bad, *DEFAULT_WEIGHTS[place + 1 :]))


def test_only_what_predicts_better_is_better() -> None:
    assert Fit(5000, 900, 0.40, 0.39, DEFAULT_WEIGHTS).better
    assert not Fit(5000, 900, 0.40, 0.40, DEFAULT_WEIGHTS).better
    assert not Fit(5000, 900, 0.40, math.nan, DEFAULT_WEIGHTS).better
    assert not Fit(5000, 900, 0.40, 0.39, (math.nan,) * 21).better
