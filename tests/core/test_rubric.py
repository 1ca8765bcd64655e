"""From ticks to a proposed grade."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.cards import Tick
from flashprep.core.rubric import propose
from flashprep.core.scheduling import Rating

TICKS = (Tick("a", must=True), Tick("b", must=True), Tick("c"), Tick("d"), Tick("e"))


@pytest.mark.parametrize(
    ("met", "in_time", "rating"),
    [
        ({0, 2, 3, 4}, True, Rating.AGAIN),  # a must is missing
        (set(), True, Rating.AGAIN),
        ({0, 1}, True, Rating.HARD),  # 40 %
        ({0, 1, 2}, True, Rating.GOOD),  # exactly 60 %
        ({0, 1, 2, 3}, True, Rating.GOOD),
        ({0, 1, 2, 3, 4}, True, Rating.EASY),
        ({0, 1, 2, 3, 4}, False, Rating.GOOD),
    ],
)
def test_the_ticks_speak_for_a_grade(met: set[int], in_time: bool, rating: Rating) -> None:
    assert propose(TICKS, met, in_time=in_time) is rating


def test_without_ticks_nothing_is_proposed() -> None:
    assert propose((), (), in_time=True) is None


@given(
    st.lists(st.booleans(), min_size=1, max_size=8),
    st.sets(st.integers(0, 7)),
    st.booleans(),
    st.integers(0, 7),
)
def test_one_more_tick_never_lowers_the_grade(
    musts: list[bool], met: set[int], in_time: bool, more: int
) -> None:
    ticks = tuple(Tick(str(n), must) for n, must in enumerate(musts))
    met = {n for n in met if n < len(ticks)}
    before = propose(ticks, met, in_time=in_time)
    after = propose(ticks, met | {more % len(ticks)}, in_time=in_time)
    assert before is not None
    assert after is not None
    assert after >= before
