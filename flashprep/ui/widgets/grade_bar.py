"""The foot of the review page: reveal, then the four grades with keys and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from flashprep.core.i18n import _
from flashprep.core.scheduling import Rating
from flashprep.ui import formats
from flashprep.ui.theme.style import scaled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from PySide6.QtGui import QResizeEvent

_HEIGHT = 66
_ROOMY, _STEP = 560, 0.04
"""At 100 % the bar needs so many pixels; a smaller change of the size is not worth a layout."""

NAMES: Mapping[Rating, str] = {
    Rating.AGAIN: _("Again"),
    Rating.HARD: _("Hard"),
    Rating.GOOD: _("Good"),
    Rating.EASY: _("Easy"),
}


class GradeButton(QPushButton):
    """One grade: its name in its color, the interval it gives, and its key."""

    def __init__(self, rating: Rating) -> None:
        super().__init__()
        self.rating = rating
        self.setObjectName(f"grade-{rating.name.lower()}")
        self.setProperty("role", "grade")
        self.setMinimumHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 10, 8)
        grid.setVerticalSpacing(1)
        name = QLabel(NAMES[rating])
        name.setProperty("grade", str(int(rating)))
        key = QLabel(str(int(rating)))
        key.setProperty("role", "key")
        self._interval = QLabel()
        self._interval.setProperty("role", "small")
        self._labels = ((name, "grade"), (key, "key"), (self._interval, "small"))
        for label, _role in self._labels:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        center = Qt.AlignmentFlag.AlignCenter
        grid.addWidget(name, 0, 0, 1, 3, center)
        grid.addWidget(key, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._interval, 1, 0, 1, 3, center)

    def show_interval(self, span: timedelta) -> None:
        """Show the time until the card would come back."""
        text = formats.interval(span)
        self._interval.setText(text)
        self.setAccessibleName(
            _("{grade}, comes back in {interval}").format(grade=NAMES[self.rating], interval=text)
        )
        self.setToolTip(
            _("{grade}: key {key}").format(grade=NAMES[self.rating], key=int(self.rating))
        )

    def scale(self, zoom: float) -> None:
        """Make the texts larger by a factor."""
        self.setMinimumHeight(round(_HEIGHT * zoom))
        for label, role in self._labels:
            label.setStyleSheet(scaled(role, zoom))

    @property
    def interval_text(self) -> str:
        """Return the interval as shown."""
        return self._interval.text()

    def propose(self, *, proposed: bool) -> None:
        """Mark this as the grade that the expectation ticks speak for."""
        if self.property("proposed") == ("true" if proposed else "false"):
            return
        self.setProperty("proposed", "true" if proposed else "false")
        self.style().unpolish(self)
        self.style().polish(self)


class GradeBar(QStackedWidget):
    """Reveal before the answer is shown, four grades after."""

    revealed = Signal()
    graded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("grade-bar")
        self._wanted = self._size = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reveal = QPushButton(_("Show the answer"))
        self.reveal.setObjectName("reveal")
        self.reveal.setProperty("role", "reveal")
        self.reveal.setMinimumHeight(_HEIGHT)
        self.reveal.setToolTip(_("Space or Enter"))
        self.reveal.clicked.connect(self.revealed)
        self.addWidget(self.reveal)
        grades = QWidget()
        row = QHBoxLayout(grades)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.buttons: dict[Rating, GradeButton] = {}
        for rating in Rating:
            button = GradeButton(rating)
            button.clicked.connect(lambda _checked=False, r=rating: self.graded.emit(r))
            self.buttons[rating] = button
            row.addWidget(button)
        self.addWidget(grades)

    def dress(self, zoom: float) -> None:
        """Follow the zoom half-way, so that the card keeps its room; ``zoom`` is a factor."""
        self._wanted = (1 + zoom) / 2
        self._scale()

    def _scale(self) -> None:
        # Where there is little width, a larger name would run into its key.
        size = max(1.0, min(self._wanted, self.width() / _ROOMY))
        if abs(size - self._size) < _STEP:
            return
        self._size = size
        self.reveal.setMinimumHeight(round(_HEIGHT * size))
        self.reveal.setStyleSheet(scaled("reveal", size))
        for button in self.buttons.values():
            button.scale(size)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale()

    def ask(self) -> None:
        """Offer to reveal."""
        self.setCurrentIndex(0)
        self.propose(None)

    def offer(self, intervals: Mapping[Rating, timedelta]) -> None:
        """Offer the grades with the interval that each would give."""
        for rating, span in intervals.items():
            self.buttons[rating].show_interval(span)
        self.setCurrentIndex(1)

    def propose(self, rating: Rating | None) -> None:
        """Mark the grade that the ticks propose; the person decides."""
        for which, button in self.buttons.items():
            button.propose(proposed=which is rating)
