"""Dialogs that the window opens on a key: the list of keys, and the jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from flashprep.ui.actions import COMMANDS, GROUPS
from flashprep.ui.widgets.sidebar import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from flashprep.app.flashprep import Flashprep


def show_keys(parent: QWidget) -> None:
    """List all keys."""
    from flashprep.ui.widgets.keys import KeysDialog

    groups = [
        (group, [(c.title, c.keys) for c in COMMANDS if c.group == group]) for group in GROUPS
    ]
    _open(KeysDialog(groups, parent))


def jump(parent: QWidget, app: Flashprep, go: Callable[[str, str], None]) -> None:
    """Ask where to go; ``go`` is called with ("page" or "card", its name or id)."""
    from flashprep.render.linear import plain_line
    from flashprep.ui.widgets.jump import JumpDialog

    rows = [("page", name, title) for name, title, _keys in PAGES]
    rows += [("card", card.id, plain_line(card.question)) for card in app.library.cards()]
    dialog = JumpDialog(rows, parent)
    dialog.chosen.connect(go)
    _open(dialog)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
