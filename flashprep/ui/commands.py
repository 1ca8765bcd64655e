"""What keys, menus and buttons of the window do, and when each of them may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from flashprep.core.changes import Changes
from flashprep.core.i18n import _
from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating
from flashprep.ui import dialogs
from flashprep.ui.actions import COMMANDS, GROUPS
from flashprep.ui.pages.today import TodayPage
from flashprep.ui.widgets.sidebar import PAGES
from flashprep.ui.words import what_was_done

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from flashprep.core.reviews import Entry
    from flashprep.ui.page_stack import PageStack
    from flashprep.ui.signals import Desk

_EDITABLE = ("review", "library")
"""The pages on which a card can be edited in place."""


class Commands(QObject):
    """The actions of one window, on whichever of its pages is shown."""

    def __init__(self, window: QWidget, pages: PageStack, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._pages, self._desk = window, pages, desk
        self._app = desk.app
        self._back: Callable[[], None] | None = None
        do = self._doers()
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            action = QAction(command.title, window)
            action.setObjectName(f"action-{command.name}")
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.triggered.connect(lambda _on=False, run=do[command.name]: run())
            window.addAction(action)
            self._actions[command.name] = action
        pages.turned.connect(lambda _name: self.enable())
        desk.broadcast.edit.connect(self._edit_card)

    def _doers(self) -> dict[str, Callable[[], None]]:
        review = self._pages.review
        return {
            "undo": self.undo_last,
            "find": self._find,
            "jump": lambda: dialogs.jump(self._window, self._app, self._go_to),
            "larger": lambda: self._zoom(10),
            "smaller": lambda: self._zoom(-10),
            "normal": lambda: self._zoom(0),
            "keys": lambda: dialogs.show_keys(self._window),
            "quit": self._quit,
            **{name: self.goer(name) for name, _title, _keys in PAGES},
            **{rating.name.lower(): self._grader(rating) for rating in Rating},
            "confirm": self._confirm,
            "reveal": lambda: review().reveal(),
            "hint": lambda: review().hint(),
            "type": lambda: review().type_answer(),
            "edit": lambda: self._pages.shown().edit(),
            "info": lambda: review().info(),
            "mark": lambda: review().mark(),
            "bury": lambda: review().bury(),
            "suspend": lambda: review().suspend(),
        }

    def _grader(self, rating: Rating) -> Callable[[], None]:
        return lambda: self._pages.review().grade(rating)

    def goer(self, name: str) -> Callable[[], None]:
        """Return what shows a page."""
        return lambda: self._pages.open(name)

    # -- when they may -----------------------------------------------------------------------

    def enable(self) -> None:
        """Let the keys of the review page act only while it is shown."""
        # Once the answer is shown, Space belongs to the box or button that has the focus.
        current = self._pages.current
        reviewing = current == "review" and not self._pages.review().editing
        for command in COMMANDS:
            if command.group == GROUPS[0] and command.name != "confirm":
                self._actions[command.name].setEnabled(reviewing)
        editable = current in _EDITABLE and not self._pages.shown().editing
        self._actions["edit"].setEnabled(editable)
        self._actions["confirm"].setEnabled(reviewing or current == "today")
        revealed = reviewing and self._pages.review().pane.revealed
        self._actions["reveal"].setEnabled(reviewing and not revealed)

    def name_undo(self) -> None:
        """Say in the menu what would be taken back."""
        done = [what_was_done(entry, question) for entry, question in self._app.history.stack()]
        self._actions["undo"].setEnabled(bool(done) or self.offering)
        if "review" in self._pages:
            self._pages.review().header.show_undo(done)

    @property
    def offering(self) -> bool:
        """Tell whether the next undo takes back something that is no row of the log."""
        return self._back is not None

    def offer(self, back: Callable[[], None] | None) -> None:
        """Let the next undo call a function; None gives the log's last row back to it."""
        if back is not self._back:
            self._back = back
            self.name_undo()

    # -- what they do ------------------------------------------------------------------------

    def _confirm(self) -> None:
        if self._pages.current == "today":
            page = self._pages.page("today")
            assert isinstance(page, TodayPage)
            page.start()
        else:
            self._pages.review().confirm()

    def _quit(self) -> None:
        self._window.close()

    def undo_last(self) -> None:
        """Take back what the message in sight tells, or else the last action of the log."""
        back = self._back
        if back is None:
            self.undo()
            return
        self.offer(None)
        back()

    def undo(self, steps: int = 1) -> None:
        """Take the last actions back and show the card of the earliest again."""
        changes, undone = Changes(), None
        for _step in range(steps):
            found = self._desk.attempt(self._app.history.undo)
            if found is None:
                break
            undone = found
            changes |= found.changes
        if undone is None:
            return
        entry, card = undone.entry, undone.entry.card
        self._say(_("Took back: {what}").format(what=what_was_done(undone.entry)))
        # What was done to many cards was done elsewhere: no single one is to be asked again.
        if card in self._app.study and _is_of_a_card(entry):
            self._pages.turn_to("review")
            question = self._desk.attempt(lambda: self._app.study.question(card))
            if question is not None:
                self._pages.review().ask(question)
        self._desk.changed(changes)

    def _go_to(self, kind: str, key: str) -> None:
        if kind == "page":
            self._pages.open(key)
            return
        self._pages.turn_to("library")
        self._pages.shown().show_card(key)

    def _edit_card(self, card: str) -> None:
        self._go_to("card", card)
        self._pages.shown().edit()

    def _find(self) -> None:
        self._pages.turn_to("library")
        self._pages.shown().start_search()

    def _zoom(self, step: int) -> None:
        now = self._app.preferences.values.zoom
        zoom = min(max(now + step, 80), 200) if step else 100
        changes = self._desk.attempt(lambda: self._app.change_setting("zoom", zoom))
        if changes is not None:
            self._desk.changed(changes)
            self._say(_("Text size {n} %").format(n=zoom))

    def _say(self, text: str) -> None:
        self._desk.broadcast.said.emit(text, False)


def _is_of_a_card(entry: Entry) -> bool:
    """Tell whether a row of the log is about the one card that it names."""
    if entry.rating is not None:
        return True
    return entry.action is not Action.RESCHEDULE and not entry.feeders
