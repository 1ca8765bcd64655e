"""Which cards to study today, in which order: a pure function of states and of today's work.

The daily limit is minutes. Learning cards come when their step is over; between them reviews
(lowest retrievability first) and new cards (core first, feeders before the performance cards that
need them) are mixed in proportion, and so are the domains. Every choice depends only on what is
left and on what was done today, so that a restart, an undo or another process goes on with the
same card. Of the cards of one note at most one is shown a day.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from flashprep.core import domains
from flashprep.core.cards import CardId, NoteId, Tier
from flashprep.core.clock import Day
from flashprep.core.memory import DEFAULT_DECAY, Memory, State, recall_on

LEARN_AHEAD = timedelta(minutes=20)
"""When nothing else is left, a learning step may be taken this much early (as Anki does)."""

_PROCESS_WEIGHT = 0.08
"""Share of new cards for a domain that has no weight of its own in the loop."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that a card takes, by class: the starting values until answer times are known."""

    recall_new: float = 40.0
    recall_review: float = 14.0
    performance_new: float = 270.0
    performance_review: float = 110.0

    def of(self, *, performance: bool, new: bool) -> float:
        """Return the estimated seconds for one showing of a card."""
        if performance:
            return self.performance_new if new else self.performance_review
        return self.recall_new if new else self.recall_review


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card as the queue sees it; ``position`` orders new cards within a domain."""

    id: CardId
    note: NoteId
    domain: str
    performance: bool
    tier: Tier
    position: int
    needs: tuple[NoteId, ...]
    memory: Memory


@dataclass(frozen=True, slots=True)
class Limits:
    """The day's bounds: seconds in all, and new performance cards."""

    seconds: float = 45 * 60.0
    new_performance: int = 6
    cost: Cost = field(default_factory=Cost)


@dataclass(frozen=True, slots=True)
class Done:
    """What was studied today: cards by domain, estimated seconds by kind, and seconds really used.

    ``reviews`` and ``new`` count first showings of the day; learning steps add to ``seconds`` only.
    """

    reviews: Mapping[str, int] = field(default_factory=dict)
    new: Mapping[str, int] = field(default_factory=dict)
    review_estimate: float = 0.0
    new_estimate: float = 0.0
    new_performance: int = 0
    seconds: float = 0.0

    def plus(self, card: Candidate, before: State, seconds: float, cost: Cost) -> Done:
        """Return the record with one more grade of ``card``, which was in state ``before``."""
        done = replace(self, seconds=self.seconds + seconds)
        if before is State.REVIEW:
            estimate = cost.of(performance=card.performance, new=False)
            return replace(
                done,
                reviews=_plus_one(self.reviews, card.domain),
                review_estimate=self.review_estimate + estimate,
            )
        if before is State.NEW:
            estimate = cost.of(performance=card.performance, new=True)
            return replace(
                done,
                new=_plus_one(self.new, card.domain),
                new_estimate=self.new_estimate + estimate,
                new_performance=self.new_performance + card.performance,
            )
        return done


def _plus_one(counts: Mapping[str, int], key: str) -> Mapping[str, int]:
    return {**counts, key: counts.get(key, 0) + 1}


