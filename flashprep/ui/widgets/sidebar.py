"""The sidebar: the pages, and readiness always in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from flashprep.core.i18n import _
from flashprep.ui.theme import icons
from flashprep.ui.widgets.readiness_bars import ReadinessBars

if TYPE_CHECKING:
    from flashprep.ui.theme.palette import Palette

WIDTH = 236

PAGES: tuple[tuple[str, str, str], ...] = (
    ("today", _("Today"), "Ctrl+1"),
    ("plan", _("Plan"), "Ctrl+7"),
    ("review", _("Review"), "Ctrl+2"),
    ("library", _("Library"), "Ctrl+3"),
    ("readiness", _("Readiness"), "Ctrl+4"),
    ("statistics", _("Statistics"), "Ctrl+6"),
    ("settings", _("Settings"), "Ctrl+5"),
)
"""(name, title, keys) of each page, in order."""


class Sidebar(QFrame):
    """Navigation on the left of the window."""

    chosen = Signal(str)

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Pages"))
        self.setFixedWidth(WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 16, 14, 12)
        layout.setSpacing(2)
        brand = QLabel("flashprep")
        brand.setObjectName("brand")
        layout.addWidget(brand)
        layout.addSpacing(8)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._titles: dict[str, str] = {}
        for name, title, keys in PAGES:
            button = self._button(name, title, keys)
            layout.addWidget(button)
        layout.addStretch(1)
        self.bars = ReadinessBars(palette)
        layout.addWidget(self.bars)
        self.dress(palette)

    def _button(self, name: str, title: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"nav-{name}")
        button.setProperty("role", "nav")
        button.setCheckable(True)
        button.setText(f"  {title}")
        button.setAccessibleName(title)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{title} ({shown})")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setIconSize(QSize(20, 20))
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[name] = button
        self._titles[name] = title
        return button

    def show_page(self, name: str) -> None:
        """Mark the page that is shown."""
        self._buttons[name].setChecked(True)

    def focus_page(self, name: str) -> None:
        """Let the focus, which is on a page's button, follow to the page that is shown."""
        self._buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_count(self, name: str, count: int) -> None:
        """Show how many cards wait behind a page."""
        title = self._titles[name]
        button = self._buttons[name]
        button.setText(f"  {title}   {count}" if count else f"  {title}")
        button.setAccessibleName(f"{title}, {count}" if count else title)

    def dress(self, palette: Palette) -> None:
        """Take over the theme's colors."""
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(name, palette.accent))
        self.bars.dress(palette)
