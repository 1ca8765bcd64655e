"""What the commands and environments need of the parser that reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from flashprep.render.tex.lexer import Tokens
    from flashprep.render.tex.nodes import Node, Row, TexError


class Reader(Protocol):
    """A parser in the middle of a formula; ``font`` is the alphabet in force.

    ``stop`` are the tokens that end the row being read, beside those that end every row.
    """

    tokens: Tokens
    font: str
    stop: frozenset[str]

    def row(self, stop: frozenset[str] = frozenset()) -> Row:
        """Read nodes up to a token that ends the row (which is left there)."""

    def group(self) -> Node:
        """Read an argument: ``{…}``, or the one node that comes next."""

    def inside(self, tex: str, font: str | None = None) -> Node:
        """Return the nodes of a piece of TeX that was taken as text."""

    def unexpected(self) -> TexError:
        """Return the fault of a token that nothing opened."""
