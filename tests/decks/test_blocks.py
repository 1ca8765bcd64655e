from __future__ import annotations

import pytest
from hypothesis import given

from flashprep.decks.blocks import ChunkKind, Lines, split
from flashprep.decks.findings import Findings

from .strategies import decks

DECK = """\
---
flashprep: 1
---

# Title

Prose.

## One <!-- id: aaaa1111 -->
> #tag

Answer

### Source
Book

# Second part
## Two
x
"""


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(chunk.kind.value, chunk.line, chunk.raw) for chunk in split(text)]


@given(decks())
def test_no_byte_is_lost(text: str) -> None:
    chunks = split(text)

    assert "".join(chunk.raw for chunk in chunks) == text
    assert all(chunk.raw for chunk in chunks)


@given(decks())
def test_chunks_know_their_line(text: str) -> None:
    lines = Lines(text)
    at = 0
    for chunk in split(text):
        assert chunk.line == lines.line(at)
        at += len(chunk.raw)


def test_a_deck_is_front_matter_prose_and_notes() -> None:
    assert [(kind, line) for kind, line, _raw in kinds(DECK)] == [
        ("front matter", 1),
        ("prose", 5),
        ("note", 9),
        ("prose", 17),
        ("note", 18),
    ]


def test_a_note_knows_its_id_and_its_headings() -> None:
    note = next(chunk for chunk in split(DECK) if chunk.kind is ChunkKind.NOTE)

    assert note.written_id == "aaaa1111"
    assert [note.raw[h.start : h.end] for h in note.headings] == [
        "## One <!-- id: aaaa1111 -->\n",
        "### Source\n",
    ]
    assert note.place(note.raw.index("Book")) == (15, 1)
    assert note.id_place() == (9, 8)


def test_a_byte_order_mark_has_no_column() -> None:
    assert Lines("\ufeffab\ncd").place(2) == (1, 2)
    assert Lines("\ufeffab\ncd").place(5) == (2, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    chunks = split(DECK.replace("\n", end))

    assert [chunk.line for chunk in chunks] == [1, 5, 9, 17, 18]


@pytest.mark.parametrize(
    "text",
    ["---\n\n## a\n", "text\n---\nflashprep: 1\n---\n", "----\nflashprep: 1\n----\n", "***\n"],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert kinds(text)[0][0] == "prose"


def test_front_matter_may_stand_under_empty_lines_and_end_in_dots() -> None:
    assert kinds("\ufeff\n \n---\ntitle: x\n...\n## a\n")[0][0] == "front matter"


def test_front_matter_hides_headings_and_fences() -> None:
    assert [kind for kind, *_ in kinds("---\n## a: comment\nx: |\n  ```\n---\n## b\n")] == [
        "front matter",
        "note",
    ]


@pytest.mark.parametrize(
    "text", ["---\ntitle: x\n\n## a\n", "---\ntitle: x\n## a <!-- id: aaaa -->\nx\n---\ny\n"]
)
def test_open_front_matter_is_reported(text: str) -> None:
    findings = Findings("x.md")

    split(text, findings)

    assert [(f.code, f.line, f.col) for f in findings.faults()] == [("front-matter-unclosed", 1, 1)]
