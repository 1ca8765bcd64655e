"""What is placed where: boxes with a baseline, holding outlines, rules and other boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashprep.render.tex.font import Glyph, Step

_GRID = 1000


@dataclass(slots=True)
class Ink:
    """An outline at a scale; its edges are in units of the outline."""

    steps: tuple[Step, ...]
    scale: float
    left: float
    right: float
    top: float
    bottom: float

    def edges(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Return left, right, bottom and top of the outline placed at x, y."""
        scale = self.scale
        horizontal = x + self.left * scale, x + self.right * scale
        return *horizontal, y + self.bottom * scale, y + self.top * scale


@dataclass(slots=True)
class Box:
    """A piece of a formula, in em of the whole formula; y grows upward from the baseline.

    ``italic`` is how far the last sign leans out; ``attach`` where an accent sits, if the box is
    one sign; ``is_sign`` places scripts by the sign's own rules rather than by the box's size.
    """

    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    italic: float = 0.0
    attach: float | None = None
    is_sign: bool = False
    color: str | None = None
    parts: list[tuple[float, float, Box | Ink]] = field(default_factory=list)

    def put(self, x: float, y: float, box: Box) -> None:
        """Place a box with its origin at x, y; heights grow to hold it, the width does not."""
        self.parts.append((x, y, box))
        self.height = max(self.height, box.height + y)
        self.depth = max(self.depth, box.depth - y)

    def outlines(self) -> tuple[float, float, float, list[tuple[str, str]]]:
        """Return width, height, depth in em, and one path in em/1000 per color, y downward.

        They hold all ink, whatever TeX was told to take a part for (``smash``): nothing is cut.
        """
        left, right, bottom, top = self.ink(0.0, 0.0)
        shift = max(0.0, -left)
        paths: dict[str, list[str]] = {}
        self.draw(shift, 0.0, "", paths)
        width = max(self.width, right) + shift
        height, depth = max(self.height, top), max(self.depth, -bottom)
        shapes = [("".join(path), color) for color, path in paths.items() if path]
        return round(width, 4), round(height, 4), round(depth, 4), shapes

    def ink(self, x: float, y: float) -> tuple[float, float, float, float]:
        """Return the left, right, bottom and top of the ink of a box placed at x, y."""
        left = right = bottom = top = 0.0
        for at, up, part in self.parts:
            low, high, deep, tall = (
                part.ink(x + at, y + up) if isinstance(part, Box) else part.edges(x + at, y + up)
            )
            left, right = min(left, low), max(right, high)
            bottom, top = min(bottom, deep), max(top, tall)
        return left, right, bottom, top

    def draw(self, x: float, y: float, color: str, paths: dict[str, list[str]]) -> None:
        """Add the outlines to ``paths``, by color."""
        own = color if self.color is None else self.color
        for at, up, part in self.parts:
            if isinstance(part, Box):
                part.draw(x + at, y + up, own, paths)
            else:
                paths.setdefault(own, []).append(_path(part, x + at, y + up))


def sign_box(sign: Glyph, scale: float, *, lift: float = 0.0) -> Box:
    """Return a sign as a box, raised by ``lift``."""
    box = Box(
        sign.width * scale,
        sign.height * scale + lift,
        sign.depth * scale - lift,
        sign.italic * scale,
        None if sign.attach is None else sign.attach * scale,
        is_sign=True,
    )
    box.parts.append(
        (0.0, lift, Ink(sign.steps, scale, sign.left, sign.right, sign.height, -sign.depth))
    )
    return box


def rule_box(width: float, height: float, depth: float = 0.0) -> Box:
    """Return a filled rectangle from ``depth`` below to ``height`` above the baseline."""
    corners = ((0.0, -depth), (width, -depth), (width, height), (0.0, height))
    return shape_box(corners, width, height, depth)


def shape_box(
    corners: tuple[tuple[float, float], ...], width: float, height: float, depth: float
) -> Box:
    """Return a filled polygon as a box of the given size.

    It runs clockwise, as the outlines of signs do: where two overlap, the fill must not cancel.
    """
    after = (*corners[1:], corners[0])
    if sum(x * v - u * y for (x, y), (u, v) in zip(corners, after, strict=True)) > 0:
        corners = corners[::-1]
    steps = tuple(("M" if at == 0 else "L", corner) for at, corner in enumerate(corners))
    box = Box(width, height, depth)
    box.parts.append((0.0, 0.0, Ink(steps, 1.0, 0.0, width, height, -depth)))
    return box


def _path(ink: Ink, x: float, y: float) -> str:
    """Return an outline as path commands on a grid of em/1000."""
    scale, out, started = ink.scale, [], False
    for sign, coordinates in ink.steps:
        if sign == "M":
            out.append("Z" if started else "")
            started = True
        points = (
            round(((x if at % 2 == 0 else y) + value * scale) * (-_GRID if at % 2 else _GRID))
            for at, value in enumerate(coordinates)
        )
        out.append(sign + " ".join(map(str, points)))
    return "".join((*out, "Z" if started else ""))
