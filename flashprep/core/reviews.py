"""The review log: append-only rows from which every memory state can be rebuilt."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from flashprep.core.clock import Day
from flashprep.core.memory import NEW, Memory, State, dump, iso
from flashprep.core.rescheduling import Graded, rescheduled
from flashprep.core.scheduling import Rating, Scheduler, bring_forward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from flashprep.core.cards import CardId


class Action(StrEnum):
    """What a row of the log records; ``undo`` takes an earlier row back, nothing is deleted."""

    GRADE = "grade"
    SUSPEND = "suspend"
    RESUME = "resume"
    BURY = "bury"
    MARK = "mark"
    UNMARK = "unmark"
    RESCHEDULE = "reschedule"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the review log.

    ``id`` is a UUID, ``time`` UTC, ``day`` the local study day on which it happened (stored, so
    that a later change of zone moves nothing), ``options`` the version of the scheduling options
    in force, ``ticks`` the numbers of the expectation ticks that were met out of ``tick_count``,
    ``before`` the card's state before, ``feeders`` the states before of other cards that the row
    touched (of feeders that a failed performance card made due; for an action, of all further cards
    to which it was done), ``target`` the id of the row that an undo takes back. ``interval`` is the
    days that a grade gave, which depend on what else was due then; None for steps within a day, and
    in rows that are older than it.
    """

    id: str
    device: str
    action: Action
    card: CardId
    time: datetime
    day: Day
    options: int
    rating: Rating | None = None
    duration_ms: int = 0
    ticks: tuple[int, ...] = ()
    tick_count: int = 0
    before: Memory = NEW
    feeders: Mapping[CardId, Memory] = field(default_factory=dict)
    target: str | None = None
    interval: int | None = None

    @property
    def score(self) -> float | None:
        """Return the share of expectation ticks that were met, None where there were none."""
        return len(self.ticks) / self.tick_count if self.tick_count else None


def checksum(entry: Entry) -> int:
    """Return the CRC-32 of a row's content, by which a damaged row is told from a sound one."""
    parts = [
        entry.id,
        entry.device,
        entry.action.value,
        entry.card,
        iso(entry.time),
        entry.day,
        entry.options,
        entry.rating,
        entry.duration_ms,
        list(entry.ticks),
        entry.tick_count,
        dump(entry.before),
        {card: dump(memory) for card, memory in sorted(entry.feeders.items())},
        entry.target,
    ]
    if entry.interval is not None:
        parts.append(entry.interval)
    return zlib.crc32(json.dumps(parts, sort_keys=True, separators=(",", ":")).encode())


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """Return the rows that still count, in order: neither undone nor an undo."""
    rows = list(entries)
    undone = {row.target for row in rows if row.action is Action.UNDO}
    return [row for row in rows if row.action is not Action.UNDO and row.id not in undone]


def after_action(action: Action, memory: Memory, day: Day) -> Memory:
    """Return the state after an action that is not a grade."""
    match action:
        case Action.SUSPEND:
            return replace(memory, suspended=True)
        case Action.RESUME:
            return replace(memory, suspended=False)
        case Action.BURY:
            return replace(memory, buried_until=Day(day + 1))
        case Action.MARK:
            return replace(memory, marked=True)
        case Action.UNMARK:
            return replace(memory, marked=False)
        case _:
            raise ValueError(action)


def replay(entries: Iterable[Entry], scheduler: Callable[[int], Scheduler]) -> dict[CardId, Memory]:
    """Rebuild every card's memory state from the log.

    ``scheduler`` returns the scheduler for a version of the options.
    """
    states: dict[CardId, Memory] = {}
    courses: dict[CardId, list[Graded]] = {}
    for row in effective(entries):
        before = states.get(row.card, NEW)
        now = scheduler(row.options)
        if row.action is Action.GRADE:
            if row.rating is None:
                continue
            states[row.card] = now.grade(
                row.card, before, row.rating, row.time, row.day, days=row.interval
            ).memory
            courses.setdefault(row.card, []).append(Graded(row.rating, row.time, row.day))
            for feeder in row.feeders:
                states[feeder] = bring_forward(states.get(feeder, NEW), row.time, row.day)
            continue
        for card in (row.card, *row.feeders):
            before = states.get(card, NEW)
            if row.action is Action.RESCHEDULE:
                states[card] = rescheduled(card, before, courses.get(card, ()), now)
            else:
                states[card] = after_action(row.action, before, row.day)
    return states


def lapsed(entry: Entry) -> bool:
    """Tell whether the row is a lapse: a card in review that was forgotten."""
    return entry.rating is Rating.AGAIN and entry.before.state is State.REVIEW
