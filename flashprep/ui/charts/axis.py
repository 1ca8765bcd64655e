"""The axes that the charts share: shares from 0 to 100 %, and days; scale, grid lines, labels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from flashprep.core.clock import to_date
from flashprep.ui import formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.ui.theme.palette import Palette

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_DAY_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 365, 730, 1826, 3652)
_DAY_LABEL = 74


@dataclass(frozen=True, slots=True)
class ShareAxis:
    """Maps shares of one onto the pixels between ``left`` and ``right``."""

    left: float
    right: float

    def x(self, share: float) -> float:
        """Return the pixel of a share."""
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def draw(self, painter: QPainter, top: float, bottom: float, colors: Palette) -> None:
        """Draw the grid behind the rows and the labels below them."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for share in _TICKS:
            x = round(self.x(share))
            painter.setPen(QColor(colors.border))
            painter.drawLine(QLineF(x, top, x, bottom))
            painter.setPen(QColor(colors.muted))
            label = QRectF(x - 30, bottom + 4, 60, 18)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, f"{share * 100:.0f} %")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


@dataclass(frozen=True, slots=True)
class DayPlot:
    """A plane of days (left to right) and shares (bottom to top) within a rectangle."""

    rect: QRectF
    first: int
    last: int

    def x(self, day: float) -> float:
        """Return the pixel of a day number."""
        span = max(self.last - self.first, 1)
        return self.rect.left() + self.rect.width() * (day - self.first) / span

    def y(self, share: float) -> float:
        """Return the pixel of a share."""
        return self.rect.bottom() - self.rect.height() * min(max(share, 0.0), 1.0)

    def day(self, x: float) -> int:
        """Return the day number that is nearest to a pixel."""
        span = max(self.last - self.first, 1)
        return round(self.first + (x - self.rect.left()) / max(self.rect.width(), 1.0) * span)

    def draw(self, painter: QPainter, colors: Palette) -> None:
        """Draw the grid with its labels: shares on the left, dates below."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in _TICKS:
            y = round(self.y(share))
            painter.setPen(QColor(colors.border))
            painter.drawLine(QLineF(self.rect.left(), y, self.rect.right(), y))
            painter.setPen(QColor(colors.muted))
            place = QRectF(self.rect.left() - 56, y - 9, 48, 18)
            painter.drawText(place, right, f"{share * 100:.0f} %")
        for day in self.ticks():
            place = QRectF(self.x(day) - _DAY_LABEL / 2, self.rect.bottom() + 6, _DAY_LABEL, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, formats.short_day(to_date(day)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def ticks(self) -> list[int]:
        """Return the days that are labeled: as many as have room, at even steps."""
        room = max(int(self.rect.width() // _DAY_LABEL), 1)
        span = self.last - self.first
        step = next((s for s in _DAY_STEPS if span / s < room), _DAY_STEPS[-1])
        return list(range(self.first, self.last + 1, step))


def small(font: QFont) -> QFont:
    """Return the font of a chart's second lines."""
    made = QFont(font)
    made.setPointSizeF(max(made.pointSizeF() - 1.5, 7.5))
    return made


def bold(font: QFont) -> QFont:
    """Return the font of a chart's figures."""
    made = QFont(font)
    made.setBold(True)
    return made


_NICE = (1.0, 2.0, 5.0)


def ticks_to(top: float, steps: Sequence[float] = (), most: int = 4) -> list[float]:
    """Return even ticks from 0 to the first one at or above ``top``, ``most`` of them at most.

    They are multiples of one of ``steps``, or of 1, 2 or 5 times a power of ten.
    """
    top = max(top, 1e-9)
    power = 10.0 ** math.floor(math.log10(top) - 1)
    nice = [power * 10.0**n * step for n in range(4) for step in _NICE]
    fitting = [step for step in (*steps, *nice) if top / step <= most]
    step = fitting[0] if steps and fitting else min(fitting)
    return [step * n for n in range(max(math.ceil(top / step - 1e-9), 1) + 1)]


@dataclass(frozen=True, slots=True)
class ColumnPlot:
    """A plane of ``count`` columns (left to right) and values from 0 to ``top`` (upward)."""

    rect: QRectF
    count: int
    top: float

    @property
    def slot(self) -> float:
        """Return the width of one column with its gap, in pixels."""
        return self.rect.width() / max(self.count, 1)

    def x(self, index: int) -> float:
        """Return the pixel of the middle of a column."""
        return self.rect.left() + (index + 0.5) * self.slot

    def y(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.rect.bottom() - self.rect.height() * min(max(value / self.top, 0.0), 1.0)

    def draw_values(
        self, painter: QPainter, values: Sequence[tuple[float, str]], colors: Palette
    ) -> None:
        """Draw a line across at each value, with its label on the left."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, text in values:
            y = round(self.y(value))
            painter.setPen(QColor(colors.border))
            painter.drawLine(QLineF(self.rect.left(), y, self.rect.right(), y))
            painter.setPen(QColor(colors.muted))
            painter.drawText(QRectF(self.rect.left() - 76, y - 9, 68, 18), right, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def draw_names(
        self, painter: QPainter, names: Sequence[str], colors: Palette, *, every: bool
    ) -> None:
        """Draw names below the columns: ``every`` one, cut short, or as many as find room."""
        metrics = painter.fontMetrics()
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0) + 10
        step = 1 if every else max(1, math.ceil(widest / max(self.slot, 1.0)))
        room = self.slot - 4 if every else widest
        painter.setPen(QColor(colors.muted))
        for index in range(0, len(names), step):
            left = min(
                max(self.x(index) - room / 2, self.rect.left() - 40), self.rect.right() + 8 - room
            )
            text = metrics.elidedText(names[index], Qt.TextElideMode.ElideRight, math.ceil(room))
            place = QRectF(left, self.rect.bottom() + 6, room, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
