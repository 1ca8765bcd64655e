"""Readiness over time: what it was, with its interval, and where the plan may lead."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from flashprep.core.clock import to_date
from flashprep.core.i18n import _
from flashprep.ui import formats
from flashprep.ui.charts.axis import DayPlot, bold, small
from flashprep.ui.charts.chart import Chart, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.ui.theme.palette import Palette

_HEIGHT = 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 40, 22, 30
_AHEAD = 7
"""Days of room on the right where no interview date says how far to look."""


@dataclass(frozen=True, slots=True)
class Point:
    """Readiness on one day; ``lo`` and ``hi`` bound its interval, if it has one."""

    day: int
    mean: float
    lo: float | None = None
    hi: float | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """One domain over time: past, forecast, its bar, and the day of the interview if set."""

    title: str
    past: Sequence[Point]
    forecast: Sequence[Point] = ()
    bar: float | None = None
    target: int | None = None


class TrendChart(Chart):
    """A line of past readiness with its band, a broken line ahead, and the bar."""

    def __init__(self, palette: Palette, name: str = "trend-chart") -> None:
        super().__init__(palette, name, _HEIGHT)
        self._trend = Trend("", ())

    def show_trend(self, trend: Trend) -> None:
        """Show one domain."""
        self._trend = trend
        name = _("Readiness over time: {title}").format(title=trend.title)
        self.tell(name, "\n".join(map(self._say, self._points())))

    def table(self) -> list[list[str]]:
        """Return what is shown as a table, shares as plain numbers."""
        head = [_("date"), _("mean"), _("5 %"), _("95 %"), _("kind")]
        rows = [
            [
                to_date(point.day).isoformat(),
                *("" if s is None else f"{s:.4f}" for s in (point.mean, point.lo, point.hi)),
                kind,
            ]
            for kind, points in (
                (_("measured"), self._trend.past),
                (_("forecast, indicative"), self._trend.forecast),
            )
            for point in points
        ]
        return [head, *rows]

    def draw(self, painter: QPainter, area: QRectF) -> list[Spot]:
        """Paint the line, and return a spot for each of its points."""
        trend = self._trend
        if not trend.past:
            return []
        plot = self._plot(area)
        plot.draw(painter, self.palette_)
        self._marks(painter, plot)
        self._line(painter, plot, trend.past, Qt.PenStyle.SolidLine)
        if trend.forecast:
            ahead = [trend.past[-1], *(p for p in trend.forecast if p.day > trend.past[-1].day)]
            self._line(painter, plot, ahead, Qt.PenStyle.DashLine)
            self._name_forecast(painter, plot, ahead)
        self._name_last(painter, plot)
        return self._spots_of(plot)

    def _spots_of(self, plot: DayPlot) -> list[Spot]:
        """Return, for each point, the stretch of days that lies nearest to it."""
        points = self._points()
        xs = [plot.x(point.day) for point in points]
        edges = [(a + b) / 2 for a, b in pairwise(xs)]
        edges = [plot.rect.left() - 4, *edges, plot.rect.right() + 4]
        top, height = plot.rect.top(), plot.rect.height()
        return [
            Spot(QRectF(left, top, right - left, height), self._say(point))
            for point, (left, right) in zip(points, pairwise(edges), strict=True)
        ]

    def _name_last(self, painter: QPainter, plot: DayPlot) -> None:
        """Mark the last measured point, with its figure."""
        colors, last = self.palette_, self._trend.past[-1]
        spot = QPointF(plot.x(last.day), plot.y(last.mean))
        painter.setPen(QPen(QColor(colors.card), 2))
        painter.setBrush(QColor(colors.accent))
        painter.drawEllipse(spot, 5, 5)
        painter.setPen(QColor(colors.text))
        painter.setFont(bold(self.font()))
        side = Qt.AlignmentFlag.AlignRight
        place = QRectF(spot.x() - 64, spot.y() - 28, 56, 18)
        if place.left() < plot.rect.left():
            place.moveLeft(spot.x() + 8)
            side = Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side, formats.percent(last.mean))

    def _line(
        self, painter: QPainter, plot: DayPlot, points: Sequence[Point], style: Qt.PenStyle
    ) -> None:
        accent = QColor(self.palette_.accent)
        edges = [(p.day, p.lo, p.hi) for p in points if p.lo is not None and p.hi is not None]
        upper = [QPointF(plot.x(day), plot.y(hi)) for day, _lo, hi in edges]
        lower = [QPointF(plot.x(day), plot.y(lo)) for day, lo, _hi in edges]
        band = QColor(accent)
        band.setAlphaF(0.16 if style is Qt.PenStyle.SolidLine else 0.09)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
        pen = QPen(accent, 2.2, style)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(plot.x(p.day), plot.y(p.mean)) for p in points]))

    def _marks(self, painter: QPainter, plot: DayPlot) -> None:
        """Draw the bar, and the day of the interview."""
        trend, colors = self._trend, self.palette_
        painter.setFont(small(self.font()))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if trend.bar is not None:
            y = plot.y(trend.bar)
            painter.setPen(QPen(QColor(colors.bar), 1.8, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(plot.rect.left(), y, plot.rect.right(), y))
            painter.setPen(QColor(colors.bar))
            text = _("bar {bar}").format(bar=formats.percent(trend.bar))
            painter.drawText(QRectF(plot.rect.left() + 6, y - 19, 120, 18), left, text)
        if trend.target is not None and plot.first <= trend.target <= plot.last:
            x = plot.x(trend.target)
            painter.setPen(QPen(QColor(colors.muted), 1.2, Qt.PenStyle.DotLine))
            painter.drawLine(QLineF(x, plot.rect.top() - 4, x, plot.rect.bottom()))
            painter.setPen(QColor(colors.muted))
            place = QRectF(x - 114, plot.rect.top() - 20, 110, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, _("interview"))

    def _name_forecast(self, painter: QPainter, plot: DayPlot, ahead: Sequence[Point]) -> None:
        middle = ahead[len(ahead) // 2]
        painter.setFont(small(self.font()))
        painter.setPen(QColor(self.palette_.muted))
        place = QRectF(plot.x(middle.day) - 80, plot.y(middle.mean) + 8, 160, 16)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _("forecast (indicative)"))

    def _plot(self, area: QRectF) -> DayPlot:
        days = [point.day for point in self._points()]
        if self._trend.target is not None and self._trend.target > max(days):
            days.append(self._trend.target)
        elif len(days) == 1:
            days.append(days[0] + _AHEAD)
        rect = area.adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        return DayPlot(rect, min(days), max(days))

    def _points(self) -> list[Point]:
        return [*self._trend.past, *self._trend.forecast]

    def _say(self, point: Point) -> str:
        ahead = point not in self._trend.past
        text = (
            _("{date}: {mean}, forecast (indicative)") if ahead else _("{date}: {mean}")
        ).format(date=formats.day(to_date(point.day)), mean=formats.percent(point.mean))
        if point.lo is None or point.hi is None:
            return text
        return _("{said} (5 to 95 %: {lo} to {hi})").format(
            said=text, lo=formats.percent(point.lo), hi=formats.percent(point.hi)
        )
