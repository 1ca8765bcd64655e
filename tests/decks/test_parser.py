from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashprep.core.cards import Kind, Note, Tick, Tier
from flashprep.core.faults import Level
from flashprep.decks.parser import Deck, parse

from .strategies import decks

DECK = """\
---
flashprep: 1
title: ML foundations
domain: ml-foundations
defaults: {stage: technical-screen, tier: core}
---

# ML foundations

Text before the first card, and under any `#` heading, is prose for the reader: never a card.

## Why does L1 give sparse weights while L2 only shrinks them? <!-- id: k7m2qxr4 -->
> kind: recall · tier: extended · stage: breadth · time: 20s · needs: p3t9wd0c · #a #linear-models
> lp: ownership, dive-deep · as_of: 2025-03 · mood: good

The subgradient of L1 is constant at 0.

### Expect
- [must] geometry or subgradient argument, unprompted
- Laplace versus Gaussian prior

### Junior
"L1 does feature selection."

### Senior
Ties it to correlated features.

### Hints
1. What is the gradient at $w = 0.001$?

### Follow-ups
- Why is the lasso unstable under collinearity?

### Source
Hastie, Tibshirani, Friedman

### Notes
Aged.

# More prose

## A {{Laplace}} prior gives L1. <!-- id: p3t9wd0c -->

## Reservoir sampling <!-- id: 9hz4nn2b -->
> kind: code · time: 20m

Keep the first k.

### Starter
```python
## not a card
def sample(stream, k, rng): ...
```
"""


def one(text: str) -> Note:
    deck = parse(text.encode(), "x.md")
    assert len(deck.notes) == 1
    return deck.notes[0]


def found(deck: Deck) -> list[tuple[str, int, int, str]]:
    return [(f.code, f.line, f.col, f.level.value) for f in deck.faults]


def test_a_whole_deck() -> None:
    deck = parse(DECK.encode(), "x.md")

    assert (deck.file, deck.title, deck.domain, deck.ok) == (
        "x.md",
        "ML foundations",
        "ml-foundations",
        True,
    )
    assert found(deck) == [("key-unknown", 14, 47, "note")]
    first, second, third = deck.notes
    assert first == Note(
        id="k7m2qxr4",
        question="Why does L1 give sparse weights while L2 only shrinks them?",
        answer="The subgradient of L1 is constant at 0.",
        kind=Kind.RECALL,
        tier=Tier.EXTENDED,
        stage="breadth",
        domain="ml-foundations",
        time_box=20,
        needs=("p3t9wd0c",),
        tags=("a", "linear-models"),
        principles=("ownership", "dive-deep"),
        as_of="2025-03",
        expect=(
            Tick("geometry or subgradient argument, unprompted", must=True),
            Tick("Laplace versus Gaussian prior"),
        ),
        junior='"L1 does feature selection."',
        senior="Ties it to correlated features.",
        hints=("What is the gradient at $w = 0.001$?",),
        follow_ups=("Why is the lasso unstable under collinearity?",),
        source="Hastie, Tibshirani, Friedman",
        sections={"notes": "Aged."},
        extra={"mood": "good"},
        line=12,
    )
    assert (second.id, second.kind, second.line, second.stage) == (
        "p3t9wd0c",
        Kind.CLOZE,
        42,
        "technical-screen",
    )
    assert (third.kind, third.time_box, third.answer) == (Kind.CODE, 1200, "Keep the first k.")
    assert third.sections == {
        "starter": "```python\n## not a card\ndef sample(stream, k, rng): ...\n```"
    }


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_make_no_difference(end: str, bom: str) -> None:
    data = (bom + DECK.replace("\n", end)).encode()

    assert parse(data, "x.md") == parse(DECK.encode(), "x.md")


def test_the_smallest_card_is_two_lines() -> None:
    assert one("## Question\nAnswer") == Note(None, "Question", "Answer")


@pytest.mark.parametrize(("folder", "domain"), [("", "custom"), ("german", "german")])
def test_without_front_matter_title_and_domain_are_the_files(folder: str, domain: str) -> None:
    deck = parse(b"## a\nb", "some/where/My deck.md", folder=folder)

    assert (deck.title, deck.domain, deck.notes[0].domain) == ("My deck", domain, domain)


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("## a ##", "a"),
        ("## a ## <!-- id: aaaa -->", "a"),
        ("## C# <!-- id: aaaa -->", "C#"),
        ("##\ta\t", "a"),
        ("## a <!-- remark --> b", "a  b"),
        ("## `<!-- x -->` <!--id:aaaa-->", "`<!-- x -->`"),
        ("   ## a", "a"),
    ],
)
def test_headings_become_questions(heading: str, question: str) -> None:
    assert one(f"{heading}\nx\n").question == question


