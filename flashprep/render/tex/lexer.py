"""TeX as a stream of tokens: commands, characters, and text taken as it is."""

from __future__ import annotations

import re

from flashprep.core.i18n import _
from flashprep.render.tex.nodes import TexError

_TOKEN = re.compile(r"\\([a-zA-Z]+\*?|.)[ \t\n]*|%[^\n]*(?:\n[ \t]*)?|\s+|([^\\])", re.DOTALL)
_DIMENSION = re.compile(r"\s*(-?\d*\.?\d+)\s*(em|ex|pt|mu|px|cm|mm|in|pc|bp)\s*")
_EM = {
    "em": 1.0, "ex": 0.47, "pt": 0.1, "mu": 1 / 18, "px": 0.075, "cm": 2.845, "mm": 0.2845,
    "in": 7.227, "pc": 1.2, "bp": 0.1004,
}  # fmt: skip
"""Lengths in em of a ten-point font."""

STARRED = frozenset({"operatorname*", "hspace*", "tag*", "smash*"})
MAX_TOKENS = 1_500
_MAX_LENGTH = 40.0


class Tokens:
    r"""A cursor over TeX: ``peek`` and ``take`` give ``\\name``, a character, or "" at the end."""

    def __init__(self, tex: str) -> None:
        self.tex = tex
        self.at = 0
        self.taken = 0
        self._next: tuple[str, int] | None = None

    def peek(self) -> str:
        """Return the next token without taking it."""
        if self._next is None:
            self._next = self._read()
        return self._next[0]

    def take(self) -> str:
        """Return the next token and go past it."""
        token = self.peek()
        if self._next is not None:
            self.at = self._next[1]
        self._next = None
        self.taken += 1
        if self.taken > MAX_TOKENS:
            raise TexError(_("The formula has too many parts."))
        return token

    def expect(self, token: str) -> None:
        """Take a token that must come now."""
        if self.peek() != token:
            raise TexError(_("{token} is missing.").format(token=token))
        self.take()

    def group_text(self) -> str:
        """Take ``{…}`` and return its inside as it is."""
        self.expect("{")
        start, depth, at = self.at, 1, self.at
        while at < len(self.tex):
            char = self.tex[at]
            if char == "\\":
                at += 1
            elif char == "{":
                depth += 1
            elif char == "}":
                depth -= 1
                if depth == 0:
                    self.at, self._next = at + 1, None
                    return self.tex[start:at]
            at += 1
        raise TexError(_("A brace is not closed."))

    def optional_text(self) -> str | None:
        """Take ``[…]`` if it comes now and return its inside as it is, else None."""
        if self.peek() != "[":
            return None
        end = self.tex.find("]", self.at)
        if end < 0:
            raise TexError(_("A bracket is not closed."))
        self.take()
        text = self.tex[self.at : end]
        self.at, self._next = end + 1, None
        return text

    def dimension(self) -> float | None:
        """Take a length such as ``2pt`` if one comes now and return it in em, else None."""
        found = _DIMENSION.match(self.tex, self.at)
        if found is None:
            return None
        self.at, self._next = found.end(), None
        return length(found[0])

    def rest(self) -> str:
        """Return what is left to read."""
        return self.tex[self.at :]

    def row_gap(self) -> float:
        """Take ``[2pt]`` after a row's end and return it in em; 0 if it is not a length."""
        bracket = re.compile(r"\s*\[\s*(-?\d*\.?\d+)\s*([a-z]{2})\s*\]").match(self.tex, self.at)
        if bracket is None or bracket[2] not in _EM:
            return 0.0
        self.at, self._next = bracket.end(), None
        return length(bracket[1] + bracket[2])

    def _read(self) -> tuple[str, int]:
        at = self.at
        while found := _TOKEN.match(self.tex, at):
            if found[1]:
                return self._command(found)
            if found[2]:
                return found[2], found.end()
            at = found.end()
        if self.tex[at:] == "\\":
            raise TexError(_("The formula ends with a backslash."))
        return "", len(self.tex)

    @staticmethod
    def _command(found: re.Match[str]) -> tuple[str, int]:
        name, end = found[1], found.end()
        if not name[0].isalpha():
            return f"\\{name}", found.end(1)
        if name.endswith("*") and name not in STARRED:
            name, end = name[:-1], found.end(1) - 1
        return f"\\{name}", end


def length(text: str) -> float:
    """Return a length such as ``1em`` in em; TexError if it is none."""
    found = _DIMENSION.fullmatch(text)
    if found is None:
        raise TexError(_("{text} is not a length.").format(text=text))
    ems = float(found[1]) * _EM[found[2]]
    return max(-_MAX_LENGTH, min(_MAX_LENGTH, ems))
