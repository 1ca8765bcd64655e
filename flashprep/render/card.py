"""The parts of a card as HTML: what the floors above ask of this one.

A ``Renderer`` gives each part as a ``Rendered``, from memory, from disk, or made anew. The
variant of a cloze is the number of the blank that is asked; "r" asks with the answer.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from flashprep.core.blanks import blanks
from flashprep.core.cards import REVERSE, Note
from flashprep.render import math
from flashprep.render.cache import DiskCache
from flashprep.render.plain import plain_text
from flashprep.render.stash import GAP_CLOSE, GAP_OPEN, MARK_CLOSE, MARK_OPEN, MathRef

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.render.math import Formula

_T = TypeVar("_T")

_IN_MEMORY = 512


@dataclass(frozen=True, slots=True)
class Rendered:
    """Safe HTML for Qt's rich text, and the formulas whose places it holds.

    A formula's place is ``<img src="math:KEY" alt="TEX">``. ``fault`` says why a text over a cap
    is shown plain.
    """

    html: str
    math: tuple[MathRef, ...] = ()
    fault: str = ""


NOTHING = Rendered("")


class Renderer:
    """Renders notes; ``cache_folder`` None keeps everything in memory only.

    Every method may be called from any thread.
    """

    def __init__(self, cache_folder: Path | None = None) -> None:
        self.cache = DiskCache(cache_folder)
        self._texts: OrderedDict[str, Rendered] = OrderedDict()
        self._formulas: OrderedDict[str, Formula] = OrderedDict()

    def question(self, note: Note, variant: str = "") -> Rendered:
        """Return what a card asks: its question, its answer if reversed, or a text with a gap."""
        if variant == REVERSE:
            return self.text(note.answer)
        return self._question(note.question, variant, "ask")

    def answer(self, note: Note, variant: str = "") -> Rendered:
        """Return what a card answers; for a cloze the whole text, the asked blank marked."""
        if variant == REVERSE:
            return self.text(note.question)
        if not variant:
            return self.text(note.answer)
        filled = self._question(note.question, variant, "fill")
        return _joined(filled, self.text(note.answer))

    def junior(self, note: Note) -> Rendered:
        """Return what a junior would say."""
        return self.text(note.junior)

    def senior(self, note: Note) -> Rendered:
        """Return what a senior would say."""
        return self.text(note.senior)

    def source(self, note: Note) -> Rendered:
        """Return where the card's answer comes from."""
        return self.text(note.source)

    def hints(self, note: Note) -> tuple[Rendered, ...]:
        """Return the hints one by one, in the order in which they are given away."""
        return tuple(map(self.text, note.hints))

    def follow_ups(self, note: Note) -> Rendered:
        """Return the questions that an interviewer would go on with, as a list."""
        return self.text("\n".join(f"- {line}" for line in note.follow_ups))

    def ticks(self, note: Note) -> tuple[Rendered, ...]:
        """Return the lines of the interviewer's expectation, each as inline HTML."""
        return tuple(self.inline(tick.text) for tick in note.expect)

    def section(self, note: Note, name: str) -> Rendered:
        """Return a section without a field of its own, such as ``solution``; empty if missing."""
        return self.text(note.sections.get(name, ""))

    def text(self, markdown: str) -> Rendered:
        """Return any Markdown as HTML blocks."""
        return self._made("text", markdown, "")

    def inline(self, markdown: str) -> Rendered:
        """Return Markdown of one line as HTML without a paragraph around it."""
        return self._made("inline", markdown, "")

    def formula(self, ref: MathRef) -> Formula:
        """Return one formula, set now if no cache holds it (some 10 ms, the first some 300)."""
        known = self._formulas.get(ref.key)
        if known is not None:
            return known
        made = math.from_json(self.cache.get(ref.key))
        if made is None:
            made = math.typeset(ref.tex, display=ref.display)
            self.cache.put(ref.key, math.to_json(made))
        return _remember(self._formulas, ref.key, made)

    def known_formula(self, ref: MathRef) -> Formula | None:
        """Return one formula if it need not be set, else None: for a window that must not wait."""
        known = self._formulas.get(ref.key)
        if known is not None:
            return known
        made = math.from_json(self.cache.get(ref.key))
        return None if made is None else _remember(self._formulas, ref.key, made)

    def holds(self, note: Note) -> bool:
        """Tell whether a card was prepared a moment ago, so that all of it is in memory."""
        texts = (note.answer, note.junior, note.senior, note.source, *note.sections.values())
        return all(
            self.cache.key("text", "", text) in self._texts for text in texts if text.strip()
        )

    def prepare(self, note: Note, variant: str = "") -> None:
        """Make every part of a card and its formulas, so that showing it later is quick."""
        parts = [self.question(note, variant), self.answer(note, variant)]
        parts += [self.junior(note), self.senior(note), self.source(note)]
        parts += [self.follow_ups(note), *self.hints(note), *self.ticks(note)]
        parts += [self.section(note, name) for name in note.sections]
        for part in parts:
            for ref in part.math:
                self.formula(ref)

    def plain(self, text: str) -> str:
        """Return the plain text of Markdown, math as TeX; imports nothing heavy."""
        return plain_text(text)

    def _question(self, question: str, variant: str, mode: str) -> Rendered:
        return self._made(mode, question, variant) if variant else self.text(question)

    def _made(self, mode: str, markdown: str, variant: str) -> Rendered:
        if not markdown.strip():
            return NOTHING
        key = self.cache.key(mode, variant, markdown)
        known = self._texts.get(key) or _from_json(self.cache.get(key))
        if known is None:
            known = render(markdown, mode, variant)
            self.cache.put(key, _to_json(known))
        return _remember(self._texts, key, known)


