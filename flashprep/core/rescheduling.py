"""What a reschedule would do: every card's due day by the options in force.

A changed desired retention, longest interval or set of weights holds from a card's next grade on.
A reschedule lets it hold at once: with other weights stability and difficulty are worked out anew
from the card's own grades, and the card becomes due when recall falls to the desired retention,
counted from its last review.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flashprep.core.cancel import check, ignore, never
from flashprep.core.clock import Day
from flashprep.core.memory import NEW, Memory, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.cards import CardId
    from flashprep.core.scheduling import Rating, Scheduler

AHEAD = 30
"""So many days are compared, from today on."""

_OFTEN = 50
"""Every so many cards it is asked whether the work is still wanted."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One grade of a card's course, and when it was given."""

    rating: Rating
    time: datetime
    day: Day


def rescheduled(
    card: CardId, memory: Memory, course: Sequence[Graded], scheduler: Scheduler
) -> Memory:
    """Return a card's state as the scheduler's options have it; ``course`` are its grades."""
    if memory.stability is None:
        return memory
    # Also where all grades were given under these weights: a reschedule since may have left others.
    if course:
        fresh = NEW
        for grade in course:
            fresh = scheduler.grade(card, fresh, grade.rating, grade.time, grade.day).memory
        memory = replace(memory, stability=fresh.stability, difficulty=fresh.difficulty)
    if memory.state is not State.REVIEW or memory.last_day is None or memory.last_review is None:
        return memory
    if memory.due_day is not None and memory.due != memory.last_review + timedelta(
        days=memory.due_day - memory.last_day
    ):
        return memory  # a feeder that a failed spoken card brought forward stays due
    days = scheduler.interval(card, memory)
    due = memory.last_review + timedelta(days=days)
    return replace(memory, due=due, due_day=Day(memory.last_day + days))


@dataclass(frozen=True, slots=True)
class Reschedule:
    """The states that a reschedule would change, and what waits on which day before and after.

    ``before`` and ``after`` count due cards of the next days (what is overdue counts for today),
    ``earlier`` and ``later`` those that move, ``cards`` all that were ever seen.
    """

    changed: Mapping[CardId, Memory] = field(default_factory=dict)
    earlier: int = 0
    later: int = 0
    cards: int = 0
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()


def plan(
    states: Mapping[CardId, Memory],
    courses: Mapping[CardId, Sequence[Graded]],
    scheduler: Scheduler,
    today: Day,
    *,
    progress: Progress = ignore,
    cancel: Cancel = never,
) -> Reschedule:
    """Return what a reschedule of these cards would do; raises ``Cancelled``."""
    changed: dict[CardId, Memory] = {}
    earlier = later = 0
    cards = [(card, memory) for card, memory in states.items() if memory.stability is not None]
    for number, (card, memory) in enumerate(cards):
        if number % _OFTEN == 0:
            check(cancel)
            progress(number / len(cards))
        now = rescheduled(card, memory, courses.get(card, ()), scheduler)
        if now == memory:
            continue
        changed[card] = now
        if now.due_day is not None and memory.due_day is not None:
            earlier += now.due_day < memory.due_day
            later += now.due_day > memory.due_day
    progress(1.0)
    return Reschedule(
        changed,
        earlier,
        later,
        len(cards),
        _due(states.values(), today),
        _due({**states, **changed}.values(), today),
    )


def _due(memories: Iterable[Memory], today: Day) -> tuple[int, ...]:
    """Return how many cards fall due on each of the next days."""
    counts = [0] * AHEAD
    for memory in memories:
        if memory.due_day is None or memory.suspended or memory.state is not State.REVIEW:
            continue
        place = max(memory.due_day - today, 0)
        if place < AHEAD:
            counts[place] += 1
    return tuple(counts)
