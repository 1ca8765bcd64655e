"""The plan of a profile: from the log and the cards, in numbers and in words."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from flashprep.app import pace
from flashprep.app.milestones import measured
from flashprep.core.cards import CardId
from flashprep.core.clock import Day, to_date, to_day
from flashprep.core.outline import Standing
from flashprep.core.queue import Cost
from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating
from flashprep.core.timetable import Timetable
from flashprep.store.schema import reviews

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

SOON = date(2026, 4, 6)
"""Five weeks after the Monday on which the test clock stands."""


def study_day(app: Flashprep, clock: SetClock, *, cards: int = 9, seconds: int = 20) -> None:
    """Study one day, each card to the end of its steps, and go to the next morning."""
    morning = clock.now()
    done = 0
    while done < cards and (asked := app.study.next()) is not None:
        app.study.grade(asked.view.side.id, Rating.EASY, duration_ms=seconds * 1000)
        clock.advance(seconds=seconds)
        done += 1
    clock.set(morning + timedelta(days=1))


# -- today's order ---------------------------------------------------------------------------


def test_a_date_changes_the_order_and_taking_it_away_changes_it_back(open_app: OpenApp) -> None:
    app = open_app()
    before = app.study.upcoming(24)
    app.change_setting("interview_date", SOON)
    assert app.study.upcoming(24) != before
    app.change_setting("interview_date", None)
    assert app.study.upcoming(24) == before
    for odd in (date(2026, 3, 1), date(2020, 1, 1), date(2036, 3, 2)):
        app.change_setting("interview_date", odd)
        assert app.study.upcoming(24) == before


def test_with_a_date_a_restart_and_an_undo_go_on_with_the_same_card(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    study_day(app, clock)
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD, Rating.GOOD):
        asked = app.study.next()
        assert asked is not None
        other = open_app()
        same = other.study.next()
        assert same is not None
        assert same.view.side.id == asked.view.side.id
        assert other.study.upcoming(9) == app.study.upcoming(9)
        other.close()
        app.study.grade(asked.view.side.id, rating, duration_ms=15_000)
        app.history.undo()
        again = app.study.next()
        assert again is not None
        assert again.view.side.id == asked.view.side.id
        app.study.grade(asked.view.side.id, rating, duration_ms=15_000)
        clock.advance(seconds=15)


def test_the_weight_that_a_person_gives_a_domain_counts(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    slugs = {card.domain for card in app.study.candidates}
    for slug in ("ml-foundations", "ml-system-design"):
        assert slug in slugs
        for other in ("ml-foundations", "ml-system-design"):
            app.set_domain(other, bar=0.7, weight=1.0 if other == slug else 0.001)
        first = app.study.next()
        assert first is not None
        assert first.view.note.domain == slug


def test_without_a_date_the_weight_counts_too(open_app: OpenApp) -> None:
    app = open_app()
    app.set_domain("ml-foundations", bar=0.7, weight=0.0)
    asked = [app.study.question(card).view.note.domain for card in app.study.upcoming(6)]
    assert "ml-foundations" not in asked
    app.set_domain("ml-foundations", bar=0.7, weight=1.0)
    asked = [app.study.question(card).view.note.domain for card in app.study.upcoming(6)]
    assert asked.count("ml-foundations") >= 3


# -- the pace --------------------------------------------------------------------------------


def test_answer_times_count_from_the_next_day_on(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study_day(app, clock, cards=6, seconds=100)
    clock.advance(days=-1)
    app.study.reload()
    assert app.study.pace.cost == Cost()
    clock.advance(days=1)
    app.study.reload()
    cost = app.study.pace.cost
    assert cost != Cost()
    assert cost.recall_new >= 40
    clock.advance(days=pace.DAYS + 1)
    app.study.reload()
    assert app.study.pace.cost == Cost()


def test_first_grades_tell_what_was_known(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    asked = app.study.next()
    assert asked is not None
    domain = asked.view.note.domain
    app.study.grade(asked.view.side.id, Rating.GOOD)
    app.study.reload()
    assert app.study.pace.known == {}  # the day goes on as it began
    clock.advance(days=1)
    app.study.reload()
    assert app.study.pace.believed == {domain: pytest.approx(2.5 / 6)}
    assert 0.0 < app.study.pace.known[domain] < 2.5 / 6  # the order trusts one card less
    app.history.undo()
    assert app.study.pace.known == {}


def test_missed_days_count_after_two_weeks(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    for _day in range(4):
        study_day(app, clock, cards=1)
        clock.advance(days=1)
        app.study.reload()
    assert app.study.pace.skip == 0.0
    clock.advance(days=8)
    app.study.reload()
    assert app.study.pace.skip == pytest.approx(3 / 7)  # the pause since then is over


def test_a_long_pause_is_no_habit(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study_day(app, clock, cards=5)
    clock.advance(days=21)
    app.study.reload()
    assert app.study.pace.skip == 0.0


@pytest.mark.parametrize(
    ("weekdays", "away", "expected"),
    [(range(7), range(30, 42), 0.0), (range(7), range(16, 40), 0.0), (range(5), range(33, 42), 0.0),
     (range(7), range(33, 38), 5 / 28)],
)  # fmt: skip
def test_a_pause_is_counted_by_the_calendar(weekdays: range, away: range, expected: float) -> None:
    """Free days belong to a pause, and so do its days before the four weeks."""
    table = Timetable(tuple(1.0 * (day in weekdays) for day in range(7)))
    today = Day(20_500)
    days = {
        day
        for day in range(today - 60, today)
        if table.share(Day(day)) > 0.0 and day - today + 60 not in away
    }
    assert pace._skip(days, today, table) == pytest.approx(expected)


def test_domains_left_out_are_named(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("left_out", sorted({card.domain for card in app.study.candidates}))
    assert app.plan.why() == "All domains are left out. Settings takes them in again."
    assert app.plan.fits_line() == app.plan.why()
    app.change_setting("interview_date", SOON)
    assert app.plan.plan().fits is None


@pytest.mark.parametrize("when", [date(2026, 3, 2), date(2036, 3, 2), SOON])
def test_of_suspended_cards_no_plan_claims_anything(open_app: OpenApp, when: date) -> None:
    app = open_app()
    app.change_setting("interview_date", when)
    first, *others = [card.id for card in app.study.candidates]
    app.study.grade(first, Rating.EASY)  # seen ones, too
    app.study.act(first, Action.SUSPEND, others)
    assert app.plan.plan().fits is None


def test_on_the_day_itself_nothing_has_to_fit(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", date(2026, 3, 2))
    assert app.plan.plan().fits is None


def test_only_domains_with_cards_are_milestones(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    app.change_setting("left_out", ["ml-system-design"])
    made = measured(app.plan.plan(), app.progress.inquiry())
    assert made.facts.domains
    assert set(made.facts.domains) <= {card.domain for card in app.study.asked}
    assert "ml-system-design" not in made.facts.domains


# -- the plan --------------------------------------------------------------------------------


def test_the_weeks_hold_what_was_done_and_what_comes(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    study_day(app, clock)
    plan = app.plan.plan()
    assert plan.standing is Standing.NEAR
    assert plan.fits
    first = plan.weeks[0]
    assert first.span.first == plan.today - 1
    assert first.done.new == 9
    assert first.done.seconds == pytest.approx(180)
    assert first.to_do.new > 0
    assert plan.weeks[-1].stories == sum(row.kind.value == "story" for row in app.library.cards())


def test_a_clock_set_back_does_not_move_the_beginning(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    begun, now = app.plan.snapshot().begin, clock.now()
    clock.advance(days=-40)
    app.study.reload()
    assert app.plan.snapshot().begin == begun - 40
    clock.set(now)
    app.study.reload()
    assert app.plan.snapshot().begin == begun


def test_stories_that_are_gone_are_not_counted(open_app: OpenApp, profile_folder: Path) -> None:
    app = open_app()
    assert app.plan.snapshot().start.stories
    for deck in (profile_folder / "decks").iterdir():
        if "story" in deck.read_text():
            deck.unlink()
    app.refresh()
    assert not app.plan.snapshot().start.stories


def test_moving_the_date_does_not_begin_the_plan_anew(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    begun = app.plan.snapshot().begin
    clock.advance(days=9)
    app.change_setting("interview_date", SOON + timedelta(days=7))
    assert app.plan.snapshot().begin == begun
    clock.advance(days=60)
    app.change_setting("interview_date", SOON + timedelta(days=90))
    assert app.plan.snapshot().begin == begun + 69


def test_what_the_plan_said_is_remembered_for_the_today_page(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    assert "rough" in app.plan.fits_line()
    app.plan.plan()
    assert app.plan.fits_line() == "The plan fits: every card is met before the interview."
    app.change_setting("minutes_per_day", 5)
    assert "rough" in app.plan.fits_line()


def test_a_plan_that_does_not_fit_says_so(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", date(2026, 3, 4))
    app.change_setting("minutes_per_day", 5)
    plan = app.plan.plan()
    assert plan.fits is False
    assert plan.ways is not None
    assert app.plan.fits_line().startswith("It does not fit:")
    assert plan.ways.later.value is not None
    assert plan.ways.later.value > to_day(date(2026, 3, 4))


@pytest.mark.parametrize(
    ("when", "standing", "word"),
    [
        (None, Standing.NO_DATE, "Set an interview date"),
        (date(2026, 3, 1), Standing.PAST, "is past"),
        (date(2025, 3, 1), Standing.PAST, "is past"),
        (date(2026, 3, 2), Standing.TODAY, "is today"),
        (date(2036, 3, 2), Standing.FAR, "There is time"),
    ],
)
def test_odd_dates_have_a_plan_and_words(
    open_app: OpenApp, when: date | None, standing: Standing, word: str
) -> None:
    app = open_app()
    app.change_setting("interview_date", when)
    plan = app.plan.plan()
    assert plan.standing is standing
    assert word in app.plan.fits_line()
    assert app.plan.why().endswith(".")
    assert 1 <= len(app.plan.forecast().days) <= 35


def test_a_clock_set_back_a_year(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    study_day(app, clock)
    clock.set(datetime(2025, 3, 2, 9, tzinfo=UTC))
    plan = app.plan.plan()
    assert plan.standing is Standing.FAR
    assert app.study.overview().load.new > 0
    app.change_setting("interview_date", date(2025, 4, 1))
    plan = app.plan.plan()
    assert plan.standing is Standing.NEAR
    assert plan.weeks[0].span.first <= plan.today


# -- in words --------------------------------------------------------------------------------


def test_why_names_the_domain_that_takes_most(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    assert app.plan.why().startswith("No interview date is set, so")
    app.change_setting("interview_date", SOON)
    loads = app.study.queue.loads()
    top = max(loads.values(), key=lambda load: load.seconds)
    share = top.seconds / sum(load.seconds for load in loads.values())
    assert f"{share * 100:.0f} %" in app.plan.why()
    clock.set(datetime(2026, 4, 3, 9, tzinfo=UTC))
    assert app.plan.why().startswith("In the last days")


def test_why_nothing_is_planned(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    asked = app.study.next()
    assert asked is not None
    app.change_setting("minutes_per_day", 5)
    while app.study.queue.done.seconds < 300 and (asked := app.study.next()) is not None:
        app.study.grade(asked.view.side.id, Rating.EASY, duration_ms=150_000)
    assert "minutes are used" in app.plan.why()
    for card in [card.id for card in app.study.candidates]:
        app.study.act(CardId(card), Action.SUSPEND)
    app.study.extend(60)
    count = len(app.study.candidates)
    assert app.plan.why() == f"All {count} cards are suspended. The Library resumes them."
    assert app.plan.fits_line() == app.plan.why()
    assert app.plan.plan().fits is None


def test_today_needs_no_numpy(open_app: OpenApp) -> None:
    """In a fresh interpreter: the start and the Today page's sentences import no numpy."""
    import subprocess

    app = open_app()
    # The other interpreter's clock is the system's.
    app.change_setting("interview_date", datetime.now(UTC).date() + timedelta(days=30))
    code = (
        "import sys; from pathlib import Path; from flashprep.app.flashprep import Flashprep; "
        "from flashprep.app.profile import Profile; "
        f"app = Flashprep(Profile(Path({str(app.profile.folder)!r}))); app.plan.why(); "
        "app.plan.fits_line(); print(app.study.queue.goal is not None, 'numpy' in sys.modules); "
        "app.close()"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "False"]


