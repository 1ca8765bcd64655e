"""Mask what is not prose in a Markdown text: code spans, code fences and formulas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashprep.core.blanks import Verbatim, verbatim
from flashprep.decks.outline import Hidden, outline

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "\x00"
"""Stands for one masked character; a deck never holds it (NUL is refused)."""

_NO_BREAK = re.compile(r"[^\n]")
_LETTER = re.compile(r"\w")
_MASKED = re.compile(r"\x00+(?:[ \t]*\n\s*\x00+)*")
_MARKUP = re.compile(r"^[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]+|!?\[|\]\([^)\n]{0,2000}\)", re.MULTILINE)


def mask(text: str) -> str:
    """Return the text, as long as before, with code and formulas blotted out."""
    if "`" not in text and "$" not in text and "~~~" not in text:
        return text
    return _blot(text, verbatim(text))


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


def _blot(text: str, spans: Iterable[Hidden | Verbatim]) -> str:
    """Blot out spans that follow one another, keeping their line breaks."""
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], _NO_BREAK.sub(MASK, text[span.start : span.end]))
        done = span.end
    return "".join((*pieces, text[done:]))
