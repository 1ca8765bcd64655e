"""Split a deck into its front matter, prose and note blocks without losing a byte."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from flashprep.core.i18n import _
from flashprep.decks.outline import ID_COMMENT, Heading, outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.decks.findings import Findings

CARD = 2
"""The heading level of a card; one above is prose, one below a section."""

_FRONT = re.compile(r"\ufeff?(?:[ \t\r\n]*[\r\n])?---[ \t]*(?:\r\n|\r|\n)")
_FRONT_END = re.compile(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
_EMPTY_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))+")
_FRONT_KEY = re.compile(r"[A-Za-z_]\w*:(?:\s|$)")
_CARD_LINE = re.compile(r"^ {0,3}##[ \t][^\r\n]*<!--[ \t]*id:", re.MULTILINE)
_LONE_CR = re.compile(r"\r(?!\n)")


class ChunkKind(StrEnum):
    """What a piece of a deck is."""

    FRONT_MATTER = "front matter"
    PROSE = "prose"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a deck as written; ``"".join(chunk.raw for chunk in chunks)`` is the file.

    ``line`` is the 1-based line of its beginning. A note has its ``##`` heading first in
    ``headings``, then those inside it, as offsets in ``raw``; ``written_id`` is the id behind the
    question, good or bad, None if there is none.
    """

    kind: ChunkKind
    raw: str
    line: int
    headings: tuple[Heading, ...] = ()
    written_id: str | None = None

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column in the file of an offset in ``raw``."""
        line, col = _lines(self.raw).place(offset)
        return self.line + line - 1, col

    def id_place(self) -> tuple[int, int]:
        """Return the 1-based line and column of the id comment of a note."""
        return self.place(self.raw.rfind("<!--", 0, self.headings[0].end))


class Lines:
    """Where the lines of a text begin; LF, CRLF and a lone CR end one."""

    __slots__ = ("_bom", "_starts")

    def __init__(self, text: str) -> None:
        if "\r" in text:
            text = _LONE_CR.sub("\n", text)
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._bom = 1 if text.startswith("\ufeff") else 0

    def line(self, offset: int) -> int:
        """Return the 1-based line of an offset."""
        return bisect_right(self._starts, offset)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset; a byte order mark has no column."""
        line = self.line(offset)
        return line, offset - self._starts[line - 1] + 1 - (self._bom if line == 1 else 0)


@lru_cache(maxsize=2)
def _lines(raw: str) -> Lines:
    """Return the lines of a block; one block is asked for many places in a row."""
    return Lines(raw)


def split(text: str, findings: Findings | None = None) -> tuple[Chunk, ...]:
    """Split a deck into chunks, and report fences, comments and front matter left open."""
    lines = Lines(text)
    start = _front_matter_end(text, lines, findings)
    found = outline(text, start)
    if findings is not None:
        for flaw in found.flaws:
            _report(findings, flaw.code, lines.place(flaw.start))
    return tuple(_chunks(text, lines, found.headings, start))


def _chunks(text: str, lines: Lines, heads: Sequence[Heading], start: int) -> list[Chunk]:
    chunks: list[Chunk] = []
    if start:
        chunks.append(Chunk(ChunkKind.FRONT_MATTER, text[:start], 1))
    tops = [index for index, heading in enumerate(heads) if heading.level <= CARD]
    first = heads[tops[0]].start if tops else len(text)
    if start < first:
        chunks.append(Chunk(ChunkKind.PROSE, text[start:first], lines.line(start)))
    for top, index in enumerate(tops):
        head = heads[index]
        last = top + 1 == len(tops)
        stop = len(text) if last else heads[tops[top + 1]].start
        raw, line = text[head.start : stop], lines.line(head.start)
        if head.level < CARD:
            chunks.append(Chunk(ChunkKind.PROSE, raw, line))
            continue
        inner = heads[index : len(heads) if last else tops[top + 1]]
        own = tuple(
            Heading(h.level, h.start - head.start, h.end - head.start, h.title - head.start)
            for h in inner
        )
        given = ID_COMMENT.search(raw[: own[0].end].rstrip()) if "<!--" in raw else None
        chunks.append(Chunk(ChunkKind.NOTE, raw, line, own, given[1].strip() if given else None))
    return chunks


def _front_matter_end(text: str, lines: Lines, findings: Findings | None) -> int:
    """Return the offset behind the front matter and its empty lines, 0 if there is none."""
    begin = _FRONT.match(text)
    if begin is None:
        return 0
    end = _FRONT_END.search(text, begin.end())
    card = _CARD_LINE.search(text, begin.end(), end.start() if end else len(text))
    if end is not None and card is None:
        empty = _EMPTY_LINES.match(text, end.end())
        return empty.end() if empty else end.end()
    if _FRONT_KEY.match(text, begin.end()) is None:
        return 0  # a thematic break, not front matter
    if findings is not None:
        findings.error(
            lines.place(text.index("---")),
            "front-matter-unclosed",
            _("The front matter is not closed."),
            _("End it with a line that holds only ---."),
        )
    return card.start() if card else 0


def _report(findings: Findings, code: str, at: tuple[int, int]) -> None:
    if code == "unclosed-fence":
        message = _("The code fence that begins here is never closed.")
        findings.error(at, code, message, _("Close it with a line that holds only its marks."))
    elif code == "unclosed-comment":
        message = _("The comment that begins here runs into a card or to the end of the file.")
        hint = _("End it with --> before the next card; a comment cannot hold a card with an id.")
        findings.error(at, code, message, hint)
    else:
        message = _("This looks like a heading, but the space behind the # marks is missing.")
        findings.warning(at, code, message, _("Write a space behind the # marks."))
