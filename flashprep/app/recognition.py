"""Give every note of a deck file its id, so that an edit never costs the review history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flashprep.core.cards import Note, NoteId
from flashprep.core.faults import Fault, Level
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Ask:
    """A card without an id that resembles one that vanished, and may be the same, reworded."""

    deck: str
    question: str
    old_question: str
    old_id: NoteId
    similarity: float

    @property
    def key(self) -> str:
        """Return the name under which the person's answer is remembered."""
        return ask_key(self.deck, self.question)

    def dump(self) -> dict[str, Any]:
        """Return the question as plain JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def ask_key(deck: str, question: str) -> str:
    """Return the name under which the answer about a deck's question is remembered."""
    return f"{deck}\n{question}"


@dataclass(frozen=True, slots=True)
class Recognized:
    """The notes of a deck, each with its id.

    ``unwritten`` maps heading lines of the file to the ids that should be written there; ``asks``
    holds what only the person can tell, and ``faults`` the ids that stand in two decks.
    """

    notes: tuple[Note, ...]
    unwritten: Mapping[int, NoteId]
    asks: tuple[Ask, ...]
    faults: tuple[Fault, ...]


def claims(
    decks: Mapping[str, Sequence[Note]], owners: Mapping[NoteId, str], gone: Sequence[str]
) -> dict[NoteId, str]:
    """Return which deck each id belongs to, when ``decks`` were read again and ``gone`` left.

    A card cut from one deck and pasted into another moves; one that stands in two decks stays with
    the deck that had it.
    """
    claimed = {i: path for i, path in owners.items() if path not in decks and path not in gone}
    named = [(key, note.id) for key, notes in decks.items() for note in notes if note.id]
    for key, note_id in sorted(named, key=lambda pair: owners.get(pair[1]) != pair[0]):
        claimed.setdefault(note_id, key)
    return claimed


def recognize(
    key: str,
    file: str,
    notes: Sequence[Note],
    stored: Sequence[tuple[NoteId, str]],
    claimed: dict[NoteId, str],
    answers: Mapping[str, str],
    pending: Mapping[str, Ask],
) -> Recognized:
    """Return a deck's notes with their ids, and note new ids in ``claimed``.

    ``stored`` holds (id, question) of what the deck had, and of notes that vanished anywhere;
    ``answers`` the ids that the person gave to notes of ``pending`` and earlier asks, "" for none.
    """
    from flashprep.decks import identity

    copies = {n.line for n in notes if n.id is not None and claimed.get(n.id) != key}
    faults = tuple(
        _in_two_decks(file, n, claimed[n.id]) for n in notes if n.id and n.line in copies
    )
    notes = [replace(n, id=None) if n.line in copies else n for n in notes]
    answered = _answered(key, notes, claimed, answers)
    notes = [replace(n, id=answered.get(n.line, n.id)) for n in notes]
    questions = dict(stored)
    free = [identity.Stored(i, q) for i, q in stored if claimed.get(i, key) == key]
    out: list[Note] = []
    unwritten: dict[int, NoteId] = dict(answered)
    asks: list[Ask] = []
    taken = set(claimed) | set(questions)
    for note, found in zip(notes, identity.match(free, notes).matches, strict=True):
        if note.id is not None:
            claimed[note.id] = key
            out.append(note)
            continue
        note_id = found.id
        ask = pending.get(ask_key(key, note.question))
        if found.how is identity.How.ASK and found.id is not None:
            ask = Ask(key, note.question, questions[found.id], found.id, round(found.similarity, 2))
            note_id = None
        # Until it is answered, the card is studied under an id that is not in the file.
        asking = ask is not None and ask.key not in answers and ask.old_id not in claimed
        if ask is not None and asking:
            asks.append(ask)
        note_id = note_id or identity.new_id(taken)
        taken.add(note_id)
        claimed[note_id] = key
        out.append(replace(note, id=note_id))
        if not asking and note.line not in copies:
            unwritten[note.line] = note_id
    return Recognized(tuple(out), unwritten, tuple(asks), faults)


def _answered(
    key: str, notes: Sequence[Note], claimed: Mapping[NoteId, str], answers: Mapping[str, str]
) -> dict[int, NoteId]:
    """Return the ids that the person gave to notes without one, by the notes' lines."""
    taken = {note.id for note in notes}
    found: dict[int, NoteId] = {}
    for note in notes:
        answer = NoteId(answers.get(ask_key(key, note.question), ""))
        if note.id is None and answer and answer not in taken and claimed.get(answer, key) == key:
            taken.add(answer)
            found[note.line] = answer
    return found


def _in_two_decks(file: str, note: Note, holder: str) -> Fault:
    return Fault(
        file,
        note.line,
        1,
        Level.WARNING,
        "id-in-two-decks",
        _("The id {id} also stands in {holder}; this copy is studied as a card of its own.").format(
            id=note.id, holder=holder
        ),
        _("Delete one of the two cards, or this card's id comment to give it a new id."),
    )
