"""Markdown as one plain text, cheaply: for lists, screen readers and the command line."""

from __future__ import annotations

import re

from flashprep.core.blanks import Verbatim, VerbatimKind, blanks, verbatim

_RULES = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"^ {0,3}#{1,6} +", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}\|?[ :-]*-[ :|-]*$\n?", re.MULTILINE), ""),
    (re.compile(r"^( *)[-*+] +(?:\[[ xX]\] )?", re.MULTILINE), r"\1• "),
    (re.compile(r"^ {0,3}> ?", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|~~)(?=\S)(.{0,400}?\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,400}?)\*(?!\w)"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{0,400}?)_(?!\w)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|$~>-])"), r"\1"),
)


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
    prose = "".join((*parts, text[pos:]))
    for pattern, replacement in _RULES:
        prose = pattern.sub(replacement, prose)
    return re.sub(r"\0(\d+)\0", lambda token: kept[int(token[1])], prose).strip()


def _spoken(text: str, span: Verbatim) -> str:
    is_math = span.kind in (VerbatimKind.MATH, VerbatimKind.DISPLAY)
    return text[span.start : span.end] if is_math else text[span.inner : span.outer].rstrip("\n")


def _without_blanks(text: str) -> str:
    parts, pos = [], 0
    for blank in blanks(text):
        parts += [text[pos : blank.start], blank.text]
        pos = blank.end
    return "".join((*parts, text[pos:]))
