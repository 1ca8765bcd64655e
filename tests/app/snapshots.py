"""Everything about a profile that an undo or a restart must give back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flashprep.core.cards import CardId
from flashprep.core.clock import Day
from flashprep.core.evidence import Told
from flashprep.core.reviews import replay
from flashprep.core.scheduling import Scheduler
from flashprep.store import evidence
from flashprep.store import memory as memory_rows
from flashprep.store import reviews as log

if TYPE_CHECKING:
    from flashprep.app.flashprep import Flashprep
    from flashprep.core.memory import Memory


def states(app: Flashprep) -> dict[CardId, Memory]:
    """Return every stored memory state."""
    with app.database.read() as connection:
        return memory_rows.every(connection)


def grades(app: Flashprep) -> dict[CardId, Told | None]:
    """Return what is stored beside the states of the cards' first and latest grades.

    It must be what the log says, read from its beginning.
    """
    with app.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT card, first_rating, latest FROM memory")
        stored = {CardId(row[0]): Told(*row[1:]) if row[1] else None for row in rows}
        told = evidence.told(connection, Day(10**6))
    assert stored == {card: told.get(card) for card in stored}
    return stored


def snapshot(app: Flashprep) -> dict[str, Any]:
    """Return what a person sees and what is stored, except the rows that say how it came about."""
    asked = app.study.next()
    return {
        "states": states(app),
        "grades": grades(app),
        "next": asked,
        "overview": app.study.overview(),
        "upcoming": app.study.upcoming(50),
        "today": app.history.today(),
        "last": app.history.last(),
        "readiness": app.progress.readiness(),
        "cards": app.library.cards(gone=True),
    }


def replayed(app: Flashprep) -> dict[CardId, Memory]:
    """Return the states that the log alone gives, cards that are new again left out."""
    grades(app)
    with app.database.read() as connection:
        entries = log.every(connection)
        options = log.all_options(connection)
    schedulers = {version: Scheduler(values) for version, values in options.items()}
    rebuilt = replay(entries, schedulers.__getitem__)
    stored = states(app)
    return {card: memory for card, memory in rebuilt.items() if card in stored or memory.seen}
