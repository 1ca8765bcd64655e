"""Bullet bars: one row a domain with its mean, its interval and the L6 bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui import formats
from flashprep.ui.charts.axis import ShareAxis
from flashprep.ui.widgets.readiness_bars import bar_color

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.core.readiness import Readiness
    from flashprep.ui.theme.palette import Palette

_ROW = 58
_LABELS = 190
_VALUES = 150
_FOOT = 28


class BulletChart(QWidget):
    """Readiness of every domain: mean, 5 to 95 % interval, bar, coverage and P(at the bar)."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("readiness-chart")
        self._palette = palette
        self._rows: list[tuple[str, Readiness]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(560)

    def show_readiness(self, report: Mapping[str, Readiness]) -> None:
        """Show these domains."""
        self._rows = [(domains.domain(slug).title, value) for slug, value in report.items()]
        self.setAccessibleName(_("Readiness by domain"))
        self.setAccessibleDescription("\n".join(describe(t, v) for t, v in self._rows))
        self.updateGeometry()
        self.update()

    def dress(self, palette: Palette) -> None:
        """Take over the theme's colors."""
        self._palette = palette
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(680, len(self._rows) * _ROW + _FOOT)

    def minimumSizeHint(self) -> QSize:
        return QSize(560, len(self._rows) * _ROW + _FOOT)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = event.pos().y() // _ROW
            if 0 <= row < len(self._rows):
                QToolTip.showText(event.globalPos(), describe(*self._rows[row]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axis = ShareAxis(_LABELS, self.width() - _VALUES)
        axis.draw(painter, 4, len(self._rows) * _ROW, self._palette)
        for index, (title, value) in enumerate(self._rows):
            self._row(painter, axis, index * _ROW, title, value)

    def _row(
        self, painter: QPainter, axis: ShareAxis, top: float, title: str, value: Readiness
    ) -> None:
        colors = self._palette
        middle = top + _ROW / 2
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colors.text))
        painter.drawText(QRectF(0, middle - 18, _LABELS - 16, 20), left, title)
        painter.setPen(QColor(colors.muted))
        small = QFont(self.font())
        small.setPointSizeF(max(small.pointSizeF() - 1.5, 7.5))
        painter.save()
        painter.setFont(small)
        covered = _("{share} of the cards seen").format(share=formats.percent(value.coverage))
        painter.drawText(QRectF(0, middle + 2, _LABELS - 16, 16), left, covered)
        painter.restore()
        self._bar(painter, axis, middle, value)
        place = QRectF(axis.right + 12, middle - 18, _VALUES - 12, 20)
        if value.mean is None or value.p_bar is None:
            painter.setPen(QColor(colors.muted))
            painter.drawText(place.translated(0, 8), right, _("not enough yet"))
            return
        bold = QFont(self.font())
        bold.setBold(True)
        painter.save()
        painter.setFont(bold)
        painter.setPen(QColor(colors.text))
        painter.drawText(place, right, formats.percent(value.mean))
        painter.setFont(small)
        painter.setPen(QColor(colors.muted))
        chance = _("{p} at the bar").format(p=formats.percent(value.p_bar))
        painter.drawText(place.translated(0, 19), right, chance)
        painter.restore()

    def _bar(self, painter: QPainter, axis: ShareAxis, middle: float, value: Readiness) -> None:
        colors = self._palette
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.track))
        painter.drawRoundedRect(QRectF(axis.left, middle - 9, axis.right - axis.left, 18), 5, 5)
        if value.mean is not None and value.lo is not None and value.hi is not None:
            painter.setBrush(QColor(bar_color(colors, value)))
            width = axis.x(value.mean) - axis.left
            painter.drawRoundedRect(QRectF(axis.left, middle - 9, width, 18), 5, 5)
            painter.setPen(QPen(QColor(colors.text), 1.6))
            low, high = axis.x(value.lo), axis.x(value.hi)
            painter.drawLine(QLineF(low, middle, high, middle))
            for x in (low, high):
                painter.drawLine(QLineF(x, middle - 5, x, middle + 5))
        painter.setPen(QPen(QColor(colors.bar), 2.4))
        bar = axis.x(value.bar)
        painter.drawLine(QLineF(bar, middle - 15, bar, middle + 15))


def describe(title: str, value: Readiness) -> str:
    """Return one domain's readiness as a sentence."""
    bar, seen = formats.percent(value.bar), formats.percent(value.coverage)
    if value.mean is None or value.lo is None or value.hi is None or value.p_bar is None:
        return _("{title}: not enough yet ({seen} of the cards seen); the bar is {bar}.").format(
            title=title, seen=seen, bar=bar
        )
    return _(
        "{title}: {mean} (90 % interval {lo} to {hi}), bar {bar}, probability of being at the bar "
        "{p}; {seen} of the cards seen."
    ).format(
        title=title,
        mean=formats.percent(value.mean),
        lo=formats.percent(value.lo),
        hi=formats.percent(value.hi),
        bar=bar,
        p=formats.percent(value.p_bar),
        seen=seen,
    )
