"""Draw curves on axes with notes beside them, as the pictures of the decks are drawn."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen

WIDTH, HEIGHT, SCALE = 600, 250, 2
GROUND, INK, MUTED, LINES = "#edf0f5", "#1b2330", "#556070", "#cdd4df"
BLUE, ORANGE = "#1d55c4", "#b8450d"

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale with its ticks; ``log`` is to the base 10."""

    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    log: bool = False

    def share(self, value: float) -> float:
        """Return how far along the axis a value lies, 0 to 1."""
        low, high, value = (
            (math.log10(v) if self.log else v) for v in (self.low, self.high, value)
        )
        return (value - low) / (high - low)


@dataclass(frozen=True, slots=True)
class Note:
    """A text beside a point of a panel; the point gets a dot if ``dot``."""

    x: float
    y: float
    text: str
    color: str = INK
    dot: bool = True
    left: bool = False
    lift: float = 0.0


@dataclass(frozen=True, slots=True)
class Panel:
    """One set of axes with curves (solid) and guides (dashed)."""

    title: str
    x: Axis
    y: Axis
    curves: tuple[tuple[str, Points], ...]
    guides: tuple[Points, ...] = ()
    notes: tuple[Note, ...] = ()


def ticks(*values: float) -> tuple[tuple[float, str], ...]:
    """Return ticks that show their values."""
    return tuple((value, f"{value:g}") for value in values)


def data_of(panels: tuple[Panel, ...]) -> list[list[Points]]:
    """Return the points of each panel's curves, to four digits."""
    return [
        [[(float(f"{x:.4g}"), float(f"{y:.4g}")) for x, y in points] for _, points in panel.curves]
        for panel in panels
    ]


def draw(panels: tuple[Panel, ...]) -> QImage:
    """Return the panels side by side on a rounded light ground, with their data in the text."""
    image = QImage(WIDTH * SCALE, HEIGHT * SCALE, QImage.Format.Format_ARGB32)
    image.fill(QColor(*QColor(GROUND).getRgb()[:3], 0))  # the corners, as the blends below end
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(SCALE, SCALE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(GROUND))
    painter.drawRoundedRect(QRectF(0, 0, WIDTH, HEIGHT), 8, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    each = WIDTH / len(panels)
    for number, panel in enumerate(panels):
        _draw_panel(painter, panel, QRectF(number * each + 58, 38, each - 76, HEIGHT - 88))
    painter.end()
    small = _with_few_colors(image)
    small.setText("data", json.dumps(data_of(panels), separators=(",", ":")))
    return small


def _with_few_colors(image: QImage) -> QImage:
    """Return the picture in the blends of the ground with each color: a third of the bytes."""
    ground = np.array(QColor(GROUND).getRgb())
    inks = [np.array(QColor(color).getRgb()) for color in (INK, MUTED, LINES, BLUE, ORANGE)]
    inks.append(np.array([*ground[:3], 0]))  # the corners
    blends = [ground + (ink - ground) * step / 20 for ink in inks for step in range(21)]
    table = np.unique(np.rint(blends).astype(int), axis=0)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    found, where = np.unique(pixels, return_inverse=True)
    colors = np.stack([found >> 16 & 255, found >> 8 & 255, found & 255, found >> 24], axis=1)
    nearest = ((colors[:, None, :].astype(int) - table) ** 2).sum(axis=2).argmin(axis=1)
    chosen = nearest[where].reshape(pixels.shape).astype(np.uint8)
    size = (image.width(), image.height(), image.width(), QImage.Format.Format_Indexed8)
    small = QImage(chosen.tobytes(), *size).copy()
    small.setColorTable([QColor(*map(int, color)).rgba() for color in table])
    return small


def _draw_panel(painter: QPainter, panel: Panel, box: QRectF) -> None:
    def place(x: float, y: float) -> QPointF:
        across, up = panel.x.share(x), panel.y.share(y)
        return QPointF(box.left() + across * box.width(), box.bottom() - up * box.height())

    _draw_axes(painter, panel, box)
    for guide in panel.guides:
        painter.setPen(QPen(QColor(MUTED), 1.4, Qt.PenStyle.DashLine))
        painter.drawPolyline([place(*point) for point in guide])
    painter.save()
    painter.setClipRect(box.adjusted(-3, -3, 3, 3))
    for color, points in panel.curves:
        pen = QPen(QColor(color), 2.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        path = QPainterPath(place(*points[0]))
        for point in points[1:]:
            path.lineTo(place(*point))
        painter.drawPath(path)
    painter.restore()
    for note in panel.notes:
        _draw_note(painter, note, place(note.x, note.y))


def _draw_axes(painter: QPainter, panel: Panel, box: QRectF) -> None:
    across, up = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignVCenter
    _write(painter, QRectF(box.left() - 42, 8, box.width() + 60, 22), panel.title, INK, bold=True)
    for value, text in panel.y.ticks:
        y = box.bottom() - panel.y.share(value) * box.height()
        painter.setPen(QPen(QColor(LINES), 1))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        right = Qt.AlignmentFlag.AlignRight | up
        _write(painter, QRectF(box.left() - 44, y - 10, 38, 20), text, MUTED, right)
    for value, text in panel.x.ticks:
        x = box.left() + panel.x.share(value) * box.width()
        _write(painter, QRectF(x - 30, box.bottom() + 4, 60, 20), text, MUTED, across | up)
    painter.setPen(QPen(QColor(MUTED), 1.2))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    below = QRectF(box.left(), box.bottom() + 23, box.width(), 22)
    _write(painter, below, panel.x.label, INK, across | up)
    painter.save()
    painter.translate(box.left() - 46, box.center().y())
    painter.rotate(-90)
    _write(painter, QRectF(-120, -11, 240, 22), panel.y.label, INK, across | up)
    painter.restore()


def _draw_note(painter: QPainter, note: Note, at: QPointF) -> None:
    if note.dot:
        painter.setPen(QPen(QColor(GROUND), 1.5))
        painter.setBrush(QColor(note.color))
        painter.drawEllipse(at, 5, 5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    beside = QRectF(at.x() + 9, at.y() - 11 + note.lift, 260, 22)
    side = Qt.AlignmentFlag.AlignLeft
    if note.left:
        beside.moveRight(at.x() - 9)
        side = Qt.AlignmentFlag.AlignRight
    _write(painter, beside, note.text, note.color, side | Qt.AlignmentFlag.AlignVCenter)


def _write(
    painter: QPainter,
    box: QRectF,
    text: str,
    color: str,
    where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    *,
    bold: bool = False,
) -> None:
    font = QFont("DejaVu Sans")
    font.setPixelSize(14)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(box, where, text)
