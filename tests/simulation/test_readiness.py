"""Readiness holds against the truth of simulated learners: bias, and the 90 % interval."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulation.readiness import SETTINGS, STRESSED, Person, assessed, calibrate

ALL_LEARNERS, FEW_LEARNERS = 100, 12
IN_CI = ("end, 30 min a day", STRESSED)


@pytest.fixture
def learners(request: pytest.FixtureRequest) -> int:
    return ALL_LEARNERS if request.config.getoption("--soak") else FEW_LEARNERS


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", SETTINGS)
def test_the_interval_holds_the_truth(name: str, learners: int) -> None:
    few = learners < ALL_LEARNERS
    if few and name not in IN_CI:
        pytest.skip("the other settings run with --soak")
    found = calibrate(SETTINGS[name], learners).values()
    if name == STRESSED:
        assert min(c.coverage for c in found) >= (0.65 if few else 0.82)
        return
    # The five domains of a person err together: 12 learners are far fewer than 60 domains.
    assert max(abs(c.bias) for c in found) < (0.08 if few else 0.03)
    assert min(c.coverage for c in found) >= (0.78 if few else 0.88)
    assert np.mean([c.coverage for c in found]) <= 0.99
    assert few or max(c.coverage for c in found) <= 0.99


def test_mocks_narrow_the_interval() -> None:
    found = calibrate(SETTINGS["end, 45 min a day"], 4)
    assert found[4].width < found[2].width < found[0].width


def test_mocks_change_what_the_app_says_and_not_the_person() -> None:
    """The study and its truth are the same, whatever the number of mocks."""
    one, other = (assessed(1, SETTINGS[STRESSED], counts) for counts in ((0, 4), (0,)))
    assert [v.truth for v in one[0]] == [v.truth for v in one[4]]
    assert [v.mean for v in one[0]] != [v.mean for v in one[4]]
    assert len(other[0]) == len(one[0])


def test_truth_rises_with_study_and_falls_with_time() -> None:
    setting = SETTINGS["end, 30 min a day"]
    person = Person(2, setting)
    before = person.truth(0)
    while person.study.day < setting.day:
        person.next_day()
    after = person.truth(setting.day)
    assert (after > before).all()
    assert (person.truth(setting.day + 30) < after).all()
    assert (after < 1).all()


def test_people_score_themselves_too_kindly() -> None:
    """The mean score of a card exceeds its true mastery, by more in the stressed world."""
    excess = {}
    for name in IN_CI:
        people = [Person(seed, SETTINGS[name]) for seed in range(8)]
        for person in people:
            while person.study.day < 20:
                person.next_day()
        excess[name] = np.mean(
            [
                np.mean(scores) - person._mastery()[card]
                for person in people
                for card, scores in enumerate(person.scores)
                if scores
            ]
        )
    assert 0 < excess[IN_CI[0]] < excess[STRESSED]
