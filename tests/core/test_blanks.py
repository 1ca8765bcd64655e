from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.blanks import VerbatimKind, blanks, verbatim

_PIECES = st.lists(
    st.sampled_from(
        [
            "{{",
            "}}",
            "::",
            "1::",
            "$",
            "$$",
            "`",
            "```\n",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "a",
            " ",
            "\\",
            "5",
        ]
    ),
    max_size=30,
).map("".join)


def _found(text: str) -> list[tuple[str, str]]:
    return [(span.kind.value, text[span.inner : span.outer]) for span in verbatim(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a $x_1$ b", [("math", "x_1")]),
        ("it costs $5 or $10", []),
        ("$5 and $x$", [("math", "x")]),
        ("$ x$ and $x $", []),
        ("$x$5 is no math", []),
        (r"\$x$ and \\$y$", [("math", "y")]),
        ("`$x$` and ``a`b``", [("code", "$x$"), ("code", "a`b")]),
        ("$a\n\nb$", []),
        ("$$\na\n$$", [("display", "\na\n")]),
        ("```py\n$x$\n```\n$y$", [("fence", "$x$\n"), ("math", "y")]),
        ("- ```\n  $x$\n  ```", [("fence", "  $x$\n")]),
        ("> ~~~\n> $x$\n> ~~~", [("fence", "> $x$\n")]),
        ("```\nnever closed $x$", [("fence", "never closed $x$")]),
        ("a `never closed $x$", [("math", "x")]),
    ],
)
def test_code_and_math_are_found_by_pandocs_rules(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("A {{Laplace}} prior", [(1, "Laplace", "")]),
        ("{{a}} and {{b::what}}", [(1, "a", ""), (2, "b", "what")]),
        (
            "{{2::a}} {{b}} {{c3::c}} {{d}}",
            [(2, "a", ""), (1, "b", ""), (3, "c", ""), (4, "d", "")],
        ),
        ("{{1::a}} {{1::b}}", [(1, "a", ""), (1, "b", "")]),
        ("{{$x_{i}$::a $y$}}", [(1, "$x_{i}$", "a $y$")]),
        ("`{{a}}` $a_{{i}}$ {{b}}", [(1, "b", "")]),
        ("{{ }} {{}} {{a", []),
        ("{{the set {a, b}}}", [(1, "the set {a, b}", "")]),
    ],
)
def test_blanks_have_number_text_and_hint(
    question: str, expected: list[tuple[int, str, str]]
) -> None:
    assert [(b.number, b.text, b.hint) for b in blanks(question)] == expected


@given(_PIECES)
def test_spans_follow_one_another_and_keep_their_marks(text: str) -> None:
    end = 0
    for span in verbatim(text):
        assert end <= span.start < span.inner <= span.outer <= span.end <= len(text)
        assert span.kind in VerbatimKind
        end = span.end


@given(_PIECES)
def test_blanks_follow_one_another_and_no_two_unnumbered_share_a_number(text: str) -> None:
    end = 0
    for blank in blanks(text):
        assert end <= blank.start < blank.end <= len(text)
        assert text[blank.start : blank.start + 2] == "{{"
        assert text[blank.end - 2 : blank.end] == "}}"
        end = blank.end


@pytest.mark.parametrize(
    "piece", ["$a ", "{{", "` `` ", "$$ ", "\n> ", "```\n", "- ", "$a\\", "~~~ "]
)
@pytest.mark.timeout(5)
def test_no_text_makes_the_scanner_crawl(piece: str) -> None:
    assert isinstance(blanks(piece * (64_000 // len(piece))), tuple)
