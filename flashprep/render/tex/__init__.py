"""TeX to outlines: a strict reader of the TeX that cards use, and TeX's own rules of layout.

lexer         TeX to tokens
symbols       commands and characters: their signs and classes
alphabets     letters in bold, script, double-struck …
nodes         what a formula is made of
parser        tokens to nodes: rows, groups, scripts
commands      what the commands with arguments mean
text          text and colors within a formula
environments  begin … end
reading       what the two above need of the parser
setting       how a part is set: its style and size
opentype      a reader of the tables and outlines of a mathematical font
font          the signs of STIX Two Math and its table of constants, in em
boxes         what is placed where
layout        nodes to boxes: rows and the space between atoms
scripts       sub- and superscripts, limits, accents, braces, arrows
stacks        fractions, roots, delimiters, tables, frames

What the reader does not know is a fault with a reason, never a guess. ``latex2mathml`` and the
layout of ``ziamath`` are not used: they drop what they do not know, and lay each nested part out
twice, which takes seconds for a dozen braces.
"""

from __future__ import annotations

from flashprep.render.tex.nodes import TexError

__all__ = ["TexError", "set_formula"]


def set_formula(tex: str, *, display: bool) -> tuple[float, float, float, list[tuple[str, str]]]:
    """Return width, height and depth in em, and outlines in em/1000 with their hex colors."""
    from flashprep.render.tex.layout import layout
    from flashprep.render.tex.parser import parse

    return layout(parse(tex), display=display).outlines()
