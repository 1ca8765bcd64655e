"""Library: decks and their cards, listed, searched and previewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from flashprep.core.cards import CardId
from flashprep.core.faults import Level
from flashprep.core.i18n import _
from flashprep.core.reviews import Action
from flashprep.ui.edit_in_place import EditInPlace
from flashprep.ui.pages.page import Page
from flashprep.ui.widgets.card_pane import CardPane
from flashprep.ui.widgets.card_rows import COLUMNS, TEXT, CardRows
from flashprep.ui.widgets.card_theme import card_style
from flashprep.ui.widgets.parts import label, panel
from flashprep.ui.widgets.quiet import QuietState

if TYPE_CHECKING:
    from flashprep.app.library import CardRow, DeckInfo
    from flashprep.core.changes import Changes
    from flashprep.ui.signals import Desk

_COLUMN_WIDTH = 104
_NARROW = 900
"""Below this width of the page in pixels, the question takes the room of domain and due."""

_LEAST_WIDTH = 700


class LibraryPage(Page):
    """Decks on the left, their cards in the middle, one card below."""

    name = "library"
    study_card = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 22, 32, 20)
        outer.setSpacing(14)
        outer.addLayout(self._make_header())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("library-split")
        split.setChildrenCollapsible(False)
        split.addWidget(self._make_decks())
        split.addWidget(self._make_cards())
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        split.setHandleWidth(12)
        split.setSizes([230, 700])
        self._split = split
        self._body = QStackedWidget()
        self._body.addWidget(split)
        self._body.addWidget(self._make_empty())
        outer.addWidget(self._body, 1)
        self._infos: list[DeckInfo] = []
        self._shown: CardId | None = None
        # The list is painted before the card of the chosen row is set.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._preview)

    def _make_header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(_("Library"), "title"))
        row.addStretch(1)
        self._search = QLineEdit()
        self._search.setObjectName("library-search")
        self._search.setPlaceholderText(_("Find a card (Ctrl+F)"))
        self._search.setAccessibleName(_("Find a card"))
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(280)
        self._search.textChanged.connect(self._filter)
        row.addWidget(self._search)
        self._folder = QPushButton(_("Open folder"))
        self._folder.setObjectName("open-folder")
        self._folder.clicked.connect(self._open_folder)
        row.addWidget(self._folder)
        return row

    def _make_empty(self) -> QWidget:
        self._empty = QuietState("library-empty")
        folder = _("Open the folder of the decks")
        self._empty.offer("library-empty-folder", folder, self._open_folder, primary=True)
        text = _(
            "Put a Markdown file into {folder} and it is read at once. A second-level heading is a "
            "question, the text below it the answer."
        )
        title = _("There are no cards yet")
        self._empty.say(title, text.format(folder=self.desk.app.profile.decks))
        return self._empty

    def _make_nothing(self) -> QWidget:
        self._nothing = QuietState("library-nothing")
        clear = _("Clear the search")
        self._nothing.offer("library-clear", clear, self._search.clear, primary=True)
        every = _("Search all decks")
        self._widen = self._nothing.offer(
            "library-widen", every, lambda: self._decks.setCurrentRow(0)
        )
        return self._nothing

    def _make_decks(self) -> QWidget:
        self._decks = QListWidget()
        self._decks.setObjectName("decks")
        self._decks.setAccessibleName(_("Decks"))
        self._decks.setMinimumWidth(200)
        # In the middle, so that the number of cards stays.
        self._decks.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._decks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._decks.currentRowChanged.connect(lambda _row: self._show_cards())
        return self._decks

    def _make_cards(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        self._model = CardRows()
        self._proxy = QSortFilterProxyModel()
        self._proxy.setSourceModel(self._model)
        self._proxy.setFilterRole(TEXT)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._view = QTreeView()
        self._view.setObjectName("cards")
        self._view.setAccessibleName(_("Cards"))
        self._view.setModel(self._proxy)
        self._view.setRootIsDecorated(False)
        self._view.setUniformRowHeights(True)
        self._view.setAlternatingRowColors(True)
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._view.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self._view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, _COLUMN_WIDTH)
        self._view.selectionModel().currentRowChanged.connect(lambda *_a: self._soon.start())
        split.addWidget(self._view)
        split.addWidget(self._make_preview())
        split.setHandleWidth(12)
        split.setSizes([300, 380])
        self._found = QStackedWidget()
        self._found.addWidget(split)
        self._found.addWidget(self._make_nothing())
        return self._found

    def _make_preview(self) -> QWidget:
        box = panel("card", "preview-panel")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(4, 4, 4, 4)
        bar = QHBoxLayout()
        bar.setContentsMargins(18, 10, 12, 0)
        self._where = label("", "small", "preview-where")
        self._edit_button = QPushButton(_("Edit"))
        self._edit_button.setObjectName("edit-card")
        self._edit_button.setToolTip(_("Edit the card's Markdown (E)"))
        self._edit_button.clicked.connect(self.edit)
        self._open = QPushButton(_("Open file"))
        self._open.setObjectName("open-deck")
        self._open.clicked.connect(self._open_deck)
        self._suspend = QPushButton(_("Suspend"))
        self._suspend.setObjectName("suspend-card")
        self._suspend.clicked.connect(self._toggle_suspended)
        bar.addWidget(self._where, 1)
        bar.addWidget(self._suspend)
        bar.addWidget(self._edit_button)
        bar.addWidget(self._open)
        rows.addLayout(bar)
        # The card is bound to the reading column, in the middle of what there is.
        self._middle = QHBoxLayout()
        self._middle.addStretch(1)
        self._middle.addStretch(1)
        rows.addLayout(self._middle, 1)
        self.pane: CardPane | None = None
        self._places = QStackedWidget()
        self._places.addWidget(box)
        self._editor = EditInPlace(self.desk, self._places)
        self._editor.saved.connect(self._edited)
        self._editor.ended.connect(self._end_edit)
        return self._places

    # -- showing -----------------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a list or a state on the page changed."""
        return bool(changes.cards or changes.content or changes.faults)

    def refresh(self) -> None:
        """Show decks and cards as they are now, keeping what is chosen."""
        chosen = self._decks.currentRow()
        self._infos = self.desk.app.library.decks()
        total = sum(info.cards for info in self._infos)
        self._decks.blockSignals(True)
        self._decks.clear()
        self._decks.addItem(QListWidgetItem(_("All decks  ·  {n}").format(n=total)))
        for info in self._infos:
            self._decks.addItem(_deck_item(info))
        self._decks.setCurrentRow(max(chosen, 0) if chosen <= len(self._infos) else 0)
        self._decks.blockSignals(False)
        self._body.setCurrentWidget(self._split if self._infos else self._empty)
        self._search.setEnabled(bool(self._infos))
        self._show_cards()

    def _show_cards(self) -> None:
        row = self._decks.currentRow()
        deck = self._infos[row - 1].key if row > 0 else None
        kept = self._current()
        self._model.fill(self.desk.app.library.cards(deck))
        if not self._choose(kept.id if kept else None):
            self._choose_first()
        self._show_found()
        self._soon.start()

    def _show_found(self) -> None:
        """Show the cards that are found, or what could be done where there is none."""
        sought = self._search.text().strip()
        nothing = bool(sought) and not self._proxy.rowCount()
        self._found.setCurrentIndex(1 if nothing else 0)
        if not nothing:
            return
        row = self._decks.currentRow()
        self._widen.setVisible(row > 0)
        text = _("The search looks at questions, ids, domains and kinds, in all decks.")
        if row > 0:
            text = _("The search looks at questions, ids, domains and kinds, in “{deck}”.")
            text = text.format(deck=self._infos[row - 1].title)
        self._nothing.say(_("No card holds “{words}”").format(words=sought), text)

    def _choose(self, card: CardId | None) -> bool:
        for row in range(self._proxy.rowCount()):
            source = self._proxy.mapToSource(self._proxy.index(row, 0)).row()
            if self._model.card(source).id == card:
                self._view.setCurrentIndex(self._proxy.index(row, 0))
                return True
        return False

    def _choose_first(self) -> None:
        if self._proxy.rowCount():
            self._view.setCurrentIndex(self._proxy.index(0, 0))

    def _current(self) -> CardRow | None:
        index = self._proxy.mapToSource(self._view.currentIndex())
        return self._model.card(index.row()) if index.isValid() else None

    def _make_pane(self) -> None:
        style = card_style(self.desk.palette, self.desk.zoom)
        pane = CardPane(self.desk.renderer, style, self.desk.palette)
        pane.setObjectName("preview")
        pane.wait_for_formulas(wait=False)
        self._middle.insertWidget(1, pane, 1000)
        self.pane = pane
        self.dress()

    def _preview(self) -> None:
        if self.pane is None:
            # In a turn of its own: the list was painted before, the card is set after.
            self._make_pane()
            self._soon.start()
            return
        row = self._current()
        self.pane.setVisible(row is not None)
        self._edit_button.setVisible(row is not None)
        self._open.setVisible(row is not None)
        self._suspend.setVisible(row is not None)
        if row is None:
            self._where.setText(_("No card is chosen."))
            return
        view = self.desk.attempt(lambda: self.desk.app.library.view(row.id))
        if view is None:
            return
        self._suspend.setText(_("Resume") if row.memory.suspended else _("Suspend"))
        self._where.setText(f"{row.id}  ·  {view.deck.name}:{view.note.line}")
        self.pane.ask(view)
        self.pane.reveal()
        self._shown = view.side.id
        self.prepare.emit(view)

    def formulas_ready(self, card: str) -> None:
        """Show the formulas of the chosen card that were still being set when it was shown."""
        if card == self._shown and self.pane is not None:
            self.pane.refresh_formulas()

    def _filter(self, text: str) -> None:
        self._proxy.setFilterFixedString(text)
        if not self._view.currentIndex().isValid():
            self._choose_first()
        self._show_found()

    def show_card(self, card: str) -> None:
        """Choose a card, in whichever deck it is."""
        if self.editing:
            self.desk.broadcast.said.emit(_("Save or cancel what you edit first."), False)
            return
        self._search.clear()
        self._decks.setCurrentRow(0)
        self._choose(CardId(card))
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Let keys act on the list; to the search leads one of its own."""
        if not self.editing:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def show_faults_of(self, path: str) -> None:
        """Choose the deck of a file."""
        for row, info in enumerate(self._infos, start=1):
            if str(info.path) == path:
                self._decks.setCurrentRow(row)

    def stop(self) -> None:
        """Show no other card any more."""
        self._soon.stop()

    # -- doing -------------------------------------------------------------------------------

    def _toggle_suspended(self) -> None:
        row = self._current()
        if row is None:
            return
        action = Action.RESUME if row.memory.suspended else Action.SUSPEND
        changes = self.desk.attempt(lambda: self.desk.app.study.act(row.id, action))
        if changes is not None:
            self.desk.changed(changes)

    @property
    def editing(self) -> bool:
        """Tell whether the chosen card's Markdown is being edited."""
        return self._editor.active

    def edit(self) -> None:
        """Edit the chosen card's Markdown in place."""
        row = self._current()
        if row is None or self.editing:
            return
        view = self.desk.attempt(lambda: self.desk.app.library.view(row.id))
        if view is not None:
            self._editor.begin(view)
            self._lock(locked=self.editing)

    def _edited(self, changes: Changes) -> None:
        self.desk.app.study.reload()
        self.desk.broadcast.said.emit(_("Saved in the deck; the history is kept."), False)
        self.desk.changed(changes)

    def _end_edit(self) -> None:
        self._places.setCurrentIndex(0)
        self._lock(locked=False)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lock(self, *, locked: bool) -> None:
        """Keep the chosen card while it is edited: what was typed is not lost by a click."""
        for part in (self._view, self._decks, self._search):
            part.setEnabled(not locked)
        self.turned.emit()

    def _open_deck(self) -> None:
        row = self._current()
        if row is not None:
            view = self.desk.app.library.view(row.id)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(view.deck)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.app.profile.decks)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        for column in (1, 3):
            self._view.setColumnHidden(column, narrow)

    def dress(self) -> None:
        """Take over the theme's colors and the zoom."""
        if self.pane is None:
            return
        self.pane.dress(card_style(self.desk.palette, self.desk.zoom), self.desk.palette)
        self.pane.setMaximumWidth(max(_LEAST_WIDTH, self.pane.reading_width()))


def _deck_item(info: DeckInfo) -> QListWidgetItem:
    faulty = any(fault.level is Level.ERROR for fault in info.faults)
    sign = "⚠ " if faulty else ""
    item = QListWidgetItem(f"{sign}{info.title}  ·  {info.cards}")
    lines = [str(info.path), *(str(fault) for fault in info.faults[:8])]
    item.setToolTip("\n".join(lines))
    return item
