"""What the log says of each card, against the same worked out plainly from all of its rows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from flashprep.core.cards import CardId
from flashprep.core.clock import Day
from flashprep.core.evidence import LATEST, Ledger, mark
from flashprep.core.readiness import GRADE_SCORE
from flashprep.core.reviews import Action, Entry, effective
from flashprep.core.scheduling import Rating
from flashprep.store import evidence
from flashprep.store import reviews as log
from flashprep.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def plainly(rows: Sequence[Entry], until: int = 10**6) -> Ledger:
    """Return what a log says, grade by grade."""
    made = Ledger()
    for row in effective(rows):
        if row.action is not Action.GRADE or row.rating is None or row.day > until:
            continue
        made.first.setdefault(row.card, row.rating)
        score = row.score if row.tick_count else GRADE_SCORE.get(row.rating)
        if score is not None:
            made.scores[row.card] = (*made.scores.get(row.card, ()), score)[-LATEST:]
    return made


@pytest.mark.parametrize("seed", range(8))
def test_the_store_tells_what_a_plain_reading_tells(seed: int) -> None:
    rows = entries(seed)
    database = open_database(None)
    known, read_to = Ledger(), 0
    chance = random.Random(seed)
    for number, row in enumerate(rows, start=1):
        with database.write() as connection:
            log.append(connection, row)
            if chance.random() < 0.1:  # read in between, from where it stood
                evidence.go_on(connection, known, read_to)
                read_to = number
                assert known == plainly(rows[:number])
    with database.read() as connection:
        assert evidence.ledger(connection) == plainly(rows)
        for day in (0, 99, 100, 110, 120):
            assert evidence.ledger(connection, until=Day(day)) == plainly(rows, day)
    database.close()


def test_a_mark_stands_for_a_grade() -> None:
    grades = [
        (rating, met, ticks)
        for rating in Rating
        for ticks in (0, 1, 7, 1000)
        for met in {0, ticks // 2, ticks}
    ]
    assert len({mark(*grade) for grade in grades}) == len(grades)
    for rating, met, ticks in grades:
        made = Ledger()
        made.add([(CardId("a"), mark(rating, met, ticks))])
        assert made.first == {"a": rating}
        score = met / ticks if ticks else GRADE_SCORE.get(rating)
        assert made.scores == ({} if score is None else {"a": (score,)})


def test_a_ledger_that_was_copied_goes_its_own_way() -> None:
    made = Ledger()
    made.add([(CardId("a"), mark(3))])
    other = made.copy()
    other.add([(CardId("a"), mark(4)), (CardId("b"), mark(1))])
    assert (made.scores, made.first) == ({"a": (0.9,)}, {"a": Rating.GOOD})
    assert other.scores == {"a": (0.9, 1.0)}
