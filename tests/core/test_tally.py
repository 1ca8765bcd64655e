"""One pass over the log, against the same counted the slow and plain way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.clock import Day
from flashprep.core.memory import retrievability
from flashprep.core.statistics import MATURE_DAYS
from flashprep.core.tally import COST_DAYS, GradeRow, needed_from, tally

TODAY = Day(20_000)
DECAYS = {1: 0.1542, 2: 0.3}


@st.composite
def grade_rows(draw: st.DrawFn) -> GradeRow:
    day = draw(st.integers(TODAY - 200, TODAY))
    stability = draw(st.none() | st.floats(0.001, 500))
    return (
        draw(st.sampled_from(["a", "b", "c"])),
        day,
        draw(st.integers(1, 4)),
        draw(st.sampled_from([0, 900, 14_000, 300_000])),
        draw(st.sampled_from([1, 2])),
        stability,
        # Also a day after: a clock that was set back.
        None if stability is None else day + draw(st.integers(-300, 2)),
    )


@given(st.lists(grade_rows(), max_size=60), st.sampled_from([7, 30, 90, 365]))
def test_it_counts_what_a_plain_count_counts(rows: list[GradeRow], length: int) -> None:
    since = Day(TODAY - length + 1)
    got = tally([], rows, {"b"}, since, TODAY, DECAYS)
    for day in {row[1] for row in rows}:
        that = [row for row in rows if row[1] == day]
        assert got.days[Day(day)] == (len(that), sum(row[3] for row in that) / 1000)
    inside = [row for row in rows if row[1] >= since]
    tests = [row for row in inside if row[5] is not None and (row[6] or 0) < row[1]]
    assert sum(count for count, _right, _sum in got.bins) == len(tests)
    assert sum(right for _count, right, _sum in got.bins) == sum(row[2] > 1 for row in tests)
    predicted = sum(retrievability(r[5] or 0, r[1] - (r[6] or 0), DECAYS[r[4]]) for r in tests)
    assert sum(total for _count, _right, total in got.bins) == pytest.approx(predicted)
    for index, (count, _right, total) in enumerate(got.bins):
        if count:
            assert index / 20 - 1e-9 <= total / count <= (index + 1) / 20 + 1e-9
    mature = [row for row in tests if (row[5] or 0) >= MATURE_DAYS]
    assert sum(share.count for _young, share in got.tests.values()) == len(mature)
    for card in {row[0] for row in inside}:
        mine = [row for row in inside if row[0] == card]
        first = [row[3] for row in mine if row[5] is None and row[3]]
        later = [row[3] for row in mine if row[5] is not None and row[3]]
        asked = [row for row in mine if row in tests]
        assert list(got.cards[card]) == [
            len(mine),
            sum(row[3] for row in mine),
            len(asked),
            sum(row[2] > 1 for row in asked),
            len(first),
            sum(first),
            len(later),
            sum(later),
        ]
    recent = [row for row in rows if row[1] > TODAY - COST_DAYS and row[3]]
    assert sum(timing.count for timing in got.times.values()) == len(recent)
    slow = [row for row in recent if row[0] == "b" and row[5] is None]
    assert got.times[True, True].count == len(slow)


def test_older_days_come_in_sum() -> None:
    got = tally([(5, 3, 4500)], [], (), Day(TODAY - 6), TODAY, {})
    assert got.days == {Day(5): (3, 4.5)}
    assert not got.cards


def test_states_are_needed_for_the_period_and_the_costs() -> None:
    assert needed_from(Day(TODAY - 6), TODAY) == TODAY - COST_DAYS + 1
    assert needed_from(Day(0), TODAY) == 0
