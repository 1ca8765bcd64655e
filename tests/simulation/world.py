"""The world: learners whose memory differs from what the app believes, and their days of study.

A learner has FSRS-6 weights of their own, cards that are easier or harder than the weights say, and
cards that they know from elsewhere. The app sees grades only, and follows them with the published
weights. All policies meet the same learners and the same luck: whether a card is recalled on a day
is decided by a number drawn for that card and day, not by the order of the cards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tests.simulation.fsrs6 import AGAIN, DEFAULTS, EASY, GOOD, HARD, Floats, Fsrs6, Ints

Bools = NDArray[np.bool_]

FIRST_SEED = 710_000
"""The reported tables use this and the following seeds; explore on others (``--first-seed``)."""

DOMAINS = 5
DOMAIN_COST: Floats = np.array([1.0, 1.4, 1.2, 1.2, 1.4])
"""Seconds are multiplied by this in each domain; a system design answer takes longer."""

RECALLED, FORGOTTEN, RELEARNED = 25.0, 60.0, 20.0
NEW_KNOWN, NEW_UNKNOWN = 40.0, 120.0
"""Seconds of a review, and of a card seen for the first time."""

UNSEEN_KNOWN, UNSEEN_UNKNOWN = 0.92, 0.05
"""Recall on the interview day of a card never studied, known from elsewhere or not."""

MISSED_DAYS = 0.12

BELIEVED = Fsrs6(DEFAULTS)
"""The memory model by which the app follows every learner: wrong on purpose."""

_LEVEL_SD, _EACH_SD = 0.55, 0.25
"""Spread (log) of the four first stabilities: of all together, and of each."""

_LOG_SD = {6: 0.25, 9: 0.25, 10: 0.25, 11: 0.3, 13: 0.2, 14: 0.2, 17: 0.25, 20: 0.3}
_SD = {4: 0.6, 8: 0.35}
"""Spread of the other weights about the published ones: of the logarithm, and of the weight."""

_LEAST: Floats = np.array(
    [0.001] * 4 + [1, 0.001, 0.001, 0.001, 0, 0] + [0.001] * 4 + [0, 0, 1, 0, 0, 0, 0.1]
)
_MOST: Floats = np.array(
    [100.0] * 4 + [10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8]
)
"""FSRS-6's own limits of the weights."""

_CARD_STABILITY_SD, _CARD_DIFFICULTY_SD = 0.4, 0.8
_UNKNOWN_AGAIN, _UNKNOWN_HARD = 0.6, 0.15
"""How a card that is not known is rated at first sight; the rest flatter themselves with Good."""

_KNOWN_BEFORE = (2.4, 5.6)
"""Beta distribution of the share of a domain that a learner knows from elsewhere."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """How much there is to learn, and the time: days to the interview, minutes a day."""

    cards: int
    days: int
    minutes: float


SCENARIOS = {
    "base": Scenario(350, 35, 45),
    "mid": Scenario(350, 35, 30),
    "tight": Scenario(350, 35, 15),
    "late10": Scenario(350, 10, 45),
    "big": Scenario(900, 35, 45),
    "slack": Scenario(200, 35, 45),
}


def generator(seed: int, stream: str) -> np.random.Generator:
    """Return the random numbers of one learner for one purpose, apart from all others."""
    return np.random.default_rng([seed, *stream.encode()])


@dataclass(frozen=True, eq=False)
class Learner:
    """A person and their deck: arrays have an entry per card (``missed``: per day).

    ``ease`` multiplies the first stability of a card, ``effort`` is added to its first difficulty.
    """

    seed: int
    memory: Fsrs6
    domain: Ints
    ease: Floats
    effort: Floats
    known: Bools
    missed: Bools

    @classmethod
    def draw(cls, seed: int, scenario: Scenario) -> Learner:
        """Draw the learner of that seed."""
        rng = generator(seed, "learner")
        domain = np.arange(scenario.cards, dtype=np.int64) % DOMAINS
        share = np.clip(rng.beta(*_KNOWN_BEFORE, DOMAINS), 0.03, 0.9)
        return cls(
            seed,
            Fsrs6(_weights(rng)),
            domain,
            ease=np.exp(rng.normal(0, _CARD_STABILITY_SD, scenario.cards)),
            effort=rng.normal(0, _CARD_DIFFICULTY_SD, scenario.cards),
            known=rng.random(scenario.cards) < share[domain],
            missed=rng.random(scenario.days) < MISSED_DAYS,
        )

    @property
    def cost(self) -> Floats:
        """Return by how much each card's seconds are multiplied."""
        return DOMAIN_COST[self.domain]


def _weights(rng: np.random.Generator) -> Floats:
    w = DEFAULTS.copy()
    w[:4] *= np.exp(rng.normal(0, _LEVEL_SD) + rng.normal(0, _EACH_SD, 4))
    w[:4].sort()
    for index, sd in _LOG_SD.items():
        w[index] *= np.exp(rng.normal(0, sd))
    for index, sd in _SD.items():
        w[index] += rng.normal(0, sd)
    return np.clip(w, _LEAST, _MOST)


@dataclass(frozen=True, eq=False)
class View:
    """What the app can see on a morning; arrays have an entry per card.

    ``elapsed`` (days since the last review), ``stability`` and ``difficulty`` mean nothing where
    ``seen`` is false, ``first_rating`` is 0 there. ``days_left`` counts from today to the
    interview. Cards lie in the order of the deck, in which the domains alternate.
    """

    domain: Ints
    cost: Floats
    seen: Bools
    elapsed: Ints
    stability: Floats
    difficulty: Floats
    first_rating: Ints
    days_left: int


