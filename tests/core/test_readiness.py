"""Readiness: the number, its interval, and what it must never do."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flashprep.core.memory import retrievability
from flashprep.core.readiness import STRETCH, CardEvidence, Evidence, Readiness, believe, estimate
from flashprep.core.scheduling import Rating

from .strategies import ratings


def seen(
    stability: float = 20.0,
    elapsed: float = 10.0,
    weight: float = 1.0,
    scores: tuple[float, ...] = (0.9,),
) -> CardEvidence:
    """Return the evidence of a card, with the recall that its stability gives."""
    return CardEvidence(
        weight,
        retrievability(stability, elapsed),
        retrievability(stability * math.exp(STRETCH), elapsed),
        scores,
    )


UNSEEN = CardEvidence(1.0, None)
shares = st.floats(0, 1)
scores = st.lists(shares, max_size=6).map(tuple)
seen_cards = st.builds(
    seen, st.floats(0.1, 2000), st.floats(0, 400), st.sampled_from([0.25, 0.5, 1.0]), scores
)
domains = st.lists(
    seen_cards | st.builds(CardEvidence, st.sampled_from([0.25, 0.5, 1.0]), st.none()),
    min_size=1,
    max_size=25,
)
grades = st.lists(ratings, max_size=25)
bars = st.floats(0.5, 0.9)


def centre(cards: list[CardEvidence], first: list[Rating]) -> float:
    """Return what the cards say (logit), before anything about how far that may be off."""
    return believe({"": Evidence(cards, first, 0.7)})[""].center


def width(readiness: Readiness) -> float:
    assert readiness.lo is not None
    assert readiness.hi is not None
    return logit(readiness.hi) - logit(readiness.lo)


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


# -- the number, worked out once more --------------------------------------------------------


def again(cards: list[CardEvidence], first: list[Rating]) -> tuple[float, float]:
    """Return mean and variance of readiness by the design's own words (science, section 3)."""

    def clipped(p: float) -> float:
        return logit(min(max(p, 0.02), 0.98))

    total = sum(c.weight for c in cards)
    every = [s for c in cards for s in c.scores]
    level = (sum(every) + 2 * 0.75) / (len(every) + 2)
    good = sum(g >= Rating.GOOD for g in first)
    a = 1.5 + max(0.0, (good - 0.2 * len(first)) / 0.8)
    b = 5 + len(first) - a
    share = a / (a + b)
    recall_unseen = share * 0.92 + (1 - share) * 0.05
    mastery_unseen = sigmoid(clipped(level) - 0.35 - 0.5)

    def mastery(c: CardEvidence) -> float:
        return sigmoid(clipped((sum(c.scores) + 3 * level) / (len(c.scores) + 3)) - 0.35)

    k = dk_ds = dk_dl = noise = missing = 0.0
    for c in cards:
        w = c.weight / total
        if c.recall is None:
            missing += w
            continue
        m = mastery(c)
        k += w * c.recall * m
        dk_ds += w * m * (c.stretched - c.recall) / 0.25
        dk_dl += w * c.recall * m * (1 - m)
        noise += w**2 * 0.15 * c.recall * m * (1 - c.recall * m)
    k += missing * recall_unseen * mastery_unseen
    dk_dl += missing * recall_unseen * mastery_unseen * (1 - mastery_unseen)
    beta = a * b / ((a + b) ** 2 * (a + b + 1)) * (0.92 - 0.05) ** 2
    variance = (
        (0.45 * dk_ds) ** 2 + noise + (0.45 * dk_dl) ** 2 + (missing * mastery_unseen) ** 2 * beta
    )
    # transfer T ~ (0.79, 0.095), independent of K: Var(TK) = E[T²]Var K + K² Var T
    return 0.79 * k, variance * (0.79**2 + 0.095**2) + (k * 0.095) ** 2


@given(domains, grades, bars)
def test_it_is_what_the_design_says(
    cards: list[CardEvidence], first: list[Rating], bar: float
) -> None:
    result = estimate(cards, first, bar)
    assume(result.mean is not None)
    mu, variance = again(cards, first)
    mu = min(max(mu, 0.02), 0.98)
    own = variance / (mu * (1 - mu)) ** 2
    own = max(own - 0.45**2, 0.05**2) + 0.23**2
    usual = NormalDist(logit(mu) + 0.16, math.sqrt(own + 0.25**2))
    kind = NormalDist(logit(mu) - 0.64, math.sqrt(own + 0.42**2))

    def below(x: float) -> float:
        return 0.8 * usual.cdf(x) + 0.2 * kind.cdf(x)

    assert result.lo is not None
    assert result.hi is not None
    assert below(logit(result.lo)) == pytest.approx(0.05, abs=1e-4)
    assert below(logit(result.hi)) == pytest.approx(0.95, abs=1e-4)
    assert result.p_bar == pytest.approx(1 - below(logit(bar)), abs=1e-9)
    steps = 500
    shares = [(i + 0.5) / steps for i in range(steps)]
    mean = sum(0.8 * sigmoid(usual.inv_cdf(x)) + 0.2 * sigmoid(kind.inv_cdf(x)) for x in shares)
    assert result.mean == pytest.approx(mean / steps, abs=0.003)


def test_one_case_by_hand() -> None:
    """Half of ten cards seen, all recalled at 0.9, scored 0.9."""
    cards = [seen(20, 20)] * 5 + [UNSEEN] * 5
    result = estimate(cards, [Rating.GOOD] * 5, 0.7)
    assert result.coverage == 0.5
    level = (5 * 0.9 + 1.5) / 7
    mastery = sigmoid(logit((0.9 + 3 * level) / 4) - 0.35)
    unseen = (6.5 / 10 * 0.92 + 3.5 / 10 * 0.05) * sigmoid(logit(level) - 0.85)
    mu = 0.79 * (0.5 * 0.9 * mastery + 0.5 * unseen)
    assert sigmoid(centre(cards, [Rating.GOOD] * 5)) == pytest.approx(mu, rel=1e-9)
    assert result.mean == pytest.approx(0.470, abs=0.001)


