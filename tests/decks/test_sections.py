from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.cards import Tick
from flashprep.decks import sections
from flashprep.decks.outline import outline
from flashprep.decks.sections import Body, clean, items, ticks


def body(text: str) -> Body:
    return sections.read(text, 0, outline(text).headings)


def test_the_answer_ends_at_the_first_known_section() -> None:
    found = body("Answer\n\n### Source\nBook\n\n### Follow ups:\n- a\n")

    assert found.answer == "Answer"
    assert found.texts == {"source": "Book", "follow-ups": "- a"}


def test_an_unknown_section_stays_part_of_the_answer() -> None:
    found = body("One\n\n### Mine\ntwo\n\n### Source\nBook\n\n### Later\nthree\n")

    assert found.answer == "One\n\n### Mine\ntwo\n\n### Later\nthree"
    assert found.texts == {"source": "Book"}
    assert [(s.name, s.known) for s in found.sections] == [
        ("mine", False),
        ("source", True),
        ("later", False),
    ]


def test_a_repeated_section_goes_on_where_it_was() -> None:
    assert body("### Notes\na\n### Notes\nb\n").texts == {"notes": "a\n\nb"}


@pytest.mark.parametrize(
    ("text", "more", "answer"),
    [
        ("rest\n\n---\nanswer", "rest", "answer"),
        ("rest\n---\nanswer\n\n---\n\nmore", "rest", "answer\n\n---\n\nmore"),
        ("```\n---\n```\nanswer", "", "```\n---\n```\nanswer"),
        ("| a |\n|---|\n| b |", "", "| a |\n|---|\n| b |"),
        ("- - -\nanswer", "", "- - -\nanswer"),
        ("answer\n\n---\n\n", "", "answer"),
        ("answer\n\n---\n### Source\nx", "answer", ""),
        ("rest\n---\nanswer\n---\n", "rest", "answer"),
    ],
)
def test_a_rule_parts_the_question_from_the_answer(text: str, more: str, answer: str) -> None:
    found = body(text)

    assert (found.more, found.answer) == (more, answer)


def test_a_rule_at_the_end_of_a_section_parts_cards() -> None:
    assert body("a\n\n### Source\nBook\n\n---\n\n").texts == {"source": "Book"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\r\n \r\n  a\r\n\r\nb \r\n", "  a\n\nb"),
        ("a <!-- x\ny --> b", "a  b"),
        ("`<!-- x -->` <!-- open", "`<!-- x -->` <!-- open"),
        ("```\n<!-- x -->\n```", "```\n<!-- x -->\n```"),
        (" \n", ""),
    ],
)
def test_pieces_are_cleaned(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- b", ("a", "b")),
        ("* a\n\n+ b", ("a", "b")),
        ("1. a\n2) b", ("a", "b")),
        ("- a\n  goes on\n\n  and on\n- b", ("a\ngoes on\n\nand on", "b")),
        ("- a\n  - nested\n- b", ("a\n- nested", "b")),
        ("10. a\n    more", ("a\nmore",)),
        ("intro\n- a", ("intro", "a")),
        ("one\n\ntwo\nthree", ("one", "two\nthree")),
        ("- a\n  ```\n- no item\n  ```\n- b", ("a\n```\n- no item\n```", "b")),
        ("", ()),
        ("- ", ("-",)),
        ("-a", ("-a",)),
    ],
)
def test_items(text: str, expected: tuple[str, ...]) -> None:
    assert items(text) == expected


def test_ticks_may_be_musts() -> None:
    text = "- [must] a\n- **[Must]**: b\n- [ ] c\n- [x] [must] d\n- e [must]\n- [must]\n"

    assert ticks(text) == (
        Tick("a", must=True),
        Tick("b", must=True),
        Tick("c"),
        Tick("d", must=True),
        Tick("e [must]"),
    )


@given(st.text(alphabet="-*1.) \nab`[]mustx", max_size=100))
def test_items_drop_no_word(text: str) -> None:
    assert "".join(items(text)).count("a") == text.count("a")
