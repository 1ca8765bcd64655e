"""The real window on a real profile, driven by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from flashprep.ui.main import make_application
from flashprep.ui.window import Window
from tests.conftest import OpenApp

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Let pytest-qt use the application as the program sets it up."""
    return QApplication


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """The application, dressed as the program dresses it."""
    make_application()
    return qapp


class Driver:
    """A window with what a person does to it."""

    def __init__(self, window: Window, bot: QtBot) -> None:
        self.window = window
        self.bot = bot
        self.app = window.app

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key in the window."""
        self.bot.keyClick(self.window, key, modifier)
        self.turn()

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Return the widget of that object name: of several, the one on the page shown."""
        found = self.window.findChildren(kind, name)
        assert found, f"no widget is named {name}"
        page = self.window._page() if self.window.current else self.window
        return next((one for one in found if page.isAncestorOf(one)), found[0])

    def click(self, name: str) -> None:
        """Click a widget."""
        self.bot.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        self.turn()

    def turn(self) -> None:
        """Wait for a page that a key or click asked for, which is made first."""
        self.bot.waitUntil(lambda: not self.window._pages.coming)

    def text(self, name: str) -> str:
        """Return the text of a label or button."""
        return self.find(name).text()  # type: ignore[attr-defined]

    def question(self) -> str:
        """Return the id of the card that is asked."""
        asked = self.window._review().question
        assert asked is not None
        return asked.view.side.id

    def settle(self) -> None:
        """Wait until what a grade put off was done."""
        review = self.window._review()
        self.bot.waitUntil(lambda: not review._settle.isActive(), timeout=3000)

    def review(self, keys: list[Qt.Key]) -> list[str]:
        """Reveal and grade cards by key; return their ids."""
        done = []
        for key in keys:
            done.append(self.question())
            self.key(Qt.Key.Key_Space)
            self.key(key)
            self.settle()
        return done


@pytest.fixture
def open_window(open_app: OpenApp, qtbot: QtBot) -> Iterator[Callable[[], Driver]]:
    """Open the window as often as wanted; each restart closes the one before."""
    opened: list[Driver] = []

    def make() -> Driver:
        close()
        window = Window(open_app())
        window.start()
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        opened.append(Driver(window, qtbot))
        return opened[-1]

    def close() -> None:
        while opened:
            driver = opened.pop()
            driver.window.close()
            driver.app.close()
            driver.window.deleteLater()

    yield make
    close()
