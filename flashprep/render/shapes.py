"""Rewrite five CommonMark shapes that the library ``markdown`` misreads.

Lists nested by two spaces, fences in lists, a list right after a paragraph, paragraphs continued
by three spaces, and ``1)``: the rewritten text nests by four spaces, has blank lines around every
block, and numbers with ``1.``. Code and math are tokens by now (see ``stash``).
"""

from __future__ import annotations

import re

from flashprep.render.caps import check_depth
from flashprep.render.stash import BLOCK_LINE

_MARKER = re.compile(r"( {0,3})([-*+]|(\d{1,9})[.)])( +(?=\S)|$)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_HEADING = re.compile(r" {0,3}#{1,6}(?: |$)")
_QUOTE = re.compile(r" {0,3}> ?")
_TABLE_RULE = re.compile(r" {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
_KEPT = re.compile(r" {0,3}(?::   ?|\[\^[^\]\n]+\]:)")
"""Definitions and footnotes: the library's own rules for what follows them are kept."""

_BRACKET = re.compile(r"\\.|[\[\]]|\n[ >]*(?=\n)")
_LINK_DEPTH = 6
_STEP = " " * 4


def normalize(text: str, depth: int = 0) -> str:
    """Return Markdown that the library ``markdown`` reads as CommonMark reads the given one."""
    walk = _Walk(text.expandtabs(4).split("\n"), depth)
    while walk.at < len(walk.lines):
        walk.step()
    return "\n".join(walk.out)


def tame_brackets(text: str) -> str:
    """Escape brackets that close nothing or nest deeper than links do.

    The library searches the rest of the paragraph anew for each open bracket, which takes a
    second for some thousand of them.
    """
    doomed: list[int] = []
    stack: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            stack.append(bracket.start())
            if len(stack) > _LINK_DEPTH:
                doomed.append(stack.pop(0))
        elif bracket[0] == "]" and stack:
            stack.pop()
        elif bracket[0][0] == "\n":
            doomed += stack
            stack.clear()
    out = list(text)
    for at in (*doomed, *stack):
        out[at] = "\\["
    return "".join(out)


class _Walk:
    """The state of one pass over the lines: which list items are open, what came just before."""

    def __init__(self, lines: list[str], depth: int) -> None:
        check_depth(depth)
        self.lines = lines
        self.at = 0
        self.out: list[str] = []
        self.loose = False  # a blank line stood before the paragraph that is being read
        self.open: list[int] = []  # the content column of each open list item
        self.before = "blank"  # blank, text, item, table
        self.base = depth

    def step(self) -> None:
        """Read one line, or one whole quote, and write what it becomes."""
        line = self.lines[self.at]
        self.at += 1
        if not line.strip():
            self._blank()
            return
        indent = len(line) - len(line.lstrip(" "))
        level = sum(column <= indent for column in self.open)
        rest = line[self.open[level - 1] if level else 0 :]
        if self.before in ("text", "item") and level < len(self.open) and _is_text(rest):
            self._write(len(self.open), line.strip())  # CommonMark's lazy continuation
            return
        if level < len(self.open) and self.before == "text":
            if self.loose:
                self._blank()
            else:
                self.before = "item"  # the paragraph just before is not this line's own
        del self.open[level:]
        self._block(rest)

    def _block(self, rest: str) -> None:
        if _RULE.match(rest) and not (self.before == "text" and rest.strip(" -") == ""):
            self._alone(rest.strip())
        elif marker := self._marker(rest):
            self._item(rest, marker)
        elif BLOCK_LINE.search(rest) and not rest.lstrip().startswith(("|", "#", ">")):
            self._with_block_tokens(rest)
        elif _HEADING.match(rest):
            self._alone(rest.strip())
        elif _QUOTE.match(rest):
            self._quote(rest)
        elif self._starts_table(rest):
            self._blank()
            self._write(len(self.open), rest.strip())
            self.before = "table"
        elif self.before == "text" or not rest.startswith(_STEP):
            kept = rest if _KEPT.match(rest) else rest.lstrip()
            self._write(len(self.open), kept)
        else:
            self._write(len(self.open), rest)

    def _marker(self, rest: str) -> re.Match[str] | None:
        marker = _MARKER.match(rest)
        if marker is None:
            return None
        if self.before == "text" and (not marker[4] or marker[3] not in (None, "1")):
            return None  # only a bullet or 1. with text may interrupt a paragraph
        return marker

    def _item(self, rest: str, marker: re.Match[str]) -> None:
        if self.before in ("text", "table"):
            self._blank()
        depth = len(self.open)
        gap = len(marker[4]) if 0 < len(marker[4]) <= len(_STEP) else 1
        column = (self.open[-1] if self.open else 0) + len(marker[1]) + len(marker[2]) + gap
        sign = f"{marker[3]}." if marker[3] else "-"
        content = rest[marker.end() :].strip()
        self.open.append(column)
        check_depth(self.base + len(self.open))
        if token := BLOCK_LINE.search(content):
            first = token[0] if token.start() == 0 else content[: token.start()].strip()
        else:
            first = content
        self.out.append(f"{_STEP * depth}{sign} {first}")
        self.before, self.loose = "item", False
        if tail := content[len(first) :].strip():
            self._with_block_tokens(tail)

    def _with_block_tokens(self, rest: str) -> None:
        """Write a line that holds display formulas: each becomes a paragraph of its own."""
        pos = 0
        for token in BLOCK_LINE.finditer(rest):
            if before := rest[pos : token.start()].strip():
                self._write(len(self.open), before)
            self._alone(token[0])
            pos = token.end()
        if after := rest[pos:].strip():
            self._write(len(self.open), after)

    def _quote(self, rest: str) -> None:
        depth, inner = len(self.open), [rest]
        column = self.open[-1] if self.open else 0
        while self.at < len(self.lines):
            line = self.lines[self.at]
            inside = line[column:] if not line[:column].strip() else line.lstrip()
            if not _QUOTE.match(inside) and not (_is_text(inside) and _is_text(inner[-1][2:])):
                break
            inner.append(inside)
            self.at += 1
        text = "\n".join(_QUOTE.sub("", line, count=1) for line in inner)
        self._blank()
        for line in normalize(text, self.base + depth + 1).split("\n"):
            self.out.append(f"{_STEP * depth}> {line}".rstrip())
        self.before = "item"
        self._blank()

    def _starts_table(self, rest: str) -> bool:
        if "|" not in rest or self.before == "table" or self.at >= len(self.lines):
            return False
        following = self.lines[self.at].strip()
        return "|" in following and "-" in following and bool(_TABLE_RULE.match(following))

    def _alone(self, text: str) -> None:
        self._blank()
        self._write(len(self.open), text)
        self._blank()

    def _write(self, depth: int, text: str) -> None:
        hard_break = "  " if text.endswith("  ") else ""
        self.out.append(f"{_STEP * depth}{text}".rstrip(" ") + hard_break)
        if self.before == "blank":
            self.loose = True
        if self.before != "table" or "|" not in text:
            self.before = "text"

    def _blank(self) -> None:
        if self.before != "blank":
            self.out.append("")
        self.before = "blank"


def _is_text(rest: str) -> bool:
    """Tell whether a line could only continue a paragraph."""
    if not rest.strip() or BLOCK_LINE.search(rest):
        return False
    starts = (_MARKER, _RULE, _HEADING, _QUOTE, _KEPT)
    return not any(pattern.match(rest.lstrip()) for pattern in starts)
