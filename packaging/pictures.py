"""Draw the pictures of the shipped decks: ``python packaging/pictures.py [FOLDER]``.

Each curve is computed from its formula, or by a seeded simulation, and the points that are drawn
are kept in the PNG's text under ``data``: a test computes them again. The pictures have a light
ground of their own, as the window does not recolor them for its dark theme.
"""

from __future__ import annotations

import json
import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPainterPath, QPen

DECKS = Path(__file__).resolve().parent.parent / "decks"
WIDTH, HEIGHT, SCALE = 680, 270, 2
GROUND, INK, MUTED, LINES = "#edf0f5", "#1b2330", "#556070", "#cdd4df"
BLUE, ORANGE = "#1d55c4", "#b8450d"
NORMAL = NormalDist()

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


# -- what is drawn ---------------------------------------------------------------------------------


def double_descent() -> tuple[Panel, ...]:
    """Simulate least squares on random ReLU features, minimum-norm and with the best ridge."""
    rows, inputs, noise, draws = 60, 30, 0.5, 60
    sizes = sorted({round(rows * 10**e) for e in np.linspace(-1, 1, 37)} | {54, 57, 60, 63, 66})
    chance = np.random.default_rng(20_240)
    errors = np.empty((draws, len(sizes), 2))
    for draw in range(draws):
        slope = chance.standard_normal(inputs) / math.sqrt(inputs)
        seen, new = (chance.standard_normal((n, inputs)) for n in (rows, 400))
        target = seen @ slope + noise * chance.standard_normal(rows)
        layer = chance.standard_normal((inputs, max(sizes))) / math.sqrt(inputs)
        for at, size in enumerate(sizes):
            train, test = (np.maximum(x @ layer[:, :size], 0) for x in (seen, new))
            left, scale, right = np.linalg.svd(train, full_matrices=False)
            fits = [(test @ right.T) @ ((left.T @ target) / scale)]
            for penalty in 10.0 ** np.arange(-2, 3):
                damped = scale / (scale**2 + penalty)
                fits.append((test @ right.T) @ ((left.T @ target) * damped))
            missed = [float(np.mean((fit - new @ slope) ** 2)) for fit in fits]
            errors[draw, at] = missed[0], min(missed[1:])
    plain, ridge = np.median(errors, axis=0).T
    ratio = [size / rows for size in sizes]
    peak = float(plain[sizes.index(rows)])
    return (
        Panel(
            "Test error peaks where parameters equal samples",
            Axis("parameters / samples", 0.1, 10, ticks(0.1, 0.3, 1, 3, 10), log=True),
            Axis("excess test error", 0.1, 100, ticks(0.1, 1, 10, 100), log=True),
            (
                (ORANGE, list(zip(ratio, map(float, plain), strict=True))),
                (BLUE, list(zip(ratio, map(float, ridge), strict=True))),
            ),
            ([(1, 0.1), (1, 100)],),
            (
                Note(1, peak, "interpolation threshold", ORANGE, left=True),
                Note(1.55, 1.9, "minimum-norm fit", ORANGE, dot=False),
                Note(2.1, 0.2, "ridge, best penalty", BLUE, dot=False),
            ),
        ),
    )


def rare_class() -> tuple[Panel, ...]:
    """Compute ROC and precision-recall of the same scores, one positive in 2,000."""
    share = 1 / 2000
    apart = NORMAL.inv_cdf(0.8) + NORMAL.inv_cdf(0.99)
    cuts = [8 - 0.06 * step for step in range(201)]
    hits = [1 - NORMAL.cdf(cut - apart) for cut in cuts]
    alarms = [1 - NORMAL.cdf(cut) for cut in cuts]
    precision = [
        share * hit / (share * hit + (1 - share) * alarm)
        for hit, alarm in zip(hits, alarms, strict=True)
    ]
    at = share * 0.8 / (share * 0.8 + (1 - share) * 0.01)
    unit = ticks(0, 0.2, 0.4, 0.6, 0.8, 1)
    return (
        Panel(
            f"ROC: area {NORMAL.cdf(apart / math.sqrt(2)):.3f}",
            Axis("false-positive rate", 0, 1, unit),
            Axis("recall", 0, 1, unit),
            ((BLUE, list(zip(alarms, hits, strict=True))),),
            ([(0, 0), (1, 1)],),
            (Note(0.01, 0.8, "recall 0.8 at 1% false alarms", BLUE, lift=-16),),
        ),
        Panel(
            f"Precision–recall: {100 * at:.1f}% precise there",
            Axis("recall", 0, 1, unit),
            Axis("precision", 0, 1, unit),
            ((ORANGE, list(zip(hits, precision, strict=True))),),
            ([(0, share), (1, share)],),
            (
                Note(0.8, at, "", ORANGE),
                Note(1.04, 0.28, "the same threshold", ORANGE, dot=False, left=True),
            ),
        ),
    )


