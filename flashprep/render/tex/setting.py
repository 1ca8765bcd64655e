"""How a part of a formula is set: its style, its size, whether it is cramped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flashprep.render.tex.boxes import Box
from flashprep.render.tex.font import constant
from flashprep.render.tex.nodes import Node

_SCRIPT = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """How a part is set: display 0, text 1, script 2, scriptscript 3; cramped under bars."""

    level: int
    cramped: bool = False

    @property
    def scale(self) -> float:
        """The size of the font against the formula's own."""
        if self.level < _SCRIPT:
            return 1.0
        name = "scriptPercentScaleDown" if self.level == _SCRIPT else "scriptScriptPercentScaleDown"
        return constant(name)

    @property
    def is_script(self) -> bool:
        """Tell whether small forms and narrow spacing are used."""
        return self.level >= _SCRIPT

    @property
    def display(self) -> bool:
        """Tell whether operators are large and limits stand above and below."""
        return self.level == 0

    def up(self) -> Setting:
        """Return the setting of a superscript."""
        return Setting(min(3, max(_SCRIPT, self.level + 1)), self.cramped)

    def down(self) -> Setting:
        """Return the setting of a subscript."""
        return Setting(self.up().level, cramped=True)

    def part(self, *, cramped: bool) -> Setting:
        """Return the setting of a numerator, or (cramped) of a denominator."""
        level = 1 if self.level == 0 else min(3, max(_SCRIPT, self.level + 1))
        return Setting(level, self.cramped or cramped)

    def crampedly(self) -> Setting:
        """Return the setting under a bar or a root."""
        return Setting(self.level, cramped=True)

    def size(self, name: str) -> float:
        """Return a constant of the font at this size."""
        return constant(name) * self.scale


Build = Callable[[Node, Setting], Box]


def centered(box: Box, at: Setting) -> Box:
    """Return a box whose middle is on the axis, where minus signs and fraction bars are."""
    lift = at.size("axisHeight") - (box.height - box.depth) / 2
    moved = Box(box.width, italic=box.italic, attach=box.attach)
    moved.put(0.0, lift, box)
    moved.height, moved.depth = box.height + lift, box.depth - lift
    return moved
