"""Ctrl+K: jump to any page or card by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_SHOWN = 12
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Field(QLineEdit):
    """A search field whose arrow keys move in the list below it."""

    moved = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self.moved.emit(event)
        else:
            super().keyPressEvent(event)


class JumpDialog(QDialog):
    """Finds among (kind, key, text) rows; ``chosen`` says which one."""

    chosen = Signal(str, str)

    def __init__(self, rows: Sequence[tuple[str, str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("jump-dialog")
        self.setWindowTitle(_("Jump to"))
        self.setMinimumWidth(620)
        self._rows = [(kind, key, text, text.lower()) for kind, key, text in rows]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        self._field = _Field()
        self._field.setObjectName("jump-field")
        self._field.setPlaceholderText(_("A page, a deck or some words of a card"))
        self._field.setAccessibleName(_("Jump to"))
        self._field.textChanged.connect(self._search)
        self._list = QListWidget()
        self._list.setObjectName("jump-list")
        self._list.setAccessibleName(_("Found"))
        self._list.setUniformItemSizes(True)
        self._list.setMinimumHeight(320)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(lambda _item: self._choose())
        self._field.moved.connect(self._list.keyPressEvent)
        self._field.returnPressed.connect(self._choose)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._search("")

    def _search(self, text: str) -> None:
        words = text.lower().split()
        found = [row for row in self._rows if all(word in row[3] for word in words)]
        self._list.clear()
        for kind, key, shown, _low in found[:_SHOWN]:
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, (kind, key))
            self._list.addItem(item)
        if not found:
            item = QListWidgetItem(_("Nothing has these words."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _choose(self) -> None:
        item = self._list.currentItem()
        data = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if data is not None:
            self.accept()
            self.chosen.emit(*data)
