"""Markdown to a safe HTML fragment for Qt's rich text.

The way of a text: cleaned of control characters, checked against the caps, code and math stashed,
five list shapes normalized, parsed with raw HTML off, sanitized by an allowlist, code and math put
back as HTML of our own making.
"""

from __future__ import annotations

import re
import string
import threading
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

from flashprep.core.i18n import _
from flashprep.render.caps import QUOTE_DEPTH, TooMuchError, check_prose, check_size
from flashprep.render.code import plain_code_html
from flashprep.render.plain import without_comments
from flashprep.render.sanitize import sanitize
from flashprep.render.shapes import normalize, tame_brackets
from flashprep.render.stash import (
    BLOCK,
    CLOSE,
    GAP_CLOSE,
    GAP_OPEN,
    MARK_CLOSE,
    MARK_OPEN,
    OPEN,
    TOKEN,
    MathRef,
    Stash,
    clean,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

_MARKS = {
    GAP_OPEN: '<span class="blank">[',
    GAP_CLOSE: "]</span>",
    MARK_OPEN: '<span class="blank">',
    MARK_CLOSE: "</span>",
}
_PLAIN_MARKS = str.maketrans({GAP_OPEN: "[", GAP_CLOSE: "]", MARK_OPEN: "", MARK_CLOSE: ""})
_LONE_BLOCK = re.compile(f"<p>\\s*({OPEN}{BLOCK}\\d+{CLOSE})\\s*</p>")
_PRE = re.compile(r"<pre><code>(.*?)</code></pre>", re.DOTALL)
_BARE_LINK = re.compile(
    r"(?<![\w(<\[=\"'/])https?://[^\s<>()\[\]\"'|\uf0e0-\uf0ef]*"
    r"[^\s<>()\[\]\"'|.,;:!?*_\uf0e0-\uf0ef]"
)
_TASK = re.compile(r"<li>(\s*(?:<p>)?)\[([ xX])\] ")
_BACKLINK = re.compile(r"(?:&nbsp;|\xa0)?<a title=\"Jump back[^>]*>[^<]*</a>")
_QUOTE_TAG = re.compile(r"</?blockquote>")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Safe HTML, and the formulas whose places it holds; ``fault`` says why it is plain text."""

    html: str
    math: tuple[MathRef, ...] = ()
    fault: str = ""


def to_html(text: str) -> str:
    """Return a Markdown text as a safe HTML fragment.

    Formulas become ``<img src="math:KEY" alt="TEX">``. A text over a cap comes back escaped in a
    ``<pre>``.
    """
    return fragment(text).html


def fragment(text: str, prepare: Callable[[str], str] | None = None) -> Fragment:
    """Return a Markdown text as HTML with its formulas; ``prepare`` may put marks in it first."""
    text = clean(text)
    if prepare is not None:
        text = prepare(text)
    try:
        check_size(text)
        return _convert(text)
    except TooMuchError as fault:
        return Fragment(plain_code_html(_unmarked(text)), fault=str(fault))


def _convert(text: str) -> Fragment:
    stash = Stash()
    prose = stash.take(text)
    check_prose(prose, len(stash.pieces))
    prose = _BARE_LINK.sub(lambda link: f"<{link[0]}>", without_comments(prose))
    html = _parse(normalize(tame_brackets(prose)))
    html = sanitize(html, lambda value: _unmarked(stash.raw(value)))
    html = _PRE.sub(lambda pre: plain_code_html(unescape(stash.raw(pre[1])).rstrip("\n")), html)
    html = _LONE_BLOCK.sub(partial(_block, stash), html)
    html = _tidied(TOKEN.sub(stash.html, html))
    return Fragment(html, stash.math())


def _block(stash: Stash, paragraph: re.Match[str]) -> str:
    token = TOKEN.fullmatch(paragraph[1])
    html = stash.html(token) if token else ""
    return html if html.startswith("<pre") else f'<p class="display" align="center">{html}</p>'


def _tidied(html: str) -> str:
    """Return the HTML as Qt draws it best: boxes for tasks, no links back, no deep quotes."""
    html = _TASK.sub(lambda task: f'<li class="{_task_class(task[2])}">{task[1]}', html)
    html = _BACKLINK.sub("", html)
    for mark, tag in _MARKS.items():
        html = html.replace(mark, tag)
    return _shallow_quotes(html).strip()


def _task_class(sign: str) -> str:
    return "unchecked" if sign == " " else "checked"


def _shallow_quotes(html: str) -> str:
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        opening = tag[0] == "<blockquote>"
        depth += opening
        shown = tag[0] if depth <= QUOTE_DEPTH else ""
        depth -= not opening
        return shown

    return _QUOTE_TAG.sub(kept, html)


def _unmarked(text: str) -> str:
    return text.translate(_PLAIN_MARKS)


_parsers = threading.local()


def _parse(text: str) -> str:
    """Return the HTML of normalized Markdown; each thread keeps its own parser."""
    parser: Markdown | None = getattr(_parsers, "parser", None)
    if parser is None:
        parser = _parsers.parser = _new_parser()
    try:
        return parser.reset().convert(text)
    except RecursionError:
        del _parsers.parser
        raise TooMuchError(_("The card is nested too deeply.")) from None


def _new_parser() -> Markdown:
    from markdown import Markdown
    from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor

    parser = Markdown(
        extensions=["tables", "footnotes", "def_list", "sane_lists"],
        extension_configs={
            "tables": {"use_align_attribute": True},
            "footnotes": {"BACKLINK_TEXT": ""},
        },
        output_format="html",
    )
    parser.ESCAPED_CHARS = list(string.punctuation)
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.inlinePatterns.register(SubstituteTagInlineProcessor(r"<br ?/?>", "br"), "br", 90)
    struck = SimpleTagInlineProcessor(r"()~~(?!\s)([^~]+?)(?<!\s)~~", "del")
    parser.inlinePatterns.register(struck, "struck", 55)
    return parser
