"""Find cards that ask nearly the same, by the words that matter in their questions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import log
from typing import TYPE_CHECKING

from flashprep.decks.similarity import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flashprep.core.cards import Note

NEAR = 0.85
"""From this similarity on, two questions are nearly the same."""

_SAME_ANSWER = 0.3
"""Questions that begin differently (why …, when …) have to share this much of their answers."""

_WORD = re.compile(r"[^\W_]+")
_ASKING = frozenset({"how", "what", "when", "where", "which", "who", "why"})
_STOP = frozenset(
    _WORD.findall(
        "a an and are as at be by can could did do does for from had has have if in into is it"
        " its many may me might much my of on or our s should so than that the their them then"
        " there they this to was we were will with would you your"
    )
)
_CANDIDATES = 5


def near_duplicates(notes: Sequence[Note]) -> list[tuple[int, int, float]]:
    """Return (index, index of an earlier note, similarity) of notes that ask nearly the same.

    A word counts the more, the fewer questions hold it: two questions that differ in one rare word
    (quicksort, mergesort) are two questions. 1,000 cards take well under a second.
    """
    words = [_words(note.question) for note in notes]
    weights = _weights(words)
    index: dict[str, list[int]] = defaultdict(list)
    found = []
    for number, mine in enumerate(words):
        hits = []
        for other in _candidates(mine, weights, index):
            similarity = _dice(mine, words[other], weights)
            if similarity >= NEAR and _ask_the_same(notes[number], notes[other]):
                hits.append((similarity, -other))
        if hits:
            similarity, other = max(hits)
            found.append((number, -other, similarity))
        for word in mine:
            index[word].append(number)
    return found


def _words(text: str) -> frozenset[str]:
    """Return the stems of the words that matter."""
    return frozenset(
        _stem(word)
        for word in _WORD.findall(normalize(text))
        if word not in _STOP and word not in _ASKING
    )


def _stem(word: str) -> str:
    """Take the commonest endings off a word, so that "shrinks" is "shrink"."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)]
    return word


def _weights(words: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(word for some in words for word in some)
    return {word: 1 + log(len(words) / count) for word, count in counts.items()}


def _candidates(
    mine: frozenset[str], weights: Mapping[str, float], index: Mapping[str, list[int]]
) -> list[int]:
    """Return the few earlier questions that share the most weight of the rarest words."""
    votes: defaultdict[int, float] = defaultdict(float)
    rarest = sorted(mine, key=lambda word: (-weights[word], word))
    for word in rarest[: 1 + len(rarest) // 2]:
        for other in index.get(word, ())[-200:]:
            votes[other] += weights[word]
    return sorted(votes, key=lambda other: (-votes[other], other))[:_CANDIDATES]


def _dice(left: frozenset[str], right: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return the weighted Dice coefficient of two sets of words."""
    total = sum(weights[word] for word in left) + sum(weights[word] for word in right)
    return 2 * sum(weights[word] for word in left & right) / total if total else 0.0


def _ask_the_same(left: Note, right: Note) -> bool:
    """Tell whether two questions of the same words ask the same: by question word, or answer."""
    if _asking(left.question) == _asking(right.question):
        return True
    one, two = _words(left.answer), _words(right.answer)
    return 2 * len(one & two) >= _SAME_ANSWER * (len(one) + len(two))


def _asking(question: str) -> list[str]:
    return [word for word in _WORD.findall(question.casefold()) if word in _ASKING]
