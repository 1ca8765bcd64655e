"""Optimizing: offered late, compared fairly, taken over only when better, and reversible."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from flashprep.app import optimize
from flashprep.app.fitting import LIBRARY
from flashprep.core.cancel import Cancelled
from flashprep.core.errors import FlashprepError, SettingError
from flashprep.core.fsrs6 import recall
from flashprep.core.memory import NEW, Memory, dump
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating, Scheduler
from flashprep.core.training import LEAST_REVIEWS, Fit
from flashprep.store.schema import reviews

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp

needs_library = pytest.mark.skipif(
    find_spec(LIBRARY) is None, reason="fsrs-rs-python is not installed"
)
BETTER = Fit(5000, 1000, 0.40, 0.38, (1.0, *DEFAULT_WEIGHTS[1:]))


def fill(app: Flashprep, count: int, *, factor: float = 1.0, seed: int = 1) -> None:
    """Write a log of so many grades by a learner whose stability is so many times the model's."""
    chance = random.Random(seed)
    scheduler = Scheduler(app.preferences.options())
    start = app.study.today - 400
    states: dict[str, Memory] = {}
    rows = []
    for number in range(count):
        card = f"card{number % 400}"
        before = states.get(card, NEW)
        day = start + number // 40
        rating = Rating.GOOD
        if before.last_day is not None and before.stability is not None:
            known = recall(DEFAULT_WEIGHTS, before.stability * factor, day - before.last_day)
            rating = Rating.GOOD if chance.random() < known else Rating.AGAIN
        now = app.study.now
        after = scheduler.grade(card, before, rating, now, day).memory  # type: ignore[arg-type]
        states[card] = replace(after, last_review=None)
        rows.append(
            {
                "id": f"{seed}-{number}", "device": "d", "action": "grade", "card": card,
                "time": "2026-01-01T00:00:00.000Z", "day": day, "options": 1, "rating": rating,
                "duration_ms": 9000, "ticks": [], "tick_count": 0,
                "before": dump(replace(before, due=None)), "feeders": {}, "target": None, "crc": 0,
            }
        )  # fmt: skip
    with app.database.write() as connection:
        connection.execute(insert(reviews), rows)


def test_it_is_not_offered_before_there_are_enough_grades(open_app: OpenApp) -> None:
    app = open_app()
    offer = app.optimizer.offer()
    assert (offer.possible, offer.reviews, offer.optimized) == (False, 0, False)
    with pytest.raises(FlashprepError) as caught:
        app.optimizer.run()
    assert caught.value.message == offer.text


def test_without_the_library_it_says_so(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimize, "LIBRARY", "no_such_library")
    app = open_app()
    fill(app, LEAST_REVIEWS)
    offer = app.optimizer.offer()
    assert not offer.possible
    assert "fsrs-rs-python" in offer.text


def test_better_parameters_are_taken_over_and_given_back(open_app: OpenApp) -> None:
    app = open_app()
    assert app.preferences.options().weights == DEFAULT_WEIGHTS
    assert app.optimizer.apply(BETTER).settings
    assert app.preferences.options().weights == BETTER.weights
    assert app.optimizer.offer().optimized
    app.study.reload()
    app.close()
    again = open_app()
    assert again.preferences.options().weights == BETTER.weights
    second = replace(BETTER, weights=(2.0, *DEFAULT_WEIGHTS[1:]))
    again.optimizer.apply(second)
    assert again.optimizer.revert().settings
    assert again.preferences.options().weights == BETTER.weights
    again.optimizer.revert()
    assert again.preferences.options().weights == DEFAULT_WEIGHTS


def test_what_is_not_better_is_refused(open_app: OpenApp) -> None:
    app = open_app()
    for fit in (replace(BETTER, after=0.41), replace(BETTER, weights=(float("nan"),) * 21)):
        with pytest.raises(FlashprepError):
            app.optimizer.apply(fit)
    assert app.preferences.options().weights == DEFAULT_WEIGHTS


@pytest.mark.parametrize(
    "bad", [[1.0] * 20, [float("inf")] * 21, ["x"] * 21, [*DEFAULT_WEIGHTS[:20], 5.0]]
)
def test_bad_parameters_are_no_setting(open_app: OpenApp, bad: list[object]) -> None:
    app = open_app()
    with pytest.raises(SettingError):
        app.change_setting("fsrs_weights", bad)
    assert app.preferences.options().weights == DEFAULT_WEIGHTS


def test_a_library_that_fails_is_a_plain_message(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A module of that name that panics as the library does on odd items: no Exception."""
    (tmp_path / f"{LIBRARY}.py").write_text("raise BaseException('odd items')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    app = open_app()
    fill(app, LEAST_REVIEWS)
    with pytest.raises(FlashprepError) as caught:
        app.optimizer.run()
    assert "odd items" in caught.value.message
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(FlashprepError):
        app.optimizer.run()


def test_it_can_be_stopped(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / f"{LIBRARY}.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    app = open_app()
    fill(app, LEAST_REVIEWS)
    calls = iter([False, False, False])
    with pytest.raises(Cancelled):
        app.optimizer.run(cancel=lambda: next(calls, True))


@needs_library
def test_a_learner_unlike_the_model_is_predicted_better(open_app: OpenApp) -> None:
    app = open_app()
    fill(app, 8000, factor=0.15)
    shares: list[float] = []
    fit = app.optimizer.run(shares.append)
    assert (fit.reviews, shares[-1]) == (8000, 1.0)
    assert fit.after < fit.before
    assert fit.better
    app.optimizer.apply(fit)
    Scheduler(app.preferences.options())  # the library fsrs takes them


@needs_library
def test_a_learner_like_the_model_gains_nothing_to_speak_of(open_app: OpenApp) -> None:
    app = open_app()
    fill(app, 4000, seed=5)
    fit = app.optimizer.run()
    assert fit.after > fit.before - 0.01
