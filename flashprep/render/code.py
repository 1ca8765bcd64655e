"""Code as HTML with CSS classes, and the style sheets that color it in both themes."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pygments.token import _TokenType

_CODE_BYTES = 16 * 1024
"""Longer code is shown without colors: highlighting it would be felt."""

_PLAIN = frozenset({"", "text", "txt", "plain", "none", "output", "console-output"})

_CLASSES = {
    "k": "c-keyword", "o": "c-operator", "ow": "c-keyword", "c": "c-comment", "s": "c-string",
    "m": "c-number", "nf": "c-function", "nc": "c-class", "nn": "c-class", "nb": "c-builtin",
    "bp": "c-builtin", "nd": "c-decorator", "kc": "c-number", "kt": "c-builtin", "ne": "c-class",
    "nt": "c-keyword", "na": "c-decorator", "sd": "c-comment", "gd": "c-deleted",
    "gi": "c-inserted", "fm": "c-function", "si": "c-number", "se": "c-number",
}  # fmt: skip
"""Pygments' short names to ours; a longer name falls back on its first letter."""

_PALETTES = {
    "light": {
        "keyword": "#a3156b", "operator": "#5a3ea6", "comment": "#5c6570", "string": "#1a6e36",
        "number": "#94510a", "function": "#1d51b4", "class": "#1d51b4", "builtin": "#0b6a7d",
        "decorator": "#7a4a00", "deleted": "#b3261e", "inserted": "#1a6e36",
    },
    "dark": {
        "keyword": "#ff8fc7", "operator": "#c7b1ff", "comment": "#9aa4b2", "string": "#8fd9a0",
        "number": "#f4b183", "function": "#8ab8ff", "class": "#8ab8ff", "builtin": "#7fd6e3",
        "decorator": "#f0cf7a", "deleted": "#ff9a92", "inserted": "#8fd9a0",
    },
}  # fmt: skip
"""Text colors, each of contrast 4.5:1 or more on the theme's code background."""

CODE_BACKGROUND = {"light": "#f4f6f9", "dark": "#14171c"}
"""What stands behind a code block in each theme."""

CODE_TEXT = {"light": "#1f2430", "dark": "#e3e7ee"}
"""The color of code that has no class."""


def code_html(source: str, language: str = "") -> str:
    """Return code as ``<pre class="code">`` with a span of a CSS class around each colored token.

    ``language`` is a fence's first word, such as ``python`` or ``{.python}``; an unknown one is
    shown without colors.
    """
    name = language.strip("{}. ").lower()
    if name in _PLAIN or len(source) > _CODE_BYTES:
        return plain_code_html(source)
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return plain_code_html(source)
    return f'<pre class="code">{_colored(lexer.get_tokens(source))}</pre>'


def plain_code_html(source: str) -> str:
    """Return text as it is, escaped, in a code block."""
    return f'<pre class="code">{escape(source, quote=False)}</pre>'


def code_css(theme: str) -> str:
    """Return the style sheet of the CSS classes for ``light`` or ``dark``."""
    rules = [f".c-{name} {{ color: {color}; }}" for name, color in _PALETTES[theme].items()]
    rules.append(".c-keyword { font-weight: 600; }")
    rules.append(".c-comment { font-style: italic; }")
    return "\n".join(rules)


def _colored(tokens: Iterable[tuple[_TokenType, str]]) -> str:
    """Return the tokens as HTML; neighbors of one class share a span."""
    from pygments.token import STANDARD_TYPES

    parts: list[str] = []
    for css, group in groupby(tokens, lambda token: _css_class(STANDARD_TYPES, token[0])):
        text = escape("".join(value for _type, value in group), quote=False)
        parts.append(f'<span class="{css}">{text}</span>' if css and text.strip() else text)
    return "".join(parts)


def _css_class(names: Mapping[_TokenType, str], token: _TokenType) -> str:
    while token not in names and token.parent:
        token = token.parent
    short = names.get(token, "")
    return _CLASSES.get(short) or _CLASSES.get(short[:1], "")