@dataclass(frozen=True, slots=True)
class Load:
    """How many cards of each sort wait today, and the seconds they are estimated to take."""

    due: int = 0
    new: int = 0
    learning: int = 0
    seconds: float = 0.0

    def __add__(self, other: Load) -> Load:
        """Return both loads together."""
        return Load(
            self.due + other.due,
            self.new + other.new,
            self.learning + other.learning,
            self.seconds + other.seconds,
        )


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
        self._later = [
            card.memory.due
            for card in every
            if card.memory.due and card.memory.seen and not card.memory.suspended
        ]
        self._cards: dict[CardId, Candidate] = {}
        self._learning: list[tuple[datetime, CardId]] = []
        chosen = _one_a_note(every, today, decay)
        reviews: dict[str, list[tuple[float, int, Candidate]]] = {}
        new: dict[str, list[Candidate]] = {}
        for card, recall in chosen:
            self._cards[card.id] = card
            if card.memory.state is State.REVIEW:
                reviews.setdefault(card.domain, []).append((recall, card.position, card))
            elif card.memory.state is State.NEW:
                new.setdefault(card.domain, []).append(card)
            elif card.memory.due is not None:
                heapq.heappush(self._learning, (card.memory.due, card.id))
        self._reviews = {
            domain: [card for _r, _p, card in sorted(rows, key=_review_order)][::-1]
            for domain, rows in reviews.items()
        }
        self._new = {domain: _new_order(rows)[::-1] for domain, rows in new.items()}
        self._review_left = sum(map(self._estimate, _each(self._reviews)))
        self._new_left = sum(map(self._estimate, _each(self._new)))

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
        self._cards[card] = replace(before, memory=after)
        if after.due is not None:
            self._later.append(after.due)
            if after.state in (State.LEARNING, State.RELEARNING):
                heapq.heappush(self._learning, (after.due, card))

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
        """Return when the earliest card that is not due yet will be, None if there is none."""
        return min((due for due in self._later if due > now), default=None)

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
        new_total = min(
            self.limits.seconds - review_total, self.done.new_estimate + self._new_left
        )
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
            head = next((c for c in reversed(cards) if not (no_performance and c.performance)), None)
            if head is not None:
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
        else:
            self._learning = [row for row in self._learning if row[1] != card.id]
            heapq.heapify(self._learning)

    def _copy(self) -> Queue:
        trial = object.__new__(Queue)
        trial.__dict__.update(self.__dict__)
        trial._learning = list(self._learning)
        trial._reviews = {domain: list(cards) for domain, cards in self._reviews.items()}
        trial._new = {domain: list(cards) for domain, cards in self._new.items()}
        return trial


def _drop(cards: list[Candidate], card: Candidate) -> None:
    if cards[-1] is card:  # nearly always: the next card stands last
        cards.pop()
    else:
        cards.remove(card)


def _each(rows: Mapping[str, Sequence[Candidate]]) -> Iterable[Candidate]:
    for cards in rows.values():
        yield from cards


def _one_a_note(
    candidates: Sequence[Candidate], today: Day, decay: float
) -> list[tuple[Candidate, float]]:
    """Return the studyable cards with their retrievability, one a note (siblings kept apart)."""
    shown: dict[NoteId, CardId] = {}
    for card in candidates:
        if card.memory.last_day == today and card.memory.seen:
            # A card that is still being learned today goes on; its siblings wait.
            if card.note not in shown or card.memory.state is not State.REVIEW:
                shown[card.note] = card.id
    best: dict[NoteId, tuple[tuple[float, ...], Candidate, float]] = {}
    for card in candidates:
        if not _studyable(card.memory, today):
            continue
        if card.note in shown and shown[card.note] != card.id:
            continue
        recall = recall_on(card.memory, today, decay)
        order = _sibling_order(card, recall)
        if card.note not in best or order < best[card.note][0]:
            best[card.note] = (order, card, recall)
    return [(card, recall) for _order, card, recall in best.values()]


def _studyable(memory: Memory, today: Day) -> bool:
    if memory.suspended or (memory.buried_until is not None and memory.buried_until > today):
        return False
    if memory.state is State.REVIEW:
        return memory.due_day is not None and memory.due_day <= today
    return True


def _sibling_order(card: Candidate, recall: float) -> tuple[float, ...]:
    rank = {State.LEARNING: 0.0, State.RELEARNING: 0.0, State.REVIEW: 1.0, State.NEW: 2.0}
    return (rank[card.memory.state], recall, card.position)


def _review_order(row: tuple[float, int, Candidate]) -> tuple[float, int, str]:
    recall, position, card = row
    return recall, position, card.id


def _new_order(cards: Sequence[Candidate]) -> list[Candidate]:
    """Return a domain's new cards: brought-forward first, core only while any, feeders first."""
    if any(card.tier is Tier.CORE for card in cards):
        cards = [c for c in cards if c.tier is Tier.CORE or c.memory.due is not None]
    ordered = sorted(cards, key=lambda c: (c.memory.due is None, c.position, c.id))
    by_note = {card.note: card for card in ordered}
    out: list[Candidate] = []
    placed: set[NoteId] = set()

    def place(card: Candidate) -> None:
        if card.note in placed:
            return
        placed.add(card.note)
        for feeder in card.needs:
            if feeder in by_note:
                place(by_note[feeder])
        out.append(card)

    for card in ordered:
        place(card)
    return out
