"""The worth of a minute: what is hardly known of a domain is not taken for known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core import policy
from flashprep.core.readiness import known_before, known_sd
from flashprep.core.scheduling import DEFAULT_WEIGHTS


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_sure_share_lies_one_deviation_below_the_expected_one(good: int, bad: int) -> None:
    seen = good + bad
    mean = known_before(good, seen)
    sure = policy.prior(good, seen)
    assert sure >= policy.LEAST_KNOWN
    assert sure == pytest.approx(max(mean - known_sd(mean, seen), policy.LEAST_KNOWN))


@given(st.floats(0.01, 2000.0), st.floats(1.0, 10.0), st.integers(0, 800), st.integers(0, 90))
def test_the_gain_of_one_card_is_the_gain_of_many(
    stability: float, difficulty: float, elapsed: int, days: int
) -> None:
    one = policy.gain_of_one(DEFAULT_WEIGHTS, days)(stability, difficulty, elapsed)
    many = policy.review_gain(DEFAULT_WEIGHTS, stability, difficulty, elapsed, days)
    assert one == pytest.approx(many, rel=1e-12, abs=1e-12)


def test_evidence_makes_the_sure_share_grow() -> None:
    shares = [policy.prior(7 * n, 10 * n) for n in (0, 1, 3, 10, 100)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(known_before(700, 1000), abs=0.02)


def test_a_domain_is_looked_into_before_its_first_grades_count() -> None:
    start = policy.prior(0, 0)
    assert policy.prior(14, 14, 100) == start
    assert policy.prior(0, 14, 100) <= start
    assert policy.prior(15, 15, 100) > 2 * start
    assert policy.prior(14, 14, 100) < policy.prior(14, 14, 50)


def test_a_few_lucky_cards_do_not_make_a_domain_less_urgent_than_one_well_known() -> None:
    lucky, studied = policy.prior(4, 4), policy.prior(110, 175)
    gains = [policy.new_gain(DEFAULT_WEIGHTS, share, 30) for share in (lucky, studied)]
    assert known_before(4, 4) > known_before(110, 175)
    assert gains[0] > gains[1]
