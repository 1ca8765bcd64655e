"""Weights fitted to simulated logs: they predict as the true ones do, or stay where they are.

No human data was used.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from flashprep.core import fitting
from flashprep.core.cancel import Cancelled
from flashprep.core.fitting import best, fit, standard_error
from flashprep.core.gradient import Courses, losses, walk
from flashprep.core.scheduling import DEFAULT_WEIGHTS
from flashprep.core.training import Log, log, sound
from tests.simulation import logs

SEED = 5
"""Any but those of the reported tables."""


def simulated(grades: int, seed: int = SEED, *, alike: bool = False) -> Log:
    who = logs.learner(seed, grades)
    return log(logs.graded(logs.matched(who) if alike else who, grades).rows())


@pytest.fixture(scope="module")
def large() -> Log:
    return simulated(30_000)


def mean_loss(w: tuple[float, ...], found: Log) -> float:
    courses = Courses.of(found)
    return float(losses(walk(w, courses), courses)[courses.days >= 1].mean())


def test_a_large_log_tells_how_well_its_learner_can_be_predicted(large: Log) -> None:
    own = tuple(logs.learner(SEED, 30_000).memory.w.tolist())
    courses = Courses.of(large)
    fitted = best(courses, courses.days >= 1, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
    published, ours, true = (mean_loss(w, large) for w in (DEFAULT_WEIGHTS, fitted, own))
    assert true < published - 0.002
    assert ours < true + 0.02 * (published - true)
    for weight in (0, 1, 2, 3):  # what every course begins with is known best
        assert fitted[weight] == pytest.approx(own[weight], rel=0.35)


def test_the_gate_opens_to_one_who_differs_and_the_later_grades_are_used_too(large: Log) -> None:
    shares: list[float] = []
    found = fit(large, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS, shares.append)
    assert found.better
    assert (found.reviews, found.tested) == (30_000, round(large.predictions * 0.2))
    assert found.before - found.after > found.error > 0
    assert "better, by more than the usual play of chance" in found.verdict
    courses = Courses.of(large)
    whole = best(courses, courses.days >= 1, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
    assert mean_loss(found.weights, large) == pytest.approx(mean_loss(whole, large), abs=5e-5)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(set(shares)) > 10


def test_the_gate_stays_shut_where_nothing_can_be_gained(large: Log) -> None:
    alike = fit(simulated(6000, alike=True), DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
    assert not alike.better
    assert alike.before - alike.after <= alike.error
    once = fit(large, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
    again = fit(large, DEFAULT_WEIGHTS, once.weights)
    assert again.before < once.before
    assert not again.better


def test_few_grades_change_nothing_most_of_the_time() -> None:
    for alike in (False, True):
        fits = [
            fit(simulated(500, seed, alike=alike), DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
            for seed in range(10)
        ]
        assert sum(one.better for one in fits) <= 3


def test_the_same_log_gives_the_same_weights() -> None:
    found = simulated(2000)
    assert fit(found, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS) == fit(
        found, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS
    )


def test_the_later_grades_are_compared_and_not_fitted_to() -> None:
    """Whoever fits to what is tested would not see that everything has changed since."""
    found = simulated(4000)
    courses = Courses.of(found)
    earlier, later = fitting._parts(courses)
    assert courses.place[earlier].max() < courses.place[later].min()
    turned = list(found.ratings)
    for place in courses.place[later]:
        turned[place] = 1 if turned[place] > 1 else 3
    changed = Courses.of(Log(found.courses, turned, found.days))
    before, after = (
        best(some, earlier, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS) for some in (courses, changed)
    )
    assert after == pytest.approx(before, rel=1e-9)
    fitted = fit(Log(found.courses, turned, found.days), DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
    assert fitted.before > 1


ODD = {
    "empty": [],
    "one grade": [("a", 1, 3, True)],
    "one day": [(f"c{n % 9}", 5, n % 4 + 1, False) for n in range(200)],
    "one card": [("a", n * 3, n % 4 + 1, False) for n in range(150)],
    "one long course": [("a", n, 3, False) for n in range(2000)],
    "all Again": [(f"c{n % 40}", n // 4, 1, False) for n in range(1500)],
    "all Good": [(f"c{n % 40}", n // 4, 3, False) for n in range(1500)],
    "all Easy": [(f"c{n % 40}", n // 4, 4, False) for n in range(1500)],
    "the clock set back": [(f"c{n % 40}", 3000 - n, n % 3 + 1, False) for n in range(1500)],
    "thousands of days apart": [(f"c{n % 40}", n * 700, n % 2 * 2 + 1, False) for n in range(900)],
    "no later reviews": [*((f"c{n}", 1, 3, True) for n in range(300)), ("c0", 3, 3, False)],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_logs_give_sound_weights(name: str) -> None:
    found = fit(log(ODD[name]), DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
    assert sound(found.weights)
    assert math.isfinite(found.after) or found.tested == 0
    if found.tested == 0 or name in ("one card", "one long course"):
        assert not found.better
    if found.tested == 0:
        assert found.weights == pytest.approx(DEFAULT_WEIGHTS, abs=0.5)


def test_what_the_log_says_nothing_about_stays_as_published() -> None:
    """Without Hard, Easy or a second review on a day there is nothing to say about these."""
    found = log((f"c{n % 60}", n // 9, 3 if n % 7 else 1, False) for n in range(3000))
    courses = Courses.of(found)
    fitted = best(courses, courses.days >= 1, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
    assert fitted[:4] != DEFAULT_WEIGHTS[:4]
    for weight in (1, 3, 15, 16, 19):
        assert fitted[weight] == pytest.approx(DEFAULT_WEIGHTS[weight], rel=1e-6)


def test_a_published_weight_at_its_bound_and_a_start_out_of_bounds_do_no_harm() -> None:
    found = simulated(1500)
    courses = Courses.of(found)
    for start in (fitting.LOWER, fitting.UPPER):
        there = best(courses, courses.days >= 1, DEFAULT_WEIGHTS, start)
        assert sound(there)
        assert mean_loss(there, found) < mean_loss(DEFAULT_WEIGHTS, found)


def test_the_pull_is_towards_the_published_weights_and_not_the_present_ones() -> None:
    found = log([*ODD["no later reviews"], *(("c1", day, 3, False) for day in range(4, 60, 9))])
    present = tuple(logs.learner(SEED, 1000).memory.w.tolist())
    plain, other = (fit(found, DEFAULT_WEIGHTS, w) for w in (DEFAULT_WEIGHTS, present))
    assert not plain.better
    assert not other.better
    assert other.weights == plain.weights
    assert other.before != plain.before


def test_the_fit_can_be_stopped() -> None:
    calls = iter([False] * 3)
    with pytest.raises(Cancelled):
        fit(simulated(1000), DEFAULT_WEIGHTS, DEFAULT_WEIGHTS, cancel=lambda: next(calls, True))


def test_the_error_of_a_mean_counts_cards_and_not_grades() -> None:
    rng = np.random.default_rng(3)
    by_card = rng.normal(size=500)
    cards = np.repeat(np.arange(500), 20)
    assert standard_error(by_card[cards], cards) == pytest.approx(500**-0.5, rel=0.1)
    assert standard_error(rng.normal(size=10_000), cards) == pytest.approx(0.01, rel=0.1)
    assert standard_error(np.ones(5), np.zeros(5, int)) == math.inf
    assert standard_error(np.zeros(0), np.zeros(0, int)) == math.inf
