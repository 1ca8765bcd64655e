"""The pages of the window: made when first needed, shown in a turn of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from tests.ui.conftest import Driver

OpenWindow = Callable[[], Driver]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_page_is_made_in_one_turn_and_shown_in_the_next(open_window: OpenWindow) -> None:
    driver = open_window()
    pages = driver.window._pages
    assert "library" not in pages
    driver.bot.keyClick(driver.window, Qt.Key.Key_3, CTRL)
    assert "library" in pages
    assert (pages.current, pages.coming) == ("today", "library")
    assert not pages.page("library").isVisible()
    driver.turn()
    assert (pages.current, pages.coming) == ("library", "")
    assert pages.page("library").isVisible()
    assert driver.find("nav-library").isChecked()  # type: ignore[attr-defined]
    # Once made, it is there at once.
    driver.bot.keyClick(driver.window, Qt.Key.Key_1, CTRL)
    assert pages.current == "today"
    driver.bot.keyClick(driver.window, Qt.Key.Key_3, CTRL)
    assert pages.current == "library"


def test_of_two_pages_asked_for_the_last_is_shown(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.bot.keyClick(driver.window, Qt.Key.Key_3, CTRL)
    driver.bot.keyClick(driver.window, Qt.Key.Key_5, CTRL)
    driver.turn()
    driver.bot.wait(20)
    assert driver.window.current == "settings"
    driver.bot.keyClick(driver.window, Qt.Key.Key_7, CTRL)
    driver.bot.keyClick(driver.window, Qt.Key.Key_1, CTRL)  # this one is made already
    driver.bot.wait(20)
    assert driver.window.current == "today"


def test_the_window_closes_before_the_page_is_shown(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.bot.keyClick(driver.window, Qt.Key.Key_3, CTRL)
    driver.window.close()
    driver.bot.wait(20)
    assert not driver.window.isVisible()
