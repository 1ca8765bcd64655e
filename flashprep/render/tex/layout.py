"""Nodes to boxes by TeX's rules: rows, the space between atoms, fonts, spaces, colors.

The rules are those of the TeXbook's appendix G, with the constants of OpenType's MATH table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flashprep.core.i18n import _
from flashprep.render.tex import nodes as n
from flashprep.render.tex import scripts, stacks
from flashprep.render.tex.boxes import Box, rule_box, shape_box, sign_box
from flashprep.render.tex.font import constant, glyph, variant
from flashprep.render.tex.nodes import TexError
from flashprep.render.tex.setting import Setting, centered
from flashprep.render.tex.symbols import INTEGRALS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

_SPACING = (
    # Ord Op Bin Rel Open Close Punct Inner; a negative space vanishes in scripts
    (0, 3, -4, -5, 0, 0, 0, -3),
    (3, 3, 0, -5, 0, 0, 0, -3),
    (-4, -4, 0, 0, -4, 0, 0, -4),
    (-5, -5, 0, 0, -5, 0, 0, -5),
    (0, 0, 0, 0, 0, 0, 0, 0),
    (0, 3, -4, -5, 0, 0, 0, -3),
    (-3, -3, 0, -3, -3, -3, -3, -3),
    (-3, 3, -4, -5, -3, 0, -3, -3),
)
"""The TeXbook's table of chapter 18 in 1/18 em, by the kinds of two neighbors."""

_MAX_EXTENT = 120.0
"""In em; a page is some 40 wide, and a formula is shrunk to it."""

_BEFORE_UNARY = frozenset({Kind.BIN, Kind.OP, Kind.REL, Kind.OPEN, Kind.PUNCT})
_AFTER_UNARY = frozenset({Kind.REL, Kind.CLOSE, Kind.PUNCT})


def layout(node: n.Node, *, display: bool) -> Box:
    """Return a whole formula as a box; TexError if it is too large for any page."""
    box = build(node, Setting(0 if display else 1))
    box.width += box.italic
    if max(box.width, box.height, box.depth) > _MAX_EXTENT:
        raise TexError(_("The formula is too large."))
    return box


def build(node: n.Node, at: Setting) -> Box:
    """Return the box of a node in a setting."""
    builder: Callable[[Any, Setting], Box] = _BUILDERS[type(node)]
    return builder(node, at)


def _row(row: n.Row, at: Setting) -> Box:
    atoms: list[tuple[Kind | None, Box]] = []
    settings: list[Setting] = []
    for item in row.items:
        if isinstance(item, n.Style):
            at = Setting(item.level, at.cramped)
        else:
            atoms.append((None if isinstance(item, n.Space) else item.kind, build(item, at)))
            settings.append(at)
    kinds = _settled([kind for kind, _box in atoms])
    box, x, before = Box(), 0.0, None
    for kind, (_kind, atom), setting in zip(kinds, atoms, settings, strict=True):
        if kind is not None and before is not None:
            x += _gap(before, kind, setting)
        box.put(x, 0.0, atom)
        x += atom.width + (atom.italic if kind is not None else 0.0)
        before = kind if kind is not None else before
    if len(atoms) == 1:
        only = atoms[0][1]
        box.attach, box.is_sign, box.italic = only.attach, only.is_sign, only.italic
        x -= only.italic
    box.width = x
    return box


def _settled(kinds: list[Kind | None]) -> list[Kind | None]:
    """Return the kinds with a sign such as minus as ordinary where it has no left operand."""
    settled: list[Kind | None] = []
    before: Kind | None = None
    last = -1
    for at, given in enumerate(kinds):
        kind = given
        if kind is Kind.BIN and (before is None or before in _BEFORE_UNARY):
            kind = Kind.ORD
        if kind in _AFTER_UNARY and before is Kind.BIN:
            settled[last] = Kind.ORD
        settled.append(kind)
        if kind is not None:
            before, last = kind, at
    if before is Kind.BIN:
        settled[last] = Kind.ORD
    return settled


def _gap(left: Kind, right: Kind, at: Setting) -> float:
    mu = _SPACING[left][right]
    if mu < 0:
        mu = 0 if at.is_script else -mu
    return mu / 18 * at.scale


def _sign(sign: n.Sign, at: Setting) -> Box:
    if sign.large and at.display:
        form = variant(sign.char, constant("displayOperatorMinHeight"))
    else:
        form = glyph(sign.char, script=at.is_script)
    box = sign_box(form, at.scale)
    if not sign.large:
        return box
    if sign.char in INTEGRALS:
        box.width -= box.italic  # OpenType counts the lean of an integral in, TeX does not
    return centered(box, at)


