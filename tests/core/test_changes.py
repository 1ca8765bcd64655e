"""What an operation touched, added up."""

from __future__ import annotations

from flashprep.core.cards import CardId
from flashprep.core.changes import Changes


def test_nothing_is_false_and_anything_is_true() -> None:
    assert not Changes()
    for some in (
        Changes(cards=frozenset({CardId("a")})),
        Changes(content=True),
        Changes(reviews=True),
        Changes(settings=True),
        Changes(faults=True),
    ):
        assert some
        assert some | Changes() == some == Changes() | some


def test_two_changes_add_up() -> None:
    one = Changes(cards=frozenset({CardId("a")}), content=True)
    other = Changes(cards=frozenset({CardId("b")}), reviews=True)
    both = Changes(cards=frozenset({CardId("a"), CardId("b")}), content=True, reviews=True)
    assert one | other == both
