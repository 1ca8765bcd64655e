"""Formulas as objects in a text: outlines filled in the text's color, on its baseline."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from flashprep.render.math import Formula
    from flashprep.render.stash import MathRef

FORMULA = QTextFormat.ObjectTypes.UserObject + 1
SOURCE = QTextFormat.Property.UserProperty + 1
_KEY = QTextFormat.Property.UserProperty + 2
_EM = QTextFormat.Property.UserProperty + 3
_DESCENT = QTextFormat.Property.UserProperty + 4
_ASCENT = QTextFormat.Property.UserProperty + 5

_GRID = 1000.0
_NUMBERS = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_DESCENT_SIZES = 400


class FormulaObject(QPyTextObject):
    """Measures and paints the formulas of one document."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.formulas: dict[str, Formula] = {}

    def intrinsicSize(  # noqa: N802 - Qt's name
        self, _document: QTextDocument, _position: int, form: QTextFormat
    ) -> QSizeF:
        """Return the room a formula takes; the descent is the one its format's font has."""
        formula = self.formulas.get(str(form.property(_KEY)))
        if formula is None:
            return QSizeF(0, 0)
        em = float(form.property(_EM))
        ascent = max(formula.height * em, float(form.property(_ASCENT)))
        return QSizeF(formula.width * em, ascent + int(form.property(_DESCENT)))

    def drawObject(  # noqa: N802 - Qt's name
        self, painter: QPainter, rect: QRectF, _document: QTextDocument, _position: int,
        form: QTextFormat,
    ) -> None:  # fmt: skip
        """Fill the outlines, their baseline where the text's is."""
        formula = self.formulas.get(str(form.property(_KEY)))
        if formula is None:
            return
        em, descent = float(form.property(_EM)), int(form.property(_DESCENT))
        pen = painter.pen().color()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(QPointF(rect.left(), rect.bottom() - descent))
        painter.scale(em / _GRID, em / _GRID)
        for shape in formula.shapes:
            painter.fillPath(outline(shape.path), QColor(shape.color) if shape.color else pen)
        painter.restore()


def formula_format(
    ref: MathRef, formula: Formula, base: QTextCharFormat, line: QFont, em: float, room: float
) -> QTextCharFormat:
    """Return the format of a formula's place: ``em`` in pixels, shrunk to fit ``room``.

    A formula within a line is as tall as the ``line`` font at least: a line that holds nothing
    else stands on the same baseline as its neighbors.
    """
    if formula.width * em > room > 0:
        em = room / formula.width
    metrics = QFontMetricsF(line)
    ascent, least = (0.0, 0.0) if ref.display else (metrics.ascent(), metrics.descent())
    descent = math.ceil(max(formula.depth * em, least) - 0.05)
    form = QTextCharFormat()
    form.setObjectType(FORMULA)
    form.setForeground(base.foreground())
    form.setProperty(SOURCE, source(ref))
    form.setProperty(_KEY, ref.key)
    form.setProperty(_EM, em)
    form.setProperty(_DESCENT, max(0, descent))
    form.setProperty(_ASCENT, ascent)
    if descent > 0:
        form.setFont(font_of_descent(descent, line.family()))
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return form


def source(ref: MathRef) -> str:
    """Return a formula as it stands in the deck."""
    return f"$${ref.tex}$$" if ref.display else f"${ref.tex}$"


@lru_cache(maxsize=256)
def font_of_descent(descent: int, family: str = "") -> QFont:
    """Return a font whose descent is so many pixels: Qt takes an object's descent from there."""
    font = QFont(family) if family else QFont()
    for size in range(1, _DESCENT_SIZES):
        font.setPixelSize(size)
        if QFontMetrics(font).descent() >= descent:
            break
    return font


@lru_cache(maxsize=1024)
def outline(path: str) -> QPainterPath:
    """Return the painter path of a shape, in thousandths of an em."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for sign, numbers in _NUMBERS.findall(path):
        xy = [float(number) for number in numbers.split()]
        if sign == "M":
            made.moveTo(*xy)
        elif sign == "L":
            made.lineTo(*xy)
        elif sign == "Q":
            made.quadTo(*xy)
        elif sign == "C":
            made.cubicTo(*xy)
        else:
            made.closeSubpath()
    return made
