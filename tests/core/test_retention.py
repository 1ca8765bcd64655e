"""What a desired retention costs: more for more, and nothing where there is nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashprep.core.cancel import Cancelled
from flashprep.core.retention import USUAL, costs
from flashprep.core.timetable import Timetable

from .test_forecast import deck, start


def test_more_retention_costs_more_minutes_and_gives_more_recall() -> None:
    found = costs(start(deck(120), days=60, minutes=20))
    assert [cost.retention for cost in found] == list(USUAL)
    minutes = [cost.minutes for cost in found]
    assert minutes == sorted(minutes)
    assert minutes[-1] > 1.2 * minutes[0]
    assert found[-1].recall > found[0].recall
    assert all(cost.days == 60 for cost in found)


def test_neither_the_minutes_nor_the_date_bind() -> None:
    wide, narrow = (costs(start(deck(120), days=40, minutes=m), [0.9])[0] for m in (600, 5))
    assert wide == narrow


def test_free_days_are_no_days_of_the_mean() -> None:
    usual = start(deck(120), days=42)
    half = replace(usual, timetable=Timetable((1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0)))
    assert costs(half, [0.9])[0].minutes > 1.4 * costs(usual, [0.9])[0].minutes


def test_without_cards_it_costs_nothing() -> None:
    assert costs(start([]), [0.9])[0].minutes == 0.0


def test_it_can_be_given_up() -> None:
    with pytest.raises(Cancelled):
        costs(start(deck(20)), cancel=lambda: True)


def test_progress_is_told_to_the_end() -> None:
    told: list[float] = []
    costs(start(deck(90), days=30), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
