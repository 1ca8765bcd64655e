"""Which cards to study today, in which order: a pure function of states and of today's work.

The daily limit is minutes. Learning cards come when their step is over; between them reviews
(lowest retrievability first) and new cards (core first, feeders before the performance cards that
need them) are mixed in proportion, and so are the domains. Every choice depends only on what is
left and on what was done today, so that a restart, an undo or another process goes on with the
same card. Of the cards of one note at most one is shown a day.
"""

from __future__ import annotations

import heapq
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flashprep.core import domains
from flashprep.core.cards import CardId, Tier
from flashprep.core.choice import (
    LONG_AGO,
    earliest,
    free_day,
    new_order,
    note_order,
    one_a_note,
    review_order,
    unseen_core,
)
from flashprep.core.memory import DEFAULT_DECAY, Memory, State
from flashprep.core.workload import Candidate, Cost, Done, Limits, Load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flashprep.core.clock import Day

__all__ = ["LEARN_AHEAD", "Candidate", "Cost", "Done", "Limits", "Load", "Queue"]

LEARN_AHEAD = timedelta(minutes=20)
"""When nothing else is left, a learning step may be taken this much early (as Anki does)."""

_PROCESS_WEIGHT = 0.08
"""Share of new cards for a domain that has no weight of its own in the loop."""


