"""Today: what waits and why, how far the interview is, and whether the plan still fits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QProgressBar

from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating
from tests.conftest import SetClock
from tests.ui.conftest import Driver

OpenWindow = Callable[[], Driver]


def today(driver: Driver) -> None:
    """Show the page anew."""
    driver.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    driver.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)


def planned(driver: Driver) -> None:
    """Wait until the plan was worked out."""
    page = driver.window.page("today")
    driver.bot.waitUntil(
        lambda: not page._later.isActive() and not page._task.running, timeout=20_000
    )
    driver.bot.wait(1)


def test_the_minutes_by_domain_are_shown_and_explained(open_window: OpenWindow) -> None:
    driver = open_window()
    loads = driver.app.study.overview().loads
    assert len(loads) > 2
    most = max(loads, key=lambda slug: loads[slug].seconds)
    for slug, load in loads.items():
        bar = driver.find(f"today-{slug}-bar", QProgressBar)
        assert isinstance(bar, QProgressBar)
        assert (bar.value() == 1000) is (load.seconds == loads[most].seconds)
        assert driver.text(f"today-{slug}-2") == str(load.new)
        assert driver.text(f"today-{slug}-3") in bar.accessibleName()
    assert driver.text("today-why") == driver.app.plan.why()
    assert driver.text("today-why").startswith("No interview date is set")


def test_days_that_are_missed_are_told(open_window: OpenWindow, clock: SetClock) -> None:
    driver = open_window()
    app = driver.app
    for _turn in range(8):  # every other day
        asked = app.study.next()
        assert asked is not None
        app.study.grade(asked.view.side.id, Rating.EASY)
        clock.advance(days=2)
        app.study.roll_over()
    soon = (clock.now() + timedelta(days=30)).date()
    driver.window.desk.changed(app.change_setting("interview_date", soon))
    assert app.study.pace.skip == pytest.approx(0.5)
    today(driver)
    planned(driver)
    assert "you miss 50 % of the days" in driver.text("today-plan-effect")


def test_setting_the_date_tells_whether_the_plan_fits(open_window: OpenWindow) -> None:
    driver = open_window()
    assert driver.text("countdown") == "When is the interview?"
    assert "Set an interview date" in driver.text("today-plan-effect")
    field = driver.find("pick-date", QDateEdit)
    assert isinstance(field, QDateEdit)
    field.setDate(QDate(2026, 4, 6))
    driver.click("set-date")
    assert driver.text("countdown").startswith("35 days to the interview")
    planned(driver)
    assert driver.text("today-plan-finding").startswith("The plan fits")
    assert "you would recall about" in driver.text("today-plan-effect")
    assert driver.text("today-why") == driver.app.plan.why()


def test_a_plan_that_does_not_fit_offers_three_ways(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("minutes_per_day", 5)
    driver.app.change_setting("interview_date", date(2026, 3, 6))
    driver.window.page("today").refresh()
    planned(driver)
    assert driver.text("today-plan-finding").startswith("It does not fit")
    for way in ("minutes", "fewer", "later"):
        assert driver.find(f"today-way-{way}").isVisible()
        assert driver.text(f"today-way-{way}-effect")
    driver.click("today-take-later")
    planned(driver)
    assert driver.app.preferences.values.interview_date > date(2026, 3, 6)
    assert driver.text("today-plan-finding").startswith("The plan fits")


def test_a_free_day_says_so_and_more_minutes_can_be_had(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("easy_days", [0, 0, 100, 100, 100, 100, 100])
    driver.window.page("today").refresh()
    assert driver.text("today-headline") == "A free day"
    assert "until Wed 4 Mar 2026" in driver.text("today-detail")
    assert "free day of your week" in driver.text("today-why")
    driver.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert driver.text("empty-title") == "A free day"
    driver.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    driver.click("study-more")
    assert driver.window.current == "review"
    assert driver.question()


def test_vacation_and_zero_minutes_are_named(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("vacation", ["2026-03-01/2026-03-09"])
    driver.window.page("today").refresh()
    assert "vacation until Mon 9 Mar 2026" in driver.text("today-why")
    driver.app.change_setting("vacation", [])
    driver.app.change_setting("minutes_per_day", 0)
    driver.window.page("today").refresh()
    assert driver.text("today-headline") == "No minutes a day are set"
    assert "set to 0" in driver.text("today-why")


def test_suspended_cards_are_named(open_window: OpenWindow) -> None:
    driver = open_window()
    first, *others = [card.id for card in driver.app.study.candidates]
    driver.app.study.act(first, Action.SUSPEND, others)
    driver.window.page("today").refresh()
    assert driver.text("today-headline") == "All cards are suspended"
    assert driver.text("today-why").startswith(f"All {len(others) + 1} cards are suspended.")


def test_closing_while_the_plan_is_worked_out_leaves_nothing(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 4, 6))
    page = driver.window.page("today")
    page.refresh()
    page._work_out()
    assert page._task.running
    driver.window.close()
    assert not page._task.running


def test_leaving_the_page_gives_the_plan_up(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 4, 6))
    page = driver.window.page("today")
    page._work_out()
    driver.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert not page._task.running
    driver.review([Qt.Key.Key_3])
    assert driver.app.history.today()[-1].rating is Rating.GOOD


def test_a_plan_asked_before_a_change_is_neither_shown_nor_kept(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 4, 6))
    page = driver.window.page("today")
    page.refresh()
    page._work_out()
    driver.window.desk.changed(driver.app.change_setting("minutes_per_day", 0))
    driver.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)  # before the new one is begun
    driver.bot.wait(50)
    assert driver.app.preferences.fact("plan") is None
    assert not page._task.running


def test_zero_minutes_promise_no_day(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("minutes_per_day", 0)
    driver.window.page("today").refresh()
    assert driver.text("today-detail").startswith("Waiting: ")
    assert "tomorrow" not in driver.text("today-detail")
    assert "review" not in driver.text("today-detail")  # there are none: only new cards are named
    driver.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert "Waiting: " in driver.text("empty-text")


def test_a_week_without_minutes_is_not_taken_for_suspended_cards(open_window: OpenWindow) -> None:
    driver = open_window()
    for card in driver.app.study.candidates:
        driver.app.study.grade(card.id, Rating.EASY)
    driver.app.change_setting("easy_days", [0.0] * 7)
    driver.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    driver.window.page("review").ask_next()
    assert driver.text("empty-title") == "A free day"
    assert "suspended" not in driver.text("empty-text")


# -- the date by the keyboard ------------------------------------------------------------------


def test_enter_in_the_date_field_sets_the_date(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.window.desk.changed(driver.app.change_setting("interview_date", date(2026, 4, 6)))
    driver.click("set-date")
    field = driver.find("pick-date", QDateEdit)
    assert field.hasFocus()
    driver.bot.keyClick(field, Qt.Key.Key_Up)  # the day, one later
    driver.bot.keyClick(field, Qt.Key.Key_Return)
    driver.turn()
    assert driver.window.current == "today"
    assert driver.app.preferences.values.interview_date == date(2026, 4, 7)
    assert not field.isVisible()
    assert driver.find("set-date").hasFocus()
    driver.bot.keyClick(driver.window, Qt.Key.Key_Return)
    driver.turn()
    assert driver.window.current == "review"


def test_the_date_is_taken_away_by_its_button(open_window: OpenWindow) -> None:
    driver = open_window()
    assert not driver.find("no-date").isVisible()  # there is none to take away
    driver.window.desk.changed(driver.app.change_setting("interview_date", date(2026, 4, 6)))
    assert not driver.find("no-date").isVisible()
    driver.click("set-date")
    driver.click("no-date")
    assert driver.app.preferences.values.interview_date is None
    assert driver.text("countdown") == "When is the interview?"
    assert not driver.find("no-date").isVisible()


# -- the ways out are taken back ---------------------------------------------------------------


def full(driver: Driver) -> None:
    """Have graded a card, and show a plan that does not fit."""
    driver.app.study.grade(driver.app.study.candidates[0].id, Rating.GOOD)
    driver.app.change_setting("minutes_per_day", 5)
    driver.window.desk.changed(driver.app.change_setting("interview_date", date(2026, 3, 6)))
    planned(driver)


@pytest.mark.parametrize("way", ["minutes", "later"])
@pytest.mark.parametrize("by_key", [True, False])
def test_a_way_out_that_changes_settings_is_said_and_taken_back(
    open_window: OpenWindow, way: str, *, by_key: bool
) -> None:
    driver = open_window()
    full(driver)
    before, graded = driver.app.preferences.values, driver.app.history.last()
    driver.click(f"today-take-{way}")
    assert driver.app.preferences.values != before
    assert driver.find("toast").isVisible()
    value = "a day" if way == "minutes" else "2026"
    assert value in driver.text("toast-text")
    assert driver.find("toast-undo").isVisible()
    if by_key:
        driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    else:
        driver.click("toast-undo")
    assert driver.text("toast-text").startswith("Took back: ")
    assert driver.find("toast").isVisible()
    assert not driver.find("toast-undo").isVisible()
    assert driver.app.preferences.values == before
    assert driver.window.current == "today"
    assert driver.app.history.last() == graded
    # The change is taken back once; the next undo is the log's again.
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert driver.app.history.last() != graded
    assert driver.app.preferences.values == before


def test_undo_of_a_setting_needs_no_grade(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("minutes_per_day", 5)
    driver.window.desk.changed(driver.app.change_setting("interview_date", date(2026, 3, 6)))
    planned(driver)
    before = driver.app.preferences.values
    driver.click("today-take-later")
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert driver.app.preferences.values == before


def test_when_the_message_is_gone_undo_is_the_logs_again(open_window: OpenWindow) -> None:
    driver = open_window()
    full(driver)
    driver.click("today-take-later")
    after = driver.app.preferences.values
    driver.find("toast").hide()  # as it does by itself after some seconds
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert driver.app.preferences.values == after
    assert driver.app.history.stack() == []


def test_a_grade_after_a_way_out_is_what_undo_takes_back(open_window: OpenWindow) -> None:
    driver = open_window()
    full(driver)
    driver.click("today-take-later")
    after = driver.app.preferences.values
    driver.key(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    driver.review([Qt.Key.Key_3])
    assert not driver.find("toast").isVisible()
    count = len(driver.app.history.stack())
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert driver.app.preferences.values == after
    assert len(driver.app.history.stack()) == count - 1
