"""Mocks fused with the cards, against the same sums worked out point by point."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.clock import Day
from flashprep.core.mocks import Belief, Fusion, Mock, MockResult, Posterior, logit, sigmoid

results = st.builds(
    lambda passed, more, predicted, age: MockResult(passed, passed + more, predicted, age),
    st.integers(0, 8),
    st.integers(0, 8),
    st.floats(0.05, 0.95),
    st.floats(0, 400),
)
beliefs = st.builds(
    Belief, st.floats(-2.5, 2.5), st.floats(0.1, 0.9), st.lists(results, max_size=3).map(tuple)
)
books = st.dictionaries(st.sampled_from("abc"), beliefs, min_size=1)


def by_hand(book: dict[str, Belief], domain: str) -> tuple[float, float]:
    """Return mean and variance of a domain by summing over the whole plane of both errors."""
    deltas = [i / 10 for i in range(-24, 25)]
    errors = [i / 10 for i in range(-22, 23)]

    def likely(mock: MockResult, shift: float) -> float:
        p = sigmoid(logit(mock.predicted) + shift)
        raw = mock.passed * math.log(p) + (mock.asked - mock.passed) * math.log(1 - p)
        return raw * 0.5 ** (mock.age_days / 60)

    def row(belief: Belief, delta: float) -> list[tuple[float, float]]:
        prior = [math.exp(-0.5 * (e / belief.own_sd) ** 2) for e in errors]
        return [
            (
                sigmoid(belief.center + delta + e),
                chance / sum(prior) * math.exp(sum(likely(m, delta + e) for m in belief.mocks)),
            )
            for e, chance in zip(errors, prior, strict=True)
        ]

    total = mean = square = 0.0
    for delta in deltas:
        weight = 0.8 / 0.25 * math.exp(-0.5 * ((delta - 0.16) / 0.25) ** 2)
        weight += 0.2 / 0.42 * math.exp(-0.5 * ((delta + 0.64) / 0.42) ** 2)
        for name, belief in book.items():
            if name != domain:
                weight *= sum(w for _x, w in row(belief, delta))
        for x, w in row(book[domain], delta):
            total += weight * w
            mean += weight * w * x
            square += weight * w * x * x
    return mean / total, square / total - (mean / total) ** 2


@given(books)
def test_it_is_the_sum_over_both_errors(book: dict[str, Belief]) -> None:
    fusion = Fusion(book)
    for name in book:
        mean, _variance = by_hand(book, name)
        assert fusion.mean(name) == pytest.approx(mean, abs=1e-9)
        assert fusion.posterior(name).mean == pytest.approx(mean, abs=1e-9)


@given(books)
def test_the_moments_add_up_to_the_whole(book: dict[str, Belief]) -> None:
    fusion = Fusion(book)
    for name in book:
        mean, variance = by_hand(book, name)
        rows = list(zip(fusion.shared, fusion.moments(name), strict=True))
        square = sum(share * (v + m * m) for share, (m, v) in rows)
        assert square - mean**2 == pytest.approx(variance, abs=1e-9)


@given(beliefs)
def test_quantiles_rise_and_agree_with_the_chance_above(belief: Belief) -> None:
    posterior = Fusion({"a": belief}).posterior("a")
    points = [posterior.quantile(share / 20) for share in range(1, 20)]
    assert points == sorted(points)
    for share, point in zip(range(1, 20), points, strict=True):
        assert posterior.above(point) == pytest.approx(1 - share / 20, abs=1e-6)


def test_weight_is_spread_between_two_values() -> None:
    posterior = Posterior((0.2, 0.6), (0.5, 0.5))
    assert posterior.quantile(0.25) == pytest.approx(0.2)  # half of the stretch from 0 to 0.4
    assert posterior.quantile(0.75) == pytest.approx(0.7)
    assert posterior.above(0.7) == pytest.approx(0.25)
    assert posterior.above(0.0) == pytest.approx(1.0)


def test_a_failed_mock_lowers_its_domain_and_a_little_the_others() -> None:
    def means(*mocks: MockResult) -> tuple[float, float]:
        fusion = Fusion({"a": Belief(0.4, 0.4, mocks), "b": Belief(0.4, 0.4)})
        return fusion.mean("a"), fusion.mean("b")

    before = means()
    failed = means(MockResult(0, 5, 0.6, 0))
    passed = means(MockResult(5, 5, 0.6, 0))
    assert failed[0] < failed[1] < before[1] < passed[1] < passed[0]
    old = means(MockResult(0, 5, 0.6, 300))
    assert failed[0] < old[0] < before[0]


def test_many_old_failures_do_not_break_the_sums() -> None:
    fusion = Fusion({"a": Belief(2.0, 0.3, tuple(MockResult(0, 200, 0.9, 0) for _n in range(40)))})
    assert 0 < fusion.mean("a") < 0.7
    assert sum(fusion.shared) == pytest.approx(1.0)


@given(books, st.floats(-2, 2))
def test_a_moved_center_leaves_what_mocks_say_of_the_person(
    book: dict[str, Belief], center: float
) -> None:
    name = min(book)
    fusion = Fusion(book)
    moved = fusion.moved(name, center)
    belief = book[name]
    again = Fusion({**book, name: Belief(center, belief.own_sd, belief.mocks)})
    assert moved.mean(name) == pytest.approx(again.mean(name), abs=1e-12)
    assert moved.center(name) == center
    assert fusion.center(name) == belief.center
    for other in set(book) - {name}:
        assert moved.mean(other) == fusion.mean(other)


def test_a_record_ages_from_its_day() -> None:
    mock = Mock("x", "coding", Day(100), 2, 5, 0.4)
    assert mock.result(110) == MockResult(2, 5, 0.4, 10)
    assert mock.result(90).age_days == 0  # a clock that was set back
