"""Everything as JSON: every card, its state, and every grade that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flashprep.core.memory import Memory, iso
from flashprep.core.reviews import Action, Entry
from flashprep.store import decks as rows
from flashprep.store import reviews as log

if TYPE_CHECKING:
    from flashprep.store.database import Database
    from flashprep.store.decks import CardRow


def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Return ``{"cards": […], "reviews": […]}`` of a profile.

    Cards that vanished from their decks are left out unless they have a history.
    """
    with database.read() as connection:
        cards = [row for row in rows.card_rows(connection) if row.present or row.memory.seen]
        entries = log.counting(connection)
    return {
        "cards": [card(row) for row in cards],
        "reviews": [_review(entry) for entry in entries if entry.action is Action.GRADE],
    }


def card(row: CardRow) -> dict[str, Any]:
    """Return one card as the export holds it; times are UTC, ISO 8601."""
    memory = row.memory
    return {
        "id": row.id,
        "deck": row.deck,
        "domain": row.domain,
        "kind": row.kind.value,
        "tier": row.tier.value,
        "question": row.question,
        "state": state_name(memory),
        "due": iso(memory.due) if memory.due else None,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "reps": memory.reps,
        "lapses": memory.lapses,
    }


def state_name(memory: Memory) -> str:
    """Return new, learning, review, relearning or suspended."""
    return "suspended" if memory.suspended else memory.state.value


def _review(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "card": entry.card,
        "rating": None if entry.rating is None else int(entry.rating),
        "time": iso(entry.time),
        "duration_ms": entry.duration_ms,
    }