def power() -> tuple[Panel, ...]:
    """Compute the power of a two-sided 5% test on a 4% rate, with and without CUPED."""
    base, users = 0.04, 942_000
    cut = NORMAL.inv_cdf(0.975)

    def chance(lift: float, variance: float) -> float:
        error = math.sqrt(2 * variance * base * (1 - base) / users)
        shift = base * lift / 100 / error
        return NORMAL.cdf(shift - cut) + NORMAL.cdf(-shift - cut)

    lifts = [0.05 * step for step in range(81)]
    plain, cuped = ([(lift, chance(lift, v)) for lift in lifts] for v in (1.0, 0.75))
    return (
        Panel(
            "942,000 users per arm: made for +2%, blind at +1%",
            Axis("true effect, % relative", 0, 4, ticks(0, 1, 2, 3, 4)),
            Axis("power", 0, 1, ticks(0, 0.2, 0.4, 0.6, 0.8, 1)),
            ((ORANGE, cuped), (BLUE, plain)),
            ([(0, 0.8), (4, 0.8)], [(0, 0.05), (4, 0.05)]),
            (
                Note(2, chance(2, 1), "80% at +2%", BLUE, lift=12),
                Note(1, chance(1, 1), f"{100 * chance(1, 1):.0f}% at +1%", BLUE, lift=10),
                Note(1.62, 0.86, "with CUPED, ρ = 0.5", ORANGE, dot=False, left=True),
                Note(3.98, 0.1, "5% without any effect", MUTED, dot=False, left=True),
            ),
        ),
    )


def temperature() -> tuple[Panel, ...]:
    """Compute reliability of logits twice too large, and the log loss by temperature."""
    grid = np.linspace(-10, 10, 2001)
    weight = np.exp(-(grid**2) / 8)
    weight /= weight.sum()
    truth = 1 / (1 + np.exp(-grid))

    def loss(heat: float) -> float:
        logit = 2 * grid / heat
        return float(weight @ (np.logaddexp(0, logit) - truth * logit))

    said = [(1 - math.cos(math.pi * step / 60)) / 2 for step in range(61)]
    seen = [
        (p, 1 / (1 + math.sqrt((1 - p) / p))) if 0 < p < 1 else (p, p) for p in said
    ]  # the odds' root: σ(logit/2)
    heats = [0.6 + 0.04 * step for step in range(86)]
    unit = ticks(0, 0.2, 0.4, 0.6, 0.8, 1)
    return (
        Panel(
            "Before: confident beyond the truth",
            Axis("predicted probability", 0, 1, unit),
            Axis("observed share", 0, 1, unit),
            ((ORANGE, seen),),
            ([(0, 0), (1, 1)],),
            (
                Note(0.9, 0.75, "", ORANGE),
                Note(1.04, 0.5, "T = 1: says 90%, is 75%", ORANGE, dot=False, left=True),
                Note(0.26, 0.22, "after, T = 2", MUTED, dot=False),
            ),
        ),
        Panel(
            "The log loss finds T",
            Axis("temperature T", 0.5, 4, ticks(1, 2, 3, 4)),
            Axis("log loss, held out", 0.4, 0.8, ticks(0.4, 0.5, 0.6, 0.7, 0.8)),
            ((BLUE, [(heat, loss(heat)) for heat in heats]),),
            (),
            (
                Note(2, loss(2), "least at T = 2", BLUE, lift=14),
                Note(1, loss(1), "as trained", BLUE, lift=-10),
            ),
        ),
    )


def queue() -> tuple[Panel, ...]:
    """Compute the response time of an M/M/1 queue in units of the service time."""
    loads = [step / 100 for step in range(93)]
    return (
        Panel(
            "Each step toward full load costs more than the last",
            Axis("utilization ρ", 0, 1, ticks(0, 0.2, 0.4, 0.6, 0.8, 1)),
            Axis("response / service time", 0, 12, ticks(0, 2, 4, 6, 8, 10, 12)),
            ((BLUE, [(load, 1 / (1 - load)) for load in loads]),),
            ([(1, 0), (1, 12)],),
            tuple(
                Note(load, 1 / (1 - load), f"{1 / (1 - load):.0f}× at {load:.0%}", BLUE, left=True, lift=-9)
                for load in (0.5, 0.8, 0.9)
            ),
        ),
    )


PICTURES = {
    "double-descent": double_descent,
    "roc-and-precision-recall": rare_class,
    "power-curve": power,
    "temperature-scaling": temperature,
    "queue-utilization": queue,
}


def ticks(*values: float) -> tuple[tuple[float, str], ...]:
    """Return ticks that show their values."""
    return tuple((value, f"{value:g}") for value in values)


def data_of(panels: tuple[Panel, ...]) -> list[list[Points]]:
    """Return the points of each panel's curves, to four digits."""
    return [
        [[(float(f"{x:.4g}"), float(f"{y:.4g}")) for x, y in points] for _, points in panel.curves]
        for panel in panels
    ]


# -- drawing ---------------------------------------------------------------------------------------


def draw(panels: tuple[Panel, ...]) -> QImage:
    """Return the panels side by side on a rounded light ground, with their data in the text."""
    image = QImage(WIDTH * SCALE, HEIGHT * SCALE, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
    )
    painter.scale(SCALE, SCALE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(GROUND))
    painter.drawRoundedRect(QRectF(0, 0, WIDTH, HEIGHT), 8, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    each = WIDTH / len(panels)
    for number, panel in enumerate(panels):
        _draw_panel(painter, panel, QRectF(number * each + 58, 38, each - 78, HEIGHT - 88))
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


def main() -> None:
    """Write every picture into the folder, by default that of the shipped decks."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DECKS / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, panels in PICTURES.items():
        path = folder / f"{name}.png"
        draw(panels()).save(str(path), "PNG", 0)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    del app


if __name__ == "__main__":
    main()
