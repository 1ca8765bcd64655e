"""TeX on one line: readable, and never a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.worddiff import share
from flashprep.decks.parser import parse
from flashprep.render.linear import linear, plain_line

DECKS = Path(__file__).parents[2] / "decks"


@pytest.mark.parametrize(
    ("tex", "line"),
    [
        (r"O(\log n)", "O(log n)"),
        (r"\gamma=2", "γ = 2"),
        (r"\frac{a}{b+c}", "a/(b+c)"),
        (r"x_i^2", "xᵢ²"),
        (r"e^{-\lambda t}", "e^(−λt)"),
        (r"\hat y", "ŷ"),
        (r"\mathbb{E}[X]\le\sqrt{n}", "E[X] ≤ √n"),
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\binom{n}{k}", "C(n, k)"),
        (r"\begin{aligned} a &= b \\ &= c\end{aligned}", "a = b = c"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"\left(\tfrac12\right)", "(1/2)"),
    ],
)
def test_a_formula_reads_on_one_line(tex: str, line: str) -> None:
    assert linear(tex) == line


def test_markdown_becomes_one_line_with_its_formulas() -> None:
    text = "The **gap** is $\\log K$,\n\n- or $$\\frac{1}{2}$$ it is *not*."
    assert plain_line(text) == "The gap is log K, • or 1/2 it is not."


def test_money_is_no_formula() -> None:
    assert plain_line("It costs $5 or $10 a day.") == "It costs $5 or $10 a day."


@given(st.text(max_size=60))
def test_no_formula_is_a_fault(tex: str) -> None:
    assert "\n" not in linear(tex)


def test_no_question_of_the_decks_shows_a_command() -> None:
    for path in DECKS.glob("*.md"):
        for note in parse(path.read_bytes(), str(path)).notes:
            line = plain_line(note.question)
            assert "\\" not in line, line
            assert "$" not in line or "$" in note.question.replace("$", "", 2), line


def test_what_is_typed_without_tex_is_the_same_answer() -> None:
    assert share("O(n log n) on average", plain_line(r"$O(n\log n)$ on average.")) == 1.0
