from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.decks import quote
from flashprep.decks.quote import ORPHAN, TAG


def pairs(text: str) -> list[tuple[str, str]]:
    return [(entry.key, entry.value) for entry in quote.read(text, 0).entries]


@pytest.mark.parametrize(
    "text",
    [
        "> kind: recall · time: 20s · needs: a1b2, c3d4 · #x #y",
        "> kind: recall; time: 20s; needs: a1b2, c3d4; #x; #y",
        "> kind: recall | time: 20s | needs: a1b2, c3d4 | #x, #y",
        "> kind: recall\n> time: 20s\n> needs: a1b2, c3d4\n> #x\n> #y\n",
        ">kind:  recall·time: 20s\r\n   > needs: a1b2, c3d4\r\n> #x #y\r\n",
        "> Kind : recall · TIME: 20s · needs: a1b2, c3d4 #x #y",
        "\n> kind: recall · time: 20s\n>\n> needs: a1b2, c3d4 · #x · · #y",
    ],
)
def test_entries_are_parted_in_four_ways(text: str) -> None:
    assert pairs(text) == [
        ("kind", "recall"),
        ("time", "20s"),
        ("needs", "a1b2, c3d4"),
        (TAG, "x"),
        (TAG, "y"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> foo: bar · kind: code", [("foo", "bar"), ("kind", "code")]),
        ("> foo: bar", [("foo", "bar")]),
        ("> kind: code · what is this", [("kind", "code"), (ORPHAN, "what is this")]),
        ("> as-of: 2025", [("as_of", "2025")]),
        ("> #c++ #a/b #d.", [(TAG, "c++"), (TAG, "a/b"), (TAG, "d")]),
        (
            "> lp: Have Backbone; Disagree and Commit · #x",
            [("lp", "Have Backbone; Disagree and Commit"), (TAG, "x")],
        ),
        ("> time:", [("time", "")]),
    ],
)
def test_entries_are_pairs_tags_or_orphans(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "> To be, or not to be.",
        "> Bezos: it is always day one",
        "> Note: this is a quotation",
        "text\n> kind: code",
        "\n> foo: bar",
        "\n> A quotation; kind: code",
        "",
        ">",
    ],
)
def test_a_quotation_stays_in_the_answer(text: str) -> None:
    assert quote.read(text, 0) == quote.Quote((), 0)


def test_the_answer_begins_right_behind_the_quote_line() -> None:
    text = "> kind: code\nAnswer"

    assert text[quote.read(text, 0).end :] == "Answer"


def test_entries_know_their_places() -> None:
    text = ">  foo: bar · time: 20s · #x"
    entries = quote.read(text + " kind: code", 0).entries

    assert [text[e.start : e.value_start] for e in entries] == ["foo: ", "time: ", "#"]


def test_names_know_their_places() -> None:
    text = "> kind: code · needs: a1b2,  c3d4"
    entry = quote.read(text, 0).entries[1]

    assert [(name, text[at : at + 4]) for name, at in quote.names(entry)] == [
        ("a1b2", "a1b2"),
        ("c3d4", "c3d4"),
    ]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("20s", 20),
        ("4m", 240),
        ("4 min", 240),
        ("1m30s", 90),
        ("1h", 3600),
        ("1H 5M", 3900),
        ("20", None),
        ("", None),
        ("0s", None),
        ("-5m", None),
        ("soon", None),
        ("25h", None),
        ("99999999m", None),
        ("٢s", None),
    ],
)
def test_times_are_seconds(value: str, seconds: int | None) -> None:
    assert quote.seconds(value) == seconds


@pytest.mark.parametrize("value", ["2025", "2025-03", "2025-03-09"])
def test_dates(value: str) -> None:
    assert quote.is_date(value)


@pytest.mark.parametrize("value", ["", "25", "2025-13", "2025-03-32", "March 2025", "2025-3"])
def test_no_dates(value: str) -> None:
    assert not quote.is_date(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ownership, dive-deep", ("ownership", "dive-deep")),
        ("Are Right, A Lot, Ownership", ("Are Right, A Lot", "Ownership")),
        ("Have Backbone; Disagree and Commit, Frugality", None),
        (", ", ()),
    ],
)
def test_principles_keep_their_comma(value: str, expected: tuple[str, ...] | None) -> None:
    if expected is None:
        expected = ("Have Backbone; Disagree and Commit", "Frugality")
    assert quote.principles(value) == expected


@given(st.text(alphabet="> \n\r·;|#:abkindlp,-_", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = quote.read(text, 0)

    assert 0 <= found.end <= len(text)
    assert all(0 <= e.start <= e.value_start <= found.end for e in found.entries)
