"""From counts to what is shown: bins, stretches, the days ahead, groups, the hardest cards."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.cards import CardId
from flashprep.core.clock import Day, to_date, to_day
from flashprep.core.statistics import Facts, Share, Step, Timing
from flashprep.core.summary import (
    grouped,
    hardest,
    own_cost,
    placed,
    pooled,
    retention,
    stretch,
    workload,
)
from flashprep.core.timetable import Timetable
from flashprep.core.workload import Cost

TODAY = Day(20_000)


def card(name: str, **changes: object) -> Facts:
    facts = Facts(
        card=CardId(name),
        deck="decks/a.md",
        domain="ml-foundations",
        kind="recall",
        present=True,
        state="review",
        stability=10.0,
        difficulty=5.0,
        due_day=TODAY + 3,
        buried_until=None,
        reps=5,
        lapses=0,
        suspended=False,
    )
    return facts._replace(**changes)


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.floats(0, 1)).map(
            lambda t: (t[0], t[0] // 2, t[0] * t[1])
        ),
        min_size=20,
        max_size=20,
    )
)
def test_pooling_loses_no_test(bins: list[tuple[int, int, float]]) -> None:
    made = pooled(bins)
    assert sum(one.actual.count for one in made) == sum(count for count, _r, _t in bins)
    assert sum(one.actual.recalled for one in made) == sum(right for _c, right, _t in bins)
    total = sum(one.predicted * one.actual.count for one in made)
    assert total == pytest.approx(sum(t for _c, _r, t in bins))
    assert all(one.actual.count >= 10 for one in made) or len(made) == 1
    assert all(a.high <= b.low + 1e-9 for a, b in pairwise(made))


@given(st.integers(0, 40_000), st.sampled_from(list(Step)))
def test_a_day_lies_in_its_stretch_and_stretches_join(day: int, step: Step) -> None:
    start, end = stretch(day, step)
    assert start <= day <= end
    assert stretch(start, step) == stretch(end, step) == (start, end)
    assert stretch(end + 1, step)[0] == end + 1


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    assert to_date(stretch(TODAY, Step.WEEK)[0]).weekday() == 0
    leap = to_day(to_date(TODAY).replace(year=2024, month=2, day=10))
    start, end = stretch(leap, Step.MONTH)
    assert (to_date(start).isoformat(), to_date(end).isoformat()) == ("2024-02-01", "2024-02-29")


@pytest.mark.parametrize(
    ("days", "step"), [(5, Step.DAY), (60, Step.WEEK), (400, Step.MONTH), (3000, Step.YEAR)]
)
def test_retention_is_shown_without_gaps(days: int, step: Step) -> None:
    tests = {Day(TODAY - days): (Share(4, 3), Share()), TODAY: (Share(1, 1), Share(6, 5))}
    found, stretches = retention(tests, TODAY)
    assert found is step
    assert all(a.end + 1 == b.start for a, b in pairwise(stretches))
    assert stretches[0].start <= TODAY - days
    assert stretches[-1].end >= TODAY
    assert sum((one.young for one in stretches), Share()) == Share(5, 4)
    assert stretches[-1].mature == Share(6, 5)
    assert retention({}, TODAY) == (Step.DAY, ())


def test_the_days_ahead_hold_what_falls_due() -> None:
    cards = [
        card("later"),
        card("overdue", due_day=TODAY - 9),
        card("buried", due_day=TODAY - 9, buried_until=TODAY + 1),
        card("learning", state="learning", due_day=None),
        card("slow", kind="design"),
        card("far", due_day=TODAY + 30),
        card("suspended", suspended=True),
        card("gone", present=False),
        card("new", state=None, stability=None, due_day=None),
    ]
    ahead = workload(cards, TODAY, Cost())
    assert len(ahead) == 30
    assert [(day.cards, day.seconds) for day in ahead[:5]] == [
        (2, 28.0),
        (1, 14.0),
        (0, 0.0),
        (2, 124.0),
        (0, 0.0),
    ]
    assert sum(day.cards for day in ahead) == 5
    assert {day.share for day in ahead} == {1.0}
    away = Timetable(vacations=((TODAY + 1, TODAY + 1),))
    shares = [day.share for day in workload(cards, TODAY, Cost(), 3, away)]
    assert shares == [1.0, 0.0, 1.0]


def test_own_times_move_the_cost_as_they_grow() -> None:
    assert own_cost({}) == Cost()
    some = own_cost({(False, False): Timing(20, 20 * 30.0)})
    assert some.recall_review == pytest.approx((14 + 30) / 2)
    many = own_cost({(False, False): Timing(20_000, 20_000 * 30.0)})
    assert many.recall_review == pytest.approx(30, abs=0.1)
    assert many.performance_new == Cost().performance_new


def test_groups_count_cards_and_history_apart() -> None:
    cards = [
        card("a"),
        card("b", domain="mine", stability=None),
        card("c", deck="decks/b.md", present=False),
        card("d", domain="empty", present=False),
    ]
    counts = {"a": [1, 1000, 1, 1, 0, 0, 1, 1000], "c": [3, 9000, 2, 1, 1, 4000, 2, 5000]}
    groups = placed(cards, counts)
    by_domain = grouped(groups, lambda place: place.domain)
    assert set(by_domain) == {"ml-foundations", "mine"}
    group = by_domain["ml-foundations"]
    assert (group.cards, group.seen) == (1, 1)
    assert (group.counts.reviews, group.counts.seconds) == (4, 10.0)
    assert group.counts.tests == Share(3, 2)
    assert (by_domain["mine"].cards, by_domain["mine"].seen) == (1, 0)


def test_the_hardest_are_leeches_and_very_difficult_cards() -> None:
    cards = [
        card("fine"),
        card("leech", lapses=4),
        card("worse", lapses=7),
        card("difficult", difficulty=9.5),
        card("fresh", difficulty=9.9, reps=3),
        card("asleep", lapses=9, suspended=True),
        card("gone", lapses=9, present=False),
        card("new", difficulty=None, stability=None),
    ]
    found = hardest(cards)
    assert [hard.card for hard in found] == ["worse", "leech", "difficult"]
    assert [hard.leech for hard in found] == [True, True, False]
