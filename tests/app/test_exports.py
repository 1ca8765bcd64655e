"""The export: the shape on which tools outside rely."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from flashprep.app.exports import everything
from flashprep.core.cards import CardId
from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenApp

CARD_KEYS = [
    "id", "deck", "domain", "kind", "tier", "question", "state", "due", "stability", "difficulty",
    "reps", "lapses",
]  # fmt: skip
REVIEW_KEYS = ["id", "card", "rating", "time", "duration_ms"]
L1 = CardId("mlf00001")


def test_the_shape(open_app: OpenApp) -> None:
    app = open_app()
    app.study.grade(L1, Rating.GOOD, duration_ms=4200)
    app.study.grade(CardId("msd00003"), Rating.EASY)
    app.study.act(CardId("mlf00004"), Action.SUSPEND)
    data = json.loads(json.dumps(everything(app.database)))
    assert list(data) == ["cards", "reviews"]
    assert len(data["cards"]) == len(app.library.cards())
    for card in data["cards"]:
        assert list(card) == CARD_KEYS
        assert card["state"] in {"new", "learning", "review", "relearning", "suspended"}
    by_id = {card["id"]: card for card in data["cards"]}
    assert by_id["mlf00001"] | {"stability": 0, "difficulty": 0} == {
        "id": "mlf00001",
        "deck": "decks/ml-foundations.md",
        "domain": "ml-foundations",
        "kind": "recall",
        "tier": "core",
        "question": "Why does L1 give sparse weights while L2 only shrinks them?",
        "state": "learning",
        "due": "2026-03-02T09:10:00.000Z",
        "stability": 0,
        "difficulty": 0,
        "reps": 1,
        "lapses": 0,
    }
    assert by_id["mlf00004"]["state"] == "suspended"
    assert by_id["mlf00005"]["due"] is by_id["mlf00005"]["stability"] is None
    assert by_id["msd00003"]["state"] == "review"
    assert [list(review) for review in data["reviews"]] == [REVIEW_KEYS] * 2
    first = data["reviews"][0]
    assert (first["card"], first["rating"], first["duration_ms"]) == ("mlf00001", 3, 4200)
    assert first["time"] == "2026-03-02T09:00:00.000Z"
    assert datetime.fromisoformat(first["time"]).utcoffset() is not None


def test_undone_grades_are_left_out(open_app: OpenApp) -> None:
    app = open_app()
    app.study.grade(L1, Rating.GOOD)
    app.history.undo()
    data = everything(app.database)
    assert data["reviews"] == []
    assert next(c for c in data["cards"] if c["id"] == L1)["state"] == "new"


def test_cards_that_vanished_are_kept_only_with_a_history(
    open_app: OpenApp, profile_folder: Path
) -> None:
    app = open_app()
    app.study.grade(L1, Rating.EASY)
    (profile_folder / "decks" / "ml-foundations.md").unlink()
    app.refresh()
    data = everything(app.database)
    cards = [card["id"] for card in data["cards"] if card["domain"] == "ml-foundations"]
    assert cards == [L1]
    assert [review["card"] for review in data["reviews"]] == [L1]
