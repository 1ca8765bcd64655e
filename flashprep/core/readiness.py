"""Readiness: the probability that a random question of a domain is answered at the L6 bar.

Per card, retrievability on the day times mastery (the share of the expectation that is met when
the card is recalled); cards never seen count with a prior; the mean over *all* cards of the domain
is the knowledge K, and transfer to questions that are no card takes its share. The constants come
from synthetic learners and from judgement: no human data was used. With them the 90 % interval
held the truth of 92 to 99 % of simulated learners, and of 84 to 88 % of those who are kinder to
themselves (``tests/simulation``); mean retrievability of the cards seen, which other programs show,
was 43 points too high.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from flashprep.core.mocks import Belief, Fusion, MockResult, Posterior, logit, sigmoid, with_person
from flashprep.core.scheduling import Rating

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flashprep.core.clock import Day
    from flashprep.core.mixture import Mixture

KNOWN, UNKNOWN = 0.92, 0.05
"""Recall on the day of an unseen card that the person knows, or does not know, from elsewhere."""

PRIOR_KNOWN, PRIOR_UNKNOWN = 1.5, 3.5
"""Beta prior of the share of a domain that a person knows before studying its cards."""

GUESSED = 0.2
"""Of the cards that a person does not know, this share is graded Good at first sight all the same:
the answer looks familiar once it is read. A judgement, on simulated learners only."""

TRANSFER, TRANSFER_SD = 0.79, 0.095
LENIENCY, LENIENCY_SD = 0.35, 0.45
UNSEEN_DEPTH = 0.5
"""Answers to unseen questions are shallower by this much (logit)."""

SHRINKAGE = 3.0
PRIOR_SCORE, PRIOR_SCORES = 0.75, 2.0
LOG_STABILITY_SD = 0.45
CARD_NOISE = 0.15
DOMAIN_SD = 0.23
"""Spread of a domain's true readiness about the estimate (logit), besides the person's own."""

LEAST_COVERAGE = 0.10

GRADE_SCORE = {Rating.HARD: 0.6, Rating.GOOD: 0.9, Rating.EASY: 1.0}
"""Mastery that a grade speaks of where no ticks were scored; Again tells of recall only."""


@dataclass(slots=True, unsafe_hash=True)
class CardEvidence:
    """What readiness needs of one card.

    ``weight`` is its share of the domain, ``recall`` the retrievability on the day (None when never
    seen), ``stretched`` the same if its log-stability were 0.25 higher, ``scores`` the mastery
    scores (0 to 1) of its latest reviews. Never changed once made; not frozen because a frozen one
    takes twice as long to make, and there may be 10,000.
    """

    weight: float
    recall: float | None
    stretched: float = 0.0
    scores: tuple[float, ...] = ()


STRETCH = 0.25
"""Step in log-stability by which the sensitivity of recall is measured."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """One domain's readiness; ``mean``, ``lo``, ``hi`` and ``p_bar`` are None without evidence.

    ``lo`` and ``hi`` are the 5 and 95 % points, ``p_bar`` the probability of being at the bar.
    """

    mean: float | None
    lo: float | None
    hi: float | None
    bar: float
    p_bar: float | None
    coverage: float


@dataclass(frozen=True, slots=True)
class DayReadiness:
    """A domain's readiness as it was on a study day, for the day ``target``; None: no number."""

    day: Day
    domain: str
    target: Day
    mean: float | None
    lo: float | None
    hi: float | None
    bar: float
    coverage: float


@dataclass(frozen=True)
class Evidence:
    """All that is known of a domain: its cards, the first grade of each card seen, its mocks."""

    cards: Sequence[CardEvidence]
    first_grades: Sequence[Rating]
    bar: float
    mocks: Sequence[MockResult] = ()

    @cached_property
    def total(self) -> float:
        """Return the weight of all cards together."""
        return math.fsum([card.weight for card in self.cards])

    @cached_property
    def coverage(self) -> float:
        """Return the share of the domain's cards that were seen."""
        seen = math.fsum([card.weight for card in self.cards if card.recall is not None])
        return seen / self.total if self.total else 0.0

    @cached_property
    def worth(self) -> Worth:
        """Return what the cards are worth."""
        return Worth(self)

    @property
    def enough(self) -> bool:
        """Tell whether there is enough to show a number."""
        return bool(self.cards) and (self.coverage >= LEAST_COVERAGE or bool(self.mocks))


def known_before(good: int, first_grades: int) -> float:
    """Return the share of a domain that a person knew before, from the first grades of its cards.

    ``good`` of the ``first_grades`` cards were graded Good or Easy at first sight.
    """
    known = max(0.0, (good - GUESSED * first_grades) / (1.0 - GUESSED))
    return (PRIOR_KNOWN + known) / (PRIOR_KNOWN + PRIOR_UNKNOWN + first_grades)


def known_sd(share: Any, first_grades: Any) -> Any:
    """Return the standard deviation of ``known_before``'s share: that of a Beta distribution."""
    trials = PRIOR_KNOWN + PRIOR_UNKNOWN + first_grades
    return (share * (1.0 - share) / (trials + 1.0)) ** 0.5


def believe(domains: Mapping[str, Evidence]) -> dict[str, Belief]:
    """Return what cards and mocks say of each domain that has enough of either."""
    return {name: _belief(evidence) for name, evidence in domains.items() if evidence.enough}


def predict(evidence: Evidence) -> float | None:
    """Return readiness by the cards alone, however few were seen; None for a domain without any.

    This is what a mock of the same day is compared with.
    """
    if not evidence.cards:
        return None
    return _of_belief(evidence, _belief(replace(evidence, mocks=()))).mean


