from __future__ import annotations

import pytest
from hypothesis import given

from flashprep.decks.blocks import Blank, ChunkKind, Lines, blanks, split
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


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("{{a}}", [(1, "a", "")]),
        ("{{a::h}}", [(1, "a", "h")]),
        ("{{a::h::i}}", [(1, "a", "h::i")]),
        ("{{1::a}} {{1::b::h}}", [(1, "a", ""), (1, "b", "h")]),
        ("{{c2::a}} {{b}} {{c}}", [(2, "a", ""), (1, "b", ""), (3, "c", "")]),
        ("{{a}} {{2::b}} {{c}} {{1::d}}", [(3, "a", ""), (2, "b", ""), (4, "c", ""), (1, "d", "")]),
        ("{{the set {a, b}}} x", [(1, "the set {a, b}", "")]),
        (r"{{$\frac{a}{b_{2}}$}}", [(1, r"$\frac{a}{b_{2}}$", "")]),
        ("{{`std::sort`::which}}", [(1, "`std::sort`", "which")]),
        ("`{{a}}` $x_{{b}}$ {{c}}", [(1, "c", "")]),
        ("```\n{{a}}\n```\n{{b}}", [(1, "b", "")]),
        ("{{}} {{ }} {{a", []),
        ("{{a\nb}}", [(1, "a\nb", "")]),
        ("{{12345::a}}", [(1, "12345", "a")]),
        ("{{::a}}", [(1, "::a", "")]),
        ("{{a::}}", [(1, "a", "")]),
        ("no blank }} here", []),
    ],
)
def test_blanks_have_number_text_and_hint(
    question: str, expected: list[tuple[int, str, str]]
) -> None:
    assert [(b.number, b.text, b.hint) for b in blanks(question)] == expected


def test_a_blank_knows_its_place() -> None:
    question = "A {{b}} c"

    assert blanks(question) == (Blank(1, "b", "", 2, 7),)
    assert question[2:7] == "{{b}}"


@given(decks())
def test_blanks_follow_one_another(text: str) -> None:
    at = 0
    for blank in blanks(text):
        assert at <= blank.start < blank.end <= len(text)
        assert text.startswith("{{", blank.start)
        assert text.endswith("}}", 0, blank.end)
        at = blank.end


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text", ["{{" * 32_000, "{{a::" * 13_000, "{{a}}" * 13_000, "{{" + "}" * 60_000]
)
def test_hostile_braces_are_read_quickly(text: str) -> None:
    blanks(text)
