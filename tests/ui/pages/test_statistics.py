"""The statistics page in the real window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QProgressBar, QPushButton, QScrollArea, QTreeWidget

from flashprep.core.cancel import check
from flashprep.core.cards import CardId
from flashprep.core.scheduling import Rating
from flashprep.ui.pages.statistics import StatisticsPage
from flashprep.ui.widgets.work_bar import WorkBar
from tests.conftest import SetClock
from tests.ui.conftest import Driver

if TYPE_CHECKING:
    from flashprep.core.cancel import Cancel, Progress

L1 = CardId("mlf00001")
CTRL = Qt.KeyboardModifier.ControlModifier
PANELS = ["days", "workload", "calibration", "retention", "kinds", "domains"]


def study(driver: Driver, clock: SetClock, days: int) -> None:
    app = driver.app
    for day in range(days):
        for number in range(10):
            asked = app.study.next()
            if asked is None:
                break
            rating = Rating.AGAIN if (day + number) % 4 == 0 else Rating.GOOD
            app.study.grade(asked.view.side.id, rating, duration_ms=9000)
            clock.advance(minutes=2)
        clock.advance(days=1)


def leech(driver: Driver, clock: SetClock) -> None:
    study = driver.app.study
    study.grade(L1, Rating.EASY)
    for _time in range(4):
        clock.advance(days=2)
        study.grade(L1, Rating.AGAIN)
        clock.advance(minutes=11)
        study.grade(L1, Rating.GOOD)


def page(driver: Driver) -> StatisticsPage:
    driver.key(Qt.Key.Key_6, CTRL)
    assert driver.window.current == "statistics"
    made = driver.window.page("statistics")
    assert isinstance(made, StatisticsPage)
    settle(driver)
    return made


def settle(driver: Driver) -> None:
    """Wait until the answers were counted."""
    work = driver.find("statistics-work", WorkBar)
    assert isinstance(work, WorkBar)
    driver.bot.waitUntil(lambda: not work.running, timeout=20_000)
    driver.bot.wait(1)


def test_before_the_first_day_it_says_so_and_shows_no_chart(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    page(driver)
    assert "after your first day" in driver.text("statistics-nothing-text")
    assert not any(driver.find(f"panel-{name}").isVisible() for name in PANELS)


def test_after_some_days_every_chart_has_a_finding_and_a_text(
    open_window: Callable[[], Driver], clock: SetClock
) -> None:
    driver = open_window()
    study(driver, clock, 8)
    made = page(driver)
    assert not driver.find("statistics-nothing").isVisible()
    for name in PANELS:
        finding = driver.text(f"finding-{name}")
        assert finding.endswith(".")
        chart = driver.find(f"chart-{name}")
        assert chart.isVisible()
        assert chart.accessibleName() == finding
        assert len(chart.accessibleDescription().splitlines()) >= 1
        assert len(made.panels[name].chart.table()) > 1
        assert not made.panels[name].chart.grab().isNull()
    assert driver.text("finding-days").startswith("Studied on 8 of 9 days since ")


def test_the_first_grade_brings_the_charts_while_the_page_is_open(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    page(driver)
    graded = driver.app.study.grade(L1, Rating.GOOD, duration_ms=9000)
    driver.window.desk.changed(graded.changes)
    settle(driver)
    assert driver.find("panel-days").isVisible()
    assert driver.text("statistics-summary").startswith("1 review in")
    # There is nothing to test yet: both charts say so instead of being blank.
    for name in ("calibration", "retention"):
        assert driver.find(f"empty-{name}").isVisible()
        assert not driver.find(f"chart-{name}").isVisible()
        assert not driver.find(f"export-{name}").isVisible()


def test_period_and_part_are_chosen(open_window: Callable[[], Driver], clock: SetClock) -> None:
    driver = open_window()
    study(driver, clock, 3)
    clock.advance(days=60)
    driver.app.study.roll_over()
    page(driver)
    assert driver.text("statistics-summary").startswith("0 reviews")
    assert driver.find("empty-kinds").isVisible()
    period = driver.find("statistics-period", QComboBox)
    assert isinstance(period, QComboBox)
    period.setFocus()
    driver.bot.keyClick(period, Qt.Key.Key_End)
    assert driver.text("statistics-summary").startswith("0 reviews")  # until the new one is there
    settle(driver)
    assert driver.text("statistics-summary").startswith("30 reviews")
    scope = driver.find("statistics-scope", QComboBox)
    assert isinstance(scope, QComboBox)
    driver.bot.keyClick(scope, Qt.Key.Key_Down)
    settle(driver)
    assert scope.currentText() == "ML foundations"
    tree = driver.find("breakdown-tree", QTreeWidget)
    assert isinstance(tree, QTreeWidget)
    assert tree.topLevelItemCount() == 1
    top = tree.topLevelItem(0)
    assert top is not None
    assert driver.text("statistics-summary").startswith(f"{top.text(2)} review")
    assert 0 < int(top.text(2)) < 30


def test_a_deck_is_told_from_a_domain_of_the_same_name(
    open_window: Callable[[], Driver], clock: SetClock
) -> None:
    driver = open_window()
    study(driver, clock, 1)
    page(driver)
    scope = driver.find("statistics-scope", QComboBox)
    assert isinstance(scope, QComboBox)
    chosen = [(scope.itemData(n), scope.itemText(n)) for n in range(scope.count())]
    decks = [text for one, text in chosen if one is not None and one.deck]
    assert decks
    assert all(text.startswith("Deck: ") for text in decks)
    assert not any(
        text.startswith("Deck: ") for one, text in chosen if one is not None and not one.deck
    )
    scope.setFocus()
    driver.bot.keyClick(scope, Qt.Key.Key_End)
    settle(driver)
    assert scope.currentText() == decks[-1]


@pytest.mark.parametrize("width", [820, 900, 1600])
def test_every_column_of_the_table_can_be_reached(
    open_window: Callable[[], Driver], clock: SetClock, width: int
) -> None:
    driver = open_window()
    study(driver, clock, 3)
    driver.window.resize(width, 700)
    page(driver)
    driver.bot.wait(30)
    tree = driver.find("breakdown-tree", QTreeWidget)
    assert isinstance(tree, QTreeWidget)
    header, bar = tree.header(), tree.horizontalScrollBar()
    assert not any(tree.isColumnHidden(column) for column in range(tree.columnCount()))
    assert header.length() <= tree.viewport().width() + bar.maximum()
    assert bar.isVisible() is (width < 1000)
    assert header.sectionSize(0) >= 190
    # No row hides behind the bar.
    assert tree.verticalScrollBar().maximum() == 0
    assert tree.headerItem().text(5) == "Time per answer"


def test_a_day_tells_by_mouse_and_by_keys(
    open_window: Callable[[], Driver], clock: SetClock
) -> None:
    driver = open_window()
    study(driver, clock, 1)
    heat = page(driver).panels["days"].chart
    heat.grab()
    yesterday = heat.spots()[-2]
    assert yesterday.text.startswith("Mon 2 Mar 2026: 10 reviews")
    assert heat.tip(yesterday.area.center().toPoint()) == yesterday.text
    assert heat.tip(QPoint(0, 0)) == ""
    heat.setFocus()
    plain = heat.grab().toImage()
    driver.bot.keyClick(heat, Qt.Key.Key_Right)
    assert heat.grab().toImage() != plain


def test_a_leech_offers_to_be_rewritten(open_window: Callable[[], Driver], clock: SetClock) -> None:
    driver = open_window()
    leech(driver, clock)
    page(driver)
    assert "rewrite" in driver.text("finding-hard")
    assert "forgotten 4 times" in driver.text(f"hard-{L1}")
    driver.click(f"rewrite-{L1}")
    assert driver.window.current == "library"
    assert driver.window.page("library").editing
    assert L1 in driver.find("editor-text").toPlainText()  # type: ignore[attr-defined]


def test_a_leech_is_suspended_and_brought_back(
    open_window: Callable[[], Driver], clock: SetClock
) -> None:
    driver = open_window()
    leech(driver, clock)
    page(driver)
    driver.click(f"suspend-{L1}")
    assert driver.app.study.question(L1).memory.suspended
    settle(driver)
    assert driver.text("finding-hard").startswith("No card is a leech")
    driver.key(Qt.Key.Key_Z, CTRL)
    assert not driver.app.study.question(L1).memory.suspended


@pytest.mark.parametrize("size", [(900, 600), (2560, 1440)])
def test_nothing_is_cut_off(
    open_window: Callable[[], Driver], clock: SetClock, size: tuple[int, int]
) -> None:
    driver = open_window()
    study(driver, clock, 6)
    # Charts are moved while nothing is in them, and filled afterwards.
    driver.window.resize(*size)
    made = page(driver)
    leech(driver, clock)
    driver.window.desk.changed(driver.app.change_setting("theme", "dark"))
    settle(driver)
    driver.bot.wait(30)
    area = made.findChild(QScrollArea, "statistics-scroll")
    assert area is not None
    holder = area.widget()
    assert holder.width() <= area.viewport().width()
    for box in (*made.panels.values(), made.breakdown, made.hard):
        layout = box.layout()
        assert layout is not None
        assert box.height() >= layout.minimumHeightForWidth(box.width())
    for text in made.hard.findChildren(QLabel):
        if text.isVisible():
            assert text.height() >= text.heightForWidth(text.width())
    for button in made.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(holder, QPoint(button.width(), 0)).x()
            assert right <= holder.width()


# -- beside the window -------------------------------------------------------------------------


def test_a_report_that_is_no_longer_wanted_is_never_shown(
    open_window: Callable[[], Driver], clock: SetClock
) -> None:
    driver = open_window()
    study(driver, clock, 3)
    clock.advance(days=60)
    driver.app.study.roll_over()
    made = page(driver)
    shown: list[int] = []
    made._work.done.connect(lambda report: shown.append(report.since))
    period = driver.find("statistics-period", QComboBox)
    assert isinstance(period, QComboBox)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_End):
        driver.bot.keyClick(period, key)
    settle(driver)
    assert shown == [0]
    assert driver.text("statistics-summary").startswith("30 reviews")


def test_long_counting_shows_progress_and_can_be_given_up(
    open_window: Callable[[], Driver], clock: SetClock
) -> None:
    driver = open_window()
    study(driver, clock, 1)
    made = page(driver)

    def endless(progress: Progress, cancel: Cancel) -> None:
        progress(0.4)
        while True:
            check(cancel)

    made._work.start(endless, show_after=1)
    driver.bot.waitUntil(lambda: driver.find("statistics-work").isVisible())
    bar = driver.find("statistics-progress", QProgressBar)
    assert isinstance(bar, QProgressBar)
    driver.bot.waitUntil(lambda: bar.value() == 40)
    assert driver.find("chart-days").isVisible()  # what was there stays
    driver.click("statistics-cancel")
    assert driver.text("statistics-doing") == "The answers were not counted."
    assert not made._work.running
    driver.click("statistics-cancel")
    settle(driver)
    assert not driver.find("statistics-work").isVisible()


def test_the_window_closes_while_answers_are_counted(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.app.study.grade(L1, Rating.GOOD)
    made = page(driver)

    def endless(_progress: Progress, cancel: Cancel) -> None:
        while True:
            check(cancel)

    made._work.start(endless)
    driver.window.close()
    assert not made._work.running
    assert not made._work._task._leaving
