"""The list of hard cards: why each is on it."""

from __future__ import annotations

from flashprep.core.cards import CardId
from flashprep.core.statistics import Hard
from flashprep.ui.widgets.hard_cards import describe


def test_a_card_without_a_lapse_is_said_plainly() -> None:
    card = Hard(CardId("a"), "deck.md", "ml-foundations", lapses=0, reps=6, difficulty=9.5)
    assert describe(card) == (
        "ML foundations · never forgotten on a later day · 6 answers · difficulty 9.5 of 10"
    )
    assert "never learned" not in describe(card)
