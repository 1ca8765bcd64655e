"""Shares with their intervals, and periods."""

from __future__ import annotations

import pytest

from flashprep.core.clock import Day
from flashprep.core.statistics import Counts, Period, Share, Timing


@pytest.mark.parametrize(
    ("count", "recalled", "low", "high"),
    # By Wilson's formula with z = 1.645, worked out apart from the program.
    [(10, 9, 0.6523, 0.9775), (100, 90, 0.8400, 0.9391), (1, 1, 0.2699, 1.0), (1, 0, 0.0, 0.7301)],
)
def test_the_interval_is_wilsons(count: int, recalled: int, low: float, high: float) -> None:
    assert Share(count, recalled).interval == pytest.approx((low, high), abs=5e-4)


def test_without_an_answer_nothing_is_known() -> None:
    assert Share().mean is None
    assert Share().interval == (0.0, 1.0)
    assert Timing().mean is None
    assert Counts.of([]) == Counts()


def test_counts_are_summed_by_column() -> None:
    rows = [[2, 3000, 1, 1, 1, 1000, 1, 2000], [1, 500, 1, 0, 0, 0, 1, 500]]
    both = Counts.of(rows)
    assert both == Counts(3, 3.5, Share(2, 1), Timing(1, 1.0), Timing(2, 2.5))
    assert Counts.of(rows[:1]) + Counts.of(rows[1:]) == both


def test_a_period_ends_today() -> None:
    assert Period.WEEK.since(Day(100)) == 94
    assert Period.ALL.since(Day(100)) == 0
