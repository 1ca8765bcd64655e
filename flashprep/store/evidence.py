"""Cards and grades as readiness reads them: few columns, many rows, no JSON but where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from flashprep.core.cards import CardId
from flashprep.core.evidence import MET, TICKS, CardState, Ledger
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
       memory.stability, memory.difficulty, memory.last_day, memory.suspended
FROM cards JOIN notes ON notes.id = cards.note LEFT JOIN memory ON memory.card = cards.id
WHERE cards.present AND notes.present
ORDER BY cards.rowid
"""


def card_states(connection: Connection) -> list[CardState]:
    """Return every present card with the state of its memory, in the order of their arrival."""
    return list(map(CardState._make, _each(connection, _STATES)))


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
SELECT card, CASE tick_count WHEN 0 THEN rating
             ELSE rating + ? * tick_count + ? * json_array_length(ticks) END
FROM reviews
WHERE action = 'grade' AND rating IS NOT NULL AND seq > ? AND +day <= ?
  AND seq NOT IN (SELECT seq FROM reviews
                  WHERE id IN (SELECT target FROM reviews WHERE target IS NOT NULL))
ORDER BY seq
"""

# The index holds all columns that are read, and within a card its rows are in order.
_BY_CARD = """
SELECT card, group_concat(CASE tick_count WHEN 0 THEN rating
                          ELSE rating + ? * tick_count + ? * json_array_length(ticks) END)
FROM reviews INDEXED BY reviews_card
WHERE action = 'grade' AND rating IS NOT NULL
GROUP BY card
"""

_ANEW = """
WITH touched (name) AS (
    SELECT DISTINCT card FROM reviews INDEXED BY reviews_target
    WHERE target IS NOT NULL AND +seq > ?
)
SELECT card, CASE tick_count WHEN 0 THEN rating
             ELSE rating + ? * tick_count + ? * json_array_length(ticks) END
FROM touched CROSS JOIN reviews INDEXED BY reviews_card ON card = name
WHERE action = 'grade' AND rating IS NOT NULL
  AND seq NOT IN (SELECT seq FROM reviews
                  WHERE id IN (SELECT target FROM reviews WHERE target IS NOT NULL))
ORDER BY card, seq
"""

_UNDONE = """
SELECT DISTINCT card FROM reviews INDEXED BY reviews_target WHERE target IS NOT NULL AND +seq > ?
"""

_ALWAYS = 2**62


def ledger(connection: Connection, until: Day | None = None) -> Ledger:
    """Return what the log says of each card up to a study day; undone grades do not count."""
    found = Ledger()
    if until is not None:
        found.add(_each(connection, _ANSWERS, TICKS, MET, 0, until))
        return found
    for card, marks in _each(connection, _BY_CARD, TICKS, MET):
        found.take(card, list(map(int, marks.split(","))))
    _mend(connection, found, 0)
    return found


def go_on(connection: Connection, known: Ledger, after: int) -> None:
    """Let a ledger take in the rows behind one of the log."""
    known.add(_each(connection, _ANSWERS, TICKS, MET, after, _ALWAYS))
    _mend(connection, known, after)


def _mend(connection: Connection, known: Ledger, after: int) -> None:
    """Read the cards anew of which a grade was taken back behind a row of the log."""
    for (card,) in _each(connection, _UNDONE, after):
        known.forget(card)
    known.add(_each(connection, _ANEW, after, TICKS, MET))


def _each(connection: Connection, query: str, *values: int) -> Iterator[Any]:
    # The driver's own cursor: SQLAlchemy's rows would take half as long again for 70,000. And one
    # row at a time: a list of them all would keep the garbage collector busy.
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
