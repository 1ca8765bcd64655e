"""The library page in the real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QListWidget, QPlainTextEdit

from flashprep.core.cards import CardId
from flashprep.core.scheduling import Rating
from tests.ui.conftest import Driver

L1 = CardId("mlf00001")
CTRL = Qt.KeyboardModifier.ControlModifier


class Opener(QObject):
    """Stands in for the system's editor."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def opener() -> Iterator[Opener]:
    """What would be opened by the desktop."""
    made = Opener()
    QDesktopServices.setUrlHandler("file", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("file")


def shown(driver: Driver, card: CardId) -> None:
    driver.window.show_page("library")
    driver.window.page("library").show_card(card)
    driver.bot.waitUntil(lambda: card in driver.text("preview-where"))


def test_a_card_is_edited_in_place_and_keeps_its_history(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.app.study.grade(L1, Rating.GOOD)
    before = driver.app.study.question(L1).memory
    shown(driver, L1)
    driver.key(Qt.Key.Key_E)
    text = driver.find("editor-text")
    assert isinstance(text, QPlainTextEdit)
    block = text.toPlainText()
    assert QApplication.focusWidget() is text
    assert not driver.find("cards").isEnabled()
    first = block.splitlines()[0]
    text.setPlainText(block.replace(first, f"## Mended? <!-- id: {L1} -->"))
    driver.bot.keyClick(text, Qt.Key.Key_Return, CTRL)
    view = driver.app.library.view(L1)
    assert view.note.question == "Mended?"
    assert "## Mended?" in view.deck.read_text("utf-8")
    assert driver.app.study.question(L1).memory == before
    assert driver.find("cards").isEnabled()
    driver.bot.waitUntil(lambda: driver.window.page("library").pane._content == view)  # type: ignore[attr-defined]


def test_keys_act_on_the_list_when_the_page_is_shown(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(Qt.Key.Key_3, CTRL)
    assert driver.find("cards").hasFocus()


def test_what_is_being_edited_is_not_lost_by_a_jump(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    shown(driver, L1)
    driver.click("edit-card")
    text = driver.find("editor-text")
    assert isinstance(text, QPlainTextEdit)
    text.setPlainText("## Half a thought")
    other = next(row.id for row in driver.app.library.cards() if row.id != L1)
    driver.window.page("library").show_card(other)
    assert text.isVisible()
    assert text.toPlainText() == "## Half a thought"
    assert "edit" in driver.text("toast-text")
    driver.bot.keyClick(text, Qt.Key.Key_Escape)
    assert not text.isVisible()
    assert L1 in driver.text("preview-where")


def test_the_deck_can_be_opened_outside(open_window: Callable[[], Driver], opener: Opener) -> None:
    driver = open_window()
    shown(driver, L1)
    driver.click("open-deck")
    (url,) = opener.urls
    assert url.toLocalFile() == str(driver.app.library.view(L1).deck)


def test_where_nothing_is_found_the_search_can_be_widened(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.key(Qt.Key.Key_F, CTRL)
    decks = driver.find("decks")
    assert isinstance(decks, QListWidget)
    decks.setCurrentRow(1)
    here = {row.id for row in driver.app.library.cards(driver.app.library.decks()[0].key)}
    away = next(row.id for row in driver.app.library.cards() if row.id not in here)
    driver.bot.keyClicks(driver.find("library-search"), away)
    assert away in driver.text("library-nothing-title")
    driver.click("library-widen")
    driver.bot.waitUntil(lambda: away in driver.text("preview-where"))
    driver.bot.keyClicks(driver.find("library-search"), "xyzzy")
    assert not driver.find("library-widen").isVisible()
    driver.click("library-clear")
    assert driver.find("cards").isVisible()


def test_an_empty_folder_says_what_to_do(open_window: Callable[[], Driver], opener: Opener) -> None:
    driver = open_window()
    for path in driver.app.profile.decks.glob("*.md"):
        path.unlink()
    driver.window.refresh_decks()
    driver.window.show_page("library")
    assert str(driver.app.profile.decks) in driver.text("library-empty-text")
    driver.click("library-empty-folder")
    (url,) = opener.urls
    assert url.toLocalFile() == str(driver.app.profile.decks)
