"""Calibration: how often cards were recalled, against how often that was predicted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from flashprep.core.i18n import _, ngettext
from flashprep.core.statistics import Share
from flashprep.ui import formats
from flashprep.ui.charts.axis import small
from flashprep.ui.charts.chart import Chart, Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.statistics import Bin
    from flashprep.ui.theme.palette import Palette

_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 18, 12, 46
_LEAST, _MOST = 3.0, 9.0
_ENOUGH = 30
"""With fewer tests the finding names no difference."""


class CalibrationChart(Chart):
    """A point for each bin: predicted to the right, recalled upward, on the diagonal if right."""

    def __init__(self, palette: Palette, name: str) -> None:
        super().__init__(palette, name, 270)
        self._bins: Sequence[Bin] = ()

    def show_bins(self, title: str, bins: Sequence[Bin]) -> None:
        """Show some bins."""
        self._bins = bins
        self.tell(title, "\n".join(describe(one) for one in bins))

    def table(self) -> list[list[str]]:
        head = [_("from"), _("to"), _("predicted"), _("recalled"), _("5 %"), _("95 %"), _("count")]
        return [
            head,
            *(
                [
                    f"{value:.4f}"
                    for value in (
                        one.low,
                        one.high,
                        one.predicted,
                        one.actual.mean or 0.0,
                        *one.actual.interval,
                    )
                ]
                + [str(one.actual.count)]
                for one in self._bins
            ),
        ]

    def draw(self, painter: QPainter, area: QRectF) -> list[Spot]:
        rect = area.adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        least = min((min(one.predicted, one.actual.interval[0]) for one in self._bins), default=0.0)
        # Most predictions are high: the axis begins where something is to be seen.
        low = max(math.floor(least * 10 - 1e-9) / 10, 0.0)
        painter.setFont(small(self.font()))
        self._grid(painter, rect, low)
        if not self._bins:
            return []
        places = [_place(rect, low, one.predicted, one.actual.mean or 0.0) for one in self._bins]
        painter.setPen(QPen(QColor(self.palette_.accent), 1.8))
        painter.drawPolyline(places)
        spots = []
        largest = max(one.actual.count for one in self._bins)
        for one, place in zip(self._bins, places, strict=True):
            bottom, top = (
                _place(rect, low, one.predicted, value).y() for value in one.actual.interval
            )
            painter.setPen(QPen(QColor(self.palette_.accent), 1.6))
            painter.drawLine(QLineF(place.x(), bottom, place.x(), top))
            size = _LEAST + (_MOST - _LEAST) * math.sqrt(one.actual.count / largest)
            painter.setPen(QPen(QColor(self.palette_.card), 1.6))
            painter.setBrush(QColor(self.palette_.accent))
            painter.drawEllipse(place, size, size)
            spots.append(
                Spot(QRectF(place.x() - 10, top - 6, 20, bottom - top + 12), describe(one))
            )
        return spots

    def _grid(self, painter: QPainter, rect: QRectF, low: float) -> None:
        colors = self.palette_
        step = 0.25 if low == 0 else 0.1 if low < 0.8 else 0.05  # noqa: PLR2004 - shares
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for index in range(round((1.0 - low) / step) + 1):
            share = low + index * step
            corner = _place(rect, low, share, share)
            painter.setPen(QColor(colors.border))
            painter.drawLine(QLineF(rect.left(), corner.y(), rect.right(), corner.y()))
            painter.setPen(QColor(colors.muted))
            text = formats.percent(share)
            painter.drawText(QRectF(rect.left() - 58, corner.y() - 9, 50, 18), right, text)
            place = QRectF(corner.x() - 30, rect.bottom() + 5, 60, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(QColor(colors.muted), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(rect.bottomLeft(), rect.topRight()))
        painter.setPen(QColor(colors.muted))
        place = QRectF(rect.left(), rect.bottom() + 24, rect.width(), 18)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _("predicted recall"))


def _place(rect: QRectF, low: float, predicted: float, actual: float) -> QPointF:
    span = 1.0 - low
    x = rect.left() + rect.width() * min(max((predicted - low) / span, 0.0), 1.0)
    return QPointF(x, rect.bottom() - rect.height() * min(max((actual - low) / span, 0.0), 1.0))


def describe(one: Bin) -> str:
    """Return one bin as a sentence."""
    low, high = one.actual.interval
    text = ngettext(
        "Predicted {predicted}, recalled {actual} of {n} (90 % interval {low} to {high}).",
        "Predicted {predicted}, recalled {actual} of {n} (90 % interval {low} to {high}).",
        one.actual.count,
    )
    return text.format(
        predicted=formats.percent(one.predicted),
        actual=formats.percent(one.actual.mean or 0.0),
        n=one.actual.count,
        low=formats.percent(low),
        high=formats.percent(high),
    )


def finding(bins: Sequence[Bin]) -> str:
    """Return whether the predictions hold: judged by the interval of all tests together."""
    total = sum((one.actual for one in bins), Share())
    predicted = sum(one.predicted * one.actual.count for one in bins) / max(total.count, 1)
    low, high = total.interval
    words = {"actual": formats.percent(total.mean or 0.0), "predicted": formats.percent(predicted)}
    if total.count < _ENOUGH:
        return _("Too early to judge the predictions: {n} answers so far.").format(n=total.count)
    if predicted < low:
        return _("You recall more than predicted: {actual} against {predicted}.").format(**words)
    if predicted > high:
        return _("You recall less than predicted: {actual} against {predicted}.").format(**words)
    return _("The predictions hold: {actual} recalled, {predicted} predicted.").format(**words)
