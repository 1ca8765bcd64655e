"""What the review page shows beside the card: progress, timer, messages, and how it grows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from flashprep.core.scheduling import Rating
from flashprep.ui.widgets.review_header import ReviewHeader
from tests.ui.conftest import Driver

CTRL = Qt.KeyboardModifier.ControlModifier


def place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_the_progress_of_the_day_is_told_in_cards_and_minutes(
    open_window: Callable[[], Driver],
) -> None:
    driver = open_window()
    driver.window.show_page("review")
    driver.review([Qt.Key.Key_3, Qt.Key.Key_3])
    load = driver.app.study.overview().load
    left = load.new + load.learning + load.due
    assert driver.text("review-counts").startswith(f"2 done · {left} to go · about ")
    assert driver.text("review-counts").endswith(" min")
    assert "being learned" in driver.find("review-counts").toolTip()


def test_a_time_box_that_is_over_is_said_and_not_only_colored() -> None:
    header = ReviewHeader()
    header.show_time("0:44", "0:45")
    time = header.findChild(QLabel, "review-time")
    assert isinstance(time, QLabel)
    assert time.text() == "0:44 / 0:45"
    header.show_time("0:46", "0:45", over=True)
    assert time.text() == "0:46 / 0:45 · over"
    assert time.property("role") == "over"


def test_the_header_is_no_wider_than_the_card(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    driver.window.resize(2560, 1440)
    header, card = (place(w) for w in (driver.window._review().header, driver.find("card-panel")))
    assert abs(header.left() - card.left()) <= 1
    assert abs(header.right() - card.right()) <= 1


def test_a_message_leaves_the_grades_free(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_M)
    toast = driver.window.toast
    assert toast.isVisible()
    grades = driver.window._review().grades.buttons
    assert not any(place(toast).intersects(place(button)) for button in grades.values())


def test_the_labels_of_a_card_follow_the_zoom(open_window: Callable[[], Driver]) -> None:
    driver = open_window()
    driver.window.show_page("review")
    card = next(r.id for r in driver.app.library.cards() if r.kind.is_performance)
    driver.window._review().ask(driver.app.study.question(card))
    driver.key(Qt.Key.Key_Space)
    ticks = driver.window._review().pane.ticks
    good = driver.window._review().grades.buttons[Rating.GOOD]
    labels = [ticks._title, ticks._rows[0].must]

    def sizes() -> list[float]:
        return [label.font().pointSizeF() for label in labels]

    before, height, box = sizes(), good.height(), ticks._rows[0].box.sizeHint().width()
    for _time in range(10):
        driver.key(Qt.Key.Key_Plus, CTRL)
    assert sizes() == [2 * size for size in before]
    assert ticks._rows[0].box.sizeHint().width() > box
    driver.window.resize(1280, 800)
    driver.bot.waitUntil(lambda: good.height() > height)
