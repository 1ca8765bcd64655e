"""A log of simulated grades, written into a profile at once."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert

from flashprep.core.cards import CardId
from flashprep.core.clock import Day
from flashprep.core.fsrs6 import recall
from flashprep.core.memory import NEW, Memory, dump
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating, Scheduler
from flashprep.store.schema import reviews

if TYPE_CHECKING:
    from flashprep.app.flashprep import Flashprep

SHORT = 0.15
"""Of a learner who forgets much faster than the model: their stability as a share of its own."""


def answer(before: Memory, day: int, factor: float, chance: random.Random) -> Rating:
    """Return Good, or Again if the learner has forgotten the card by that day."""
    if before.last_day is None or before.stability is None:
        return Rating.GOOD
    known = recall(DEFAULT_WEIGHTS, before.stability * factor, day - before.last_day)
    return Rating.GOOD if chance.random() < known else Rating.AGAIN


def fill(
    app: Flashprep, count: int, *, factor: float = 1.0, seed: int = 1, a_day: int = 40
) -> None:
    """Write so many grades of 400 cards, by a learner of so many times the model's stability."""
    chance = random.Random(seed)
    scheduler = Scheduler(app.preferences.options())
    start = app.study.today - 400
    states: dict[str, Memory] = {}
    rows = []
    for number in range(count):
        card = f"card{number % 400}"
        before = states.get(card, NEW)
        day = Day(start + number // a_day)
        rating = answer(before, day, factor, chance)
        after = scheduler.grade(CardId(card), before, rating, app.study.now, day).memory
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
