"""The readiness page in the real window: what it says, and what a person does on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from flashprep.app.mocks import Taken
from flashprep.core.cancel import check
from flashprep.core.cards import CardId
from flashprep.core.loop import Stage, StageReadiness
from flashprep.core.moves import Move
from flashprep.core.scheduling import Rating
from flashprep.ui.charts.bullet import BulletChart
from flashprep.ui.charts.trend import TrendChart
from flashprep.ui.pages.readiness import ReadinessPage, _stages_finding
from flashprep.ui.widgets.moves import MovesPanel
from flashprep.ui.widgets.work_bar import WorkBar
from tests.conftest import SetClock
from tests.ui.conftest import Driver

if TYPE_CHECKING:
    from flashprep.app.flashprep import Flashprep
    from flashprep.core.cancel import Cancel, Progress

Open = Callable[[], Driver]
DOMAIN = "ml-foundations"


def study(app: Flashprep, clock: SetClock, count: int = 20) -> None:
    for number in range(count):
        asked = app.study.next()
        if asked is None:
            return
        app.study.grade(asked.view.side.id, Rating.GOOD if number % 5 else Rating.AGAIN)
        clock.advance(minutes=3)


@pytest.fixture
def page(open_window: Open) -> Driver:
    """Open the window on the readiness page."""
    driver = open_window()
    driver.window.show_page("readiness")
    settled(driver)
    return driver


def shown(driver: Driver) -> None:
    """Let the page show what was done beside it."""
    found = driver.window.page("readiness")
    assert isinstance(found, ReadinessPage)
    found.refresh()
    settled(driver)


def settled(driver: Driver) -> None:
    """Wait until readiness was worked out, and let what was taken out of the page go."""
    work = driver.find("readiness-work", WorkBar)
    assert isinstance(work, WorkBar)
    driver.bot.waitUntil(lambda: not work.running, timeout=20_000)
    driver.bot.wait(20)


def push(driver: Driver, name: str) -> None:
    """Press a button by the keyboard."""
    button = driver.find(name)
    button.setFocus()
    driver.bot.keyClick(button, Qt.Key.Key_Space)


def dialog(driver: Driver, name: str) -> QDialog:
    found = driver.find(name, QDialog)
    assert isinstance(found, QDialog)
    driver.bot.waitUntil(found.isVisible)
    return found


def test_at_the_start_it_says_what_is_missing(page: Driver) -> None:
    assert "too little evidence" in page.text("headline-weakest")
    assert page.text("headline-loop") == "Chance of passing the loop: not enough yet."
    assert "Applied science depth" in page.text("headline-why")
    assert "Not enough yet" in page.text("finding-readiness")
    assert not page.find("trend-chart", TrendChart).isVisible()
    chart = page.find("readiness-chart", BulletChart)
    assert (
        "ML foundations: not enough yet (0 % of the cards seen, extended cards counted half)"
        in (chart.accessibleDescription())
    )
    assert page.find("mocks-none").isVisible()


def test_the_headline_and_charts_say_what_progress_says(page: Driver, clock: SetClock) -> None:
    study(page.app, clock, 60)
    shown(page)
    outlook = page.app.progress.outlook()
    weakest = outlook.report.weakest
    assert weakest is not None
    value = outlook.report.domains[weakest]
    assert value.mean is not None
    assert f"{value.mean * 100:.0f}\u00a0% of {value.bar * 100:.0f}" in page.text(
        "headline-weakest"
    )
    chart = page.find("readiness-chart", BulletChart)
    assert isinstance(chart, BulletChart)
    assert "chance of the bar" in chart.accessibleDescription()
    assert [row[1] for row in chart.table()[1:]] == [
        "" if r.mean is None else f"{r.mean:.4f}" for r in outlook.report.domains.values()
    ]
    stages = page.find("stages-chart", BulletChart)
    assert stages.accessibleDescription().startswith("Recruiter screen: not enough yet (unknown: ")
    assert page.text(f"move-{outlook.moves[0].domain}-1").endswith(" points")


def test_it_says_where_the_stages_are_changed(page: Driver) -> None:
    said = [one.text() for one in page.window.page("readiness").findChildren(QLabel)]
    assert any("stages.toml into the profile folder; the README tells how" in text for text in said)


def test_a_domain_without_a_card_to_ask_is_said_plainly(qtbot: QtBot) -> None:
    panel = MovesPanel()
    qtbot.addWidget(panel)
    panel.show_moves([Move(DOMAIN, 0.02, 0.0, 0, 0.0)])
    assert "no card needs it yet" in [one.text() for one in panel.findChildren(QLabel)]


def stage(title: str, mean: float | None, bar: float = 0.8) -> tuple[Stage, StageReadiness]:
    chance = None if mean is None else 0.001 + (0.8 - mean) / 1000
    return Stage(title, title, {DOMAIN: 1.0}), StageReadiness(mean, 0.0, 1.0, bar, chance)


def test_the_farthest_stage_is_the_one_with_the_greatest_gap(page: Driver) -> None:
    outlook = page.app.progress.outlook()
    near, far = stage("Near", 0.62), stage("Far", 0.31)
    found = replace(outlook, stages=(near, far, stage("Unknown", None)))
    assert _stages_finding(found) == ("By stage, the farthest below its bar is Far: 31 % of 80 %.")
    found = replace(outlook, stages=(stage("Done", 0.9), stage("Just", 0.81)))
    assert _stages_finding(found).startswith("Every stage with a number is at its bar; the nearest")
    assert "Just: 81 %" in _stages_finding(found)
    assert "not enough yet" in _stages_finding(replace(outlook, stages=()))


def test_a_mock_is_recorded_by_keyboard(page: Driver) -> None:
    push(page, "mock-add")
    asked = dialog(page, "mock-dialog")
    bot = page.bot
    assert asked.focusWidget() is asked.findChild(QComboBox, "mock-domain")
    passed = asked.findChild(QSpinBox, "mock-passed")
    passed.setFocus()
    passed.selectAll()
    bot.keyClicks(passed, "9")  # more than were asked: not taken
    assert passed.value() <= 5
    passed.selectAll()
    bot.keyClicks(passed, "4")
    notes = asked.findChild(QPlainTextEdit, "mock-notes")
    bot.keyClick(passed, Qt.Key.Key_Tab)
    assert asked.focusWidget() is notes
    bot.keyClicks(notes, "Too slow.")
    bot.keyClick(notes, Qt.Key.Key_Tab)
    save = asked.findChild(QPushButton, "mock-save")
    bot.keyClick(save, Qt.Key.Key_Return)
    settled(page)
    (mock,) = page.app.mocks.every()
    assert (mock.domain, mock.passed, mock.asked, mock.notes) == (DOMAIN, 4, 5, "Too slow.")
    assert page.text(f"mock-{mock.id}") == "ML foundations"
    assert page.text(f"mock-result-{mock.id}").startswith("4 of 5 passed, ")
    assert "ML foundations" in page.text("headline-weakest")  # its number appeared at once


def test_a_mock_is_mended(page: Driver) -> None:
    mock, changes = page.app.mocks.add(Taken(DOMAIN, 2, 5, page.app.progress.today, "coding"))
    page.window.desk.changed(changes)
    settled(page)
    assert page.text(f"mock-{mock.id}") == "ML foundations  ·  Coding"
    push(page, f"mock-edit-{mock.id}")
    asked = dialog(page, "mock-dialog")
    assert asked.findChild(QSpinBox, "mock-passed").value() == 2
    assert asked.findChild(QComboBox, "mock-stage").currentData() == "coding"
    asked.findChild(QSpinBox, "mock-passed").setValue(3)
    page.bot.mouseClick(asked.findChild(QPushButton, "mock-save"), Qt.MouseButton.LeftButton)
    settled(page)
    (mended,) = page.app.mocks.every()
    assert (mended.id, mended.passed, mended.stage) == (mock.id, 3, "coding")
    assert page.text(f"mock-result-{mock.id}").startswith("3 of 5")


def test_a_mock_is_not_saved_before_its_answer_is_given(page: Driver) -> None:
    push(page, "mock-add")
    asked = dialog(page, "mock-dialog")
    passed = asked.findChild(QSpinBox, "mock-passed")
    assert passed.text() == "–"
    save = asked.findChild(QPushButton, "mock-save")
    page.bot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert asked.isVisible()
    assert page.text("mock-failure") == "Say how many passed."
    assert asked.focusWidget() is passed
    assert page.app.mocks.every() == []
    page.bot.keyClicks(passed, "0")
    page.bot.mouseClick(save, Qt.MouseButton.LeftButton)
    settled(page)
    (mock,) = page.app.mocks.every()
    assert (mock.passed, mock.asked) == (0, 5)
    assert page.text(f"mock-result-{mock.id}").endswith(" predicted for that day")


@pytest.mark.parametrize("marked", [True, False])
def test_more_passed_than_asked_is_as_many_as_asked(page: Driver, *, marked: bool) -> None:
    push(page, "mock-add")
    asked = dialog(page, "mock-dialog")
    passed = asked.findChild(QSpinBox, "mock-passed")
    passed.setFocus()
    if marked:
        passed.selectAll()
    else:
        passed.lineEdit().end(False)
    page.bot.keyClicks(passed, "9")
    assert (passed.text(), passed.value()) == ("5", 5)
    asked.findChild(QSpinBox, "mock-asked").setValue(3)
    assert passed.value() == 3


def test_the_focus_comes_back_to_the_mock_that_was_edited(page: Driver) -> None:
    for count in (2, 3):
        _mock, changes = page.app.mocks.add(Taken(DOMAIN, count, 5, page.app.progress.today))
        page.window.desk.changed(changes)
        settled(page)
    mock = page.app.mocks.every()[0]
    push(page, f"mock-edit-{mock.id}")
    asked = dialog(page, "mock-dialog")
    page.bot.waitUntil(asked.isActiveWindow)
    asked.findChild(QSpinBox, "mock-passed").setValue(4)
    page.bot.mouseClick(asked.findChild(QPushButton, "mock-save"), Qt.MouseButton.LeftButton)
    page.window.activateWindow()  # as a desktop does once the dialog is gone
    page.bot.waitUntil(page.window.isActiveWindow)
    settled(page)
    focus = page.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == f"mock-edit-{mock.id}"
    assert focus.isVisible()
    assert focus.hasFocus()


def test_escape_records_nothing(page: Driver) -> None:
    push(page, "mock-add")
    asked = dialog(page, "mock-dialog")
    page.bot.keyClick(asked, Qt.Key.Key_Escape)
    page.bot.waitUntil(lambda: not asked.isVisible())
    assert page.app.mocks.every() == []


def test_a_deleted_mock_comes_back(page: Driver) -> None:
    mock, changes = page.app.mocks.add(Taken(DOMAIN, 2, 5, page.app.progress.today))
    page.window.desk.changed(changes)
    settled(page)
    push(page, f"mock-close-{mock.id}")
    assert page.app.mocks.every() == []
    assert "was deleted" in page.text("mock-removed")
    assert page.find("mock-undo").hasFocus()
    page.bot.keyClick(page.find("mock-undo"), Qt.Key.Key_Space)
    settled(page)
    assert page.app.mocks.every() == [mock]
    assert not page.find("mock-back").isVisible()
    assert page.find(f"mock-{mock.id}").isVisible()


def test_bars_are_set_and_reset(page: Driver, clock: SetClock) -> None:
    study(page.app, clock, 40)
    shown(page)
    push(page, "edit-domains")
    asked = dialog(page, "domain-dialog")
    asked.findChild(QSpinBox, f"bar-{DOMAIN}").setValue(97)
    page.bot.mouseClick(asked.findChild(QPushButton, "domains-save"), Qt.MouseButton.LeftButton)
    assert page.app.progress.book.domain(DOMAIN).bar == 0.97
    settled(page)
    chart = page.find("readiness-chart", BulletChart)
    assert "bar 97 %" in chart.accessibleDescription()
    page.bot.waitUntil(lambda: page.window.findChild(QDialog, "domain-dialog") is None)
    push(page, "edit-domains")
    asked = dialog(page, "domain-dialog")
    page.bot.mouseClick(asked.findChild(QPushButton, "domains-defaults"), Qt.MouseButton.LeftButton)
    page.bot.mouseClick(asked.findChild(QPushButton, "domains-save"), Qt.MouseButton.LeftButton)
    assert page.app.progress.book.marks == {}


def test_the_line_grows_day_by_day_and_the_domain_is_chosen(page: Driver, clock: SetClock) -> None:
    for _day in range(3):
        study(page.app, clock, 12)
        shown(page)
        clock.advance(days=1)
    shown(page)
    chart = page.find("trend-chart", TrendChart)
    assert isinstance(chart, TrendChart)
    which = page.find("trend-domain", QComboBox)
    assert isinstance(which, QComboBox)
    which.setCurrentIndex(which.findData(DOMAIN))
    which.activated.emit(which.currentIndex())
    assert "ML foundations" in page.text("finding-trend")
    rows = [r for r in page.app.progress.history() if r.domain == DOMAIN and r.mean is not None]
    assert [row[1] for row in chart.table()[1:]] == [f"{row.mean:.4f}" for row in rows]
    assert len(rows) >= 3


def test_the_forecast_leads_to_the_interview(page: Driver, clock: SetClock) -> None:
    study(page.app, clock, 40)
    date = (clock.now() + timedelta(days=12)).date()
    page.window.desk.changed(page.app.change_setting("interview_date", date))
    chart = page.find("trend-chart", TrendChart)
    assert isinstance(chart, TrendChart)

    def forecast() -> list[list[str]]:
        return [row for row in chart.table() if row[4] == "forecast, indicative"]

    page.bot.waitUntil(lambda: bool(forecast()), timeout=20_000)
    eve, day = forecast()[-2:]
    assert day[0] == date.isoformat()
    assert day[1:] == eve[1:]  # as the last evening leaves it
    assert "indicative" in chart.accessibleDescription()
    assert "indicative" in page.text("note-trend")


def test_a_row_tells_its_sentence(page: Driver, clock: SetClock) -> None:
    study(page.app, clock, 40)
    shown(page)
    chart = page.find("readiness-chart", BulletChart)
    assert isinstance(chart, BulletChart)
    chart.grab()
    assert chart.tip(QPoint(300, 20)).startswith("ML foundations: ")
    assert chart.tip(QPoint(300, 80)).startswith("ML system design: ")
    assert chart.tip(QPoint(300, chart.sizeHint().height() - 10)) == ""


def test_charts_are_exported(
    page: Driver, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study(page.app, clock, 40)
    shown(page)
    for kind in ("csv", "png"):
        target = tmp_path / f"chart.{kind}"
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_rest, target=target: (str(target), "")
        )
        page.window.page("readiness")._domains.export.export(kind)  # type: ignore[attr-defined]
        assert target.stat().st_size
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    text = (tmp_path / "chart.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "name,mean,5 %,95 %,bar,P(≥ bar),note"
    assert "ML foundations" in text


def test_a_broken_stages_file_is_said(page: Driver, profile_folder: Path) -> None:
    assert not page.find("stages-fault").isVisible()
    (profile_folder / "stages.toml").write_text("[[")
    shown(page)
    assert page.find("stages-fault").isVisible()
    assert "stages.toml cannot be used" in page.text("stages-fault")


def test_a_persons_own_domain_appears_by_itself(open_window: Open, profile_folder: Path) -> None:
    (profile_folder / "decks").mkdir(parents=True)
    deck = profile_folder / "decks" / "causal.md"
    deck.write_text(
        "---\nflashprep: 1\ndomain: causal-inference\n---\n\n"
        "## What is a collider? <!-- id: cau00001 -->\n\nX.\n"
    )
    driver = open_window()
    driver.app.study.grade(CardId("cau00001"), Rating.EASY)
    driver.window.show_page("readiness")
    settled(driver)
    chart = driver.find("readiness-chart", BulletChart)
    assert "Causal inference: " in chart.accessibleDescription()
    push(driver, "edit-domains")
    asked = dialog(driver, "domain-dialog")
    assert asked.findChild(QSpinBox, "weight-causal-inference").value() == 10


def test_nothing_is_cut_off_in_a_small_window(page: Driver, clock: SetClock) -> None:
    study(page.app, clock, 40)
    page.app.mocks.add(Taken(DOMAIN, 2, 5, page.app.progress.today, "", "a note " * 40))
    page.window.resize(900, 600)
    shown(page)
    page.bot.wait(50)
    right = page.window.width()
    for name in ("readiness-chart", "stages-chart", "trend-chart", "mocks-panel", "moves-panel"):
        widget = page.find(name, QWidget)
        end = widget.mapTo(page.window, QPoint(widget.width(), 0)).x()
        assert end <= right - 12, name


# -- beside the window -------------------------------------------------------------------------


def test_what_was_read_too_late_is_not_taken_for_the_present(page: Driver, clock: SetClock) -> None:
    study(page.app, clock, 10)
    shown(page)
    progress = page.app.progress
    # Being shown it is remembered for the trend, too.
    assert {row.day for row in progress.history()} == {progress.today}
    study(page.app, clock, 3)
    late = progress.inquiry().look()
    study(page.app, clock, 2)
    now = progress.readiness()
    noted = progress.history()
    progress.keep(late)  # it comes too late: the window's thread has read farther
    assert progress.inquiry().held is not None
    assert progress.history() == noted
    assert progress.readiness() == now != late.report


def test_the_window_closes_while_readiness_is_worked_out(page: Driver) -> None:
    def endless(_progress: Progress, cancel: Cancel) -> None:
        while True:
            check(cancel)

    found = page.window.page("readiness")
    assert isinstance(found, ReadinessPage)
    found._work.start(endless, show_after=1)
    page.bot.waitUntil(lambda: page.find("readiness-work").isVisible())
    assert page.find("readiness-headline").isVisible()  # what was there stays
    page.window.close()
    assert not found._work.running
    assert not found._work._task._leaving
