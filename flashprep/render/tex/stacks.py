"""Fractions, roots, delimiters and tables (appendix G, 11, 15 and 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.render.tex.boxes import Box, rule_box, sign_box
from flashprep.render.tex.font import constant, glyph, variant
from flashprep.render.tex.setting import Setting, centered

if TYPE_CHECKING:
    from flashprep.render.tex import nodes as n
    from flashprep.render.tex.setting import Build

_NULL = 0.12
"""The empty width beside fractions and for a delimiter that is none, in em."""

_TEXT_UP, _TEXT_DOWN = 0.394, 0.345
"""The least shifts in fractions within a line are Computer Modern's; the font's own part a half
by as much as a display."""

_FACTOR, _SHORTFALL = 0.901, 0.5
"""A delimiter may be shorter than what it encloses by this factor, or this much in em."""

_BIG = 1.2
_STRUT_HEIGHT, _STRUT_DEPTH = 0.7, 0.3
_ARRAY_SIDE = 0.5
_DEGREE_CLEAR = 0.06
"""So much higher, in em, a root's degree does not touch the hook below it."""
_SIDES = {"l": 0.0, "c": 0.5, "r": 1.0}
_SLANT = 2.0
"""How much wider than its widest line a ``multline`` is, in em."""


def fraction(node: n.Fraction, at: Setting, build: Build) -> Box:
    """Return one formula over another, with a bar or in parentheses."""
    if node.style is not None:
        at = Setting(max(node.style, 0), at.cramped)
    top = build(node.top, at.part(cramped=False))
    bottom = build(node.bottom, at.part(cramped=True))
    line = at.size("fractionRuleThickness") if node.rule else 0.0
    up, down = _shifts(node, at, top, bottom, line)
    inner = max(top.width + top.italic, bottom.width + bottom.italic)
    side = _NULL * at.scale
    box = Box(inner + 2 * side)
    box.put(side + (inner - top.width - top.italic) * _SIDES[node.align], up, top)
    box.put(side + (inner - bottom.width - bottom.italic) / 2, -down, bottom)
    if node.rule:
        axis = at.size("axisHeight")
        box.put(side, 0.0, rule_box(inner, axis + line / 2, line / 2 - axis))
    if node.left or node.right:
        return _enclosed(box, node.left, node.right, at)
    return box


def _shifts(
    node: n.Fraction, at: Setting, top: Box, bottom: Box, line: float
) -> tuple[float, float]:
    """Return how far the top is raised and the bottom lowered."""
    axis, mode = at.size("axisHeight"), "DisplayStyle" if at.display else ""
    if node.rule:
        up = at.size(f"fractionNumerator{mode}ShiftUp") if mode else _TEXT_UP * at.scale
        down = at.size(f"fractionDenominator{mode}ShiftDown") if mode else _TEXT_DOWN * at.scale
        num = at.size("fractionNumDisplayStyleGapMin" if mode else "fractionNumeratorGapMin")
        den = at.size("fractionDenomDisplayStyleGapMin" if mode else "fractionDenominatorGapMin")
        up = max(up, axis + line / 2 + num + top.depth)
        return up, max(down, bottom.height + den + line / 2 - axis)
    up = at.size(f"stackTop{mode}ShiftUp")
    down = at.size(f"stackBottom{mode}ShiftDown")
    gap = at.size("stackDisplayStyleGapMin" if mode else "stackGapMin")
    missing = gap - ((up - top.depth) - (bottom.height - down))
    return (up + missing / 2, down + missing / 2) if missing > 0 else (up, down)


def radical(node: n.Radical, at: Setting, build: Build) -> Box:
    """Return a root with its body under the bar."""
    body = build(node.body, at.crampedly())
    line = at.size("radicalRuleThickness")
    gap = at.size("radicalDisplayStyleVerticalGap" if at.display else "radicalVerticalGap")
    tall = max(body.height + body.depth, 0.5 * at.scale) + gap + line
    sign = sign_box(variant("√", tall / at.scale), at.scale)
    total = sign.height + sign.depth
    gap += max(0.0, total - tall) / 2
    top = body.height + gap + line
    width = body.width + body.italic
    box = Box()
    x = 0.0
    if node.degree is not None:
        x = _degree(box, build(node.degree, Setting(3)), top, total, at)
    box.put(x, top - sign.height, sign)
    x += sign.width
    box.put(x, 0.0, rule_box(width, top, line - top))
    box.put(x, 0.0, body)
    box.width = x + width + 0.04 * at.scale
    box.height = max(box.height, top + at.size("radicalExtraAscender") / 2)
    return box


def _degree(box: Box, degree: Box, top: float, total: float, at: Setting) -> float:
    """Place the degree in the hook of a root and return where the root begins."""
    raised = top - total + constant("radicalDegreeBottomRaisePercent") * total
    raised += _DEGREE_CLEAR * at.scale
    before, after = at.size("radicalKernBeforeDegree"), at.size("radicalKernAfterDegree")
    start = max(0.0, -(before + degree.width + after))
    box.put(start + before, raised + degree.depth, degree)
    return start + before + degree.width + after


def delimiter(char: str, size: float, at: Setting) -> Box:
    """Return a delimiter at least ``size`` em tall, centered on the axis; "" is empty width."""
    if not char:
        return Box(_NULL * at.scale)
    return centered(sign_box(variant(char, size / at.scale), at.scale), at)


