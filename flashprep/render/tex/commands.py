"""The commands that are more than a sign: fractions, roots, accents, fonts, delimiters, text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from flashprep.core.i18n import _
from flashprep.render.tex import nodes as n
from flashprep.render.tex import symbols as s
from flashprep.render.tex.alphabets import FONTS, TEXT_FONTS, styled
from flashprep.render.tex.environments import environment, substack
from flashprep.render.tex.lexer import length
from flashprep.render.tex.nodes import Node, Row, TexError
from flashprep.render.tex.symbols import Kind
from flashprep.render.tex.text import color_of, words

if TYPE_CHECKING:
    from flashprep.render.tex.reading import Reader

_BIG = {"big": 1.0, "Big": 1.5, "bigg": 2.0, "Bigg": 2.5}
_CLASSES = {"mathord": Kind.ORD, "mathbin": Kind.BIN, "mathrel": Kind.REL, "mathopen": Kind.OPEN,
            "mathclose": Kind.CLOSE, "mathpunct": Kind.PUNCT, "mathinner": Kind.INNER}  # fmt: skip
_FRACTIONS = {"frac": None, "dfrac": 0, "tfrac": 1, "cfrac": 0}
_BINOMIALS = {"binom": None, "dbinom": 0, "tbinom": 1}
_FRAMES = {"boxed": "box", "fbox": "box", "cancel": "up", "bcancel": "down", "xcancel": "cross",
           "sout": "line"}  # fmt: skip
_PHANTOMS = {"phantom": (True, True), "hphantom": (True, False), "vphantom": (False, True)}
_SMASHED = {"": (False, False), "t": (False, True), "b": (True, False)}
_STRUTS = frozenset({"strut", "mathstrut"})
_LAPS = {"mathrlap": 0.0, "rlap": 0.0, "mathllap": -1.0, "llap": -1.0, "mathclap": -0.5,
         "clap": -0.5}  # fmt: skip
_SILENT = frozenset({"nonumber", "notag", "displaylimits", "allowbreak", "nobreak", "relax",
                     "noindent", "centering"})  # fmt: skip


def command(parser: Reader, name: str) -> Node | None:
    r"""Read what follows ``\\name`` and return its node; TexError if flashprep does not know it."""
    if name in s.COMMANDS:
        return _sign(parser, name)
    if name in s.OPERATORS:
        char = s.OPERATORS[name]
        return n.Sign(char, large=True, limits=char not in s.INTEGRALS, kind=Kind.OP)
    if name in s.SPACES:
        return n.Space(s.SPACES[name])
    if name in s.NAMED:
        return n.Words(s.SPOKEN_NAMES.get(name, name), name in s.LIMIT_NAMES, kind=Kind.OP)
    for table, read in _READERS:
        if name in table:
            return read(parser, name)
    if name in _SILENT:
        return None
    raise TexError(_("flashprep does not know the command {name}.").format(name=f"\\{name}"))


def _sign(parser: Reader, name: str) -> Node:
    sign, kind = s.COMMANDS[name]
    return n.Sign(styled(sign, parser.font) if kind is Kind.ORD else sign, kind=kind)


def _dots(parser: Reader, _name: str) -> Node:
    following = parser.tokens.peek()
    kind = s.CHARACTERS.get(following, ("", Kind.ORD))[1]
    if following[:1] == "\\":
        kind = s.COMMANDS.get(following[1:], ("", Kind.ORD))[1]
        if following[1:] in s.OPERATORS:
            kind = Kind.BIN
    return n.Sign("⋯" if kind in (Kind.BIN, Kind.REL) else "…", kind=Kind.INNER)


def _fraction(parser: Reader, name: str) -> Node:
    align = (parser.tokens.optional_text() if name == "cfrac" else None) or "c"
    if align not in ("l", "c", "r"):
        raise TexError(_("{sign} is out of place.").format(sign=f"[{align}]"))
    top, bottom = parser.group(), parser.group()
    return n.Fraction(top, bottom, style=_FRACTIONS[name], align=align, kind=Kind.INNER)


def _general_fraction(parser: Reader, _name: str) -> Node:
    left, right, line, level = (parser.tokens.group_text().strip() for _part in range(4))
    for sign in filter(None, (left, right)):
        if sign not in s.DELIMITERS:
            raise TexError(_("{sign} is not a delimiter.").format(sign=sign))
    if line and length(line):
        raise TexError(_("flashprep draws fraction bars of one thickness only."))
    if level not in ("", "0", "1", "2", "3"):
        raise TexError(_("{sign} is out of place.").format(sign=level))
    top, bottom = parser.group(), parser.group()
    signs = (s.DELIMITERS.get(left, ""), s.DELIMITERS.get(right, ""))
    style = int(level) if level else None
    return n.Fraction(top, bottom, not line, *signs, style, kind=Kind.INNER)


def _binomial(parser: Reader, name: str) -> Node:
    top, bottom = parser.group(), parser.group()
    return n.Fraction(top, bottom, False, "(", ")", _BINOMIALS[name], kind=Kind.INNER)


def _root(parser: Reader, _name: str) -> Node:
    degree = parser.tokens.optional_text()
    body = parser.group()
    if degree is None:
        return n.Radical(body)
    return n.Radical(body, parser.inside(degree))


def _accent(parser: Reader, name: str) -> Node:
    wide = name in s.WIDE_ACCENTS
    char = s.WIDE_ACCENTS[name] if wide else s.ACCENTS[name]
    return n.Accent(parser.group(), char, wide)


def _bar(parser: Reader, name: str) -> Node:
    return n.Bar(parser.group(), under=name.startswith("under"))


def _stretch(parser: Reader, name: str) -> Node:
    under = name in s.UNDER
    char = s.UNDER[name] if under else s.OVER[name]
    arrow = name.endswith("arrow")
    body = n.Stretch(parser.group(), char, under)
    return body if arrow else n.Operator(body, limits=True, kind=Kind.OP)


def _stack(parser: Reader, name: str) -> Node:
    label, base = parser.group(), parser.group()
    kind = Kind.REL if name == "stackrel" else _kind_of(base)
    under = label if name == "underset" else None
    return n.Stack(base, None if under else label, under, kind=kind)


def _kind_of(node: Node) -> Kind:
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    return node.kind


def _arrow(parser: Reader, name: str) -> Node:
    below = parser.tokens.optional_text()
    above = parser.group()
    under = None if below is None else parser.inside(below)
    return n.Arrow(s.ARROWS[name], above, under, kind=Kind.REL)


def _delimiter(parser: Reader) -> str:
    token = parser.tokens.take()
    if token not in s.DELIMITERS:
        raise TexError(_("{sign} is not a delimiter.").format(sign=token or "…"))
    return s.DELIMITERS[token]


def _left(parser: Reader, _name: str) -> Node:
    delimiters, parts = [_delimiter(parser)], [parser.row()]
    while parser.tokens.peek() == "\\middle":
        parser.tokens.take()
        delimiters.append(_delimiter(parser))
        parts.append(parser.row())
    if parser.tokens.peek() != "\\right":
        raise TexError(_("\\left has no \\right."))
    parser.tokens.take()
    delimiters.append(_delimiter(parser))
    return n.Fence(list(parts), delimiters, kind=Kind.INNER)


def _big(parser: Reader, name: str) -> Node:
    size = _BIG.get(name) or _BIG[name[:-1]]
    kind = {"l": Kind.OPEN, "r": Kind.CLOSE, "m": Kind.REL}.get(name[-1], Kind.ORD)
    kind = Kind.ORD if name in _BIG else kind
    return n.Big(_delimiter(parser), size, kind=kind)


def _font(parser: Reader, name: str) -> Node:
    before, parser.font = parser.font, FONTS[name]
    body = parser.group()
    parser.font = before
    return body if isinstance(body, n.Sign) else Row([body])


def _text(parser: Reader, name: str) -> Node:
    made = words(parser, parser.tokens.group_text(), TEXT_FONTS[name])
    return made[0] if len(made) == 1 else Row(made)


def _operator_name(parser: Reader, name: str) -> Node:
    text = parser.tokens.group_text().strip()
    body: Node
    if re.fullmatch(r"[A-Za-z0-9\- ]+", text):
        body = n.Words(text.replace(" ", "").replace("-", "\u2010"))
    else:
        body = parser.inside(text, "upright")
    return n.Operator(body, limits=name.endswith(("*", "limits")), kind=Kind.OP)


def _math_operator(parser: Reader, _name: str) -> Node:
    return n.Operator(parser.group(), limits=True, kind=Kind.OP)


def _class(parser: Reader, name: str) -> Node:
    return Row([parser.group()], kind=_CLASSES[name])


def _frame(parser: Reader, name: str) -> Node:
    if name == "fbox":
        return n.Frame(Row(words(parser, parser.tokens.group_text(), "upright")), "box")
    return n.Frame(parser.group(), _FRAMES[name])


def _phantom(parser: Reader, name: str) -> Node:
    width, height = _PHANTOMS[name]
    return n.Phantom(parser.group(), width, height, height)


def _strut(_parser: Reader, _name: str) -> Node:
    return n.Phantom(n.Sign("("), width=False)


def _smash(parser: Reader, _name: str) -> Node:
    side = parser.tokens.optional_text() or ""
    if side not in _SMASHED:
        raise TexError(_("{sign} is out of place.").format(sign=f"[{side}]"))
    height, depth = _SMASHED[side]
    return n.Phantom(parser.group(), True, height, depth, shown=True)


def _lap(parser: Reader, name: str) -> Node:
    return n.Phantom(parser.group(), width=False, shown=True, align=_LAPS[name])


def _space(parser: Reader, name: str) -> Node:
    if name.startswith("hspace") or name == "mspace":
        return n.Space(length(parser.tokens.group_text()))
    width = parser.tokens.dimension()
    if width is None:
        raise TexError(_("A length is missing after {name}.").format(name=f"\\{name}"))
    if name.endswith("skip") and parser.tokens.rest().startswith(("plus", "minus")):
        raise TexError(_("flashprep knows no spaces that stretch."))
    return n.Space(width)


def _color(parser: Reader, _name: str) -> Node:
    color = color_of(parser.tokens.group_text())
    return n.Color(parser.row(parser.stop), color)


def _text_color(parser: Reader, _name: str) -> Node:
    color = color_of(parser.tokens.group_text())
    return n.Color(parser.group(), color)


def _not(parser: Reader, _name: str) -> Node:
    node = parser.group()
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    if isinstance(node, n.Sign) and s.NEGATED.get(node.char):
        return n.Sign(s.NEGATED[node.char], kind=Kind.REL)
    if isinstance(node, n.Sign) and node.kind is Kind.REL:
        return n.Negated(node, kind=Kind.REL)
    raise TexError(_("flashprep cannot set \\not before this sign."))


def _prescript(parser: Reader, _name: str) -> Node:
    sup, sub, base = parser.group(), parser.group(), parser.group()
    return n.Prescript(sup, sub, base)


def _modulo(parser: Reader, name: str) -> Node:
    if name == "bmod":
        return n.Words("mod", kind=Kind.BIN)
    word: list[Node] = [n.Words("mod"), n.Space(1 / 3)] if name != "pod" else []
    argument = parser.group()
    if name == "mod":
        return Row([n.Space(2 / 3), *word, argument])
    inside = Row([*word, argument])
    return Row([n.Space(2 / 3), n.Sign("(", kind=Kind.OPEN), inside, n.Sign(")", kind=Kind.CLOSE)])


def _tag(parser: Reader, name: str) -> Node:
    text = parser.tokens.group_text()
    inside = words(parser, text if name == "tag*" else f"({text})", "upright")
    return Row([n.Space(2.0), *inside])


def _label(parser: Reader, _name: str) -> Node | None:
    parser.tokens.group_text()
    return None


def _braket(parser: Reader, name: str) -> Node:
    body = parser.group()
    left = "|" if name == "ket" else "⟨"
    right = "|" if name == "bra" else "⟩"
    opening, closing = n.Sign(left, kind=Kind.OPEN), n.Sign(right, kind=Kind.CLOSE)
    return Row([opening, body, closing])


def _begin(parser: Reader, _name: str) -> Node:
    return environment(parser, parser.tokens.group_text().strip())


def _substack(parser: Reader, _name: str) -> Node:
    parser.tokens.expect("{")
    rows = [parser.row()]
    while parser.tokens.peek() == "\\\\":
        parser.tokens.take()
        parser.tokens.row_gap()
        rows.append(parser.row())
    parser.tokens.expect("}")
    return substack(rows)


_Read = Callable[["Reader", str], Node | None]

_READERS: tuple[tuple[frozenset[str], _Read], ...] = tuple(
    (frozenset(names), read)
    for names, read in (
        (["dots"], _dots),
        (_FRACTIONS, _fraction),
        (["genfrac"], _general_fraction),
        (_BINOMIALS, _binomial),
        (["sqrt"], _root),
        ([*s.ACCENTS, *s.WIDE_ACCENTS], _accent),
        (["overline", "underline", "underbar"], _bar),
        ([*s.OVER, *s.UNDER], _stretch),
        (["overset", "underset", "stackrel"], _stack),
        (s.ARROWS, _arrow),
        (["left"], _left),
        ([*_BIG, *(f"{size}{side}" for size in _BIG for side in "lmr")], _big),
        (FONTS, _font),
        (TEXT_FONTS, _text),
        (["operatorname", "operatorname*", "operatornamewithlimits"], _operator_name),
        (["mathop"], _math_operator),
        (_CLASSES, _class),
        (_FRAMES, _frame),
        (_PHANTOMS, _phantom),
        (_STRUTS, _strut),
        (["smash"], _smash),
        (_LAPS, _lap),
        (["hspace", "hspace*", "mspace", "hskip", "kern", "mkern", "mskip"], _space),
        (["color"], _color),
        (["textcolor"], _text_color),
        (["not"], _not),
        (["prescript"], _prescript),
        (["bmod", "pmod", "mod", "pod"], _modulo),
        (["tag", "tag*"], _tag),
        (["label"], _label),
        (["bra", "ket", "braket"], _braket),
        (["begin"], _begin),
        (["substack"], _substack),
    )
)