class Queue:
    """Today's work; ``next`` says what comes, ``grade`` tells that it was done."""

    def __init__(
        self,
        candidates: Iterable[Candidate],
        today: Day,
        done: Done,
        limits: Limits,
        decay: float = DEFAULT_DECAY,
    ) -> None:
        self.today = today
        self.done = done
        self.limits = limits
        every = list(candidates)
        chosen = one_a_note(every, today, decay)
        self._cards = {card.id: card for card, _recall in chosen}
        self._core = unseen_core(every)
        self._learning: list[tuple[datetime, CardId]] = []
        reviews: dict[str, list[tuple[float, int, Candidate]]] = {}
        new: dict[str, list[Candidate]] = {}
        self._closed: dict[str, list[Candidate]] = {}
        for card, recall in chosen:
            if card.memory.state is State.REVIEW:
                reviews.setdefault(card.domain, []).append((recall, card.position, card))
            elif card.memory.state is not State.NEW:
                heapq.heappush(self._learning, (card.memory.due or LONG_AGO, card.id))
            elif self._is_closed(card):
                self._closed.setdefault(card.domain, []).append(card)
                del self._cards[card.id]
            else:
                new.setdefault(card.domain, []).append(card)
        self._reviews = {
            domain: [card for _r, _p, card in sorted(rows, key=review_order)][::-1]
            for domain, rows in reviews.items()
        }
        order = note_order(every)
        self._new = {domain: new_order(rows, order) for domain, rows in new.items()}
        self._closed = {d: new_order(rows, order) for d, rows in self._closed.items()}
        self._review_left = sum(map(self._estimate, _each(self._reviews)))
        self._new_left = sum(map(self._estimate, _each(self._new)))
        later = (card.memory for card in every if card.id not in self._cards)
        self._next_day = earliest(free_day(memory, today) for memory in later)

    def next(self, now: datetime) -> CardId | None:
        """Return the card to show at ``now``, or None when today's work is done or must wait."""
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
        new = before.memory.state is State.NEW
        seconds = seconds or self.limits.cost.of(performance=before.performance, new=new)
        self.done = self.done.plus(before, before.memory.state, seconds, self.limits.cost)
        if after.due is not None and after.state in (State.LEARNING, State.RELEARNING):
            self._cards[card] = replace(before, memory=after)
            heapq.heappush(self._learning, (after.due, card))
        else:
            del self._cards[card]
            self._next_day = earliest((self._next_day, free_day(after, self.today)))

    def __contains__(self, card: CardId) -> bool:
        """Tell whether the card is part of today's work."""
        return card in self._cards

    def loads(self) -> dict[str, Load]:
        """Return what waits today by domain, within the day's minutes."""
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
            trial._take_out(picked)
            trial.done = trial.done.plus(picked, picked.memory.state, seconds, cost)
        return loads

    def upcoming(self, count: int) -> list[CardId]:
        """Return the next cards if none is forgotten, so that they can be prepared ahead."""
        trial = self._copy()
        out = [card for _due, card in sorted(trial._learning)[:count]]
        trial._learning = []
        while len(out) < count and (picked := trial._pick()) is not None:
            out.append(picked.id)
            trial._take_out(picked)
            trial.done = trial.done.plus(picked, picked.memory.state, 0.001, self.limits.cost)
        return out[:count]

    @property
    def waiting(self) -> int:
        """Return how many due reviews and learning cards are left, whatever the budget."""
        return sum(map(len, self._reviews.values())) + len(self._learning)

    @property
    def unseen(self) -> int:
        """Return how many new cards could still be shown today, whatever the budget."""
        return sum(map(len, self._new.values()))

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next learning step of today is over, None if no card waits for one."""
        return min((due for due, _card in self._learning if due > now), default=None)

    @property
    def next_day(self) -> Day | None:
        """Return the next study day on which a card that is not for today can be studied."""
        return self._next_day

    def _estimate(self, card: Candidate) -> float:
        new = card.memory.state is State.NEW
        return self.limits.cost.of(performance=card.performance, new=new)

    def _pick(self) -> Candidate | None:
        """Return the next review or new card, None when the day's seconds are used up."""
        if self.done.seconds >= self.limits.seconds:
            return None
        reviews, fresh = self._next_review(), self._next_new()
        if reviews is None or fresh is None:
            return reviews or fresh
        review_total = self.done.review_estimate + self._review_left
        new_total = min(self.limits.seconds - review_total, self.done.new_estimate + self._new_left)
        # Whichever sort lags behind its share of the day comes next; reviews win a tie.
        review_share = self.done.review_estimate / review_total
        return fresh if self.done.new_estimate / new_total < review_share else reviews

    def _next_review(self) -> Candidate | None:
        rows = {domain: cards for domain, cards in self._reviews.items() if cards}
        if not rows:
            return None
        done = self.done.reviews

        def lag(domain: str) -> tuple[float, tuple[int, str]]:
            served = done.get(domain, 0)
            return (served + 0.5) / (served + len(rows[domain])), domains.rank(domain)

        return rows[min(rows, key=lag)][-1]

    def _next_new(self) -> Candidate | None:
        """Return the next new card that the day still has room for."""
        review_total = self.done.review_estimate + self._review_left
        if self.limits.seconds - review_total <= self.done.new_estimate:
            return None
        no_performance = self.done.new_performance >= self.limits.new_performance
        rows: dict[str, Candidate] = {}
        for domain, cards in self._new.items():
            open_cards = (c for c in reversed(cards) if not (no_performance and c.performance))
            if (head := next(open_cards, None)) is not None:
                rows[domain] = head
        if not rows:
            return None
        done = self.done.new

        def lag(domain: str) -> tuple[bool, float, tuple[int, str]]:
            weight = domains.domain(domain).weight or _PROCESS_WEIGHT
            brought = rows[domain].memory.due is None
            return brought, (done.get(domain, 0) + 0.5) / weight, domains.rank(domain)

        return rows[min(rows, key=lag)]

    def _take_out(self, card: Candidate) -> None:
        state = card.memory.state
        if state is State.REVIEW:
            _drop(self._reviews[card.domain], card)
            self._review_left -= self._estimate(card)
        elif state is State.NEW:
            _drop(self._new[card.domain], card)
            self._new_left -= self._estimate(card)
            if card.tier is Tier.CORE:
                self._core[card.domain] -= 1
                self._open(card.domain)
        else:
            self._learning = [row for row in self._learning if row[1] != card.id]
            heapq.heapify(self._learning)

    def _is_closed(self, card: Candidate) -> bool:
        """Tell whether an extended card has to wait for unseen core cards of its domain."""
        brought = card.memory.due is not None
        return card.tier is Tier.EXTENDED and not brought and self._core.get(card.domain, 0) > 0

    def _open(self, domain: str) -> None:
        """Let the extended cards of a domain in when its last core card has been seen."""
        if self._core[domain] == 0 and domain in self._closed:
            cards = self._closed.pop(domain)
            self._cards.update((card.id, card) for card in cards)
            self._new[domain] = cards + self._new.get(domain, [])
            self._new_left += sum(map(self._estimate, cards))

    def _copy(self) -> Queue:
        trial = object.__new__(Queue)
        trial.__dict__.update(self.__dict__)
        trial._learning = list(self._learning)
        trial._reviews = {domain: list(cards) for domain, cards in self._reviews.items()}
        trial._new = {domain: list(cards) for domain, cards in self._new.items()}
        trial._cards, trial._core = dict(self._cards), dict(self._core)
        trial._closed = dict(self._closed)
        return trial


def _drop(cards: list[Candidate], card: Candidate) -> None:
    if cards[-1] is card:  # nearly always: the next card stands last
        cards.pop()
    else:
        cards.remove(card)


def _each(rows: Mapping[str, Sequence[Candidate]]) -> Iterable[Candidate]:
    for cards in rows.values():
        yield from cards
