"""One formula: from TeX to outlines that a painter can fill, or to a reason why not.

The engine in ``render.tex`` is imported, and the font behind it (STIX Two Math, which comes with
ziamath) opened, on the first formula that no cache holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flashprep.core.i18n import _

TEX_LENGTH = 4_000


@dataclass(frozen=True, slots=True)
class Shape:
    """Outlines to be filled: ``M x y``, ``L x y``, ``Q x y x y``, ``C …``, ``Z`` in em/1000.

    y grows downward from the baseline. ``color`` is a hex color, or "" for the text's own.
    """

    path: str
    color: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A set formula; ``width``, ``height`` above and ``depth`` below the baseline are in em.

    If ``fault`` is not empty, the formula could not be set: it says why, the shapes are empty, and
    the TeX itself is to be shown.
    """

    width: float
    height: float
    depth: float
    shapes: tuple[Shape, ...]
    fault: str = ""


def typeset(tex: str, *, display: bool) -> Formula:
    """Return a formula set as TeX would set it, or a Formula whose ``fault`` says why not."""
    from flashprep.render.tex import TexError, set_formula

    if len(tex) > TEX_LENGTH:
        return fault(_("The formula is longer than 4,000 characters."))
    try:
        width, height, depth, shapes = set_formula(tex, display=display)
    except TexError as reason:
        return fault(str(reason))
    except RecursionError:
        return fault(_("The formula is nested too deeply."))
    return Formula(width, height, depth, tuple(Shape(path, color) for path, color in shapes))


def check(tex: str) -> str:
    """Return why a formula cannot be set, or ""; for lint, by the same road as ``typeset``."""
    return typeset(tex, display=True).fault


def fault(reason: str) -> Formula:
    """Return the formula that stands for one that cannot be set."""
    return Formula(0.0, 0.0, 0.0, (), reason)


def to_json(formula: Formula) -> list[Any]:
    """Return a formula as lists, texts and numbers."""
    shapes = [[shape.path, shape.color] for shape in formula.shapes]
    return [formula.width, formula.height, formula.depth, shapes, formula.fault]


def from_json(value: Any) -> Formula | None:
    """Return the formula that ``to_json`` wrote; None if it is not one."""
    try:
        width, height, depth, shapes, reason = value
        made = tuple(Shape(str(path), str(color)) for path, color in shapes)
        return Formula(float(width), float(height), float(depth), made, str(reason))
    except (TypeError, ValueError):
        return None
