"""Taking back, and the story of one card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING
from uuid import uuid4

from flashprep.core.changes import Changes
from flashprep.core.errors import NothingToUndoError
from flashprep.core.i18n import _
from flashprep.core.reviews import Action, Entry
from flashprep.store import decks
from flashprep.store import memory as memory_rows
from flashprep.store import reviews as log

if TYPE_CHECKING:
    from flashprep.app.study import Study
    from flashprep.core.cards import CardId
    from flashprep.store.database import Database


@dataclass(frozen=True, slots=True)
class Undone:
    """The row that was taken back, and what that touched."""

    entry: Entry
    changes: Changes


class History:
    """The log of one profile, read backwards."""

    def __init__(self, database: Database, study: Study) -> None:
        self._database = database
        self._study = study
        self._held: dict[str, Entry] = {}

    def last(self) -> Entry | None:
        """Return the row that ``undo`` would take back."""
        with self._database.read() as connection:
            return log.last(connection)

    def stack(self, most: int = 20) -> list[tuple[Entry, str]]:
        """Return what undo would take back, newest first, each with its card's question.

        It holds this study day's rows, and at least the newest of all.
        """
        with self._database.read() as connection:
            ids = log.newest_ids(connection, self._study.today, most)
            # Rows never change; one of them may hold the states of all cards, and is long to read.
            held = {entry: self._held.get(entry) or log.one(connection, entry) for entry in ids}
            self._held = held
            entries = list(held.values())
            if not entries:
                last = log.last(connection)
                entries = [] if last is None else [last]
            return [(entry, decks.question(connection, entry.card)) for entry in entries]

    def undo(self) -> Undone:
        """Take back the last grade (or suspension, burying, mark), also after a restart.

        The log keeps both rows; the card and the feeders it had made due return to the states that
        the log holds from before. Raises ``NothingToUndoError`` when nothing is left.
        """
        now, today = self._study.now, self._study.today
        with self._database.write() as connection:
            entry = log.last(connection)
            if entry is None:
                raise NothingToUndoError(
                    _("There is nothing to undo."),
                    _("No card has been graded in this profile yet."),
                )
            back = {entry.card: entry.before, **entry.feeders}
            undo = Entry(
                id=str(uuid4()),
                device=self._study.device,
                action=Action.UNDO,
                card=entry.card,
                time=now.astimezone(UTC),
                day=today,
                options=entry.options,
                before=memory_rows.get(connection, entry.card),
                target=entry.id,
            )
            log.append(connection, undo)
            memory_rows.put(connection, back)
        self._study.reload()
        return Undone(entry, Changes(cards=frozenset(back), reviews=True))

    def of_card(self, card: CardId) -> list[Entry]:
        """Return a card's grades and other rows that still count, oldest first."""
        with self._database.read() as connection:
            return log.of_card(connection, card)

    def today(self) -> list[Entry]:
        """Return the rows of this study day that still count, oldest first."""
        with self._database.read() as connection:
            return log.since(connection, self._study.today)
