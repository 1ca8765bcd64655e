from __future__ import annotations

import pytest

from flashprep.core.cards import Kind, Note, NoteId
from flashprep.decks.sides import sides, variants


@pytest.mark.parametrize(
    ("kind", "question", "expected"),
    [
        (Kind.RECALL, "a {{b}}", ["abcd"]),
        (Kind.STORY, "a", ["abcd"]),
        (Kind.REVERSED, "a", ["abcd", "abcd.r"]),
        (Kind.CLOZE, "{{a}} {{b}}", ["abcd.1", "abcd.2"]),
        (Kind.CLOZE, "{{2::a}} {{b}} {{2::c}} {{d}}", ["abcd.1", "abcd.2", "abcd.3"]),
        (Kind.CLOZE, "{{33::a}} {{1::b}}", ["abcd.1", "abcd.33"]),
    ],
)
def test_a_note_makes_one_card_per_side(kind: Kind, question: str, expected: list[str]) -> None:
    note = Note(NoteId("abcd"), question, "answer", kind)

    assert [side.id for side in sides(note)] == expected
    assert all(side.note == "abcd" for side in sides(note))


def test_a_note_without_an_id_makes_no_cards_yet() -> None:
    note = Note(None, "a", "b", Kind.REVERSED)

    assert sides(note) == ()
    assert variants(note) == ("", "r")
