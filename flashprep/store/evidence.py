"""Cards and grades as readiness reads them: few columns, many rows, no JSON but where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, select

from flashprep.core.cards import CardId
from flashprep.core.evidence import Answer, CardState
from flashprep.core.memory import Memory
from flashprep.core.memory import load as load_memory
from flashprep.core.reviews import Action
from flashprep.store.schema import cards, notes, reviews

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flashprep.core.clock import Day


def stamp(connection: Connection) -> tuple[int, int]:
    """Return numbers that change when anything was written, here or by another connection."""
    elsewhere = int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
    here: Any = connection.connection.driver_connection
    return elsewhere, here.total_changes


_STATES = """
SELECT cards.id, cards.note, notes.domain, notes.kind, notes.tier,
       memory.stability, memory.difficulty, memory.last_day, memory.suspended
FROM cards JOIN notes ON notes.id = cards.note LEFT JOIN memory ON memory.card = cards.id
WHERE cards.present AND notes.present
ORDER BY cards.rowid
"""


def card_states(connection: Connection) -> list[CardState]:
    """Return every present card with the state of its memory, in the order of their arrival."""
    return list(map(CardState._make, _all(connection, _STATES)))


def domains(connection: Connection) -> set[str]:
    """Return the domains that have cards."""
    query = (
        select(notes.c.domain)
        .join(cards, cards.c.note == notes.c.id)
        .where(notes.c.present, cards.c.present)
        .distinct()
    )
    return {row.domain for row in connection.execute(query)}


def newest(connection: Connection) -> int:
    """Return the number of the log's last row, 0 for an empty log."""
    return int(connection.execute(select(func.max(reviews.c.seq))).scalar() or 0)


_ANSWERS = """
SELECT card, rating, CASE tick_count WHEN 0 THEN 0 ELSE json_array_length(ticks) END, tick_count
FROM reviews
WHERE action = 'grade' AND rating IS NOT NULL AND seq > ? AND day <= ?
  AND id NOT IN (SELECT target FROM reviews WHERE target IS NOT NULL)
ORDER BY seq
"""

_ALWAYS = 2**62


def answers(
    connection: Connection, after: int = 0, until: Day | None = None
) -> Iterable[tuple[CardId, int, int, int]]:
    """Return the grades that count behind a row of the log, up to a study day, in order."""
    last = _ALWAYS if until is None else until
    rows: list[tuple[CardId, int, int, int]] = _all(connection, _ANSWERS, after, last)
    return rows


def _all(connection: Connection, query: str, *values: int) -> list[Any]:
    # The driver's own cursor: SQLAlchemy's rows would take half as long again for 70,000.
    cursor = connection.connection.cursor()
    try:
        cursor.execute(query, values)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def undone(connection: Connection, after: int) -> set[CardId]:
    """Return the cards of which a grade was taken back behind a row of the log."""
    query = select(reviews.c.card).where(
        reviews.c.seq > after, reviews.c.action == Action.UNDO.value
    )
    return {CardId(row.card) for row in connection.execute(query)}


def answers_of(connection: Connection, card: CardId) -> list[Answer]:
    """Return the grades of one card that count, in order."""
    taken_back = select(reviews.c.target).where(reviews.c.target.is_not(None))
    query = (
        select(
            reviews.c.card,
            reviews.c.rating,
            func.json_array_length(reviews.c.ticks),
            reviews.c.tick_count,
        )
        .where(
            reviews.c.card == bindparam("card"),
            reviews.c.action == Action.GRADE.value,
            reviews.c.rating.is_not(None),
            reviews.c.id.not_in(taken_back),
        )
        .order_by(reviews.c.seq)
    )
    return list(map(Answer._make, connection.execute(query, {"card": card})))


def states_on(connection: Connection, day: Day) -> dict[CardId, Memory]:
    """Return the states that cards touched since had when a past study day ended."""
    taken_back = select(reviews.c.target).where(reviews.c.target.is_not(None))
    query = (
        select(reviews.c.card, reviews.c.before)
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
    return {card: load_memory(state) for card, state in found.items()}
