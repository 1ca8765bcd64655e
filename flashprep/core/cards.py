"""What a deck says: a note is one ``##`` block of a deck, and makes one or more cards."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping

NoteId = NewType("NoteId", str)
"""Eight characters of ``0-9a-z`` written as ``<!-- id: k7m2qxr4 -->`` in the deck."""

CardId = NewType("CardId", str)
"""A note's id, with ``.1``, ``.2`` … for the blanks of a cloze and ``.r`` for the reverse."""

NOTE_ID = re.compile(r"[0-9A-Za-z_-]{4,40}")


class Kind(StrEnum):
    """What a card asks for; the last five are performance cards, spoken or written at length."""

    RECALL = "recall"
    REVERSED = "reversed"
    CLOZE = "cloze"
    DERIVE = "derive"
    DESIGN = "design"
    CODE = "code"
    STORY = "story"
    PROBE = "probe"

    @property
    def is_performance(self) -> bool:
        """Tell whether the card is an answer of minutes, graded by its expectation ticks."""
        return self in _PERFORMANCE


_PERFORMANCE = frozenset({Kind.DERIVE, Kind.DESIGN, Kind.CODE, Kind.STORY, Kind.PROBE})


class Tier(StrEnum):
    """Core cards are learned first; extended ones open when a domain's core is covered."""

    CORE = "core"
    EXTENDED = "extended"


STAGES = (
    "recruiter",
    "technical-screen",
    "writing",
    "breadth",
    "depth",
    "design",
    "coding",
    "bar-raiser",
)
"""The stages of the interview a card may name, in the order in which they come."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the interviewer's expectation; a missed ``must`` caps the grade at Again."""

    text: str
    must: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """One ``##`` block of a deck, as written (Markdown in every text field).

    ``id`` is None while the file names none. ``question`` still holds its ``{{blanks}}``.
    ``time_box`` is in seconds. ``line`` is the 1-based line of the heading. ``sections`` keeps the
    known sections that have no field of their own (Starter, Tests, Solution, Situation, Task,
    Action, Result, Notes) under their lower-case names; ``extra`` the keys of the quote line that
    flashprep does not know.
    """

    id: NoteId | None
    question: str
    answer: str
    kind: Kind = Kind.RECALL
    tier: Tier = Tier.CORE
    stage: str = ""
    domain: str = "custom"
    time_box: int | None = None
    needs: tuple[NoteId, ...] = ()
    tags: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    as_of: str = ""
    expect: tuple[Tick, ...] = ()
    junior: str = ""
    senior: str = ""
    hints: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    source: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    line: int = 1


FORWARD = ""
REVERSE = "r"


@dataclass(frozen=True, slots=True)
class Side:
    """One card of a note: ``variant`` is "" (forward), "r" (reverse) or a blank's number."""

    id: CardId
    note: NoteId
    variant: str


def card_id(note: NoteId, variant: str) -> CardId:
    """Return the id of one side of a note."""
    return CardId(f"{note}.{variant}" if variant else note)
