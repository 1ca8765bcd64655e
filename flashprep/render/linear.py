r"""TeX on one line of Unicode, for lists and comparisons: ``$O(\log n)$`` as ``O(log n)``.

Short and readable, not exact: what it does not know it leaves out or names. The set formula is in
the card; this only stands where no formula can be drawn.
"""

from __future__ import annotations

import re
import unicodedata

from flashprep.render.plain import plain_text

_MATH = re.compile(r"\$\$(.+?)\$\$|\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)", re.DOTALL)
_TOKEN = re.compile(r"\\([a-zA-Z]+)\*?[ \t]*|\\(.)|\s+|(.)", re.DOTALL)
_SUPERSCRIPT = str.maketrans("0123456789+-=()niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ")
_SUBSCRIPT = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

_SILENT = frozenset(
    [
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "displaystyle",
        "textstyle",
        "limits",
        "nolimits",
        "mathrm",
        "mathbf",
        "mathit",
        "mathsf",
        "mathtt",
        "mathcal",
        "mathbb",
        "mathfrak",
        "mathscr",
        "boldsymbol",
        "bm",
        "operatorname",
        "text",
        "textbf",
        "textit",
        "textrm",
        "texttt",
        "mbox",
        "middle",
        "begin",
        "end",
        "nonumber",
        "notag",
        "boxed",
        "underbrace",
        "overbrace",
        "mathop",
        "mathbin",
        "mathrel",
        "hat",
        "bar",
        "tilde",
        "vec",
        "dot",
        "ddot",
        "widehat",
        "widetilde",
        "overline",
        "underline",
        "cancel",
        "phantom",
    ]
)
_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
}
_FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_BINOMIALS = frozenset({"binom", "dbinom", "tbinom"})
_DROPPED = frozenset({"begin", "end", "hspace", "vspace"})
"""Commands that go with their argument."""

_SPACES = frozenset({"quad", "qquad", "enspace"})
_MOST = 4000


def plain_line(text: str) -> str:
    """Return Markdown as one plain line, its formulas on that line, too."""
    return one_line(plain_text(text))


def one_line(text: str) -> str:
    """Return a plain text whose formulas are TeX between dollars as one line."""
    return " ".join(_MATH.sub(lambda m: linear(m[1] or m[2]), text).split())


def linear(tex: str) -> str:
    """Return a formula as one line of Unicode; never fails."""
    return _Reader(tex[:_MOST]).run()


class _Reader:
    """Walks through a formula once."""

    def __init__(self, tex: str) -> None:
        self._tokens = [(m[1] or "", m[2] or "", m[3] or "") for m in _TOKEN.finditer(tex)]
        self._at = 0

    def run(self) -> str:
        """Return the whole formula."""
        text = re.sub(r"\s+", " ", self._until(""))
        text = re.sub(r"(?<=[(\[{⟨|]) | (?=[)\]}⟩,;.])", "", text)
        return unicodedata.normalize("NFC", text).strip()

    def _until(self, end: str) -> str:
        """Return what stands before a closing sign, which is taken."""
        parts: list[str] = []
        while self._at < len(self._tokens):
            if end and self._tokens[self._at][2] == end:
                self._at += 1
                break
            parts.append(self._one())
        return "".join(parts)

    def _argument(self) -> str:
        """Return the next group, command or sign."""
        while self._at < len(self._tokens) and not any(self._tokens[self._at]):
            self._at += 1
        return self._one() if self._at < len(self._tokens) else ""

    def _one(self) -> str:
        name, escaped, sign = self._tokens[self._at]
        self._at += 1
        if name:
            return self._command(name)
        if escaped:
            return {"\\": " ", "|": "‖"}.get(escaped, escaped if escaped in "{}%#&$_" else " ")
        if sign == "{":
            return self._until("}")
        if sign in ("^", "_"):
            return _script(self._argument(), sign)
        if sign in ("=", "<", ">"):
            return f" {sign} "
        return {"&": " ", "-": "−", "~": " ", "}": ""}.get(sign, sign) or " "

    def _command(self, name: str) -> str:
        """Return what a command stands for, its arguments included."""
        if name in _FRACTIONS:
            return f"{_closed(self._argument())}/{_closed(self._argument())}"
        if name in _BINOMIALS:
            return f"C({self._argument()}, {self._argument()})"
        if name == "sqrt":
            return f"√{_closed(self._argument())}"
        if name in _ACCENTS:
            inner = self._argument()
            return inner + _ACCENTS[name] if len(inner) == 1 else inner
        if name in _DROPPED:
            self._argument()
            return " "
        return "" if name in _SILENT else _sign(name)


def _sign(name: str) -> str:
    """Return the sign or the name of a command without arguments."""
    # Only lists need the table: a card that is set and kept needs none of it.
    from flashprep.render.tex.symbols import COMMANDS, NAMED, OPERATORS, SPOKEN_NAMES, Kind

    if name in OPERATORS:
        return f" {OPERATORS[name]}"
    if name in COMMANDS:
        found, kind = COMMANDS[name]
        return f" {found} " if kind in (Kind.REL, Kind.BIN) else found
    if name in _SPACES:
        return " "
    return f" {SPOKEN_NAMES.get(name, name) if name in NAMED else name} "


def _closed(text: str) -> str:
    """Return a text that a bar above or beside binds together: in parentheses unless it is one."""
    text = text.strip()
    return text if len(text) <= 1 or text.isalnum() or _is_call(text) else f"({text})"


def _is_call(text: str) -> bool:
    """Tell whether a text is one thing in parentheses already."""
    return text.startswith("(") and text.endswith(")") and text.count("(") == 1


def _script(text: str, sign: str) -> str:
    text = re.sub(r"\s+", "", text)
    small = text.translate(_SUPERSCRIPT if sign == "^" else _SUBSCRIPT)
    if text and all(one != other for one, other in zip(text, small, strict=True)):
        return small
    return f"{sign}{text if len(text) == 1 else f'({text})'}" if text else ""