def assess(
    domains: Mapping[str, Evidence], beliefs: Mapping[str, Belief] | None = None
) -> dict[str, Readiness]:
    """Return every domain's readiness; a mock of one domain also speaks of the person's others.

    ``beliefs`` are those of ``believe``, where they were worked out already.
    """
    beliefs = believe(domains) if beliefs is None else beliefs
    fusion = Fusion(beliefs) if any(belief.mocks for belief in beliefs.values()) else None
    report = {}
    for name, evidence in domains.items():
        if fusion is not None and name in beliefs:
            report[name] = _of_posterior(evidence, fusion.posterior(name))
        elif name in beliefs:
            report[name] = _of_belief(evidence, beliefs[name])
        else:
            report[name] = Readiness(None, None, None, evidence.bar, None, evidence.coverage)
    return report


def estimate(
    cards: Iterable[CardEvidence], first_grades: Sequence[Rating], bar: float
) -> Readiness:
    """Return one domain's readiness from its cards alone."""
    return assess({"": Evidence(list(cards), first_grades, bar)})[""]


def _belief(evidence: Evidence) -> Belief:
    mean, variance = _moments(evidence)
    mean = min(max(mean, 0.02), 0.98)
    spread = math.sqrt(variance) / (mean * (1.0 - mean))
    # The part of the error that is the person's is shared by all domains: not counted twice.
    rest = max(spread**2 - LENIENCY_SD**2, 0.05**2)
    return Belief(logit(mean), math.sqrt(rest + DOMAIN_SD**2), evidence.mocks)


def _of_belief(evidence: Evidence, belief: Belief) -> Readiness:
    """Return the readiness without any mock: no grid is needed for both errors together."""
    curve = with_person(belief.center, belief.own_sd)
    return Readiness(
        mean=_mean_of_sigmoid(curve),
        lo=sigmoid(curve.quantile(0.05)),
        hi=sigmoid(curve.quantile(0.95)),
        bar=evidence.bar,
        p_bar=1.0 - curve.cdf(logit(evidence.bar)),
        coverage=evidence.coverage,
    )


def _of_posterior(evidence: Evidence, posterior: Posterior) -> Readiness:
    return Readiness(
        mean=posterior.mean,
        lo=posterior.quantile(0.05),
        hi=posterior.quantile(0.95),
        bar=evidence.bar,
        p_bar=posterior.above(evidence.bar),
        coverage=evidence.coverage,
    )


class Worth:
    """What a domain's cards are worth on the day: recall times how fully each is answered."""

    def __init__(self, evidence: Evidence) -> None:
        scores = list(chain.from_iterable(card.scores for card in evidence.cards))
        grades = evidence.first_grades
        self._level = (sum(scores) + PRIOR_SCORES * PRIOR_SCORE) / (len(scores) + PRIOR_SCORES)
        self._mastery: dict[tuple[float, ...], float] = {}
        self.first_grades = len(grades)
        self.prior = known_before(sum(grade >= Rating.GOOD for grade in grades), len(grades))
        """The share of the unseen cards that is known from elsewhere."""
        self.unseen_recall = self.prior * KNOWN + (1.0 - self.prior) * UNKNOWN
        self.unseen_mastery = sigmoid(logit(self._level) - LENIENCY - UNSEEN_DEPTH)

    def mastery(self, scores: tuple[float, ...]) -> float:
        """Return how fully a card seen before is answered when it is recalled."""
        # Most cards share their scores with many others.
        known = self._mastery.get(scores)
        if known is None:
            raw = (sum(scores) + SHRINKAGE * self._level) / (len(scores) + SHRINKAGE)
            known = self._mastery[scores] = sigmoid(logit(raw) - LENIENCY)
        return known

    def of(self, card: CardEvidence) -> float:
        """Return a card's expected score, 0 to 1."""
        if card.recall is None:
            return self.unseen_recall * self.unseen_mastery
        return card.recall * self.mastery(card.scores)


def _moments(evidence: Evidence) -> tuple[float, float]:
    """Return mean and variance of readiness by the delta method (transfer included)."""
    worth, total = evidence.worth, evidence.total
    knowledge = sensitivity = leniency = noise = unseen = 0.0
    for card in evidence.cards:
        share = card.weight / total
        if card.recall is None:
            unseen += share
            continue
        mastery = worth.mastery(card.scores)
        value = card.recall * mastery
        knowledge += share * value
        sensitivity += share * (card.stretched - card.recall) * mastery / STRETCH
        leniency += share * value * (1.0 - mastery)
        noise += share * share * value * (1.0 - value) * CARD_NOISE
    fresh, prior = worth.unseen_mastery, worth.prior
    knowledge += unseen * worth.unseen_recall * fresh
    leniency += unseen * worth.unseen_recall * fresh * (1.0 - fresh)
    prior_variance = (known_sd(prior, worth.first_grades) * (KNOWN - UNKNOWN)) ** 2
    variance = (
        (sensitivity * LOG_STABILITY_SD) ** 2
        + noise
        + (leniency * LENIENCY_SD) ** 2
        + (unseen * fresh) ** 2 * prior_variance
    )
    spread = variance * (TRANSFER**2 + TRANSFER_SD**2) + (knowledge * TRANSFER_SD) ** 2
    return knowledge * TRANSFER, spread


_STEPS = 41


def _mean_of_sigmoid(curve: Mixture) -> float:
    """Return E[sigmoid(x)] by the mean over equally likely quantiles of each part."""
    points = [(step + 0.5) / _STEPS for step in range(_STEPS)]
    return math.fsum(
        share * math.fsum(sigmoid(part.inv_cdf(point)) for point in points) / _STEPS
        for share, part in zip(curve.weights, curve.curves, strict=True)
    )
