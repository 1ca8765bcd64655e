"""Odd dates, minutes, decks and clocks: everything that is worked out has a sensible answer."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from flashprep.app.statistics import Statistics
from flashprep.core.outline import Standing
from flashprep.core.reviews import Action
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating
from flashprep.core.statistics import Period

from .snapshots import replayed, states

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

ONE = "---\nflashprep: 1\ntitle: One\ndomain: own\n---\n\n## Only? <!-- id: only0001 -->\n\nYes.\n"

World = Callable[["Flashprep", "SetClock"], object]


def study(app: Flashprep, clock: SetClock, cards: int = 6) -> None:
    """Study some cards today."""
    for number in range(cards):
        asked = app.study.next()
        if asked is None:
            return
        app.study.grade(asked.view.side.id, Rating(number % 4 + 1), duration_ms=20_000)
        clock.advance(minutes=1)


def suspend_all(app: Flashprep, _clock: SetClock) -> None:
    first, *others = [card.id for card in app.study.candidates]
    app.study.act(first, Action.SUSPEND, others)


def back_a_year(app: Flashprep, clock: SetClock) -> None:
    study(app, clock)
    clock.advance(days=-365)
    app.study.reload()


def dated(when: date) -> World:
    return lambda app, _clock: app.change_setting("interview_date", when)


def setting(name: str, value: object) -> World:
    def change(app: Flashprep, _clock: SetClock) -> None:
        app.change_setting("interview_date", date(2026, 4, 6))
        app.change_setting(name, value)

    return change


WORLDS: dict[str, World] = {
    "a date in the past": dated(date(2025, 1, 1)),
    "a date today": dated(date(2026, 3, 2)),
    "a date tomorrow": dated(date(2026, 3, 3)),
    "a date in ten years": dated(date(2036, 3, 2)),
    "zero minutes": setting("minutes_per_day", 0),
    "no spoken cards": setting("new_performance_per_day", 0),
    "a week without minutes": setting("easy_days", [0] * 7),
    "vacation up to the interview": setting("vacation", ["2026-03-01/2026-04-10"]),
    "all domains left out": lambda app, _clock: app.change_setting(
        "left_out", [card.domain for card in app.study.candidates]
    ),
    "all suspended": suspend_all,
    "a clock set back a year": back_a_year,
    "weights of zero": lambda app, _clock: [
        app.set_domain(slug, bar=0.7, weight=0.0) for slug in app.progress.domains()
    ],
}


def everything(app: Flashprep) -> None:
    """Work out all there is, and check that every number is one."""
    today = app.study.overview()
    assert today.budget_seconds >= 0
    assert today.load.seconds >= 0
    plan = app.plan.plan()
    assert app.plan.fits_line().endswith(".")
    assert app.plan.why().endswith(".")
    if plan.forecast is not None:
        assert 0.0 <= plan.forecast.recall <= 1.0
    for day in app.plan.forecast().days:
        assert math.isfinite(day.minutes)
        assert all(0.0 <= recall <= 1.0 for recall in day.recall.values())
    outlook = app.progress.outlook()
    for value in outlook.report.domains.values():
        assert value.mean is None or 0.0 < value.mean < 1.0
    assert outlook.loop is None or 0.0 <= outlook.loop <= 1.0
    for period in Period:
        Statistics(app.database, app.preferences, app.study).report(period)
    app.rescheduling.snapshot().preview()
    assert replayed(app) == states(app)


@pytest.mark.parametrize("name", WORLDS)
def test_odd_worlds_have_an_answer_to_everything(
    open_app: OpenApp, clock: SetClock, name: str
) -> None:
    app = open_app()
    WORLDS[name](app, clock)
    everything(app)
    study(app, clock)
    everything(app)
    again = open_app()
    everything(again)
    assert again.study.upcoming(20) == app.study.upcoming(20)


@pytest.mark.parametrize("decks", [{}, {"one.md": ONE}], ids=["no cards", "one card"])
def test_hardly_any_cards(
    open_app: OpenApp, clock: SetClock, shipped: Path, profile_folder: Path, decks: dict[str, str]
) -> None:
    for path in shipped.glob("*.md"):
        path.unlink()
    folder = profile_folder / "decks"
    folder.mkdir(parents=True)
    for name, text in decks.items():
        (folder / name).write_text(text, encoding="utf-8")
    app = open_app()
    assert len(app.study.candidates) == len(decks)
    for when in (None, date(2026, 4, 6)):
        app.change_setting("interview_date", when)
        everything(app)
    study(app, clock)
    everything(app)


def test_zero_minutes_ask_for_nothing_and_say_so(open_app: OpenApp) -> None:
    app = open_app()
    setting("minutes_per_day", 0)(app, None)  # type: ignore[arg-type]
    assert app.study.next() is None
    assert "set to 0" in app.plan.why()
    plan = app.plan.plan()
    assert plan.standing is Standing.NEAR
    assert plan.fits is False
    assert plan.ways is not None
    assert plan.ways.minutes.value


@pytest.mark.parametrize("bad", ["[NaN]", "[Infinity]", '["x"]', "7", "null", "{}"])
def test_parameters_that_are_no_numbers_fall_back_to_the_published_ones(
    open_app: OpenApp, clock: SetClock, bad: str
) -> None:
    app = open_app()
    study(app, clock)
    app.close()
    weights = bad.replace("[NaN]", f"[{', '.join(['NaN'] * 21)}]")
    with closing(sqlite3.connect(app.profile.database)) as raw:
        raw.execute("INSERT OR REPLACE INTO settings VALUES ('fsrs_weights', ?)", (weights,))
        raw.commit()
    again = open_app()
    assert again.preferences.options().weights == DEFAULT_WEIGHTS
    everything(again)
