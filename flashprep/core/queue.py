"""Which cards to study today, in which order: a pure function of states and of today's work.

The daily limit is minutes. Learning cards come when their step is over; between them reviews and
new cards, core before extended, in the order of ``core.everyday`` or, before an interview, of
``core.deadline``. Every choice depends only on what is left and on what was done today, so that a
restart, an undo or another process goes on with the same card. Of the cards of one note at most
one is shown a day.
"""

from __future__ import annotations

import heapq
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flashprep.core import policy
from flashprep.core.cards import CardId, Tier
from flashprep.core.choice import (
    LONG_AGO,
    earliest,
    free_day,
    note_order,
    one_a_note,
    unseen_core,
)
from flashprep.core.deadline import Deadline
from flashprep.core.everyday import Everyday
from flashprep.core.memory import DEFAULT_DECAY, Memory, State
from flashprep.core.workload import Candidate, Cost, Done, Goal, Limits, Load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flashprep.core.clock import Day

__all__ = ["LEARN_AHEAD", "Candidate", "Cost", "Done", "Goal", "Limits", "Load", "Queue"]

LEARN_AHEAD = timedelta(minutes=20)
"""When nothing else is left, a learning step may be taken this much early (as Anki does)."""


class Queue:
    """Today's work; ``next`` says what comes, ``grade`` tells that it was done."""

    def __init__(
        self,
        candidates: Iterable[Candidate],
        today: Day,
        done: Done,
        limits: Limits,
        decay: float = DEFAULT_DECAY,
        goal: Goal | None = None,
    ) -> None:
        """Plan the day; ``goal`` counts only while it lies ahead and is not too far."""
        self.today = today
        self.done = done
        self.limits = limits
        self.goal = goal if goal is not None and policy.is_near(goal.day - today) else None
        every = list(candidates)
        self._ahead = None if self.goal is None else Day_of_last(self.goal)
        chosen = one_a_note(every, today, decay, ahead=self._every_card)
        self._core = unseen_core(every)
        self._learning: list[tuple[datetime, CardId]] = []
        self._closed: dict[str, list[Candidate]] = {}
        reviews: list[tuple[Candidate, float]] = []
        new: list[Candidate] = []
        self._cards: dict[CardId, Candidate] = {}
        for card, recall in chosen:
            if card.memory.state is State.REVIEW:
                reviews.append((card, recall))
            elif card.memory.state is not State.NEW:
                self._learning.append((card.memory.due or LONG_AGO, card.id))
                self._cards[card.id] = card
            elif self._is_closed(card):
                self._closed.setdefault(card.domain, []).append(card)
            else:
                new.append(card)
        heapq.heapify(self._learning)
        self._line = self._make_line(every, reviews, new)
