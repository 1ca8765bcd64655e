"""A card's Markdown, edited in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from flashprep.core.i18n import _
from flashprep.ui.widgets.parts import label


class CardEditor(QFrame):
    """The block of one card as it stands in its deck, with save and cancel."""

    saved = Signal(str)
    canceled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card-editor")
        self.setProperty("role", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(10)
        self._where = label("", "section", "editor-where")
        self._text = QPlainTextEdit()
        self._text.setObjectName("editor-text")
        self._text.setAccessibleName(_("The card's Markdown"))
        self._font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._text.setTabChangesFocus(True)
        self._fault = label("", "fault", "editor-fault", wrap=True)
        self._fault.hide()
        save = QPushButton(_("Save"))
        save.setObjectName("editor-save")
        save.setProperty("role", "primary")
        save.setToolTip(_("Ctrl+Enter or Ctrl+S"))
        save.clicked.connect(self._save)
        cancel = QPushButton(_("Cancel"))
        cancel.setObjectName("editor-cancel")
        cancel.setToolTip(_("Escape"))
        cancel.clicked.connect(self.canceled)
        buttons = QHBoxLayout()
        buttons.addWidget(label(_("History is kept, whatever you change."), "small"))
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        rows.addWidget(self._where)
        rows.addWidget(self._text, 1)
        rows.addWidget(self._fault)
        rows.addLayout(buttons)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, do in (
            ("Ctrl+Return", self._save),
            ("Ctrl+S", self._save),
            ("Escape", self.canceled.emit),
        ):
            QShortcut(QKeySequence(keys), self, do, context=here)

    def edit(self, text: str, where: str, zoom: float = 1.0) -> None:
        """Show a block to edit; ``zoom`` is the factor of the text's size."""
        font = QFont(self._font)
        font.setPointSizeF(max(font.pointSizeF(), 9.0) * zoom)
        self._text.setFont(font)
        self._where.setText(where)
        self._text.setPlainText(text)
        self._fault.hide()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, reason: str) -> None:
        """Say why the text cannot be saved; it stays as it is."""
        self._fault.setText(reason)
        self._fault.show()

    def _save(self) -> None:
        self.saved.emit(self._text.toPlainText())
