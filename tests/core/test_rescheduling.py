"""Rescheduling: the same state that the grades would have given under the options in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core import rescheduling
from flashprep.core.cancel import Cancelled
from flashprep.core.cards import CardId
from flashprep.core.clock import Day, midnight
from flashprep.core.memory import NEW, Memory, State
from flashprep.core.rescheduling import Graded, rescheduled
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Options, Rating, Scheduler, fuzz_range

CARD = CardId("c1")
START = Day(20_000)
OTHERS = tuple(w * f for w, f in zip(DEFAULT_WEIGHTS, [0.9, 1.3, 1.1] * 7, strict=True))

histories = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(list(Rating))), min_size=1, max_size=12
)


def course(history: list[tuple[int, Rating]], options: Options) -> tuple[Memory, list[Graded]]:
    """Return the state that a history of (days since the last, rating) leaves, and its grades."""
    scheduler, memory, day, grades = Scheduler(options), NEW, START, []
    for gap, rating in history:
        day = Day(day + gap)
        now = later(day, len(grades))
        memory = scheduler.grade(CARD, memory, rating, now, day).memory
        grades.append(Graded(rating, now, day))
    return memory, grades


def later(day: Day, minutes: int) -> datetime:
    return midnight(day) + timedelta(hours=9, minutes=minutes)


def assert_alike(found: Memory, wanted: Memory) -> None:
    """Check that two states differ at most by fuzz: a due day within its range stays."""
    assert replace(found, due=None, due_day=None) == replace(wanted, due=None, due_day=None)
    if found.due_day is None or wanted.due_day is None or wanted.last_day is None:
        assert found == wanted
        return
    spread = fuzz_range(wanted.due_day - wanted.last_day, 36500)
    assert abs(found.due_day - wanted.due_day) <= spread[1] - spread[0] + 2


@given(histories)
def test_under_the_same_options_nothing_moves(history: list[tuple[int, Rating]]) -> None:
    options = Options()
    memory, grades = course(history, options)
    assert rescheduled(CARD, memory, grades, Scheduler(options)) == memory


@given(histories, st.sampled_from([0.8, 0.95]))
def test_another_retention_gives_what_the_last_grade_would_have_given(
    history: list[tuple[int, Rating]], retention: float
) -> None:
    memory, grades = course(history, Options())
    wanted, _grades = course(history, Options(desired_retention=retention))
    found = rescheduled(CARD, memory, grades, Scheduler(Options(desired_retention=retention)))
    assert_alike(found, wanted)


@given(histories)
def test_other_weights_give_what_all_grades_would_have_given(
    history: list[tuple[int, Rating]],
) -> None:
    memory, grades = course(history, Options())
    wanted, _grades = course(history, Options(weights=OTHERS))
    assert_alike(rescheduled(CARD, memory, grades, Scheduler(Options(weights=OTHERS))), wanted)
    again = rescheduled(CARD, wanted, grades, Scheduler(Options(weights=OTHERS)))
    assert again == wanted


@given(histories)
def test_weights_there_and_back_leave_the_state_as_it_was(
    history: list[tuple[int, Rating]],
) -> None:
    memory, grades = course(history, Options())
    there = rescheduled(CARD, memory, grades, Scheduler(Options(weights=OTHERS)))
    back = rescheduled(CARD, there, grades, Scheduler(Options()))
    assert (back.stability, back.difficulty) == (memory.stability, memory.difficulty)


def test_a_plan_counts_what_moves_and_what_waits() -> None:
    memory, grades = course([(0, Rating.EASY), (9, Rating.GOOD)], Options())
    assert memory.due_day is not None
    today = Day(START + 10)
    off = CardId("off")
    other = rescheduled(off, replace(memory, suspended=True), grades, Scheduler(Options()))
    states = {CARD: memory, CardId("new"): NEW, off: other}
    courses = dict.fromkeys(states, grades)
    later = rescheduling.plan(states, courses, Scheduler(Options(desired_retention=0.8)), today)
    assert (later.earlier, later.later, later.cards) == (0, 2, 2)
    sooner = rescheduling.plan(states, courses, Scheduler(Options(maximum_interval=1)), today)
    assert (sooner.earlier, sooner.later) == (2, 0)
    assert sooner.after[0] == 1  # the suspended one does not wait
    assert sum(sooner.before[:1]) == 0
    same = rescheduling.plan(states, courses, Scheduler(Options()), today)
    assert same.changed == {}
    assert same.before == same.after


def test_it_can_be_given_up() -> None:
    memory, grades = course([(0, Rating.GOOD)], Options())
    with pytest.raises(Cancelled):
        rescheduling.plan(
            {CARD: memory}, {CARD: grades}, Scheduler(Options()), START, cancel=lambda: True
        )


def test_a_card_that_is_being_learned_keeps_its_step() -> None:
    memory, grades = course([(0, Rating.AGAIN)], Options())
    assert memory.state is State.LEARNING
    found = rescheduled(CARD, memory, grades, Scheduler(Options(desired_retention=0.7)))
    assert found == memory
