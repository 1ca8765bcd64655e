"""The answer is set while the person thinks: hidden, in pieces, and only once it is prepared."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from flashprep.core.cards import CardId
from flashprep.ui.widgets.card_view import CardView
from tests.ui.conftest import Driver

OpenWindow = Callable[[], Driver]


def filled(driver: Driver) -> bool:
    return not driver.window._review().pane._unfilled


def visible(driver: Driver) -> list[str]:
    views = driver.window._review().findChildren(CardView)
    return [view.plain_text() for view in views if view.isVisible() and view.plain_text()]


def test_the_answer_is_set_before_it_is_revealed(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.window.show_page("review")
    pane = driver.window._review().pane
    asked = visible(driver)
    driver.bot.waitUntil(lambda: filled(driver), timeout=10000)
    assert not pane.revealed
    assert pane.back.isHidden()
    assert visible(driver) == asked  # nothing of the answer is seen
    answer = pane.answer.plain_text()
    assert answer
    calls: list[CardView] = []
    for view in pane._views():
        view.show_rendered = lambda *_given, view=view: calls.append(view)  # type: ignore[method-assign,misc]
    driver.key(Qt.Key.Key_Space)
    assert pane.revealed
    assert not calls
    assert answer in visible(driver)


def test_an_answer_that_was_not_set_ahead_is_set_at_once(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.window.show_page("review")
    assert not filled(driver)
    driver.key(Qt.Key.Key_Space)
    assert filled(driver)
    ahead = open_window()
    ahead.window.show_page("review")
    ahead.bot.waitUntil(lambda: filled(ahead), timeout=10000)
    ahead.key(Qt.Key.Key_Space)
    kept = visible(ahead)
    assert len(kept) > 1
    ahead.key(Qt.Key.Key_3)
    assert visible(ahead) != kept
    ahead.settle()
    ahead.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert visible(ahead)[0] == kept[0]
    ahead.key(Qt.Key.Key_Space)
    assert visible(ahead) == kept


def test_each_card_shows_its_own_parts_however_long_one_waits(open_window: OpenWindow) -> None:
    driver = open_window()
    review = driver.window._review()
    driver.window.show_page("review")
    rows = {row.kind: row.id for row in driver.app.library.cards()}
    shown: dict[CardId, list[str]] = {}
    for wait in (False, True):
        for card in rows.values():
            review.ask(driver.app.study.question(card))
            if wait:
                driver.bot.waitUntil(lambda: filled(driver), timeout=10000)
            driver.key(Qt.Key.Key_Space)
            driver.bot.waitUntil(lambda: not any(v._waiting for v in review.pane._views()))
            driver.bot.wait(30)  # a view that was made just now is shown in a turn of its own
            assert shown.setdefault(card, visible(driver)) == visible(driver)
            good = driver.find("grade-good", QPushButton)
            assert good.isVisible()
    assert len(shown) > 2
