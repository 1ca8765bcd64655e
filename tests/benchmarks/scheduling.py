"""How quick the day, readiness and statistics are with many cards and a long log."""

from __future__ import annotations

import gc
import random
import sqlite3
import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flashprep.core.clock import Day
    from flashprep.core.queue import Candidate, Queue
    from flashprep.store.database import Database

Row = tuple[str, float, str]

_AIMS = {"no date": None, "date in 30 days": 30, "date in 3 days": 3}


def tables(folder: str, rounds: int = 5) -> Iterator[tuple[str, list[Row]]]:
    """Yield every table with its title; the yardstick is its first row."""
    for count in (1_000, 100_000):
        yield f"The day at {count:,} cards (yardstick: sorting as many tuples)", _day(count, rounds)
    for cards, reviews in ((10_000, 70_000), (10_000, 200_000)):
        path = Path(folder, f"long-{reviews}.db")
        title = f"{cards:,} cards and {reviews:,} reviews (yardstick: reading as many bare rows)"
        yield title, _log(path, cards, reviews, rounds)


def median(work: Callable[[], object], rounds: int) -> float:
    """Return the median milliseconds of some runs."""
    times = []
    for _round in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def _day(count: int, rounds: int) -> list[Row]:
    from flashprep.core.clock import Day
    from flashprep.core.queue import Done, Goal, Limits, Queue
    from flashprep.core.scheduling import DEFAULT_WEIGHTS

    today, chance = Day(20_000), random.Random(1)
    deck = candidates(count, today)
    tuples = [(chance.random(), card.position, card.id) for card in deck]
    sorted_ms = median(lambda: sorted(tuples), rounds)
    now = datetime.now(UTC)
    rows: list[Row] = [(f"sort {count:,} tuples", sorted_ms, "ms")]
    for name, days in _AIMS.items():
        goal = None if days is None else Goal(Day(today + days), DEFAULT_WEIGHTS)

        def plan(goal: Goal | None = goal) -> Queue:
            return Queue(deck, today, Done(), Limits(), goal)

        queue = plan()  # numpy is imported by now, as it is on the second day of a long run
        rows += [
            (f"plan the day, {name}", median(plan, rounds), "ms"),
            (f"next card, {name}", median(lambda queue=queue: queue.next(now), 50), "ms"),  # type: ignore[misc]
            (f"what the day holds, {name}", median(queue.loads, rounds), "ms"),
            (
                f"the next 3 cards, {name}",
                median(lambda queue=queue: queue.upcoming(3), rounds),  # type: ignore[misc]
                "ms",
            ),
        ]
    return rows


def candidates(count: int, today: Day) -> list[Candidate]:
    """Return cards as after a year of use: two of three seen, some due, some spoken, some pairs."""
    from flashprep.core.cards import CardId, NoteId, Tier
    from flashprep.core.clock import Day
    from flashprep.core.domains import SHIPPED
    from flashprep.core.memory import NEW, Memory, State
    from flashprep.core.queue import Candidate

    chance, now = random.Random(count), datetime.now(UTC)
    deck = []
    for n in range(count):
        memory = NEW
        if n % 3:
            stability = chance.lognormvariate(2.5, 1.2)
            last = Day(today - 1 - int(chance.random() * 1.2 * stability))
            due_day = Day(last + max(round(stability), 1))
            due = now + timedelta(days=due_day - today)
            state = (State.REVIEW, None, stability, chance.uniform(1, 10), due, due_day, now, last)
            memory = Memory(*state, reps=3)
        note = NoteId(f"n{n - n % 2 if n % 20 < 2 else n}")
        tier = Tier.EXTENDED if n % 9 == 0 else Tier.CORE
        needs = (NoteId(f"n{n - 5}"),) if n % 70 == 7 else ()
        domain = SHIPPED[n % 5].slug
        deck.append(Candidate(CardId(f"c{n}"), note, domain, n % 7 == 0, tier, n, needs, memory))
    return deck


class _Parts(NamedTuple):
    """Where the cards of a made-up profile lie: (id, domain, kind, tier)."""

    id: str
    domain: str
    kind: str
    tier: str


def _fill(database: Database, cards: int, reviews: int, today: Day) -> None:
    from flashprep.core.cards import CardId
    from flashprep.core.domains import SHIPPED
    from tests import long_log

    parts = [
        _Parts(
            f"c{n:06}",
            SHIPPED[n % 5].slug,
            "design" if n % 7 == 0 else "recall",
            "extended" if n % 9 == 0 else "core",
        )
        for n in range(cards)
    ]
    with database.write() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        slugs = [domain.slug for domain in SHIPPED[:5]]
        raw.executemany(
            "INSERT INTO decks VALUES (?, ?, ?, ?, 0, 0, '', 1, '[]')",
            [(f"{slug}.md", slug, slug, place) for place, slug in enumerate(slugs)],
        )
        raw.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, '[]', 'What?', '{}', 1)",
            [(p.id, f"{p.domain}.md", n, *p[1:]) for n, p in enumerate(parts)],
        )
        raw.executemany(
            "INSERT INTO cards VALUES (?, ?, '', 1)", [(part.id, part.id) for part in parts]
        )
    seen = [CardId(part.id) for n, part in enumerate(parts) if n % 10]
    long_log.write(database, seen, reviews, today)


def _log(path: Path, cards: int, reviews: int, rounds: int) -> list[Row]:
    from flashprep.app.library import Library
    from flashprep.app.preferences import Preferences
    from flashprep.app.profile import Profile
    from flashprep.app.progress import Progress
    from flashprep.app.statistics import Statistics
    from flashprep.app.study import Study
    from flashprep.core.statistics import Period
    from flashprep.store.database import open_database

    clock, profile = _Clock(), Profile(path.parent)
    database = open_database(path)
    try:
        preferences = Preferences(database)

        def progress() -> Progress:
            return Progress(database, profile, preferences, clock)

        known = progress()
        _fill(database, cards, reviews, known.today)
        # As in the program, which leaves what it was made of out of garbage collection.
        gc.collect()
        gc.freeze()
        study = Study(database, Library(database, profile, preferences), preferences, clock)
        drawn = Statistics(database, preferences, study)

        def again() -> object:
            # As after a grade: something was written, and the log's end has to be looked at.
            with database.write() as connection:
                connection.exec_driver_sql("UPDATE facts SET value = value")
                connection.exec_driver_sql("UPDATE memory SET reps = reps WHERE card = 'c000001'")
            return known.readiness()

        return [
            (f"read {reviews:,} bare rows", median(lambda: _bare(path), rounds), "ms"),
            ("read cards and plan the day", median(study.reload, rounds), "ms"),
            ("readiness, first", median(lambda: progress().readiness(), rounds), "ms"),
            ("readiness, after a write", median(again, rounds), "ms"),
            ("readiness page, first", median(lambda: progress().outlook(), rounds), "ms"),
            ("readiness page, nothing new", median(known.outlook, rounds), "ms"),
            ("statistics, 30 days", median(lambda: drawn.report(Period.MONTH), rounds), "ms"),
            ("statistics, all time", median(lambda: drawn.report(Period.ALL), rounds), "ms"),
        ]
    finally:
        database.close()


def _bare(path: Path) -> list[object]:
    connection = sqlite3.connect(path)
    try:
        # No index holds these columns: it goes over the rows themselves.
        return connection.execute("SELECT card, rating, duration_ms FROM reviews").fetchall()
    finally:
        connection.close()


class _Clock:
    """Stands still."""

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 9, tzinfo=UTC)
