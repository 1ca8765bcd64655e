"""The signs of STIX Two Math and its table of constants, in em, read through ziamath.

The one module that knows ziamath and ziafont.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flashprep.core.i18n import _
from flashprep.render.tex.nodes import TexError

_MAX_SIZE = 60.0
"""No brace or arrow is drawn longer, in em."""

Step = tuple[str, tuple[float, ...]]
"""One command of an outline (M, L, Q, C) with its coordinates in em, y upward."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign: advance, ink above and below the baseline, corrections, outline; all in em."""

    width: float
    height: float
    depth: float
    italic: float
    attach: float | None
    left: float
    right: float
    steps: tuple[Step, ...]


@cache
def _font() -> Any:
    import ziamath.zmath

    return ziamath.zmath.loadedfonts["default"]


@cache
def constant(name: str) -> float:
    """Return a constant of the font's MATH table in em (percentages as fractions)."""
    value: int = getattr(_font().math.consts, name)
    return value / 100 if "Percent" in name else value / _units()


@cache
def glyph(char: str, *, script: bool = False) -> Glyph:
    """Return the sign of a character; ``script`` takes the form drawn for small sizes."""
    return _made(_index(char, script=script))


@cache
def variant(char: str, size: float, *, vertical: bool = True) -> Glyph:
    """Return the smallest form of a sign that is ``size`` em long; built of parts if need be."""
    if size > _MAX_SIZE:
        raise TexError(_("The formula is too large."))
    font, index = _font(), _index(char)
    listed = font.math.listvariants(index, vert=vertical)
    units = size * _units()
    if not listed:
        return _made(index)
    parts = _parts(index, vertical=vertical)
    if units <= max(listed) or not parts:
        fitting = [length for length in listed if length >= units] or [max(listed)]
        return _made(listed[min(fitting)])
    return _assembled(parts, size, vertical=vertical)


@cache
def drawn_out(char: str, width: float) -> Glyph:
    """Return a sign of straight bars, such as ``=``, at least ``width`` em wide."""
    plain = glyph(char)
    if width > _MAX_SIZE:
        raise TexError(_("The formula is too large."))
    if width <= plain.width:
        return plain
    factor = width / plain.width
    steps = tuple(_moved(step, 0, factor, 0.0) for step in plain.steps)
    edges = plain.left * factor, plain.right * factor
    return Glyph(width, plain.height, plain.depth, 0.0, None, *edges, steps)


@cache
def widest_within(char: str, width: float) -> Glyph:
    """Return the widest form of an accent that is no wider than ``width`` em."""
    index = _index(char)
    forms = [_made(index)]
    forms += [_made(form) for form in _font().math.listvariants(index, vert=False).values()]
    fitting = [form for form in forms if form.right - form.left <= width]
    return max(fitting, key=lambda form: form.right - form.left) if fitting else forms[0]


def _units() -> float:
    return float(_font().info.layout.unitsperem)


def _index(char: str, *, script: bool = False) -> int:
    font = _font()
    index: int = font.glyphindex(char)
    if not index:
        raise TexError(_("The font has no sign {sign}.").format(sign=char))
    if script and font.gsub:
        index = font.gsub.sub([index], font.features)[0]
    return index


def _parts(index: int, *, vertical: bool) -> list[Any]:
    """Return the parts that a sign may be built of at any length; none if it does not grow."""
    math = _font().math
    table = math._variantsvert if vertical else math._variantshorz
    covered = table.coverage.covidx(index)
    assembly = None if covered is None else table.construction[covered].assembly
    return [] if assembly is None else list(assembly.parts)


@cache
def _made(index: int) -> Glyph:
    font = _font()
    sign, units = font.glyph_fromid(index), _units()
    italic = font.math.italicsCorrection.getvalue(index) or 0
    attach = font.math.topattachment(index)
    return Glyph(
        sign.advance() / units,
        sign.bbox.ymax / units,
        -sign.bbox.ymin / units,
        italic / units,
        None if attach is None else attach / units,
        sign.bbox.xmin / units,
        sign.bbox.xmax / units,
        tuple(_steps(sign.operators)),
    )


def _assembled(parts: list[Any], size: float, *, vertical: bool) -> Glyph:
    """Return a sign of ``size`` em built of parts that meet end to end.

    The extenders, which are straight bars, are drawn out instead of repeated: overlapping parts
    would show as darker stretches where their edges fall between two pixels.
    """
    signs = [(_made(part.glyphId), bool(part.partFlags)) for part in parts]
    fixed = sum(_span(sign, vertical=vertical)[1] for sign, extends in signs if not extends)
    extenders = sum(extends for _sign, extends in signs)
    each = max(0.0, size - fixed) / extenders if extenders else 0.0
    steps, along = list[Step](), 0.0
    for sign, extends in signs:
        low, length = _span(sign, vertical=vertical)
        factor = each / length if extends else 1.0
        if factor > 0:
            shift = along - low * factor
            steps += [_moved(step, int(vertical), factor, shift) for step in sign.steps]
            along += length * factor
    left, right = min(s.left for s, _e in signs), max(s.right for s, _e in signs)
    if vertical:
        return Glyph(max(s.width for s, _e in signs), along, 0.0, 0.0, None, left, right,
                     tuple(steps))  # fmt: skip
    height, depth = max(s.height for s, _e in signs), max(s.depth for s, _e in signs)
    return Glyph(along, height, depth, 0.0, None, 0.0, along, tuple(steps))


def _span(sign: Glyph, *, vertical: bool) -> tuple[float, float]:
    """Return where a part begins along its direction, and how long it is."""
    if vertical:
        return -sign.depth, sign.height + sign.depth
    return sign.left, sign.right - sign.left


def _moved(step: Step, axis: int, factor: float, shift: float) -> Step:
    sign, xy = step
    return sign, tuple(
        value * factor + shift if at % 2 == axis else value for at, value in enumerate(xy)
    )


def _steps(operators: Any) -> list[Step]:
    units = _units()
    steps: list[Step] = []
    for operator in operators:
        points, _controls = operator.points()
        sign = "M" if type(operator).__name__ == "Moveto" else " LQC"[len(points)]
        flat = [value for point in points for value in (point.x / units, point.y / units)]
        steps.append((sign, tuple(flat)))
    return steps