def _words(words: n.Words, at: Setting) -> Box:
    box, x = Box(), 0.0
    for char in words.text:
        if char.isspace():
            x += 0.25 * at.scale
            continue
        letter = sign_box(glyph(char, script=at.is_script), at.scale)
        box.put(x, 0.0, letter)
        x += letter.width
    box.width = x
    return box


def _operator(operator: n.Operator, at: Setting) -> Box:
    return build(operator.body, at)


def _space(space: n.Space, at: Setting) -> Box:
    return Box(space.width * at.scale)


def _color(color: n.Color, at: Setting) -> Box:
    box = build(color.body, at)
    outer = Box(box.width, italic=box.italic, attach=box.attach, is_sign=box.is_sign)
    outer.put(0.0, 0.0, box)
    box.color = color.color
    return outer


def _phantom(phantom: n.Phantom, at: Setting) -> Box:
    body = build(phantom.body, at)
    width = body.width if phantom.width else 0.0
    box = Box(width)
    if phantom.shown:
        box.put(body.width * phantom.align, 0.0, body)
    box.height = body.height if phantom.height else 0.0
    box.depth = body.depth if phantom.depth else 0.0
    return box


def _negated(negated: n.Negated, at: Setting) -> Box:
    body = build(negated.body, at)
    form = glyph("\u0338", script=at.is_script)
    slash = sign_box(form, at.scale)
    box = Box(body.width, is_sign=True)
    box.put(0.0, 0.0, body)
    box.put((body.width - (form.left + form.right) * at.scale) / 2, 0.0, slash)
    return box


def _scaled(scaled: n.Scaled, at: Setting) -> Box:
    return build(scaled.body, Setting(max(scaled.level, at.level), at.cramped))


def _frame(frame: n.Frame, at: Setting) -> Box:
    body = build(frame.body, at)
    line = at.size("fractionRuleThickness")
    pad = {"box": 0.25, "line": 0.0}.get(frame.shape, 0.08) * at.scale
    width, height, depth = body.width + 2 * pad, body.height + pad, body.depth + pad
    box = Box(width)
    box.put(pad, 0.0, body)
    if frame.shape == "box":
        for x, w, top, bottom in (
            (0.0, width, height, height - line), (0.0, width, line - depth, -depth),
            (0.0, line, height, -depth), (width - line, line, height, -depth),
        ):  # fmt: skip
            box.put(x, 0.0, rule_box(w, top, -bottom))
    elif frame.shape == "line":
        middle = (height - depth) / 2
        box.put(0.0, 0.0, rule_box(width, middle + line / 2, line / 2 - middle))
    else:
        if frame.shape in ("up", "cross"):
            box.put(0.0, 0.0, _slash(width, height, depth, line))
        if frame.shape in ("down", "cross"):
            box.put(0.0, 0.0, _slash(width, -depth, -height, line))
    box.height, box.depth = height, depth
    return box


def _slash(width: float, end: float, start: float, line: float) -> Box:
    """Return a slanted line from ``-start`` at the left to ``end`` at the right."""
    half = line / 2
    corners = ((0.0, -start - half), (width, end - half), (width, end + half), (0.0, half - start))
    return shape_box(corners, width, max(end, -start) + half, max(-end, start) + half)


_BUILDERS: dict[type[n.Node], Callable[[Any, Setting], Box]] = {
    n.Row: _row,
    n.Sign: _sign,
    n.Words: _words,
    n.Operator: _operator,
    n.Space: _space,
    n.Color: _color,
    n.Phantom: _phantom,
    n.Negated: _negated,
    n.Scaled: _scaled,
    n.Frame: _frame,
    n.Scripts: lambda node, at: scripts.scripts(node, at, build),
    n.Prescript: lambda node, at: scripts.prescript(node, at, build),
    n.Accent: lambda node, at: scripts.accent(node, at, build),
    n.Bar: lambda node, at: scripts.bar(node, at, build),
    n.Stretch: lambda node, at: scripts.stretch(node, at, build),
    n.Stack: lambda node, at: scripts.stack(node, at, build),
    n.Arrow: lambda node, at: scripts.arrow(node, at, build),
    n.Fraction: lambda node, at: stacks.fraction(node, at, build),
    n.Radical: lambda node, at: stacks.radical(node, at, build),
    n.Fence: lambda node, at: stacks.fence(node, at, build),
    n.Big: stacks.big,
    n.Table: lambda node, at: stacks.table(node, at, build),
}
