from __future__ import annotations

import pytest
from hypothesis import given

from flashprep.decks.outline import outline

from .strategies import decks


def titles(text: str) -> list[str]:
    return [text[h.title : h.end].strip() for h in outline(text).headings]


def flaws(text: str) -> list[tuple[str, int]]:
    return [(flaw.code, flaw.start) for flaw in outline(text).flaws]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\n## b\n### c\n", ["a", "b", "c"]),
        ("   ## up to three spaces", ["up to three spaces"]),
        ("    ## code\n", []),
        ("\t## code\n", []),
        ("##no space\n", []),
        ("####### seven\n", []),
        ("##", [""]),
        ("##\ttab", ["tab"]),
        ("\ufeff## with a byte order mark\n## b", ["with a byte order mark", "b"]),
        ("## a\r\n## b\r## c\n", ["a", "b", "c"]),
        ("> ## quoted\n- ## in a list\n", []),
    ],
)
def test_headings_are_those_of_commonmark(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\n## x\n```\n## y", ["y"]),
        ("~~~\n## x\n```\n## x\n~~~\n## y", ["y"]),
        ("````\n```\n## x\n````\n## y", ["y"]),
        ("```\n## x\n`````\n## y", ["y"]),
        ("   ```\n## x\n  ```  \n## y", ["y"]),
        ("```py\n## x\n``` py\n## x\n```\n## y", ["y"]),
        ("``` a`b\n## y", ["y"]),
        ("    ```\n## y", ["y"]),
        ("``\n## y", ["y"]),
        ("```\r\n## x\r\n```\r\n## y", ["y"]),
        ("- ```\n  ## x\n  ```\n## y", ["y"]),
        ("- ```\n  ## x\n\n## y\n```\n## z\n```", ["y"]),
        ("10. ```\n    ## x\n    ```\n## y", ["y"]),
        ("<!--\n## x\n-->\n## y", ["y"]),
        ("<!-- a --> ## x\n## y", ["y"]),
        ("text <!--\n## y", ["y"]),
    ],
)
def test_fences_and_comments_hide_headings(text: str, expected: list[str]) -> None:
    assert titles(text) == expected
    assert flaws(text) == []


def test_an_open_fence_ends_at_the_next_card_with_an_id() -> None:
    text = "## a\n```python\n## x\n## b <!-- id: bbbb -->\n## c\n"

    assert titles(text) == ["a", "b <!-- id: bbbb -->", "c"]
    assert flaws(text) == [("unclosed-fence", text.index("```"))]


def test_an_open_fence_that_a_later_fence_would_close_is_found_too() -> None:
    text = "```py\nx\n## b <!-- id: bbbb -->\n```py\ny\n```\n## c\n"

    assert titles(text) == ["b <!-- id: bbbb -->", "c"]
    assert flaws(text) == [("unclosed-fence", 0)]


def test_an_open_fence_without_a_card_behind_it_runs_to_the_end() -> None:
    assert titles("## a\n```\n## b\n") == ["a"]
    assert flaws("## a\n```\n## b\n") == [("unclosed-fence", 5)]


@pytest.mark.parametrize("fence", ["````", "~~~", "```markdown", "````md"])
def test_a_fence_that_shows_a_card_on_purpose_hides_it(fence: str) -> None:
    close = fence.rstrip("markdown")
    text = f"{fence}\n## shown <!-- id: aaaa -->\n{close}\n## y"

    assert titles(text) == ["y"]
    assert flaws(text) == []


def test_an_open_comment_ends_at_a_card_with_an_id() -> None:
    text = "## a\n<!-- hide\n## b <!-- id: bbbb -->\n"

    assert titles(text) == ["a", "b <!-- id: bbbb -->"]
    assert flaws(text) == [("unclosed-comment", 5)]


def test_an_open_comment_without_an_end_is_found() -> None:
    assert flaws("## a\n<!-- hide\n## b\n") == [("unclosed-comment", 5)]


@pytest.mark.parametrize("text", ["##Why", "  ##Why", "###Expect", "##{{x}}"])
def test_a_missing_space_is_found(text: str) -> None:
    assert flaws(f"{text}\n") == [("heading-without-space", text.index("#"))]


@pytest.mark.parametrize("text", ["```\n##x\n```", "#hashtag", "##!/bin/sh", "    ##x"])
def test_a_missing_space_is_not_seen_where_no_heading_was_meant(text: str) -> None:
    assert flaws(text) == []


def test_the_offset_to_start_from_hides_what_is_above() -> None:
    text = "---\n```\n---\n## a\n"

    assert [h.start for h in outline(text, text.index("##")).headings] == [text.index("##")]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text",
    [
        "```x\n" * 200_000,
        "~~~x\n## a <!-- id: aaaa -->\n" * 30_000,
        "".join("`" * n + "x\n## a <!-- id: aaaa -->\n" for n in range(1_500, 3, -1)),
        "<!--\n## a <!-- id: aaaa -->\n" * 30_000,
        "<!--\n" * 200_000,
        "## <!-- id:" + " " * 1_000_000 + "-->\n",
        "## " + "<!-- id: " * 100_000 + "-->\n",
        "-" * 1_000_000,
        "- ```\n" * 200_000,
    ],
    ids=range(9),
)
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    outline(text)


@given(decks())
def test_what_is_found_lies_in_order_inside_the_text(text: str) -> None:
    found = outline(text)

    ends = 0
    for heading in found.headings:
        assert ends <= heading.start < heading.title <= heading.end <= len(text)
        assert set(text[heading.start : heading.title]) <= {" ", "#"}
        ends = heading.end
    ends = 0
    for span in found.hidden:
        assert ends <= span.start <= span.end <= len(text)
        ends = span.end
