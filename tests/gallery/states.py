"""What there is to see: each state is a world and what a person did in its window."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from flashprep.core.cards import CardId

if TYPE_CHECKING:
    from flashprep.ui.window import Window

Step = Callable[["Window"], object]

SIZES = ((900, 600), (1280, 800), (2560, 1440))
THEMES = ("light", "dark")
_MOMENT_SECONDS, _PATIENCE_SECONDS = 0.5, 20.0


@dataclass(frozen=True, slots=True)
class State:
    """One picture: its name, the world, the steps to it, and the zooms beside 100 %.

    ``welcome`` opens the window as the very first start does; ``again`` is done anew before each
    picture, for what a change of size undoes.
    """

    name: str
    world: str
    steps: tuple[Step, ...]
    zooms: tuple[int, ...] = ()
    welcome: bool = False
    again: Step | None = None


# -- steps -----------------------------------------------------------------------------------------


def show(page: str) -> Step:
    """Return the step to a page."""
    return lambda window: window.show_page(page)


def ask(card: str) -> tuple[Step, ...]:
    """Return the steps to a card's question."""
    return (
        show("review"),
        lambda window: window._review().ask(window.app.study.question(CardId(card))),
    )


def act(name: str) -> Step:
    """Return the step that runs a command, as its key does."""

    def run(window: Window) -> None:
        action = window.findChild(QAction, f"action-{name}")
        assert action is not None, f"no command is named {name}"
        action.trigger()

    return run


def click(name: str) -> Step:
    """Return the step that clicks a button."""
    return lambda window: _button(window, name).click()


def write(name: str, text: str) -> Step:
    """Return the step that writes into a field."""

    def written(window: Window) -> None:
        field = find(window, name)
        if isinstance(field, QPlainTextEdit):
            field.setPlainText(text)
        elif isinstance(field, QLineEdit):
            field.setText(text)

    return written


def tick(*numbers: int) -> Step:
    """Return the step that ticks expectations."""
    return lambda window: window._review().pane.ticks.set_met(numbers)


def down(name: str) -> Step:
    """Return the step that scrolls an area to its end."""

    def scroll(window: Window) -> None:
        area = find(window, name, QScrollArea)
        assert isinstance(area, QScrollArea)
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    return scroll