def test_a_log_of_many_reviews(open_app: OpenApp, request: pytest.FixtureRequest) -> None:
    """With ``--soak`` of 200,000: the pace is known, the plan is made, the next card comes."""
    app = open_app()
    count = 200_000 if request.config.getoption("--soak") else 20_000
    cards = [card.id for card in app.study.candidates]
    start = app.study.today - 100
    rows = [
        {
            "id": str(n), "device": "d", "action": "grade", "card": cards[n % len(cards)],
            "time": "2026-01-01T00:00:00.000Z", "day": start + n * 99 // count, "options": 1,
            "rating": 3, "duration_ms": 10_000, "ticks": [], "tick_count": 0,
            "before": {"state": "new" if n < len(cards) else "review"}, "feeders": {},
            "target": None, "crc": 0,
        }
        for n in range(count)
    ]  # fmt: skip
    with app.database.write() as connection:
        connection.execute(insert(reviews), rows)
    app.change_setting("interview_date", SOON)
    assert set(app.study.pace.known) == {card.domain for card in app.study.candidates}
    assert app.study.pace.cost.recall_review > 14
    assert app.study.next() is not None
    assert app.plan.plan().fits is not None


# -- easy days and vacation ------------------------------------------------------------------


def test_an_easy_day_has_fewer_minutes_and_a_free_day_none(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()  # on a Monday
    app.change_setting("easy_days", [50, 0, 100, 100, 100, 100, 100])
    assert app.study.overview().budget_seconds == 22.5 * 60
    clock.advance(days=1)
    today = app.study.overview()
    assert (today.budget_seconds, dict(today.loads)) == (0, {})
    assert app.study.next() is None
    assert today.next_due is not None
    assert to_day(today.next_due.date()) == app.study.today + 1
    app.study.extend(15)
    assert app.study.next() is not None


def test_what_was_being_learned_waits_on_a_free_day(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    asked = app.study.next()
    assert asked is not None
    app.study.grade(asked.view.side.id, Rating.AGAIN)
    clock.advance(days=1)
    app.change_setting("vacation", ["2026-03-03/2026-03-05"])
    assert app.study.next() is None
    today = app.study.overview()
    assert today.next_due is not None
    assert today.next_due.date() == date(2026, 3, 6)
    clock.advance(days=3)
    assert app.study.next() is not None


def test_the_plan_leaves_free_days_out(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    app.change_setting("easy_days", [100, 100, 100, 100, 100, 100, 0])
    app.change_setting("vacation", ["2026-03-05"])
    days = app.plan.forecast().days
    free = [day for day in days if to_date(day.day).weekday() == 6 or day.day == days[3].day]
    assert len(free) >= 2
    assert all(day.minutes == 0.0 for day in free)
    assert days[1].minutes > 0.0


def test_free_days_are_not_missed(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()  # on a Monday
    for _day in range(18):
        study_day(app, clock, cards=1)
        if clock.now().weekday() == 6:
            clock.advance(days=1)
    app.study.reload()
    assert app.study.pace.skip == pytest.approx(3 / 21)
    app.change_setting("easy_days", [100, 100, 100, 100, 100, 100, 0])
    assert app.study.pace.skip == 0.0
    app.change_setting("easy_days", [100] * 7)
    app.change_setting("vacation", ["2026-03-08"])
    assert app.study.pace.skip == pytest.approx(2 / 20)


def test_two_vacations_that_touch_are_kept_whatever_their_length(open_app: OpenApp) -> None:
    app = open_app()
    years = ["2026-01-01/2026-12-31", "2027-01-01/2027-12-31"]
    app.change_setting("vacation", years)
    assert app.study.overview().budget_seconds == 0
    assert "Fri 31 Dec 2027" in app.plan.why()
    assert app.preferences.values.vacation == tuple(years)
    assert open_app().preferences.values.vacation == tuple(years)


def test_on_a_free_day_no_learning_step_is_announced(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    clock.set(clock.now().replace(hour=3, minute=55))  # five minutes before the day ends
    app.study.roll_over()
    asked = app.study.next()
    assert asked is not None
    app.study.grade(asked.view.side.id, Rating.GOOD)
    clock.advance(minutes=6)
    app.change_setting("vacation", ["2026-03-02/2026-03-06"])
    due = app.study.overview().next_due
    assert due is not None
    assert due.date() == date(2026, 3, 7)
    clock.set(due)
    assert app.study.next() is not None


def test_a_plan_made_under_other_settings_is_not_remembered(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    snapshot = app.plan.snapshot()
    made = snapshot.plan()
    app.change_setting("minutes_per_day", 0)
    app.plan.keep(made, snapshot)
    assert app.plan.fits_line().startswith("By a rough estimate")
    app.change_setting("minutes_per_day", 45)
    app.plan.keep(made, snapshot)
    assert app.plan.fits_line().startswith("The plan fits")


def test_a_domain_that_is_left_out_is_no_part_of_the_plan(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("interview_date", SOON)
    whole = app.plan.snapshot().start.cards
    app.change_setting("left_out", ["ml-foundations"])
    some = app.plan.snapshot().start.cards
    assert 0 < len(some) < len(whole)
    assert "ml-foundations" not in {card.domain for card in some}
