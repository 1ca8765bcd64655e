"""The window: sidebar, banners, pages; it carries ``Changes`` to whoever they concern."""

from __future__ import annotations

import gc
import linecache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from flashprep.core.changes import Changes
from flashprep.core.faults import Level
from flashprep.core.i18n import _
from flashprep.core.scheduling import Rating
from flashprep.render.card import Renderer
from flashprep.ui import dialogs
from flashprep.ui.actions import COMMANDS, GROUPS
from flashprep.ui.first_start import FirstStart
from flashprep.ui.idle import Idle
from flashprep.ui.pages.review import ReviewPage
from flashprep.ui.pages.today import TodayPage
from flashprep.ui.prepare import Preparer
from flashprep.ui.signals import Broadcast, Desk
from flashprep.ui.theme import icons, style
from flashprep.ui.watcher import Watcher
from flashprep.ui.widgets.banner import Banners, Toast
from flashprep.ui.widgets.sidebar import PAGES, Sidebar
from flashprep.ui.words import fault_text, what_was_done

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flashprep.app.flashprep import Flashprep
    from flashprep.core.errors import FlashprepError
    from flashprep.ui.pages.page import Page

_PLACE = "window"
_EDITABLE = ("review", "library")
"""The pages on which a card can be edited in place."""

_SUMMARY_MS = 120
"""The sidebar follows a grade this much later: the next question is painted first."""

_LATER_MS = 600
"""At start the sidebar waits for the first card: it reads the whole log."""


_SOON_MS = 50
"""The window is painted by then, and nobody has pressed a key yet."""


def _page_class(name: str) -> type[Page]:  # noqa: PLR0911 - one for each page
    """Return the class of a page; those that the first card does not need are imported late."""
    match name:
        case "today":
            return TodayPage
        case "review":
            return ReviewPage
        case "plan":
            from flashprep.ui.pages.plan import PlanPage

            return PlanPage
        case "library":
            from flashprep.ui.pages.library import LibraryPage

            return LibraryPage
        case "readiness":
            from flashprep.ui.pages.readiness import ReadinessPage

            return ReadinessPage
        case "statistics":
            from flashprep.ui.pages.statistics import StatisticsPage

            return StatisticsPage
        case _:
            from flashprep.ui.pages.settings import SettingsPage

            return SettingsPage


