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
from operator import attrgetter
from typing import TYPE_CHECKING

from flashprep.core import policy
from flashprep.core.cards import CardId, Tier
from flashprep.core.choice import (
    LONG_AGO,
    earliest,
    first_free,
    free_day,
    note_order,
    one_a_note,
    unseen_core,
)
from flashprep.core.clock import Day
from flashprep.core.deadline import Deadline, Head
from flashprep.core.everyday import Everyday
from flashprep.core.memory import Memory, State
from flashprep.core.workload import Candidate, Cost, Done, Goal, Limits, Load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
        goal: Goal | None = None,
    ) -> None:
        """Plan the day; a ``goal`` that is past or far off is as good as none."""
        self.today = today
        self.done = done
        self.limits = limits
        self.goal = goal if goal is not None and policy.is_near(goal.day - today) else None
        every = list(candidates)
        last = self.goal is not None and policy.is_last(self.goal.day - today)
        self._core = unseen_core(every)
        self._cards: dict[CardId, Candidate] = {}
        self._learning: list[tuple[datetime, CardId]] = []
        self._closed: dict[str, list[Candidate]] = {}
        reviews: list[Candidate] = []
        new: list[Candidate] = []
        review, fresh, extended = State.REVIEW, State.NEW, Tier.EXTENDED
        for card in one_a_note(every, today, ahead=last):
            state = card.memory.state
            if state is review:
                reviews.append(card)
            elif state is not fresh:
                self._learning.append((card.memory.due or LONG_AGO, card.id))
                self._cards[card.id] = card
            elif card.tier is extended and self._is_closed(card):
                self._closed.setdefault(card.domain, []).append(card)
            else:
                new.append(card)
        heapq.heapify(self._learning)
        order = note_order(every)
        self._line: Everyday | Deadline
        if self.goal is None:
            self._line = Everyday(reviews, new, today=today, limits=limits, order=order)
        else:
            self._line = Deadline(
                every, reviews, new, today=today, goal=self.goal, limits=limits, order=order
            )
        cards = list(self._line.cards())
        self._cards.update(zip(map(attrgetter("id"), cards), cards, strict=True))
        self._next_day = self._first_day(every)

    def _first_day(self, every: Iterable[Candidate]) -> Day | None:
        """Return the first later day on which one of the cards not for today can be studied."""
        cards = self._cards
        later = (card.memory for card in every if card.id not in cards)
        return first_free(later, self.today, self._ahead())

    def _ahead(self) -> Day | None:
        """Return the day from which on every seen card may be studied."""
        if self.goal is None or self.goal.day <= self.today:
            return None
        return Day(self.goal.day - policy.LAST_DAYS)

    def next(self, now: datetime) -> CardId | None:
        """Return the card to show at ``now``, or None when today's work is done or must wait."""
        if self._is_free():
            return None
        if self._learning and self._learning[0][0] <= now:
            return self._learning[0][1]
        card = self._pick()
        if card is not None:
            return card.id
        if self._learning and self._learning[0][0] <= now + LEARN_AHEAD:
            return self._learning[0][1]
        return None

    def grade(self, card: CardId, after: Memory, seconds: float) -> None:
        """Record that ``card`` was graded and is now in state ``after``.

        ``seconds`` is the time it really took, 0 where that is unknown.
        """
        before = self._cards[card]
        self._take_out(before)
        self._line.learn(before, after)
        new = before.memory.state is State.NEW
        seconds = seconds or self.limits.cost.of(performance=before.performance, new=new)
        self.done = self.done.plus(before, before.memory.state, seconds, self.limits.cost)
        if after.due is not None and after.state in (State.LEARNING, State.RELEARNING):
            self._cards[card] = replace(before, memory=after)
            heapq.heappush(self._learning, (after.due, card))
        else:
            del self._cards[card]
            free = free_day(after, self.today, self._ahead())
            self._next_day = earliest((self._next_day, free))

    def __contains__(self, card: CardId) -> bool:
        """Tell whether the card is part of today's work."""
        return card in self._cards

    def loads(self) -> dict[str, Load]:
        """Return what waits today by domain, within the day's minutes."""
        if self._is_free():
            return {}
        trial = self._copy()
        loads: dict[str, Load] = {}
        cost = self.limits.cost
        for _due, card_id in trial._learning:
            card = self._cards[card_id]
            seconds = cost.of(performance=card.performance, new=False)
            loads[card.domain] = loads.get(card.domain, Load()) + Load(learning=1, seconds=seconds)
            trial.done = replace(trial.done, seconds=trial.done.seconds + seconds)
        trial._learning = []
        while (picked := trial._pick()) is not None:
            new = picked.memory.state is State.NEW
            seconds = cost.of(performance=picked.performance, new=new)
            more = Load(due=int(not new), new=int(new), seconds=seconds)
            loads[picked.domain] = loads.get(picked.domain, Load()) + more
            trial._suppose(picked, seconds)
        return loads

    def upcoming(self, count: int) -> list[CardId]:
        """Return the next cards if none is forgotten, so that they can be prepared ahead."""
        trial = self._copy()
        out = [card for _due, card in sorted(trial._learning)[:count]]
        trial._learning = []
        while len(out) < count and (picked := trial._pick()) is not None:
            out.append(picked.id)
            trial._suppose(picked, 0.001)
        return out[:count]

    @property
    def waiting(self) -> int:
        """Return how many due reviews and learning cards are left, whatever the budget."""
        return self._line.waiting + len(self._learning)

    @property
    def unseen(self) -> int:
        """Return how many new cards could still be shown today, whatever the budget."""
        return self._line.unseen

    def recalls(self) -> Mapping[str, float]:
        """Return each domain's predicted mean recall on the interview day; empty without one."""
        return self._line.recalls() if isinstance(self._line, Deadline) else {}

    def heads(self) -> list[Head]:
        """Return what competes for the next place before an interview, the first one first."""
        if not isinstance(self._line, Deadline):
            return []
        return sorted(self._line.heads(self.done), key=lambda head: head.score, reverse=True)

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next learning step of today is over, None if no card waits for one."""
        if self._is_free():
            return None
        return min((due for due, _card in self._learning if due > now), default=None)

    @property
    def next_day(self) -> Day | None:
        """Return the next study day on which a card that is not for today can be studied."""
        return self._next_day

    def _is_free(self) -> bool:
        """Tell whether the day has no minutes; what was begun all the same is finished."""
        return self.limits.seconds <= 0.0 and self.done.seconds <= 0.0

    def _pick(self) -> Candidate | None:
        """Return the next review or new card, None when the day's seconds are used up."""
        if self.done.seconds >= self.limits.seconds:
            return None
        return self._line.pick(self.done)

    def _take_out(self, card: Candidate) -> None:
        state = card.memory.state
        if state in (State.LEARNING, State.RELEARNING):
            self._learning = [row for row in self._learning if row[1] != card.id]
            heapq.heapify(self._learning)
            return
        self._line.remove(card)
        if state is State.NEW and card.tier is Tier.CORE:
            self._core[card.domain] -= 1
            self._open(card.domain)

    def _suppose(self, card: Candidate, seconds: float) -> None:
        """Take a card for studied, in a trial."""
        self._line.expect(card)
        self._take_out(card)
        self.done = self.done.plus(card, card.memory.state, seconds, self.limits.cost)

    def _is_closed(self, card: Candidate) -> bool:
        """Tell whether an extended card has to wait for unseen core cards of its domain."""
        brought = card.memory.due is not None
        return card.tier is Tier.EXTENDED and not brought and self._core.get(card.domain, 0) > 0

    def _open(self, domain: str) -> None:
        """Let the extended cards of a domain in when its last core card has been seen."""
        if self._core[domain] == 0 and domain in self._closed:
            cards = self._line.open(self._closed.pop(domain))
            self._cards.update((card.id, card) for card in cards)

    def _copy(self) -> Queue:
        trial = object.__new__(Queue)
        trial.__dict__.update(self.__dict__)
        trial._learning = list(self._learning)
        trial._line = self._line.copy()
        trial._cards, trial._core = dict(self._cards), dict(self._core)
        trial._closed = dict(self._closed)
        return trial
