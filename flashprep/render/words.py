"""A card as plain text: for lists, for the command line and for screen readers."""

from __future__ import annotations

from flashprep.core.blanks import blanks
from flashprep.core.cards import REVERSE, Note
from flashprep.render.plain import plain_text


def question_text(note: Note, variant: str) -> str:
    """Return what a card asks, math as TeX, the asked blank of a cloze as ``[…]``."""
    if variant == REVERSE:
        return plain_text(note.answer)
    if not variant:
        return plain_text(note.question)
    return plain_text(_gap(note.question, variant, hidden=True))


def answer_text(note: Note, variant: str) -> str:
    """Return what a card answers; for a cloze the whole sentence, then the body."""
    if variant == REVERSE:
        return plain_text(note.question)
    if not variant:
        return plain_text(note.answer)
    parts = [plain_text(_gap(note.question, variant, hidden=False)), plain_text(note.answer)]
    return "\n\n".join(part for part in parts if part)


def _gap(question: str, variant: str, *, hidden: bool) -> str:
    out, end = [], 0
    for blank in blanks(question):
        text = blank.text
        if hidden and str(blank.number) == variant:
            text = f"[{blank.hint}]" if blank.hint else "[…]"
        out += [question[end : blank.start], text]
        end = blank.end
    return "".join((*out, question[end:]))
