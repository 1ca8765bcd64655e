"""The rows of a list of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from flashprep.app.exports import state_name
from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.render.linear import plain_line
from flashprep.ui import formats

if TYPE_CHECKING:
    from flashprep.app.library import CardRow

COLUMNS = (_("Question"), _("Domain"), _("State"), _("Due"))
TEXT = Qt.ItemDataRole.UserRole
"""What a search looks through."""

_STATES = {
    "new": _("new"),
    "learning": _("learning"),
    "review": _("review"),
    "relearning": _("relearning"),
    "suspended": _("suspended"),
}

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class CardRows(QAbstractTableModel):
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
            self._questions[number] = plain_line(self._rows[number].question)
        return self._questions[number]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index.row(), row, index.column())
        if role == TEXT:
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
