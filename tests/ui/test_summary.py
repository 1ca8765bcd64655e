"""The sidebar: readiness and what waits, worked out beside the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QThread

from flashprep.app.progress import Basis, Inquiry
from flashprep.core.cancel import check
from flashprep.core.scheduling import Rating
from tests.ui.conftest import Driver

if TYPE_CHECKING:
    import pytest

    from flashprep.core.cancel import Cancel

OpenWindow = Callable[[], Driver]


def up_to_date(driver: Driver) -> None:
    driver.bot.waitUntil(lambda: not driver.window._summary.busy, timeout=5000)


def study(driver: Driver, cards: int) -> None:
    for _card in range(cards):
        asked = driver.app.study.next()
        assert asked is not None
        driver.app.study.grade(asked.view.side.id, Rating.EASY)


def test_the_log_is_read_in_another_thread(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_window()
    threads = []
    look = Inquiry.look

    def seen(inquiry: Inquiry, *given: object) -> Basis:
        threads.append(QThread.currentThread() is driver.window.thread())
        return look(inquiry, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Inquiry, "look", seen)
    up_to_date(driver)
    assert threads == [False]
    assert driver.window.sidebar.bars._rows


def test_the_morning_is_noted_once_a_day(open_window: OpenWindow) -> None:
    driver = open_window()
    study(driver, 8)
    up_to_date(driver)
    fact = driver.app.preferences.fact("morning_readiness")
    assert fact is not None
    assert fact["day"] == driver.app.study.today
    assert any(mean is not None for mean in fact["means"].values())
    driver.window.show_page("review")
    driver.review([Qt.Key.Key_4] * 3)
    up_to_date(driver)
    assert driver.app.preferences.fact("morning_readiness") == fact


def test_the_sidebar_follows_a_grade(open_window: OpenWindow) -> None:
    driver = open_window()
    up_to_date(driver)
    noted = driver.app.progress.history()
    driver.window.show_page("review")
    driver.review([Qt.Key.Key_3])
    up_to_date(driver)
    assert driver.app.progress.inquiry().held is not None  # nothing was written since
    assert driver.app.progress.history() == noted  # the trend is noted once a day


def test_the_window_closes_while_the_log_is_read(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(_inquiry: Inquiry, _progress: object, cancel: Cancel) -> None:
        while True:
            check(cancel)

    driver = open_window()
    monkeypatch.setattr(Inquiry, "look", endless)
    summary = driver.window._summary
    summary.start(0)
    driver.bot.waitUntil(lambda: summary._task.running)
    driver.window.close()
    assert not summary.busy
    assert not summary._task._leaving
