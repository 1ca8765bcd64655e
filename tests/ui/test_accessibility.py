"""Every page by keyboard and by ear: names, roles, the order of Tab, and focus that shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

from flashprep.core import domains
from flashprep.ui.charts.chart import Chart
from flashprep.ui.widgets.card_view import CardView
from flashprep.ui.widgets.readiness_bars import ReadinessBars
from flashprep.ui.widgets.sidebar import PAGES
from flashprep.ui.widgets.work_bar import WorkBar
from tests.ui.conftest import Driver

Open = Callable[[], Driver]

INPUTS = (
    *(QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox),
    *(QAbstractItemView, CardView),
)
"""What a person works with."""

FOCUSED = (*INPUTS, Chart)
"""What Tab goes to: the arrow keys read the parts of a chart."""

SHOWN = (ReadinessBars, QProgressBar)
"""What a person only looks at."""

NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)
MOST_TABS = 200


def with_card(driver: Driver, kind: str) -> None:
    """Ask a card of a kind."""
    driver.window.show_page("review")
    row = next(row for row in driver.app.library.cards() if row.kind.value == kind)
    driver.window._review().ask(driver.app.study.question(row.id))


def revealed(driver: Driver) -> None:
    with_card(driver, "code")
    driver.key(Qt.Key.Key_Space)


def typing(driver: Driver) -> None:
    with_card(driver, "recall")
    driver.key(Qt.Key.Key_T)


def compared(driver: Driver) -> None:
    typing(driver)
    QTest.keyClicks(QApplication.focusWidget(), "an answer")
    driver.window._review().reveal()


def editing(driver: Driver) -> None:
    with_card(driver, "recall")
    driver.key(Qt.Key.Key_E)


def broken(driver: Driver) -> None:
    (driver.app.profile.decks / "broken.md").write_bytes(b"## a\xff\n")
    driver.window.refresh_decks()


def show(driver: Driver, page: str) -> None:
    """Go to a page, and wait until what it works out beside the window is there."""
    driver.window.show_page(page)
    for work in driver.window.page(page).findChildren(WorkBar):
        driver.bot.waitUntil(lambda work=work: not work.running, timeout=20_000)


def numbers(driver: Driver) -> None:
    driver.window.show_page("review")
    driver.review([Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_4])
    show(driver, "statistics")


def finished(driver: Driver) -> None:
    for deck in driver.app.profile.decks.rglob("*.md"):
        deck.unlink()
    driver.window.refresh_decks()
    driver.window.show_page("review")


STATES: dict[str, Callable[[Driver], object]] = {
    **{name: lambda driver, name=name: show(driver, name) for name, _t, _k in PAGES},
    "question": lambda driver: with_card(driver, "recall"),
    "answer": revealed,
    "typing": typing,
    "compared": compared,
    "editing": editing,
    "banner": broken,
    "numbers": numbers,
    "finished": finished,
    "welcome": lambda driver: driver.window.start(welcome=True),
}
"""Every page, and the states that bring other controls."""

in_every_state = pytest.mark.parametrize("state", STATES)


@contextmanager
def opened(open_window: Open, state: str) -> Iterator[Driver]:
    driver = open_window()
    STATES[state](driver)
    if driver.window.current == "review":
        driver.settle()
    driver.window._summary.start(0)
    driver.bot.waitUntil(lambda: not driver.window._summary.busy)
    driver.window.commands.name_undo()
    QApplication.processEvents()
    yield driver


def is_part(widget: QWidget) -> bool:
    """Tell whether a widget is a part of a control, which speaks for it."""
    parent = widget.parentWidget()
    if isinstance(parent, (QAbstractSpinBox, QComboBox, QLineEdit)):
        return True
    is_view = isinstance(widget, QAbstractItemView)
    return is_view and widget.inherits("QHeaderView")


def controls(driver: Driver, kinds: tuple[type[QWidget], ...]) -> list[QWidget]:
    """Return what is in sight and enabled."""
    return [
        widget
        for widget in driver.window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and widget.isEnabled()
        and not is_part(widget)
    ]


def takes_focus(widget: QWidget) -> bool:
    """Tell whether a control is to be reached by Tab.

    The text of an expectation is read by the box beside it, which has its name.
    """
    return not widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or '(no object name)'}"


# -- names and roles -----------------------------------------------------------------------------


@in_every_state
def test_every_control_has_a_name(open_window: Open, state: str) -> None:
    with opened(open_window, state) as driver:
        found = controls(driver, (*FOCUSED, *SHOWN))
        nameless = [describe(w) for w in found if takes_focus(w) and not _name(w).strip()]
    assert len(found) >= 3
    assert not nameless, "; ".join(nameless)


def _name(widget: QWidget) -> str:
    spoken = QAccessible.queryAccessibleInterface(widget)
    return str(spoken.text(QAccessible.Text.Name))


@in_every_state
def test_every_control_has_a_role(open_window: Open, state: str) -> None:
    with opened(open_window, state) as driver:
        without = [
            describe(widget)
            for widget in controls(driver, INPUTS)
            if QAccessible.queryAccessibleInterface(widget).role() in NO_ROLE
        ]
    assert not without, "; ".join(without)


@pytest.mark.parametrize("state", ["today", "readiness", "numbers"])
def test_what_a_chart_shows_is_said_in_words(open_window: Open, state: str) -> None:
    with opened(open_window, state) as driver:
        charts = controls(driver, (Chart, ReadinessBars))
        silent = [describe(c) for c in charts if not (c.accessibleName() and _said(c))]
        (bars,) = controls(driver, (ReadinessBars,))
        report = driver.app.progress.readiness().domains
        unsaid = [slug for slug in report if domains.domain(slug).short not in _said(bars)]
    assert (len(charts) > 1) == (state != "today")
    assert not silent, "; ".join(silent)
    assert unsaid == []


def _said(chart: QWidget) -> str:
    return str(chart.accessibleDescription())


# -- keys ----------------------------------------------------------------------------------------


def test_every_page_is_reached_by_its_keys(open_window: Open) -> None:
    driver = open_window()
    for name, _title, keys in reversed(PAGES):
        QTest.keySequence(driver.window, QKeySequence(keys))
        driver.turn()
        assert driver.window.current == name
        assert driver.window.page(name).isVisible()


def test_every_page_is_reached_by_tab_and_arrows(open_window: Open) -> None:
    driver = open_window()
    for name, _title, _keys in (*PAGES, PAGES[0]):
        press_until(Qt.Key.Key_Tab, "nav-")
        press_until(Qt.Key.Key_Down, f"nav-{name}")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        driver.turn()
        assert driver.window.current == name


def press_until(key: Qt.Key, name: str) -> None:
    """Press a key until something of that name has the focus; at the end of a group go back."""
    seen = set()
    for _step in range(MOST_TABS):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus.objectName().startswith(name):
            return
        seen.add(focus.objectName())
        QTest.keyClick(focus, key)
        if QApplication.focusWidget() is focus and key is Qt.Key.Key_Down:
            key = Qt.Key.Key_Up
    pytest.fail(f"{key} does not reach {name}, only {sorted(seen)}")


@in_every_state
def test_tab_goes_to_every_control_and_comes_back(open_window: Open, state: str) -> None:
    with opened(open_window, state) as driver:
        wanted = {w for w in controls(driver, FOCUSED) if takes_focus(w)}
        first = next(w for w in driver.window.findChildren(QAbstractButton) if w in wanted)
        first.setFocus(Qt.FocusReason.TabFocusReason)
        reached = {_whole(first)}
        for _step in range(MOST_TABS):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus is not None
            reached.add(_whole(focus))
            if focus is first:
                break
        missed = sorted(describe(w) for w in wanted - reached if not _is_of_a_group(w, reached))
    assert focus is first, "Tab never comes back"
    assert not missed, "; ".join(missed)


def _whole(widget: QWidget) -> QWidget:
    """Return the control that a focused widget belongs to."""
    parent = widget.parentWidget()
    return parent if is_part(widget) and parent is not None else widget


def _is_of_a_group(widget: QWidget, reached: set[QWidget]) -> bool:
    """Tell whether the arrow keys lead to a button from another one of its group."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and not reached.isdisjoint(group.buttons())


# -- focus that shows ----------------------------------------------------------------------------


@in_every_state
def test_focus_can_be_seen(open_window: Open, state: str) -> None:
    with opened(open_window, state) as driver:
        idle = QWidget(driver.window)
        idle.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        idle.show()
        # Some styles show the focus only to those who have pressed Tab.
        idle.setFocus()
        QTest.keyClick(idle, Qt.Key.Key_Tab)
        found = [widget for widget in controls(driver, FOCUSED) if takes_focus(widget)]
        unseen = [describe(widget) for widget in found if not _differs(idle, widget)]
    assert not unseen, "; ".join(unseen)


def _differs(idle: QWidget, widget: QWidget) -> bool:
    """Tell whether a control is painted otherwise when it has the focus."""
    idle.setFocus(Qt.FocusReason.TabFocusReason)
    before = _painted(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return widget.hasFocus() and _painted(widget) != before


def _painted(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()
