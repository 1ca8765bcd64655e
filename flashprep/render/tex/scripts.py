"""Sub- and superscripts, limits, accents, bars, braces, labeled arrows (appendix G, 12–13, 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.render.tex import nodes as n
from flashprep.render.tex.boxes import Box, rule_box, sign_box
from flashprep.render.tex.font import drawn_out, variant, widest_within
from flashprep.render.tex.symbols import Kind

if TYPE_CHECKING:
    from flashprep.render.tex.setting import Build, Setting

_LABEL_SIDE = 0.28
"""What an arrow extends beyond its label on each side, in em."""


def scripts(node: n.Scripts, at: Setting, build: Build) -> Box:
    """Return a base with its scripts, beside it or, for operators in display style, over it."""
    base = Box(is_sign=True) if node.base is None else build(node.base, at)
    sub = None if node.sub is None else build(node.sub, at.down())
    sup = None if node.sup is None else build(node.sup, at.up())
    if _has_limits(node, at):
        return _limits(base, sub, sup, at)
    return _beside(base, sub, sup, at)


def _has_limits(node: n.Scripts, at: Setting) -> bool:
    base = node.base
    while isinstance(base, n.Row) and len(base.items) == 1 and base.items[0].kind is Kind.OP:
        base = base.items[0]
    if node.limits is not None:
        return node.limits
    if isinstance(base, n.Operator) and isinstance(base.body, n.Stretch):
        return True  # a brace takes its label in every style
    return at.display and isinstance(base, (n.Sign, n.Words, n.Operator)) and base.limits


def _beside(base: Box, sub: Box | None, sup: Box | None, at: Setting) -> Box:
    box = Box()
    box.put(0.0, 0.0, base)
    up = 0.0 if base.is_sign else base.height - at.size("superscriptBaselineDropMax")
    down = 0.0 if base.is_sign else base.depth + at.size("subscriptBaselineDropMin")
    if sup is not None:
        name = "superscriptShiftUpCramped" if at.cramped else "superscriptShiftUp"
        up = max(up, at.size(name), sup.depth + at.size("superscriptBottomMin"))
    if sub is not None:
        down = max(down, at.size("subscriptShiftDown"))
        if sup is None:
            down = max(down, sub.height - at.size("subscriptTopMax"))
    if sub is not None and sup is not None:
        up, down = _apart(sub, sup, up, down, at)
    after = at.size("spaceAfterScript")
    width = base.width
    if sup is not None:
        x = base.width + base.italic
        box.put(x, up, sup)
        width = max(width, x + sup.width + sup.italic + after)
    if sub is not None:
        box.put(base.width, -down, sub)
        width = max(width, base.width + sub.width + sub.italic + after)
    box.width = width
    return box


def _apart(sub: Box, sup: Box, up: float, down: float, at: Setting) -> tuple[float, float]:
    """Return both shifts with the least gap between the scripts."""
    missing = at.size("subSuperscriptGapMin") - ((up - sup.depth) - (sub.height - down))
    if missing > 0:
        down += missing
        low = at.size("superscriptBottomMaxWithSubscript") - (up - sup.depth)
        if low > 0:
            up, down = up + low, down - low
    return up, down


def _limits(base: Box, sub: Box | None, sup: Box | None, at: Setting) -> Box:
    lean = base.italic / 2
    body = base.width + base.italic
    width = max([body, *(part.width for part in (sub, sup) if part is not None)])
    box = Box(width)
    box.put((width - body) / 2, 0.0, base)
    if sup is not None:
        gap = max(at.size("upperLimitGapMin"), at.size("upperLimitBaselineRiseMin") - sup.depth)
        box.put((width - sup.width) / 2 + lean, base.height + gap + sup.depth, sup)
    if sub is not None:
        gap = max(at.size("lowerLimitGapMin"), at.size("lowerLimitBaselineDropMin") - sub.height)
        box.put((width - sub.width) / 2 - lean, -(base.depth + gap + sub.height), sub)
    return box


def prescript(node: n.Prescript, at: Setting, build: Build) -> Box:
    """Return a base with scripts to its left."""
    base, sub, sup = build(node.base, at), build(node.sub, at.down()), build(node.sup, at.up())
    empty = Box(is_sign=base.is_sign, height=base.height, depth=base.depth)
    left = _beside(empty, sub, sup, at)
    box = Box(left.width + base.width, italic=base.italic)
    box.put(0.0, 0.0, left)
    box.put(left.width, 0.0, base)
    return box


def accent(node: n.Accent, at: Setting, build: Build) -> Box:
    """Return a body with a mark over it; scripts are placed as if the mark were not there."""
    body = build(node.body, at.crampedly())
    room = body.width / at.scale if node.wide else 0.0
    form = widest_within(node.char, room)
    mark = sign_box(form, at.scale)
    middle = (form.left + form.right) / 2 if form.attach is None else form.attach
    attach = (body.width + body.italic) / 2 if body.attach is None else body.attach
    lift = max(0.0, body.height - at.size("accentBaseHeight"))
    box = Box(body.width, italic=body.italic, is_sign=body.is_sign)
    box.put(0.0, 0.0, body)
    box.put(attach - middle * at.scale, lift, mark)
    return box


def bar(node: n.Bar, at: Setting, build: Build) -> Box:
    """Return a body with a straight line over or under it."""
    body = build(node.body, at if node.under else at.crampedly())
    side = "underbar" if node.under else "overbar"
    line, gap = at.size(f"{side}RuleThickness"), at.size(f"{side}VerticalGap") * 0.7
    width = body.width + body.italic
    box = Box(width)
    box.put(0.0, 0.0, body)
    if node.under:
        box.put(0.0, 0.0, rule_box(width, -body.depth - gap, body.depth + gap + line))
        box.depth = body.depth + gap + line
    else:
        box.put(0.0, 0.0, rule_box(width, body.height + gap + line, -body.height - gap))
        box.height = body.height + gap + line
    return box


def stretch(node: n.Stretch, at: Setting, build: Build) -> Box:
    """Return a body with a brace or an arrow as wide as itself."""
    body = build(node.body, at)
    mark = sign_box(variant(node.char, body.width / at.scale, vertical=False), at.scale)
    width = max(body.width, mark.width)
    gap = at.size("stretchStackGapAboveMin") + 0.05 * at.scale
    box = Box(width)
    box.put((width - body.width) / 2, 0.0, body)
    x = (width - mark.width) / 2
    if node.under:
        box.put(x, -body.depth - gap - mark.height, mark)
    else:
        box.put(x, body.height + gap + mark.depth, mark)
    return box


def stack(node: n.Stack, at: Setting, build: Build) -> Box:
    """Return a base with small formulas over and under it."""
    base = build(node.base, at)
    over = None if node.over is None else build(node.over, at.up())
    under = None if node.under is None else build(node.under, at.down())
    return _limits(base, under, over, at)


def arrow(node: n.Arrow, at: Setting, build: Build) -> Box:
    """Return an arrow as long as its labels."""
    over = None if node.over is None else build(node.over, at.up())
    under = None if node.under is None else build(node.under, at.down())
    widths = [label.width for label in (over, under) if label is not None]
    length = max(1.0 * at.scale, max(widths, default=0.0) + 2 * _LABEL_SIDE * at.scale)
    shaft = long_arrow(node.char, length, at)
    box = Box(length)
    box.put(0.0, 0.0, shaft)
    gap = 0.1 * at.scale
    if over is not None:
        box.put((length - over.width) / 2, shaft.height + gap + over.depth, over)
    if under is not None:
        box.put((length - under.width) / 2, -(shaft.depth + gap + under.height), under)
    return box


def long_arrow(char: str, length: float, at: Setting) -> Box:
    """Return an arrow, or an equals sign, of a length."""
    if char == "=":
        return sign_box(drawn_out(char, length / at.scale), at.scale)
    return sign_box(variant(char, length / at.scale, vertical=False), at.scale)
