"""Find cloze blanks, and the code and math in which nothing else may be read.

One scanner for both floors that need it: the parser counts the cards of a cloze with it, the
renderer takes code and formulas out of the text before Markdown sees them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class VerbatimKind(StrEnum):
    """What a stretch of verbatim text is: code or math, inline or as a block of its own."""

    CODE = "code"
    FENCE = "fence"
    MATH = "math"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A stretch ``text[start:end]`` with its marks, ``text[inner:outer]`` without them."""

    kind: VerbatimKind
    start: int
    end: int
    inner: int
    outer: int


@dataclass(frozen=True, slots=True)
class Blank:
    """One cloze blank, ``text[start:end]`` with its braces; ``number`` is the card's variant."""

    number: int
    text: str
    hint: str
    start: int
    end: int


_FENCE_OPEN = re.compile(
    r"^(?P<prefix>[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]*)*)"
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})",
    re.MULTILINE,
)
_NUMBER = re.compile(r"c?([0-9]{1,3})::")
_LINE = re.compile(r"[^\n]*\n?")
_PARAGRAPH_END = re.compile(r"\n[ \t>]*(?=\n)")
_MARK = re.compile(r"\\.|`+|\$\$?", re.DOTALL)
_BACKTICKS = re.compile(r"`+")
_CLOSING_DOLLAR = re.compile(r"\\.|\$", re.DOTALL)


def verbatim(text: str) -> tuple[Verbatim, ...]:
    """Return the code and math of a Markdown text in order, none overlapping another.

    Dollars follow pandoc's rule: the opening one has no space after it, the closing one no space
    before it and no digit after it; neither crosses a blank line.
    """
    found: list[Verbatim] = []
    pos = 0
    for fence in _fences(text):
        found.extend(_inline_spans(text, pos, fence.start))
        found.append(fence)
        pos = fence.end
    found.extend(_inline_spans(text, pos, len(text)))
    return tuple(found)


def blanks(question: str) -> tuple[Blank, ...]:
    """Return the cloze blanks of a question in order.

    ``{{text}}``, ``{{text::hint}}``, ``{{1::text}}`` and ``{{c1::text}}`` are blanks; braces inside
    code and math are not. A blank without a number gets the lowest one that no other blank has.
    """
    if "{{" not in question:
        return ()
    masked = _masked(question)
    found: list[Blank] = []
    start = masked.find("{{")
    while start >= 0 and (end := _blank_end(masked, start)) >= 0:
        blank = _blank(question, masked, start, end - 2)
        if blank.text.strip():
            found.append(blank)
        start = masked.find("{{", end)
    taken = {blank.number for blank in found}
    free = (number for number in range(1, 2 * len(found) + 1) if number not in taken)
    return tuple(blank if blank.number else replace(blank, number=next(free)) for blank in found)


def _blank_end(masked: str, start: int) -> int:
    """Return the offset behind the braces that close a blank, or -1.

    Of the three braces that end ``{{the set {a, b}}}`` the last two close the blank.
    """
    end = masked.find("}}", start + 2)
    if end < 0:
        return -1
    more = masked.count("{", start + 2, end) - masked.count("}", start + 2, end)
    while more > 0 and masked.startswith("}", end + 2):
        end, more = end + 1, more - 1
    return end + 2


def _blank(question: str, masked: str, start: int, end: int) -> Blank:
    """Split the inside of a pair of braces; number 0 stands for none given."""
    inner, number = start + 2, 0
    if numbered := _NUMBER.match(masked, inner, end):
        number, inner = int(numbered[1]), numbered.end()
    colons = masked.find("::", inner + 1, end)
    stop = end if colons < 0 else colons
    hint = "" if colons < 0 else question[colons + 2 : end].strip()
    return Blank(number, question[inner:stop], hint, start, end + 2)


def _masked(text: str) -> str:
    parts, pos = [], 0
    for span in verbatim(text):
        parts += [text[pos : span.start], "\0" * (span.end - span.start)]
        pos = span.end
    return "".join((*parts, text[pos:]))


def _fences(text: str) -> Iterator[Verbatim]:
    pos = 0
    while opening := _FENCE_OPEN.search(text, pos):
        fence = opening["fence"]
        first = _LINE.match(text, opening.end())
        inner = first.end() if first else len(text)
        closing = re.compile(rf"^[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE).search(
            text, inner
        )
        outer, end = (closing.start(), closing.end()) if closing else (len(text), len(text))
        yield Verbatim(VerbatimKind.FENCE, opening.start("fence"), end, inner, outer)
        pos = end
        if closing is None:
            return


def _inline_spans(text: str, start: int, stop: int) -> Iterator[Verbatim]:
    pos = start
    for gap in _PARAGRAPH_END.finditer(text, start, stop):
        yield from _paragraph_spans(text, pos, gap.start())
        pos = gap.end()
    yield from _paragraph_spans(text, pos, stop)


def _paragraph_spans(text: str, start: int, stop: int) -> Iterator[Verbatim]:
    runs: dict[int, list[int]] = {}
    for run in _BACKTICKS.finditer(text, start, stop):
        runs.setdefault(len(run[0]), []).append(run.start())
    pos = start
    while mark := _MARK.search(text, pos, stop):
        span: Verbatim | None = None
        if mark[0][0] == "`":
            span = _code_span(mark.start(), mark.end(), runs)
        elif mark[0] == "$$":
            span = _display(text, mark.start(), stop)
        elif mark[0] == "$":
            span = _math(text, mark.start(), stop)
        if span is not None:
            yield span
        pos = span.end if span is not None else mark.end()


def _code_span(start: int, inner: int, runs: dict[int, list[int]]) -> Verbatim | None:
    starts = runs.get(inner - start, [])
    index = bisect_left(starts, inner)
    if index == len(starts):
        return None
    outer = starts[index]
    return Verbatim(VerbatimKind.CODE, start, outer + inner - start, inner, outer)


def _display(text: str, start: int, stop: int) -> Verbatim | None:
    outer = text.find("$$", start + 2, stop)
    if outer < 0 or not text[start + 2 : outer].strip():
        return None
    return Verbatim(VerbatimKind.DISPLAY, start, outer + 2, start + 2, outer)


def _math(text: str, start: int, stop: int) -> Verbatim | None:
    inner = start + 1
    if inner >= stop or text[inner].isspace():
        return None
    for mark in _CLOSING_DOLLAR.finditer(text, inner, stop):
        if mark[0] == "$":
            outer = mark.start()
            spaced = text[outer - 1].isspace()
            money = outer + 1 < len(text) and text[outer + 1].isdigit()
            if spaced or money or outer == inner:
                return None
            return Verbatim(VerbatimKind.MATH, start, outer + 1, inner, outer)
    return None
