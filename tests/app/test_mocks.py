"""Mock interviews of a profile: recorded, mended, taken away, and what they do to readiness."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from flashprep.app.mocks import MockError, Taken
from flashprep.core.cards import CardId
from flashprep.core.changes import Changes
from flashprep.core.clock import Day, to_date
from flashprep.core.scheduling import Rating

if TYPE_CHECKING:
    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

DOMAIN = "ml-foundations"


def study(app: Flashprep, clock: SetClock, rating: Rating = Rating.GOOD) -> None:
    for card in ("mlf00001", "mlf00004", "mlf00005"):
        app.study.grade(CardId(card), rating)
        clock.advance(minutes=1)


def test_a_mock_is_kept_with_the_prediction_of_its_day(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock)
    today = app.progress.today
    predicted = app.progress.readiness(to_date(today)).domains[DOMAIN].mean
    mock, changes = app.mocks.add(Taken(DOMAIN, 2, 5, today, "depth", " too short \n"))
    assert changes == Changes(reviews=True)
    assert mock.predicted == predicted
    assert (mock.passed, mock.asked, mock.stage, mock.notes) == (2, 5, "depth", "too short")
    app.close()
    assert open_app().mocks.every() == [mock]


def test_a_past_mock_gets_the_prediction_of_that_past_day(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    study(app, clock)
    day = app.progress.today
    then = app.progress.predicted(DOMAIN, day)
    clock.advance(days=12)
    study(app, clock, Rating.EASY)
    app.study.grade(CardId("mlf00007"), Rating.AGAIN)
    assert app.mocks.add(Taken(DOMAIN, 2, 5, day))[0].predicted == then
    now = app.mocks.add(Taken(DOMAIN, 2, 5, app.progress.today))[0].predicted
    assert now != then


def test_grades_taken_back_say_nothing_of_a_past_day(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock)
    day = app.progress.today
    then = app.progress.predicted(DOMAIN, day)
    clock.advance(days=3)
    app.study.grade(CardId("mlf00001"), Rating.AGAIN)
    app.history.undo()
    assert app.progress.predicted(DOMAIN, day) == then


def test_mocks_move_readiness_and_less_as_they_age(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock)
    on = to_date(app.progress.today + 200)

    def means() -> dict[str, float | None]:
        return {slug: r.mean for slug, r in app.progress.readiness(on).domains.items()}

    before = means()[DOMAIN]
    mock, _changes = app.mocks.add(Taken(DOMAIN, 0, 8, app.progress.today))
    failed = means()[DOMAIN]
    clock.advance(days=120)
    old = means()[DOMAIN]
    assert before is not None
    assert failed is not None
    assert old is not None
    assert failed < old < before
    app.mocks.remove(mock.id)
    assert means()[DOMAIN] == before


def test_a_mock_gives_a_number_where_too_few_cards_were_seen(open_app: OpenApp) -> None:
    app = open_app()
    assert app.progress.readiness().domains[DOMAIN].mean is None
    app.mocks.add(Taken(DOMAIN, 3, 5, app.progress.today))
    value = app.progress.readiness().domains[DOMAIN]
    assert value.mean is not None
    assert value.coverage == 0


def test_mending_keeps_the_prediction_unless_day_or_domain_change(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    study(app, clock)
    clock.advance(days=5)
    taken = Taken(DOMAIN, 2, 5, app.progress.today)
    mock, _changes = app.mocks.add(taken)
    study(app, clock)
    mended, changes = app.mocks.change(mock.id, replace(taken, passed=4, notes="better"))
    assert changes
    assert mended == replace(mock, passed=4, notes="better")
    assert app.mocks.change(mock.id, replace(taken, passed=4, notes="better"))[1] == Changes()
    other, _changes = app.mocks.change(mock.id, replace(taken, day=Day(taken.day - 3)))
    assert other.predicted != mock.predicted
    assert [held.id for held in app.mocks.every()] == [mock.id]


def test_removed_and_brought_back(open_app: OpenApp) -> None:
    app = open_app()
    first, _changes = app.mocks.add(Taken(DOMAIN, 2, 5, app.progress.today))
    second, _changes = app.mocks.add(Taken(DOMAIN, 3, 5, app.progress.today))
    assert app.mocks.every() == [second, first]
    gone, changes = app.mocks.remove(first.id)
    assert (gone, bool(changes)) == (first, True)
    assert app.mocks.every() == [second]
    assert app.mocks.restore(gone)
    assert {mock.id for mock in app.mocks.every()} == {first.id, second.id}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"asked": 0, "passed": 0}, "between 1 and"),
        ({"asked": 999}, "between 1 and"),
        ({"passed": 6}, "6 of 5"),
        ({"passed": -1}, "-1 of 5"),
        ({"day": Day(30_000)}, "still to come"),
        ({"domain": "astrology"}, "no cards of the domain"),
        ({"domain": "interview-process"}, "no cards of the domain"),
    ],
)
def test_what_cannot_be_is_refused(
    open_app: OpenApp, change: dict[str, int | str | Day], message: str
) -> None:
    app = open_app()
    good = Taken(DOMAIN, 2, 5, app.progress.today)
    with pytest.raises(MockError, match=message):
        app.mocks.add(replace(good, **change))  # type: ignore[arg-type]
    assert app.mocks.every() == []


def test_there_is_none_of_that_id(open_app: OpenApp) -> None:
    app = open_app()
    with pytest.raises(MockError, match="nowhere"):
        app.mocks.remove("nowhere")
    with pytest.raises(MockError, match="nowhere"):
        app.mocks.change("nowhere", Taken(DOMAIN, 2, 5, app.progress.today))


def test_only_domains_with_cards_and_a_bar_are_offered(open_app: OpenApp) -> None:
    offered = open_app().mocks.domains()
    assert offered[0] == DOMAIN
    assert "interview-process" not in offered
    assert "applied-science-depth" not in offered  # the tests' small decks have none
