from __future__ import annotations

import pytest
from hypothesis import given

from flashprep.decks.spans import MASK, count_words, mask, mask_fences

from .strategies import decks


def shown(text: str) -> str:
    return mask(text).replace(MASK, "·")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", "a ··· c"),
        ("a ``b ` c`` d", "a ········· d"),
        ("`open", "`open"),
        ("`a\n\nb`", "`a\n\nb`"),
        (r"\`a`", r"\`a`"),
        ("$x$ y", "··· y"),
        ("$5 or $10", "$5 or $10"),
        ("$5-$10", "$5-$10"),
        ("costs $5, then $x$", "costs $5, then ···"),
        ("$ x$", "$ x$"),
        ("$x $", "$x $"),
        (r"\$x$ $y$", r"\$x$ ···"),
        (r"$a\$b$", "······"),
        ("$$\nx\n$$ y", "··\n·\n·· y"),
        ("$$open", "$$open"),
        ("$a_{{i}}$ {{b}}", "········· {{b}}"),
        ("$a\n\nb$", "$a\n\nb$"),
        ("```\n{{x}}\n```\ny", "···\n·····\n···\ny"),
        ("`$` and $`$", "··· and ···"),
    ],
)
def test_code_and_formulas_are_blotted_out(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_only_fences_and_comments_are_blotted_out() -> None:
    text = "`a`\n<!-- b -->\n~~~\nc\n~~~\n"

    assert mask_fences(text).replace(MASK, "·") == "`a`\n··········\n···\n·\n···\n"


@given(decks())
def test_masking_keeps_every_place(text: str) -> None:
    text = text.replace(MASK, "")
    masked = mask(text)

    assert len(masked) == len(text)
    assert all(new in (old, MASK) for old, new in zip(text, masked, strict=True))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two three", 3),
        ("one, two - three!", 3),
        ("a formula $a + b + c$ is one", 5),
        ("$a$ $b$", 2),
        ("code `x + y` is one", 4),
        ("```python\na b c\n\nd e f\n```", 1),
        ("- one\n- two\n1. three", 3),
        ("[two words](https://example.com/a-b)", 2),
        ("well-known **bold** don't", 3),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_reader_does(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    ["`" * 60_000, "$a " * 20_000, "$a$1" * 15_000, "``` `` ` " * 7_000, "\\" * 60_000 + "$"],
)
def test_hostile_texts_are_masked_quickly(text: str) -> None:
    assert len(mask(text)) == len(text)
    count_words(text)
