"""Edits a card's Markdown in the place of the card, and writes it into its deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashprep.core.errors import FlashprepError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from flashprep.app.library import CardView
    from flashprep.ui.signals import Desk
    from flashprep.ui.widgets.card_editor import CardEditor


class EditInPlace(QObject):
    """Shows the editor as a page of a stack while a card is edited."""

    saved = Signal(object)
    """The ``Changes`` that the new text made, after it was written."""

    ended = Signal()
    """The editor is done with, saved or not."""

    def __init__(self, desk: Desk, stack: QStackedWidget) -> None:
        super().__init__()
        self._desk, self._stack = desk, stack
        self._editor: CardEditor | None = None
        self._view: CardView | None = None

    @property
    def active(self) -> bool:
        """Tell whether a card is being edited."""
        return self._editor is not None and self._stack.currentWidget() is self._editor

    def begin(self, view: CardView) -> None:
        """Show a card's block, unless its file cannot be read."""
        text = self._desk.attempt(lambda: self._desk.app.editing.block(view))
        if text is None:
            return
        self._view = view
        if self._editor is None:
            from flashprep.ui.widgets.card_editor import CardEditor

            self._editor = CardEditor()
            self._editor.saved.connect(self._save)
            self._editor.canceled.connect(self.ended)
            self._stack.addWidget(self._editor)
        self._editor.edit(text, f"{view.deck.name}:{view.note.line}", self._desk.zoom)
        self._stack.setCurrentWidget(self._editor)

    def _save(self, text: str) -> None:
        if self._view is None or self._editor is None:
            return
        view = self._view
        try:
            changes = self._desk.app.editing.save(view, text)
        except FlashprepError as error:
            # The text stays in the editor: nothing that was typed is lost.
            self._editor.refuse(str(error))
            return
        self.ended.emit()
        self.saved.emit(changes)
