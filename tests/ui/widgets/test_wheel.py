"""The wheel scrolls: no field that has no focus takes it for a change of its value."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDialog, QScrollArea, QSpinBox, QWidget

from flashprep.core.scheduling import Rating
from flashprep.ui.first_start import FirstStart
from flashprep.ui.widgets.sidebar import PAGES
from tests.ui.conftest import Driver

OpenWindow = Callable[[], Driver]
_NOTCH = 120


def roll(field: QWidget, notches: int = -1) -> None:
    """Turn the wheel with the pointer over a field, as the desktop reports it to the window."""
    window = field.window()
    at = field.mapTo(window, field.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(at), QPoint(0, notches * _NOTCH))


def fields(root: QWidget) -> list[QAbstractSpinBox | QComboBox]:
    """Return every field of a page or dialog that the wheel could change."""
    found = [*root.findChildren(QAbstractSpinBox), *root.findChildren(QComboBox)]
    return [field for field in found if field.isEnabled() and not field.isHidden()]


def value(field: QAbstractSpinBox | QComboBox) -> str:
    return field.currentText() if isinstance(field, QComboBox) else field.text()


def shown(driver: Driver, name: str) -> QWidget:
    page = driver.window.page(name)
    driver.window.show_page(name)
    for work in ("_work", "_task"):
        if hasattr(page, work):
            driver.bot.waitUntil(lambda work=work: not getattr(page, work).running, timeout=20_000)
    driver.bot.wait(20)
    return page


@pytest.mark.parametrize("name", [name for name, _title, _keys in PAGES])
def test_no_field_of_a_page_turns_under_the_wheel(open_window: OpenWindow, name: str) -> None:
    driver = open_window()
    for card in driver.app.study.candidates[:4]:
        driver.app.study.grade(card.id, Rating.GOOD)
    page = shown(driver, name)
    page.setFocus()
    area = page.findChild(QScrollArea)
    for field in fields(page):
        if area is not None and area.isAncestorOf(field):
            area.ensureWidgetVisible(field)
        if not field.isVisible():
            continue
        before = value(field)
        for notches in (-1, 1, -1):
            roll(field, notches)
        assert value(field) == before, field.objectName()
        assert not field.hasFocus()


def test_the_wheel_over_a_field_scrolls_the_settings(open_window: OpenWindow) -> None:
    driver = open_window()
    page = shown(driver, "settings")
    area = page.findChild(QScrollArea, "settings-scroll")
    assert area is not None
    bar = area.verticalScrollBar()
    minutes = page.findChild(QSpinBox, "setting-minutes_per_day")
    assert minutes is not None
    area.ensureWidgetVisible(minutes)
    before = bar.value()
    asked = driver.app.preferences.values.minutes_per_day
    roll(minutes)
    assert bar.value() > before
    assert driver.app.preferences.values.minutes_per_day == asked


def test_a_field_that_has_the_focus_still_turns(open_window: OpenWindow) -> None:
    driver = open_window()
    page = shown(driver, "settings")
    minutes = page.findChild(QSpinBox, "setting-minutes_per_day")
    assert minutes is not None
    line = minutes.lineEdit()
    driver.bot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert minutes.hasFocus()
    before = minutes.value()
    roll(minutes, 1)
    assert driver.app.preferences.values.minutes_per_day == minutes.value() > before


@pytest.mark.parametrize(
    ("button", "name"), [("mock-add", "mock-dialog"), ("edit-domains", "domain-dialog")]
)
def test_no_field_of_a_dialog_turns_under_the_wheel(
    open_window: OpenWindow, button: str, name: str
) -> None:
    driver = open_window()
    shown(driver, "readiness")
    driver.find(button).click()  # type: ignore[attr-defined]
    asked = driver.find(name, QDialog)
    driver.bot.waitUntil(asked.isActiveWindow)
    turned = [field for field in fields(asked) if not field.hasFocus()]
    assert turned
    for field in turned:
        before = value(field)
        for notches in (-1, 1, -1):
            roll(field, notches)
        assert value(field) == before, field.objectName()
    asked.close()


def test_no_field_of_the_first_start_turns_under_the_wheel(open_window: OpenWindow) -> None:
    driver = open_window()
    welcome = FirstStart(driver.window.desk, driver.window._pages)
    driver.bot.wait(20)
    for field in fields(driver.window._pages.currentWidget()):
        before = value(field)
        for notches in (-1, 1, -1):
            roll(field, notches)
        assert value(field) == before, field.objectName()
    assert welcome
