from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashprep.decks.blocks import split
from flashprep.decks.merge import merge
from flashprep.decks.parser import parse

from .strategies import decks

FRONT = "---\nflashprep: 1\n---\n\n"
PROSE = "# Part\n\n"


def card(name: str, answer: str = "answer") -> str:
    return f"## Question {name} <!-- id: id{name}0 -->\n> #tag\n\n{answer}\n\n"


def deck(*blocks: str) -> bytes:
    return "".join((FRONT, PROSE, *blocks)).encode()


A, B, C = card("a"), card("b"), card("c")
BASE = deck(A, B, C)


def test_what_the_person_did_not_touch_follows_the_shipped_deck() -> None:
    mine = deck(card("a", "mine"), B, C)
    theirs = deck(card("a", "theirs"), card("b", "theirs"), C)

    assert merge(BASE, mine, theirs) == deck(card("a", "mine"), card("b", "theirs"), C)


def test_a_card_that_is_shipped_no_more_goes_unless_it_was_edited() -> None:
    mine = deck(card("a", "mine"), B, C)

    assert merge(BASE, mine, deck(C)) == deck(card("a", "mine"), C)


def test_a_new_card_comes_behind_its_predecessor() -> None:
    mine = deck(A, card("b", "mine"), C)
    theirs = deck(card("n"), A, B, card("x"), card("y"), C, card("z"))

    assert merge(BASE, mine, theirs) == deck(
        card("n"), A, card("b", "mine"), card("x"), card("y"), C, card("z")
    )


def test_a_new_card_behind_one_that_the_person_removed_still_comes() -> None:
    mine = deck(A, card("c", "mine"))
    theirs = deck(A, B, card("x"), C)

    assert merge(BASE, mine, theirs) == deck(A, card("x"), card("c", "mine"))


def test_what_the_person_removed_stays_removed() -> None:
    mine = deck(A, C)
    theirs = deck(A, card("b", "theirs"), card("c", "theirs"))

    assert merge(BASE, mine, theirs) == deck(A, card("c", "theirs"))


def test_the_persons_own_cards_prose_and_order_stay() -> None:
    own = "## My own\nwith no id\n\n"
    mine = deck(C, own, "# My part\n\nprose\n\n", A, B)
    theirs = deck(card("a", "theirs"), B, C, card("x"))

    assert merge(BASE, mine, theirs) == deck(
        C, card("x"), own, "# My part\n\nprose\n\n", card("a", "theirs"), B
    )


def test_front_matter_and_prose_are_blocks_too() -> None:
    mine = BASE.replace(b"flashprep: 1", b"flashprep: 1\ntitle: mine")
    theirs = BASE.replace(b"# Part\n", b"# Part\n\nNew prose.\n").replace(
        b"flashprep: 1", b"flashprep: 1\ntitle: theirs"
    )

    assert merge(BASE, mine, theirs) == mine.replace(b"# Part\n", b"# Part\n\nNew prose.\n")


def test_without_a_base_nothing_of_the_persons_is_lost() -> None:
    mine = deck(card("a", "mine"), C)
    theirs = deck(card("a", "theirs"), B)

    assert merge(None, mine, theirs) == deck(card("a", "mine"), B, C)


def test_line_ends_of_the_person_are_kept_and_are_no_edit() -> None:
    mine = deck(A, B, card("c", "mine")).replace(b"\n", b"\r\n")
    theirs = deck(card("a", "theirs"), B, C, card("x"))

    assert merge(BASE, mine, theirs) == (
        deck(card("a", "theirs"), B, card("c", "mine"), card("x")).replace(b"\n", b"\r\n")
    )


@pytest.mark.parametrize("tail", ["", "\n", "\n\n\n"])
def test_an_empty_line_parts_blocks_that_meet_anew(tail: str) -> None:
    mine = deck(card("a", "mine"), B.rstrip() + tail)
    theirs = deck(A, B, card("x").rstrip())

    merged = merge(deck(A, B), mine, theirs).decode()

    assert "answer\n\n" in merged
    assert merged.endswith(card("x").rstrip())
    assert [note.id for note in parse(merged.encode(), "x").notes] == ["ida0", "idb0", "idx0"]


def test_bytes_that_are_no_text_survive() -> None:
    mine = deck(A.replace("answer", "caf"), B, C).replace(b"caf", b"caf\xe9")

    assert merge(BASE, mine, deck(A, B, C, card("x"))) == mine + card("x").encode()


def versions() -> st.SearchStrategy[bytes]:
    """Return decks of up to six cards, in any order, each as shipped or edited in some way."""
    one = st.tuples(st.sampled_from("abcdef"), st.sampled_from(["answer", "two", "```\nx\n```"]))
    prose = st.sampled_from(["# One\n\n", "# Two\n\ntext\n\n", "## No id\nx\n\n"])
    block = st.one_of(st.builds(lambda pair: card(*pair), one), prose)
    unique = st.lists(block, max_size=7, unique_by=lambda text: text[:30])
    return st.builds(
        lambda blocks, front, tail: ((FRONT if front else "") + "".join(blocks) + tail).encode(),
        unique,
        st.booleans(),
        st.sampled_from(["", "\n"]),
    )


def blocks(data: bytes) -> dict[str, str]:
    """Return the cards of a deck by id, without the white space around them."""
    return {
        chunk.written_id: chunk.raw.strip() for chunk in split(data.decode()) if chunk.written_id
    }


@given(versions(), versions(), versions())
@settings(max_examples=300)
def test_every_card_has_the_fate_it_should_have(base: bytes, mine: bytes, theirs: bytes) -> None:
    merged = blocks(merge(base, mine, theirs))
    old, own, new = blocks(base), blocks(mine), blocks(theirs)

    for name in old.keys() | own.keys() | new.keys():
        if name in own and own[name] != old.get(name):
            expected = own[name]
        elif name in own or name not in old:
            expected = new.get(name)
        else:
            expected = None
        assert merged.get(name) == expected or mine == theirs


@given(versions(), versions())
def test_without_edits_the_shipped_deck_comes_as_it_is(base: bytes, theirs: bytes) -> None:
    assert merge(base, base, theirs) == theirs


@given(decks(), decks())
def test_without_news_the_persons_deck_stays_as_it_is(base: str, mine: str) -> None:
    one, two = base.encode(), mine.encode()

    assert merge(one, two, one) == two


@given(versions(), versions(), versions())
@settings(max_examples=300)
def test_merging_twice_is_merging_once(base: bytes, mine: bytes, theirs: bytes) -> None:
    merged = merge(base, mine, theirs)

    assert merge(base, merged, theirs) == merged
    assert merge(theirs, merged, theirs) == merged


@given(decks(), decks(), decks())
def test_any_texts_can_be_merged(base: str, mine: str, theirs: str) -> None:
    merge(base.encode(), mine.encode(), theirs.encode())
    merge(None, mine.encode(), theirs.encode())


def test_a_whole_new_deck_is_merged_quickly() -> None:
    mine = deck(*(card(f"m{n:05}") for n in range(5_000)))
    theirs = deck(*(card(f"t{n:05}") for n in range(5_000)))

    merged = merge(b"", mine, theirs)

    assert len(blocks(merged)) == 10_000
