"""The simulated logs are what they say: seeded, in order, and graded by the true chances."""

from __future__ import annotations

import numpy as np

from flashprep.core.training import log
from tests.simulation import logs
from tests.simulation.world import FIRST_SEED

OTHER_SEED = FIRST_SEED - 1000


def test_a_seed_gives_one_log_of_the_length_asked_for() -> None:
    who = logs.learner(OTHER_SEED, 2000)
    found = logs.graded(who, 2000)
    assert found.rows() == logs.graded(logs.learner(OTHER_SEED, 2000), 2000).rows()
    assert len(found.rating) == 2000
    assert (np.diff(found.day) >= 0).all()
    longer = logs.graded(who, 2500)
    assert longer.rows()[:2000] == found.rows()


def test_a_card_is_new_once_and_most_grades_are_predictions() -> None:
    rows = logs.graded(logs.learner(OTHER_SEED, 4000), 4000).rows()
    new = [card for card, _day, _rating, fresh in rows if fresh]
    assert len(new) == len(set(new)) == len({row[0] for row in rows})
    assert 0.4 < log(rows).predictions / len(rows) < 0.9


def test_cards_are_recalled_as_often_as_the_true_chances_say() -> None:
    found = logs.graded(logs.learner(OTHER_SEED, 20_000), 20_000)
    places = {}
    later = np.zeros(len(found.day), bool)
    for place, (card, day) in enumerate(zip(found.card, found.day, strict=True)):
        later[place] = places.get(card, day) < day
        places[card] = day
    chance, recalled = found.chance[later], found.rating[later] > 1
    assert abs(recalled.mean() - chance.mean()) < 4 * (0.25 / later.sum()) ** 0.5
    sure = chance > np.median(chance)
    assert recalled[sure].mean() > recalled[~sure].mean() + 0.02


def test_a_matched_learner_is_what_the_app_believes() -> None:
    who = logs.matched(logs.learner(OTHER_SEED, 1000))
    assert (who.memory.w == logs.BELIEVED.w).all()
    assert (who.ease == 1).all()
    assert not who.effort.any()
