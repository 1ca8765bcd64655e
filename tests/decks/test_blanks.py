"""What the parser relies on in ``core.blanks``: it counts the cards of a cloze."""

from __future__ import annotations

import pytest
from hypothesis import given

from flashprep.core.blanks import Blank, blanks

from .strategies import decks


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
