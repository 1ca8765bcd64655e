"""What a typed answer has in common with the model answer, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\$[^$\n]+\$|\S+")
"""A word with the punctuation at it; a formula is one word."""


class Part(StrEnum):
    """Whether words stand in both answers, in the typed one only, or in the model only."""

    SAME = "same"
    EXTRA = "extra"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row that fared alike."""

    part: Part
    text: str


def compare(typed: str, model: str) -> list[Run]:
    """Return the model answer with what the typed one lacks and what it has besides, in order.

    Case and punctuation do not count; the words are shown as they were written.
    """
    mine, theirs = _WORD.findall(typed), _WORD.findall(model)
    match = SequenceMatcher(None, [*map(_key, mine)], [*map(_key, theirs)], autojunk=False)
    runs: list[Run] = []
    for kind, a, b, c, d in match.get_opcodes():
        if kind == "equal":
            runs.append(Run(Part.SAME, " ".join(theirs[c:d])))
            continue
        if b > a:
            runs.append(Run(Part.EXTRA, " ".join(mine[a:b])))
        if d > c:
            runs.append(Run(Part.MISSING, " ".join(theirs[c:d])))
    return runs


def share(typed: str, model: str) -> float:
    """Return the share of the model's words that the typed answer holds, 0 to 1."""
    wanted = set(filter(None, map(_key, _WORD.findall(model))))
    given = set(map(_key, _WORD.findall(typed)))
    return len(wanted & given) / len(wanted) if wanted else 0.0


def _key(word: str) -> str:
    return word if word.startswith("$") else word.strip(".,;:!?()[]\"'“”‘’").lower()
