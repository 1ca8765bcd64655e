"""The list shapes of CommonMark, told as outlines: what holds what."""

from __future__ import annotations

import re

import pytest

from flashprep.render.markdown import to_html

_TAG = re.compile(r"<(/?)(ul|ol|li|p|pre|blockquote|table|h[1-6]|hr)\b[^>]*>|([^<]+)|<[^>]*>")


def outline(markdown: str) -> str:
    """Return the HTML of a text as nested brackets, paragraphs left out."""
    parts: list[str] = []
    for closing, tag, text in _TAG.findall(to_html(markdown)):
        if tag == "hr":
            parts.append("hr")
        elif tag and tag != "p":
            parts.append(")" if closing else f"{tag}(")
        elif text.strip():
            parts.append(" ".join(text.split()))
    return re.sub(r"\s*([()])\s*", r"\1", " ".join(parts))


FIVE_MISREAD_SHAPES = {
    "two-space nesting": ("- a\n  - b\n    - c\n- d", "ul(li(a ul(li(b ul(li(c)))))li(d))"),
    "fence in a list": ("- a\n  ```\n  x\n  ```\n- b", "ul(li(a pre(x))li(b))"),
    "list right after a paragraph": ("text\n- a\n- b", "text ul(li(a)li(b))"),
    "three-space continuation": ("1. a\n\n   more\n2. b", "ol(li(a more)li(b))"),
    "parenthesis numbers": ("1) a\n2) b", "ol(li(a)li(b))"),
}

COMMONMARK = {
    "number right after a paragraph": ("text\n1. a", "text ol(li(a))"),
    "a later number is text": ("The number is\n14. Really.", "The number is 14. Really."),
    "bullet under number": ("1. a\n   - b\n   - c\n2. d", "ol(li(a ul(li(b)li(c)))li(d))"),
    "number under bullet": ("- a\n  1. b\n  2. c", "ul(li(a ol(li(b)li(c))))"),
    "four-space nesting": ("- a\n    - b\n- c", "ul(li(a ul(li(b)))li(c))"),
    "tab nesting": ("- a\n\t- b", "ul(li(a ul(li(b))))"),
    "lazy continuation": ("- a\nstill a\n- b", "ul(li(a still a)li(b))"),
    "indented continuation": ("- a\n  still a", "ul(li(a still a))"),
    "two paragraphs": ("- a\n\n  b\n\nc", "ul(li(a b))c"),
    "loose list": ("- a\n\n- b", "ul(li(a)li(b))"),
    "other bullets": ("* a\n* b", "ul(li(a)li(b))"),
    "plus": ("+ a\n+ b", "ul(li(a)li(b))"),
    "quote in a list": ("- a\n  > b\n- c", "ul(li(a blockquote(b))li(c))"),
    "list in a quote": ("> - a\n>   - b", "blockquote(ul(li(a ul(li(b)))))"),
    "quote right after a paragraph": ("text\n> b", "text blockquote(b)"),
    "lazy quote": ("> a\nstill a", "blockquote(a still a)"),
    "fence in a quote": ("> ```\n> x\n> ```", "blockquote(pre(x))"),
    "fence on the marker's line": ("- ```\n  x\n  ```", "ul(li(pre(x)))"),
    "fence in a nested list": (
        "1. a\n   - b\n     ~~~\n     x\n     ~~~",
        "ol(li(a ul(li(b pre(x)))))",
    ),
    "paragraph after a fence": ("- a\n  ```\n  x\n  ```\n  b", "ul(li(a pre(x)b))"),
    "rule, not a list": ("a\n\n* * *\n\nb", "a hr b"),
    "rule between lists": ("- a\n\n---\n\n- b", "ul(li(a))hr ul(li(b))"),
    "heading ends a list": ("- a\n\n# b", "ul(li(a))h1(b)"),
    "table in a list": ("- a\n\n  | x |\n  |---|\n  | y |", "ul(li(a table(x y)))"),
    "table after a paragraph": ("text\n| x | y |\n|---|---|\n| 1 | 2 |", "text table(x y 1 2)"),
    "no marker without a space": ("-a\n\n1.b", "-a 1.b"),
    "emphasis is no bullet": ("*a* b", "a b"),
    "minus in a paragraph": ("a\n-b", "a -b"),
    "start number": ("3. a\n4. b", "ol(li(a)li(b))"),
}


@pytest.mark.parametrize("name", [*FIVE_MISREAD_SHAPES, *COMMONMARK])
def test_shape_is_read_as_commonmark_reads_it(name: str) -> None:
    markdown, expected = (FIVE_MISREAD_SHAPES | COMMONMARK)[name]
    assert outline(markdown) == expected


def test_a_list_starts_with_its_number() -> None:
    assert '<ol start="3">' in to_html("3. a\n4. b")


def test_code_in_a_list_keeps_its_own_indent_and_nothing_more() -> None:
    html = to_html("1. a\n   ```\n   if x:\n       y\n   ```")
    assert '<pre class="code">if x:\n    y</pre>' in html


def test_code_in_a_quote_has_no_quote_marks() -> None:
    assert '<pre class="code">x\n\ny</pre>' in to_html("> ```\n> x\n>\n> y\n> ```")


def test_display_math_in_a_list_item_stays_in_it() -> None:
    html = to_html("- a $$x$$ b\n- c")
    assert html.count("<ul>") == 1
    assert html.index("math:d") < html.index("c</")
