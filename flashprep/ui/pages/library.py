"""Library: decks and their cards, listed, searched and previewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
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
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from flashprep.app.exports import state_name
from flashprep.core import domains
from flashprep.core.cards import CardId
from flashprep.core.faults import Level
from flashprep.core.i18n import _
from flashprep.core.reviews import Action
from flashprep.render.plain import plain_text
from flashprep.ui import formats
from flashprep.ui.pages.page import Page
from flashprep.ui.widgets.card_pane import CardPane
from flashprep.ui.widgets.card_theme import card_style
from flashprep.ui.widgets.parts import label, panel

if TYPE_CHECKING:
    from flashprep.app.library import CardRow, DeckInfo
    from flashprep.core.changes import Changes
    from flashprep.ui.signals import Desk

_COLUMNS = (_("Question"), _("Domain"), _("State"), _("Due"))
_TEXT = Qt.ItemDataRole.UserRole
_STATES = {
    "new": _("new"),
    "learning": _("learning"),
    "review": _("review"),
    "relearning": _("relearning"),
    "suspended": _("suspended"),
}
_COLUMN_WIDTH = 104
_NARROW = 900
"""Below this width of the page in pixels, the question takes the room of domain and due."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Cards(QAbstractTableModel):
    """The cards of the chosen deck."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[CardRow] = []
        self._questions: dict[int, str] = {}

    def fill(self, rows: list[CardRow]) -> None:
        """Show these cards."""
        self.beginResetModel()
        self._rows = rows
        self._questions = {}
        self.endResetModel()

    def card(self, row: int) -> CardRow:
        """Return the card of a row."""
        return self._rows[row]

    def _question(self, number: int) -> str:
        """Return a question as one line; made when it is seen or searched, for there are many."""
        if number not in self._questions:
            self._questions[number] = " ".join(plain_text(self._rows[number].question).split())
        return self._questions[number]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index.row(), row, index.column())
        if role == _TEXT:
            return f"{self._question(index.row())} {row.id} {row.domain} {row.kind.value}"
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return f"{row.id} · {row.kind.value} · {row.tier.value}"
        return None

    def _cell(self, number: int, row: CardRow, column: int) -> str:
        match column:
            case 0:
                return self._question(number)
            case 1:
                return domains.domain(row.domain).short
            case 2:
                return _STATES[state_name(row.memory)] + (" ★" if row.memory.marked else "")
            case _:
                due = row.memory.due if row.memory.seen else None
                return formats.short_day(due.astimezone().date()) if due else ""


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
        outer.addWidget(split, 1)
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

    def _make_decks(self) -> QWidget:
        self._decks = QListWidget()
        self._decks.setObjectName("decks")
        self._decks.setAccessibleName(_("Decks"))
        self._decks.setMinimumWidth(200)
        self._decks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._decks.currentRowChanged.connect(lambda _row: self._show_cards())
        return self._decks

    def _make_cards(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        self._model = _Cards()
        self._proxy = QSortFilterProxyModel()
        self._proxy.setSourceModel(self._model)
        self._proxy.setFilterRole(_TEXT)
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
        for column in range(1, len(_COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, _COLUMN_WIDTH)
        self._view.selectionModel().currentRowChanged.connect(lambda *_a: self._soon.start())
        split.addWidget(self._view)
        split.addWidget(self._make_preview())
        split.setHandleWidth(12)
        split.setSizes([300, 380])
        return split

    def _make_preview(self) -> QWidget:
        box = panel("card", "preview-panel")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(4, 4, 4, 4)
        bar = QHBoxLayout()
        bar.setContentsMargins(18, 10, 12, 0)
        self._where = label("", "small", "preview-where")
        self._edit = QPushButton(_("Open file"))
        self._edit.setObjectName("open-deck")
        self._edit.clicked.connect(self._open_deck)
        self._suspend = QPushButton()
        self._suspend.setObjectName("suspend-card")
        self._suspend.clicked.connect(self._toggle_suspended)
        bar.addWidget(self._where, 1)
        bar.addWidget(self._suspend)
        bar.addWidget(self._edit)
        rows.addLayout(bar)
        self.pane = CardPane(
            self.desk.renderer, card_style(self.desk.palette, self.desk.zoom), self.desk.palette
        )
        self.pane.setObjectName("preview")
        self.pane.wait_for_formulas(wait=False)
        rows.addWidget(self.pane, 1)
        return box

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
        self._show_cards()

    def _show_cards(self) -> None:
        row = self._decks.currentRow()
        deck = self._infos[row - 1].key if row > 0 else None
        kept = self._current()
        self._model.fill(self.desk.app.library.cards(deck))
        if not self._choose(kept.id if kept else None):
            self._choose_first()
        self._soon.start()

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

    def _preview(self) -> None:
        row = self._current()
        self.pane.setVisible(row is not None)
        self._edit.setEnabled(row is not None)
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
        if card == self._shown:
            self.pane.refresh_formulas()

    def _filter(self, text: str) -> None:
        self._proxy.setFilterFixedString(text)
        if not self._view.currentIndex().isValid():
            self._choose_first()

    def show_card(self, card: str) -> None:
        """Choose a card, in whichever deck it is."""
        self._search.clear()
        self._decks.setCurrentRow(0)
        self._choose(CardId(card))
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
        self.pane.dress(card_style(self.desk.palette, self.desk.zoom), self.desk.palette)


def _deck_item(info: DeckInfo) -> QListWidgetItem:
    faulty = any(fault.level is Level.ERROR for fault in info.faults)
    sign = "⚠ " if faulty else ""
    item = QListWidgetItem(f"{sign}{info.title}  ·  {info.cards}")
    lines = [str(info.path), *(str(fault) for fault in info.faults[:8])]
    item.setToolTip("\n".join(lines))
    return item
