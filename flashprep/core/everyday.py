"""The order of a day without a near interview: what is nearly forgotten first, new cards between.

Reviews (lowest retrievability first) and new cards (core first, feeders before the performance
cards that need them) are mixed in proportion, and so are the domains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core import domains
from flashprep.core.choice import drop, new_order, review_order
from flashprep.core.memory import State
from flashprep.core.workload import domain_weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from flashprep.core.cards import NoteId
    from flashprep.core.clock import Day
    from flashprep.core.memory import Memory
    from flashprep.core.workload import Candidate, Done, Limits


LEAST_WEIGHT = 1e-6
"""A domain without weight comes last, but it comes."""


class Everyday:
    """The reviews and new cards of a day, in the order of plain FSRS."""

    def __init__(
        self,
        reviews: Sequence[Candidate],
        new: Sequence[Candidate],
        *,
        today: Day,
        limits: Limits,
        order: Mapping[NoteId, int],
    ) -> None:
        self._limits, self._order = limits, order
        self._reviews = {
            domain: review_order(rows, today) for domain, rows in _by_domain(reviews).items()
        }
        self._new = {domain: new_order(rows, order) for domain, rows in _by_domain(new).items()}
        self._review_left = sum(map(self._estimate, _each(self._reviews)))
        self._new_left = sum(map(self._estimate, _each(self._new)))

    def pick(self, done: Done) -> Candidate | None:
        """Return the next review or new card, None when there is none."""
        reviews, fresh = self._next_review(done), self._next_new(done)
        if reviews is None or fresh is None:
            return reviews or fresh
        review_total = done.review_estimate + self._review_left
        seconds = self._limits.seconds
        new_total = min(seconds - review_total, done.new_estimate + self._new_left)
        # Whichever sort lags behind its share of the day comes next; reviews win a tie.
        review_share = done.review_estimate / review_total
        return fresh if done.new_estimate / new_total < review_share else reviews

    def remove(self, card: Candidate) -> None:
        """Take out a card that is being studied."""
        if card.memory.state is State.REVIEW:
            drop(self._reviews[card.domain], card)
            self._review_left -= self._estimate(card)
        else:
            drop(self._new[card.domain], card)
            self._new_left -= self._estimate(card)

    def learn(self, before: Candidate, after: Memory) -> None:
        """Take notice of a grade: this order does not depend on any but the cards left."""

    def expect(self, card: Candidate) -> None:
        """Take notice of a card that is taken for studied."""

    def open(self, cards: Sequence[Candidate]) -> Sequence[Candidate]:
        """Let further new cards of one domain in, after those that are there, and return them."""
        domain = cards[0].domain
        self._new[domain] = new_order(cards, self._order) + self._new.get(domain, [])
        self._new_left += sum(map(self._estimate, cards))
        return cards

    def cards(self) -> Iterator[Candidate]:
        """Yield every review and new card of the day."""
        yield from _each(self._reviews)
        yield from _each(self._new)

    def copy(self) -> Everyday:
        """Return a line that can be worked off in trial."""
        trial = object.__new__(Everyday)
        trial.__dict__.update(self.__dict__)
        trial._reviews = {domain: list(cards) for domain, cards in self._reviews.items()}
        trial._new = {domain: list(cards) for domain, cards in self._new.items()}
        return trial

    @property
    def waiting(self) -> int:
        """Return how many reviews are left."""
        return sum(map(len, self._reviews.values()))

    @property
    def unseen(self) -> int:
        """Return how many new cards are left."""
        return sum(map(len, self._new.values()))

    def _estimate(self, card: Candidate) -> float:
        new = card.memory.state is State.NEW
        return self._limits.cost.of(performance=card.performance, new=new)

    def _next_review(self, done: Done) -> Candidate | None:
        rows = {domain: cards for domain, cards in self._reviews.items() if cards}
        if not rows:
            return None

        def lag(domain: str) -> tuple[float, tuple[int, str]]:
            served = done.reviews.get(domain, 0)
            return (served + 0.5) / (served + len(rows[domain])), domains.rank(domain)

        return rows[min(rows, key=lag)][-1]

    def _next_new(self, done: Done) -> Candidate | None:
        """Return the next new card that the day still has room for."""
        review_total = done.review_estimate + self._review_left
        if self._limits.seconds - review_total <= done.new_estimate:
            return None
        no_performance = done.new_performance >= self._limits.new_performance
        rows: dict[str, Candidate] = {}
        for domain, cards in self._new.items():
            open_cards = (c for c in reversed(cards) if not (no_performance and c.performance))
            if (head := next(open_cards, None)) is not None:
                rows[domain] = head
        if not rows:
            return None

        def lag(domain: str) -> tuple[bool, float, tuple[int, str]]:
            brought = rows[domain].memory.due is None
            weight = max(domain_weight(domain, self._limits.importance), LEAST_WEIGHT)
            served = (done.new.get(domain, 0) + 0.5) / weight
            return brought, served, domains.rank(domain)

        return rows[min(rows, key=lag)]


def _by_domain(cards: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    rows: dict[str, list[Candidate]] = {}
    for card in cards:
        rows.setdefault(card.domain, []).append(card)
    return rows


def _each(rows: Mapping[str, Sequence[Candidate]]) -> Iterable[Candidate]:
    for cards in rows.values():
        yield from cards
