"""FSRS-6 on study days: the only module that knows the library ``fsrs``.

py-fsrs counts elapsed time in floored 24-hour periods; Anki and fsrs-rs count study days. So it is
handed midnight UTC of the local study day, and the interval that it gives is added to the real
time. Its own fuzz draws on the global ``random`` and oversteps its range by a day; ours is seeded
by card and review number, so that the interval shown on a button is the one that is given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING

import fsrs

from flashprep.core import fsrs6
from flashprep.core.clock import Day, midnight
from flashprep.core.memory import NEW, Memory, State, retrievability
from flashprep.core.timetable import Timetable

if TYPE_CHECKING:
    from flashprep.core.cards import CardId


class Rating(IntEnum):
    """How well a card was answered, as FSRS numbers it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


DEFAULT_WEIGHTS: tuple[float, ...] = tuple(fsrs.Scheduler().parameters)

_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))
"""(from, to, share) of Anki's fuzz: each stretch of the interval adds its share to the spread."""

_STATES = {
    State.LEARNING: fsrs.State.Learning,
    State.REVIEW: fsrs.State.Review,
    State.RELEARNING: fsrs.State.Relearning,
}
Load = Mapping[int, int]
"""Milliseconds of reviews that are due, by day."""

NO_LOAD: Load = MappingProxyType({})

_LIGHT = 60_000.0
"""A day with a minute of reviews is drawn a quarter as often as an empty one; with n minutes,
1 / (1 + n)²: nearly the power by which Anki balances."""

_MILLISECOND = timedelta(milliseconds=1)
_NAMES = {value: key for key, value in _STATES.items()}


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that a grade's outcome depends on besides the card; stored with a version.

    ``learning_steps`` and ``relearning_steps`` are minutes, ``maximum_interval`` days, ``horizon``
    the study day of the interview, past which fuzz never pushes a card; ``week`` and ``vacations``
    are those of a ``Timetable``, by which fuzz prefers days that have time.
    """

    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    desired_retention: float = 0.9
    learning_steps: tuple[float, ...] = (1.0, 10.0)
    relearning_steps: tuple[float, ...] = (10.0,)
    maximum_interval: int = 36500
    horizon: int | None = None
    week: tuple[float, ...] = ()
    vacations: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating does to a card: its next state, and the time until it is due."""

    memory: Memory
    interval: timedelta


