"""Split a card's body into its answer and its known sections, and a section into its items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashprep.core.cards import Tick
from flashprep.decks.spans import mask, mask_fences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.decks.outline import Heading

KNOWN = frozenset(
    {
        "expect",
        "junior",
        "senior",
        "hints",
        "follow-ups",
        "source",
        "starter",
        "tests",
        "solution",
        "situation",
        "task",
        "action",
        "result",
        "notes",
    }
)
"""The names of the sections, in lower case."""

SECTION = 3
"""The heading level of a section."""

_LINE_BREAK = re.compile(r"\r\n?")
_LEADING_BLANK = re.compile(r"\A(?:[ \t]*\n)+")
_RULE = re.compile(r"^ {0,3}-{3,}[ \t]*$", re.MULTILINE)
_FINAL_RULE = re.compile(r"(?:\A|\n) {0,3}-{3,}\Z")
_ITEM = re.compile(r"^( {0,3})(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)", re.MULTILINE)
_CHECKBOX = re.compile(r"\[[ xX]\][ \t]+")
_MUST = re.compile(r"(?:\*\*|__)?\[must\](?:\*\*|__)?:?[ \t]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One ``###`` of a card: its name in lower case, and its heading's offset in the block."""

    name: str
    start: int
    title: int
    known: bool


@dataclass(slots=True)
class Body:
    """What stands under a question; texts have LF line ends and no outer blank lines."""

    more: str = ""
    """The rest of the question, from above the line ``---``."""
    answer: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """The known sections by name."""
    sections: list[Section] = field(default_factory=list)
    """All ``###`` headings in their order, also the unknown ones."""


def read(raw: str, start: int, headings: Sequence[Heading]) -> Body:
    """Read the body of a note block from an offset on; ``headings`` are those below the first."""
    body = Body()
    pieces: list[tuple[str, str]] = []
    name, begin = "", start
    raw = _without_final_rule(raw)
    for heading in headings:
        if heading.level != SECTION or heading.start < start:
            continue
        title = raw[heading.title : heading.end].strip()
        key = _name(title)
        known = key in KNOWN
        body.sections.append(Section(key, heading.start, raw.find(title, heading.title), known))
        if known:
            pieces.append((name, raw[begin : heading.start]))
            name, begin = key, heading.end
        elif name:
            pieces.append((name, raw[begin : heading.start]))
            name, begin = "", heading.start
    pieces.append((name, raw[begin:]))
    answers = []
    for index, (key, piece) in enumerate(pieces):
        text = clean(piece)
        if not key:
            if index == 0:
                body.more, text = _parted(text)
            answers.append(text)
        elif text or key not in body.texts:
            before = body.texts.get(key)
            body.texts[key] = f"{before}\n\n{text}" if before else text
    body.answer = "\n\n".join(text for text in answers if text)
    return body


def _name(title: str) -> str:
    """Return the name of a section as it is looked up: "Follow ups:" is ``follow-ups``."""
    name = title.rstrip("#").strip().rstrip(":").strip().lower()
    return "follow-ups" if name in {"follow ups", "followups"} else name


def clean(text: str) -> str:
    """Return a piece of a block with LF line ends, without comments and outer blank lines."""
    if "\r" in text:
        text = _LINE_BREAK.sub("\n", text)
    if "<!--" in text:
        text = without_comments(text)
    text = text.rstrip()
    return _LEADING_BLANK.sub("", text) if text[:1] in {"\n", " ", "\t"} else text


def without_comments(text: str) -> str:
    """Return the text without its ``<!-- … -->``; those in code stay."""
    masked = mask(text)
    kept: list[str] = []
    done = 0
    start = masked.find("<!--")
    while start >= 0 and (end := masked.find("-->", start)) >= 0:
        kept.append(text[done:start])
        done = end + len("-->")
        start = masked.find("<!--", done)
    return "".join((*kept, text[done:]))


def _without_final_rule(raw: str) -> str:
    """Drop a line ``---`` at the very end of a block: it parts cards, not question and answer."""
    stripped = raw.rstrip()
    if not stripped.endswith("---"):
        return raw
    rule = _FINAL_RULE.search(stripped)
    return raw if rule is None else stripped[: rule.start()] + "\n"


def _parted(text: str) -> tuple[str, str]:
    """Split a body at its first line ``---`` into the question's rest and the answer."""
    if "---" not in text:
        return "", text
    rule = _RULE.search(mask_fences(text))
    if rule is None:
        return "", text
    return text[: rule.start()].strip("\n").rstrip(), clean(text[rule.end() :])


def items(text: str) -> tuple[str, ...]:
    """Return the items of a list, each with its continuation lines; without a list, paragraphs.

    Text above the first item is an item of its own: nothing that was written is dropped.
    """
    if not text:
        return ()
    marks = list(_ITEM.finditer(mask_fences(text)))
    if not marks:
        return tuple(part.strip() for part in re.split(r"\n[ \t]*\n", text) if part.strip())
    outermost = len(marks[0][1]) + 1
    tops = [mark for mark in marks if len(mark[1]) <= outermost]
    found = [text[: tops[0].start()].strip()]
    for index, mark in enumerate(tops):
        stop = tops[index + 1].start() if index + 1 < len(tops) else len(text)
        found.append(_dedent(text[mark.end() : stop], mark.end() - mark.start()))
    return tuple(item for item in found if item)


def _dedent(item: str, width: int) -> str:
    """Take the indentation of a list item from its continuation lines."""
    item = item.rstrip()
    if "\n " not in item:
        return item
    lines = item.split("\n")
    rest = []
    for line in lines[1:]:
        indent = len(line) - len(line.lstrip(" "))
        rest.append(line[min(indent, width) :])
    return "\n".join((lines[0], *rest))


def ticks(text: str) -> tuple[Tick, ...]:
    """Return the ticks of an Expect section; ``[must]`` in front marks those that cap the grade."""
    result = []
    for item in items(text):
        box = _CHECKBOX.match(item)
        line = item[box.end() :] if box else item
        must = _MUST.match(line)
        line = line[must.end() :] if must else line
        if line.strip():
            result.append(Tick(line.strip(), must=must is not None))
    return tuple(result)
