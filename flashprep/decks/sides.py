"""Say which cards a note makes."""

from __future__ import annotations

from flashprep.core.blanks import blanks
from flashprep.core.cards import FORWARD, REVERSE, Kind, Note, NoteId, Side, card_id


def sides(note: Note) -> tuple[Side, ...]:
    """Return the cards of a note: two if it is reversed, one per blank number of a cloze.

    A note without an id makes no cards yet: it gets one first.
    """
    if note.id is None:
        return ()
    return tuple(_side(note.id, variant) for variant in variants(note))


def variants(note: Note) -> tuple[str, ...]:
    """Return the variants of a note, also of one without an id."""
    if note.kind is Kind.REVERSED:
        return (FORWARD, REVERSE)
    if note.kind is Kind.CLOZE:
        numbers = sorted({blank.number for blank in blanks(note.question)})
        return tuple(str(number) for number in numbers)
    return (FORWARD,)


def _side(note: NoteId, variant: str) -> Side:
    return Side(card_id(note, variant), note, variant)
