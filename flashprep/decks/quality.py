"""The rules of card quality that a program can check, one function per rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashprep.core.cards import Kind
from flashprep.core.faults import Fault, Level
from flashprep.core.i18n import _
from flashprep.decks import quote, sections
from flashprep.decks.spans import count_words, mask, mask_fences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flashprep.core.cards import Note
    from flashprep.decks.blocks import Chunk

MAX_WORDS = 60
"""The longest answer of a recall card."""

MAX_ITEMS = 4
"""The longest list on a recall card."""

MIN_TICKS = 4
"""The fewest ticks of a performance card."""

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_YES_NO = re.compile(
    r"(?:is|are|was|were|does|do|did|can|could|should|would|will|has|have|had|may|must|am)"
    r"(?:n't)?\s",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:why|how|when|which|what|where|who|whom|whose|or|name)\b", re.IGNORECASE)
_EXPLAIN = re.compile(
    r"(?:please\s+)?(?:explain|describe|discuss|elaborate|talk about|tell me about)\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S", re.MULTILINE)
_MONEY = re.compile(r"(?:USD|EUR|GBP|CAD|INR|US\$|\$|€|£)\s?\d[\d.,]*\d?\s?(?:k|K|M)?")
_DATED = re.compile(
    r"salar(?:y|ies)|compensation|base pay|sign-on|signing bonus|stock grant|\bRSUs?\b|list price"
    r"|on-demand price|\b(?:costs?|priced|charges?)\b[^.]{0,80}\bper\b"
    r"|(?:per|an?|/)\s?(?:GPU|accelerator|instance)[- ]?hour|per (?:million|1M|1k|1,000) tokens"
    r"|per (?:GB|TB)[- ]month",
    re.IGNORECASE,
)
_ASSUMED = re.compile(
    r"\b(?:assum\w*|suppose\w*|say|invented|example|e\.g|if|hypothetical)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Card:
    """A note with the block that it was read from, for the places of its faults."""

    file: str
    note: Note
    chunk: Chunk

    def at_question(self) -> tuple[int, int]:
        """Return the line and column of the question's first character."""
        head = self.chunk.headings[0]
        rest = self.chunk.raw[head.title : head.end]
        return self.chunk.place(head.title + len(rest) - len(rest.lstrip()))

    def at_answer(self) -> tuple[int, int]:
        """Return the line and column of the answer's first character."""
        line = self.note.answer.split("\n", 1)[0]
        found = self.chunk.raw.find(
            line, quote.read(self.chunk.raw, self.chunk.headings[0].end).end
        )
        return self.chunk.place(found) if line and found >= 0 else self.at_question()

    def at_section(self, name: str) -> tuple[int, int]:
        """Return the line and column of a section's heading, or of the question without one."""
        start = self.chunk.headings[0].end
        for section in sections.read(self.chunk.raw, start, self.chunk.headings[1:]).sections:
            if section.name == name:
                return self.chunk.place(section.start)
        return self.at_question()

    def at_text(self, text: str) -> tuple[int, int]:
        """Return the line and column where a text stands first."""
        found = self.chunk.raw.find(text, self.chunk.headings[0].title)
        return self.chunk.place(found) if found >= 0 else self.at_question()

    def fault(self, at: tuple[int, int], level: Level, code: str, message: str, hint: str) -> Fault:
        """Return a fault of this card."""
        return Fault(self.file, *at, level, code, message, hint)


def faults(card: Card) -> Iterator[Fault]:
    """Yield what is wrong with the quality of a card."""
    for rule in _RULES:
        yield from rule(card)


def _is_recall(note: Note) -> bool:
    return not note.kind.is_performance


def _empty_back(card: Card) -> Iterator[Fault]:
    note = card.note
    if note.answer or note.kind is Kind.CLOZE:
        return
    if note.kind.is_performance and (note.sections or note.expect):
        return
    yield card.fault(
        card.at_question(),
        Level.ERROR,
        "card-empty-back",
        _("The card has no answer."),
        _("Write the answer under the question."),
    )


