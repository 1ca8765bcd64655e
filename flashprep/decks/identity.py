"""Say which note of a file is which stored one, so that no edit costs the review history."""

from __future__ import annotations

import secrets
import string
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from flashprep.core.cards import NoteId
from flashprep.decks.similarity import Signature, alike, normalize

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from flashprep.core.cards import Note

SURE = 0.8
"""A mutual best match from here on is the same note."""

ASK = 0.5
"""A match from here up to ``SURE`` is put to the person; below, the note is new."""

_ALPHABET = string.digits + string.ascii_lowercase
_LENGTH = 8


class Stored(NamedTuple):
    """A note that the database knows: its id and its question as last read."""

    id: NoteId
    question: str


class How(StrEnum):
    """By what a note was recognized, or that it was not."""

    FILE = "file"
    QUESTION = "question"
    SIMILAR = "similar"
    ASK = "ask"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one note.

    ``id`` is that of the file or of the stored note; with ``ASK`` it is only a candidate, with
    ``NEW`` it is None. ``similarity`` goes from 0 to 1.
    """

    how: How
    id: NoteId | None = None
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Matching:
    """One match per note, in their order, and the stored ids that no note claims for sure."""

    matches: tuple[Match, ...]
    gone: tuple[NoteId, ...]


def match(stored: Sequence[Stored], notes: Sequence[Note]) -> Matching:
    """Match the notes of a file with the stored ones.

    In this order: the id in the file, the same question, the best mutual match of at least 0.8
    similarity; a pair from 0.5 on asks. A stored note is claimed once. 1,000 by 1,000 questions
    that are all edited take under a second.
    """
    found: dict[int, Match] = {}
    claimed: set[NoteId] = set()
    for index, note in enumerate(notes):
        if note.id is not None and note.id not in claimed:
            found[index] = Match(How.FILE, note.id)
            claimed.add(note.id)
    rest = [old for old in stored if old.id not in claimed]
    _same_question(rest, notes, found)
    claimed.update(hit.id for hit in found.values() if hit.id is not None)
    rest = [old for old in rest if old.id not in claimed]
    _similar(rest, notes, found)
    sure = {hit.id for hit in found.values() if hit.how is not How.ASK}
    return Matching(
        tuple(found.get(index, _NEW) for index in range(len(notes))),
        tuple(old.id for old in stored if old.id not in sure),
    )


_NEW = Match(How.NEW, None, 0.0)


def _same_question(
    stored: Sequence[Stored], notes: Sequence[Note], found: dict[int, Match]
) -> None:
    """Match equal questions; of several that are equal, the first with the first."""
    if not stored:
        return
    by_question: dict[str, list[NoteId]] = defaultdict(list)
    for old in reversed(stored):
        by_question[normalize(old.question)].append(old.id)
    for index, note in enumerate(notes):
        if index not in found:
            same = by_question.get(normalize(note.question))
            if same:
                found[index] = Match(How.QUESTION, same.pop())


def _similar(stored: Sequence[Stored], notes: Sequence[Note], found: dict[int, Match]) -> None:
    """Match by similarity: surely when each is the other's best, else as a question to ask."""
    open_notes = [index for index in range(len(notes)) if index not in found]
    if not open_notes or not stored:
        return
    new = [Signature(notes[index].question) for index in open_notes]
    old = [Signature(note.question) for note in stored]
    pairs = alike(new, old, ASK)
    best_new = _best(((mine, similarity, other) for similarity, mine, other in pairs))
    best_old = _best(((other, similarity, mine) for similarity, mine, other in pairs))
    taken: set[int] = set()
    for similarity, mine, other in pairs:
        index = open_notes[mine]
        if index in found or other in taken:
            continue
        mutual = best_new[mine] == other and best_old[other] == mine
        how = How.SIMILAR if similarity >= SURE and mutual else How.ASK
        found[index] = Match(how, stored[other].id, similarity)
        taken.add(other)


def _best(pairs: Iterable[tuple[int, float, int]]) -> dict[int, int | None]:
    """Return the best partner of each, None when two are equally good; best pairs come first."""
    best: dict[int, int | None] = {}
    top: dict[int, float] = {}
    for one, similarity, partner in pairs:
        if one not in top:
            top[one], best[one] = similarity, partner
        elif similarity == top[one]:
            best[one] = None
    return best


def new_id(taken: Container[str]) -> NoteId:
    """Return a random id of eight characters of ``0-9a-z`` that is not taken."""
    while True:
        name = "".join(secrets.choice(_ALPHABET) for _place in range(_LENGTH))
        if name not in taken:
            return NoteId(name)
