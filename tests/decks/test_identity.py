from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.cards import NOTE_ID, Note, NoteId
from flashprep.decks.identity import How, Match, Stored, match, new_id
from flashprep.decks.similarity import Signature, alike, normalize

SPARSE = "Why does L1 give sparse weights while L2 only shrinks them?"
REWORDED = "What makes L1 sparse where L2 only shrinks weights?"


def note(question: str, note_id: str | None = None) -> Note:
    return Note(NoteId(note_id) if note_id else None, question, "answer")


def stored(*pairs: tuple[str, str]) -> list[Stored]:
    return [Stored(NoteId(name), question) for name, question in pairs]


def test_the_id_in_the_file_comes_first() -> None:
    found = match(stored(("aaaa", "x"), ("bbbb", "y")), [note("y", "aaaa"), note("z", "cccc")])

    assert found.matches == (Match(How.FILE, NoteId("aaaa")), Match(How.FILE, NoteId("cccc")))
    assert found.gone == ("bbbb",)


def test_the_same_question_comes_second() -> None:
    found = match(stored(("aaaa", SPARSE)), [note(f"  {SPARSE.upper()[:-1]} ")])

    assert found.matches == (Match(How.QUESTION, NoteId("aaaa")),)
    assert found.gone == ()


def test_a_stored_note_is_claimed_once() -> None:
    found = match(stored(("aaaa", "x")), [note("x"), note("x"), note("y", "aaaa")])

    assert [hit.how for hit in found.matches] == [How.NEW, How.NEW, How.FILE]


def test_equal_questions_are_matched_in_order() -> None:
    found = match(stored(("aaaa", "x"), ("bbbb", "x")), [note("x"), note("x"), note("x")])

    assert [hit.id for hit in found.matches] == ["aaaa", "bbbb", None]


def test_an_edited_question_is_recognized() -> None:
    others = [(f"id{n:02}", f"What is the derivative of function number {n}?") for n in range(50)]
    edited = SPARSE.replace("while", "and").replace("shrinks", "shrink")
    found = match(stored(*others, ("aaaa", SPARSE)), [note(edited)])

    assert (found.matches[0].how, found.matches[0].id) == (How.SIMILAR, "aaaa")
    assert 0.8 <= found.matches[0].similarity < 1
    assert "aaaa" not in found.gone


def test_a_reworded_question_asks() -> None:
    found = match(stored(("aaaa", SPARSE)), [note(REWORDED)])

    assert (found.matches[0].how, found.matches[0].id) == (How.ASK, "aaaa")
    assert 0.5 <= found.matches[0].similarity < 0.8
    assert found.gone == ("aaaa",)


def test_another_question_is_new() -> None:
    found = match(stored(("aaaa", SPARSE)), [note("How does a B-tree split a node?")])

    assert found.matches == (Match(How.NEW, None, 0.0),)


def test_a_tie_is_never_decided_alone() -> None:
    found = match(stored(("aaaa", SPARSE)), [note(SPARSE + " x"), note(SPARSE + " y")])

    assert [hit.how for hit in found.matches] == [How.ASK, How.NEW]


def test_only_the_better_of_two_edits_is_sure() -> None:
    near = SPARSE.replace("them", "it")
    far = SPARSE.replace("weights", "models").replace("them", "it")
    found = match(stored(("aaaa", SPARSE)), [note(far), note(near)])

    assert [hit.how for hit in found.matches] == [How.NEW, How.SIMILAR]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("A  b?", "a b"),
        ("\u201ca\u201d\u2019s", '"a"\'s'),
        ("ﬁne", "fine"),
        ("{{c1::a::hint}} b", "a b"),
        ("a\n\nb.", "a b"),
    ],
)
def test_spelling_the_same_in_another_way_makes_no_difference(left: str, right: str) -> None:
    assert normalize(left) == normalize(right)


@pytest.mark.parametrize(
    ("left", "right"), [("x + y", "x - y"), ("x_1", "x_2"), ("a < b", "a > b")]
)
def test_signs_do_make_a_difference(left: str, right: str) -> None:
    assert normalize(left) != normalize(right)


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_symmetric_and_one_for_the_same(left: str, right: str) -> None:
    one, two = Signature(left), Signature(right)

    assert one.similarity(two) == two.similarity(one)
    assert 0 <= one.similarity(two) <= 1
    assert one.similarity(Signature(left)) == 1


@given(st.lists(st.text("abcdef ", min_size=1, max_size=30), max_size=12))
def test_every_note_gets_one_match_and_no_id_comes_twice(questions: list[str]) -> None:
    half = len(questions) // 2
    old = [Stored(NoteId(f"id{n:02}"), text) for n, text in enumerate(questions[:half])]
    found = match(old, [note(text) for text in questions[half:]])

    assert len(found.matches) == len(questions) - half
    ids = [hit.id for hit in found.matches if hit.id is not None]
    assert len(ids) == len(set(ids))
    sure = {hit.id for hit in found.matches if hit.how in {How.QUESTION, How.SIMILAR}}
    assert sure | set(found.gone) == {old_note.id for old_note in old}


def test_edits_of_a_whole_deck_are_matched() -> None:
    rng = random.Random(7)
    words = [
        "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(3, 9))) for _n in range(900)
    ]
    old = [" ".join(rng.choices(words, k=12)) for _n in range(1_000)]
    new = [text.replace(text.split()[3], rng.choice(words), 1) for text in old]
    order = list(range(1_000))
    rng.shuffle(order)

    found = match(
        [Stored(NoteId(f"n{n:04}"), text) for n, text in enumerate(old)],
        [note(new[n]) for n in order],
    )

    right = sum(hit.id == f"n{n:04}" for n, hit in zip(order, found.matches, strict=True))
    assert right == 1_000
    assert sum(hit.how in {How.SIMILAR, How.QUESTION} for hit in found.matches) > 900


def test_alike_finds_what_comparing_all_finds() -> None:
    rng = random.Random(11)
    words = ["loss", "sparse", "weights", "gradient", "ridge", "lasso", "prior", "bias", "margin"]
    texts = [" ".join(rng.choices(words, k=6)) for _n in range(40)]
    left = [Signature(text) for text in texts[:20]]
    right = [Signature(text) for text in texts[20:]]

    best = {n: max(range(20), key=lambda m: left[n].similarity(right[m])) for n in range(20)}
    pairs = alike(left, right, 0.8)

    assert {(n, m) for _s, n, m in pairs} >= {
        (n, m) for n, m in best.items() if left[n].similarity(right[m]) >= 0.8
    }
    assert [s for s, *_ in pairs] == sorted((s for s, *_ in pairs), reverse=True)


def test_new_ids_are_free_and_well_formed() -> None:
    made = {new_id(()) for _n in range(200)}

    assert len(made) == 200
    assert all(
        len(name) == 8 and NOTE_ID.fullmatch(name) and name.islower() | name.isdigit()
        for name in made
    )


def test_a_taken_id_is_not_given_out() -> None:
    class Taken:
        """Says once that an id is taken."""

        asked: list[str]

        def __init__(self) -> None:
            self.asked = []

        def __contains__(self, name: object) -> bool:
            self.asked.append(str(name))
            return len(self.asked) == 1

    taken = Taken()

    assert new_id(taken) == taken.asked[1]
