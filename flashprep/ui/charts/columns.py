"""Columns: one or two values side by side for each day, stretch of time, kind or domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from flashprep.ui.charts.axis import ColumnPlot, small, ticks_to
from flashprep.ui.charts.chart import Chart, Spot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flashprep.ui.theme.palette import Palette

_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 12, 26, 26
_WIDEST = 34
_HOLLOW = 40
"""Opacity (of 255) of the second of two columns: its rim tells it apart, not its color alone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value, with the interval it lies in where there is one."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One name on the axis with its bars (None where nothing is known) and what they say."""

    name: str
    bars: tuple[Bar | None, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What a column chart shows.

    ``series`` names the bars of a column, ``unit`` writes a value, ``top`` bounds the axis where it
    is known, ``steps`` are the ticks to choose from, ``mark`` is a line across with its text
    (``levels`` is its height at each column where that differs), and with ``every`` each name is
    shown, cut short where it must be.
    """

    columns: Sequence[Column]
    series: tuple[str, ...]
    unit: Callable[[float], str]
    top: float | None = None
    steps: tuple[float, ...] = ()
    mark: tuple[float, str] | None = None
    levels: tuple[float, ...] = ()
    every: bool = False


class ColumnsChart(Chart):
    """Draws ``Columns``."""

    def __init__(self, palette: Palette, name: str, height: int = 230) -> None:
        super().__init__(palette, name, height)
        self._shown = Columns((), (), str)
        self._table: list[list[str]] = []

    def show_columns(self, title: str, columns: Columns, table: list[list[str]]) -> None:
        """Show some columns; ``table`` is what is exported."""
        self._shown, self._table = columns, table
        self.tell(title, "\n".join(column.text for column in columns.columns))

    def table(self) -> list[list[str]]:
        return self._table

    def draw(self, painter: QPainter, area: QRectF) -> list[Spot]:
        shown = self._shown
        rect = area.adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        ticks = ticks_to(self._top(), shown.steps)
        plot = ColumnPlot(rect, len(shown.columns), ticks[-1])
        painter.setFont(small(self.font()))
        plot.draw_values(painter, [(tick, shown.unit(tick)) for tick in ticks], self.palette_)
        names = [column.name for column in shown.columns]
        plot.draw_names(painter, names, self.palette_, every=shown.every)
        for index, column in enumerate(shown.columns):
            self._column(painter, plot, index, column)
        end = self._key(painter, area) if len(shown.series) > 1 else rect.left()
        self._mark(painter, plot, end)
        return [
            Spot(
                QRectF(plot.x(index) - plot.slot / 2, rect.top(), plot.slot, rect.height()),
                column.text,
            )
            for index, column in enumerate(shown.columns)
        ]

    def _top(self) -> float:
        if self._shown.top is not None:
            return self._shown.top
        bars = [bar for column in self._shown.columns for bar in column.bars if bar is not None]
        values = [bar.value if bar.high is None else bar.high for bar in bars]
        mark = self._shown.mark
        highest = max(values, default=0.0)
        # A mark far above everything would press the columns flat; then it is told, not drawn.
        return max(highest, mark[0]) if mark and mark[0] <= 4 * highest else highest or 1.0

    def _column(self, painter: QPainter, plot: ColumnPlot, index: int, column: Column) -> None:
        count = max(len(column.bars), 1)
        width = min(plot.slot * 0.78 / count, _WIDEST)
        left = plot.x(index) - width * count / 2
        for number, bar in enumerate(column.bars):
            if bar is None:
                continue
            top = plot.y(bar.value)
            gap = 0.5 if width > 4 else 0.0  # noqa: PLR2004 - pixels
            rect = QRectF(
                left + number * width + gap, top, width - 2 * gap, plot.rect.bottom() - top
            )
            self._fill(painter, rect, number)
            if bar.low is not None and bar.high is not None:
                middle = rect.center().x()
                line = QLineF(middle, plot.y(bar.low), middle, plot.y(bar.high))
                for color, thickness in ((self.palette_.card, 4.0), (self.palette_.text, 1.4)):
                    painter.setPen(QPen(QColor(color), thickness))
                    painter.drawLine(line)

    def _fill(self, painter: QPainter, rect: QRectF, number: int) -> None:
        color = QColor(self.palette_.accent)
        if number == 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(rect, 2, 2)
            return
        painter.setPen(QPen(color, 1.4))
        faint = QColor(color)
        faint.setAlpha(_HOLLOW)
        painter.setBrush(faint)
        painter.drawRoundedRect(rect.adjusted(0.7, 0.7, -0.7, 0), 2, 2)

    def _mark(self, painter: QPainter, plot: ColumnPlot, free: float) -> None:
        """Draw the line across, and its text above the plane from ``free`` on."""
        mark = self._shown.mark
        if mark is None or mark[0] > plot.top:
            return
        painter.setPen(QPen(QColor(self.palette_.bar), 1.6, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(self._steps(plot, mark[0])))
        # Beside the line, the text would cover a column.
        painter.setFont(small(self.font()))
        place = QRectF(free, plot.rect.top() - _TOP, max(plot.rect.right() - free, 0.0), 19)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        text = painter.fontMetrics().elidedText(
            f"╌ {mark[1]}", Qt.TextElideMode.ElideRight, int(place.width())
        )
        painter.drawText(place, right, text)

    def _steps(self, plot: ColumnPlot, usual: float) -> list[QPointF]:
        """Return the corners of the line across: straight, or a step at each other height."""
        levels = self._shown.levels or (usual,) * len(self._shown.columns)
        half = plot.slot / 2
        return [
            QPointF(plot.x(index) + side, plot.y(level))
            for index, level in enumerate(levels)
            for side in (-half, half)
        ]

    def _key(self, painter: QPainter, area: QRectF) -> float:
        """Draw what the bars of a column are; return the pixel at which that ends."""
        painter.setFont(small(self.font()))
        metrics = painter.fontMetrics()
        x = area.left() + _LEFT
        for number, name in enumerate(self._shown.series):
            self._fill(painter, QRectF(x, area.top() + 4, 11, 11), number)
            width = metrics.horizontalAdvance(name) + 4
            painter.setPen(QColor(self.palette_.muted))
            place = QRectF(x + 17, area.top(), width, 19)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
            x += width + 37
        return x
