"""FSRS on study days: against py-fsrs, against the published formulas, and the fuzz."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import fsrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flashprep.core.cards import CardId
from flashprep.core.clock import Day, midnight, study_day, to_day
from flashprep.core.memory import DEFAULT_DECAY, NEW, Memory, State
from flashprep.core.scheduling import (
    DEFAULT_WEIGHTS,
    Options,
    Rating,
    Scheduler,
    bring_forward,
    forget,
    fuzz_range,
)

from . import fsrs6_reference as reference
from .strategies import START, after, gaps, histories, memories, ratings

CARD = CardId("k7m2qxr4")
steps = st.lists(st.integers(1, 1439 * 10).map(lambda n: n / 10), max_size=3).map(tuple)
weights = st.lists(st.floats(0.85, 1.15), min_size=21, max_size=21).map(
    lambda factors: tuple(w * f for w, f in zip(DEFAULT_WEIGHTS, factors, strict=True))
)


def usable(values: tuple[float, ...]) -> tuple[float, ...]:
    """Return weights within the bounds that FSRS allows."""
    limits = zip(
        values,
        fsrs.scheduler.LOWER_BOUNDS_PARAMETERS,
        fsrs.scheduler.UPPER_BOUNDS_PARAMETERS,
        strict=True,
    )
    return tuple(min(max(value, low), high) for value, low, high in limits)


options = st.builds(
    Options,
    weights=weights.map(usable),
    desired_retention=st.floats(0.7, 0.97),
    learning_steps=steps,
    relearning_steps=steps,
    maximum_interval=st.sampled_from([1, 2, 3, 30, 365, 36500]),
    horizon=st.none() | st.integers(to_day(START.date()) - 10, to_day(START.date()) + 400),
)


def grade(memory: Memory, rating: Rating, now: datetime, **changed: object) -> Memory:
    scheduler = Scheduler(replace(Options(), **changed))
    return scheduler.grade(CARD, memory, rating, now, study_day(now, 4)).memory


def test_the_default_decay_is_that_of_the_default_weights() -> None:
    assert len(DEFAULT_WEIGHTS) == 21
    assert DEFAULT_WEIGHTS[20] == DEFAULT_DECAY


@settings(max_examples=300)
@given(histories, options)
def test_states_agree_with_the_published_formulas(
    history: list[tuple[timedelta, Rating]], chosen: Options
) -> None:
    scheduler = Scheduler(chosen)
    rules = reference.Rules(
        chosen.weights,
        chosen.desired_retention,
        chosen.learning_steps,
        chosen.relearning_steps,
        chosen.maximum_interval,
    )
    memory, card, now = NEW, reference.Card(), START
    for gap, rating in history:
        now += gap
        day = study_day(now, 4)
        outcome = scheduler.grade(CARD, memory, rating, now, day)
        memory = outcome.memory
        card, interval, unit = reference.review(rules, card, int(rating), day)
        assert memory.stability == pytest.approx(card.s, rel=1e-6)
        assert memory.difficulty == pytest.approx(card.d, rel=1e-6)
        assert memory.state.value == card.state
        if unit == reference.MINUTES:
            assert memory.step == card.step
            assert outcome.interval.total_seconds() == pytest.approx(interval * 60, abs=1e-3)
        else:
            low, high = fuzz_range(int(interval), chosen.maximum_interval)
            assert low <= outcome.interval.days <= high


@given(histories)
def test_states_agree_with_py_fsrs_fed_midnights(history: list[tuple[timedelta, Rating]]) -> None:
    theirs = fsrs.Scheduler(enable_fuzzing=False)
    card = fsrs.Card(card_id=1)
    now = START
    for gap, rating in history:
        now += gap
        card, _log = theirs.review_card(card, fsrs.Rating(rating), midnight(study_day(now, 4)))
    ours = after(CARD, history, Scheduler(Options()))
    assert ours.stability == card.stability
    assert ours.difficulty == card.difficulty
    if history:
        assert ours.state.name == card.state.name.upper()


def test_a_night_review_counts_the_study_day_not_24_hours() -> None:
    evening = datetime(2026, 3, 2, 23, 50, tzinfo=UTC)
    memory = grade(NEW, Rating.EASY, evening)
    before_four = grade(memory, Rating.GOOD, evening + timedelta(hours=4, minutes=9))
    after_four = grade(memory, Rating.GOOD, evening + timedelta(hours=4, minutes=20))
    assert before_four.last_day == memory.last_day
    assert after_four.last_day == (memory.last_day or 0) + 1
    card = reference.Card("review", 0, memory.stability or 0, memory.difficulty or 0, 0)
    rules = reference.Rules(DEFAULT_WEIGHTS)
    same_day, _i, _u = reference.review(rules, card, 3, 0)
    next_day, _i, _u = reference.review(rules, card, 3, 1)
    assert same_day.s != next_day.s
    assert before_four.stability == pytest.approx(same_day.s, rel=1e-9)
    assert after_four.stability == pytest.approx(next_day.s, rel=1e-9)


def test_a_card_graded_at_night_is_due_from_the_morning_of_its_day() -> None:
    evening = datetime(2026, 3, 2, 23, 50, tzinfo=UTC)
    memory = grade(NEW, Rating.EASY, evening)
    assert memory.due is not None
    assert memory.due_day is not None
    assert memory.due_day - to_day(evening.date()) == (memory.due - evening).days


@pytest.mark.parametrize(
    ("answers", "minutes"),
    [
        ([Rating.AGAIN], 1),
        ([Rating.HARD], 5.5),
        ([Rating.GOOD], 10),
        ([Rating.GOOD, Rating.HARD], 10),
        ([Rating.GOOD, Rating.AGAIN], 1),
        ([Rating.HARD, Rating.GOOD], 10),
    ],
)
def test_learning_steps(answers: list[Rating], minutes: float) -> None:
    memory = NEW
    for rating in answers:
        memory = grade(memory, rating, START)
    assert memory.state is State.LEARNING
    assert memory.due == START + timedelta(minutes=minutes)
    assert memory.due_day is None


@pytest.mark.parametrize("answers", [[Rating.EASY], [Rating.GOOD, Rating.GOOD]])
def test_a_learned_card_goes_to_review_by_days(answers: list[Rating]) -> None:
    memory = NEW
    for rating in answers:
        memory = grade(memory, rating, START)
    assert memory.state is State.REVIEW
    assert memory.due_day is not None
    assert memory.due_day > to_day(START.date())


def test_a_forgotten_card_is_relearned_and_counts_a_lapse() -> None:
    memory = grade(NEW, Rating.EASY, START)
    later = START + timedelta(days=9)
    memory = grade(memory, Rating.AGAIN, later)
    assert (memory.state, memory.step, memory.lapses) == (State.RELEARNING, 0, 1)
    assert memory.due == later + timedelta(minutes=10)
    again = grade(memory, Rating.AGAIN, later)
    assert again.lapses == 1  # forgotten twice in one sitting is forgotten once
    assert grade(memory, Rating.GOOD, later).state is State.REVIEW


def test_no_steps_at_all_go_straight_to_days() -> None:
    none: dict[str, object] = {"learning_steps": (), "relearning_steps": ()}
    memory = grade(NEW, Rating.AGAIN, START, **none)
    assert memory.state is State.REVIEW
    assert grade(memory, Rating.AGAIN, START + timedelta(days=3), **none).state is State.REVIEW


def test_steps_that_were_shortened_meanwhile_do_not_strand_a_card() -> None:
    memory = grade(NEW, Rating.GOOD, START, learning_steps=(1.0, 10.0, 60.0))
    memory = grade(memory, Rating.GOOD, START, learning_steps=(1.0, 10.0, 60.0))
    assert memory.step == 2
    for rating in Rating:
        assert grade(memory, rating, START, learning_steps=(1.0,)).reps == 3


@given(memories(), options, gaps)
def test_the_interval_on_the_button_is_the_one_given(
    memory: Memory, chosen: Options, gap: timedelta
) -> None:
    scheduler = Scheduler(chosen)
    now = (memory.last_review or START) + gap
    day = study_day(now, 4)
    shown = scheduler.preview(CARD, memory, now, day)
    assert list(shown) == list(Rating)
    for rating, outcome in shown.items():
        assert Scheduler(chosen).grade(CARD, memory, rating, now, day) == outcome
        assert outcome.memory.due == now + outcome.interval
        assert outcome.memory.reps == memory.reps + 1
        assert outcome.memory.buried_until is None
        assert outcome.memory.marked == memory.marked


@given(memories(), gaps)
def test_a_better_answer_never_waits_less(memory: Memory, gap: timedelta) -> None:
    now = (memory.last_review or START) + gap
    shown = Scheduler(Options()).preview(CARD, memory, now, study_day(now, 4))
    for worse, better in pairwise(Rating):
        assert shown[worse].interval <= shown[better].interval


@given(memories(), ratings, st.integers(0, 5000).map(lambda h: timedelta(hours=h)))
def test_a_clock_set_back_is_clamped_to_the_last_review(
    memory: Memory, rating: Rating, back: timedelta
) -> None:
    assume(memory.last_review is not None)
    scheduler = Scheduler(Options())
    last, last_day = memory.last_review or START, memory.last_day or Day(0)
    now = last - back
    set_back = scheduler.grade(CARD, memory, rating, now, study_day(now, 4))
    assert set_back == scheduler.grade(CARD, memory, rating, last, last_day)


@given(st.integers(1, 40000), st.sampled_from([1, 2, 7, 100, 36500]))
def test_the_fuzz_range_holds_the_interval_and_no_more_than_the_maximum(
    days: int, maximum: int
) -> None:
    low, high = fuzz_range(days, maximum)
    wanted = min(days, maximum)
    assert 1 <= low <= wanted <= high <= maximum
    assert high - low <= 2 * (1 + 0.15 * 4.5 + 0.1 * 13 + 0.05 * max(wanted - 20, 0)) + 1


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, (1, 1)), (2, (2, 2)), (3, (2, 4)), (7, (5, 9)), (20, (17, 23)), (100, (93, 107))],
)
def test_the_fuzz_range_is_that_of_anki(days: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(days, 36500) == expected


def test_fuzz_spreads_cards_evenly_over_its_range() -> None:
    memory = Memory(
        state=State.REVIEW,
        stability=100.0,
        difficulty=5.0,
        last_review=START,
        last_day=study_day(START, 4),
        reps=5,
    )
    scheduler = Scheduler(Options())
    now = START + timedelta(days=100)
    intervals = [
        scheduler.grade(
            CardId(f"card{n}"), memory, Rating.GOOD, now, study_day(now, 4)
        ).interval.days
        for n in range(2000)
    ]
    rules = reference.Rules(DEFAULT_WEIGHTS)
    _card, exact, _unit = reference.review(
        rules, reference.Card("review", 0, 100.0, 5.0, 0), 3, 100
    )
    low, high = fuzz_range(int(exact), 36500)
    assert (min(intervals), max(intervals)) == (low, high)
    expected = len(intervals) / (high - low + 1)
    counts = [intervals.count(days) for days in range(low, high + 1)]
    assert max(abs(count - expected) for count in counts) < 6 * expected**0.5


@settings(max_examples=200)
@given(histories.filter(bool), st.integers(0, 3), st.sampled_from([5, 60, 36500]), st.text("ab12"))
def test_fuzz_never_pushes_a_card_past_the_interview_or_the_maximum(
    history: list[tuple[timedelta, Rating]], slack: int, maximum: int, name: str
) -> None:
    plain = Options(maximum_interval=maximum)
    memory = after(name, history[:-1], Scheduler(plain))
    now = (memory.last_review or START) + history[-1][0]
    day = study_day(now, 4)
    card = reference.Card(
        memory.state.value,
        memory.step or 0,
        memory.stability or 0,
        memory.difficulty or 0,
        memory.last_day or 0,
    )
    rules = reference.Rules(DEFAULT_WEIGHTS, longest=maximum)
    for rating in Rating:
        _card, exact, unit = reference.review(rules, card, int(rating), day)
        if unit == reference.DAYS:
            horizon = day + int(exact) + slack
            dated = Scheduler(replace(plain, horizon=horizon))
            due_day = dated.grade(CardId(name), memory, rating, now, day).memory.due_day
            assert due_day is not None
            assert due_day <= min(horizon, day + maximum)


def test_an_interval_that_passes_the_interview_anyway_is_left_as_it_is() -> None:
    memory = grade(NEW, Rating.EASY, START)
    later = START + timedelta(days=8)
    day = study_day(later, 4)
    for horizon in (day - 5, day, day + 3):
        assert grade(memory, Rating.EASY, later, horizon=horizon) == grade(
            memory, Rating.EASY, later
        )


def test_the_time_until_due_is_kept_in_whole_milliseconds_as_the_log_keeps_it() -> None:
    memory = grade(NEW, Rating.AGAIN, START, learning_steps=(0.123456789, 10.0))
    assert memory.due is not None
    assert memory.due.microsecond % 1000 == 0


# -- feeders ---------------------------------------------------------------------------------

NOW, TODAY = START, study_day(START, 4)


def test_a_feeder_in_review_becomes_due_today_and_keeps_its_memory() -> None:
    memory = grade(NEW, Rating.EASY, NOW - timedelta(days=1))
    forward = bring_forward(memory, NOW, TODAY)
    assert (forward.due, forward.due_day) == (NOW, TODAY)
    assert replace(forward, due=memory.due, due_day=memory.due_day) == memory


def test_a_new_feeder_is_marked_to_come_first() -> None:
    forward = bring_forward(NEW, NOW, TODAY)
    assert (forward.state, forward.due, forward.due_day) == (State.NEW, NOW, None)
    assert not forward.seen


def test_a_buried_feeder_is_dug_up() -> None:
    memory = replace(grade(NEW, Rating.EASY, NOW), buried_until=Day(TODAY + 1))
    assert bring_forward(memory, NOW, TODAY).buried_until is None


@pytest.mark.parametrize(
    "memory",
    [
        replace(NEW, suspended=True),
        Memory(state=State.LEARNING, step=0, due=NOW),
        Memory(state=State.RELEARNING, step=0, due=NOW),
        Memory(state=State.REVIEW, due=NOW, due_day=TODAY),
        Memory(state=State.REVIEW, due=NOW, due_day=Day(TODAY - 3)),
        Memory(due=NOW - timedelta(days=1)),
    ],
)
def test_a_feeder_that_is_suspended_or_due_already_stays_as_it_is(memory: Memory) -> None:
    assert bring_forward(memory, NOW, TODAY) == memory


@given(memories())
def test_bringing_forward_twice_is_bringing_forward_once(memory: Memory) -> None:
    once = bring_forward(memory, NOW, TODAY)
    assert bring_forward(once, NOW + timedelta(minutes=1), TODAY) == once


@given(memories())
def test_forgetting_a_card_makes_it_new_and_keeps_its_mark(memory: Memory) -> None:
    assert forget(memory) == Memory(marked=memory.marked)
