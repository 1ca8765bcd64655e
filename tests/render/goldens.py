"""What the conformance sheet's formulas become, as structure: signs, extents, and where ink lies.

``python -m tests.render.goldens`` renews ``goldens.json`` and names what changed: look at those
formulas first (``python -m tests.gallery OUT --formulas``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashprep.render.tex.boxes import Box
from flashprep.render.tex.layout import layout
from flashprep.render.tex.nodes import Sign, Words
from flashprep.render.tex.parser import parse
from tests.render.conformance import CONSTRUCTS, Construct

FILE = Path(__file__).with_name("goldens.json")

GRID = 20
"""Places are kept in steps of em/20: a twentieth of a letter's width is not seen."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A formula's signs in reading order, and numbers in steps of em/20.

    ``extents`` are width, height and depth; ``ink`` holds for each outline its left edge, its
    bottom and its top.
    """

    signs: str
    extents: tuple[int, ...]
    ink: tuple[tuple[int, ...], ...]


def made(construct: Construct) -> Golden:
    """Set a formula and return its structure."""
    node = parse(construct.tex)
    box = layout(node, display=construct.display)
    width, height, depth, _shapes = box.outlines()
    return Golden(_signs(node), _steps(width, height, depth), tuple(_ink(box, 0.0, 0.0)))


def stored() -> dict[str, Golden]:
    """Return the goldens on disk by their TeX; a formula within a line starts with a dollar."""
    lines = json.loads(FILE.read_text(encoding="utf-8"))
    return {tex: _read(*parts) for tex, parts in lines.items()}


def name(construct: Construct) -> str:
    """Return the name under which a golden is kept."""
    return construct.tex if construct.display else f"${construct.tex}$"


def near(one: Golden, other: Golden) -> bool:
    """Tell whether two are the same but for a step of rounding."""
    if one.signs != other.signs or len(one.ink) != len(other.ink):
        return False
    pairs = zip((one.extents, *one.ink), (other.extents, *other.ink), strict=True)
    return all(abs(a - b) <= 1 for p, q in pairs for a, b in zip(p, q, strict=True))


def _read(signs: str, extents: list[int], ink: str) -> Golden:
    places = (tuple(map(int, place.split(","))) for place in ink.split())
    return Golden(signs, tuple(extents), tuple(places))


def _steps(*ems: float) -> tuple[int, ...]:
    return tuple(round(value * GRID) for value in ems)


def _ink(box: Box, x: float, y: float) -> list[tuple[int, ...]]:
    found = []
    for at, up, part in box.parts:
        if isinstance(part, Box):
            found += _ink(part, x + at, y + up)
        else:
            left, _right, bottom, top = part.edges(x + at, y + up)
            found.append(_steps(left, bottom, top))
    return found


def _signs(node: Any) -> str:
    if isinstance(node, Sign):
        return node.char
    if isinstance(node, Words):
        return node.text
    if isinstance(node, str):
        return ""
    if isinstance(node, (list, tuple)):
        return "".join(map(_signs, node))
    fields = getattr(node, "__dataclass_fields__", {})
    return "".join(_signs(getattr(node, field)) for field in fields if field != "kind")


def main() -> None:
    """Write all goldens, one a line, and name those that changed."""
    before = stored() if FILE.exists() else {}
    lines = []
    for construct in CONSTRUCTS:
        if construct.refused:
            continue
        golden, key = made(construct), name(construct)
        if key not in before or not near(golden, before[key]):
            print("changed:", key)
        ink = " ".join(",".join(map(str, place)) for place in golden.ink)
        value = [golden.signs, golden.extents, ink]
        lines.append(f"{json.dumps(key)}:{json.dumps(value, ensure_ascii=False)}")
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
