"""Easy days and vacation: which days have time, and how intervals move towards them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.cards import CardId
from flashprep.core.clock import Day, midnight, to_day
from flashprep.core.memory import Memory, State
from flashprep.core.scheduling import Options, Rating, Scheduler, fuzz_range
from flashprep.core.timetable import LONGEST, Timetable, format_vacation, merged, parse_vacation

MONDAY = to_day(date(2026, 3, 2))
WEEKEND_OFF = Timetable((1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0))
AWAY = (MONDAY + 9, MONDAY + 12)

days = st.integers(15_000, 25_000)


def test_the_week_begins_on_monday() -> None:
    assert [WEEKEND_OFF.share(MONDAY + n) for n in range(8)] == [1, 1, 1, 1, 1, 0.5, 0, 1]


@given(days)
def test_without_anything_set_every_day_is_as_usual(day: int) -> None:
    assert Timetable().share(day) == 1.0
    assert Timetable().is_plain
    assert Timetable().next_day(day) == day + 1


def test_vacation_has_no_minutes_on_either_end() -> None:
    table = Timetable(vacations=(AWAY,))
    assert [table.share(day) for day in range(AWAY[0] - 1, AWAY[1] + 2)] == [1, 0, 0, 0, 0, 1]
    assert table.vacation(AWAY[1]) == AWAY
    assert table.vacation(AWAY[1] + 1) is None
    assert table.next_day(AWAY[0] - 1) == AWAY[1] + 1


def test_a_week_without_any_minutes_has_no_next_day() -> None:
    assert Timetable((0.0,) * 7).next_day(MONDAY) is None
    assert not Timetable((0.0,) * 7).is_plain


@given(st.lists(st.tuples(days, st.integers(0, 20)).map(lambda v: (v[0], v[0] + v[1]))))
def test_merged_vacations_cover_the_same_days_in_order_and_apart(
    some: list[tuple[int, int]],
) -> None:
    found = merged(some)
    assert {d for a, b in found for d in range(a, b + 1)} == {
        d for a, b in some for d in range(a, b + 1)
    }
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))


@given(st.lists(st.tuples(days, st.integers(0, LONGEST - 1)), max_size=6))
def test_merged_vacations_are_none_too_long_and_can_be_stored(some: list[tuple[int, int]]) -> None:
    spans = [(first, first + length) for first, length in some]
    found = merged(spans)
    assert [parse_vacation(format_vacation(days)) for days in found] == list(found)
    assert merged(found) == found
    assert {d for a, b in found for d in range(a, b + 1)} == {
        d for a, b in spans for d in range(a, b + 1)
    }


def test_the_day_back_is_behind_all_vacations_that_touch() -> None:
    table = Timetable(vacations=((MONDAY, MONDAY + 3), (MONDAY + 4, MONDAY + 6)))
    assert table.back(MONDAY) == MONDAY + 7
    assert table.back(MONDAY + 9) == MONDAY + 10


@given(days, st.integers(0, LONGEST - 1))
def test_a_vacation_is_read_as_it_was_written(first: int, length: int) -> None:
    assert parse_vacation(format_vacation((first, first + length))) == (first, first + length)


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-02-30", "2026-03-05/2026-03-01", "2026-01-01/2028-01-01"]
)
def test_what_is_no_vacation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_vacation(text)


# -- intervals -------------------------------------------------------------------------------


def intervals(options: Options, today: Day, cards: int = 300) -> Counter[int]:
    """Return how many of many alike cards come due on each day when they are graded Good."""
    scheduler = Scheduler(options)
    then = Day(today - 20)
    seen = Memory(
        State.REVIEW, None, 20.0, 5.0, midnight(today), Day(today), midnight(then), then, 3
    )
    now = midnight(today) + timedelta(hours=9)
    found = [
        scheduler.grade(CardId(f"c{n}"), seen, Rating.GOOD, now, today).memory.due_day
        for n in range(cards)
    ]
    return Counter(day for day in found if day is not None)


def test_reviews_move_away_from_free_days_and_prefer_long_ones() -> None:
    plain = intervals(Options(), MONDAY)
    low, high = min(plain), max(plain)
    table = replace(WEEKEND_OFF, vacations=((low + 1, low + 2),))
    moved = intervals(Options(week=table.week, vacations=table.vacations), MONDAY)
    assert all(table.share(day) > 0.0 for day in moved)
    assert min(moved) >= low
    assert max(moved) <= high
    half = [moved[day] for day in range(low, high + 1) if table.share(day) == 0.5]
    whole = [moved[day] for day in range(low, high + 1) if table.share(day) == 1.0]
    assert half
    assert max(half) < min(whole)


def test_reviews_move_towards_light_days() -> None:
    plain = intervals(Options(), MONDAY)
    low, high = min(plain), max(plain)
    full = {day: 20 * 60_000 for day in range(low, high + 1) if day % 2}
    scheduler = Scheduler(Options())
    drawn = Counter(
        scheduler._drawn(n / 1000, low - MONDAY, high - MONDAY, MONDAY, full) + MONDAY
        for n in range(1000)
    )
    light = sum(count for day, count in drawn.items() if day not in full)
    assert light > 950
    assert set(drawn) <= set(range(low, high + 1))


def test_where_every_day_in_reach_is_free_the_interval_is_as_without() -> None:
    plain = intervals(Options(), MONDAY, 40)
    away = ((min(plain) - 3, max(plain) + 3),)
    assert intervals(Options(vacations=away), MONDAY, 40) == plain


@given(
    st.floats(0.0, 0.999999),
    st.integers(3, 400),
    days,
    st.lists(st.floats(0, 3), min_size=7, max_size=7),
)
def test_a_drawn_interval_lies_within_the_range_of_fuzz(
    unit: float, interval: int, today: int, week: list[float]
) -> None:
    low, high = fuzz_range(interval, 36500)
    drawn = Scheduler(Options(week=tuple(week)))._drawn(unit, low, high, today)
    assert low <= drawn <= high
    if any(Timetable(tuple(week)).share(today + d) > 0.0 for d in range(low, high + 1)):
        assert Timetable(tuple(week)).share(today + drawn) > 0.0