def test_a_long_question_goes_on_above_a_rule() -> None:
    note = one("## Which line is wrong?\n> time: 20s\n\n```python\nx = 1\n```\n\n---\n\nNone.\n")

    assert note.question == "Which line is wrong?\n\n```python\nx = 1\n```"
    assert note.answer == "None."


def test_a_blank_below_the_heading_counts_too() -> None:
    assert one("## Fill in:\n{{a}} b\n\n---\nanswer").kind is Kind.CLOZE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("## a {{b}}\n", Kind.CLOZE),
        ("## a {{b}}\n> kind: cloze\n", Kind.CLOZE),
        ("## a `{{b}}` $x_{{i}}$\n", Kind.RECALL),
        ("## a {{b}}\n> kind: code\n", Kind.CODE),
        ("---\ndefaults: {kind: probe}\n---\n## a\n", Kind.PROBE),
        ("---\ndefaults: {kind: reversed}\n---\n## a\n> kind: recall\n", Kind.RECALL),
        ("---\ndefaults: {kind: recall}\n---\n## a {{b}}\n", Kind.CLOZE),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    assert one(text).kind is kind


def test_defaults_hold_for_every_card_and_yield_to_the_quote_line() -> None:
    head = "---\ndefaults: {tier: extended, stage: coding, time: 5m, tags: [a, b]}\n---\n"
    first, second = parse(
        (head + "## a\n## b\n> tier: core · time: 9s · needs: m2m2 · #c\n").encode(), "x"
    ).notes

    assert (first.tier, first.stage, first.time_box, first.tags) == (
        Tier.EXTENDED,
        "coding",
        300,
        ("a", "b"),
    )
    assert (second.tier, second.stage, second.time_box, second.tags) == (
        Tier.CORE,
        "coding",
        9,
        ("a", "b", "c"),
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "col", "level"),
    [
        ("## a\n> kind: recal\n", "kind-unknown", 2, 9, "error"),
        ("## a\n> kind: cloze\n", "cloze-without-blank", 1, 4, "error"),
        ("##\nx\n", "empty-question", 1, 1, "error"),
        ("## ok\n  ## <!-- id: aaaa -->\n", "empty-question", 2, 3, "error"),
        ("## ok\n\n## a\n" + "é" * 33_000, "card-too-large", 3, 1, "error"),
        ("## a\n>  tier: croe\n", "tier-unknown", 2, 10, "warning"),
        ("## a\n> #x · stage: bredth\n", "stage-unknown", 2, 15, "warning"),
        ("## a\n> time: 20\n", "time-invalid", 2, 9, "warning"),
        ("## a\n> as_of: soon\n", "as-of-invalid", 2, 10, "warning"),
        ("## a\n> needs: a1b2, x?\n", "needs-invalid", 2, 16, "warning"),
        ("## a\n> kind: code · well\n", "quote-line", 2, 16, "warning"),
        ("## a {{b}}\n> kind: code\n", "blank-ignored", 1, 6, "warning"),
        ("## a <!-- id: a b -->\n", "id-invalid", 1, 6, "warning"),
        ("## a <!-- id: -->\n", "id-invalid", 1, 6, "warning"),
        ("## a\n> #x\n> mood: good\n", "key-unknown", 3, 3, "note"),
        ("## a\nb\n\n### Follow-up\nc\n", "section-unknown", 4, 5, "note"),
        ("## a\n### Source\nb\n## c\n```py\nd\n", "unclosed-fence", 5, 1, "error"),
        ("## a\n\n <!-- b\n", "unclosed-comment", 3, 2, "error"),
        ("## a\n##b\n", "heading-without-space", 2, 1, "warning"),
        ("# only prose\n", "no-cards", 1, 1, "warning"),
        ("", "no-cards", 1, 1, "warning"),
        ("---\ndefaults: {tier: croe}\n---\n## a\n", "tier-unknown", 2, 18, "warning"),
        ("---\ndefaults: {mood: good}\n---\n## a\n", "key-unknown", 2, 18, "note"),
    ],
)
def test_faults_name_the_place_and_what_to_do(
    text: str, code: str, line: int, col: int, level: str
) -> None:
    deck = parse(text.encode(), "x.md")

    assert deck.ok
    assert found(deck) == [(code, line, col, level)]
    assert deck.faults[0].file == "x.md"
    assert deck.faults[0].hint.endswith((".", "?"))
    assert deck.faults[0].message.endswith(".")


