"""What can be done to the card that is asked, besides answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from flashprep.core.i18n import _
from flashprep.core.reviews import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from flashprep.app.study import Question
    from flashprep.ui.signals import Desk


def put_off(desk: Desk, question: Question, action: Action, then: Callable[[], None]) -> None:
    """Bury or suspend a card; ``then`` asks the next one before anybody else hears of it."""
    said = {
        Action.BURY: _("Buried until tomorrow."),
        Action.SUSPEND: _("Suspended; the library brings it back."),
    }[action]
    changes = desk.attempt(lambda: desk.app.study.act(question.view.side.id, action))
    if changes is not None:
        then()
        desk.broadcast.said.emit(said, True)
        desk.changed(changes)


def mark(desk: Desk, question: Question) -> None:
    """Mark a card, or take the mark away; the card stays."""
    marked = question.memory.marked
    action = Action.UNMARK if marked else Action.MARK
    changes = desk.attempt(lambda: desk.app.study.act(question.view.side.id, action))
    if changes is not None:
        desk.broadcast.said.emit(_("Mark removed.") if marked else _("Marked."), True)
        desk.changed(changes)


def tell(desk: Desk, question: Question, parent: QWidget) -> None:
    """Show where a card stands, and its history."""
    from flashprep.ui.widgets.card_info import CardInfo

    history = desk.attempt(lambda: desk.app.history.of_card(question.view.side.id))
    dialog = CardInfo(question, history or [], desk.app.study.today, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def open_link(address: str, parent: QWidget) -> None:
    """Open a link of a card in the browser after showing where it leads."""
    yes = QMessageBox.StandardButton.Yes
    asked = _("Open this address?")
    if QMessageBox.question(parent, asked, address, defaultButton=yes) == yes:
        QDesktopServices.openUrl(QUrl(address))
