"""Everything about a profile that an undo or a restart must give back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flashprep.core.reviews import replay
from flashprep.core.scheduling import Scheduler
from flashprep.store import memory as memory_rows
from flashprep.store import reviews as log

if TYPE_CHECKING:
    from flashprep.app.flashprep import Flashprep
    from flashprep.core.cards import CardId
    from flashprep.core.memory import Memory


def states(app: Flashprep) -> dict[CardId, Memory]:
    """Return every stored memory state."""
    with app.database.read() as connection:
        return memory_rows.every(connection)


def snapshot(app: Flashprep) -> dict[str, Any]:
    """Return what a person sees and what is stored, except the rows that say how it came about."""
    asked = app.study.next()
    return {
        "states": states(app),
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
    with app.database.read() as connection:
        entries = log.every(connection)
        options = log.all_options(connection)
    schedulers = {version: Scheduler(values) for version, values in options.items()}
    rebuilt = replay(entries, schedulers.__getitem__)
    stored = states(app)
    return {card: memory for card, memory in rebuilt.items() if card in stored or memory.seen}
