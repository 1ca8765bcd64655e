"""Texts for property tests: made of the pieces that decks are made of, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "## Why is the sky blue?",
    "## What does {{one}} do? <!-- id: abcd1234 -->",
    "## Other <!-- id: wxyz9876 -->",
    "## Closed ##",
    "##",
    "##Missing",
    "# Prose",
    "### Expect",
    "### Senior",
    "### Source:",
    "### Own heading",
    "> kind: code · tier: core; time: 5m | #tag",
    "> kind: nonsense · time: soon · needs: ?, abcd1234",
    "> needs: x1y2 · foo: bar",
    "```",
    "```python",
    "````",
    "~~~",
    "- ```",
    "  ```",
    "<!--",
    "-->",
    "<!-- id: abcd1234 -->",
    "---",
    "...",
    "flashprep: 1",
    "title: &a [x",
    "- [must] tick",
    "1. item",
    "   more",
    "$$",
    "text $x$ and `code` {{c1::blank::hint}}",
    "{{",
    "}}",
    "\ufeff",
    "\x00",
    "\u2028",
    "é",
    "",
    "    indented",
    "\t",
)
LINE_BREAKS = ("\n", "\r\n", "\r")


def lines() -> st.SearchStrategy[str]:
    """Return single lines, mostly made of a deck's own pieces."""
    return st.one_of(st.sampled_from(PIECES), st.text(max_size=30))


def decks() -> st.SearchStrategy[str]:
    """Return texts of such lines, with any line ends, with or without the last one."""
    parts = st.lists(st.tuples(lines(), st.sampled_from(LINE_BREAKS)), max_size=25)
    return st.builds(
        lambda pairs, last: "".join(line + end for line, end in pairs) + last, parts, lines()
    )
