"""What stands as text within a formula, and the colors a formula may name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashprep.core.i18n import _
from flashprep.render.tex import nodes as n
from flashprep.render.tex import symbols as s
from flashprep.render.tex.alphabets import styled
from flashprep.render.tex.nodes import Node, TexError

if TYPE_CHECKING:
    from flashprep.render.tex.reading import Reader

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def color_of(text: str) -> str:
    """Return a TeX color as a hex color, "" for the text's own."""
    name = text.strip()
    if _HEX.fullmatch(name):
        return name.lower()
    if name.lower() in s.COLORS:
        return s.COLORS[name.lower()]
    raise TexError(_("flashprep does not know the color {name}.").format(name=name))


def words(parser: Reader, text: str, font: str) -> list[Node]:
    """Return the inside of ``text{…}``: letters upright, ``$…$`` set as math."""
    made: list[Node] = []
    for index, part in enumerate(re.split(r"(?<!\\)\$", text)):
        if index % 2:
            made.append(n.Scaled(parser.inside(part, ""), 1))
        elif part:
            made.append(n.Words(_letters(part, font)))
    return made


def _letters(text: str, font: str) -> str:
    plain = text.replace("~", "\u00a0").replace("``", "“").replace("''", "”").replace("'", "’")
    plain = re.sub(r"\s+", "\u00a0", plain).replace("---", "—").replace("--", "–")
    plain = re.sub(r"\\([%&#$_{} ,])", lambda m: " " if m[1] in " ," else m[1], plain)
    plain = plain.replace("{", "").replace("}", "") if "\\" not in plain else plain
    if "\\" in plain:
        raise TexError(_("flashprep cannot set the command in “{text}”.").format(text=text))
    return "".join(styled(char, font) for char in plain)
