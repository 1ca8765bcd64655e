"""Cards and grades as readiness reads them: few columns, many rows, no JSON but where asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from flashprep.core import evidence
from flashprep.core.cards import CardId
from flashprep.core.evidence import CardState, Told
from flashprep.core.memory import Memory
from flashprep.core.memory import load as load_memory
from flashprep.core.reviews import Action
from flashprep.store.schema import cards, notes, reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashprep.core.clock import Day


def stamp(connection: Connection) -> tuple[int, int]:
    """Return numbers that change when anything was written, here or by another connection."""
    elsewhere = int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
    here: Any = connection.connection.driver_connection
    return elsewhere, here.total_changes


_STATES = """
SELECT cards.id, cards.note, notes.domain, notes.kind, notes.tier,
       memory.stability, memory.difficulty, memory.last_day, memory.suspended,
       memory.first_rating, memory.latest
FROM cards JOIN notes ON notes.id = cards.note LEFT JOIN memory ON memory.card = cards.id
WHERE cards.present AND notes.present
ORDER BY cards.rowid
"""


def card_states(connection: Connection) -> list[CardState]:
    """Return every present card with the state of its memory, in the order of their arrival."""
    # As CardState._make does it, but for the count of the columns, and twice as fast.
    return list(map(partial(tuple.__new__, CardState), _each(connection, _STATES)))


def domains(connection: Connection) -> set[str]:
    """Return the domains that have cards."""
    query = (
        select(notes.c.domain)
        .join(cards, cards.c.note == notes.c.id)
        .where(notes.c.present, cards.c.present)
        .distinct()
    )
    return {row.domain for row in connection.execute(query)}


_ANSWERS = """
SELECT card, rating, json_array_length(ticks), tick_count
FROM reviews
WHERE action = 'grade' AND rating IS NOT NULL AND day <= ?
  AND id NOT IN (SELECT target FROM reviews WHERE target IS NOT NULL)
ORDER BY seq
"""


def told(connection: Connection, until: Day) -> dict[CardId, Told]:
    """Return what the log said of each card when a study day ended; undone grades do not count."""
    return evidence.told(_each(connection, _ANSWERS, until))


def _each(connection: Connection, query: str, *values: int) -> Iterator[Any]:
    # The driver's own cursor: SQLAlchemy's rows would take half as long again. And one row at a
    # time: a list of them all would keep the garbage collector busy.
    cursor = connection.connection.cursor()
    try:
        yield from cursor.execute(query, values)
    finally:
        cursor.close()


def states_on(connection: Connection, day: Day) -> dict[CardId, Memory]:
    """Return the states that cards touched since had when a past study day ended."""
    taken_back = select(reviews.c.target).where(reviews.c.target.is_not(None))
    query = (
        select(reviews.c.card, reviews.c.before, reviews.c.feeders)
        .where(
            reviews.c.day > day,
            reviews.c.action != Action.UNDO.value,
            reviews.c.id.not_in(taken_back),
        )
        .order_by(reviews.c.seq)
    )
    found: dict[CardId, Any] = {}
    for row in connection.execute(query):
        found.setdefault(CardId(row.card), row.before)
        for card, state in row.feeders.items():
            found.setdefault(CardId(card), state)
    return {card: load_memory(state) for card, state in found.items()}