def _needed(parts: list[Box], at: Setting) -> float:
    axis = at.size("axisHeight")
    reach = max((max(part.height - axis, part.depth + axis) for part in parts), default=0.0)
    return max(2 * reach * _FACTOR, 2 * reach - _SHORTFALL * at.scale)


def _enclosed(inner: Box, left: str, right: str, at: Setting) -> Box:
    size = _needed([inner], at)
    return _side_by_side([delimiter(left, size, at), inner, delimiter(right, size, at)])


def _side_by_side(parts: list[Box]) -> Box:
    box, x = Box(), 0.0
    for part in parts:
        box.put(x, 0.0, part)
        x += part.width + part.italic
    box.width = x
    return box


def fence(node: n.Fence, at: Setting, build: Build) -> Box:
    """Return parts between delimiters that grow with them."""
    parts = [build(part, at) for part in node.parts]
    size = _needed(parts, at)
    placed: list[Box] = []
    last = len(node.delimiters) - 1
    for index, char in enumerate(node.delimiters):
        sign = delimiter(char, size, at)
        middle = 0 < index < last
        placed += [Box(0.167 * at.scale), sign, Box(0.167 * at.scale)] if middle else [sign]
        if index < len(parts):
            placed.append(parts[index])
    return _side_by_side(placed)


def big(node: n.Big, at: Setting) -> Box:
    """Return a delimiter of a fixed size."""
    plain = glyph("(")
    size = node.size * _BIG * (plain.height + plain.depth) * _FACTOR
    return delimiter(node.char, size * at.scale, at)


def table(node: n.Table, at: Setting, build: Build) -> Box:
    """Return rows of cells, the whole centered on the axis."""
    inner = Setting(max(node.level, at.level), at.cramped) if node.level else Setting(0)
    cells = [[build(cell, inner) for cell in row] for row in node.rows]
    columns = max(len(row) for row in cells)
    widths = [
        max((row[c].width + row[c].italic for row in cells if c < len(row)), default=0.0)
        for c in range(columns)
    ]
    if node.slanted:
        widths[0] += _SLANT
    lefts, width = _columns(node, widths, inner.scale)
    baselines, height, edges = _baselines(node, cells, inner.scale)
    lifts = {"t": baselines[0], "b": baselines[-1], "c": at.size("axisHeight") + height / 2}
    lift = lifts[node.anchor]
    box = Box(width)
    for r, (row, y) in enumerate(zip(cells, baselines, strict=True)):
        for c, cell in enumerate(row):
            room = widths[c] - cell.width - cell.italic
            align = node.align[min(c, len(node.align) - 1)]
            if node.slanted and len(cells) > 1:
                align = "l" if r == 0 else "r" if r == len(cells) - 1 else "c"
            x = lefts[c] + room * _SIDES[align]
            box.put(x, lift - y, cell)
    _draw_rules(node, box, lefts, widths, edges, lift)
    box.height, box.depth = max(box.height, lift), max(box.depth, height - lift)
    return box


def _columns(node: n.Table, widths: list[float], scale: float) -> tuple[list[float], float]:
    """Return the left edge of each column and the width of the table."""
    ruled = bool(node.bars or node.lines)
    x = _ARRAY_SIDE * scale if ruled else 0.0
    lefts = []
    for c, width in enumerate(widths):
        if c:
            x += node.gaps[(c - 1) % len(node.gaps)] * scale
        lefts.append(x)
        x += width
    return lefts, x + (_ARRAY_SIDE * scale if ruled else 0.0)


def _baselines(
    node: n.Table, cells: list[list[Box]], scale: float
) -> tuple[list[float], float, list[float]]:
    """Return each row's baseline from the top, the height, and the edges between rows."""
    stretch = node.spread * scale
    y, baselines, edges = 0.0, [], [0.0]
    for r, row in enumerate(cells):
        height = max([_STRUT_HEIGHT * stretch, *(cell.height for cell in row)])
        depth = max([_STRUT_DEPTH * stretch, *(cell.depth for cell in row)])
        if r in node.lines or r - 1 in node.lines:
            height += 0.1 * scale
        y += height
        baselines.append(y)
        y += depth
        if r + 1 < len(cells):
            y += (node.jot + node.extra.get(r, 0.0)) * scale
        edges.append(y)
    return baselines, y, edges


def _draw_rules(
    node: n.Table, box: Box, lefts: list[float], widths: list[float], edges: list[float],
    lift: float,
) -> None:  # fmt: skip
    line = constant("fractionRuleThickness") * 0.8
    for r, count in node.lines.items():
        for again in range(count):
            y = lift - edges[min(r, len(edges) - 1)] - again * 3 * line
            box.put(0.0, 0.0, rule_box(box.width, y + line / 2, line / 2 - y))
    for c, count in node.bars.items():
        for again in range(count):
            x = box.width - line
            if c < len(lefts):
                before = lefts[c - 1] + widths[c - 1] if c else 0.0
                x = (before + lefts[c]) / 2 if c else 0.0
            x += (again if c < len(lefts) else again + 1 - count) * 3 * line
            box.put(x, 0.0, rule_box(line, lift, edges[-1] - lift))
