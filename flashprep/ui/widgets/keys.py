"""The list of keys that ``?`` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from flashprep.core.i18n import _
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence


class KeysDialog(QDialog):
    """All keys, by group."""

    def __init__(
        self, groups: Sequence[tuple[str, Sequence[tuple[str, Sequence[str]]]]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("keys-dialog")
        self.setWindowTitle(_("Keys"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(26, 22, 26, 20)
        rows.setSpacing(16)
        columns = QHBoxLayout()
        columns.setSpacing(40)
        for title, commands in groups:
            columns.addLayout(_column(title, commands))
        rows.addLayout(columns)
        close = QPushButton(_("Close"))
        close.setObjectName("keys-close")
        close.clicked.connect(self.accept)
        rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _column(title: str, commands: Sequence[tuple[str, Sequence[str]]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(label(title, "heading"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    for row, (text, keys) in enumerate(commands):
        caps = QHBoxLayout()
        caps.setSpacing(4)
        for key in keys:
            shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            caps.addWidget(label(shown, "key"))
        caps.addStretch(1)
        grid.addLayout(caps, row, 0)
        grid.addWidget(label(text), row, 1)
    column.addLayout(grid)
    column.addStretch(1)
    return column
