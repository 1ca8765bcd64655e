"""Say how alike two questions are, and find the alike pairs among many quickly."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from operator import add
from typing import TYPE_CHECKING

from flashprep.core.blanks import blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_RAREST = 24
"""Two questions that are alike share one of their rarest letter groups; so only pairs that share
one of this many are compared."""
_COMMON = 60
"""A letter group in more questions than this says nothing about which two are alike."""
_CANDIDATES = 8
"""How many candidates of a question are compared in full."""


def normalize(question: str) -> str:
    """Return a question so that spelling out the same text in another way makes no difference.

    Case, width, white space, the shape of quotation marks, closing punctuation and the braces of
    blanks do not count.
    """
    text = unicodedata.normalize("NFKC", _without_braces(question)).translate(_QUOTES).casefold()
    return _SPACE.sub(" ", text).strip(" .?!:;,")


def _without_braces(question: str) -> str:
    pieces: list[str] = []
    done = 0
    for blank in blanks(question):
        pieces += (question[done : blank.start], blank.text)
        done = blank.end
    return "".join((*pieces, question[done:]))


_LONGEST = 4_000
"""Only so many characters of a question are compared."""


class Signature:
    """The letter pairs and triples of a normalized question, with how often each occurs."""

    __slots__ = ("_pairs", "_triples", "groups")

    def __init__(self, question: str) -> None:
        text = f"\n{normalize(question[:_LONGEST])}\n"
        pairs = [*map(add, text, text[1:])]
        self._pairs = _counted(pairs)
        self._triples = _counted([*map(add, pairs, text[2:])])
        self.groups = [group for group in self._triples if isinstance(group, str)]

    def similarity(self, other: Signature) -> float:
        """Return the mean Dice coefficient of the letter pairs and triples, from 0 to 1.

        Pairs forgive small edits, triples tell unrelated questions apart; measured on the shipped
        decks, no two unrelated questions reach 0.5.
        """
        return (_dice(self._pairs, other._pairs) + _dice(self._triples, other._triples)) / 2


_Groups = frozenset[str | tuple[str, int]]


def _dice(left: _Groups, right: _Groups) -> float:
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 1.0


def _counted(groups: list[str]) -> _Groups:
    """Return letter groups as a set that tells the second occurrence of one from the first."""
    counts = Counter(groups)
    if len(counts) == len(groups):
        return frozenset(counts)
    again = ((group, n) for group, count in counts.items() if count > 1 for n in range(1, count))
    return frozenset((*counts, *again))


def alike(
    left: Sequence[Signature], right: Sequence[Signature], floor: float
) -> list[tuple[float, int, int]]:
    """Return (similarity, index in left, index in right) of pairs at or above a floor, best first.

    Not all pairs are compared: 1,000 by 1,000 take well under a second.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for number, signature in enumerate(right):
        for group in signature.groups:
            index[group].append(number)
    found = []
    for number, signature in enumerate(left):
        for other in _candidates(signature.groups, index):
            similarity = signature.similarity(right[other])
            if similarity >= floor:
                found.append((similarity, number, other))
    found.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    return found


def _candidates(groups: Iterable[str], index: dict[str, list[int]]) -> list[int]:
    """Return the few questions that share the most of the rarest letter groups."""
    known = sorted((len(index[group]), group) for group in groups if group in index)
    votes: Counter[int] = Counter()
    for count, group in known[:_RAREST]:
        if count > _COMMON and votes:
            break
        votes.update(index[group][: 4 * _COMMON])
    return [number for number, _count in votes.most_common(_CANDIDATES)]
