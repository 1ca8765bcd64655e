"""Whatever a person does, in any order: undo gives all back, and the log holds all of it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashprep.app.flashprep import Flashprep
from flashprep.app.profile import Profile
from flashprep.core.errors import NothingToUndoError
from flashprep.core.reviews import Action
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating
from tests.conftest import SHIPPED, SetClock

from .snapshots import replayed, snapshot, states

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.cards import CardId

Step = tuple[str, int, int]
"""A kind of step, a number that chooses the card, and one that chooses what is done to it."""

steps = st.lists(
    st.tuples(
        st.sampled_from(
            ["next"] * 6
            + ["any"] * 3
            + ["design"] * 2
            + ["act", "several", "reschedule", "undo", "clock", "zone", "setting"]
        ),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=14,
)
_SETTINGS = (
    ("desired_retention", 0.85),
    ("learning_steps", [3.3]),
    ("relearning_steps", []),
    ("maximum_interval", 30),
    ("interview_date", "2026-03-20"),
    ("minutes_per_day", 5),
    ("new_performance_per_day", 0),
    ("day_rollover", 0),
    ("easy_days", [100, 0, 50, 100, 200, 0, 100]),
    ("vacation", ["2026-03-04/2026-03-09"]),
    ("fsrs_weights", [weight * 1.02 for weight in DEFAULT_WEIGHTS]),
)
_ACTIONS = (Action.SUSPEND, Action.RESUME, Action.BURY, Action.MARK, Action.UNMARK)
_ZONES = ("America/New_York", "Europe/Berlin", "Pacific/Apia", "Asia/Kolkata", "UTC")
_JUMPS = ({"minutes": 2}, {"hours": 9}, {"days": 1}, {"days": 12}, {"days": -3}, {"hours": -2})


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a profile into which the decks were read: that takes longer than all the rest."""
    folder = tmp_path_factory.mktemp("master")
    Flashprep(Profile(folder), clock=SetClock(), source=SHIPPED).close()
    return folder


def _with_profile(master: Path, check: Callable[[Flashprep, SetClock], None]) -> None:
    """Run a check on a copy of a profile."""
    clock = SetClock()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(master, folder, dirs_exist_ok=True)
        with Flashprep(Profile(Path(folder)), clock=clock, source=SHIPPED) as app:
            check(app, clock)


def _grade(app: Flashprep, card: CardId, number: int) -> None:
    app.study.grade(card, Rating(number % 4 + 1), duration_ms=number % 3 * 7000)


def _act(app: Flashprep, kind: str, which: int, what: int) -> bool:
    """Do something to cards; tell whether that put a row into the log."""
    cards = [row.id for row in app.library.cards()]
    card = cards[which % len(cards)]
    match kind:
        case "next":
            asked = app.study.next()
            if asked is None:
                return False
            _grade(app, asked.view.side.id, what)
        case "any":
            _grade(app, card, what)
        case "design":
            app.study.grade(next(c for c in cards if c == "msd00003"), Rating.AGAIN)
        case "act":
            app.study.act(card, _ACTIONS[what % len(_ACTIONS)])
        case "several":
            app.study.act(card, _ACTIONS[what % len(_ACTIONS)], cards[which % 7 :: 3])
        case _:
            found = app.rescheduling.snapshot()
            preview = found.preview()
            app.rescheduling.apply(preview, found)
            return bool(preview.changed)
    return True


def _do(app: Flashprep, clock: SetClock, step: Step) -> bool:
    """Take one step; tell whether it put a row into the log that an undo takes back."""
    kind, which, what = step
    match kind:
        case "undo":
            with suppress(NothingToUndoError):
                app.history.undo()
        case "clock":
            clock.advance(**_JUMPS[what % len(_JUMPS)])
        case "zone":
            # In March the clocks are put forward: in New York on the 8th, in Berlin on the 29th.
            clock.set(clock.now().astimezone(ZoneInfo(_ZONES[what % len(_ZONES)])))
        case "setting":
            app.change_setting(*_SETTINGS[what % len(_SETTINGS)])
        case _:
            return _act(app, kind, which, what)
    return False


@settings(max_examples=25)
@given(steps, steps.map(lambda some: some[:4]))
def test_undo_takes_a_step_back_and_nothing_else(
    master: Path, before: list[Step], more: list[Step]
) -> None:
    def check(app: Flashprep, clock: SetClock) -> None:
        for step in before:
            _do(app, clock, step)
        start, now = snapshot(app), clock.now()
        rows = sum(_do(app, clock, step) for step in more if step[0] not in ("undo", "setting"))
        for _row in range(rows):
            app.history.undo()
        clock.set(now)
        app.study.roll_over()
        assert snapshot(app) == start

    _with_profile(master, check)


@settings(max_examples=60)
@given(steps)
def test_the_state_is_the_replay_of_the_log_also_after_a_restart(
    master: Path, script: list[Step]
) -> None:
    def check(app: Flashprep, clock: SetClock) -> None:
        for step in script:
            _do(app, clock, step)
        assert replayed(app) == states(app)
        with Flashprep(app.profile, clock=clock, source=SHIPPED) as again:
            assert snapshot(again) == snapshot(app)

    _with_profile(master, check)
