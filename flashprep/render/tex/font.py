"""The signs of STIX Two Math and its table of constants, in em.

The font is the one that comes with ziamath. Ziamath itself is not imported: it would read the whole
font and more into 20 MB and take 300 ms; the tests compare what is read here with its reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flashprep.core.i18n import _
from flashprep.render.tex.nodes import TexError
from flashprep.render.tex.opentype import Part, Typeface

_FILE = "STIXTwoMath-Regular.ttf"

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
def _font() -> Typeface:
    return Typeface(font_file())


def font_file() -> Path:
    """Return where the font lies; raises ``FileNotFoundError`` if ziamath is not installed."""
    spec = find_spec("ziamath")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(_FILE)
    return Path(spec.submodule_search_locations[0], "fonts", _FILE)


@cache
def constant(name: str) -> float:
    """Return a constant of the font's MATH table in em (percentages as fractions)."""
    value = _font().constant(name)
    return value / 100 if "Percent" in name else value / _font().units


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
    listed = font.variants(index, vertical=vertical)
    units = size * font.units
    if not listed:
        return _made(index)
    parts = font.parts(index, vertical=vertical)
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
    forms += [_made(form) for form in _font().variants(index, vertical=False).values()]
    fitting = [form for form in forms if form.right - form.left <= width]
    return max(fitting, key=lambda form: form.right - form.left) if fitting else forms[0]


def _index(char: str, *, script: bool = False) -> int:
    font = _font()
    index = font.index(char)
    if not index:
        raise TexError(_("The font has no sign {sign}.").format(sign=char))
    return font.small_form(index) if script else index


@cache
def _made(index: int) -> Glyph:
    font = _font()
    outline, units = font.outline(index), font.units
    left, bottom, right, top = outline.box
    attach = font.attachment(index)
    return Glyph(
        font.advance(index) / units,
        top / units,
        -bottom / units,
        font.italic(index) / units,
        None if attach is None else attach / units,
        left / units,
        right / units,
        tuple(
            (sign, tuple(value / units for point in points for value in point))
            for sign, points in outline.steps
        ),
    )


def _assembled(parts: list[Part], size: float, *, vertical: bool) -> Glyph:
    """Return a sign of ``size`` em built of parts that meet end to end.

    The extenders, which are straight bars, are drawn out instead of repeated: overlapping parts
    would show as darker stretches where their edges fall between two pixels.
    """
    signs = [(_made(part.index), part.extends) for part in parts]
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
