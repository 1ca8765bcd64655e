"""What comes next, and what a grade does: durable, reversible, the same after a restart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from flashprep.core.cards import CardId
from flashprep.core.clock import to_day
from flashprep.core.errors import NothingToUndoError, StaleCardError, UnknownCardError
from flashprep.core.memory import NEW, State
from flashprep.core.queue import Cost
from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating

from .snapshots import replayed, snapshot, states

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

L1 = CardId("mlf00001")
DESIGN, TOWER, INDEX = CardId("msd00003"), CardId("msd00001"), CardId("msd00002")


def next_id(app: Flashprep) -> CardId:
    asked = app.study.next()
    assert asked is not None
    return asked.view.side.id


def grade_next(app: Flashprep, rating: Rating = Rating.GOOD) -> CardId:
    card = next_id(app)
    app.study.grade(card, rating)
    return card


# -- the main walk ---------------------------------------------------------------------------


def test_start_review_ten_undo_restart(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    order = []
    for _round in range(10):
        order.append(grade_next(app))
        clock.advance(seconds=30)
    before = snapshot(app)
    last = grade_next(app, Rating.EASY)
    undone = app.history.undo()
    assert undone.entry.card == last
    assert last in undone.changes.cards
    assert snapshot(app) == before
    app.close()
    again = open_app()
    assert snapshot(again) == before
    assert again.study.overview().done_cards == 10
    assert again.history.undo().entry.card == order[-1]


def test_every_grade_is_stored_when_it_returns(open_app: OpenApp, clock: SetClock) -> None:
    app, other = open_app(), open_app()
    card = grade_next(app, Rating.GOOD)
    memory = states(other)[card]
    assert memory.state is State.LEARNING
    assert memory.due == clock.now() + timedelta(minutes=10)
    entry = other.history.of_card(card)[-1]
    assert (entry.rating, entry.time, entry.before) == (Rating.GOOD, clock.now(), NEW)
    assert entry.device == app.study.device


def test_the_shown_outcome_is_what_the_grade_gives(open_app: OpenApp) -> None:
    app = open_app()
    asked = app.study.next()
    assert asked is not None
    graded = app.study.grade(asked.view.side.id, Rating.HARD, shown=asked.memory)
    assert graded.outcome == asked.outcomes[Rating.HARD]
    assert graded.entry.before == asked.memory


def test_a_session_comes_to_an_end_and_says_when_it_goes_on(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    seen = []
    while app.study.next() is not None:
        seen.append(grade_next(app, Rating.EASY))
    notes = [card.split(".")[0] for card in seen]
    assert len(notes) == len(set(notes))  # siblings stay apart
    overview = app.study.overview()
    assert overview.done_cards == len(seen)
    assert overview.next_due == datetime(2026, 3, 3, 4, tzinfo=UTC)  # siblings and extended ones
    clock.set(datetime(2026, 3, 3, 4, tzinfo=UTC))
    assert app.study.next() is not None


def test_next_due_is_the_morning_on_which_the_card_can_be_studied(
    open_app: OpenApp, clock: SetClock, shipped: Path
) -> None:
    for deck in shipped.glob("*.md"):
        deck.write_text(
            "## One card <!-- id: only0001 -->\n\nAnswer.\n" if "found" in deck.name else ""
        )
    app = open_app()
    memory = app.study.grade(CardId("only0001"), Rating.EASY).outcome.memory
    assert app.study.next() is None
    due = app.study.overview().next_due
    assert due is not None
    assert memory.due_day == to_day(due.date())
    assert due.hour == 4
    clock.set(due - timedelta(seconds=1))
    assert app.study.next() is None
    clock.set(due)
    assert next_id(app) == "only0001"


def test_without_cards_nothing_is_asked(open_app: OpenApp, shipped: Path) -> None:
    for deck in shipped.glob("*.md"):
        deck.unlink()
    app = open_app()
    assert app.study.next() is None
    overview = app.study.overview()
    assert (overview.next_due, overview.loads, overview.waiting) == (None, {}, 0)
    with pytest.raises(NothingToUndoError):
        app.history.undo()


def test_all_suspended(open_app: OpenApp) -> None:
    app = open_app()
    for row in app.library.cards():
        app.study.act(row.id, Action.SUSPEND)
    assert app.study.next() is None
    assert app.study.overview().next_due is None


# -- days ------------------------------------------------------------------------------------


def test_the_day_rolls_over_at_four(open_app: OpenApp, clock: SetClock) -> None:
    clock.set(datetime(2026, 3, 3, 3, 58, tzinfo=UTC))
    app = open_app()
    grade_next(app, Rating.EASY)
    assert app.study.overview().done_cards == 1
    clock.advance(minutes=1)
    assert not app.study.roll_over()
    assert app.study.overview().done_cards == 1
    clock.advance(minutes=1)
    assert app.study.roll_over().reviews
    assert app.study.overview().done_cards == 0
    assert app.study.overview().day == to_day(date(2026, 3, 3))


def test_a_sibling_comes_on_the_next_study_day(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.study.grade(CardId("mlf00002.1"), Rating.EASY)
    while app.study.next() is not None:
        assert grade_next(app, Rating.EASY) != "mlf00002.2"
    clock.set(datetime(2026, 3, 3, 4, tzinfo=UTC))
    cards = []
    while app.study.next() is not None:
        cards.append(grade_next(app, Rating.EASY))
    assert "mlf00002.2" in cards


def test_over_the_change_to_summer_time_a_day_is_a_day(open_app: OpenApp, clock: SetClock) -> None:
    clock.set(datetime(2026, 3, 28, 23, 30, tzinfo=ZoneInfo("Europe/Berlin")))
    app = open_app()
    first = app.study.grade(L1, Rating.EASY).outcome.memory
    clock.advance(hours=4)
    assert clock.now().hour == 4  # an hour of the night was left out
    app.study.roll_over()
    second = app.study.grade(L1, Rating.GOOD).outcome.memory
    assert (first.last_day, second.last_day) == (app.study.today - 1, app.study.today)


def test_a_clock_set_back_is_survived_and_told_by_no_one(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    first = app.study.grade(L1, Rating.EASY)
    clock.advance(days=-365)
    assert app.study.overview().done_cards == 0
    second = app.study.grade(L1, Rating.GOOD)
    assert second.entry.time == first.entry.time
    assert second.outcome.memory.last_day == first.outcome.memory.last_day
    assert replayed(app) == states(app)


def test_more_minutes_today_and_none_tomorrow(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.change_setting("minutes_per_day", 5)
    while app.study.next() is not None:
        grade_next(app, Rating.EASY)
    done = app.study.overview().done_cards
    assert app.study.overview().unseen
    assert app.study.extend(10).reviews
    assert app.study.next() is not None
    assert app.study.overview().budget_seconds == 15 * 60
    app.close()
    again = open_app()
    assert again.study.overview().budget_seconds == 15 * 60
    assert again.study.next() is not None
    assert again.study.overview().done_cards == done
    clock.advance(days=1)
    assert again.study.overview().budget_seconds == 5 * 60


def test_days_left_until_the_interview(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    assert app.study.overview().days_left is None
    app.change_setting("interview_date", "2026-03-09")
    assert app.study.overview().days_left == 7
    clock.advance(days=8)
    assert app.study.overview().days_left == -1


def test_no_card_is_fuzzed_past_the_interview(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.change_setting("interview_date", (clock.now() + timedelta(days=8)).date())
    for card in app.library.cards():
        memory = app.study.grade(card.id, Rating.EASY).outcome.memory
        assert memory.due_day is not None
        assert memory.due_day <= app.study.today + 8  # 8 days by the formula, 6 to 10 by fuzz


# -- what a grade refuses --------------------------------------------------------------------


def test_a_card_that_is_not_there_is_named(open_app: OpenApp) -> None:
    app = open_app()
    with pytest.raises(UnknownCardError, match="nowhere1"):
        app.study.grade(CardId("nowhere1"), Rating.GOOD)
    with pytest.raises(UnknownCardError, match="nowhere1"):
        app.study.act(CardId("nowhere1"), Action.MARK)
    with pytest.raises(UnknownCardError, match="nowhere1"):
        app.study.question(CardId("nowhere1"))
    assert L1 in app.study
    assert CardId("nowhere1") not in app.study
    assert states(app) == {}


def test_a_card_changed_elsewhere_is_not_graded(open_app: OpenApp) -> None:
    app, other = open_app(), open_app()
    asked = app.study.next()
    assert asked is not None
    card = asked.view.side.id
    other.study.grade(card, Rating.EASY)
    with pytest.raises(StaleCardError) as caught:
        app.study.grade(card, Rating.AGAIN, shown=asked.memory)
    assert caught.value.hint
    assert len(app.history.of_card(card)) == 1
    app.study.grade(card, Rating.AGAIN, shown=app.study.question(card).memory)
    assert len(other.history.of_card(card)) == 2


def test_a_card_may_be_graded_twice_out_of_turn(open_app: OpenApp) -> None:
    app = open_app()
    for rating in (Rating.EASY, Rating.EASY, Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        app.study.grade(L1, rating)
    assert states(app)[L1].reps == 5
    assert app.study.overview().done_cards == 5
    app.study.grade(CardId("mlf00008"), Rating.GOOD)  # an extended card that is not open yet
    assert next_id(app) == next_id(open_app())


def test_time_at_the_desk_is_capped(open_app: OpenApp) -> None:
    app = open_app()
    day = 24 * 3600 * 1000
    assert app.study.grade(L1, Rating.EASY, duration_ms=day).entry.duration_ms == 180_000
    assert app.study.grade(DESIGN, Rating.EASY, duration_ms=day).entry.duration_ms == 2_400_000
    assert app.study.grade(TOWER, Rating.EASY, duration_ms=-5).entry.duration_ms == 0
    done = app.study.overview().done_seconds
    assert done == 180 + 2400 + Cost().recall_new
    assert open_app().study.overview().done_seconds == done


def test_ticks_are_kept_and_scored(open_app: OpenApp) -> None:
    app = open_app()
    app.study.grade(DESIGN, Rating.HARD, ticks=(0, 1), tick_count=4)
    entry = app.history.of_card(DESIGN)[0]
    assert (entry.ticks, entry.tick_count, entry.score) == ((0, 1), 4, 0.5)


# -- feeders ---------------------------------------------------------------------------------


def test_a_failed_performance_card_brings_its_feeders_due(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    app.study.grade(TOWER, Rating.EASY)
    clock.advance(days=1)
    before = snapshot(app)
    graded = app.study.grade(DESIGN, Rating.AGAIN)
    after = states(app)
    assert after[TOWER].due_day == app.study.today
    assert after[TOWER].stability == before["states"][TOWER].stability
    assert after[INDEX] == replace(NEW, due=clock.now())
    assert graded.changes.cards == {DESIGN, TOWER, INDEX}
    assert set(graded.entry.feeders) == {TOWER, INDEX}
    waiting = app.study.upcoming(4)
    assert {TOWER, INDEX} < set(waiting)
    assert replayed(app) == after
    app.history.undo()
    assert snapshot(app) == before


@pytest.mark.parametrize("rating", [Rating.HARD, Rating.GOOD, Rating.EASY])
def test_a_performance_card_that_was_passed_leaves_its_feeders(
    open_app: OpenApp, rating: Rating
) -> None:
    app = open_app()
    assert app.study.grade(DESIGN, rating).entry.feeders == {}
    assert set(states(app)) == {DESIGN}


def test_a_performance_card_that_needs_itself_is_simply_graded(
    open_app: OpenApp, profile_folder: Path
) -> None:
    deck = profile_folder / "decks" / "mine.md"
    deck.parent.mkdir(parents=True)
    deck.write_text("## Design it <!-- id: self0001 -->\n> kind: design · needs: self0001\n\nSo.\n")
    app = open_app()
    app.study.grade(CardId("self0001"), Rating.EASY)
    graded = app.study.grade(CardId("self0001"), Rating.AGAIN)
    assert states(app)[CardId("self0001")] == graded.outcome.memory
    assert graded.entry.feeders == {}


# -- the other actions -----------------------------------------------------------------------


def test_suspend_bury_and_mark(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    card = next_id(app)
    assert app.study.act(card, Action.SUSPEND).cards == {card}
    assert next_id(app) != card
    app.study.act(card, Action.RESUME)
    assert next_id(app) == card
    app.study.act(card, Action.BURY)
    assert next_id(app) != card
    clock.advance(days=1)
    assert next_id(app) == card
    app.study.act(card, Action.MARK)
    assert states(app)[card].marked
    app.study.act(card, Action.UNMARK)
    assert not states(app)[card].marked
    assert [entry.action for entry in app.history.of_card(card)] == [
        Action.SUSPEND,
        Action.RESUME,
        Action.BURY,
        Action.MARK,
        Action.UNMARK,
    ]
    for _action in range(5):
        app.history.undo()
    assert states(app) == {}
    with pytest.raises(NothingToUndoError):
        app.history.undo()


def test_settings_change_the_outcome_from_the_next_grade_on(open_app: OpenApp) -> None:
    app = open_app()
    app.study.grade(L1, Rating.GOOD)
    assert app.change_setting("learning_steps", [2, 30]).settings
    assert not app.change_setting("learning_steps", [2, 30])
    graded = app.study.grade(TOWER, Rating.GOOD)
    assert graded.outcome.interval == timedelta(minutes=30)
    assert graded.entry.options == 2
    assert replayed(app) == states(app)


def test_cards_of_a_domain_left_out_are_not_asked_but_keep_their_history(open_app: OpenApp) -> None:
    app = open_app()
    asked = app.study.next()
    assert asked is not None
    domain, card = asked.view.note.domain, asked.view.side.id
    app.study.grade(card, Rating.EASY)
    kept = app.study.question(card).memory
    app.change_setting("left_out", [domain])
    while (following := app.study.next()) is not None:
        assert following.view.note.domain != domain
        app.study.grade(following.view.side.id, Rating.EASY)
    assert app.study.question(card).memory == kept
    app.change_setting("left_out", [])
    again = app.study.next()
    assert again is None or again.view.note.domain == domain


def test_the_interval_on_the_button_is_given_kept_and_spread(
    open_app: OpenApp, clock: SetClock
) -> None:
    """Light days come first, the log holds what was given, and a replay needs nothing else."""
    app = open_app()
    app.change_setting("learning_steps", [])
    given = []
    for _day in range(12):
        while (asked := app.study.next()) is not None:
            graded = app.study.grade(asked.view.side.id, Rating.GOOD)
            assert graded.outcome == asked.outcomes[Rating.GOOD]
            given.append(graded.entry.interval)
            assert graded.entry.interval == graded.outcome.interval.days
        clock.advance(days=1)
        app.study.reload()
    assert any(days and days > 6 for days in given)
    assert replayed(app) == states(app)


def test_over_a_change_of_the_clocks_the_state_is_the_replay(
    open_app: OpenApp, clock: SetClock
) -> None:
    """In a zone of its own the wall gains an hour in the night to March 29; the log is in UTC."""
    clock.set(datetime(2026, 3, 25, 20, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    app = open_app()
    for _card in range(6):
        asked = app.study.next()
        assert asked is not None
        app.study.grade(asked.view.side.id, Rating.EASY)
    assert any(m.due_day and m.due_day > to_day(date(2026, 3, 29)) for m in states(app).values())
    assert replayed(app) == states(app)


def test_reviews_of_a_domain_left_out_make_no_day_heavy(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("learning_steps", [])
    cards = [card.id for card in app.study.candidates if card.domain == "ml-foundations"]
    for card in cards[:4]:
        app.study.grade(card, Rating.EASY)
    assert sum(app.study._waiting().days.values()) > 0
    app.change_setting("left_out", ["ml-foundations"])
    assert app.study._waiting().days == {}
    app.study.grade(cards[4], Rating.EASY)
    assert app.study._waiting().days == {}
