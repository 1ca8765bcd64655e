"""What FSRS's parameters are fitted to, and which parameters are sound."""

from __future__ import annotations

import math

import fsrs.scheduler as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.fsrs6 import LOWER, UPPER
from flashprep.core.scheduling import DEFAULT_WEIGHTS
from flashprep.core.training import Fit, Log, log, sound


def test_the_bounds_are_those_of_the_library() -> None:
    assert tuple(library.LOWER_BOUNDS_PARAMETERS) == LOWER
    assert tuple(library.UPPER_BOUNDS_PARAMETERS) == UPPER


def test_a_log_has_courses_ratings_and_the_days_between() -> None:
    found = log(
        [
            ("a", 10, 1, True),
            ("a", 10, 3, False),
            ("b", 11, 4, True),
            ("a", 14, 3, False),
            ("b", 14, 2, False),
        ]
    )
    assert found == Log([0, 0, 1, 0, 1], [1, 3, 4, 3, 2], [0, 0, 0, 4, 3])
    assert found.predictions == 2


def test_a_card_that_is_new_again_begins_another_course() -> None:
    found = log([("a", 1, 3, True), ("a", 5, 3, False), ("a", 9, 1, True), ("a", 11, 3, False)])
    assert found == Log([0, 0, 1, 1], [3, 3, 1, 3], [0, 4, 0, 2])


def test_a_clock_set_back_counts_as_no_time() -> None:
    found = log([("a", 100, 3, True), ("a", 50, 3, False), ("a", 103, 3, False)])
    assert found.days == [0, 0, 3]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 30), st.integers(1, 4), st.booleans()),
        max_size=60,
    )
)
def test_any_log_has_its_days_within_courses(rows: list[tuple[str, int, int, bool]]) -> None:
    found = log(rows)
    assert list(found.ratings) == [row[2] for row in rows]
    seen: set[int] = set()
    for course, days in zip(found.courses, found.days, strict=True):
        assert days >= 0
        assert course in seen or (course == len(seen) and days == 0)
        seen.add(course)


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


def test_what_may_be_chance_is_not_better() -> None:
    likely = Fit(5000, 900, 0.40, 0.39, DEFAULT_WEIGHTS, error=0.009)
    assert likely.better
    assert "better, by more than" in likely.verdict
    chance = Fit(5000, 900, 0.40, 0.39, DEFAULT_WEIGHTS, error=0.011)
    assert not chance.better
    assert "may be chance" in chance.verdict
    worse = Fit(5000, 900, 0.39, 0.40, DEFAULT_WEIGHTS, error=0.001)
    assert not worse.better
    assert "do not predict" in worse.verdict
    assert "0.3900" in worse.verdict
    assert "0.4000" in worse.verdict
