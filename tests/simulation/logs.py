"""Logs of any length: what learners of the world graded while the app scheduled them.

The learners are those of ``world``, with FSRS-6 weights of their own and cards that are easier or
harder than these say; the app schedules with the published weights at 0.90. Every day brings new
cards and what is due; a new card (unless Easy) and a forgotten one come once more on the same day,
at times twice. The true chance of recall is kept with each grade.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tests.simulation.fsrs6 import AGAIN, EASY, GOOD, HARD, Floats, Ints
from tests.simulation.world import BELIEVED, Learner, Scenario, generator

RETENTION = 0.9
GRADES_PER_CARD = 10
_TWICE = 0.15
"""Chance that a card is forgotten once more on its day."""

_KNOWN, _UNKNOWN = (0.0, 0.0, 0.6, 0.4), (0.6, 0.15, 0.25, 0.0)
"""Chances of a first rating, of a card known from elsewhere and of another one."""

_RECALLED = (0.0, 0.1, 0.75, 0.15)


@dataclass(frozen=True, eq=False)
class Grades:
    """A log in the order of time: arrays with an entry per grade.

    ``chance`` is the true probability that the card is recalled; it means nothing at first sight
    and on the same day.
    """

    card: Ints
    day: Ints
    rating: Ints
    chance: Floats

    def rows(self) -> list[tuple[str, int, int, bool]]:
        """Return (card, day, rating, whether the card was new) of each grade, as the app has it."""
        seen: set[int] = set()
        found = []
        for card, day, rating in zip(
            self.card.tolist(), self.day.tolist(), self.rating.tolist(), strict=True
        ):
            found.append((f"c{card}", day, rating, card not in seen))
            seen.add(card)
        return found


def matched(learner: Learner) -> Learner:
    """Return the learner as the app believes that everybody is."""
    return replace(
        learner,
        memory=BELIEVED,
        ease=np.ones_like(learner.ease),
        effort=np.zeros_like(learner.effort),
    )


def learner(seed: int, grades: int) -> Learner:
    """Return the learner of a seed, with as many cards as so many grades are about."""
    return Learner.draw(seed, Scenario(max(grades // GRADES_PER_CARD, 60), 1, 0))


def graded(who: Learner, grades: int) -> Grades:
    """Let a learner study day by day until there are so many grades."""
    days = _Days(who)
    while days.count < grades:
        days.next_day()
    columns = [np.concatenate(column)[:grades] for column in zip(*days.found, strict=True)]
    return Grades(*columns)


class _Days:
    """The study of one learner: true and believed state of every card seen so far."""

    def __init__(self, who: Learner) -> None:
        self._who = who
        self._rng = generator(who.seed, "grades")
        cards = len(who.ease)
        self._new_a_day = max(8, round(cards / 120))
        self._seen = 0
        self._true = (np.ones(cards), np.ones(cards))
        self._believed = (np.ones(cards), np.ones(cards))
        self._last, self._due = np.zeros(cards, np.int64), np.zeros(cards, np.int64)
        self._day = 0
        self.count = 0
        self.found: list[tuple[Ints, Ints, Ints, Floats]] = []

    def next_day(self) -> None:
        """Repeat what is due, learn new cards, and come back to what was not known."""
        self._day += 1
        if self._rng.random() < 0.12:
            return
        due = np.flatnonzero(self._due[: self._seen] <= self._day)
        self._repeat(self._rng.permutation(due))
        new = np.arange(self._seen, min(self._seen + self._new_a_day, len(self._due)))
        self._seen += len(new)
        self._learn(new)

    def _repeat(self, cards: Ints) -> None:
        days = self._day - self._last[cards]
        chance = self._who.memory.recall(self._true[0][cards], days)
        recalled = self._rng.random(len(cards)) < chance
        ratings = np.where(recalled, self._drawn(_RECALLED, len(cards)), AGAIN)
        self._review(cards, days, ratings)
        self._note(cards, ratings, chance)
        self._once_more(cards[~recalled])
        self._wait(cards)

    def _learn(self, cards: Ints) -> None:
        known = self._who.known[cards]
        ratings = np.where(
            known, self._drawn(_KNOWN, len(cards)), self._drawn(_UNKNOWN, len(cards))
        )
        stability, difficulty = self._who.memory.first(ratings)
        _put(
            self._true,
            cards,
            (
                stability * self._who.ease[cards],
                np.clip(difficulty + self._who.effort[cards], 1.0, 10.0),
            ),
        )
        _put(self._believed, cards, BELIEVED.first(ratings))
        self._note(cards, ratings, np.ones(len(cards)))
        self._once_more(cards[ratings < EASY])
        self._wait(cards)

    def _once_more(self, cards: Ints) -> None:
        twice = cards[self._rng.random(len(cards)) < _TWICE]
        for some, rating in ((twice, AGAIN), (cards, GOOD)):
            ratings = np.full(len(some), rating)
            self._review(some, np.zeros(len(some), np.int64), ratings)
            self._note(some, ratings, np.ones(len(some)))

    def _review(self, cards: Ints, days: Ints, ratings: Ints) -> None:
        for model, state in ((self._who.memory, self._true), (BELIEVED, self._believed)):
            _put(state, cards, model.review(state[0][cards], state[1][cards], days, ratings))

    def _wait(self, cards: Ints) -> None:
        self._last[cards] = self._day
        wait = np.rint(BELIEVED.interval(self._believed[0][cards], RETENTION))
        wait *= self._rng.uniform(0.9, 1.1, len(cards))
        self._due[cards] = self._day + np.maximum(np.rint(wait), 1).astype(np.int64)

    def _drawn(self, chances: tuple[float, ...], count: int) -> Ints:
        drawn: Ints = self._rng.choice([AGAIN, HARD, GOOD, EASY], count, p=chances)
        return drawn

    def _note(self, cards: Ints, ratings: Ints, chance: Floats) -> None:
        days = np.full(len(cards), self._day)
        self.found.append((cards, days, ratings.astype(np.int64), chance))
        self.count += len(cards)


def _put(state: tuple[Floats, Floats], cards: Ints, values: tuple[Floats, Floats]) -> None:
    for array, value in zip(state, values, strict=True):
        array[cards] = value
