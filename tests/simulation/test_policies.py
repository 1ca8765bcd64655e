"""What to study today beats plain FSRS on simulated learners, as the design says it does."""

from __future__ import annotations

import numpy as np
import pytest

from flashprep.core import policy
from flashprep.core.scheduling import DEFAULT_WEIGHTS
from tests.simulation import app, policies
from tests.simulation.policies import BASELINE, compare, half_width, plain_fsrs, plain_greedy
from tests.simulation.world import BELIEVED, FIRST_SEED, SCENARIOS, Learner, Scenario, Study, View

DESIGN = {
    "base": (90.6, 3.8),
    "mid": (71.2, 7.0),
    "tight": (50.1, 4.6),
    "late10": (53.0, 3.9),
    "big": (55.2, 5.8),
    "slack": (94.5, 4.0),
}
"""design/science.md: the level of plain FSRS, and the points that our order adds to it."""

ALL_LEARNERS, FEW_LEARNERS = 200, 12
IN_CI = ("mid", "late10")


@pytest.fixture
def learners(request: pytest.FixtureRequest) -> int:
    return ALL_LEARNERS if request.config.getoption("--soak") else FEW_LEARNERS


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", DESIGN)
def test_the_table_of_the_design_is_reproduced(name: str, learners: int) -> None:
    if learners < ALL_LEARNERS and name not in IN_CI:
        pytest.skip("the other scenarios run with --soak")
    outcomes = compare(SCENARIOS[name], learners)
    plain, ours = outcomes[BASELINE], outcomes["the app"]
    level, added = DESIGN[name]
    points = ours.recall - plain.recall
    # Few learners differ by chance: 1.5 points, or four standard errors where those are wider.
    assert plain.recall.mean() == pytest.approx(level, abs=max(1.5, 2 * half_width(plain.recall)))
    assert points.mean() == pytest.approx(added, abs=max(1.5, 2 * half_width(points)))
    assert points.mean() > half_width(points)


@pytest.mark.timeout(600)
def test_the_expensive_domains_are_not_starved(learners: int) -> None:
    outcomes = compare(SCENARIOS["mid"], learners)
    points = outcomes["the app"].worst - outcomes["plain greedy"].worst
    assert points.mean() > 5 + half_width(points)


def view(*, days_left: int = 20, seed: int = 1, day: int = 12) -> View:
    """Return a morning in the middle of someone's study."""
    scenario = Scenario(120, 35, 25)
    study = Study(Learner.draw(seed, scenario), scenario, plain_fsrs)
    while study.day < day:
        study.next_day()
    seen = study._view(day)
    return View(
        seen.domain,
        seen.cost,
        seen.seen,
        seen.elapsed,
        seen.stability,
        seen.difficulty,
        seen.first_rating,
        days_left,
    )


def test_the_app_computes_the_same_gains_as_the_simulator() -> None:
    """Judge and judged have formulas of their own."""
    morning, seen = view(days_left=4), view(days_left=4).seen
    _today, _then, gain, seconds = app._prospects(morning)
    rate = policies._review_rate(morning) / morning.cost
    np.testing.assert_allclose((gain / seconds)[seen], rate[seen], rtol=1e-9)

    known = np.linspace(0, 1, 11)
    new = policy.new_gain(DEFAULT_WEIGHTS, known, 4) / policy.expected(40, 120, known)
    np.testing.assert_allclose(new, policies._new_rate(known, 4), rtol=1e-9)


def test_only_due_and_unseen_cards_are_studied_until_the_last_five_days() -> None:
    early, late = view(days_left=6), view(days_left=5)
    recalled = BELIEVED.recall(early.stability, early.elapsed)
    fresh = np.flatnonzero(early.seen & (recalled > app.DESIRED_RETENTION))
    assert len(fresh) > 10
    assert not np.isin(fresh, app.order(early)).any()
    assert np.isin(fresh, app.order(late)).any()
    assert np.isin(fresh, plain_greedy(early)).any()


def test_a_day_ends_when_its_minutes_are_used_up() -> None:
    scenario = SCENARIOS["tight"]
    study = Study(Learner.draw(2, scenario), scenario, app.order)
    for _day in range(scenario.days):
        before, missed = study.seconds, study.learner.missed[study.day]
        session = study.next_day()
        spent = study.seconds - before
        assert spent <= scenario.minutes * 60
        assert missed == (len(session.cards) == 0)
        assert missed or spent > scenario.minutes * 60 - 200


def test_a_learner_is_the_same_person_under_every_policy() -> None:
    one, other = (Learner.draw(FIRST_SEED, SCENARIOS["mid"]) for _draw in range(2))
    np.testing.assert_array_equal(one.memory.w, other.memory.w)
    np.testing.assert_array_equal(one.known, other.known)
    someone = Learner.draw(FIRST_SEED + 1, SCENARIOS["mid"])
    assert not np.array_equal(one.memory.w, someone.memory.w)
