"""TeX to nodes: rows, groups, scripts and characters; commands are in ``commands``."""

from __future__ import annotations

from flashprep.core.i18n import _
from flashprep.render.tex.alphabets import SWITCHES, styled
from flashprep.render.tex.commands import command
from flashprep.render.tex.environments import gathered
from flashprep.render.tex.lexer import Tokens
from flashprep.render.tex.nodes import (
    Fraction,
    Node,
    Operator,
    Row,
    Scripts,
    Sign,
    Space,
    Style,
    TexError,
    Words,
)
from flashprep.render.tex.symbols import CHARACTERS, UNICODE, Kind

MAX_DEPTH = 60

_PRIMES = {1: "\u2032", 2: "″", 3: "‴", 4: "⁗"}
_INFIX = {"\\over": (True, "", ""), "\\atop": (False, "", ""), "\\choose": (False, "(", ")"),
          "\\brack": (False, "[", "]"), "\\brace": (False, "{", "}")}  # fmt: skip
_STYLES = {"\\displaystyle": 0, "\\textstyle": 1, "\\scriptstyle": 2, "\\scriptscriptstyle": 3}


def parse(tex: str) -> Node:
    """Return the nodes of a formula; TexError says what of it flashprep cannot set."""
    parser = Parser(Tokens(tex))
    node = parser.lines()
    if parser.tokens.peek():
        raise parser.unexpected()
    return node


class Parser:
    """Reads one formula; ``font`` is the alphabet in force."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.font = ""
        self.stop: frozenset[str] = frozenset()
        self.depth = 0

    def lines(self) -> Node:
        r"""Read a whole formula; lines parted by ``\\`` are stacked."""
        rows = [self.row()]
        while self.tokens.peek() in ("\\\\", "\\newline"):
            self.tokens.take()
            self.tokens.row_gap()
            rows.append(self.row())
        return rows[0] if len(rows) == 1 else gathered(rows)

    def row(self, stop: frozenset[str] = frozenset()) -> Row:
        """Read nodes up to a sign that ends the row (which is left there)."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TexError(_("The formula is nested too deeply."))
        font, before, self.stop = self.font, self.stop, stop
        items: list[Node] = []
        while (sign := self.tokens.peek()) not in _ROW_ENDS and sign not in stop:
            if sign in _INFIX:
                items = [self._infix(items, stop)]
            elif sign in _STYLES:
                self.tokens.take()
                items.append(Style(_STYLES[sign]))
            elif sign[1:] in SWITCHES and sign[0] == "\\":
                self.tokens.take()
                self.font = SWITCHES[sign[1:]]
            elif (node := self.scripted()) is not None:
                items.append(node)
        self.font, self.stop = font, before
        self.depth -= 1
        return Row(items)

    def group(self) -> Node:
        """Read an argument: ``{…}``, or the one node that comes next."""
        sign = self.tokens.peek()
        if sign == "{":
            self.tokens.take()
            row = self.row()
            self.tokens.expect("}")
            return row.items[0] if len(row.items) == 1 and _is_plain(row.items[0]) else row
        if sign in _ROW_ENDS or sign in ("^", "_"):
            raise TexError(_("An argument is missing."))
        node = self.atom()
        return Row([]) if node is None else node

    def scripted(self) -> Node | None:
        """Read an atom with its primes, subscript and superscript."""
        base = None if self.tokens.peek() in ("^", "_", "'") else self.atom()
        limits: bool | None = None
        sub: Node | None = None
        sup: list[Node] = []
        raised = False
        while True:
            sign = self.tokens.peek()
            if sign == "_":
                self.tokens.take()
                if sub is not None:
                    raise TexError(_("A base has two subscripts."))
                sub = self.group()
            elif sign in ("^", "'") and raised:
                raise TexError(_("A base has two superscripts."))
            elif sign == "^":
                self.tokens.take()
                raised = True
                sup.append(self.group())
            elif sign == "'":
                sup.insert(0, self._primes())
            elif sign in ("\\limits", "\\nolimits"):
                self.tokens.take()
                limits = sign == "\\limits"
                if base is None or base.kind is not Kind.OP:
                    raise TexError(_("{sign} must follow an operator.").format(sign=sign))
            else:
                break
        if sub is None and not sup:
            return base
        script = sup[0] if len(sup) == 1 else Row(sup) if sup else None
        return Scripts(base, sub, script, limits, kind=base.kind if base else Kind.ORD)

    def atom(self) -> Node | None:
        """Read one node without scripts; None for what sets nothing."""
        sign = self.tokens.take()
        if sign == "{":
            row = self.row()
            self.tokens.expect("}")
            return row
        if sign[0] == "\\":
            return command(self, sign[1:])
        if sign == "~":
            return Space(0.25)
        return self.character(sign)

    def character(self, char: str) -> Node:
        """Return the node of a character that stands for itself."""
        if char in CHARACTERS:
            sign, kind = CHARACTERS[char]
            return Sign(sign, kind=kind)
        if char.isascii() and char.isalnum():
            return Sign(styled(char, self.font))
        if char in UNICODE:
            sign, kind = UNICODE[char]
            return Sign(styled(sign, self.font) if kind is Kind.ORD else sign, kind=kind)
        if char in "&#$^_}":
            raise TexError(_("{sign} is out of place.").format(sign=char))
        return Sign(char)

    def inside(self, tex: str, font: str | None = None) -> Node:
        """Return the nodes of a piece of TeX that was taken as text."""
        inner = Parser(Tokens(tex))
        inner.font = self.font if font is None else font
        inner.depth = self.depth + 1
        row = inner.row()
        if inner.tokens.peek():
            raise inner.unexpected()
        return row

    def unexpected(self) -> TexError:
        """Return the fault of a sign that nothing opened."""
        sign = self.tokens.peek()
        return TexError(_("{sign} is out of place.").format(sign=sign))

    def _primes(self) -> Node:
        count = 0
        while self.tokens.peek() == "'":
            self.tokens.take()
            count += 1
        sign = _PRIMES.get(count)
        return Row([Sign(_PRIMES[1]) for _each in range(count)]) if sign is None else Sign(sign)

    def _infix(self, before: list[Node], stop: frozenset[str]) -> Node:
        rule, left, right = _INFIX[self.tokens.take()]
        after = self.row(stop)
        return Fraction(Row(before), after, rule, left, right, kind=Kind.INNER)


_ROW_ENDS = frozenset({"", "}", "&", "\\\\", "\\newline", "\\cr", "\\right", "\\middle", "\\end"})


def _is_plain(node: Node) -> bool:
    """Tell whether braces around a node may be dropped: operators keep their limits."""
    return isinstance(node, (Sign, Words, Operator, Scripts)) and node.kind is Kind.ORD