# -- what it must do -------------------------------------------------------------------------


@given(domains, grades, bars)
def test_the_numbers_agree_with_each_other(
    cards: list[CardEvidence], first: list[Rating], bar: float
) -> None:
    result = estimate(cards, first, bar)
    assert result.bar == bar
    assert 0 <= result.coverage <= 1
    if result.coverage < 0.10:
        assert (result.mean, result.lo, result.hi, result.p_bar) == (None,) * 4
        return
    assert result.mean is not None
    assert result.lo is not None
    assert result.hi is not None
    assert result.p_bar is not None
    assert 0 < result.lo < result.mean < result.hi < 1
    assert 0 <= result.p_bar <= 1
    # P(at the bar) and the interval are read off the same curve.
    assert (result.p_bar > 0.95) == (result.lo > bar) or math.isclose(result.lo, bar)
    assert (result.p_bar < 0.05) == (result.hi < bar) or math.isclose(result.hi, bar)


def test_with_too_little_evidence_there_is_no_number() -> None:
    nine = [seen()] * 9 + [UNSEEN] * 91
    ten = [seen()] * 10 + [UNSEEN] * 90
    assert estimate(nine, [], 0.7) == Readiness(None, None, None, 0.7, None, 0.09)
    assert estimate(ten, [], 0.7).mean is not None
    assert estimate([], [], 0.7) == Readiness(None, None, None, 0.7, None, 0.0)
    assert estimate([UNSEEN], [Rating.GOOD], 0.7).mean is None


@given(st.lists(seen_cards, min_size=1, max_size=15), st.integers(0, 15), grades, st.data())
def test_better_recall_never_lowers_it(
    cards: list[CardEvidence], unseen: int, first: list[Rating], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(cards) - 1))
    card = cards[index]
    assert card.recall is not None
    more = data.draw(st.floats(card.recall, 1))
    better = replace(card, recall=more, stretched=max(more, card.stretched))
    rest = [UNSEEN] * unseen
    assume(estimate([*cards, *rest], first, 0.7).mean is not None)
    after = [*cards[:index], better, *cards[index + 1 :], *rest]
    assert centre(after, first) >= centre([*cards, *rest], first) - 1e-9


@given(st.lists(seen_cards, min_size=1, max_size=15), grades, st.data())
def test_better_mastery_never_lowers_it(
    cards: list[CardEvidence], first: list[Rating], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(cards) - 1))
    card = cards[index]
    assume(card.scores)
    which = data.draw(st.integers(0, len(card.scores) - 1))
    more = data.draw(st.floats(card.scores[which], 1))
    raised = (*card.scores[:which], more, *card.scores[which + 1 :])
    better = replace(card, scores=raised)
    after = [*cards[:index], better, *cards[index + 1 :]]
    assert centre(after, first) >= centre(cards, first) - 1e-9


@pytest.mark.parametrize("score", [0.0, 0.6, 0.9, 1.0])
def test_a_domain_of_well_known_cards_rises_with_time_studied(score: float) -> None:
    means = [estimate([seen(s, 10, scores=(score,))] * 20, [], 0.7).mean for s in (1, 5, 25, 125)]
    assert means == sorted(means, key=lambda mean: mean or 0)


def test_what_is_known_at_first_sight_raises_the_unseen_part() -> None:
    cards = [seen()] * 5 + [UNSEEN] * 15
    known, unknown = [Rating.GOOD] * 5, [Rating.AGAIN] * 5
    assert centre(cards, known) > centre(cards, unknown)
    means = [estimate(cards, first, 0.7).mean or 0.0 for first in (known, unknown)]
    assert means[0] > means[1] > 0.0


def test_the_interval_is_wider_with_fewer_cards() -> None:
    """At the same share of cards seen, few cards say less than many.

    Past some cards the spread of persons and domains is all that is left, whatever is studied.
    """
    widths = [
        round(width(estimate([seen(5, 50)] * n + [UNSEEN] * 8 * n, [Rating.AGAIN] * n, 0.7)), 9)
        for n in (1, 2, 4, 8, 32)
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[1] > widths[2] > widths[-1]


def test_a_card_seen_long_ago_says_less_than_one_seen_lately() -> None:
    recent = estimate([seen(20, 1)], [], 0.7)
    long_ago = estimate([seen(20, 800)], [], 0.7)
    assert width(long_ago) > width(recent) + 0.1


@given(st.lists(seen_cards, min_size=1, max_size=12), st.integers(0, 40), grades)
def test_it_is_never_the_mean_retrievability_of_what_was_seen(
    cards: list[CardEvidence], unseen: int, first: list[Rating]
) -> None:
    result = estimate([*cards, *[UNSEEN] * unseen], first, 0.7)
    assume(result.mean is not None)
    naive = sum(c.recall or 0 for c in cards) / len(cards)
    assume(naive > 0.6)
    assert result.mean is not None
    assert result.mean < naive - 0.05


def test_the_weight_of_a_card_counts() -> None:
    weak, strong = seen(1, 30), seen(500, 1)
    low = [replace(weak, weight=1.0), replace(strong, weight=0.25)]
    high = [replace(weak, weight=0.25), replace(strong, weight=1.0)]
    assert centre(high, []) > centre(low, [])
    assert estimate([replace(seen(), weight=0.5), UNSEEN], [], 0.7).coverage == pytest.approx(1 / 3)