class Scheduler:
    """Turns a grade into the next memory state, by FSRS-6 with one set of options."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._timetable = Timetable(options.week, options.vacations)
        self._fsrs = fsrs.Scheduler(
            parameters=options.weights,
            desired_retention=options.desired_retention,
            learning_steps=[timedelta(minutes=m) for m in options.learning_steps],
            relearning_steps=[timedelta(minutes=m) for m in options.relearning_steps],
            maximum_interval=options.maximum_interval,
            enable_fuzzing=False,
        )

    @property
    def decay(self) -> float:
        """Return w20, the exponent of the forgetting curve."""
        return self.options.weights[20]

    def retrievability(self, stability: float, elapsed: float) -> float:
        """Return the probability of recall ``elapsed`` days after the last review."""
        return retrievability(stability, elapsed, self.decay)

    def grade(
        self,
        card: CardId,
        memory: Memory,
        rating: Rating,
        now: datetime,
        day: Day,
        *,
        load: Load = NO_LOAD,
        days: int | None = None,
    ) -> Outcome:
        """Return the state after grading ``card`` at the aware time ``now`` of study day ``day``.

        ``load`` is what is due on the days to come, so that fuzz can prefer light ones; in its
        place a replay gives the interval in ``days`` that the log holds. A clock that was set back
        is clamped to the last review: elapsed time is never negative.
        """
        # In UTC, as the log holds it: over a change of the clocks a wall time would gain an hour.
        now = max(now.astimezone(UTC), memory.last_review or now.astimezone(UTC))
        if memory.last_day is not None:
            day = Day(max(day, memory.last_day))
        fed = midnight(day)
        graded, _log = self._fsrs.review_card(self._card(memory, fed), fsrs.Rating(rating), fed)
        state = _NAMES[graded.state]
        # The log keeps milliseconds, and a state must equal what the log gives back.
        interval = timedelta(milliseconds=round((graded.due - fed) / _MILLISECOND))
        due_day = None
        if state is State.REVIEW:
            if days is None:
                days = self._fuzzed(card, memory.reps, interval.days, day, load)
            interval = timedelta(days=days)
            due_day = Day(day + days)
        lapsed = memory.state is State.REVIEW and rating is Rating.AGAIN
        after = replace(
            memory,
            state=state,
            step=graded.step,
            stability=graded.stability,
            difficulty=graded.difficulty,
            due=now + interval,
            due_day=due_day,
            last_review=now,
            last_day=day,
            reps=memory.reps + 1,
            lapses=memory.lapses + lapsed,
            buried_until=None,
        )
        return Outcome(after, interval)

    def preview(
        self, card: CardId, memory: Memory, now: datetime, day: Day, load: Load = NO_LOAD
    ) -> Mapping[Rating, Outcome]:
        """Return what each of the four ratings would give, exactly as ``grade`` will."""
        return {rating: self.grade(card, memory, rating, now, day, load=load) for rating in Rating}

    def interval(self, card: CardId, memory: Memory) -> int:
        """Return the days from a card's last review until it is due, by its present stability.

        The interval that it has stays where fuzz could have given it.
        """
        if memory.stability is None or memory.last_day is None:
            raise ValueError(card)
        wait = fsrs6.interval(
            self.options.weights, memory.stability, self.options.desired_retention
        )
        days = max(1, min(round(wait), self.options.maximum_interval))
        low, high = self._range(days, memory.last_day)
        if memory.due_day is not None:
            held = memory.due_day - memory.last_day
            if low <= held <= high and self._timetable.share(memory.due_day) > 0.0:
                return held
        return self._fuzzed(card, memory.reps - 1, days, memory.last_day, NO_LOAD)

    def _card(self, memory: Memory, fed: datetime) -> fsrs.Card:
        if memory.state is State.NEW:
            # A given id: without one py-fsrs sleeps a millisecond to make its own unique.
            return fsrs.Card(card_id=0, due=fed)
        last = None if memory.last_day is None else midnight(memory.last_day)
        return fsrs.Card(
            card_id=0,
            state=_STATES[memory.state],
            step=memory.step,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=fed,
            last_review=last,
        )

    def _range(self, days: int, today: int) -> tuple[int, int]:
        """Return the least and greatest interval that fuzz may make of one given on a day."""
        low, high = fuzz_range(days, self.options.maximum_interval)
        horizon = self.options.horizon
        if horizon is not None and days <= horizon - today:
            high = max(min(high, horizon - today), low)
        return low, high

    def _fuzzed(self, card: CardId, reps: int, days: int, today: int, load: Load) -> int:
        low, high = self._range(days, today)
        return self._drawn(_unit(card, reps), low, high, today, load)

    def _drawn(self, unit: float, low: int, high: int, today: int, load: Load = NO_LOAD) -> int:
        """Return the interval that a number in [0, 1) draws: light days with time come first."""
        if self._timetable.is_plain and not load:
            return low + int(unit * (high - low + 1))
        shares = [
            self._timetable.share(today + days) / (1.0 + load.get(today + days, 0) / _LIGHT) ** 2
            for days in range(low, high + 1)
        ]
        total = sum(shares)
        if total <= 0.0:
            return low + int(unit * (high - low + 1))
        left = unit * total
        for days, share in enumerate(shares, start=low):
            left -= share
            if left < 0.0:
                return days
        return max(days for days, share in enumerate(shares, start=low) if share > 0.0)


def fuzz_range(days: int, maximum: int) -> tuple[int, int]:
    """Return the least and greatest interval (days) that fuzz may make of an interval."""
    days = max(1, min(days, maximum))
    if days < _FUZZ[0][0]:
        return days, days
    spread = 1.0
    for start, end, share in _FUZZ:
        spread += share * max(min(days, end) - start, 0.0)
    low = max(2, round(days - spread))
    return min(low, maximum), min(round(days + spread), maximum)


def _unit(card: CardId, reps: int) -> float:
    """Return a number in [0, 1) that depends on card and review number only."""
    digest = blake2b(f"{card}:{reps}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def bring_forward(memory: Memory, now: datetime, day: Day) -> Memory:
    """Return a feeder card's state when it is made due at once; one due already stays as it is.

    Its FSRS state is untouched: the next grade counts the real time since the last review.
    """
    if memory.suspended or memory.state in (State.LEARNING, State.RELEARNING):
        return memory
    if memory.state is State.REVIEW and memory.due_day is not None and memory.due_day <= day:
        return memory
    if memory.state is State.NEW and memory.due is not None:
        return memory
    due_day = day if memory.state is State.REVIEW else None
    return replace(memory, due=now.astimezone(UTC), due_day=due_day, buried_until=None)


def forget(memory: Memory) -> Memory:
    """Return a card as new again, keeping marks."""
    return replace(NEW, marked=memory.marked)
