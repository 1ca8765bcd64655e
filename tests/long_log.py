"""Long logs, made at once: what years of study leave in a profile, for tests and benchmarks.

The rows are plausible, not exact: stability grows and falls by fixed factors, and no checksum is
worked out, because 200,000 of them would take most of the time.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from flashprep.core.cards import CardId
from flashprep.core.memory import iso
from flashprep.core.scheduling import Options
from flashprep.store import memory
from flashprep.store import reviews as log

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashprep.core.clock import Day
    from flashprep.store.database import Database

_REVIEWS = """
INSERT INTO reviews (id, device, action, card, time, day, options, rating, duration_ms, ticks,
                     tick_count, before, feeders, target, crc)
VALUES (?, 'long-log', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, 0)
"""
_MEMORY = """
INSERT OR REPLACE INTO memory (card, state, stability, difficulty, due, due_day, last_review,
                               last_day, reps, lapses, suspended, marked)
VALUES (?, 'review', ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
"""


@dataclass(slots=True)
class _Card:
    """Where a card stands while its past is made up."""

    stability: float = 0.0
    difficulty: float = 5.0
    last_day: int = 0
    reps: int = 0
    lapses: int = 0


def write(
    database: Database, cards: Sequence[CardId], reviews: int, today: Day, seed: int = 1
) -> None:
    """Put so many grades of some cards into an open profile, spread over the years before today.

    On top of them, one in a hundred was graded once more and taken back; one in four has ticks.
    """
    chance = random.Random(seed)
    days = max(400, reviews // 150)
    states = {card: _Card() for card in cards}
    with database.write() as connection:
        version = log.options_version(connection, Options(), _moment(today))
        raw: Any = connection.connection.driver_connection
        raw.executemany(_REVIEWS, _grades(chance, states, reviews, today - days, days, version))
        raw.executemany(_MEMORY, _states(states))
        memory.count_grades(connection)


def _grades(
    chance: random.Random,
    states: dict[CardId, _Card],
    reviews: int,
    first: int,
    days: int,
    version: int,
) -> Iterable[tuple[object, ...]]:
    names = list(states)
    for number in range(reviews):
        name = names[number] if number < len(names) else chance.choice(names)
        day = first + number * days // reviews
        card = states[name]
        time = iso(_moment(day) + timedelta(seconds=number % 5000))
        rating = chance.choices((1, 2, 3, 4), (10, 8, 70, 12))[0]
        ticks = list(range(chance.randrange(5))) if chance.random() < 0.25 else []
        shown = 4 if ticks else 0
        row = f"r{number}", "grade", name, time, day, version, rating, chance.randrange(2000, 60000)
        rest = json.dumps(ticks), shown, _before(card)
        if chance.random() < 0.01:
            yield (f"x{number}", *row[1:], *rest, None)
            yield (f"u{number}", "undo", *row[2:6], None, 0, *rest, f"x{number}")
        yield (*row, *rest, None)
        _answer(card, rating, day)


def _answer(card: _Card, rating: int, day: int) -> None:
    grown = max(card.stability, 0.5) * (0.3 if rating == 1 else 1.0 + 0.5 * rating)
    card.stability = min(max(grown, 0.5), 400.0)
    card.difficulty = min(max(card.difficulty + 0.5 * (2.7 - rating), 1.0), 10.0)
    card.last_day = day
    card.reps += 1
    card.lapses += rating == 1


def _before(card: _Card) -> str:
    if not card.reps:
        return '{"state": "new"}'
    state: dict[str, object] = {
        "state": "review",
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due_day": card.last_day + round(card.stability),
        "last_day": card.last_day,
        "due": iso(_moment(card.last_day + round(card.stability))),
        "last_review": iso(_moment(card.last_day)),
        "reps": card.reps,
    }
    return json.dumps(state | ({"lapses": card.lapses} if card.lapses else {}))


def _states(states: dict[CardId, _Card]) -> Iterable[tuple[object, ...]]:
    for name, card in states.items():
        if card.reps:
            due = card.last_day + round(card.stability)
            yield (
                *(name, card.stability, card.difficulty, iso(_moment(due)), due),
                *(iso(_moment(card.last_day)), card.last_day, card.reps, card.lapses),
            )


def _moment(day: int) -> datetime:
    return datetime.fromtimestamp(day * 86400 + 9 * 3600, UTC)


def deck(cards: int, domain: str) -> str:
    """Return a deck file of so many plain cards."""
    head = f"---\nflashprep: 1\ntitle: Many\ndomain: {domain}\n---\n"
    return head + "".join(
        f"\n## What is number {n}? <!-- id: {domain[:3]}{n:05} -->\n\nIt is {n} of {cards}.\n"
        for n in range(cards)
    )
