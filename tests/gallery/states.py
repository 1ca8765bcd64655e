"""What there is to see: each state is a world and what a person did in its window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QScrollArea, QWidget

from flashprep.core.cards import CardId

if TYPE_CHECKING:
    from flashprep.ui.window import Window

Step = Callable[["Window"], object]

SIZES = ((900, 600), (1280, 800), (2560, 1440))
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class State:
    """One picture: its name, the world, the steps to it, and the zooms beside 100 %."""

    name: str
    world: str
    steps: tuple[Step, ...]
    zooms: tuple[int, ...] = ()


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


def reveal(window: Window) -> None:
    """Show the answer."""
    window._review().reveal()


def hint(window: Window) -> None:
    """Show one hint more."""
    window._review().hint()


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


def find(window: Window, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    """Return a widget by its object name."""
    found = window.findChild(kind, name)
    assert found is not None, f"no widget is named {name}"
    return found


def search(text: str) -> Step:
    """Return the step that searches the library."""
    return lambda window: find(window, "library-search", QLineEdit).setText(text)  # type: ignore[attr-defined]


def choose(view: str, row: int) -> Step:
    """Return the step that chooses a row of a list."""

    def chosen(window: Window) -> None:
        found = find(window, view, QAbstractItemView)
        if isinstance(found, QListWidget):
            found.setCurrentRow(row)
        else:
            found.setCurrentIndex(found.model().index(row, 0))  # type: ignore[attr-defined]

    return chosen


def banner(kind: str, text: str, *, button: bool = False) -> Step:
    """Return the step that shows a message."""
    push = ("Show in the library", lambda: None) if button else None
    return lambda window: window.banners.put(kind, kind, text, push)


def toast(text: str, *, undo: bool) -> Step:
    """Return the step that shows a short message."""
    return lambda window: window.toast.say(text, undo=undo)


def focus(name: str) -> Step:
    """Return the step that puts the focus on a widget."""
    return lambda window: find(window, name).setFocus(Qt.FocusReason.TabFocusReason)


def keys(window: Window) -> None:
    """Show the list of keys."""
    window._show_keys()


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
        for side, steps in (("question", ()), ("answer", (reveal,)))
    )


STATES: tuple[State, ...] = (
    State("today-fresh", "fresh", ()),
    State("today-month", "month", ()),
    State("today-started", "started", ()),
    State("today-minutes-used", "used", ()),
    State("today-nothing-due", "learned", ()),
    State("today-no-cards", "empty", ()),
    State("today-set-date", "month", (lambda window: find(window, "set-date").click(),)),  # type: ignore[attr-defined]
    *_kinds(),
    State("review-hints", "fresh", (*ask("gal0recall"), hint, hint)),
    State("review-ticks", "fresh", (*ask("gal0derive"), reveal, tick(0, 1, 2))),
    State("review-end", "fresh", (*ask("gal0derive"), reveal, down("card-pane"))),
    State("review-marked", "fresh", (*ask("gal0recall"), lambda w: w._review().toggle_mark())),
    State("review-month", "month", (show("review"),)),
    State("review-break", "learning", (show("review"),)),
    State("review-minutes-used", "used", (show("review"),)),
    State("review-nothing-due", "learned", (show("review"),)),
    State("review-no-cards", "empty", (show("review"),)),
    State("review-all-suspended", "suspended", (show("review"),)),
    State("library", "month", (show("library"),)),
    State("library-formula", "fresh", (show("library"), search("ELBO"))),
    State("library-search", "month", (show("library"), search("attention"))),
    State("library-nothing-found", "month", (show("library"), search("xyzzy"))),
    State("library-faulty", "faulty", (show("library"), choose("decks", 1))),
    State("library-no-cards", "empty", (show("library"),)),
    State("readiness-empty", "fresh", (show("readiness"),)),
    State("readiness-month", "month", (show("readiness"),)),
    State("readiness-no-cards", "empty", (show("readiness"),)),
    State("settings", "fresh", (show("settings"),)),
    State("settings-end", "fresh", (show("settings"), down("settings-scroll"))),
    State("keys", "fresh", (keys,)),
    State("banner-error", "fresh", (*ask("gal0recall"), banner("error", _ERROR))),
    State("banner-warning", "fresh", (banner("warning", _WARNING, button=True),)),
    State("banner-info", "fresh", (banner("info", "Another window changed the settings."),)),
    State("toast", "fresh", (show("library"), toast("Text size 110 %", undo=False))),
    State("toast-undo", "fresh", (*ask("gal0recall"), toast("Marked.", undo=True))),
    State("focus-navigation", "fresh", (focus("nav-library"),)),
    State("focus-grade", "fresh", (*ask("gal0recall"), reveal, focus("grade-hard"))),
)
