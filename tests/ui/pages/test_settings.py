"""Settings: days and vacation, what a retention costs, rescheduling, optimizing, the words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QDoubleSpinBox, QListWidget, QPushButton

from flashprep.core.cancel import check
from flashprep.core.glossary import TERMS
from flashprep.core.retention import costs
from flashprep.core.reviews import Action
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating
from flashprep.core.training import LEAST_REVIEWS, Fit
from tests.app.grades import fill
from tests.ui.conftest import Driver

if TYPE_CHECKING:
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.ui.pages.settings import SettingsPage
    from tests.conftest import SetClock

OpenWindow = Callable[[], Driver]
OTHERS = (0.3, *DEFAULT_WEIGHTS[1:])


@pytest.fixture
def driver(open_window: OpenWindow) -> Driver:
    """Open the window on its settings."""
    made = open_window()
    made.key(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert made.window.current == "settings"
    return made


def page(driver: Driver) -> SettingsPage:
    return driver.window.page("settings")  # type: ignore[return-value]


def study(driver: Driver, clock: SetClock, days: int = 3) -> None:
    """Study some days, so that cards are in review."""
    for _day in range(days):
        for _card in range(6):
            asked = driver.app.study.next()
            if asked is None:
                break
            driver.app.study.grade(asked.view.side.id, Rating.EASY)
        clock.set(clock.now() + timedelta(days=1))
        driver.app.study.reload()
    page(driver).refresh()


# -- days ------------------------------------------------------------------------------------


def test_a_weekday_is_made_free_and_the_day_follows(driver: Driver) -> None:
    box = driver.find("setting-easy_days-0", QComboBox)  # the clock stands on a Monday
    assert isinstance(box, QComboBox)
    assert box.currentText() == "usual"
    box.setFocus()
    driver.bot.keyClick(box, Qt.Key.Key_Home)
    assert driver.app.preferences.values.easy_days[0] == 0.0
    assert driver.app.study.next() is None
    driver.bot.keyClick(box, Qt.Key.Key_End)
    assert driver.app.study.overview().budget_seconds == 90 * 60


def test_every_share_of_a_weekday_says_how_much_it_is(driver: Driver) -> None:
    box = driver.find("setting-easy_days-0", QComboBox)
    assert isinstance(box, QComboBox)
    shares = [box.itemText(n) for n in range(box.count())]
    assert shares == ["free", "half", "usual", "1½ ×", "double"]


def test_a_share_of_the_command_line_is_shown(driver: Driver) -> None:
    driver.app.change_setting("easy_days", [100, 100, 100, 100, 100, 30, 0])
    page(driver).refresh()
    box = driver.find("setting-easy_days-5", QComboBox)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "30 %"


def test_a_vacation_is_added_and_removed(driver: Driver) -> None:
    for name, day in (("vacation-from", 24), ("vacation-to", 27)):
        field = driver.find(name, QDateEdit)
        assert isinstance(field, QDateEdit)
        field.setDate(QDate(2026, 12, day))
    driver.click("vacation-add")
    assert driver.app.preferences.values.vacation == ("2026-12-24/2026-12-27",)
    listed = driver.find("setting-vacation", QListWidget)
    assert isinstance(listed, QListWidget)
    assert listed.item(0).text() == "Thu 24 Dec 2026 – Sun 27 Dec 2026"
    driver.click("vacation-remove")
    assert driver.app.preferences.values.vacation == ()
    assert not listed.isVisible()


def test_the_last_day_follows_the_first(driver: Driver) -> None:
    first, last = (driver.find(name, QDateEdit) for name in ("vacation-from", "vacation-to"))
    assert isinstance(first, QDateEdit)
    assert isinstance(last, QDateEdit)
    first.setDate(QDate(2027, 1, 5))
    assert last.date() == QDate(2027, 1, 5)


# -- the cost of a retention -----------------------------------------------------------------


def costed(driver: Driver) -> str:
    driver.bot.waitUntil(lambda: not page(driver).cost.running, timeout=20_000)
    driver.bot.wait(1)
    return driver.text("retention-cost")


def test_the_retention_says_what_it_costs_and_follows_a_change(driver: Driver) -> None:
    before = costed(driver)
    assert before.startswith("0.90 takes ")
    assert "over 35 days" in before
    others = driver.text("retention-others")
    assert all(f"{value}: " in others for value in ("0.80", "0.85", "0.95"))
    field = driver.find("setting-desired_retention", QDoubleSpinBox)
    assert isinstance(field, QDoubleSpinBox)
    field.setValue(0.95)
    assert costed(driver).startswith("0.95 takes ")
    assert "0.90: " in driver.text("retention-others")


# -- rescheduling ----------------------------------------------------------------------------


def previewed(driver: Driver) -> None:
    driver.click("reschedule-preview")
    driver.bot.waitUntil(lambda: not page(driver).reschedule.work.running, timeout=20_000)
    driver.bot.wait(1)


def test_a_reschedule_is_previewed_done_and_taken_back(driver: Driver, clock: SetClock) -> None:
    study(driver, clock)
    previewed(driver)
    assert driver.text("reschedule-finding").startswith("Nothing would move")
    assert not driver.find("reschedule-apply").isVisible()
    driver.app.change_setting("desired_retention", 0.8)
    page(driver).refresh()
    assert not driver.find("reschedule-finding").isVisible()
    before = {card.id: card.memory for card in driver.app.study.candidates}
    previewed(driver)
    assert "0 earlier" in driver.text("reschedule-finding")
    assert driver.find("reschedule-30-2").isVisible()
    driver.click("reschedule-apply")
    last = driver.app.history.last()
    assert last is not None
    assert last.action is Action.RESCHEDULE
    assert "rescheduled" in driver.text("toast-text")
    assert {card.id: card.memory for card in driver.app.study.candidates} != before
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {card.id: card.memory for card in driver.app.study.candidates} == before


def test_a_change_meanwhile_takes_the_preview_away(driver: Driver, clock: SetClock) -> None:
    study(driver, clock)
    driver.app.change_setting("maximum_interval", 2)
    previewed(driver)
    assert driver.find("reschedule-apply").isVisible()
    field = driver.find("setting-desired_retention", QDoubleSpinBox)
    assert isinstance(field, QDoubleSpinBox)
    field.setValue(0.85)
    assert not driver.find("reschedule-apply").isVisible()


# -- optimizing ------------------------------------------------------------------------------


def test_too_few_reviews_are_said_to_be_too_few(driver: Driver) -> None:
    button = driver.find("optimize-now", QPushButton)
    assert not button.isEnabled()
    assert driver.text("memory-offer") == driver.app.optimizer.offer().text
    assert "published" in driver.text("memory-state")


def test_better_parameters_are_shown_with_both_losses_taken_over_and_taken_back(
    driver: Driver,
) -> None:
    page(driver).memory._show(Fit(5000, 1000, 0.4012, 0.3876, OTHERS))
    text = driver.text("memory-result")
    assert "0.4012" in text
    assert "0.3876" in text
    assert "1000 latest reviews" in text
    driver.click("optimize-apply")
    assert driver.app.preferences.values.fsrs_weights == OTHERS
    assert "fitted to your own" in driver.text("memory-state")
    assert not driver.find("optimize-apply").isVisible()
    driver.click("optimize-revert")
    assert driver.app.preferences.values.fsrs_weights == ()
    assert "published" in driver.text("memory-state")


def test_parameters_that_are_not_better_cannot_be_taken(driver: Driver) -> None:
    page(driver).memory._show(Fit(5000, 1000, 0.40, 0.41, OTHERS))
    assert not driver.find("optimize-apply").isVisible()
    assert "do not predict" in driver.text("memory-result")
    driver.click("optimize-keep")
    assert driver.find("optimize-now").isVisible()
    assert not driver.find("memory-result").isVisible()


def test_optimizing_runs_beside_the_window_and_shows_what_it_found(driver: Driver) -> None:
    fill(driver.app, LEAST_REVIEWS + 200, factor=3.0)
    page(driver).refresh()
    driver.click("optimize-now")
    work = page(driver).memory.work
    assert work.running
    assert not driver.find("optimize-now").isEnabled()
    driver.bot.waitUntil(lambda: not work.running, timeout=60_000)
    driver.bot.wait(1)
    assert "log-loss" in driver.text("memory-result")
    assert driver.find("optimize-keep").isVisible()


def test_long_fitting_shows_progress_and_can_be_given_up(driver: Driver) -> None:
    work = page(driver).memory.work

    def endless(progress: Progress, cancel: Cancel) -> None:
        progress(0.3)
        while True:
            check(cancel)

    work.start(endless)
    driver.bot.waitUntil(lambda: driver.find("optimize-work").isVisible())
    driver.click("optimize-cancel")
    assert not work.running
    assert not driver.find("optimize-work").isVisible()
    assert driver.find("optimize-now").isVisible()


# -- the focus -------------------------------------------------------------------------------


def press(driver: Driver, name: str) -> None:
    """Press a button by the keyboard."""
    button = driver.find(name)
    button.setFocus()
    assert button.hasFocus()
    driver.bot.keyClick(button, Qt.Key.Key_Space)


def focus(driver: Driver) -> str:
    """Return the name of the widget that has the focus."""
    found = driver.window.focusWidget()
    return "" if found is None else found.objectName()


def test_after_a_reschedule_the_focus_stays_with_it(driver: Driver, clock: SetClock) -> None:
    study(driver, clock)
    driver.app.change_setting("desired_retention", 0.8)
    page(driver).refresh()
    press(driver, "reschedule-preview")
    driver.bot.waitUntil(lambda: not page(driver).reschedule.work.running, timeout=20_000)
    driver.bot.wait(1)
    assert focus(driver) == "reschedule-preview"
    press(driver, "reschedule-apply")
    assert focus(driver) == "reschedule-preview"


def test_after_optimizing_the_focus_is_on_what_can_be_done_next(driver: Driver) -> None:
    fill(driver.app, LEAST_REVIEWS + 200, factor=3.0)
    page(driver).refresh()
    memory = page(driver).memory
    press(driver, "optimize-now")
    assert memory.work.running
    assert focus(driver) == "settings-memory"  # its button waits; its place is kept
    driver.bot.waitUntil(lambda: not memory.work.running, timeout=60_000)
    driver.bot.wait(1)
    memory._show(Fit(5000, 1000, 0.40, 0.39, OTHERS))
    assert focus(driver) in ("optimize-apply", "optimize-keep")
    press(driver, "optimize-apply")
    assert focus(driver) == "optimize-now"
    press(driver, "optimize-revert")
    assert focus(driver) == "optimize-now"


def test_optimizing_takes_no_focus_from_elsewhere(driver: Driver) -> None:
    fill(driver.app, LEAST_REVIEWS + 200)
    page(driver).refresh()
    press(driver, "optimize-now")
    field = driver.find("setting-desired_retention")
    field.setFocus()
    memory = page(driver).memory
    driver.bot.waitUntil(lambda: not memory.work.running, timeout=60_000)
    driver.bot.wait(1)
    assert field.hasFocus()


def test_a_run_that_is_given_up_gives_the_focus_back(driver: Driver) -> None:
    fill(driver.app, LEAST_REVIEWS + 200)
    page(driver).refresh()
    memory = page(driver).memory
    memory.work.start(lambda _progress, cancel: endless(cancel), show_after=1)
    driver.bot.waitUntil(lambda: driver.find("optimize-cancel").isVisible())
    press(driver, "optimize-cancel")
    assert focus(driver) == "optimize-now"


# -- the words -------------------------------------------------------------------------------


def test_the_words_are_explained(driver: Driver) -> None:
    driver.click("show-glossary")
    for term in TERMS:
        assert driver.text(f"term-{term.name}") == term.text
    driver.click("glossary-close")


def test_closing_while_things_are_worked_out_leaves_nothing(driver: Driver) -> None:
    page(driver).cost._begin()
    driver.click("reschedule-preview")
    shown = page(driver)
    shown.memory.work.start(lambda _progress, cancel: endless(cancel))
    driver.window.close()
    assert not shown.cost.running
    assert not shown.reschedule.work.running
    assert not shown.memory.work.running


def endless(cancel: Cancel) -> None:
    while True:
        check(cancel)


# -- what was asked before a change ----------------------------------------------------------


def held_up(gate: threading.Event, work: Callable[..., object]) -> Callable[..., object]:
    """Return work that waits until the gate opens."""

    def wait(progress: Progress, cancel: Cancel) -> object:
        gate.wait(10)
        return work(progress, cancel)

    return wait


def test_undoing_a_reschedule_stays_where_the_person_is(driver: Driver, clock: SetClock) -> None:
    study(driver, clock)
    driver.app.change_setting("desired_retention", 0.8)
    page(driver).refresh()
    previewed(driver)
    driver.click("reschedule-apply")
    driver.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert driver.window.current == "settings"
    assert "rescheduling" in driver.text("toast-text")


def test_a_preview_of_other_options_is_not_shown(driver: Driver, clock: SetClock) -> None:
    study(driver, clock)
    driver.app.change_setting("desired_retention", 0.8)
    panel, gate = page(driver).reschedule, threading.Event()
    panel._snapshot = driver.app.rescheduling.snapshot()
    panel.work.start(held_up(gate, panel._snapshot.preview))
    turn(driver, 0.85)
    gate.set()
    driver.bot.wait(50)
    assert not driver.find("reschedule-apply").isVisible()
    assert not driver.find("reschedule-finding").isVisible()


def test_while_the_retention_is_turned_the_cost_of_another_is_not_shown(driver: Driver) -> None:
    costed(driver)
    gate, line = threading.Event(), page(driver).cost
    start = driver.app.plan.snapshot().start
    line._task.start(held_up(gate, lambda *_how: costs(start, [0.9])))
    turn(driver, 0.87)
    gate.set()
    assert costed(driver).startswith("0.87 takes ")


def test_a_run_is_not_begun_twice(driver: Driver) -> None:
    fill(driver.app, LEAST_REVIEWS + 200)
    page(driver).refresh()
    gate, work = threading.Event(), page(driver).memory.work
    work.start(held_up(gate, lambda *_how: None))
    page(driver).refresh()
    assert not driver.find("optimize-now").isEnabled()
    gate.set()
    work.stop()


def test_long_vacations_that_touch_are_both_kept(driver: Driver) -> None:
    for first, last in (
        (QDate(2026, 4, 1), QDate(2027, 3, 20)),
        (QDate(2027, 3, 1), QDate(2027, 5, 1)),
    ):
        for name, day in (("vacation-from", first), ("vacation-to", last)):
            field = driver.find(name, QDateEdit)
            assert isinstance(field, QDateEdit)
            field.setDate(day)
        driver.click("vacation-add")
    assert driver.app.preferences.values.vacation == (
        "2026-04-01/2027-03-20",
        "2027-03-21/2027-05-01",
    )


def turn(driver: Driver, retention: float) -> None:
    field = driver.find("setting-desired_retention", QDoubleSpinBox)
    assert isinstance(field, QDoubleSpinBox)
    field.setValue(retention)
