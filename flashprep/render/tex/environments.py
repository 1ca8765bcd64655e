"""``begin … end``: matrices, cases, aligned equations, arrays with rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashprep.core.i18n import _
from flashprep.render.tex.nodes import Fence, Node, Row, Table, TexError
from flashprep.render.tex.symbols import Kind

if TYPE_CHECKING:
    from flashprep.render.tex.reading import Reader

_MATRICES = {"matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"),
             "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖")}  # fmt: skip
_ALIGNED = frozenset(("aligned", "align", "alignat", "alignedat", "split", "eqnarray", "flalign"))
_GATHERED = frozenset(
    ("gathered", "gather", "multline", "multlined", "equation", "displaymath", "math")
)
_STARRED = frozenset(("align", "alignat", "flalign", "gather", "multline", "equation", "eqnarray"))
_CASES = {"cases": ("{", "", 1), "dcases": ("{", "", 0), "rcases": ("", "}", 1),
          "drcases": ("", "}", 0)}  # fmt: skip
_JOT = 0.3
_CELLS = 400


@dataclass(slots=True)
class _Cells:
    rows: list[list[Row]] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)
    extra: dict[int, float] = field(default_factory=dict)


def environment(parser: Reader, name: str) -> Node:
    """Read ``begin{name} … end{name}`` and return its node."""
    plain = name.removesuffix("*")
    if name != plain and plain not in _STARRED and plain not in _MATRICES:
        raise _unknown(name)
    if plain in _MATRICES:
        align = parser.tokens.optional_text() if name.endswith("*") else None
        return _fenced(Table(_cells(parser, name).rows, align or "c"), *_MATRICES[plain])
    if plain == "smallmatrix":
        cells = _cells(parser, name)
        return Table(cells.rows, gaps=(0.45,), level=2, spread=0.9, kind=Kind.INNER)
    if plain in _CASES:
        left, right, level = _CASES[plain]
        cells = _cells(parser, name)
        spread = 1.44 if level else 1.3
        table = Table(cells.rows, "l", level=level, spread=spread, jot=0.3 * (level == 0))
        table.extra = cells.extra
        return _fenced(table, left, right)
    if plain in _ALIGNED:
        return _aligned(parser, name)
    if plain in _GATHERED:
        anchor = _anchor(parser, name)
        cells = _cells(parser, name)
        table = gathered([Row([*row]) for row in cells.rows])
        table.anchor, table.slanted = anchor, plain.startswith("multline")
        return _spaced(table, cells)
    if plain in ("array", "subarray"):
        return _array(parser, name)
    raise _unknown(name)


def _unknown(name: str) -> TexError:
    return TexError(_("flashprep does not know the environment {name}.").format(name=name))


def _anchor(parser: Reader, name: str) -> str:
    """Read ``[t]``, ``[c]`` or ``[b]``, which those environments take that stand in a formula."""
    if not name.endswith("ed") and name not in ("array", "subarray"):
        return "c"
    anchor = (parser.tokens.optional_text() or "c").strip()
    if anchor not in ("t", "c", "b"):
        raise TexError(_("{sign} is out of place.").format(sign=f"[{anchor}]"))
    return anchor


def gathered(rows: list[Row]) -> Table:
    """Return centered lines, each in display style."""
    return Table([[row] for row in rows], level=0, jot=_JOT)


def substack(rows: list[Row]) -> Table:
    """Return centered lines for under a sum."""
    return Table([[row] for row in rows], level=2, spread=0.95)


def _fenced(table: Table, left: str, right: str) -> Node:
    if not left and not right:
        table.kind = Kind.INNER
        return table
    return Fence([Row([table])], [left, right], kind=Kind.INNER)


def _spaced(table: Table, cells: _Cells) -> Table:
    table.lines, table.extra = cells.lines, cells.extra
    return table


def _aligned(parser: Reader, name: str) -> Node:
    anchor = _anchor(parser, name)
    if name.startswith("align") and "at" in name:
        parser.tokens.group_text()
    cells = _cells(parser, name)
    align = "rcl" if name.startswith("eqnarray") else "rl"
    for row in cells.rows if align == "rl" else ():
        for at in range(1, len(row), 2):
            row[at] = Row([Row([]), *row[at].items])  # so that a relation has its space
    gaps = (0.28,) if align == "rcl" else (0.0, 1.5)
    columns = max((len(row) for row in cells.rows), default=1)
    repeated = (align * columns)[:columns]
    return _spaced(Table(cells.rows, repeated, gaps, 0, jot=_JOT, anchor=anchor), cells)


def _array(parser: Reader, name: str) -> Node:
    anchor = _anchor(parser, name)
    columns = re.sub(r"\s|@\{[^}]*\}", "", parser.tokens.group_text())
    if not re.fullmatch(r"[lcr|]*", columns) or not columns.strip("|"):
        raise TexError(_("flashprep cannot set the columns {columns}.").format(columns=columns))
    align = columns.replace("|", "")
    bars: dict[int, int] = {}
    at = 0
    for sign in columns:
        if sign == "|":
            bars[at] = bars.get(at, 0) + 1
        else:
            at += 1
    cells = _cells(parser, name)
    if any(len(row) > len(align) for row in cells.rows):
        raise TexError(_("A row has more cells than the array has columns."))
    table = Table(cells.rows, align, bars=bars, anchor=anchor, kind=Kind.INNER)
    return _spaced(table, cells)


def _cells(parser: Reader, name: str) -> _Cells:
    """Read rows of cells up to the matching ``end``."""
    cells, row, count = _Cells(), list[Row](), 0
    while True:
        if not row:
            _rules(parser, cells)
        row.append(parser.row(frozenset({"\\hline", "\\midrule", "\\toprule", "\\bottomrule"})))
        count += 1
        if count > _CELLS:
            raise TexError(_("The table of the formula has too many cells."))
        sign = parser.tokens.take()
        if sign == "&":
            continue
        if sign in ("\\\\", "\\cr", "\\newline"):
            gap = parser.tokens.row_gap()
            if gap:
                cells.extra[len(cells.rows)] = gap
            cells.rows.append(row)
            row = []
            continue
        if sign == "\\end":
            break
        raise TexError(_("The environment {name} is not closed.").format(name=name))
    ended = parser.tokens.group_text().strip()
    if ended != name:
        message = _("The environment {name} is closed as {ended}.")
        raise TexError(message.format(name=name, ended=ended))
    if len(row) > 1 or row[0].items or not cells.rows:
        cells.rows.append(row)
    return cells


def _rules(parser: Reader, cells: _Cells) -> None:
    while parser.tokens.peek() in ("\\hline", "\\midrule", "\\toprule", "\\bottomrule"):
        parser.tokens.take()
        at = len(cells.rows)
        cells.lines[at] = cells.lines.get(at, 0) + 1