def render(markdown: str, mode: str = "text", variant: str = "") -> Rendered:
    """Return Markdown as HTML, uncached.

    ``mode`` is ``text``, ``inline``, ``ask`` (blank ``variant`` hidden) or ``fill`` (it is marked).
    """
    from flashprep.render.markdown import fragment

    if mode in ("ask", "fill"):
        made = fragment(markdown, lambda text: _with_gap(text, variant, asked=mode == "ask"))
    else:
        made = fragment(markdown)
    html = _unwrapped(made.html) if mode == "inline" else made.html
    return Rendered(html, made.math, made.fault)


def _with_gap(question: str, variant: str, *, asked: bool) -> str:
    """Return a cloze with the blank of that number hidden or marked, and the others filled in."""
    parts, pos = [], 0
    for blank in blanks(question):
        shown = blank.text
        if str(blank.number) == variant:
            gap = f"{GAP_OPEN}{blank.hint or '…'}{GAP_CLOSE}"
            shown = gap if asked else f"{MARK_OPEN}{blank.text}{MARK_CLOSE}"
        parts += [question[pos : blank.start], shown]
        pos = blank.end
    return "".join((*parts, question[pos:]))


def _unwrapped(html: str) -> str:
    inner = html.removeprefix("<p>").removesuffix("</p>")
    return html if "<p" in inner or not html.startswith("<p>") else inner


def _joined(first: Rendered, second: Rendered) -> Rendered:
    if not second.html:
        return first
    math_refs = {ref.key: ref for ref in (*first.math, *second.math)}
    return Rendered(f"{first.html}\n{second.html}", tuple(math_refs.values()), second.fault)


def _to_json(rendered: Rendered) -> list[Any]:
    refs = [[ref.key, ref.tex, ref.display] for ref in rendered.math]
    return [rendered.html, refs, rendered.fault]


def _from_json(value: Any) -> Rendered | None:
    try:
        html, refs, fault = value
        math_refs = tuple(MathRef(str(key), str(tex), bool(shown)) for key, tex, shown in refs)
        return Rendered(str(html), math_refs, str(fault))
    except (TypeError, ValueError):
        return None


def _remember(known: OrderedDict[str, _T], key: str, value: _T) -> _T:
    known[key] = value
    while len(known) > _IN_MEMORY:
        known.popitem(last=False)
    return value