def _yes_no(card: Card) -> Iterator[Fault]:
    if not _is_recall(card.note) or card.note.kind is Kind.CLOZE:
        return
    asked = [text for text in _SENTENCE.findall(mask(card.note.question)) if text[-1] == "?"]
    last = asked[-1].strip() if asked else ""
    if _YES_NO.match(last) and not _OPEN.search(last):
        yield card.fault(
            card.at_question(),
            Level.WARNING,
            "card-yes-no",
            _("The question can be answered by yes or no."),
            _("Ask which, why, when or how much."),
        )


def _explain(card: Card) -> Iterator[Fault]:
    question = card.note.question
    if not _is_recall(card.note) or not _EXPLAIN.match(question) or _OPEN.search(question):
        return
    yield card.fault(
        card.at_question(),
        Level.WARNING,
        "card-explain",
        _("The question leaves open what it wants to hear."),
        _("Ask for one thing: which, why, when or how much. Longer talks are performance cards."),
    )


def _long_list(card: Card) -> Iterator[Fault]:
    if not _is_recall(card.note):
        return
    count = len(_ITEM.findall(mask_fences(card.note.answer)))
    if count > MAX_ITEMS:
        yield card.fault(
            card.at_answer(),
            Level.WARNING,
            "card-long-list",
            _("The answer lists {count} items; more than four are hard to recall.").format(
                count=count
            ),
            _("Make one card per item, or use a memory aid."),
        )


def _long_answer(card: Card) -> Iterator[Fault]:
    if not _is_recall(card.note):
        return
    count = count_words(card.note.answer)
    if count > MAX_WORDS:
        yield card.fault(
            card.at_answer(),
            Level.WARNING,
            "card-long-answer",
            _("The answer has {count} words; a recall card has at most 60.").format(count=count),
            _("Split the card, or make it a performance card."),
        )


def _ticks(card: Card) -> Iterator[Fault]:
    note = card.note
    if not note.kind.is_performance:
        return
    if len(note.expect) < MIN_TICKS:
        yield card.fault(
            card.at_section("expect"),
            Level.WARNING,
            "card-few-ticks",
            _(
                "A performance card needs at least four ticks under Expect; this one has {count}."
            ).format(count=len(note.expect)),
            _("Add what an interviewer would tick off."),
        )
    if not any(tick.must for tick in note.expect):
        yield card.fault(
            card.at_section("expect"),
            Level.WARNING,
            "card-no-must",
            _("No tick is marked as a must."),
            _("Write [must] in front of what an answer cannot do without."),
        )


def _no_source(card: Card) -> Iterator[Fault]:
    if not card.note.source:
        yield card.fault(
            card.at_section("source"),
            Level.WARNING,
            "card-no-source",
            _("The card names no source."),
            _("Add a section ### Source."),
        )


def _no_as_of(card: Card) -> Iterator[Fault]:
    """Report market prices and salaries without a date; amounts made up for an example are none."""
    if card.note.as_of:
        return
    for text in (card.note.question, card.note.answer):
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n", _without_math(text)):
            money = _MONEY.search(sentence)
            if money and _DATED.search(sentence) and not _ASSUMED.search(sentence):
                yield card.fault(
                    card.at_text(money[0].strip()),
                    Level.WARNING,
                    "card-no-as-of",
                    _("A price or a salary is named without a date."),
                    _("Write as_of: with the month into the quote line."),
                )
                return


def _without_math(text: str) -> str:
    return mask(text).replace("\x00", " ")


_RULES: tuple[Callable[[Card], Iterator[Fault]], ...] = (
    _empty_back,
    _yes_no,
    _explain,
    _long_list,
    _long_answer,
    _ticks,
    _no_source,
    _no_as_of,
)
