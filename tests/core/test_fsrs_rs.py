"""Memory states agree with fsrs-rs, the implementation that Anki uses, on random histories."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from flashprep.core.cards import CardId
from flashprep.core.clock import Day, midnight
from flashprep.core.memory import NEW
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Options, Rating, Scheduler

rs = pytest.importorskip("fsrs_rs_python")

HISTORIES = 2000
GAPS = (0, 0, 1, 1, 2, 3, 5, 8, 13, 30, 90, 365)
OTHERS = tuple(
    weight * factor for weight, factor in zip(DEFAULT_WEIGHTS, [0.9, 1.3, 1.1] * 7, strict=True)
)
"""Weights of someone else, within the limits of every one."""


def history(seed: int) -> list[tuple[int, Rating]]:
    """Return up to 20 reviews: (days since the last one, rating); many on the same day."""
    rng = random.Random(seed)
    reviews = rng.randint(1, 20)
    return [(rng.choice(GAPS) if n else 0, Rating(rng.randint(1, 4))) for n in range(reviews)]


@pytest.mark.parametrize("weights", [DEFAULT_WEIGHTS, OTHERS], ids=["published", "others"])
def test_states_agree_with_fsrs_rs_to_one_in_ten_thousand(weights: tuple[float, ...]) -> None:
    scheduler = Scheduler(Options(weights=weights))
    histories = [history(seed) for seed in range(HISTORIES)]
    items = [
        rs.FSRSItem([rs.FSRSReview(int(rating), gap) for gap, rating in reviews])
        for reviews in histories
    ]
    theirs = rs.FSRS(list(weights)).memory_state_batch(items)
    for reviews, state in zip(histories, theirs, strict=True):
        memory, day = NEW, Day(20_000)
        for gap, rating in reviews:
            day = Day(day + gap)
            now = midnight(day) + timedelta(hours=9)
            memory = scheduler.grade(CardId("c"), memory, rating, now, day).memory
        assert (memory.stability, memory.difficulty) == pytest.approx(
            (state.stability, state.difficulty), rel=1e-4
        ), reviews
