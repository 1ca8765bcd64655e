"""A share axis from 0 to 100 %: scale, grid lines and labels, shared by the charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

if TYPE_CHECKING:
    from flashprep.ui.theme.palette import Palette

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


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
