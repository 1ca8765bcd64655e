"""Memory states as JSON, and the forgetting curve."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.clock import Day
from flashprep.core.memory import (
    DEFAULT_DECAY,
    NEW,
    Memory,
    State,
    dump,
    iso,
    load,
    recall_on,
    retrievability,
)

from .strategies import memories

stabilities = st.floats(0.001, 36500)
elapsed = st.floats(0, 36500)
decays = st.floats(0.1, 0.8)


@given(memories())
def test_a_state_survives_json(memory: Memory) -> None:
    assert load(json.loads(json.dumps(dump(memory)))) == memory


def test_a_new_card_takes_one_word() -> None:
    assert dump(NEW) == {"state": "new"}
    assert load({"state": "new"}) == NEW


def test_a_stored_state_is_readable() -> None:
    memory = Memory(
        state=State.LEARNING,
        step=1,
        stability=2.3,
        difficulty=5.0,
        due=datetime(2026, 3, 2, 9, 10, tzinfo=UTC),
        last_review=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        last_day=Day(20514),
        reps=1,
        marked=True,
    )
    assert dump(memory) == {
        "state": "learning",
        "step": 1,
        "stability": 2.3,
        "difficulty": 5.0,
        "last_day": 20514,
        "due": "2026-03-02T09:10:00.000Z",
        "last_review": "2026-03-02T09:00:00.000Z",
        "reps": 1,
        "marked": True,
    }


def test_times_are_written_in_utc_whatever_the_zone() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    assert iso(datetime(2026, 3, 2, 1, 0, 0, 123456, india)) == "2026-03-01T19:30:00.123Z"


@given(stabilities, decays)
def test_stability_is_the_time_until_nine_tenths(stability: float, decay: float) -> None:
    assert retrievability(stability, stability, decay) == pytest.approx(0.9, abs=1e-12)


@given(stabilities, elapsed, elapsed, decays)
def test_recall_starts_at_one_and_only_falls(
    stability: float, one: float, other: float, decay: float
) -> None:
    early, late = sorted((one, other))
    assert retrievability(stability, 0, decay) == 1.0
    assert (
        0 < retrievability(stability, late, decay) <= retrievability(stability, early, decay) <= 1
    )


@given(stabilities, st.floats(1.001, 10), st.floats(0.1, 1000))
def test_a_more_stable_card_is_recalled_better(
    stability: float, factor: float, days: float
) -> None:
    assert retrievability(stability * factor, days) > retrievability(stability, days)


def test_the_curve_follows_the_published_power_law() -> None:
    factor = math.exp(math.log(0.9) / -DEFAULT_DECAY) - 1
    assert retrievability(10, 30) == pytest.approx((1 + factor * 3) ** -DEFAULT_DECAY)


def test_recall_counts_study_days_and_is_nought_for_an_unseen_card() -> None:
    memory = Memory(state=State.REVIEW, stability=10.0, last_day=Day(100))
    assert recall_on(memory, 110) == pytest.approx(0.9)
    assert recall_on(memory, 100) == 1.0
    assert recall_on(memory, 90) == 1.0  # the clock was set back
    assert recall_on(NEW, 100) == 0.0
