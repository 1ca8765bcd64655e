"""The statistics of a profile, against the same counted from its log and its cards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from flashprep.app.statistics import EVERYTHING, Scope, Statistics
from flashprep.core.cancel import Cancelled, ignore
from flashprep.core.cards import CardId
from flashprep.core.memory import State, recall_on
from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating
from flashprep.core.statistics import Period, Share
from flashprep.store import reviews as log

from .snapshots import states

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

L1 = CardId("mlf00001")


def statistics(app: Flashprep) -> Statistics:
    return Statistics(app.database, app.preferences, app.study)


def study(app: Flashprep, clock: SetClock, days: int) -> None:
    number = 0
    for _day in range(days):
        for _card in range(12):
            asked = app.study.next()
            if asked is None:
                break
            number += 1
            rating = Rating.AGAIN if number % 5 == 0 else Rating.GOOD
            app.study.grade(asked.view.side.id, rating, duration_ms=number % 4 * 4000)
            clock.advance(minutes=2)
        clock.advance(days=1)


def test_at_the_start_there_is_nothing(open_app: OpenApp) -> None:
    report = statistics(open_app()).report(Period.ALL)
    assert not report.days
    assert (report.bins, report.stretches, report.hardest) == ((), (), ())
    assert report.total.reviews == 0
    assert not any(day.cards for day in report.ahead)
    assert sum(group.cards for group in report.domains) > 0


@pytest.mark.parametrize("period", list(Period))
def test_it_is_what_the_log_says(open_app: OpenApp, clock: SetClock, period: Period) -> None:
    app = open_app()
    study(app, clock, 40)
    report = statistics(app).report(period)
    with app.database.read() as connection:
        grades = [e for e in log.counting(connection) if e.action is Action.GRADE]
    since = period.since(app.study.today)
    inside = [e for e in grades if e.day >= since]
    assert inside
    assert report.total.reviews == len(inside)
    assert report.total.seconds == pytest.approx(sum(e.duration_ms for e in inside) / 1000)
    assert sum(count for count, _seconds in report.days.values()) == len(grades)
    # A test of memory: seen on an earlier day; predicted from the state that the row holds.
    tests = [e for e in inside if e.before.last_day is not None and e.before.last_day < e.day]
    recalled = sum(e.rating is not Rating.AGAIN for e in tests)
    assert tests
    assert report.total.tests == Share(len(tests), recalled)
    assert sum((one.actual for one in report.bins), Share()) == report.total.tests
    predicted = sum(one.predicted * one.actual.count for one in report.bins)
    assert predicted == pytest.approx(sum(recall_on(e.before, e.day) for e in tests))
    shown = [one.young + one.mature for one in report.stretches]
    assert sum(shown, Share()) == report.total.tests
    for groups in (report.domains, report.kinds, [g for d in report.decks.values() for g in d]):
        assert sum(group.counts.reviews for group in groups) == len(inside)


def test_the_prediction_follows_the_options_in_force(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.study.grade(L1, Rating.EASY)
    clock.advance(days=3)
    app.change_setting("desired_retention", 0.85)
    app.study.grade(L1, Rating.GOOD)
    (one,) = statistics(app).report().bins
    entry = app.history.of_card(L1)[-1]
    assert one.predicted == pytest.approx(recall_on(entry.before, entry.day))


def test_undone_grades_are_left_out(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock, 3)
    before = statistics(app).report(Period.ALL)
    asked = app.study.next()
    assert asked is not None
    app.study.grade(asked.view.side.id, Rating.GOOD, duration_ms=5000)
    assert statistics(app).report(Period.ALL) != before
    app.history.undo()
    assert statistics(app).report(Period.ALL) == before


def test_old_days_stay_in_the_calendar_of_a_short_period(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    study(app, clock, 2)
    old = statistics(app).report(Period.ALL).days
    clock.advance(days=400)
    app.study.roll_over()
    report = statistics(app).report(Period.WEEK)
    assert report.days == old
    assert report.total.reviews == 0
    assert report.bins == ()


def test_a_part_of_the_cards(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock, 10)
    made = statistics(app)
    whole = made.report(Period.ALL)
    scopes = whole.scopes
    by_domain = [made.report(Period.ALL, s) for s, _title in scopes if s.domain]
    by_deck = [made.report(Period.ALL, s) for s, _title in scopes if s.deck]
    for parts in (by_domain, by_deck):
        assert sum(part.total.reviews for part in parts) == whole.total.reviews
        assert sum(n for p in parts for n, _s in p.days.values()) == whole.total.reviews
        ahead = [sum(part.ahead[n].cards for part in parts) for n in range(30)]
        assert ahead == [day.cards for day in whole.ahead]
    assert made.report(Period.ALL, EVERYTHING) == whole
    nobody = made.report(Period.ALL, Scope(deck="decks/none.md"))
    assert (nobody.days, nobody.domains) == ({}, ())


def test_a_report_is_made_in_a_thread_and_can_be_given_up(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    study(app, clock, 3)
    made = statistics(app)
    request = made.request(Period.ALL)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(request.report).result() == made.report(Period.ALL)
        with pytest.raises(Cancelled):
            pool.submit(request.report, ignore, lambda: True).result()
    told: list[float] = []
    request.report(told.append)
    assert told
    assert all(0 <= share <= 1 for share in told)


def test_the_days_ahead_are_the_due_days(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock, 6)
    today = app.study.today
    report = statistics(app).report()
    expected = [0] * 30
    for memory in states(app).values():
        if not memory.seen or memory.suspended:
            continue
        due = memory.due_day if memory.state is State.REVIEW else today
        ahead = max(due or today, today, memory.buried_until or today) - today
        if ahead < 30:
            expected[ahead] += 1
    assert [day.cards for day in report.ahead] == expected
    assert sum(expected) > 5


def test_a_leech_shows_with_its_question_until_it_is_suspended(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    app.study.grade(L1, Rating.EASY)
    for _time in range(4):
        clock.advance(days=2)
        app.study.grade(L1, Rating.AGAIN)
        clock.advance(minutes=11)
        app.study.grade(L1, Rating.GOOD)
    (hard,) = statistics(app).report(Period.WEEK).hardest
    assert (hard.card, hard.lapses, hard.leech) == (L1, 4, True)
    questions = statistics(app).report().questions
    assert questions[L1] == "Why does L1 give sparse weights while L2 only shrinks them?"
    app.study.act(L1, Action.SUSPEND)
    assert statistics(app).report().hardest == ()


def test_the_history_of_a_deck_that_is_gone_still_counts(
    open_app: OpenApp, profile_folder: Path
) -> None:
    app = open_app()
    app.study.grade(L1, Rating.EASY, duration_ms=3000)
    (profile_folder / "decks" / "ml-foundations.md").unlink()
    app.refresh()
    report = statistics(app).report()
    assert report.total.reviews == 1
    (group,) = [g for g in report.domains if g.key == "ml-foundations"]
    assert (group.cards, group.counts.reviews) == (0, 1)
    assert not any(day.cards for day in report.ahead)
