"""What a page shows when there is nothing to do: a friendly word, and what could be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDTH = 560


class QuietState(QWidget):
    """A title, some lines, and one or two buttons in the middle of the page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setSpacing(10)
        rows.addStretch(2)
        self._title = label("", "title", f"{name}-title", wrap=True)
        self._text = label("", "muted", f"{name}-text", wrap=True)
        center = Qt.AlignmentFlag.AlignHCenter
        for part in (self._title, self._text):
            part.setAlignment(center)
            part.setMaximumWidth(_WIDTH)
            # Between stretches: with an alignment the height would be that of the whole width.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 1000)
            row.addStretch(1)
            rows.addLayout(row)
        rows.addSpacing(12)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addStretch(1)
        rows.addLayout(self._buttons)
        rows.addStretch(3)
        self._offered: list[QPushButton] = []

    def offer(
        self, name: str, text: str, do: Callable[[], None], *, primary: bool = False
    ) -> QPushButton:
        """Add a button."""
        button = QPushButton(text)
        button.setObjectName(name)
        if primary:
            button.setProperty("role", "primary")
        button.clicked.connect(lambda _on: do())
        if self._offered:
            self._buttons.insertWidget(self._buttons.count() - 1, button)
        else:
            self._buttons.addWidget(button)
            self._buttons.addStretch(1)
        self._offered.append(button)
        return button

    def say(self, title: str, text: str) -> None:
        """Show a title and some lines."""
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def take_focus(self) -> None:
        """Put the focus on the first button that is shown."""
        for button in self._offered:
            if button.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
