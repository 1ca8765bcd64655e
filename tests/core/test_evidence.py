"""What the log says of each card, against the same worked out plainly from all of its rows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flashprep.core.cards import CardId
from flashprep.core.clock import Day
from flashprep.core.evidence import LATEST, Told, mark, scores, told
from flashprep.core.memory import Memory, State
from flashprep.core.readiness import GRADE_SCORE
from flashprep.core.reviews import Action, Entry, effective
from flashprep.core.scheduling import Rating
from flashprep.store import evidence, memory
from flashprep.store import reviews as log
from flashprep.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def entries(seed: int, count: int = 300) -> list[Entry]:
    """Return a log of a few cards: grades with and without ticks, undone ones, other actions."""
    chance = random.Random(seed)
    rows: list[Entry] = []
    for number in range(count):
        card = CardId(f"c{chance.randrange(1 + seed * 9)}")
        row = Entry(f"r{number}", "me", Action.GRADE, card, START, Day(100 + number // 9), 1)
        row = replace(row, time=START + timedelta(minutes=number))
        standing = [one for one in effective(rows) if one.day == row.day]
        kind = chance.random()
        if kind < 0.1 and standing:
            target = standing[-1]
            row = replace(row, action=Action.UNDO, card=target.card, target=target.id)
        elif kind < 0.2:
            row = replace(row, action=chance.choice((Action.SUSPEND, Action.MARK, Action.BURY)))
        else:
            ticks = chance.choice((0, 0, 3, 5))
            met = tuple(range(chance.randrange(ticks + 1))) if ticks else ()
            row = replace(row, rating=chance.choice(list(Rating)), ticks=met, tick_count=ticks)
        rows.append(row)
    return rows


def plainly(rows: Sequence[Entry], until: int = 10**6) -> dict[str, tuple[Rating, list[float]]]:
    """Return the first grade and the latest scores of each card, grade by grade."""
    made: dict[str, tuple[Rating, list[float]]] = {}
    for row in effective(rows):
        if row.action is not Action.GRADE or row.rating is None or row.day > until:
            continue
        _first, latest = made.setdefault(row.card, (row.rating, []))
        score = row.score if row.tick_count else GRADE_SCORE.get(row.rating)
        if score is not None:
            latest[:] = [*latest, score][-LATEST:]
    return made


def scored(cards: Mapping[CardId, Told]) -> dict[str, tuple[int, list[float]]]:
    return {card: (told.first, list(scores(told.latest))) for card, told in cards.items()}


def stored(connection: Connection) -> dict[CardId, Told]:
    query = "SELECT card, first_rating, latest FROM memory WHERE first_rating IS NOT NULL"
    return {CardId(row[0]): Told(*row[1:]) for row in connection.exec_driver_sql(query)}


@pytest.mark.parametrize("seed", range(8))
def test_the_store_tells_what_a_plain_reading_tells(seed: int) -> None:
    rows = entries(seed)
    database = open_database(None)
    for number, row in enumerate(rows, start=1):
        with database.write() as connection:
            log.append(connection, row)
            # What state it is does not matter here, only that there is one.
            state = Memory(State.REVIEW, None, 5.0, 5.0, None, None, None, None, number)
            memory.put(connection, {row.card: state})
            if number % 20 == 0:
                assert scored(stored(connection)) == plainly(rows[:number])
    with database.write() as connection:
        kept = stored(connection)
        assert scored(kept) == plainly(rows)
        for day in (0, 99, 100, 110, 120, 10**6):
            assert scored(evidence.told(connection, Day(day))) == plainly(rows, day)
        connection.exec_driver_sql("UPDATE memory SET first_rating = NULL, latest = '4'")
        memory.count_grades(connection)
        assert stored(connection) == kept
    database.close()


def test_a_mark_stands_for_a_grade() -> None:
    grades = [
        (rating, met, points)
        for rating in Rating
        for points in (0, 1, 7, 1000)
        for met in {0, points // 2, points}
    ]
    for rating, met, points in grades:
        score = met / points if points else GRADE_SCORE.get(rating)
        assert scores(mark(rating, met, points)) == (() if score is None else (score,))
    assert scores("3 2:1/4 4") == (0.9, 0.25, 1.0)
    assert scores(None) == ()


def test_only_the_latest_marks_are_kept() -> None:
    card = CardId("a")
    grades = [(card, rating, met, 9 * (rating > 1)) for met in range(9) for rating in (1, 3)]
    assert told(grades) == {card: Told(1, "3:3/9 3:4/9 3:5/9 3:6/9 3:7/9 3:8/9")}
    assert told([(card, 1, 0, 0)]) == {card: Told(1)}
    assert told([]) == {}
