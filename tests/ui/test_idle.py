"""What may wait is done in pieces, and no more once the window is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashprep.ui.idle import Idle
from tests.ui.conftest import Driver

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_each_piece_has_a_turn_of_its_own_until_there_are_no_more(qtbot: QtBot) -> None:
    done: list[int] = []

    def pieces() -> Iterator[None]:
        for number in range(3):
            done.append(number)
            yield

    owner = QObject()
    idle = Idle(pieces(), owner)
    assert not done
    idle.start()
    qtbot.waitUntil(lambda: not idle.running)
    assert done == [0, 1, 2]


def test_nothing_is_done_after_stop(qtbot: QtBot) -> None:
    done: list[int] = []
    owner = QObject()
    idle = Idle((done.append(n) for n in range(1000)), owner)
    idle.start()
    qtbot.waitUntil(lambda: len(done) > 1)
    idle.stop()
    so_far = len(done)
    qtbot.wait(100)
    assert len(done) == so_far


def test_what_the_next_key_needs_is_made_before_it_is_pressed(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    window = driver.window
    assert [page.name for page in window._pages] == ["today"]
    driver.bot.waitUntil(lambda: "review" in window._pages, timeout=5000)
    driver.bot.waitUntil(lambda: not window._idle.running)
    assert window.current == "today"
    driver.bot.waitUntil(lambda: bool(window._preparer._known))
