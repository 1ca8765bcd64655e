"""Mask what is not prose in a Markdown text: code spans, code fences and formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashprep.decks.outline import Hidden, outline

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "\x00"
"""Stands for one masked character; a deck never holds it (NUL is refused)."""

_TOKEN = re.compile(r"\\.|(`+)|(\$\$?)", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_TRIES = 8
"""How many dollars are tried as the end of one formula; more would be quadratic."""

_NO_BREAK = re.compile(r"[^\n]")
_LETTER = re.compile(r"\w")
_MASKED = re.compile(r"\x00+(?:[ \t]*\n\s*\x00+)*")
_MARKUP = re.compile(r"^[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]+|!?\[|\]\([^)\n]{0,2000}\)", re.MULTILINE)


def mask(text: str) -> str:
    """Return the text, as long as before, with code and formulas blotted out.

    A formula follows pandoc's dollar rule: no space behind the opening dollar nor before the
    closing one, and no digit behind that; its braces are balanced.
    """
    if "`" not in text and "$" not in text and "~~~" not in text:
        return text
    if "```" in text or "~~~" in text:
        text = _blot(text, [span for span in outline(text).hidden if span.fence])
    return _mask_inline(text)


def mask_fences(text: str) -> str:
    """Return the text, as long as before, with code fences and comment blocks blotted out."""
    if "```" in text or "~~~" in text or "<!--" in text:
        return _blot(text, outline(text).hidden)
    return text


def count_words(text: str) -> int:
    """Count the words of a Markdown text; a code span, a fence or a formula counts as one."""
    masked = _MARKUP.sub(" ", mask(text))
    words = [word for word in _MASKED.sub(" ", masked).split() if _LETTER.search(word)]
    return len(_MASKED.findall(masked)) + len(words)


def _blot(text: str, spans: Iterable[Hidden]) -> str:
    """Blot out spans that follow one another, keeping their line breaks."""
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], _NO_BREAK.sub(MASK, text[span.start : span.end]))
        done = span.end
    return "".join((*pieces, text[done:]))


def _mask_inline(text: str) -> str:
    pieces: list[str] = []
    done = at = 0
    hopeless: set[str] = set()
    while (token := _TOKEN.search(text, at)) is not None:
        at = token.end()
        if token[1]:
            end = _code_end(text, token[1], at, hopeless)
        elif token[2]:
            end = _formula_end(text, token[2], at, hopeless)
        else:
            continue
        if end < 0:
            continue
        pieces += (text[done : token.start()], _NO_BREAK.sub(MASK, text[token.start() : end]))
        done = at = end
    return "".join((*pieces, text[done:])) if pieces else text


def _code_end(text: str, ticks: str, at: int, hopeless: set[str]) -> int:
    """Return where the code span ends that the ticks begin, or -1."""
    if ticks in hopeless:
        return -1
    size = len(ticks)
    found = text.find(ticks, at)
    while found >= 0:
        end = found + size
        while end < len(text) and text[end] == "`":
            end += 1
        if end - found == size:
            return -1 if _BLANK_LINE.search(text, at, found) else end
        found = text.find(ticks, end)
    hopeless.add(ticks)
    return -1


def _formula_end(text: str, opener: str, at: int, hopeless: set[str]) -> int:
    """Return where the formula ends that the dollars begin, or -1."""
    if opener in hopeless:
        return -1
    if opener == "$":
        return _inline_end(text, at)
    end = _next_dollars(text, at, "$$")
    if end < 0:
        hopeless.add(opener)
    return end + 2 if end > at and _balanced(text[at:end]) else -1


def _inline_end(text: str, at: int) -> int:
    """Return where the formula ends that a single dollar begins, by pandoc's rule, or -1."""
    end = at
    for _try in range(_TRIES if text[at : at + 1].strip() else 0):
        end = _next_dollars(text, end, "$")
        if end < 0 or text[end - 1].isspace() or _BLANK_LINE.search(text, at, end):
            break
        if not text[end + 1 : end + 2].isdigit() and _balanced(text[at:end]):
            return end + 1
        end += 1
    return -1


def _next_dollars(text: str, at: int, dollars: str) -> int:
    """Return the offset of the next dollars that no backslash escapes, or -1."""
    found = text.find(dollars, at)
    while found > at and text[found - 1] == "\\":
        back = found - 1
        while back > at and text[back - 1] == "\\":
            back -= 1
        if (found - back) % 2 == 0:
            break
        found = text.find(dollars, found + 1)
    return found


def _balanced(formula: str) -> bool:
    """Tell whether the braces of a formula match, as TeX demands."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", formula):
        if brace == "{":
            depth += 1
        elif brace == "}":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0
