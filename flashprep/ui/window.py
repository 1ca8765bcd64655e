"""The window: sidebar, banners, pages; it carries ``Changes`` to whoever they concern."""

from __future__ import annotations

import gc
import linecache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from flashprep.core.faults import Level
from flashprep.core.i18n import _
from flashprep.render.card import Renderer
from flashprep.ui.commands import Commands
from flashprep.ui.first_start import FirstStart
from flashprep.ui.idle import Idle
from flashprep.ui.page_stack import PageStack, page_class
from flashprep.ui.pages.review import ReviewPage
from flashprep.ui.prepare import Preparer
from flashprep.ui.signals import Broadcast, Desk
from flashprep.ui.summary import Summary
from flashprep.ui.theme import icons, style
from flashprep.ui.watcher import Watcher
from flashprep.ui.widgets.banner import Banners, Toast
from flashprep.ui.widgets.sidebar import PAGES, Sidebar
from flashprep.ui.words import fault_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QCloseEvent

    from flashprep.app.flashprep import Flashprep
    from flashprep.core.changes import Changes
    from flashprep.core.errors import FlashprepError
    from flashprep.ui.pages.page import Page

_PLACE = "window"
_SUMMARY_MS = 120
"""The sidebar follows a grade this much later: the next question is painted first."""

_LATER_MS = 600
"""At start the sidebar waits for the first card: it reads the whole log."""


_SOON_MS = 50
"""The window is painted by then, and nobody has pressed a key yet."""


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
        self._first_page = "today"
        self._open = True
        self._build()
        self.commands = Commands(self, self._pages, self.desk)
        self._preparer = Preparer(renderer)
        self.watcher = Watcher(app.library.watched)
        self._summary = Summary(self.desk, self.sidebar)
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
        self._pages = PageStack(self.desk)
        rows.addWidget(self._pages, 1)
        row.addWidget(right, 1)
        self.setCentralWidget(center)
        self.toast = Toast(right)

    def page(self, name: str) -> Page:
        """Return a page, made when it is first needed."""
        return self._pages.page(name)

    def _page(self) -> Page:
        return self._pages.shown()

    def _review(self) -> ReviewPage:
        return self._pages.review()

    def _on_made(self, page: Page) -> None:
        page.prepare.connect(self._preparer.add)
        self._preparer.prepared.connect(page.formulas_ready)
        page.turned.connect(self.commands.enable)
        if isinstance(page, ReviewPage):
            page.undo_requested.connect(self.commands.undo)
            page.settled.connect(self.commands.name_undo)

    def _connect(self) -> None:
        self._pages.made.connect(self._on_made)
        self._pages.turned.connect(self._on_turned)
        self.sidebar.chosen.connect(self._pages.open)
        self.toast.undo.connect(self.commands.undo_last)
        self.toast.gone.connect(lambda: self.commands.offer(None))
        broadcast = self.desk.broadcast
        broadcast.changed.connect(self._on_changed)
        broadcast.failed.connect(self.show_failure)
        broadcast.said.connect(lambda text, undo: self._say(text, undo=undo))
        broadcast.offered.connect(lambda text, back: self._say(text, undo=True, back=back))
        broadcast.go.connect(self._pages.open)
        self.watcher.decks_changed.connect(self.refresh_decks)
        self.watcher.time_passed.connect(self._time_passed)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: self.dress())

    # -- pages -------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """Return the name of the page that is shown."""
        return self._pages.current

    def show_page(self, name: str) -> None:
        """Show a page."""
        self._pages.turn_to(name)

    def _on_turned(self, name: str) -> None:
        # A key may leave the first start for a page: the sidebar is of use again.
        self.sidebar.setEnabled(True)
        self.sidebar.show_page(name)
        focus = QApplication.focusWidget()
        if focus is not None and self.sidebar.isAncestorOf(focus):
            self.sidebar.focus_page(name)
        else:
            self._page().take_focus()

    # -- keeping up --------------------------------------------------------------------------

    def start(self, *, welcome: bool = False) -> None:
        """Show today's work (at the very first start three short steps), and begin to watch."""
        if welcome and FirstStart.is_due(self.app):
            self.sidebar.setEnabled(False)
            self._first = FirstStart(self.desk, self._pages)
            self._first.finished.connect(self._welcomed)
            self.commands.enable()
        elif not self.current:
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
            yield page_class(name)
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
        if self.commands.offering and (changes.reviews or changes.settings):
            self.toast.hide()  # it offers to take back what is no longer the last thing done
        if changes.settings:
            self.dress()
            self.watcher.look()
        if changes.faults:
            self._show_faults()
        self.commands.name_undo()
        self._summary.start(_SUMMARY_MS)

    # -- messages ----------------------------------------------------------------------------

    def show_failure(self, error: FlashprepError) -> None:
        """Show what went wrong and what to do."""
        self.banners.put("failure", "error", str(error))

    def _say(
        self, text: str, *, undo: bool = False, back: Callable[[], None] | None = None
    ) -> None:
        if self.current:
            self.toast.foot = self._page().foot
        self.toast.say(text, undo=undo)
        self.commands.offer(back)

    def _show_faults(self) -> None:
        faults = [f for f in self.app.library.faults() if f.level is not Level.NOTE]
        if not faults:
            self.banners.clear("faults")
            return
        worst = faults[0]
        kind = "error" if worst.level is Level.ERROR else "warning"
        text = fault_text(worst, more=len(faults) - 1)
        self.banners.put(
            "faults", kind, text, (_("Show in the library"), self.commands.goer("library"))
        )

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
        for page in self._pages:
            page.stop()
        self.watcher.stop()
        self._summary.stop()
        self._idle.stop()
        self._preparer.stop()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        place = {"geometry": geometry, "page": self.current, "day": self.app.study.today}
        self.desk.attempt(lambda: self.app.preferences.remember(_PLACE, place))
