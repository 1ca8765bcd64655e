"""Take code and math out of a text before it is parsed, and put them back as trusted HTML.

A stashed piece leaves a token of private-use characters behind. The text is cleaned of those
characters first, so that no card can forge a token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from html import escape

from flashprep.core.blanks import Verbatim, VerbatimKind, verbatim
from flashprep.render import RENDER_VERSION
from flashprep.render.code import code_html

OPEN, CLOSE = "\uf0e0", "\uf0e1"
MARK_OPEN, MARK_CLOSE = "\uf0e2", "\uf0e3"
BLOCK = "\uf0e4"
GAP_OPEN, GAP_CLOSE = "\uf0e5", "\uf0e6"
TOKEN = re.compile(f"{OPEN}{BLOCK}?(\\d+){CLOSE}")
BLOCK_LINE = re.compile(f"{OPEN}{BLOCK}\\d+{CLOSE}")
"""A token that stands for a block: a fence or a display formula."""

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\uf0e0-\uf0ef\ufdd0-\ufdef\ufff9-\uffff]"
)
"""Control characters, direction overrides, lone surrogates, our own marks, and the characters
that Qt's documents use for objects and frames."""

_QUOTE_MARKS = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x85]")


@dataclass(frozen=True, slots=True)
class MathRef:
    """A formula in a fragment, which shows it as ``<img src="math:KEY" alt="TEX">``."""

    key: str
    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One stashed piece: what it was (``raw``), its inside, and a fence's language."""

    kind: VerbatimKind
    raw: str
    body: str
    language: str = ""


def math_ref(tex: str, *, display: bool) -> MathRef:
    """Return the reference of a formula; equal formulas share a key."""
    mode = "d" if display else "i"
    digest = blake2b(f"{RENDER_VERSION}\0{mode}\0{tex}".encode(), digest_size=10)
    return MathRef(f"{mode}{digest.hexdigest()}", tex, display)


def clean(text: str) -> str:
    """Return the text with plain newlines and without characters that could spoof anything."""
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


class Stash:
    """The pieces taken out of one text, by number."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def take(self, text: str) -> str:
        """Return the text with a token for each stretch of code or math."""
        parts, pos = [], 0
        for span in verbatim(text):
            parts += [text[pos : span.start], self._put(text, span)]
            pos = span.end
        return "".join((*parts, text[pos:]))

    def raw(self, text: str) -> str:
        """Return the text with every token replaced by what it stands for."""
        return TOKEN.sub(lambda token: self._piece(token).raw, text)

    def math(self) -> tuple[MathRef, ...]:
        """Return the formulas, each once, in the order in which they stand."""
        refs = filter(None, map(_ref, self.pieces))
        return tuple({ref.key: ref for ref in refs}.values())

    def html(self, token: re.Match[str]) -> str:
        """Return the trusted HTML of a token that stands within a line."""
        piece = self._piece(token)
        ref = _ref(piece)
        if ref is not None:
            return f'<img src="math:{ref.key}" alt="{escape(ref.tex)}">'
        if piece.kind is VerbatimKind.CODE:
            return f"<code>{escape(piece.body)}</code>"
        return code_html(piece.body, piece.language)

    def _piece(self, token: re.Match[str]) -> Piece:
        number = int(token[1])
        known = number < len(self.pieces)
        return self.pieces[number] if known else Piece(VerbatimKind.CODE, "", "")

    def _put(self, text: str, span: Verbatim) -> str:
        piece = _piece(text, span)
        self.pieces.append(piece)
        block = BLOCK if span.kind in (VerbatimKind.FENCE, VerbatimKind.DISPLAY) else ""
        return f"{OPEN}{block}{len(self.pieces) - 1}{CLOSE}"


def _ref(piece: Piece) -> MathRef | None:
    if piece.kind not in (VerbatimKind.MATH, VerbatimKind.DISPLAY):
        return None
    return math_ref(piece.body, display=piece.kind is VerbatimKind.DISPLAY)


def _piece(text: str, span: Verbatim) -> Piece:
    raw, body = text[span.start : span.end], text[span.inner : span.outer]
    prefix = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    if span.kind is VerbatimKind.FENCE:
        info = text[span.start : span.inner].strip().lstrip("`~").split()
        return Piece(span.kind, raw, _dedented(body, prefix), info[0] if info else "")
    if span.kind is VerbatimKind.CODE:
        body = body.replace("\n", " ")
        if prefix.lstrip().startswith("|"):
            body = body.replace("\\|", "|")
        if body[0] == body[-1] == " " and body.strip():
            body = body[1:-1]
        return Piece(span.kind, raw, body)
    if ">" in prefix and not prefix.strip(" \t>"):
        body = _QUOTE_MARKS.sub("\n", body)
    return Piece(span.kind, raw, body.strip())


def _dedented(body: str, prefix: str) -> str:
    """Return a fence's lines without the indent and the quote marks that its opening line has."""
    quotes, width = prefix.count(">"), len(prefix.expandtabs(4))
    lines = []
    for line in body.expandtabs(4).split("\n"):
        rest = line
        for _level in range(quotes):
            stripped = rest.lstrip(" ")
            if stripped.startswith(">"):
                rest = stripped[1:]
        column = len(line) - len(rest)
        spaces = len(rest) - len(rest.lstrip(" "))
        lines.append(rest[min(spaces, max(0, width - column)) :])
    return "\n".join(lines).rstrip("\n")