def scroll_to(window: Window, area: str, name: str) -> None:
    """Scroll an area until a widget in it stands in the middle."""
    found = find(window, area, QScrollArea)
    assert isinstance(found, QScrollArea)
    found.ensureWidgetVisible(find(window, name), 0, found.height() // 2)


def find(window: Window, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """Return a widget by its object name: of several cards, the one on the page that is shown."""
    found = window.findChildren(kind, name)
    assert found, f"no widget is named {name}"
    shown = window._page() if window.current else window
    return next((one for one in found if shown.isAncestorOf(one)), found[0])


def _button(window: Window, name: str) -> QAbstractButton:
    found = find(window, name)
    assert isinstance(found, QAbstractButton)
    return found


def choose(view: str, row: int) -> Step:
    """Return the step that chooses a row of a list."""

    def chosen(window: Window) -> None:
        found = find(window, view, QAbstractItemView)
        assert isinstance(found, QAbstractItemView)
        found.setCurrentIndex(found.model().index(row, 0))

    return chosen


def banner(kind: str, text: str, *, button: bool = False) -> Step:
    """Return the step that shows a message."""
    push = ("Show in the library", lambda: None) if button else None
    return lambda window: window.banners.put(kind, kind, text, push)


def toast(text: str, *, undo: bool) -> Step:
    """Return the step that shows a short message."""
    return lambda window: window._say(text, undo=undo)


def focus(name: str) -> Step:
    """Return the step that puts the focus on a widget."""
    return lambda window: find(window, name).setFocus(Qt.FocusReason.TabFocusReason)


def until_gone(name: str) -> Step:
    """Return the step that waits for work to end, as long as its widget is shown."""
    return _until(lambda window: not find(window, name).isVisible())


def until_shown(name: str) -> Step:
    """Return the step that waits until a widget is there and shown."""

    def shown(window: Window) -> bool:
        found = window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    return _until(shown)


def _until(holds: Callable[[Window], bool]) -> Step:
    def wait(window: Window) -> None:
        # Not by QTest.qWait: it holds the interpreter, and work beside the window stands still.
        begun = time.monotonic()
        while (past := time.monotonic() - begun) < _PATIENCE_SECONDS:
            QApplication.processEvents()
            time.sleep(0.01)
            if past > _MOMENT_SECONDS and holds(window):
                return

    return wait


def late(window: Window) -> None:
    """Let the time box of the card be over."""
    page = window._review()
    page._tick.stop()
    page.header.show_time("0:52", "0:45", over=True)


def open_undo(window: Window) -> None:
    """Open the menu of what can be undone."""
    menu = window.findChild(QMenu, "undo-menu")
    assert isinstance(menu, QMenu)
    button = find(window, "review-undo-list")
    menu.popup(button.mapToGlobal(button.rect().bottomRight()) - QPoint(menu.sizeHint().width(), 0))


# -- states ----------------------------------------------------------------------------------------

KINDS = ("recall", "derive", "design", "code", "story", "probe", "mixed")
_ZOOMS = (125, 200)
_ERROR = "The grade was not saved: the disk is full. Make room, then grade the card again."
_WARNING = "decks/ml.md:41: The kind “recal” is unknown. Write recall, reversed, cloze, derive."


def _kinds() -> tuple[State, ...]:
    cards = {kind: f"gal0{kind}" for kind in KINDS}
    cards |= {"cloze": "gal0cloze.1", "reversed": "gal0rev.r"}
    return tuple(
        State(f"review-{kind}-{side}", "fresh", (*ask(card), *steps), _ZOOMS)
        for kind, card in cards.items()
        for side, steps in (("question", ()), ("answer", (act("reveal"),)))
    )


REAL = (
    *("fnnxgdjs", "5r4a5sn7", "mjnmtxa1", "8ciqkvr8"),  # aligned equations
    *("rsl15ao2", "yvnkfx2l", "alf7jes5"),  # tables that hold math
    *("ao0dx68s", "xm4go8la", "olek3296"),  # pictures
    *("gm7fgpwc", "doejhddm", "6mp1q0yt"),  # code
    *("f88jhuil", "1pij3mip", "6mlbfkx8"),  # design, probe and story
)
"""Cards of the decks to be looked at whole."""


def _real() -> tuple[State, ...]:
    return tuple(
        State(f"review-real-{card}-{side}", "fresh", (*ask(card), *steps), again=again)
        for card in REAL
        for side, steps, again in (
            ("question", (), None),
            ("answer", (act("reveal"),), None),
            ("end", (act("reveal"),), down("card-pane")),
        )
    )


_TYPED = (*ask("gal0recall"), act("type"))
_ANSWER = "The subgradient of L1 is constant, so small weights go to exactly zero. Early stopping!"
_EDITED = (*ask("gal0recall"), act("edit"), write("editor-text", "Two\n\n## cards\n\n## in one"))

STATES: tuple[State, ...] = (
    State("today-fresh", "fresh", ()),
    State("today-month", "month", ()),
    State("today-ways", "month", (until_shown("today-way-later"),)),
    State("today-started", "started", ()),
    State("today-minutes-used", "used", ()),
    State("today-nothing-due", "learned", ()),
    State("today-no-cards", "empty", ()),
    State("today-set-date", "month", (click("set-date"),)),
    *_kinds(),
    *_real(),
    State("review-over-time", "fresh", ask("gal0recall"), again=late),
    State("review-hints", "fresh", (*ask("gal0recall"), act("hint"), act("hint"))),
    State("review-ticks", "fresh", (*ask("gal0derive"), act("reveal"), tick(0, 1, 2))),
    State("review-end", "fresh", (*ask("gal0derive"), act("reveal")), again=down("card-pane")),
    State("review-marked", "fresh", (*ask("gal0recall"), act("mark"))),
    State("review-typed", "fresh", (*_TYPED, write("typed-answer", _ANSWER)), (200,)),
    State(
        "review-compared", "fresh", (*_TYPED, write("typed-answer", _ANSWER), act("reveal")), (200,)
    ),
    State("review-editor", "fresh", (*ask("gal0derive"), act("edit"))),
    State("review-editor-fault", "fresh", (*_EDITED, click("editor-save"))),
    State("review-info", "fresh", (*ask("gal0recall"), act("info"))),
    State("review-info-month", "started", (show("review"), act("info"))),
    State("review-undo-menu", "started", (show("review"), open_undo)),
    State("review-month", "month", (show("review"),)),
    State("review-break", "learning", (show("review"),)),
    State("review-minutes-used", "used", (show("review"),)),
    State("review-nothing-due", "learned", (show("review"),)),
    State("review-no-cards", "empty", (show("review"),)),
    State("review-all-suspended", "suspended", (show("review"),)),
    State("library", "month", (show("library"),)),
    State("library-formula", "fresh", (show("library"), write("library-search", "ELBO"))),
    State("library-search", "month", (show("library"), write("library-search", "attention"))),
    State("library-nothing-found", "month", (show("library"), write("library-search", "xyzzy"))),
    State("library-editor", "fresh", (show("library"), act("edit"))),
    State(
        "library-nothing-in-deck",
        "month",
        (show("library"), choose("decks", 1), write("library-search", "xyzzy")),
    ),
    State("library-faulty", "faulty", (show("library"), choose("decks", 1))),
    State("library-no-cards", "empty", (show("library"),)),
    State("readiness-empty", "fresh", (show("readiness"), until_gone("readiness-work"))),
    State("readiness-month", "month", (show("readiness"), until_gone("readiness-work"))),
    State("readiness-no-cards", "empty", (show("readiness"), until_gone("readiness-work"))),
    State(
        "readiness-end",
        "month",
        (show("readiness"), until_gone("readiness-work")),
        again=down("readiness-scroll"),
    ),
    State("statistics-empty", "fresh", (show("statistics"), until_gone("statistics-work"))),
    State("statistics", "month", (show("statistics"), until_gone("statistics-work"))),
    State(
        "statistics-end",
        "month",
        (show("statistics"), until_gone("statistics-work")),
        again=down("statistics-scroll"),
    ),
    State("plan-empty", "fresh", (show("plan"),)),
    State("plan-working", "month", (show("plan"),)),
    State("plan", "month", (show("plan"), until_gone("plan-cancel"))),
    State(
        "plan-end", "month", (show("plan"), until_gone("plan-cancel")), again=down("plan-scroll")
    ),
    State("settings", "fresh", (show("settings"),)),
    State(
        "settings-schedule",
        "month",
        (
            lambda window: window.app.change_setting("desired_retention", 0.85),
            lambda window: window.app.change_setting("vacation", ["2026-03-09/2026-03-11"]),
            show("settings"),
            until_shown("retention-others"),
            click("reschedule-preview"),
            until_shown("reschedule-apply"),
        ),
        again=lambda window: scroll_to(window, "settings-scroll", "setting-day_rollover"),
    ),
    State("glossary", "fresh", (show("settings"), click("show-glossary"))),
    State("settings-end", "fresh", (show("settings"),), again=down("settings-scroll")),
    State("keys", "fresh", (act("keys"),)),
    State("jump", "month", (act("jump"),)),
    State("jump-found", "month", (act("jump"), write("jump-field", "attention"))),
    State("jump-nothing", "month", (act("jump"), write("jump-field", "xyzzy"))),
    State("welcome-date", "fresh", (), welcome=True),
    State("welcome-minutes", "fresh", (click("welcome-next"),), welcome=True),
    State("welcome-domains", "fresh", (click("welcome-next"),) * 2, welcome=True),
    State("banner-error", "fresh", (*ask("gal0recall"), banner("error", _ERROR))),
    State("banner-warning", "fresh", (banner("warning", _WARNING, button=True),)),
    State("banner-info", "fresh", (banner("info", "Another window changed the settings."),)),
    State("toast", "fresh", (show("library"), toast("Text size 110 %", undo=False))),
    State("toast-undo", "fresh", (*ask("gal0recall"), toast("Marked.", undo=True))),
    State("focus-navigation", "fresh", (focus("nav-library"),)),
    State("focus-grade", "fresh", (*ask("gal0recall"), act("reveal"), focus("grade-hard"))),
)
