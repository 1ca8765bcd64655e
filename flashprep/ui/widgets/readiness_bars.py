"""Readiness at a glance: one small bar a domain, with the mark of the L6 bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.core.loop import StageReadiness
    from flashprep.core.readiness import Readiness
    from flashprep.ui.theme.palette import Palette

_WITHIN_REACH = 0.2
"""Probability of being at the bar from which a domain is no longer shown as far below it."""

_ROW = 36
_TOP = 26


class ReadinessBars(QWidget):
    """The domains' readiness against their bars, without intervals."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("readiness-bars")
        self._palette = palette
        self._rows: list[tuple[str, Readiness]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_readiness(self, report: Mapping[str, Readiness]) -> None:
        """Show these domains."""
        self._rows = [(domains.domain(slug).short, value) for slug, value in report.items()]
        self.setAccessibleName(_("Readiness against the L6 bar"))
        self.setAccessibleDescription("; ".join(f"{t}: {_value(v)}" for t, v in self._rows))
        self.setToolTip(self._tip())
        self.updateGeometry()
        self.update()

    def _tip(self) -> str:
        return "\n".join(
            _("{domain}: {value}, bar {bar}").format(
                domain=title, value=_value(value), bar=formats.percent(value.bar)
            )
            for title, value in self._rows
        )

    def dress(self, palette: Palette) -> None:
        """Take over the theme's colors."""
        self._palette = palette
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, _TOP + _ROW * len(self._rows) if self._rows else 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._palette
        bold = QFont(self.font())
        bold.setBold(True)
        bold.setPointSizeF(9)
        painter.setFont(bold)
        painter.setPen(QColor(colors.muted))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, self.width(), 20), left, _("Readiness and the L6 bar"))
        plain = QFont(self.font())
        plain.setPointSizeF(9)
        painter.setFont(plain)
        for index, (title, value) in enumerate(self._rows):
            self._row(painter, _TOP + index * _ROW, title, value)

    def _row(self, painter: QPainter, top: float, title: str, value: Readiness) -> None:
        colors, width = self._palette, self.width()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colors.text))
        painter.drawText(QRectF(0, top, width - 60, 18), left, title)
        painter.setPen(QColor(colors.muted))
        painter.drawText(QRectF(width - 60, top, 60, 18), right, _value(value, short=True))
        track = QRectF(0, top + 22, width, 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.track))
        painter.drawRoundedRect(track, 3, 3)
        if value.mean is not None:
            painter.setBrush(QColor(bar_color(colors, value)))
            filled = QRectF(track)
            filled.setWidth(max(6.0, track.width() * value.mean))
            painter.drawRoundedRect(filled, 3, 3)
        painter.setBrush(QColor(colors.bar))
        painter.drawRect(QRectF(track.width() * value.bar - 1, top + 19, 2, 12))


def bar_color(colors: Palette, value: Readiness | StageReadiness) -> str:
    """Return the color of a bar: at its L6 bar, within reach, or below."""
    if value.mean is None or value.p_bar is None:
        return colors.track
    if value.mean >= value.bar:
        return colors.good
    return colors.accent if value.p_bar >= _WITHIN_REACH else colors.hard


def _value(value: Readiness, *, short: bool = False) -> str:
    if value.mean is None:
        return "–" if short else _("not enough yet")
    return formats.percent(value.mean)
