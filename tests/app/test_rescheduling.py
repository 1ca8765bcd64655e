"""Rescheduling a profile: previewed, done in one row, taken back in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashprep.core.cards import CardId
from flashprep.core.changes import Changes
from flashprep.core.errors import StaleCardError
from flashprep.core.reviews import Action
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating
from flashprep.store import evidence

from .snapshots import replayed, states

if TYPE_CHECKING:
    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

WEIGHTS = tuple(w * f for w, f in zip(DEFAULT_WEIGHTS, [0.8, 1.2, 1.0] * 7, strict=True))


def studied(app: Flashprep, clock: SetClock, days: int = 4) -> None:
    """Study some days, then stand on the morning after."""
    for day in range(days):
        for number in range(12):
            asked = app.study.next()
            if asked is None:
                break
            rating = Rating.AGAIN if (day + number) % 5 == 0 else Rating.EASY
            app.study.grade(asked.view.side.id, rating)
            clock.advance(minutes=1)
        clock.advance(days=1)
    app.study.reload()


def test_nothing_moves_while_nothing_was_changed(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    studied(app, clock)
    snapshot = app.rescheduling.snapshot()
    found = snapshot.preview()
    assert found.changed == {}
    assert app.rescheduling.apply(found, snapshot) == Changes()
    assert app.history.last() is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [("desired_retention", 0.8), ("maximum_interval", 2), ("fsrs_weights", WEIGHTS)],
)
def test_what_was_previewed_is_done_and_one_undo_takes_it_back(
    open_app: OpenApp, clock: SetClock, name: str, value: object
) -> None:
    app = open_app()
    studied(app, clock)
    app.change_setting(name, value)
    before = states(app)
    snapshot = app.rescheduling.snapshot()
    found = snapshot.preview()
    assert len(found.changed) > 3
    assert states(app) == before  # a preview changes nothing
    changes = app.rescheduling.apply(found, snapshot)
    assert changes.cards == set(found.changed)
    assert {card: states(app)[card] for card in found.changed} == found.changed
    assert replayed(app) == states(app)
    last = app.history.last()
    assert last is not None
    assert last.action is Action.RESCHEDULE
    assert app.rescheduling.snapshot().preview().changed == {}
    app.history.undo()
    assert states(app) == before
    assert replayed(app) == before


def test_after_rescheduling_by_other_weights_the_replay_still_holds(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    studied(app, clock)
    app.change_setting("fsrs_weights", WEIGHTS)
    snapshot = app.rescheduling.snapshot()
    app.rescheduling.apply(snapshot.preview(), snapshot)
    studied(app, clock, days=2)
    assert replayed(app) == states(app)
    again = open_app()
    assert replayed(again) == states(again)


def test_a_preview_that_was_overtaken_is_refused(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    studied(app, clock)
    app.change_setting("desired_retention", 0.8)
    snapshot = app.rescheduling.snapshot()
    found = snapshot.preview()
    before = states(app)
    moved = next(iter(found.changed))
    app.study.grade(moved, Rating.GOOD)
    with pytest.raises(StaleCardError):
        app.rescheduling.apply(found, snapshot)
    app.history.undo()
    app.change_setting("desired_retention", 0.85)
    with pytest.raises(StaleCardError):
        app.rescheduling.apply(found, snapshot)
    assert states(app) == before
    assert replayed(app) == states(app)


def test_an_action_on_several_cards_is_one_row(open_app: OpenApp) -> None:
    app = open_app()
    cards = app.study.upcoming(5)
    before = states(app)
    changes = app.study.act(cards[0], Action.SUSPEND, cards[1:])
    assert changes.cards == set(cards)
    assert all(states(app)[card].suspended for card in cards)
    assert replayed(app) == states(app)
    app.history.undo()
    assert states(app) == before


def reschedule(app: Flashprep) -> list[str]:
    """Reschedule by the options in force; return the cards that changed."""
    snapshot = app.rescheduling.snapshot()
    found = snapshot.preview()
    app.rescheduling.apply(found, snapshot)
    return sorted(found.changed)


def test_weights_there_and_back_leave_every_stability_as_it_was(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    studied(app, clock)
    before = {card: (m.stability, m.difficulty) for card, m in states(app).items()}
    for weights in (WEIGHTS, ()):
        app.change_setting("fsrs_weights", weights)
        assert reschedule(app)
    assert {card: (m.stability, m.difficulty) for card, m in states(app).items()} == before
    assert replayed(app) == states(app)


def test_every_card_of_a_row_has_it_in_its_history(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    studied(app, clock)
    app.change_setting("maximum_interval", 2)
    before = states(app)
    changed = reschedule(app)
    assert len(changed) > 2
    for card in map(CardId, changed):
        last = app.history.of_card(card)[-1]
        assert (last.action, last.card, last.before) == (Action.RESCHEDULE, card, before[card])


def test_a_past_day_is_seen_as_it_was_before_a_reschedule(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    studied(app, clock)
    day, then = app.study.today, states(app)
    clock.advance(days=1)
    app.study.roll_over()
    app.change_setting("fsrs_weights", WEIGHTS)
    changed = reschedule(app)
    with app.database.read() as connection:
        held = evidence.states_on(connection, day)
    assert {card: held[CardId(card)] for card in changed} == {
        card: then[CardId(card)] for card in changed
    }


def test_a_feeder_that_was_brought_forward_stays_due(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    spoken = next(
        card.id
        for card in app.study.candidates
        if card.performance and app.library.feeders(app.library.view(card.id).note)
    )
    feeders = app.library.feeders(app.library.view(spoken).note)
    for feeder in feeders:
        app.study.grade(feeder, Rating.EASY)
    clock.advance(days=1, minutes=7)
    app.study.grade(spoken, Rating.AGAIN)
    app.change_setting("desired_retention", 0.8)
    reschedule(app)
    assert {states(app)[feeder].due_day for feeder in feeders} == {app.study.today}


def test_one_long_row_is_read_once(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    studied(app, clock)
    app.change_setting("maximum_interval", 2)
    reschedule(app)
    first = app.history.stack()
    assert first[0][0].action is Action.RESCHEDULE
    assert app.history.stack()[0][0] is first[0][0]
    app.history.undo()
    assert first[0][0].id not in [entry.id for entry, _question in app.history.stack()]