Policy = Callable[[View], Ints]
"""Today's cards in the order of study; the minutes decide how many of them are done."""


@dataclass(frozen=True, eq=False)
class Session:
    """What was studied on one day: cards (indices) and their first rating of the day."""

    cards: Ints
    ratings: Ints


@dataclass(eq=False)
class Study:
    """One learner's study under one policy, day after day; ``day`` is the next one to come."""

    learner: Learner
    scenario: Scenario
    policy: Policy
    day: int = 0
    seconds: float = 0.0
    seen: Bools = field(init=False)
    first_rating: Ints = field(init=False)
    reviews: Ints = field(init=False)
    last: Ints = field(init=False)
    true: tuple[Floats, Floats] = field(init=False)
    believed: tuple[Floats, Floats] = field(init=False)

    def __post_init__(self) -> None:
        cards, days = self.scenario.cards, self.scenario.days
        self.seen = np.zeros(cards, bool)
        self.first_rating, self.reviews, self.last = (
            np.zeros(cards, np.int64) for _array in range(3)
        )
        self.true = (np.ones(cards), np.full(cards, 5.0))
        self.believed = (np.ones(cards), np.full(cards, 5.0))
        rng = generator(self.learner.seed, "luck")
        self._luck = rng.random((days, cards))
        self._liking = rng.random((days, cards))

    def finish(self) -> Study:
        """Study every day up to the interview."""
        while self.day < self.scenario.days:
            self.next_day()
        return self

    def next_day(self) -> Session:
        """Study one day, unless it is missed."""
        today, self.day = self.day, self.day + 1
        if self.learner.missed[today]:
            return Session(np.zeros(0, np.int64), np.zeros(0, np.int64))
        order = self.policy(self._view(today))
        ratings, seconds = self._answer(order, today)
        done = int(np.searchsorted(np.cumsum(seconds), self.scenario.minutes * 60, "right"))
        order, ratings = order[:done], ratings[:done]
        self.seconds += float(seconds[:done].sum())
        new = ~self.seen[order]
        self._learn(order[new], ratings[new])
        self._repeat(order[~new], ratings[~new], today)
        self.seen[order], self.last[order] = True, today
        self.reviews[order] += 1
        return Session(order, ratings)

    def recall(self, day: int) -> Floats:
        """Return the true probability of recall of every card on a day, without more study."""
        stability, _difficulty = self.true
        unseen = np.where(self.learner.known, UNSEEN_KNOWN, UNSEEN_UNKNOWN)
        days = np.maximum(day - self.last, 0)
        return np.where(self.seen, self.learner.memory.recall(stability, days), unseen)

    def by_domain(self, values: Floats) -> Floats:
        """Return the mean of a value of every card in each domain."""
        domain = self.learner.domain
        sums: Floats = np.bincount(domain, values, DOMAINS) / np.bincount(domain, None, DOMAINS)
        return sums

    def _view(self, today: int) -> View:
        return View(
            self.learner.domain,
            self.learner.cost,
            self.seen,
            today - self.last,
            *self.believed,
            self.first_rating,
            self.scenario.days - today,
        )

    def _answer(self, order: Ints, today: int) -> tuple[Ints, Floats]:
        """Return how each card of the order would be rated today, and the seconds it takes."""
        new, known = ~self.seen[order], self.learner.known[order]
        liking = self._liking[today, order]
        recalled = self._luck[today, order] < self.recall(today)[order]
        when_recalled = np.select([liking < 0.1, liking < 0.85], [HARD, GOOD], EASY)
        when_known = np.where(liking < 0.6, GOOD, EASY)
        not_good = _UNKNOWN_AGAIN + _UNKNOWN_HARD
        when_unknown = np.select([liking < _UNKNOWN_AGAIN, liking < not_good], [AGAIN, HARD], GOOD)
        ratings = np.where(
            new, np.where(known, when_known, when_unknown), np.where(recalled, when_recalled, AGAIN)
        )
        seconds = np.where(
            new,
            np.where(known, NEW_KNOWN, NEW_UNKNOWN),
            np.where(recalled, RECALLED, FORGOTTEN + RELEARNED),
        )
        return ratings.astype(np.int64), seconds * self.learner.cost[order]

    def _learn(self, cards: Ints, ratings: Ints) -> None:
        stability, difficulty = self.learner.memory.first(ratings)
        stability = stability * self.learner.ease[cards]
        difficulty = np.clip(difficulty + self.learner.effort[cards], 1, 10)
        _put(self.true, cards, (stability, difficulty))
        _put(self.believed, cards, BELIEVED.first(ratings))
        self.first_rating[cards] = ratings
        self._once_more(cards[ratings == AGAIN])

    def _repeat(self, cards: Ints, ratings: Ints, today: int) -> None:
        days = today - self.last[cards]
        for model, state in self._models():
            _put(state, cards, model.review(state[0][cards], state[1][cards], days, ratings))
        self._once_more(cards[ratings == AGAIN])

    def _once_more(self, cards: Ints) -> None:
        """Repeat what was not known until it is, on the same day: one Good."""
        zero, good = np.zeros(len(cards), np.int64), np.full(len(cards), GOOD)
        for model, state in self._models():
            _put(state, cards, model.review(state[0][cards], state[1][cards], zero, good))

    def _models(self) -> tuple[tuple[Fsrs6, tuple[Floats, Floats]], ...]:
        return (self.learner.memory, self.true), (BELIEVED, self.believed)


def _put(state: tuple[Floats, Floats], cards: Ints, values: tuple[Floats, Floats]) -> None:
    for array, value in zip(state, values, strict=True):
        array[cards] = value
