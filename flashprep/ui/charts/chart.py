"""What charts share: tips by mouse and keys, a text for screen readers, a panel with a title."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from flashprep.ui.charts.axis import small
from flashprep.ui.charts.export import ExportButton
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.ui.signals import Desk
    from flashprep.ui.theme.palette import Palette


class Spot(NamedTuple):
    """A part of a chart that has something to tell."""

    area: QRectF
    text: str


_TIP = 280.0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Chart(QWidget):
    """A painted chart; a subclass draws it, and gives its numbers as a table."""

    def __init__(self, palette: Palette, name: str, height: int = 220) -> None:
        super().__init__()
        self.setObjectName(name)
        self.palette_ = palette
        self._height = height
        self._spots: list[Spot] = []
        self._at = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def draw(self, painter: QPainter, area: QRectF) -> list[Spot]:
        """Paint the chart into an area and return what has a tip there, in reading order."""
        painter.fillRect(area, QColor(self.palette_.card))
        return []

    def table(self) -> list[list[str]]:
        """Return head and rows of what is shown."""
        return []

    def tell(self, name: str, text: str) -> None:
        """Say what a screen reader reads, and paint anew."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self._at = -1
        self.updateGeometry()
        self.update()

    def dress(self, palette: Palette) -> None:
        """Take over the theme's colors."""
        self.palette_ = palette
        self.update()

    def spots(self) -> Sequence[Spot]:
        """Return what was painted last, with its tips."""
        return self._spots

    def sizeHint(self) -> QSize:
        return QSize(480, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        self._spots = self.draw(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2))
        if not self.hasFocus():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.palette_.accent), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if 0 <= self._at < len(self._spots):
            painter.setPen(QPen(QColor(self.palette_.text), 2))
            painter.drawRoundedRect(self._spots[self._at].area.adjusted(-2, -2, 2, 2), 3, 3)
            self._draw_tip(painter, self._spots[self._at])

    def _draw_tip(self, painter: QPainter, spot: Spot) -> None:
        """Draw what a chosen spot tells beside it, as a tip by the mouse would."""
        painter.setFont(small(self.font()))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        room = QRectF(0, 0, min(_TIP, self.width() - 24.0), self.height())
        box = painter.boundingRect(room, flags, spot.text).adjusted(-8, -5, 8, 5)
        left = spot.area.right() + 6
        if left + box.width() > self.width():
            left = max(spot.area.left() - 6 - box.width(), 2.0)
        middle = spot.area.center().y() - box.height() / 2
        box.moveTo(left, min(max(middle, 2.0), self.height() - box.height() - 2.0))
        painter.setPen(QPen(QColor(self.palette_.muted), 1))
        painter.setBrush(QColor(self.palette_.raised))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(self.palette_.text))
        painter.drawText(box.adjusted(8, 5, -8, -5), flags, spot.text)

    # -- tips, by mouse and by keys ----------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.tip(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def tip(self, where: QPoint) -> str:
        """Return what the chart tells at a place, nothing where there is nothing."""
        place = where.toPointF()
        return next((spot.text for spot in self._spots if spot.area.contains(place)), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._spots:
            super().keyPressEvent(event)
            return
        last = len(self._spots) - 1
        start = 0 if step > 0 else last
        self._at = start if self._at < 0 else min(max(self._at + step, 0), last)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._at = -1
        super().focusOutEvent(event)


class ChartPanel(QFrame):
    """A chart under a title that says the finding, with what it shows, a key, and its export."""

    def __init__(self, desk: Desk, chart: Chart, name: str, empty: str) -> None:
        super().__init__()
        self.setObjectName(f"panel-{name}")
        self.setProperty("role", "card")
        self.chart = chart
        self._empty = label(empty, "muted", f"empty-{name}", wrap=True)
        self.title = label("", "heading", f"finding-{name}", wrap=True)
        self.note = label("", "small", f"note-{name}", wrap=True)
        self.export = ExportButton(desk, chart, chart, name)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 18, 22, 16)
        rows.setSpacing(6)
        self.head = QHBoxLayout()
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(self.head)
        rows.addWidget(self.note)
        rows.addWidget(self._empty)
        rows.addSpacing(4)
        rows.addWidget(chart)
        rows.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def say(self, finding: str, note: str, *, empty: bool = False) -> None:
        """Set the title and what the chart shows; where nothing is known yet, say so instead."""
        self.title.setText(finding)
        self.note.setText(note)
        self.export.title = finding
        self._empty.setVisible(empty)
        for part in (self.note, self.chart, self.export):
            part.setVisible(not empty)

    def dress(self, palette: Palette) -> None:
        """Take over the theme's colors."""
        self.chart.dress(palette)
