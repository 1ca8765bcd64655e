"""Deck files, their notes and cards, as last read: so that a start parses nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, update
from sqlalchemy.dialects.sqlite import insert

from flashprep.core.cards import CardId, Kind, Note, NoteId, Side, Tick, Tier
from flashprep.core.faults import Fault, Level
from flashprep.core.memory import NEW, Memory
from flashprep.core.queue import Candidate
from flashprep.store import memory as memory_rows
from flashprep.store.schema import cards, decks, memory, notes, shipped


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck file as last read; ``path`` is relative to the profile where it lies inside."""

    path: str
    title: str
    domain: str
    position: int
    mtime_ns: int
    size: int
    digest: str
    present: bool
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card in a list: who it is and where it stands."""

    id: CardId
    note: NoteId
    variant: str
    deck: str
    domain: str
    kind: Kind
    tier: Tier
    question: str
    present: bool
    memory: Memory


def every(connection: Connection) -> dict[str, DeckRow]:
    """Return all deck files ever read, by path."""
    rows = connection.execute(select(decks).order_by(decks.c.position, decks.c.path))
    return {row.path: _deck(row) for row in rows}


def put(connection: Connection, deck: DeckRow) -> None:
    """Store what is known of a deck file."""
    values = asdict(deck)
    values["faults"] = [asdict(fault) for fault in deck.faults]
    query = insert(decks).values(values)
    connection.execute(query.on_conflict_do_update(index_elements=["path"], set_=values))


def stored_notes(
    connection: Connection, deck: str, gone: Sequence[str] = ()
) -> list[tuple[NoteId, str]]:
    """Return (id, question) of a deck's notes, and of those that vanished from any deck.

    ``gone`` are decks whose files are no longer there, though their notes are not retired yet.
    """
    query = select(notes.c.id, notes.c.question).where(
        notes.c.deck.in_([deck, *gone]) | notes.c.present.is_(False)
    )
    return [(NoteId(row.id), row.question) for row in connection.execute(query)]


def owners(connection: Connection) -> dict[NoteId, str]:
    """Return which deck holds each note that is present."""
    query = select(notes.c.id, notes.c.deck).where(notes.c.present)
    return {NoteId(row.id): row.deck for row in connection.execute(query)}


def replace_notes(
    connection: Connection, deck: str, content: Sequence[tuple[Note, Sequence[Side]]]
) -> set[CardId]:
    """Make a deck hold exactly these notes (each with its id); return the cards that changed.

    Notes that are gone keep their rows, marked as not present, and so keep their history.
    """
    held = {
        row.id: row
        for row in connection.execute(select(notes).where(notes.c.deck == deck, notes.c.present))
    }
    touched: set[CardId] = set()
    kept = {note.id for note, _sides in content}
    gone = [note_id for note_id in held if note_id not in kept]
    touched |= _retire(connection, gone)
    for position, (note, sides) in enumerate(content):
        values = _note_values(deck, position, note)
        before = held.get(note.id or "")
        if before is not None and all(getattr(before, k) == v for k, v in values.items()):
            continue
        query = insert(notes).values(values)
        connection.execute(query.on_conflict_do_update(index_elements=["id"], set_=values))
        touched |= _put_sides(connection, sides)
    return touched


def retire_deck(connection: Connection, deck: str) -> set[CardId]:
    """Mark a deck and its notes as gone; their history stays."""
    connection.execute(update(decks).where(decks.c.path == deck).values(present=False))
    query = select(notes.c.id).where(notes.c.deck == deck, notes.c.present)
    return _retire(connection, [row.id for row in connection.execute(query)])


def note(connection: Connection, note_id: NoteId) -> tuple[Note, str] | None:
    """Return a note and the path of its deck."""
    row = connection.execute(select(notes).where(notes.c.id == note_id)).first()
    return None if row is None else (_note(row), row.deck)


def side(connection: Connection, card: CardId) -> Side | None:
    """Return which side of which note a card is."""
    row = connection.execute(select(cards).where(cards.c.id == card)).first()
    return None if row is None else Side(CardId(row.id), NoteId(row.note), row.variant)


def question(connection: Connection, card: CardId) -> str:
    """Return the question of a card's note, "" when it is unknown."""
    query = select(notes.c.question).join(cards, cards.c.note == notes.c.id)
    return str(connection.execute(query.where(cards.c.id == card)).scalar() or "")


def cards_of_notes(connection: Connection, ids: Iterable[NoteId]) -> list[CardId]:
    """Return the cards of some notes that are present."""
    query = select(cards.c.id).where(cards.c.note.in_(list(ids)), cards.c.present)
    return [CardId(row.id) for row in connection.execute(query.order_by(cards.c.id))]