class Window(QMainWindow):
    """One profile's window."""

    def __init__(self, app: Flashprep) -> None:
        super().__init__()
        self.setObjectName("window")
        self.app = app
        palette = style.choose(app.preferences.values.theme)
        renderer = Renderer(app.profile.cache)
        self.desk = Desk(app, Broadcast(), renderer, palette)
        self.setWindowTitle("flashprep")
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(820, 560)
        self.resize(1180, 760)
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._first_page = "today"
        self._open = True
        self._build()
        self._actions = self._make_actions()
        self._preparer = Preparer(renderer)
        self.watcher = Watcher(app.library.watched)
        self._summary = QTimer(self)
        self._summary.setSingleShot(True)
        self._summary.timeout.connect(self._summarize)
        self._idle = Idle(self._warm(), self)
        self._connect()
        self.dress()
        self._restore()
        self._show_faults()

    # -- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        center = QWidget()
        row = QHBoxLayout(center)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar(self.desk.palette)
        row.addWidget(self.sidebar)
        right = QWidget()
        right.setObjectName("page")
        rows = QVBoxLayout(right)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self.banners = Banners(self.desk.palette)
        rows.addWidget(self.banners)
        self._stack = QStackedWidget()
        rows.addWidget(self._stack, 1)
        row.addWidget(right, 1)
        self.setCentralWidget(center)
        self.toast = Toast(right)

    def page(self, name: str) -> Page:
        """Return a page, made when it is first needed."""
        if name not in self._pages:
            page = _page_class(name)(self.desk)
            self._pages[name] = page
            self._stack.addWidget(page)
            page.dress()
            page.prepare.connect(self._preparer.add)
            self._preparer.prepared.connect(page.formulas_ready)
            page.turned.connect(self._space)
            if isinstance(page, ReviewPage):
                page.undo_requested.connect(self.undo)
                page.settled.connect(self._name_undo)
        return self._pages[name]

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.show_page)
        self.toast.undo.connect(self.undo)
        broadcast = self.desk.broadcast
        broadcast.changed.connect(self._on_changed)
        broadcast.failed.connect(self.show_failure)
        broadcast.said.connect(lambda text, undo: self._say(text, undo=undo))
        broadcast.go.connect(self.show_page)
        broadcast.edit.connect(self._edit_card)
        self.watcher.decks_changed.connect(self.refresh_decks)
        self.watcher.time_passed.connect(self._time_passed)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self.dress())

    def _make_actions(self) -> dict[str, QAction]:
        do: dict[str, Callable[[], None]] = {
            "undo": self.undo,
            "find": self._find,
            "jump": self._jump,
            "larger": lambda: self._zoom(10),
            "smaller": lambda: self._zoom(-10),
            "normal": lambda: self._zoom(0),
            "keys": lambda: dialogs.show_keys(self),
            "quit": self._quit,
            **{name: self._goer(name) for name, _title, _keys in PAGES},
            **{rating.name.lower(): self._grader(rating) for rating in Rating},
            "confirm": self._confirm,
            "reveal": lambda: self._review().reveal(),
            "hint": lambda: self._review().hint(),
            "type": lambda: self._review().type_answer(),
            "edit": lambda: self._page().edit(),
            "info": lambda: self._review().info(),
            "mark": lambda: self._review().mark(),
            "bury": lambda: self._review().bury(),
            "suspend": lambda: self._review().suspend(),
        }
        actions = {}
        for command in COMMANDS:
            action = QAction(command.title, self)
            action.setObjectName(f"action-{command.name}")
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.triggered.connect(lambda _on=False, run=do[command.name]: run())
            self.addAction(action)
            actions[command.name] = action
        return actions

    def _grader(self, rating: Rating) -> Callable[[], None]:
        return lambda: self._review().grade(rating)

    def _goer(self, name: str) -> Callable[[], None]:
        return lambda: self.show_page(name)

    # -- pages -------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """Return the name of the page that is shown."""
        return self._current

    def show_page(self, name: str) -> None:
        """Show a page."""
        page = self.page(name)
        self._current = name
        self._stack.setCurrentWidget(page)
        # A key may leave the first start for a page: the sidebar is of use again.
        self.sidebar.setEnabled(True)
        self.sidebar.show_page(name)
        focus = QApplication.focusWidget()
        if focus is not None and self.sidebar.isAncestorOf(focus):
            self.sidebar.focus_page(name)
        else:
            page.take_focus()
        self._enable()

    def _page(self) -> Page:
        return self.page(self._current)

    def _review(self) -> ReviewPage:
        page = self.page("review")
        assert isinstance(page, ReviewPage)
        return page

    def _enable(self) -> None:
        """Let the keys of the review page act only while it is shown."""
        self._space()

    def _space(self) -> None:
        # Once the answer is shown, Space belongs to the box or button that has the focus.
        reviewing = self._current == "review" and not self._review().editing
        for command in COMMANDS:
            if command.group == GROUPS[0] and command.name != "confirm":
                self._actions[command.name].setEnabled(reviewing)
        editable = self._current in _EDITABLE and not self._page().editing
        self._actions["edit"].setEnabled(editable)
        self._actions["confirm"].setEnabled(reviewing or self._current == "today")
        revealed = reviewing and self._review().pane.revealed
        self._actions["reveal"].setEnabled(reviewing and not revealed)

    def _confirm(self) -> None:
        if self._current == "today":
            page = self.page("today")
            assert isinstance(page, TodayPage)
            page.start()
        else:
            self._review().confirm()

    # -- keeping up --------------------------------------------------------------------------

    def start(self, *, welcome: bool = False) -> None:
        """Show today's work (at the very first start three short steps), and begin to watch."""
        if welcome and FirstStart.is_due(self.app):
            self.sidebar.setEnabled(False)
            self._first = FirstStart(self.desk, self._stack)
            self._first.finished.connect(self._welcomed)
            self._enable()
        elif not self._current:
            self.show_page(self._first_page)
        self._summary.start(_LATER_MS)
        QTimer.singleShot(_SOON_MS, self._make_review)
        QTimer.singleShot(_LATER_MS, self._started)

    def _welcomed(self, changes: Changes) -> None:
        self.sidebar.setEnabled(True)
        self.desk.changed(changes)
        self.show_page("review")

    def _make_review(self) -> None:
        """Make the page that the first key asks for, in a turn of its own."""
        if self._open:
            self._review()

    def _started(self) -> None:
        """Do what may wait until the first card is on the screen."""
        if not self._open:
            return
        # Modules and widgets live as long as the window: no collection needs to look at them.
        gc.freeze()
        gc.enable()
        self.watcher.start()
        self._idle.start()

    def _warm(self) -> Iterator[object]:
        """Make what the next key or click is likely to need, a piece at a time."""
        for name, _title, _keys in PAGES:
            yield _page_class(name)
        # PySide had the source of each of these modules read; nobody else needs the lines.
        linecache.clearcache()
        yield None
        # Last, for typesetting beside the window makes all of the above slower.
        self._review().prepare_coming()

    def refresh_decks(self) -> None:
        """Read the decks that changed on disk."""
        changes = self.desk.attempt(self.app.refresh)
        if changes:
            self._show_faults()
            self.desk.changed(changes)

    def _time_passed(self) -> None:
        if not self._open:
            return
        changes = self.desk.attempt(self.app.catch_up)
        rolled = self.desk.attempt(self.app.study.roll_over)
        if changes is not None and rolled is not None:
            self.desk.changed(changes | rolled)

    def _on_changed(self, changes: Changes) -> None:
        if changes.settings:
            self.dress()
            self.watcher.look()
        if changes.faults:
            self._show_faults()
        self._name_undo()
        self._summary.start(_SUMMARY_MS)

    def _summarize(self) -> None:
        """Bring the sidebar up to date."""
        report = self.desk.attempt(self.app.progress.readiness)
        if report is not None:
            self.sidebar.bars.show_readiness(report.domains)
            self.desk.attempt(self.app.note_morning)
        today = self.desk.attempt(self.app.study.overview)
        if today is not None:
            load = today.load
            self.sidebar.set_count("review", load.due + load.new + load.learning)

    # -- messages ----------------------------------------------------------------------------

    def show_failure(self, error: FlashprepError) -> None:
        """Show what went wrong and what to do."""
        self.banners.put("failure", "error", str(error))

    def _say(self, text: str, *, undo: bool = False) -> None:
        if self._current:
            self.toast.foot = self._page().foot
        self.toast.say(text, undo=undo)

    def _show_faults(self) -> None:
        faults = [f for f in self.app.library.faults() if f.level is not Level.NOTE]
        if not faults:
            self.banners.clear("faults")
            return
        worst = faults[0]
        kind = "error" if worst.level is Level.ERROR else "warning"
        text = fault_text(worst, more=len(faults) - 1)
        self.banners.put("faults", kind, text, (_("Show in the library"), self._goer("library")))

    def _name_undo(self) -> None:
        done = [what_was_done(entry, question) for entry, question in self.app.history.stack()]
        self._actions["undo"].setEnabled(bool(done))
        if "review" in self._pages:
            self._review().header.show_undo(done)

    # -- commands ----------------------------------------------------------------------------

    def undo(self, steps: int = 1) -> None:
        """Take the last actions back and show the card of the earliest again."""
        changes, undone = Changes(), None
        for _step in range(steps):
            found = self.desk.attempt(self.app.history.undo)
            if found is None:
                break
            undone = found
            changes |= found.changes
        if undone is None:
            return
        card = undone.entry.card
        self._say(_("Took back: {what}").format(what=what_was_done(undone.entry)))
        if card in self.app.study:
            self.show_page("review")
            question = self.desk.attempt(lambda: self.app.study.question(card))
            if question is not None:
                self._review().ask(question)
        self.desk.changed(changes)

    def _quit(self) -> None:
        self.close()

    def _jump(self) -> None:
        dialogs.jump(self, self.app, self._go_to)

    def _go_to(self, kind: str, key: str) -> None:
        if kind == "page":
            self.show_page(key)
            return
        self.show_page("library")
        self.page("library").show_card(key)

    def _edit_card(self, card: str) -> None:
        self._go_to("card", card)
        self.page("library").edit()

    def _find(self) -> None:
        self.show_page("library")
        self.page("library").start_search()

    def _zoom(self, step: int) -> None:
        now = self.app.preferences.values.zoom
        zoom = min(max(now + step, 80), 200) if step else 100
        changes = self.desk.attempt(lambda: self.app.change_setting("zoom", zoom))
        if changes is not None:
            self.desk.changed(changes)
            self._say(_("Text size {n} %").format(n=zoom))

    # -- look --------------------------------------------------------------------------------

    def dress(self) -> None:
        """Take over theme and zoom."""
        palette = style.choose(self.app.preferences.values.theme)
        app = QApplication.instance()
        if isinstance(app, QApplication) and app.property("palette-name") != palette.name:
            app.setProperty("palette-name", palette.name)
            style.apply(app, palette)
        self.desk.palette = palette
        self.sidebar.dress(palette)
        self.banners.dress(palette)
        self.desk.broadcast.themed.emit()

    def raise_window(self) -> None:
        """Come to the front, as another start asks."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _restore(self) -> None:
        place = self.app.preferences.fact(_PLACE)
        if place:
            self.restoreGeometry(QByteArray.fromBase64(place["geometry"].encode()))
            known = {name for name, _title, _keys in PAGES}
            if place.get("day") == self.app.study.today and place.get("page") in known:
                # Later on the same day the window opens where it was left; a new day on Today.
                self._first_page = place["page"]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            # Coming back to the window is the moment to see what was done elsewhere.
            QTimer.singleShot(0, self._time_passed)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut_down()
        super().closeEvent(event)

    def shut_down(self) -> None:
        """Stop what runs beside the window, and remember its place."""
        if not self._open:
            return
        self._open = False
        for page in self._pages.values():
            page.stop()
        self.watcher.stop()
        self._summary.stop()
        self._idle.stop()
        self._preparer.stop()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        place = {"geometry": geometry, "page": self._current, "day": self.app.study.today}
        self.desk.attempt(lambda: self.app.preferences.remember(_PLACE, place))
