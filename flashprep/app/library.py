"""Decks on disk and cards in the store, kept in step: parse what changed, match, store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashprep.app import reading, shipped
from flashprep.app.reading import Parsed
from flashprep.app.recognition import Ask, claims, recognize
from flashprep.core.changes import Changes
from flashprep.core.errors import DeckError, UnknownCardError
from flashprep.core.faults import Fault, Level
from flashprep.core.i18n import _
from flashprep.store import decks as rows
from flashprep.store.decks import CardRow, DeckRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.app.preferences import Preferences
    from flashprep.app.profile import Profile
    from flashprep.core.cards import CardId, Note, NoteId, Side
    from flashprep.core.queue import Candidate
    from flashprep.store.database import Database

__all__ = ["Ask", "CardRow", "CardView", "DeckInfo", "Library"]

_ASKS = "identity_asks"
_ANSWERS = "identity_answers"


@dataclass(frozen=True, slots=True)
class DeckInfo:
    """A deck as the library lists it."""

    path: Path
    key: str
    title: str
    domain: str
    cards: int
    faults: tuple[Fault, ...]
    present: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """Everything that is needed to show one card."""

    side: Side
    note: Note
    deck: Path


class Library:
    """The decks of one profile."""

    def __init__(
        self,
        database: Database,
        profile: Profile,
        preferences: Preferences,
        source: Path | None = None,
    ) -> None:
        self._database = database
        self._profile = profile
        self._preferences = preferences
        self._source = source or shipped.folder()
        self._delivery_faults: tuple[Fault, ...] = ()

    # -- what is there -----------------------------------------------------------------------

    def folders(self) -> list[Path]:
        """Return the folders whose decks are studied: the profile's, then the person's others."""
        others = [Path(name).expanduser() for name in self._preferences.values.deck_folders]
        return [self._profile.decks, *others]

    def watched(self) -> list[Path]:
        """Return the folders in which a change is of interest, the shipped decks' included."""
        return [*self.folders(), self._source]

    def decks(self) -> list[DeckInfo]:
        """Return the decks that are present or faulty, in order."""
        with self._database.read() as connection:
            known = rows.every(connection)
            counts = rows.count_by_deck(connection)
        return [
            DeckInfo(
                self._absolute(row.path),
                row.path,
                row.title,
                row.domain,
                counts.get(row.path, 0),
                row.faults,
                row.present,
            )
            for row in known.values()
            if row.present
        ]

    def faults(self) -> list[Fault]:
        """Return what is wrong with the decks now, worst first."""
        order = [Level.ERROR, Level.WARNING, Level.NOTE]
        found = [*self._delivery_faults, *(f for deck in self.decks() for f in deck.faults)]
        return sorted(found, key=lambda fault: (order.index(fault.level), fault.file, fault.line))

    def cards(self, deck: str | None = None, *, gone: bool = False) -> list[CardRow]:
        """Return the cards in deck order; with ``gone`` also those whose deck lost them."""
        with self._database.read() as connection:
            found = rows.card_rows(connection, deck)
        return [row for row in found if gone or row.present]

    def candidates(self) -> list[Candidate]:
        """Return every present card with its state, as the queue sees it."""
        with self._database.read() as connection:
            return rows.candidates(connection)

    def view(self, card: CardId) -> CardView:
        """Return a card's content; raise ``UnknownCardError`` when there is none of that id."""
        with self._database.read() as connection:
            side = rows.side(connection, card)
            found = rows.note(connection, side.note) if side is not None else None
        if side is None or found is None:
            raise UnknownCardError(
                _("There is no card {card}.").format(card=card),
                _("“flashprep list” shows the ids of all cards."),
            )
        note, deck = found
        return CardView(side, note, self._absolute(deck))

    def feeders(self, note: Note) -> list[CardId]:
        """Return the cards of the other notes that a performance card needs."""
        needs = [feeder for feeder in note.needs if feeder != note.id]
        if not needs:
            return []
        with self._database.read() as connection:
            return rows.cards_of_notes(connection, needs)

    # -- bringing it up to date --------------------------------------------------------------

    def refresh(self, *, deliver: bool = True) -> Changes:
        """Read the decks whose files changed since last time, and store what is in them.

        A file that cannot be used keeps its last good cards and gets a fault; a card that vanished
        keeps its history.
        """
        changes = self._deliver() if deliver else Changes()
        with self._database.read() as connection:
            known = rows.every(connection)
        paths, folder_faults = reading.find(self.folders())
        keys = {self._key(path): path for path in paths}
        gone = [row.path for row in known.values() if row.present and row.path not in keys]
        found = [
            reading.look(key, path, position, known.get(key))
            for position, (key, path) in enumerate(keys.items())
        ]
        if gone or any(found):
            # What another deck held may have become free for the copies that were put aside.
            found = [
                look or reading.look_again(key, path, position, known.get(key), "id-in-two-decks")
                for look, (position, (key, path)) in zip(
                    found, enumerate(keys.items()), strict=True
                )
            ]
        before, self._delivery_faults = (
            self._delivery_faults,
            (*self._shipped_faults, *folder_faults),
        )
        changes |= Changes(faults=before != self._delivery_faults)
        parsed = [look for look in found if isinstance(look, Parsed)]
        restamped = [look for look in found if isinstance(look, DeckRow)]
        if not (parsed or restamped or gone):
            return changes
        return changes | self._take_in(parsed, restamped, gone)

    _shipped_faults: tuple[Fault, ...] = ()

    def _deliver(self) -> Changes:
        faults = tuple(
            shipped.deliver(self._database, self._preferences, self._source, self._profile.decks)
        )
        changed = faults != self._shipped_faults
        self._shipped_faults = faults
        return Changes(faults=changed)

    def _take_in(
        self, parsed: Sequence[Parsed], restamped: Sequence[DeckRow], gone: Sequence[str]
    ) -> Changes:
        from flashprep.decks import sides

        asks = self._identify(parsed, gone)
        touched: set[CardId] = set()
        with self._database.write() as connection:
            for path in gone:
                touched |= rows.retire_deck(connection, path)
            for row in restamped:
                rows.put(connection, row)
            for deck in parsed:
                rows.put(connection, deck.row)
                content = [(note, sides.sides(note)) for note in deck.notes]
                touched |= rows.replace_notes(connection, deck.row.path, content)
        if asks != self.asks():
            self._preferences.remember(_ASKS, [ask.dump() for ask in asks])
        return Changes(cards=frozenset(touched), content=True, faults=True)

    # -- identity ----------------------------------------------------------------------------

    def _identify(self, parsed: Sequence[Parsed], gone: Sequence[str]) -> list[Ask]:
        """Give every note an id, writing missing ones into the person's files."""
        with self._database.read() as connection:
            owners = rows.owners(connection)
            stored = {d.row.path: rows.stored_notes(connection, d.row.path, gone) for d in parsed}
        decks = {deck.row.path: deck.notes for deck in parsed}
        claimed = claims(decks, owners, gone)
        answers = self._preferences.fact(_ANSWERS) or {}
        pending = {ask.key: ask for ask in self.asks()}
        asks = [ask for ask in pending.values() if ask.deck not in decks and ask.deck not in gone]
        for deck in parsed:
            key = deck.row.path
            found = recognize(
                key, str(deck.path), deck.notes, stored[key], claimed, answers, pending
            )
            deck.notes = found.notes
            deck.row = replace(deck.row, faults=(*deck.row.faults, *found.faults))
            asks += found.asks
            # An id that the file names twice is the person's to mend: nothing is written there.
            twice = {f.line for f in deck.row.faults if f.code == "duplicate-id"}
            unwritten = {n: i for n, i in found.unwritten.items() if n not in twice}
            if unwritten and self._preferences.values.write_ids:
                self._write_ids(deck, unwritten)
        return asks

    def _write_ids(self, deck: Parsed, ids: dict[int, NoteId]) -> None:
        from flashprep.decks import writer

        data = writer.insert_ids(deck.data, ids)
        try:
            writer.write_atomically(deck.path, data, expect=deck.data)
        except DeckError as error:
            fault = Fault(
                str(deck.path), 1, 1, Level.NOTE, "ids-not-written", error.message, error.hint
            )
            deck.row = replace(deck.row, faults=(*deck.row.faults, fault))
            return
        stat = deck.path.stat()
        deck.row = replace(
            deck.row, mtime_ns=stat.st_mtime_ns, size=stat.st_size, digest=shipped.digest(data)
        )

    def asks(self) -> list[Ask]:
        """Return what only the person can tell: whether a card is an old one, reworded."""
        return [Ask(**ask) for ask in self._preferences.fact(_ASKS) or []]

    def answer(self, ask: Ask, *, same: bool) -> Changes:
        """Say whether a reworded card is the old one, which gives it its history back."""
        answers = self._preferences.fact(_ANSWERS) or {}
        self._preferences.remember(_ANSWERS, {**answers, ask.key: ask.old_id if same else ""})
        with self._database.write() as connection:
            row = rows.every(connection).get(ask.deck)
            if row is not None:
                # An outdated stamp makes the next refresh read the file again.
                rows.put(connection, replace(row, mtime_ns=0, digest=""))
        return self.refresh(deliver=False)

    # -- paths -------------------------------------------------------------------------------

    def _key(self, path: Path) -> str:
        try:
            return path.relative_to(self._profile.folder).as_posix()
        except ValueError:
            return path.as_posix()

    def _absolute(self, key: str) -> Path:
        return self._profile.folder / key


def _folder_fault(place: Path, error: DeckError) -> Fault:
    return Fault(str(place), 1, 1, Level.WARNING, "folder-unusable", error.message, error.hint)
