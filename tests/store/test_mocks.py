"""Rows of mocks, of past readiness, and of what readiness reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from flashprep.core.cards import CardId
from flashprep.core.clock import Day
from flashprep.core.evidence import Told
from flashprep.core.memory import NEW, Memory, State
from flashprep.core.mocks import Mock
from flashprep.core.readiness import DayReadiness
from flashprep.core.reviews import Action, Entry
from flashprep.core.scheduling import Rating
from flashprep.store import evidence, mocks
from flashprep.store import reviews as log
from flashprep.store.database import Database, open_database

ONE = Mock("m1", "ml-foundations", Day(100), 3, 5, 0.41, "depth", "slow")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database(None)
    yield opened
    opened.close()


def entry(name: str, card: str, day: int, rating: int | None = 3, **more: object) -> Entry:
    action = Action.GRADE if rating else Action.UNDO
    grade = None if rating is None else Rating(rating)
    return Entry(name, "d", action, CardId(card), NOON, Day(day), 1, grade, **more)  # type: ignore[arg-type]


def test_mocks_come_back_as_they_were_the_oldest_first(database: Database) -> None:
    later, same = Mock("m0", "x", Day(101), 0, 1, 0.5), Mock("a", "x", Day(100), 1, 1, 0.5)
    with database.write() as connection:
        for mock in (later, ONE, same):
            mocks.put(connection, mock)
        assert mocks.every(connection) == [ONE, same, later]
        changed = Mock("m1", "x", Day(102), 5, 5, 0.6)
        mocks.put(connection, changed)
        assert mocks.get(connection, "m1") == changed
        mocks.remove(connection, "m1")
        assert mocks.get(connection, "m1") is None
        assert mocks.every(connection) == [same, later]


def test_a_day_is_remembered_once(database: Database) -> None:
    row = DayReadiness(Day(100), "x", Day(120), 0.4, 0.2, 0.6, 0.7, 0.3)
    again = DayReadiness(Day(100), "x", Day(120), 0.5, 0.3, 0.7, 0.7, 0.4)
    none = DayReadiness(Day(99), "y", Day(99), None, None, None, 0.7, 0.02)
    with database.write() as connection:
        mocks.remember(connection, [row, none])
        mocks.remember(connection, [again])
        assert mocks.days(connection) == [none, again]
        assert mocks.of_day(connection, 99) == [none]


def test_answers_are_the_grades_that_count(database: Database) -> None:
    before = Memory(State.REVIEW, None, 5.0, 5.0, None, None, None, Day(90), 3)
    rows = [
        entry("r1", "a", 100, 3, ticks=(0, 2), tick_count=4),
        entry("r2", "b", 100, 1),
        entry("r3", "a", 101, 4, before=before),
        entry("r4", "b", 102, 2, before=before),
        entry("u", "b", 102, None, target="r4"),
    ]
    with database.write() as connection:
        for row in rows:
            log.append(connection, row)
        assert evidence.told(connection, Day(102)) == {"a": Told(3, "3:2/4 4"), "b": Told(1)}
        assert evidence.told(connection, Day(100)) == {"a": Told(3, "3:2/4"), "b": Told(1)}
        assert evidence.told(connection, Day(99)) == {}
        assert evidence.states_on(connection, Day(100)) == {"a": before}
        assert evidence.states_on(connection, Day(99)) == {"a": NEW, "b": NEW}


def test_the_stamp_changes_with_every_write(database: Database) -> None:
    with database.read() as connection:
        before = evidence.stamp(connection)
        assert evidence.stamp(connection) == before
    with database.write() as connection:
        mocks.put(connection, ONE)
    with database.read() as connection:
        assert evidence.stamp(connection) != before
