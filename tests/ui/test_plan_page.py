"""The plan page in the real window: the weeks, the three ways out, and the invitation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QProgressBar

from flashprep.core.cancel import check
from flashprep.core.scheduling import Rating
from flashprep.ui.widgets.plan_parts import WeekCard

from .conftest import Driver

if TYPE_CHECKING:
    from flashprep.core.cancel import Cancel, Progress
    from tests.conftest import SetClock

OpenWindow = Callable[[], Driver]
SOON = date(2026, 4, 6)


def show(driver: Driver) -> None:
    """Go to the plan and wait until it was worked out."""
    driver.key(Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    settle(driver)


def settle(driver: Driver) -> None:
    page = driver.window.page("plan")
    driver.bot.waitUntil(lambda: not page._work.running, timeout=20_000)
    driver.bot.wait(1)  # what was put into a layout is shown by the next turn of the loop


def weeks(driver: Driver) -> list[WeekCard]:
    return [card for card in driver.window.findChildren(WeekCard) if card.isVisible()]


def test_without_a_date_the_page_invites_to_set_one(open_window: OpenWindow) -> None:
    driver = open_window()
    show(driver)
    assert driver.window.current == "plan"
    assert driver.text("plan-asked") == "When is the interview?"
    assert not driver.find("plan-verdict").isVisible()
    assert weeks(driver) == []
    driver.find("plan-pick-date").setDate(QDate(2026, 4, 6))  # type: ignore[attr-defined]
    driver.click("plan-set-date")
    settle(driver)
    assert driver.app.preferences.values.interview_date == SOON
    assert not driver.find("plan-invitation").isVisible()
    assert driver.text("plan-finding").startswith("The plan fits")
    assert len(weeks(driver)) == 5


def test_enter_in_the_date_field_sets_the_date(open_window: OpenWindow) -> None:
    driver = open_window()
    show(driver)
    field = driver.find("plan-pick-date")
    field.setFocus()
    driver.bot.keyClick(field, Qt.Key.Key_Up)
    driver.bot.keyClick(field, Qt.Key.Key_Return)
    settle(driver)
    assert driver.window.current == "plan"
    assert driver.app.preferences.values.interview_date == date(2026, 4, 7)


def test_the_weeks_show_what_was_done_and_what_comes(
    open_window: OpenWindow, clock: SetClock
) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", SOON)
    for _card in range(3):
        asked = driver.app.study.next()
        assert asked is not None
        driver.app.study.grade(asked.view.side.id, Rating.EASY, duration_ms=60_000)
    clock.advance(days=8)
    driver.app.study.roll_over()
    show(driver)
    assert "1 Mar" in driver.text("plan-week-1-when") or "2 Mar" in driver.text("plan-week-1-when")
    assert driver.text("plan-week-1-when").startswith("past")
    assert driver.text("plan-week-2-when").startswith("now")
    assert driver.text("plan-week-1-done-1") == "3"
    assert driver.text("plan-week-1-done-4") == "3 min"
    bars = [card.findChild(QProgressBar) for card in weeks(driver)]
    assert bars[0] is None  # of a past part nothing is left to do
    assert all(bars[1:])
    assert int(driver.text("plan-week-2-todo-1")) > 0
    first = weeks(driver)[0]
    assert "3 new cards" in first.accessibleDescription()


def test_milestones_say_whether_they_are_met(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", SOON)
    cards = driver.app.study.candidates
    for card in cards[:45]:
        driver.app.study.grade(card.id, Rating.GOOD)
    show(driver)
    wanted = min(40, len(cards))
    assert driver.text("plan-week-1-aim-1") == (
        "✓  Forty cards answered cold, to see where you stand. "
        f"Met: {wanted} of {wanted} cards met."
    )
    assert driver.text("plan-week-1-aim-2").startswith("•  Five loss functions")
    assert driver.text("plan-week-2-aim-2").startswith("○  The technical screen")
    assert "Not yet: Technical screen" in driver.text("plan-week-2-aim-2")
    assert "domains at 80\u00a0%" in driver.text("plan-week-5-aim-2")
    assert driver.text("plan-week-5-aim-4").startswith("•  Keep the last two days light")
    assert driver.text("plan-week-1-aim-1") in weeks(driver)[0].accessibleDescription()


@pytest.mark.parametrize(("when", "word"), [(SOON, "Week"), (date(2026, 4, 11), "Part")])
def test_one_word_for_all_parts(open_window: OpenWindow, when: date, word: str) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", when)
    show(driver)
    titles = [driver.text(f"plan-week-{n}-title").split()[0] for n in range(1, 6)]
    assert titles == [word] * 5


def test_a_way_out_is_taken_by_its_button(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 3, 6))
    driver.app.change_setting("minutes_per_day", 5)
    show(driver)
    assert driver.text("plan-finding").startswith("It does not fit")
    for way in ("minutes", "fewer", "later"):
        assert driver.text(f"way-{way}-value")
    driver.click("take-later")
    settle(driver)
    assert driver.app.preferences.values.interview_date > date(2026, 3, 6)
    assert driver.text("plan-finding").startswith("The plan fits")
    assert (
        driver.window.findChild(object, "take-minutes") is None
        or not driver.find("take-minutes").isVisible()
    )


def test_more_minutes_make_it_fit(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 3, 7))
    driver.app.change_setting("minutes_per_day", 5)
    show(driver)
    assert driver.text("plan-finding").startswith("It does not fit")
    driver.click("take-minutes")
    settle(driver)
    assert driver.app.preferences.values.minutes_per_day > 5
    assert driver.text("plan-finding").startswith("The plan fits")


def test_more_spoken_cards_may_be_all_that_is_needed(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 3, 12))
    driver.app.change_setting("minutes_per_day", 600)
    driver.app.change_setting("new_performance_per_day", 0)
    show(driver)
    assert driver.text("plan-finding").startswith("It does not fit")
    assert driver.text("way-minutes-value").endswith("new a day")
    driver.click("take-minutes")
    settle(driver)
    values = driver.app.preferences.values
    assert (values.minutes_per_day, values.new_performance_per_day > 0) == (600, True)
    assert driver.text("plan-finding").startswith("The plan fits")


def test_a_moved_date_is_taken_back(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 3, 6))
    driver.app.change_setting("minutes_per_day", 5)
    show(driver)
    driver.click("take-later")
    assert driver.text("toast-text").startswith("Set: interview on ")
    settle(driver)
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(driver)
    assert driver.app.preferences.values.interview_date == date(2026, 3, 6)
    assert driver.text("plan-finding").startswith("It does not fit")


def test_fewer_cards_are_suspended_and_one_undo_brings_them_back(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 3, 6))
    driver.app.change_setting("minutes_per_day", 5)
    show(driver)
    driver.click("take-fewer")
    settle(driver)
    assert driver.text("plan-finding").startswith("The plan fits")
    gone = [card for card in driver.app.study.candidates if card.memory.suspended]
    assert gone
    assert f"{len(gone)} card" in driver.text("toast-text")
    driver.click("toast-undo")
    settle(driver)
    assert not any(card.memory.suspended for card in driver.app.study.candidates)


def test_cards_begun_meanwhile_are_not_suspended(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 3, 6))
    driver.app.change_setting("minutes_per_day", 5)
    show(driver)
    asked = [card.id for card in driver.app.study.candidates]
    for card in asked:
        driver.app.study.grade(card, Rating.GOOD)  # in another window, say
    driver.click("take-fewer")
    assert not any(card.memory.suspended for card in driver.app.study.candidates)
    assert "nothing was suspended" in " ".join(driver.window.banners.texts())


@pytest.mark.parametrize(
    ("when", "shown", "asks"),
    [
        (date(2026, 3, 1), "The interview date is past. When is the next one?", True),
        (
            date(2026, 3, 2),
            "The interview is today: take what is here as a warm-up, if at all.",
            False,
        ),
        (date(2036, 3, 2), "The interview is more than 90 days away. There is time.", False),
    ],
)
def test_odd_dates(open_window: OpenWindow, when: date, shown: str, *, asks: bool) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", when)
    show(driver)
    assert driver.find("plan-invitation").isVisible() is asks
    assert driver.text("plan-asked" if asks else "plan-finding") == shown


def test_long_work_shows_progress_and_can_be_cancelled(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", SOON)
    show(driver)
    page = driver.window.page("plan")

    def endless(progress: Progress, cancel: Cancel) -> None:
        progress(0.4)
        while True:
            check(cancel)

    page._work.start(endless, show_after=1)
    driver.bot.waitUntil(lambda: driver.find("plan-work").isVisible())
    driver.bot.waitUntil(lambda: driver.find("plan-progress").value() == 40)  # type: ignore[attr-defined]
    driver.click("plan-cancel")
    assert driver.text("plan-doing") == "The plan was not worked out."
    driver.click("plan-cancel")
    settle(driver)
    assert not driver.find("plan-work").isVisible()
    assert len(weeks(driver)) == 5


def test_the_window_closes_while_the_plan_is_worked_out(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.app.change_setting("interview_date", date(2026, 3, 5))
    driver.app.change_setting("minutes_per_day", 5)
    driver.key(Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    page = driver.window.page("plan")
    driver.window.close()
    assert not page._work.running
    assert not page._work._task._leaving