def candidates(connection: Connection) -> list[Candidate]:
    """Return every present card with its state, as the queue sees it."""
    query = (
        select(
            cards.c.id.label("card_id"),
            cards.c.note,
            notes.c.domain,
            notes.c.kind,
            notes.c.tier,
            notes.c.needs,
            *(column for column in memory.c if column.name != "card"),
        )
        .join(notes, notes.c.id == cards.c.note)
        .join(decks, decks.c.path == notes.c.deck)
        .outerjoin(memory, memory.c.card == cards.c.id)
        .where(cards.c.present, notes.c.present)
        .order_by(decks.c.position, decks.c.path, notes.c.position, cards.c.id)
    )
    return [
        Candidate(
            id=CardId(row.card_id),
            note=NoteId(row.note),
            domain=row.domain,
            performance=Kind(row.kind).is_performance,
            tier=Tier(row.tier),
            position=position,
            needs=tuple(map(NoteId, row.needs)),
            memory=NEW if row.state is None else memory_rows.from_row(row),
        )
        for position, row in enumerate(connection.execute(query))
    ]


def card_rows(connection: Connection, deck: str | None = None) -> list[CardRow]:
    """Return the cards, those that vanished from their decks included, in deck order."""
    query = (
        select(
            cards.c.id.label("card_id"),
            cards.c.note,
            cards.c.variant,
            and_(cards.c.present, notes.c.present).label("is_present"),
            notes.c.deck,
            notes.c.domain,
            notes.c.kind,
            notes.c.tier,
            notes.c.question,
            *(column for column in memory.c if column.name != "card"),
        )
        .join(notes, notes.c.id == cards.c.note)
        .join(decks, decks.c.path == notes.c.deck)
        .outerjoin(memory, memory.c.card == cards.c.id)
        .order_by(decks.c.position, decks.c.path, notes.c.position, cards.c.id)
    )
    if deck is not None:
        query = query.where(notes.c.deck == deck)
    return [
        CardRow(
            id=CardId(row.card_id),
            note=NoteId(row.note),
            variant=row.variant,
            deck=row.deck,
            domain=row.domain,
            kind=Kind(row.kind),
            tier=Tier(row.tier),
            question=row.question,
            present=row.is_present,
            memory=NEW if row.state is None else memory_rows.from_row(row),
        )
        for row in connection.execute(query)
    ]


def count_by_deck(connection: Connection) -> dict[str, int]:
    """Return how many cards each deck holds."""
    query = (
        select(notes.c.deck, func.count())
        .join(cards, cards.c.note == notes.c.id)
        .where(notes.c.present, cards.c.present)
        .group_by(notes.c.deck)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def shipped_base(connection: Connection, name: str) -> bytes | None:
    """Return a deck's text as the program last shipped it, None if it never did."""
    return connection.execute(select(shipped.c.base).where(shipped.c.name == name)).scalar()


def put_shipped_base(connection: Connection, name: str, digest: str, base: bytes) -> None:
    """Remember a deck's text as shipped: the base of the next merge."""
    values = {"name": name, "digest": digest, "base": base}
    query = insert(shipped).values(values)
    connection.execute(query.on_conflict_do_update(index_elements=["name"], set_=values))


def _retire(connection: Connection, ids: Sequence[str]) -> set[CardId]:
    for note_id in ids:
        connection.execute(update(notes).where(notes.c.id == note_id).values(present=False))
    query = select(cards.c.id).where(cards.c.note.in_(list(ids)))
    return {CardId(row.id) for row in connection.execute(query)}


def _put_sides(connection: Connection, sides: Sequence[Side]) -> set[CardId]:
    wanted = {side.id for side in sides}
    owner = sides[0].note if sides else None
    connection.execute(
        update(cards).where(cards.c.note == owner, cards.c.id.not_in(wanted)).values(present=False)
    )
    for one in sides:
        values = {"id": one.id, "note": one.note, "variant": one.variant, "present": True}
        query = insert(cards).values(values)
        connection.execute(query.on_conflict_do_update(index_elements=["id"], set_=values))
    return wanted


_COLUMNS = ("id", "domain", "kind", "tier", "question", "needs")


def _note_values(deck: str, position: int, note: Note) -> dict[str, Any]:
    everything = asdict(note)
    content = {key: _plain(value) for key, value in everything.items() if key not in _COLUMNS}
    return {
        "id": note.id,
        "deck": deck,
        "position": position,
        "domain": note.domain,
        "kind": note.kind.value,
        "tier": note.tier.value,
        "needs": list(note.needs),
        "question": note.question,
        "content": content,
        "present": True,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


_TUPLES = frozenset({"tags", "principles", "hints", "follow_ups"})
_FIELDS = frozenset(field.name for field in fields(Note))


def _note(row: Row[Any]) -> Note:
    content: dict[str, Any] = {k: v for k, v in row.content.items() if k in _FIELDS}
    for name in _TUPLES & content.keys():
        content[name] = tuple(content[name])
    content["expect"] = tuple(Tick(**tick) for tick in content.get("expect", ()))
    return Note(
        id=NoteId(row.id),
        question=row.question,
        domain=row.domain,
        kind=Kind(row.kind),
        tier=Tier(row.tier),
        needs=tuple(map(NoteId, row.needs)),
        **content,
    )


def _deck(row: Row[Any]) -> DeckRow:
    faults = tuple(Fault(**{**fault, "level": Level(fault["level"])}) for fault in row.faults)
    values = {field.name: getattr(row, field.name) for field in fields(DeckRow)}
    return DeckRow(**{**values, "faults": faults})
