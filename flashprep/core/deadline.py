"""The order of a day before the interview: by what a minute gains for the interview day.

In each domain the reviews stand by their gain in recall per second, the new cards by their notes;
the heads are compared by  urgency × gain per second  (``core.policy``). Gains hold for the whole
study day (elapsed days, and the share of unseen cards known, are those of its start); urgency
follows the present states. So the next card is the same for any process that sees these states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashprep.core import domains, policy, prospects
from flashprep.core.choice import by_place, drop, new_order
from flashprep.core.memory import State
from flashprep.core.prospects import LEAST_RATE, MANY, UNIT, Gain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flashprep.core.cards import NoteId
    from flashprep.core.clock import Day
    from flashprep.core.memory import Memory
    from flashprep.core.workload import Candidate, Done, Goal, Limits

RUN = 2
"""So many cards of a domain in a row; then another's comes that gains nearly as much."""

NEARLY = 0.8


class Head(NamedTuple):
    """The next card of a domain: its gain per second (whole number), and what weighs it.

    The greatest ``score``, urgency × gain per second, comes next.
    """

    card: Candidate
    rate: int
    urgency: float
    score: float


class Deadline:
    """The reviews and new cards of a day before the interview."""

    def __init__(
        self,
        every: Sequence[Candidate],
        reviews: Sequence[Candidate],
        new: Sequence[Candidate],
        *,
        today: Day,
        goal: Goal,
        limits: Limits,
        order: Mapping[NoteId, int],
    ) -> None:
        self._today, self._goal, self._limits, self._order = today, goal, limits, order
        # By all cards, not by those left today: a restart must take the same way.
        many = len(every) > MANY
        self._sums, self._counts = prospects.sums(every, goal, many=many)
        self._ranks = {domain: domains.rank(domain) for domain in self._counts}
        # What stands first stands last here: numbers into these lists, which copies share.
        self._seen = by_place(reviews)[::-1]
        self._rates, self._gained = prospects.review_gains(
            self._seen, goal, limits.cost, today, many=many
        )
        self._reviews: dict[str, list[int]] = {slug: [] for slug in self._counts}
        named = [card.domain for card in self._seen]
        for number in prospects.ranking(self._rates, LEAST_RATE, many=many):
            self._reviews[named[number]].append(number)
        self._new_gains: dict[tuple[str, bool], Gain] = {}
        self._new: dict[tuple[str, bool], list[Candidate]] = {}
        self._fresh: set[NoteId] = set()
        self.open(new)

    def pick(self, done: Done) -> Candidate | None:
        """Return the card that gains most per second, None when none is worth its time."""
        heads = self.heads(done)
        if not heads:
            return None
        best = min(heads, key=self._place)
        if best.card.domain == done.last and done.streak >= RUN:
            others = (row for row in heads if row is not best and row.score >= best.score * NEARLY)
            best = min(others, key=self._place, default=best)
        return best.card

    def heads(self, done: Done) -> list[Head]:
        """Return what would come next in each domain, and the numbers by which they compete."""
        urgency = self.urgency()
        found = ((domain, self._head(domain, done)) for domain in urgency)
        return [
            Head(head[1], head[0], urgency[domain], urgency[domain] * head[0])
            for domain, head in found
            if head is not None
        ]

    def _place(self, head: Head) -> tuple[float, tuple[int, str]]:
        return -head.score, self._ranks[head.card.domain]

    def _head(self, domain: str, done: Done) -> tuple[int, Candidate] | None:
        """Return (gain per second, card) of what comes next in a domain."""
        heads: list[tuple[int, Candidate]] = []
        if rows := self._reviews.get(domain):
            heads.append((self._rates[rows[-1]], self._seen[rows[-1]]))
        if cards := self._new.get((domain, False)):
            heads.append((self._gain(cards[-1]).rate, cards[-1]))
        spoken = self._new.get((domain, True))
        open_spoken = done.new_performance < self._limits.new_performance
        if spoken and open_spoken and not self._waits(spoken[-1]):
            heads.append((self._gain(spoken[-1]).rate, spoken[-1]))
        return max(heads, key=lambda row: row[0], default=None)

    def _waits(self, card: Candidate) -> bool:
        """Tell whether a performance card has feeders that could come before it today."""
        if card.memory.due is not None:
            return False
        place = self._order[card.note]
        return any(note in self._fresh and self._order[note] < place for note in card.needs)

    def remove(self, card: Candidate) -> None:
        """Take out a card that is being studied."""
        if card.memory.state is State.REVIEW:
            drop(self._reviews[card.domain], self._number(card))
        else:
            drop(self._new[card.domain, card.performance], card)
            self._fresh.discard(card.note)

    def _number(self, card: Candidate) -> int:
        # Nearly always the last one.
        return next(n for n in reversed(self._reviews[card.domain]) if self._seen[n] is card)

    def learn(self, before: Candidate, after: Memory) -> None:
        """Take notice of a grade, which changes the domain's recall on the day."""
        old = prospects.then(before.memory, self._goal, before.domain)
        self._sums[before.domain] += prospects.then(after, self._goal, before.domain) - old

    def expect(self, card: Candidate) -> None:
        """Take notice of a card that is taken for studied: it gains what is expected."""
        if card.memory.state is State.NEW:
            self._sums[card.domain] += self._gain(card).recall
        else:
            self._sums[card.domain] += self._gained[self._number(card)]

    def _gain(self, card: Candidate) -> Gain:
        """Return what a new card gains."""
        key = (card.domain, card.performance)
        if key not in self._new_gains:
            self._new_gains[key] = prospects.new_gain(
                self._goal, self._limits.cost, self._today, *key[:1], performance=key[1]
            )
        return self._new_gains[key]

    def open(self, cards: Sequence[Candidate]) -> list[Candidate]:
        """Let new cards in that are worth their time (brought forward ones are), return them."""
        sorts: dict[tuple[str, bool], list[Candidate]] = {}
        for card in cards:
            sorts.setdefault((card.domain, card.performance), []).append(card)
        classes: dict[tuple[str, bool], list[Candidate]] = {}
        for key, rows in sorts.items():
            # All of a class gain the same.
            worth = self._gain(rows[0]).rate > LEAST_RATE
            if kept := [card for card in rows if worth or card.memory.due is not None]:
                classes[key] = kept
        for key, rows in classes.items():
            self._new[key] = new_order([*rows, *self._new.get(key, ())], self._order)
            if not key[1]:
                self._fresh.update(card.note for card in rows)
        return [card for rows in classes.values() for card in rows]

    def cards(self) -> Iterator[Candidate]:
        """Yield every review and new card of the day."""
        for rows in self._reviews.values():
            yield from map(self._seen.__getitem__, rows)
        for cards in self._new.values():
            yield from cards

    def copy(self) -> Deadline:
        """Return a line that can be worked off in trial."""
        trial = object.__new__(Deadline)
        trial.__dict__.update(self.__dict__)
        trial._reviews = {domain: list(rows) for domain, rows in self._reviews.items()}
        trial._new = {key: list(cards) for key, cards in self._new.items()}
        trial._sums, trial._fresh = dict(self._sums), set(self._fresh)
        return trial

    @property
    def waiting(self) -> int:
        """Return how many reviews are left."""
        return sum(map(len, self._reviews.values()))

    @property
    def unseen(self) -> int:
        """Return how many new cards are left."""
        return sum(map(len, self._new.values()))

    def recalls(self) -> dict[str, float]:
        """Return each domain's predicted mean recall on the interview day, 0 to 1."""
        return {domain: self._sums[domain] / UNIT / self._counts[domain] for domain in self._counts}

    def urgency(self) -> dict[str, float]:
        """Return the factor of each domain by which its gains are multiplied."""
        weights = {domain: self._goal.weight(domain) for domain in self._counts}
        counts = {domain: float(count) for domain, count in self._counts.items()}
        return policy.urgency(weights, self.recalls(), counts)
