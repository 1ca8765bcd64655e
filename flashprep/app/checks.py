"""Checking decks: what ``flashprep lint`` and the editor say about files, no profile needed.

To what ``decks.lint`` finds it adds ``math-cannot-be-set`` (a warning): the card can be studied,
but a formula of it is shown as its source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashprep.core.blanks import VerbatimKind, verbatim
from flashprep.core.errors import DeckError
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flashprep.core.cards import Note
    from flashprep.core.faults import Fault
    from flashprep.decks.blocks import Chunk

_MATH = (VerbatimKind.MATH, VerbatimKind.DISPLAY)
_LINE = re.compile(r"\n[ \t]*(?:>[ \t]?)*")


def check(paths: Sequence[Path]) -> list[Fault]:
    """Return what is wrong with deck files and all decks in folders, sorted by file and place."""
    from flashprep.decks.lint import lint

    faults = lint(paths)
    order: dict[str, int] = {}
    for file in _files(paths):
        if str(file) not in order:
            order[str(file)] = len(order)
            faults += _math_faults(file)
    return sorted(faults, key=lambda f: (order.get(f.file, -1), f.file, f.line, f.col, f.code))


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    from flashprep.decks import folder

    for path in paths:
        try:
            yield from folder.find([path])
        except DeckError:
            continue  # the lint has said so


def _math_faults(file: Path) -> tuple[Fault, ...]:
    """Return a warning for each formula in a file's cards that is shown as its source."""
    from flashprep.decks import folder, parser
    from flashprep.decks.blocks import ChunkKind
    from flashprep.decks.findings import Findings

    try:
        deck, chunks = parser.read(folder.read(file), str(file))
    except DeckError:
        return ()  # the lint has said so
    findings = Findings(str(file))
    by_line = {chunk.line: chunk for chunk in chunks if chunk.kind is ChunkKind.NOTE}
    known: dict[str, str] = {}
    for note in deck.notes:
        chunk = by_line[note.line]
        reasons = {tex: reason for tex in _formulas(note) if (reason := _reason(tex, known))}
        for at, tex in _places(chunk, set(reasons)) if reasons else ():
            message = _("The formula cannot be set. {reason}").format(reason=reasons[tex])
            hint = _("It is shown as its source; write it in another way.")
            findings.warning(chunk.place(at), "math-cannot-be-set", message, hint)
    return findings.faults()


def _formulas(note: Note) -> Iterator[str]:
    """Yield the formulas of a note as they are set, from every text that a page shows."""
    from flashprep.render.stash import Stash, clean

    ticks = (tick.text for tick in note.expect)
    for text in (
        *(note.question, note.answer, note.junior, note.senior, note.source),
        *note.hints, *note.follow_ups, *ticks, *note.sections.values(),
    ):  # fmt: skip
        if "$" in text:
            stash = Stash()
            stash.take(clean(text))
            yield from (_plain(ref.tex) for ref in stash.math())


def _reason(tex: str, known: dict[str, str]) -> str:
    from flashprep.render import math

    if tex not in known:
        known[tex] = math.check(tex)
    return known[tex]


def _places(chunk: Chunk, wanted: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the offset of each formula in a block that is one of these; of the question if none.

    The texts of a note have lost quote marks, indents and comments: a formula is found again by
    its TeX without them.
    """
    # As long as before, so that offsets hold; a line break is one for ``verbatim`` too.
    raw = chunk.raw.replace("\r\n", " \n").replace("\r", "\n")
    missing = set(wanted)
    for span in verbatim(raw):
        tex = _plain(raw[span.inner : span.outer])
        if span.kind in _MATH and tex in wanted:
            missing.discard(tex)
            yield span.start, tex
    for tex in sorted(missing):
        yield chunk.headings[0].title + 1, tex


def _plain(tex: str) -> str:
    return " ".join(_LINE.sub("\n", tex).split())
