"""The state of each card, one row a card that was ever touched."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.dialects.sqlite import insert

from flashprep.core.cards import CardId
from flashprep.core.clock import Day
from flashprep.core.evidence import LATEST
from flashprep.core.memory import NEW, Memory, State, iso
from flashprep.store.schema import memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = tuple(memory.c)
_NAMES = [field.name for field in fields(Memory)]

# Of the log, by what decides whether a grade counts; `mark` is that of core.evidence. An undo may
# have taken back the newest only, but to count anew is quick, and cannot go astray.
_GRADES = """
UPDATE memory SET
first_rating = (
    SELECT rating FROM reviews
    WHERE reviews.card = memory.card AND action = 'grade' AND rating IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.target = reviews.id)
    ORDER BY seq LIMIT 1
),
latest = (
    SELECT group_concat(mark, ' ') FROM (
        SELECT mark FROM (
            SELECT seq, CASE tick_count WHEN 0 THEN rating ELSE
                rating || ':' || json_array_length(ticks) || '/' || tick_count END AS mark
            FROM reviews
            WHERE reviews.card = memory.card AND action = 'grade' AND rating IS NOT NULL
              AND (tick_count > 0 OR rating > 1)
              AND NOT EXISTS (SELECT 1 FROM reviews AS later WHERE later.target = reviews.id)
            ORDER BY seq DESC LIMIT ?
        )
        ORDER BY seq
    )
)
"""


def get(connection: Connection, card: CardId) -> Memory:
    """Return a card's state; one never touched is new."""
    row = connection.execute(select(*COLUMNS).where(memory.c.card == card)).first()
    return NEW if row is None else from_row(row)


def some(connection: Connection, cards: Iterable[CardId]) -> dict[CardId, Memory]:
    """Return the states of several cards."""
    return {card: get(connection, card) for card in cards}


def every(connection: Connection) -> dict[CardId, Memory]:
    """Return the states of all cards that were ever touched, present in a deck or not."""
    return {CardId(row.card): from_row(row) for row in connection.execute(select(*COLUMNS))}


def put(connection: Connection, states: Mapping[CardId, Memory]) -> None:
    """Store the states of some cards, once the log holds what brought them about."""
    for card, state in states.items():
        if state == NEW:
            connection.execute(delete(memory).where(memory.c.card == card))
            continue
        values = {"card": card, **_values(state)}
        query = insert(memory).values(values)
        connection.execute(query.on_conflict_do_update(index_elements=["card"], set_=values))
    if states:
        rows = [(LATEST, card) for card in states]
        connection.exec_driver_sql(f"{_GRADES} WHERE card = ?", rows)


def count_grades(connection: Connection) -> None:
    """Let every card's state repeat what the log says of its grades."""
    connection.exec_driver_sql(_GRADES, (LATEST,))


def _values(state: Memory) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(state, name) for name in _NAMES}
    values["state"] = state.state.value
    values["due"] = iso(state.due) if state.due else None
    values["last_review"] = iso(state.last_review) if state.last_review else None
    return values


def from_row(row: Row[Any]) -> Memory:
    """Return the state held in a row that has the memory table's columns."""
    return Memory(
        state=State(row.state),
        step=row.step,
        stability=row.stability,
        difficulty=row.difficulty,
        due=datetime.fromisoformat(row.due) if row.due else None,
        due_day=None if row.due_day is None else Day(row.due_day),
        last_review=datetime.fromisoformat(row.last_review) if row.last_review else None,
        last_day=None if row.last_day is None else Day(row.last_day),
        reps=row.reps,
        lapses=row.lapses,
        suspended=row.suspended,
        buried_until=None if row.buried_until is None else Day(row.buried_until),
        marked=row.marked,
    )
