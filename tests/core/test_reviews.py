"""The log: what counts, what a checksum guards, and states rebuilt from rows."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.cards import CardId
from flashprep.core.clock import Day, study_day
from flashprep.core.memory import NEW, Memory, State
from flashprep.core.reviews import Action, Entry, after_action, checksum, effective, lapsed, replay
from flashprep.core.scheduling import Options, Rating, Scheduler, bring_forward

from .strategies import START, memories, ratings

DAY = study_day(START, 4)
A, B = CardId("aaaa1111"), CardId("bbbb2222")


def row(number: int, action: Action = Action.GRADE, card: CardId = A, **more: Any) -> Entry:
    values = {"rating": Rating.GOOD} if action is Action.GRADE else {}
    values |= more
    time = START + timedelta(minutes=number)
    return Entry(f"row{number}", "device", action, card, time, DAY, 1, **values)


FULL = Entry(
    id="row",
    device="device",
    action=Action.GRADE,
    card=A,
    time=START,
    day=DAY,
    options=1,
    rating=Rating.AGAIN,
    duration_ms=1200,
    ticks=(0, 2),
    tick_count=3,
    before=Memory(state=State.REVIEW, stability=3.0, last_day=DAY),
    feeders={B: NEW},
    target=None,
)
OTHER: dict[str, Any] = {
    "id": "other",
    "device": "phone",
    "action": Action.MARK,
    "card": B,
    "time": START + timedelta(milliseconds=1),
    "day": DAY + 1,
    "options": 2,
    "rating": Rating.HARD,
    "duration_ms": 1201,
    "ticks": (0, 1),
    "tick_count": 4,
    "before": replace(FULL.before, stability=3.0000000001),
    "feeders": {B: Memory(marked=True)},
    "target": "row",
    "interval": 7,
}


def test_there_is_another_value_for_every_field() -> None:
    assert set(OTHER) == {field.name for field in fields(Entry)}


@pytest.mark.parametrize("name", OTHER)
def test_the_checksum_guards_every_field(name: str) -> None:
    assert checksum(replace(FULL, **{name: OTHER[name]})) != checksum(FULL)


def test_the_checksum_is_the_same_for_the_same_row() -> None:
    feeders = {B: NEW, A: Memory(marked=True)}
    turned = dict(reversed(feeders.items()))
    assert checksum(replace(FULL, feeders=feeders)) == checksum(replace(FULL, feeders=turned))
    assert 0 <= checksum(FULL) < 2**32


def test_the_score_is_the_share_of_ticks_met() -> None:
    assert FULL.score == pytest.approx(2 / 3)
    assert row(1).score is None


def test_a_lapse_is_a_card_in_review_that_was_forgotten() -> None:
    assert lapsed(FULL)
    assert not lapsed(replace(FULL, rating=Rating.HARD))
    assert not lapsed(replace(FULL, before=NEW))


def test_undone_rows_and_undos_do_not_count() -> None:
    rows = [row(1), row(2, card=B), row(3, Action.UNDO, card=B, target="row2"), row(4)]
    assert [entry.id for entry in effective(rows)] == ["row1", "row4"]


@given(memories(), st.integers(0, 40000).map(Day))
def test_actions_change_what_they_say_and_nothing_else(memory: Memory, day: Day) -> None:
    assert after_action(Action.SUSPEND, memory, day) == replace(memory, suspended=True)
    assert after_action(Action.RESUME, memory, day) == replace(memory, suspended=False)
    assert after_action(Action.BURY, memory, day) == replace(memory, buried_until=Day(day + 1))
    assert after_action(Action.MARK, memory, day) == replace(memory, marked=True)
    assert after_action(Action.UNMARK, memory, day) == replace(memory, marked=False)


@pytest.mark.parametrize("action", [Action.GRADE, Action.UNDO])
def test_a_grade_is_no_plain_action(action: Action) -> None:
    with pytest.raises(ValueError, match=action.value):
        after_action(action, NEW, DAY)


@given(st.lists(ratings, max_size=8))
def test_replay_is_grading_one_after_the_other(answers: list[Rating]) -> None:
    scheduler = Scheduler(Options())
    memory, rows = NEW, []
    for number, rating in enumerate(answers):
        entry = row(number * 700, rating=rating)
        entry = replace(entry, day=study_day(entry.time, 4))
        rows.append(entry)
        memory = scheduler.grade(A, memory, rating, entry.time, entry.day).memory
    states = replay(rows, lambda _version: scheduler)
    assert states == ({A: memory} if answers else {})


def test_replay_uses_the_options_of_each_row() -> None:
    versions = {1: Scheduler(Options()), 2: Scheduler(Options(learning_steps=()))}
    states = replay([row(1), replace(row(2, card=B), options=2)], versions.__getitem__)
    assert states[A].state is State.LEARNING
    assert states[B].state is State.REVIEW


def test_replay_brings_feeders_forward_as_the_grade_did() -> None:
    scheduler = Scheduler(Options())
    seen = row(1, card=B, rating=Rating.EASY)
    failed = row(2, rating=Rating.AGAIN, feeders={B: NEW})
    states = replay([seen, failed], lambda _version: scheduler)
    before = scheduler.grade(B, NEW, Rating.EASY, seen.time, DAY).memory
    assert states[B] == bring_forward(before, failed.time, DAY)
    assert states[B].due_day == DAY


def test_replay_skips_a_grade_without_a_rating() -> None:
    assert replay([replace(row(1), rating=None)], lambda _v: Scheduler(Options())) == {}
