"""Find the headings of a Markdown text, and what hides headings: code fences and comments.

CommonMark's rules, with one departure: a fence or comment that would swallow a card (a ``##``
heading with an id) is taken for one that somebody forgot to close, and ends there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ID_COMMENT = re.compile(r"<!--[ \t]*id:([^<>\n]*)-->\Z")
"""The id at the end of a heading line without its white space; the group is the id as written,
good or bad, with the spaces around it."""

_EVENT = re.compile(
    r"\n( {0,3})((?:[-*+]|\d{1,9}[.)])[ \t]{1,4})?(`{3,}|~{3,}|#{1,6}(?=[ \t\r\n]|\Z)|<!--)"
)
"""A line that may begin something. It starts with a literal newline because that makes the search
some five times faster than ``^`` does."""

_MISSING_SPACE = re.compile(r"\n {0,3}(#{2,3})(?=[^\W\d_]|\{\{)")
_MARKDOWN = frozenset({"md", "markdown"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A ``#`` heading: ``start`` … ``end`` is its line with the line break, as offsets."""

    level: int
    start: int
    end: int
    title: int
    """The offset right behind the ``#`` marks."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A code fence or a comment block, as offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with the outline: a code of ``blocks``, and the offset where it begins."""

    code: str
    start: int


@dataclass(slots=True)
class Outline:
    """The headings, hidden spans and flaws of a text, each in the order of the text."""

    headings: list[Heading] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


@dataclass(slots=True)
class _Event:
    start: int
    end: int
    indent: int
    inner: int
    """The column behind a list marker; ``indent`` without one."""
    at: int
    """The offset of the mark."""
    mark: str
    rest: str

    @property
    def is_card_with_id(self) -> bool:
        return (
            self.mark == "##"
            and self.inner == self.indent
            and self.rest.endswith("-->")
            and ID_COMMENT.search(self.rest) is not None
        )


def outline(text: str, start: int = 0) -> Outline:
    """Return the outline of a text from an offset on (the beginning of a line).

    The time is linear in its length, whatever it holds.
    """
    return _Scan(text, start).run()


class _Scan:
    """One pass over the lines that may begin something."""

    def __init__(self, text: str, start: int) -> None:
        # One newline in front, so that the first line is found like every other; a byte order
        # mark makes room for it.
        bom = text.startswith("\ufeff")
        self._shift = 0 if bom else 1
        plain = "\n" + text[1:] if bom else "\n" + text
        if "\r" in plain:
            plain = re.sub(r"\r(?!\n)", "\n", plain)
        self._text = plain
        self._start = max(start - 1 + self._shift, 0)
        self._events = list(self._read())
        self._unclosed: dict[str, int] = {}
        self._out = Outline()

    def _read(self) -> Iterator[_Event]:
        text = self._text
        for match in _EVENT.finditer(text, self._start):
            mark = match[3]
            marker = match[2]
            if marker and mark[0] not in "`~":
                continue
            stop = text.find("\n", match.end())
            stop = len(text) if stop < 0 else stop
            rest = text[match.end() : stop].rstrip("\r \t")
            indent = len(match[1])
            inner = indent + len(marker.expandtabs(4)) if marker else indent
            # ``end`` includes the line break; the leading newline belongs to the line before.
            end = min(stop + 1, len(text))
            yield _Event(match.start() + 1, end, indent, inner, match.start(3), mark, rest)

    def run(self) -> Outline:
        index = 0
        while index < len(self._events):
            event = self._events[index]
            first = event.mark[0]
            if first == "#":
                self._heading(event)
                index += 1
            elif first == "<":
                index = self._comment(index)
            elif first == "`" and "`" in event.rest:
                index += 1
            else:
                index = self._fence(index)
        self._missing_spaces()
        return self._out

    def _heading(self, event: _Event) -> None:
        title = event.start + event.indent + len(event.mark)
        shift = self._shift
        self._out.headings.append(
            Heading(len(event.mark), event.start - shift, event.end - shift, title - shift)
        )

    def _hide(self, event: _Event, end: int) -> None:
        self._out.hidden.append(Hidden(event.at - self._shift, end - self._shift))

    def _flaw(self, code: str, event: _Event) -> None:
        self._out.flaws.append(Flaw(code, event.at - self._shift))

    def _comment(self, index: int) -> int:
        """Hide a comment block, which ends with the line of the first ``-->``."""
        event = self._events[index]
        close = self._text.find("-->", event.start)
        if close < 0:
            self._flaw("unclosed-comment", event)
            self._hide(event, len(self._text))
            return len(self._events)
        stop = self._text.find("\n", close)
        end = len(self._text) if stop < 0 else stop + 1
        after = index + 1
        while after < len(self._events) and self._events[after].start < end:
            if self._events[after].is_card_with_id:
                self._flaw("unclosed-comment", event)
                self._hide(event, self._events[after].start)
                return after
            after += 1
        self._hide(event, close + 3)
        return after

    def _fence(self, index: int) -> int:
        """Hide a fence up to its closing line, or up to the card that it would swallow."""
        event = self._events[index]
        nests = (
            len(event.mark) > len("```")
            or event.mark[0] == "~"
            or event.rest.strip().lower() in _MARKDOWN
        )
        known = self._unclosed.get(event.mark[0])
        if known is not None and len(event.mark) >= known:
            nests = False
        rescue = -1
        for after in range(index + 1, len(self._events)):
            other = self._events[after]
            if event.inner > event.indent and self._outside(event, other):
                self._hide(event, other.start)
                return after
            if other.is_card_with_id and rescue < 0:
                rescue = after
                if not nests:
                    break
            if _closes(other, event):
                self._hide(event, other.end)
                return after + 1
        else:
            self._unclosed[event.mark[0]] = min(len(event.mark), known or len(event.mark))
        self._flaw("unclosed-fence", event)
        end = self._events[rescue].start if rescue >= 0 else len(self._text)
        self._hide(event, end)
        return rescue if rescue >= 0 else len(self._events)

    def _outside(self, event: _Event, other: _Event) -> bool:
        """Tell whether a line ends the list item that a fence began in."""
        return other.indent < event.inner and other.mark[0] == "#"

    def _missing_spaces(self) -> None:
        spans = iter(self._out.hidden)
        span = next(spans, None)
        for match in _MISSING_SPACE.finditer(self._text, self._start):
            at = match.start(1) - self._shift
            while span is not None and span.end <= at:
                span = next(spans, None)
            if span is None or at < span.start:
                self._out.flaws.append(Flaw("heading-without-space", at))


def _closes(event: _Event, fence: _Event) -> bool:
    """Tell whether a line closes a fence: the same mark, at least as long, nothing behind it."""
    return (
        event.mark[0] == fence.mark[0]
        and len(event.mark) >= len(fence.mark)
        and not event.rest
        and event.inner == event.indent
    )
