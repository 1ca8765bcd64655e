"""The simulator's FSRS-6 agrees with the library and with the program's arrays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import numpy as np
import pytest

from flashprep.core import fsrs6 as core
from flashprep.core.scheduling import DEFAULT_WEIGHTS
from tests.simulation.fsrs6 import DEFAULTS, Fsrs6, Ints
from tests.simulation.world import Learner, Scenario

HISTORIES, REVIEWS = 200, 12
FIRST_MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)


def histories(seed: int) -> tuple[Ints, Ints]:
    """Return days since the last review (some of them 0) and ratings, by history and review."""
    rng = np.random.default_rng(seed)
    gaps = rng.choice([0, 1, 2, 5, 12, 40, 150], (HISTORIES, REVIEWS))
    gaps[:, 0] = 0
    return gaps.astype(np.int64), rng.integers(1, 5, (HISTORIES, REVIEWS))


def someone(seed: int) -> Fsrs6:
    """Return the memory of a learner whose weights are not the published ones."""
    return Learner.draw(seed, Scenario(5, 5, 5)).memory


def test_the_published_weights_are_those_that_the_app_uses() -> None:
    assert DEFAULTS.tolist() == list(DEFAULT_WEIGHTS)


@pytest.mark.parametrize("model", [Fsrs6(DEFAULTS), someone(3), someone(4)])
def test_states_agree_with_the_library_that_is_fed_midnights(model: Fsrs6) -> None:
    gaps, ratings = histories(1)
    stability, difficulty = model.first(ratings[:, 0])
    for number in range(1, REVIEWS):
        stability, difficulty = model.review(
            stability, difficulty, gaps[:, number], ratings[:, number]
        )
    scheduler = fsrs.Scheduler(parameters=model.w.tolist(), enable_fuzzing=False)
    for row in range(HISTORIES):
        card, day = fsrs.Card(card_id=row), FIRST_MIDNIGHT
        for gap, rating in zip(gaps[row].tolist(), ratings[row].tolist(), strict=True):
            day += timedelta(days=gap)
            card, _log = scheduler.review_card(card, fsrs.Rating(rating), day)
        assert (stability[row], difficulty[row]) == pytest.approx(
            (card.stability, card.difficulty), rel=1e-9
        )


def test_recall_and_interval_agree_with_the_program() -> None:
    model = someone(5)
    w = model.w.tolist()
    stability = np.geomspace(0.01, 900, 50)
    days = np.arange(50)
    np.testing.assert_allclose(
        model.recall(stability, days), core.recall(w, stability, days), rtol=1e-12
    )
    np.testing.assert_allclose(
        model.interval(stability, 0.85), core.interval(w, stability, 0.85), rtol=1e-12
    )
    np.testing.assert_allclose(model.recall(stability, model.interval(stability, 0.85)), 0.85)


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
def test_reviews_agree_with_the_arrays_of_the_program(rating: int) -> None:
    model = someone(6)
    w = model.w.tolist()
    rng = np.random.default_rng(rating)
    stability, difficulty = np.exp(rng.normal(1, 2, 300)), rng.uniform(1, 10, 300)
    ratings = np.full(300, rating)
    after, harder = model.review(stability, difficulty, np.full(300, 9), ratings)
    again, _harder = model.review(stability, difficulty, np.zeros(300, np.int64), ratings)

    r = core.recall(w, stability, 9)
    if rating == core.AGAIN:
        expected = core.after_lapse(w, difficulty, stability, r, np)
    else:
        expected = core.after_recall(w, difficulty, stability, r, rating, np)
    np.testing.assert_allclose(after, expected, rtol=1e-9)
    np.testing.assert_allclose(again, core.same_day(w, stability, rating, np), rtol=1e-9)
    np.testing.assert_allclose(harder, core.next_difficulty(w, difficulty, rating, np), rtol=1e-9)
    first, hard = model.first(np.array([rating]))
    assert (first[0], hard[0]) == pytest.approx(
        (core.first_stability(w, rating), core.first_difficulty(w, rating)), rel=1e-12
    )
