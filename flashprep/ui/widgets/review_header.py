"""The head of the review page: domain, what is left, the timer, and what to do to a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QToolButton, QVBoxLayout, QWidget

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui.theme import icons
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from flashprep.core.cards import Note
    from flashprep.ui.theme.palette import Palette

_NARROW = 620
"""Below this width in pixels, the header is shortened."""

_TOOLS = (
    ("hint", _("Hint (H)")),
    ("mark", _("Mark (M)")),
    ("edit", _("Edit the card (E)")),
    ("info", _("About this card (I)")),
    ("bury", _("Bury until tomorrow (B)")),
    ("suspend", _("Suspend (S)")),
    ("undo", _("Undo (Z)")),
)
_OF_A_CARD = ("mark", "edit", "info", "bury", "suspend")


class ReviewHeader(QWidget):
    """Names the card at hand and offers what can be done to it."""

    chosen = Signal(str)
    """The name of a tool: hint, mark, edit, info, bury, suspend or undo."""

    undo_steps = Signal(int)
    """How many actions to take back, chosen from the menu of the day."""

    def __init__(self) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(4)
        rows.addLayout(row)
        rows.addLayout(self._make_day())
        self._domain = label("", "heading", "review-domain")
        self._topic = label("", "muted", "review-topic")
        row.addWidget(self._domain)
        row.addSpacing(4)
        row.addWidget(self._topic)
        row.addStretch(1)
        self._tools = {name: self._tool(name, tip) for name, tip in _TOOLS}
        for button in self._tools.values():
            row.addWidget(button)
        self._menu = QMenu(self)
        self._menu.setObjectName("undo-menu")
        self._more = self._tool("undo-list", _("Undo several actions of today"))
        self._more.setMenu(self._menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setIconSize(QSize(14, 20))
        row.addWidget(self._more)
        self._note: Note | None = None
        self._marked = False
        self._palette: Palette | None = None

    def _make_day(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        self._progress = QProgressBar()
        self._progress.setObjectName("day-progress")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Progress of the day"))
        self._counts = label("", "muted", "review-counts")
        self._time = label("", "muted", "review-time")
        row.addWidget(self._progress, 1)
        row.addWidget(self._counts)
        row.addWidget(self._time)
        return row

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"review-{name}")
        button.setProperty("role", "flat")
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setIconSize(QSize(20, 20))
        button.clicked.connect(lambda: self.chosen.emit(name))
        return button

    # -- showing -----------------------------------------------------------------------------

    def show_note(self, note: Note | None, *, marked: bool = False, hints: int = 0) -> None:
        """Name a card, None when there is none; ``hints`` is how many are left to show."""
        self._note, self._marked = note, marked
        for name in _OF_A_CARD:
            self._tools[name].setEnabled(note is not None)
        self._tools["hint"].setVisible(note is not None and hints > 0)
        self._draw_mark()
        self._fit()

    def show_day(self, done: int, left: int, time: str, kinds: str) -> None:
        """Show how far the day is, in cards and in time; ``kinds`` says which cards are left."""
        self._progress.setRange(0, max(done + left, 1))
        self._progress.setValue(done)
        text = _("{done} done · {left} to go").format(done=done, left=left)
        if left:
            text = _("{done} done · {left} to go · about {time}").format(
                done=done, left=left, time=time
            )
        self._counts.setText(text)
        self._progress.setAccessibleDescription(text)
        for part in (self._counts, self._progress):
            part.setToolTip(kinds)
            part.setVisible(done + left > 0)

    def show_time(self, text: str, box: str = "", *, over: bool = False) -> None:
        """Show the running time against the card's time box; say so when it is over."""
        if over:
            text = _("{time} / {box} · over").format(time=text, box=box)
        elif box:
            text = _("{time} / {box}").format(time=text, box=box)
        self._time.setText(text)
        self._time.setVisible(bool(text))
        role = "over" if over else "muted"
        if self._time.property("role") != role:
            self._time.setProperty("role", role)
            self._time.style().unpolish(self._time)
            self._time.style().polish(self._time)

    def show_undo(self, done: Sequence[str]) -> None:
        """Name what undo would take back, newest first; the menu takes back several."""
        undo = self._tools["undo"]
        undo.setEnabled(bool(done))
        self._more.setEnabled(bool(done))
        text = _("Undo {what} (Z)").format(what=done[0]) if done else _("Nothing to undo")
        undo.setToolTip(text)
        undo.setAccessibleName(text)
        self._menu.clear()
        for steps, what in enumerate(done, start=1):
            action = self._menu.addAction(_("Undo {what}").format(what=what))
            action.triggered.connect(lambda _on=False, n=steps: self.undo_steps.emit(n))

    def _fit(self) -> None:
        narrow = self.width() < _NARROW
        note = self._note
        if note is None:
            self._domain.setText("")
            self._topic.setText("")
            return
        named = domains.domain(note.domain)
        self._domain.setText(named.short if narrow else named.title)
        topic = note.tags[0].replace("-", " ") if note.tags and not narrow else ""
        self._topic.setText(f"·  {topic}" if topic else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dress(self, palette: Palette) -> None:
        """Take over the theme's colors."""
        self._palette = palette
        for name, button in self._tools.items():
            if name != "mark":
                button.setIcon(icons.icon(name, palette.muted))
        self._more.setIcon(icons.icon("down", palette.muted))
        self._draw_mark()

    def _draw_mark(self) -> None:
        if self._palette is None:
            return
        name = "marked" if self._marked else "mark"
        color = self._palette.accent if self._marked else self._palette.muted
        self._tools["mark"].setIcon(icons.icon(name, color))
