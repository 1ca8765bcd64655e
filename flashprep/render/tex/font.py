"""The signs of STIX Two Math and its table of constants, in em, read through ziamath.

The one module that knows ziamath and ziafont.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flashprep.core.i18n import _
from flashprep.render.tex.nodes import TexFault

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
    import ziamath.zmath  # noqa: PLC0415 - 0.2 s, and only a formula that no cache holds needs it

    return ziamath.zmath.loadedfonts["default"]


@cache
def constant(name: str) -> float:
    """Return a constant of the font's MATH table in em (percentages as fractions)."""
    value: int = getattr(_font().math.consts, name)
    return value / 100 if "Percent" in name else value / _units()


@cache
def glyph(char: str, script: bool = False) -> Glyph:
    """Return the sign of a character; ``script`` takes the form drawn for small sizes."""
    return _made(_index(char, script))


@cache
def variant(char: str, size: float, vertical: bool = True) -> Glyph:
    """Return the smallest form of a sign that is ``size`` em long; built of parts if need be."""
    if size > _MAX_SIZE:
        raise TexFault(_("The formula is too large."))
    font, index = _font(), _index(char, False)
    listed = font.math.listvariants(index, vert=vertical)
    units = size * _units()
    if not listed:
        return _made(index)
    if units <= max(listed) or not _grows(font, index, vertical):
        fitting = [length for length in listed if length >= units] or [max(listed)]
        return _made(listed[min(fitting)])
    return _assembled(font.math.variant(index, units, vert=vertical), vertical)


@cache
def widest_within(char: str, width: float) -> Glyph:
    """Return the widest form of an accent that is no wider than ``width`` em."""
    index = _index(char, False)
    forms = [_made(index)]
    forms += [_made(form) for form in _font().math.listvariants(index, vert=False).values()]
    fitting = [form for form in forms if form.right - form.left <= width]
    return max(fitting, key=lambda form: form.right - form.left) if fitting else forms[0]


def _units() -> float:
    return float(_font().info.layout.unitsperem)


def _index(char: str, script: bool) -> int:
    font = _font()
    index: int = font.glyphindex(char)
    if not index:
        raise TexFault(_("The font has no sign {sign}.").format(sign=char))
    if script and font.gsub:
        index = font.gsub.sub([index], font.features)[0]
    return index


def _grows(font: Any, index: int, vertical: bool) -> bool:
    table = font.math._variantsvert if vertical else font.math._variantshorz  # noqa: SLF001
    return table.construction[table.coverage.covidx(index)].assembly is not None


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
        tuple(_steps(sign.operators, 0, 0)),
    )


def _assembled(built: Any, vertical: bool) -> Glyph:
    units, steps = _units(), list[Step]()
    for part, offset in zip(built.glyphs, built.offsets, strict=True):
        along = (0, offset) if vertical else (offset, 0)
        steps += _steps(part.operators, *along)
    box = built.bbox
    width = built.advance() / units
    return Glyph(width, box.ymax / units, -box.ymin / units, 0.0, None, box.xmin / units,
                 box.xmax / units, tuple(steps))  # fmt: skip


def _steps(operators: Any, x: float, y: float) -> list[Step]:
    units = _units()
    steps: list[Step] = []
    for operator in operators:
        points, _controls = operator.points()
        sign = "M" if type(operator).__name__ == "Moveto" else " LQC"[len(points)]
        flat = [value for p in points for value in ((p.x + x) / units, (p.y + y) / units)]
        steps.append((sign, tuple(flat)))
    return steps
