"""Optimizing: offered late, compared fairly, taken over only when better, and reversible."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from flashprep.core.cancel import Cancelled
from flashprep.core.errors import FlashprepError, SettingError
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Scheduler
from flashprep.core.training import LEAST_REVIEWS, Fit, sound
from flashprep.store import reviews as log

from .grades import SHORT, answer, fill
from .snapshots import replayed, states

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

BETTER = Fit(5000, 1000, 0.40, 0.38, (1.0, *DEFAULT_WEIGHTS[1:]))


def test_it_is_not_offered_before_there_are_enough_grades(open_app: OpenApp) -> None:
    app = open_app()
    offer = app.optimizer.offer()
    assert (offer.possible, offer.reviews, offer.optimized) == (False, 0, False)
    with pytest.raises(FlashprepError) as caught:
        app.optimizer.run()
    assert caught.value.message == offer.text
    fill(app, LEAST_REVIEWS)
    offer = app.optimizer.offer()
    assert (offer.possible, offer.reviews, offer.optimized) == (True, LEAST_REVIEWS, False)
    assert "play of chance" in offer.text


def test_grades_of_one_day_are_not_enough(open_app: OpenApp) -> None:
    app = open_app()
    fill(app, LEAST_REVIEWS, a_day=LEAST_REVIEWS)
    with pytest.raises(FlashprepError) as caught:
        app.optimizer.prepare()
    assert "Only 0 grades" in caught.value.message


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


@pytest.mark.parametrize(
    "fit",
    [
        replace(BETTER, after=0.41),
        replace(BETTER, error=0.03),
        replace(BETTER, weights=(float("nan"),) * 21),
        replace(BETTER, after=float("nan")),
    ],
)
def test_what_is_not_better_is_refused(open_app: OpenApp, fit: Fit) -> None:
    app = open_app()
    with pytest.raises(FlashprepError) as caught:
        app.optimizer.apply(fit)
    assert caught.value.message == fit.verdict
    assert app.preferences.options().weights == DEFAULT_WEIGHTS


@pytest.mark.parametrize(
    "bad", [[1.0] * 20, [float("inf")] * 21, ["x"] * 21, [*DEFAULT_WEIGHTS[:20], 5.0]]
)
def test_bad_parameters_are_no_setting(open_app: OpenApp, bad: list[object]) -> None:
    app = open_app()
    with pytest.raises(SettingError):
        app.change_setting("fsrs_weights", bad)
    assert app.preferences.options().weights == DEFAULT_WEIGHTS


def test_a_learner_unlike_the_model_is_predicted_better(open_app: OpenApp) -> None:
    app = open_app()
    fill(app, 8000, factor=SHORT)
    shares: list[float] = []
    training = app.optimizer.prepare()
    fit = training.run(shares.append)
    assert (fit.reviews, fit.tested) == (8000, round(training.log.predictions * 0.2))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(set(shares)) > 5
    assert fit.better
    assert fit.before - fit.after > 3 * fit.error > 0
    assert training.run() == fit
    app.optimizer.apply(fit)
    Scheduler(app.preferences.options())  # the library fsrs takes them
    again = app.optimizer.run()
    assert again.before < fit.before
    assert not again.better


def test_a_learner_like_the_model_keeps_the_published_parameters(open_app: OpenApp) -> None:
    app = open_app()
    fill(app, 4000, seed=5)
    fit = app.optimizer.run()
    assert sound(fit.weights)
    assert not fit.better
    with pytest.raises(FlashprepError):
        app.optimizer.apply(fit)


# -- a profile that goes on being studied ----------------------------------------------------


def study(app: Flashprep, clock: SetClock, chance: random.Random) -> None:
    """Grade every card of the decks, twice, through the program itself."""
    for _round in range(2):
        clock.advance(days=3)
        for card in app.study.candidates:
            rating = answer(card.memory, app.study.today, SHORT, chance)
            app.study.grade(card.id, rating, duration_ms=4000)


def weights_used(app: Flashprep) -> list[tuple[float, ...]]:
    """Return the weights of each version of the options that the log names, and replay it."""
    with app.database.read() as connection:
        found = log.all_options(connection)
        used = {entry.options for entry in log.every(connection)}
    stored = states(app)
    assert {card: memory for card, memory in replayed(app).items() if card in stored} == stored
    return [found[version].weights for version in sorted(used)]


def test_a_studied_profile_takes_parameters_over_and_back(
    open_app: OpenApp, clock: SetClock
) -> None:
    app, chance = open_app(), random.Random(7)
    study(app, clock, chance)
    fill(app, LEAST_REVIEWS + 1000, factor=SHORT)
    assert weights_used(app) == [DEFAULT_WEIGHTS]
    fit = app.optimizer.run()
    assert fit.better
    app.optimizer.apply(fit)
    app.study.reload()
    study(app, clock, chance)
    assert weights_used(app) == [DEFAULT_WEIGHTS, fit.weights]
    app.close()
    again = open_app()
    assert again.preferences.options().weights == fit.weights
    assert again.optimizer.offer().optimized
    again.optimizer.revert()
    again.study.reload()
    study(again, clock, chance)
    assert weights_used(again) == [DEFAULT_WEIGHTS, fit.weights, DEFAULT_WEIGHTS]
    assert not again.optimizer.offer().optimized


# -- the process that does the work ----------------------------------------------------------


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[str]]:
    """Note every process that is started."""
    noted: list[subprocess.Popen[str]] = []

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **more)
            noted.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    return noted


def test_it_can_be_stopped_and_leaves_nothing(
    open_app: OpenApp, processes: list[subprocess.Popen[str]]
) -> None:
    app = open_app()
    fill(app, LEAST_REVIEWS)
    training = app.optimizer.prepare()
    with pytest.raises(Cancelled):
        training.run(cancel=lambda: True)
    shares: list[float] = []
    with pytest.raises(Cancelled):
        training.run(shares.append, lambda: len(shares) >= 3)
    assert len(shares) == 3
    assert len(processes) == 2
    for process in processes:
        assert process.returncode is not None
        assert process.stdin is not None
        assert process.stdin.closed
    assert app.preferences.options().weights == DEFAULT_WEIGHTS
    assert training.run().tested > 0


def test_a_failure_is_a_plain_message(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "numpy.py").write_text("raise ImportError('odd numbers')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    app = open_app()
    fill(app, LEAST_REVIEWS)
    with pytest.raises(FlashprepError) as caught:
        app.optimizer.run()
    assert caught.value.message == "The parameters could not be fitted: odd numbers."
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(FlashprepError) as caught:
        app.optimizer.run()
    assert "ended without an answer" in caught.value.message
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no such python"))
    with pytest.raises(FlashprepError) as caught:
        app.optimizer.run()
    assert caught.value.hint == "Nothing was changed."


def test_modules_where_the_program_was_started_are_not_run(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    app = open_app()
    fill(app, LEAST_REVIEWS)
    assert app.optimizer.run().tested > 0


def test_a_fit_compared_with_other_parameters_than_those_in_use_is_refused(
    open_app: OpenApp,
) -> None:
    app = open_app()
    stale = Fit(5000, 1000, 0.40, 0.39, (0.4, *DEFAULT_WEIGHTS[1:]), present=DEFAULT_WEIGHTS)
    better = (0.3, *DEFAULT_WEIGHTS[1:])
    app.change_setting("fsrs_weights", better)
    with pytest.raises(FlashprepError, match="came into use"):
        app.optimizer.apply(stale)
    assert app.preferences.values.fsrs_weights == better
