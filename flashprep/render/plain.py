"""Markdown as one plain text, cheaply: for lists, screen readers and the command line."""

from __future__ import annotations

import re

from flashprep.core.blanks import Verbatim, VerbatimKind, blanks, verbatim

_RULES = (
    (re.compile(r"!\[([^\[\]\n]{0,400})\]\([^)\n]{0,800}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{0,400})\]\([^)\n]{0,800}\)"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6} +", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}\|?[ :-]*-[ :|-]*$\n?", re.MULTILINE), ""),
    (re.compile(r"^( *)[-*+] +(?:\[[ xX]\] )?", re.MULTILINE), r"\1• "),
    (re.compile(r"^ {0,3}> ?", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|~~)(?=\S)(.{0,400}?\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,400}?)\*(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{0,400}?)_(?!\w)"), r"\1"),
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|$~>-])")


def plain_text(text: str) -> str:
    """Return Markdown without its marks; math stays as TeX between dollars, blanks show filled."""
    kept: list[str] = []

    def keep(piece: str) -> str:
        kept.append(piece)
        return f"\0{len(kept) - 1}\0"

    text = _without_blanks(text.replace("\0", ""))
    parts, pos = [], 0
    for span in verbatim(text):
        parts += [text[pos : span.start], keep(_spoken(text, span))]
        pos = span.end
    prose = without_comments("".join((*parts, text[pos:])))
    prose = _ESCAPE.sub(lambda escaped: keep(escaped[1]), prose)
    for pattern, replacement in _RULES:
        prose = pattern.sub(replacement, prose)
    return re.sub(r"\0(\d+)\0", lambda token: kept[int(token[1])], prose).strip()


def without_comments(text: str) -> str:
    """Return the text without its HTML comments; one that is never closed is text."""
    parts, pos = [], 0
    while (start := text.find("<!--", pos)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[pos:start])
        pos = end + 3
    return "".join((*parts, text[pos:]))


def _spoken(text: str, span: Verbatim) -> str:
    is_math = span.kind in (VerbatimKind.MATH, VerbatimKind.DISPLAY)
    return text[span.start : span.end] if is_math else text[span.inner : span.outer].rstrip("\n")


def _without_blanks(text: str) -> str:
    parts, pos = [], 0
    for blank in blanks(text):
        parts += [text[pos : blank.start], blank.text]
        pos = blank.end
    return "".join((*parts, text[pos:]))
