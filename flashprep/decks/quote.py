"""Read the quote line under a card's heading: ``key: value`` pairs and ``#tags``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = frozenset({"kind", "tier", "stage", "time", "needs", "lp", "as_of"})
"""The keys that a quote line and ``defaults:`` of the front matter may hold."""

TAG = "#"
ORPHAN = ""

_QUOTED = re.compile(r" {0,3}>[ \t]?([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_BLANK = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_PART = re.compile(r"[^·;|]+")
_PAIR = re.compile(r"([A-Za-z][A-Za-z_-]{0,30})[ \t]*:(?:[ \t]+|\Z)")
_TAGS = re.compile(r"(?:^|(?<=[\s,]))#([^\W_][\w/+.-]*)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the quote line; offsets are those of the text it was read from.

    ``key`` is lower-case (``as-of`` reads as ``as_of``), ``TAG`` for a tag, or ``ORPHAN`` for text
    that is neither a pair nor a tag.
    """

    key: str
    value: str
    start: int
    value_start: int


@dataclass(frozen=True, slots=True)
class Quote:
    """The entries of a card's quote lines and the offset behind them."""

    entries: tuple[Entry, ...]
    end: int


def read(text: str, start: int) -> Quote:
    """Read the quote line that begins at an offset, as a rule right under the heading.

    A quote that holds no known key, no tag and no lower-case ``key: value`` is a quotation: it
    stays in the answer. Formatters put an empty line under a heading; then the first entry has to
    be a known key or a tag.
    """
    at = start
    while (empty := _BLANK.match(text, at)) is not None:
        at = empty.end()
    entries: list[Entry] = []
    end = at
    while (quoted := _QUOTED.match(text, end)) is not None and quoted.end() > end:
        entries += _entries(quoted[1], quoted.start(1))
        end = quoted.end()
    if not _is_metadata(entries, apart=at > start):
        return Quote((), start)
    return Quote(tuple(_rejoin(entries)), end)


def _is_metadata(entries: list[Entry], *, apart: bool) -> bool:
    known = [entry.key in KEYS or entry.key == TAG for entry in entries]
    if apart:
        return bool(known) and known[0]
    return any(known) or (bool(entries) and all(_is_plain_key(entry) for entry in entries))


def _is_plain_key(entry: Entry) -> bool:
    """Tell whether an entry with an unknown key looks like metadata, not like a sentence."""
    return entry.key.islower()


def _entries(line: str, offset: int) -> list[Entry]:
    entries: list[Entry] = []
    for part in _PART.finditer(line):
        text = part[0].strip()
        if not text:
            continue
        start = offset + part.start() + len(part[0]) - len(part[0].lstrip())
        entries += _entry(text, start)
    return entries


def _entry(text: str, start: int) -> list[Entry]:
    """Return a pair with the tags behind it, tags alone, or an orphan."""
    pair = _PAIR.match(text)
    begin = pair.end() if pair else 0
    tags = [
        Entry(TAG, tag[1].rstrip(".-"), start + tag.start(), start + tag.start(1))
        for tag in _TAGS.finditer(text, begin)
    ]
    stop = tags[0].start - start if tags else len(text)
    value = text[begin:stop].strip(" \t,")
    if pair is not None:
        key = pair[1].lower().replace("-", "_")
        known = key if key in KEYS else pair[1]
        return [Entry(known, value, start, start + begin), *tags]
    return [Entry(ORPHAN, value, start, start), *tags] if value else tags


def _rejoin(entries: list[Entry]) -> list[Entry]:
    """Give an orphan back to ``lp:``, for "Have Backbone; Disagree and Commit"."""
    joined: list[Entry] = []
    for entry in entries:
        last = joined[-1] if joined else None
        if entry.key == ORPHAN and last is not None and last.key == "lp":
            value = f"{last.value}; {entry.value}"
            joined[-1] = Entry(last.key, value, last.start, last.value_start)
        else:
            joined.append(entry)
    return joined


def names(entry: Entry) -> list[tuple[str, int]]:
    """Return the comma-separated names in an entry's value, each with its offset."""
    return [(name[0], entry.value_start + name.start()) for name in _NAME.finditer(entry.value)]


_NAME = re.compile(r"[^\s,]+")
_TIME = re.compile(
    r"(?:(\d{1,2})\s*h)?\s*(?:(\d{1,4})\s*m(?:in)?)?\s*(?:(\d{1,5})\s*s(?:ec)?)?", re.ASCII
)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def seconds(value: str) -> int | None:
    """Return the seconds of ``20s``, ``4m``, ``1m30s`` or ``1h``; None if it is no time."""
    found = _TIME.fullmatch(value.strip().lower())
    if found is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    total = hours * 3600 + minutes * 60 + rest
    return total if 0 < total <= _DAY else None


_DAY = 86_400


def is_date(value: str) -> bool:
    """Tell whether a value is a year, a month or a day: ``2025``, ``2025-03``, ``2025-03-09``."""
    return _DATE.fullmatch(value) is not None


def principles(value: str) -> tuple[str, ...]:
    """Split the value of ``lp:``; "Are Right, A Lot" is one principle in spite of its comma."""
    parts = [part.strip() for part in value.split(",")]
    names: list[str] = []
    for part in parts:
        if names and part.lower() == "a lot" and names[-1].lower() == "are right":
            names[-1] = f"{names[-1]}, {part}"
        elif names and part.lower() == "disagree and commit" and "backbone" in names[-1].lower():
            names[-1] = f"{names[-1]}; {part}"
        elif part:
            names.append(part)
    return tuple(names)


def extra(entries: tuple[Entry, ...]) -> Mapping[str, str]:
    """Return the pairs whose keys flashprep does not know."""
    return {
        entry.key: entry.value
        for entry in entries
        if entry.key not in KEYS and entry.key not in {TAG, ORPHAN}
    }