@pytest.mark.parametrize(
    ("data", "code", "line", "col"),
    [
        (b"## a\nb\xff\n", "not-utf-8", 2, 2),
        ("## é".encode() + b"\xe9\n", "not-utf-8", 1, 5),
        ("## a\n".encode("utf-16"), "not-utf-8", 1, 1),
        (b"## a\r\nb\r\n\x00", "nul", 3, 1),
        (b"\xef\xbb\xbfa\x00", "nul", 1, 2),
        (b"x" * (4 * 1024 * 1024 + 1), "file-too-large", 1, 1),
        (b"---\ntitle: a: b\n---\n## a\n", "front-matter-broken", 2, 9),
        (b"---\ntitle: a\n## a\n", "front-matter-unclosed", 1, 1),
        (b"---\nflashprep: 2\n---\n## a\n", "format-too-new", 2, 12),
        (b"## a\n" * 20_001, "too-many-cards", 20_001, 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_used_as_a_whole(data: bytes, code: str, line: int, col: int) -> None:
    deck = parse(data, "x.md")

    assert not deck.ok
    assert deck.notes == ()
    assert found(deck) == [(code, line, col, "error")]
    assert deck.faults[0].hint


def test_faulty_cards_keep_the_others() -> None:
    text = "## a\nb\n## c\n> kind: x\n\n##\n## d\n```\n## e <!-- id: eeee -->\nf\n"
    deck = parse(text.encode(), "x.md")

    assert [note.question for note in deck.notes] == ["a", "d", "e"]
    assert deck.notes[2].answer == "f"


def test_a_copied_id_stays_with_the_first_card() -> None:
    deck = parse(b"## a <!-- id: abcd -->\n\n## b <!-- id: abcd -->\n", "x.md")

    assert [note.id for note in deck.notes] == ["abcd", None]
    assert found(deck) == [("duplicate-id", 3, 6, "error")]
    assert "line 1" in deck.faults[0].message


def test_a_faulty_card_claims_no_id() -> None:
    deck = parse(b"## a <!-- id: abcd -->\n> kind: x\n\n## b <!-- id: abcd -->\n", "x.md")

    assert [note.id for note in deck.notes] == ["abcd"]


def test_a_hostile_deck_does_not_flood() -> None:
    faults = parse(("## a\n" + "> a: b\n" * 9_000).encode(), "x.md").faults

    assert len(faults) == 1_001
    assert (faults[-1].code, faults[-1].level) == ("more-faults", Level.NOTE)
    assert "8000" in faults[-1].message


@given(decks())
@settings(max_examples=300)
def test_no_text_raises(text: str) -> None:
    deck = parse(text.encode("utf-8", "surrogatepass"), "x.md")

    lines = text.count("\n") + text.count("\r") + 1
    assert deck.ok or deck.notes == ()
    assert all(1 <= fault.line <= lines and fault.col >= 1 for fault in deck.faults)
    assert all(note.question.strip() for note in deck.notes)
    ids = [note.id for note in deck.notes if note.id]
    assert len(ids) == len(set(ids))


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    parse(data, "x.md")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "card",
    [
        "## a\n" + "> lp: a" + " | b" * 15_000,
        "## {{" * 10_000 + "\n",
        "## a\n" + "<!-- " * 12_000 + "\n---\nx",
        "## a\n### Expect\n" + "- ```\n" * 10_000,
        "## a\n\n" + "-" * 30_000 + "\n" + " " * 30_000 + "x\n---\n",
        "## a" + " #" * 30_000,
        "## a\n### Source\n" * 4_000,
        "## a\n" + "### Own\n" * 8_000,
        "\r\n" * 30_000 + "## a\n",
    ],
    ids=range(9),
)
def test_hostile_cards_are_read_quickly(card: str) -> None:
    parse(card.encode(), "x.md")


def test_twenty_thousand_cards_are_read() -> None:
    text = "".join(f"## q{n} <!-- id: c{n:07} -->\n> #t\n\na\n\n" for n in range(20_000))

    deck = parse(text.encode(), "x.md")

    assert len(deck.notes) == 20_000
    assert deck.faults == ()
    assert replace(deck.notes[-1], sections={}, extra={}).line == 19_999 * 5 + 1
