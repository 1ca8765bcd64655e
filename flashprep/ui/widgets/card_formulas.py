"""Formulas as objects in a text: outlines filled in the text's color, on its baseline."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from flashprep.ui.theme.palette import DARK, LIGHT, contrast

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
TAIL = QTextFormat.Property.UserProperty + 6
_TAIL_FONT = QTextFormat.Property.UserProperty + 7

_GRID = 1000.0
_CLOSING = re.compile(r"[,.;:!?%)\]’”\"']{1,4}(?=\s|$)")
_NUMBERS = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_TRIES = 6
_HALF, _STEPS = 0.5, 20
_READABLE = 4.5


class FormulaObject(QPyTextObject):
    """Measures and paints the formulas of one document."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.formulas: dict[str, Formula] = {}

    def intrinsicSize(self, _document: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        """Return the room a formula takes; the descent is the one its format's font has."""
        formula = self.formulas.get(str(form.property(_KEY)))
        if formula is None:
            return QSizeF(0, 0)
        em = float(form.property(_EM))
        ascent = max(formula.height * em, float(form.property(_ASCENT)))
        width = formula.width * em + tail_width(form)
        return QSizeF(width, ascent + float(form.property(_DESCENT)))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _position: int,
        form: QTextFormat,
    ) -> None:  # fmt: skip
        """Fill the outlines, their baseline where the text's is."""
        formula = self.formulas.get(str(form.property(_KEY)))
        if formula is None:
            return
        em, descent = float(form.property(_EM)), float(form.property(_DESCENT))
        pen = painter.pen().color().name()
        box = QRectF(rect)
        start = _on_pixel(painter, QPointF(box.left(), box.bottom() - descent))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(start)
        painter.scale(em / _GRID, em / _GRID)
        for shape in formula.shapes:
            painter.fillPath(outline(shape.path), readable(shape.color or pen, pen))
        painter.restore()
        if tail := form.property(TAIL):
            painter.save()
            painter.setFont(form.property(_TAIL_FONT))
            painter.drawText(start + QPointF(formula.width * em, 0.0), str(tail))
            painter.restore()


def formula_format(
    ref: MathRef,
    formula: Formula,
    base: QTextCharFormat,
    line: QFont,
    em: float,
    room: float,
    tail: str = "",
) -> QTextCharFormat:
    """Return the format of a formula's place: ``em`` in pixels, shrunk to fit ``room``.

    A formula within a line is as tall as the ``line`` font at least: a line that holds nothing
    else stands on the same baseline as its neighbors. The ``tail`` is painted right behind it.
    """
    form = QTextCharFormat()
    if tail:
        form.setProperty(TAIL, tail)
        form.setProperty(_TAIL_FONT, whole(base.font().resolve(line)))
    room -= tail_width(form)
    if formula.width * em > room > 0:
        em = room / formula.width
    metrics = QFontMetricsF(line)
    ascent, least = (0.0, 0.0) if ref.display else (metrics.ascent(), metrics.descent())
    descent = math.ceil(max(formula.depth * em, least) - 0.05)
    form.setObjectType(FORMULA)
    form.setForeground(base.foreground())
    form.setProperty(SOURCE, source(ref))
    form.setProperty(_KEY, ref.key)
    form.setProperty(_EM, em)
    form.setProperty(_DESCENT, 0.0)
    form.setProperty(_ASCENT, ascent)
    if descent > 0:
        font = font_of_descent(descent, line.family())
        form.setFont(font)
        form.setProperty(_DESCENT, QFontMetricsF(font).descent())
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return form


def whole(font: QFont) -> QFont:
    """Return a font with its size and face set outright.

    What a font only has by default, a painter replaces by what its device has.
    """
    made = QFont(font)
    made.setFamilies(font.families())
    made.setPointSizeF(font.pointSizeF())
    made.setWeight(font.weight())
    made.setItalic(font.italic())
    return made


def take_closing(cursor: QTextCursor) -> str:
    """Take the signs out of the text that close what the selected formula ends, and return them.

    Qt breaks a line behind any object: a comma or a bracket would begin the next one.
    """
    block, end = cursor.block(), cursor.selectionEnd()
    found = _CLOSING.match(block.text(), end - block.position())
    if found is None:
        return ""
    behind = QTextCursor(cursor.document())
    behind.setPosition(end)
    behind.setPosition(end + len(found[0]), QTextCursor.MoveMode.KeepAnchor)
    behind.removeSelectedText()
    return found[0]


def tail_width(form: QTextFormat) -> float:
    """Return the width in pixels of the signs behind a formula."""
    tail = form.property(TAIL)
    return QFontMetricsF(form.property(_TAIL_FONT)).horizontalAdvance(str(tail)) if tail else 0.0


def source(ref: MathRef) -> str:
    """Return a formula as it stands in the deck."""
    return f"$${ref.tex}$$" if ref.display else f"${ref.tex}$"


@lru_cache(maxsize=256)
def font_of_descent(descent: int, family: str = "") -> QFont:
    """Return a font whose descent is so many pixels: Qt takes an object's descent from there.

    Some versions of Qt round that descent and some do not, so it is made a whole number.
    """
    font = QFont(family) if family else QFont()
    size = best = 3.0 * descent
    least = math.inf
    for _try in range(_TRIES):
        font.setPointSizeF(size)
        found = QFontMetricsF(font).descent()
        if abs(found - descent) < least:
            best, least = size, abs(found - descent)
        size *= descent / found if found > 0 else 2.0
    font.setPointSizeF(best)
    return font


@lru_cache(maxsize=64)
def readable(color: str, text: str) -> QColor:
    """Return a color that a deck names, moved toward the text's until it can be read.

    A deck does not know the theme: of the two, the one whose text has that color is taken.
    """
    ground = LIGHT.window if QColor(text).lightnessF() < _HALF else DARK.raised
    named, plain = QColor(color), QColor(text)
    for step in range(_STEPS + 1):
        share = step / _STEPS
        mixed = QColor.fromRgbF(
            named.redF() * (1 - share) + plain.redF() * share,
            named.greenF() * (1 - share) + plain.greenF() * share,
            named.blueF() * (1 - share) + plain.blueF() * share,
        )
        if contrast(mixed.name(), ground) >= _READABLE:
            return mixed
    return plain


def _on_pixel(painter: QPainter, at: QPointF) -> QPointF:
    """Return a point with its height on a whole pixel of the device, as Qt places text."""
    transform = painter.deviceTransform()
    if transform.isRotating() or transform.m22() == 0:
        return at
    height = transform.map(at).y()
    return at + QPointF(0.0, (math.floor(height + 0.5) - height) / transform.m22())


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
