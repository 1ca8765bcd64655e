from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.render.plain import plain_text


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**a** *b* ~~c~~ _d_", "a b c d"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("[a](https://x.org) ![b](c.png)", "a b"),
        ("$a_1*b*c$ and $$x$$", "$a_1*b*c$ and $$x$$"),
        ("`a*b*c`", "a*b*c"),
        ("A {{Laplace}} {{b::hint}}", "A Laplace b"),
        ("# Title\n\n- a\n- [x] b\n1. c", "Title\n\n• a\n• b\n1. c"),
        ("> quoted", "quoted"),
        ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n| c | d |"),
        ("a <!-- id: x --> b", "a  b"),
        (r"\*a\* \$5", "*a* $5"),
        ("```python\nx = *y*\n```", "x = *y*"),
    ],
)
def test_marks_are_taken_off(markdown: str, expected: str) -> None:
    assert plain_text(markdown) == expected


@given(st.text(alphabet="ab *_`~$\\[](){}<>!#|-+1.:\n>\x00", max_size=80))
def test_any_text_has_a_plain_form(markdown: str) -> None:
    assert "\x00" not in plain_text(markdown)


@pytest.mark.parametrize("piece", ["*a ", "**a ", "[a](", "![", "_a", "| - ", "<!-- ", "$a "])
@pytest.mark.timeout(5)
def test_no_text_makes_it_crawl(piece: str) -> None:
    plain_text(piece * (64_000 // len(piece)))


def test_it_imports_nothing_heavy() -> None:
    code = "import sys, flashprep.render.plain; print(len(sys.modules), 'html' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(out.stdout.split()[0]) < 200
