"""The walk gives the states of the scheduler; the gradient is that of finite differences."""

from __future__ import annotations

import random
from datetime import timedelta

import numpy as np
import pytest

from flashprep.core import fsrs6, gradient
from flashprep.core.cards import CardId
from flashprep.core.clock import Day, midnight
from flashprep.core.fsrs6 import LOWER, UPPER
from flashprep.core.gradient import LONGEST, Courses, losses, walk
from flashprep.core.memory import NEW
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Options, Rating, Scheduler
from flashprep.core.training import Log, log

GAPS = (0, 0, 1, 2, 5, 13, 90, 900)


def random_log(seed: int, grades: int = 400, cards: int = 25) -> Log:
    """Return a log of cards that are graded at random, many on the same day."""
    rng = random.Random(seed)
    days = dict.fromkeys(range(cards), 0)
    rows = []
    for _grade in range(grades):
        card = rng.randrange(cards)
        days[card] += rng.choice(GAPS)
        rows.append((f"c{card}", days[card], rng.choice((1, 2, 3, 3, 4)), False))
    return log(rows)


def random_weights(seed: int) -> tuple[float, ...]:
    """Return weights anywhere within the inner part of their bounds."""
    rng = random.Random(seed)
    return tuple(
        low + (high - low) * rng.uniform(0.02, 0.6) for low, high in zip(LOWER, UPPER, strict=True)
    )


WEIGHTS = [DEFAULT_WEIGHTS, *(random_weights(seed) for seed in range(12))]


@pytest.mark.parametrize("w", WEIGHTS[:4])
def test_the_walk_gives_the_states_of_the_scheduler(w: tuple[float, ...]) -> None:
    found = random_log(1, grades=200)
    courses = Courses.of(found)
    walked = walk(w, courses)
    scheduler = Scheduler(Options(weights=w))
    memories = dict.fromkeys(found.courses, NEW)
    days = dict.fromkeys(found.courses, 20_000)
    places = {int(place): entry for entry, place in enumerate(courses.place)}
    for place, (course, rating, gap) in enumerate(
        zip(found.courses, found.ratings, found.days, strict=True)
    ):
        before = memories[course]
        days[course] += gap
        now = midnight(Day(days[course])) + timedelta(hours=9)
        after = scheduler.grade(CardId("c"), before, Rating(rating), now, Day(days[course])).memory
        entry = places[place]
        if before.stability is not None and before.stability < gradient.MOST_STABILITY:
            assert walked.difficulty[entry] == pytest.approx(before.difficulty, rel=1e-9)
            assert walked.stability[entry] == pytest.approx(before.stability, rel=1e-9)
            assert walked.recall[entry] == pytest.approx(
                scheduler.retrievability(before.stability, gap), rel=1e-9
            )
        memories[course] = after


@pytest.mark.parametrize("w", WEIGHTS)
def test_the_gradient_is_that_of_finite_differences(w: tuple[float, ...]) -> None:
    courses = Courses.of(random_log(2))
    counted = (courses.days >= 1) & (courses.course % 3 > 0)

    def loss(weights: tuple[float, ...]) -> float:
        return float(losses(walk(weights, courses), courses)[counted].sum())

    found = gradient.gradient(w, courses, walk(w, courses), counted)
    for place, weight in enumerate(w):
        step = 1e-6 * max(weight, 0.01)
        up, down = (loss((*w[:place], weight + away, *w[place + 1 :])) for away in (step, -step))
        expected = (up - down) / (2 * step)
        assert found[place] == pytest.approx(expected, rel=2e-5, abs=2e-4 * (1 + abs(weight)))


def test_every_weight_and_every_clamp_is_met_by_those_logs() -> None:
    """Otherwise the comparison above says less than it seems to."""
    courses = Courses.of(random_log(2))
    walks = [walk(w, courses) for w in WEIGHTS]
    slopes = [
        gradient.gradient(w, courses, walked, courses.days >= 1)
        for w, walked in zip(WEIGHTS, walks, strict=True)
    ]
    assert (np.abs(slopes).max(axis=0) > 1e-3).all()
    later = courses.starts[1]
    # 10 is out of reach: what makes a card harder closes up to it, and never passes it.
    assert any((walked.difficulty[later:] == 1.0).any() for walked in walks)
    assert any((walked.after == fsrs6.LEAST_STABILITY).any() for walked in walks)
    assert any((walked.after == gradient.MOST_STABILITY).any() for walked in walks)


def test_grades_lie_step_by_step_and_the_longest_courses_first() -> None:
    courses = Courses.of(log([("a", 1, 3, True), ("b", 1, 1, True), ("b", 3, 4, False)]))
    assert courses.place.tolist() == [1, 0, 2]
    assert courses.rating.tolist() == [1, 3, 4]
    assert courses.days.tolist() == [0, 0, 2]
    assert courses.starts == (0, 2, 3)


def test_a_course_without_end_is_cut() -> None:
    courses = Courses.of(log(("a", day, 3, False) for day in range(3 * LONGEST)))
    assert len(courses.rating) == LONGEST
    walked = walk(DEFAULT_WEIGHTS, courses)
    assert np.isfinite(walked.after).all()


def test_an_empty_log_has_no_loss() -> None:
    courses = Courses.of(Log([], [], []))
    walked = walk(DEFAULT_WEIGHTS, courses)
    assert losses(walked, courses).sum() == 0
    assert not gradient.gradient(DEFAULT_WEIGHTS, courses, walked, courses.days >= 1).any()
