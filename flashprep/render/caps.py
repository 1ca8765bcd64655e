"""What is too long or too deep to be parsed: such a card is shown as plain text."""

from __future__ import annotations

import re

from flashprep.core.i18n import _

CARD_BYTES = 64 * 1024
WORD_BYTES = 4 * 1024
BRACKETS = 2_000
STARS = 2_000
CELLS = 2_000
LINES = 2_000
PIECES = 2_000
FOOTNOTES = 200
LIST_DEPTH = 40
QUOTE_DEPTH = 3
"""Quotes are drawn as nested frames; deeper ones are shown at this depth."""

_LONG_WORD = re.compile(rf"\S{{{WORD_BYTES // 4},}}")
_BRACKET = re.compile(r"[\[\](){}<>]")
_STAR = re.compile(r"[*_~]+")


class TooMuchError(Exception):
    """A text is over a cap; the message is a whole sentence for the person who reads it."""


def check_size(text: str) -> None:
    """Raise TooMuchError if the card is longer than ``CARD_BYTES`` in UTF-8."""
    if len(text) > CARD_BYTES // 4 and len(text.encode("utf-8", "replace")) > CARD_BYTES:
        raise TooMuchError(_("The card is longer than 64 kB."))


def check_prose(text: str, pieces: int) -> None:
    """Raise TooMuchError if a text without its code and math would make the parser crawl."""
    if pieces > PIECES:
        raise TooMuchError(_("The card has more than 2,000 formulas and pieces of code."))
    if text.count("\n") > LINES:
        raise TooMuchError(_("The card has more than 2,000 lines beside its code."))
    for word in _LONG_WORD.finditer(text):
        if len(word[0].encode("utf-8", "replace")) > WORD_BYTES:
            raise TooMuchError(_("The card has a word longer than 4 kB."))
    if len(_BRACKET.findall(text)) > BRACKETS:
        raise TooMuchError(_("The card has more than 2,000 brackets."))
    if len(_STAR.findall(text)) > STARS:
        raise TooMuchError(_("The card has more than 2,000 emphasis marks."))
    if text.count("[^") > FOOTNOTES:
        raise TooMuchError(_("The card has more than 200 footnote marks."))
    if text.count("|") > CELLS:
        raise TooMuchError(_("The card has a table of more than 2,000 cells."))


def check_depth(depth: int) -> None:
    """Raise TooMuchError if lists or quotes are nested deeper than ``LIST_DEPTH``."""
    if depth > LIST_DEPTH:
        raise TooMuchError(_("The card has lists or quotes nested deeper than 40."))
