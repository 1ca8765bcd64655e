"""A card's Markdown, edited in place."""

from __future__ import annotations

import pytest

from flashprep.core.errors import DeckError
from flashprep.core.scheduling import Rating
from tests.conftest import OpenApp


def first_card(app):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    asked = app.study.next()
    assert asked is not None
    return asked.view


def test_an_edit_is_in_the_file_and_the_history_stays(open_app: OpenApp) -> None:
    app = open_app()
    view = first_card(app)
    app.study.grade(view.side.id, Rating.GOOD)
    before = app.study.question(view.side.id).memory
    block = app.editing.block(view)
    changes = app.editing.save(view, block.replace(view.note.question, "A wholly new question?"))
    assert view.side.id in changes.cards
    app.study.reload()
    now = app.study.question(view.side.id)
    assert now.view.note.question == "A wholly new question?"
    assert now.memory == before
    assert "A wholly new question?" in view.deck.read_text(encoding="utf-8")


def test_nothing_else_in_the_file_is_touched(open_app: OpenApp) -> None:
    app = open_app()
    view = first_card(app)
    data = view.deck.read_bytes()
    block = app.editing.block(view)
    app.editing.save(view, block)
    assert view.deck.read_bytes() == data
    app.editing.save(view, block.rstrip() + "\n\nOne line more.\n")
    now = view.deck.read_bytes()
    assert now.replace(b"\n\nOne line more.", b"", 1) == data


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _block: "no card at all",
        lambda block: block + "\n## A second card\n\nanswer\n",
        lambda block: block + "\n```python\nopen fence\n",
        lambda _block: "## \n\nanswer without a question\n",
        lambda block: block.replace("\n", "\n> kind: nonsense\n", 1),
    ],
)
def test_a_text_that_is_no_sound_card_is_refused_and_nothing_is_written(
    open_app: OpenApp,
    spoil,  # type: ignore[no-untyped-def]  # noqa: ANN001
) -> None:
    app = open_app()
    view = first_card(app)
    data = view.deck.read_bytes()
    with pytest.raises(DeckError) as refused:
        app.editing.save(view, spoil(app.editing.block(view)))
    assert refused.value.message
    assert view.deck.read_bytes() == data
