"""One course of the days to come: each day's order, what chance makes of it, what is learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flashprep.core import fsrs6, policy
from flashprep.core.fsrs6 import AGAIN, GOOD
from flashprep.core.prospects import believed
from flashprep.core.timetable import USUAL, Timetable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.cards import CardId
    from flashprep.core.clock import Day
    from flashprep.core.deck import Deck
    from flashprep.core.workload import Candidate, Goal, Limits


@dataclass(frozen=True, slots=True)
class Start:
    """Where the forecast begins.

    ``goal`` carries FSRS's weights and what is known of unseen cards even where no interview is
    set; then ``dated`` is False. ``spent`` seconds and ``new_performance`` cards of today are used
    already. ``skip`` is the share of days on which the person does not study, ``stories`` the cards
    that tell one, ``new_a_day`` a limit on new cards besides the minutes.
    """

    cards: Sequence[Candidate]
    today: Day
    limits: Limits
    goal: Goal
    dated: bool = True
    retention: float = 0.9
    timetable: Timetable = USUAL
    spent: float = 0.0
    new_performance: int = 0
    new_a_day: int | None = None
    skip: float = 0.0
    stories: frozenset[CardId] = frozenset()
    dropped: frozenset[CardId] = frozenset()

    @property
    def days(self) -> int:
        """Return how many days are rolled forward; on the interview day itself that is today."""
        return max(self.goal.day - self.today, 1)


class Run:
    """One course of the days; ``table`` has a row a day (see ``forecast._forecast``)."""

    def __init__(self, start: Start, deck: Deck, seed: int) -> None:
        import numpy as np

        self._np = np
        self._start, self._deck = start, deck
        self._weights = start.goal.weights
        self._chance = np.random.default_rng(seed)
        count = len(deck.domains)
        self._believed = np.array([believed(start.goal, name) for name in deck.domains])
        self._importance = np.array([start.goal.weight(name) for name in deck.domains])
        # Luck belongs to cards and days, not to their order: two forecasts that differ in one
        # setting meet the same luck, and their difference is that of the setting.
        self._knows = self._chance.random(len(deck)) < self._believed[deck.domain]
        self._missed = self._chance.random(start.days) < start.skip
        self._prices = _prices(start.limits)
        self.seen, self.last, self.due = deck.seen.copy(), deck.last.copy(), deck.due.copy()
        self.stability, self.difficulty = deck.stability.copy(), deck.difficulty.copy()
        self.alive = deck.alive & ~deck.among(start.dropped)
        self.cards = np.bincount(deck.domain[self.alive], minlength=count)
        self._all = np.bincount(deck.domain, minlength=count)
        self.table = np.zeros((start.days, 6 + 2 * count))

    def step(self, index: int) -> None:
        """Study one day."""
        start, row = self._start, self.table[index]
        day = start.today + index
        missed = self._missed[index] and index > 0
        self._know()
        luck = self._chance.random(len(self._deck))
        budget = start.limits.seconds * start.timetable.share(day)
        budget -= start.spent if index == 0 else 0.0
        if not missed and budget > 0.0 and self.alive.any():
            used = start.new_performance if index == 0 else 0
            taken = self._order(day, max(start.limits.new_performance - used, 0), first=index == 0)
            self._study(day, taken, luck[taken], budget, row)
        self._close(row)

    def _close(self, row: Any) -> None:
        """Note how the day leaves things."""
        deck = self._deck
        unseen = self.alive & ~self.seen
        row[4] = (unseen & deck.core).sum()
        row[5] = (unseen & ~deck.core).sum()
        count = len(deck.domains)
        # Of all cards: who leaves some out does not know more at the interview.
        then = self._then(self._believed)
        sums = self._np.bincount(deck.domain, then, minlength=count)
        row[6 + count :] = sums / self._np.maximum(self._all, 1)

    def _know(self) -> None:
        """Work out what counts as known of each domain, by how much of it was looked into."""
        np, deck = self._np, self._deck
        seen = np.bincount(deck.domain[self.seen & self.alive], minlength=len(deck.domains))
        self._known = policy.surely_known(self._believed, seen, self.cards, np)

    def _recalls(self, known: Any) -> Any:
        """Return each domain's recall on the interview day as it stands, of the cards in study.

        ``known`` is the share of each domain's unseen cards that is known already.
        """
        np, deck = self._np, self._deck
        then = self._then(known)[self.alive]
        sums = np.bincount(deck.domain[self.alive], then, minlength=len(deck.domains))
        return sums / np.maximum(self.cards, 1)

    def _then(self, known: Any) -> Any:
        """Return every card's recall on the interview day as it stands."""
        np = self._np
        elapsed = np.maximum(self._start.goal.day - self.last, 0)
        seen = fsrs6.recall(self._weights, self.stability, elapsed)
        unseen = policy.unseen_recall(known)[self._deck.domain]
        return np.where(self.seen, seen, unseen)

    def _order(self, day: int, new_performance: int, *, first: bool) -> Any:
        """Return the cards of the day in order, whatever the minutes."""
        np, deck = self._np, self._deck
        left = self._start.goal.day - day
        near = self._start.dated and policy.is_near(left)
        ripe = self.due <= day
        if near and policy.is_last(left):
            ripe = ripe | self.seen
        ready = self.alive & (deck.free <= day) & (self.last < day)
        core_left = np.bincount(
            deck.domain[self.alive & ~self.seen & deck.core], minlength=len(deck.domains)
        )
        opened = deck.core | (core_left == 0)[deck.domain]
        ready &= np.where(self.seen, ripe, opened)
        if first:
            ready &= ~np.isin(deck.note, deck.note[self.seen & (self.last >= day)])
        cards = np.flatnonzero(ready)
        if not near:
            return self._allowed(self._ranked(cards, self._turn(cards, day)), new_performance)
        gain, rate = self._gains(cards, day, left)
        # Cards that are not allowed today gain nothing, and leave their domain as urgent as it was.
        for _pass in range(2):
            ranked = self._ranked(cards, self._score(cards, gain, rate))
            allowed = self._allowed(ranked, new_performance)
            kept = np.isin(cards, allowed)
            cards, gain, rate = cards[kept], gain[kept], rate[kept]
        return allowed

    def _ranked(self, cards: Any, score: Any) -> Any:
        """Return the cards that have a score, the greatest first."""
        order = self._np.lexsort((self._deck.rank[cards], -score))
        return cards[order[score[order] > 0.0]]

    def _allowed(self, cards: Any, new_performance: int) -> Any:
        """Return one card a note, and no more than so many new (spoken) ones."""
        np, deck = self._np, self._deck
        _notes, place = np.unique(deck.note[cards], return_index=True)
        cards = cards[np.sort(place)]
        spoken = deck.spoken[cards] & ~self.seen[cards]
        cards = cards[~spoken | (np.cumsum(spoken) <= new_performance)]
        if self._start.new_a_day is None:
            return cards
        new = ~self.seen[cards]
        return cards[~new | (np.cumsum(new) <= self._start.new_a_day)]

    def _gains(self, cards: Any, day: int, left: int) -> tuple[Any, Any]:
        """Return what each card gains in recall, and per second by the order's own terms."""
        np, deck = self._np, self._deck
        domain, seen = deck.domain[cards], self.seen[cards]
        recall, gain = policy.review_gain(
            self._weights,
            self.stability[cards],
            self.difficulty[cards],
            np.maximum(day - self.last[cards], 0),
            left,
            np,
        )
        share = self._known[domain]
        gain = np.where(seen, gain, policy.new_gain(self._weights, share, left))
        worth = np.where(seen, gain, policy.NEW_WORTH * gain)
        return gain, worth / self._expected(cards, np.where(seen, recall, share))

    def _score(self, cards: Any, gain: Any, rate: Any) -> Any:
        """Return the score of each card: gain per second, times the urgency of its domain.

        The urgency is that which is left by the cards of the domain that come before, as the
        queue's falls with every grade. It depends on its own domain alone: the order by this score
        is the one in which the queue would take the cards, one by one.
        """
        np, domain = self._np, self._deck.domain[cards]
        order = np.lexsort((self._deck.rank[cards], -rate, domain))
        own, worth = domain[order], rate[order] > policy.LEAST_GAIN
        total = np.cumsum(np.where(worth, gain[order], 0.0))
        before = np.concatenate(([0.0], total[:-1]))
        first = np.searchsorted(own, own)  # where the cards of its domain begin
        risen = before - before[first]
        count = np.maximum(self.cards, 1)[own]
        recall = self._recalls(self._known)[own] + risen / count
        score = np.zeros(len(cards))
        pull = policy.pull(self._importance[own], recall, count, np)
        score[order] = np.where(worth, rate[order] * pull, 0.0)
        return score

    def _turn(self, cards: Any, day: int) -> Any:
        """Return the score by the everyday order: the nearly forgotten, then new cards."""
        np, deck = self._np, self._deck
        elapsed = np.maximum(day - self.last[cards], 0)
        recall = fsrs6.recall(self._weights, self.stability[cards], elapsed)
        score = 3.0 - recall
        for number in range(len(deck.domains)):
            mine = np.flatnonzero(~self.seen[cards] & (deck.domain[cards] == number))
            mine = mine[np.argsort(deck.rank[cards[mine]], kind="stable")]
            weight = max(self._importance[number], 1e-6)
            score[mine] = 1.0 / (1.0 + (np.arange(len(mine)) + 0.5) / weight)
        return score

    def _expected(self, cards: Any, chance: Any) -> Any:
        if_known, if_not = self._seconds(cards)
        return policy.expected(if_known, if_not, chance)

    def _seconds(self, cards: Any) -> tuple[Any, Any]:
        """Return the seconds of each card if it is known, and if it is not."""
        kind = 2 * self._deck.spoken[cards] + ~self.seen[cards]
        return self._prices[kind, 0], self._prices[kind, 1]

    def _study(self, day: int, cards: Any, luck: Any, budget: float, row: Any) -> None:
        np, deck = self._np, self._deck
        count = len(deck.domains)
        seen = self.seen[cards]
        elapsed = np.maximum(day - self.last[cards], 0)
        recall = fsrs6.recall(self._weights, self.stability[cards], elapsed)
        right = np.where(seen, luck < recall, self._knows[cards])
        if_known, if_not = self._seconds(cards)
        seconds = np.where(right, if_known, if_not)
        # A card is begun while there is time, and finished.
        within = np.cumsum(seconds) - seconds < budget
        cards, seen, right, recall = cards[within], seen[within], right[within], recall[within]
        row[0], row[1] = (~seen).sum(), seen.sum()
        row[2] = (~seen & deck.story[cards]).sum()
        row[3] = (seen & deck.story[cards]).sum()
        row[6 : 6 + count] = np.bincount(deck.domain[cards], seconds[within], minlength=count)
        self._learn(cards, seen, right, elapsed[within], recall)
        self.seen[cards] = True
        self.last[cards] = day
        wait = fsrs6.interval(self._weights, self.stability[cards], self._start.retention)
        self.due[cards] = day + np.maximum(np.rint(wait), 1).astype(np.int64)

    def _learn(self, cards: Any, seen: Any, right: Any, elapsed: Any, recall: Any) -> None:
        """Give the cards the states that a success, or a lapse and its relearning, leave."""
        np, w = self._np, self._weights
        stability, difficulty = self.stability[cards], self.difficulty[cards]
        kept = fsrs6.after_recall(w, difficulty, stability, recall, GOOD, np)
        kept = np.where(elapsed < 1, fsrs6.same_day(w, stability, GOOD, np), kept)
        lapsed = fsrs6.after_lapse(w, difficulty, stability, recall, np)
        lost = fsrs6.same_day(w, lapsed, GOOD, np)
        good = fsrs6.next_difficulty(w, difficulty, GOOD, np)
        again = fsrs6.next_difficulty(w, difficulty, AGAIN, np)
        harder = fsrs6.next_difficulty(w, again, GOOD, np)
        first_again = fsrs6.first_difficulty(w, AGAIN)
        first = (
            fsrs6.first_stability(w, GOOD) * policy.EASY_LIFT,
            fsrs6.same_day(w, fsrs6.first_stability(w, AGAIN)),
            fsrs6.first_difficulty(w, GOOD),
            fsrs6.next_difficulty(w, first_again, GOOD),
        )
        self.stability[cards] = np.where(
            seen, np.where(right, kept, lost), np.where(right, first[0], first[1])
        )
        self.difficulty[cards] = np.where(
            seen, np.where(right, good, harder), np.where(right, first[2], first[3])
        )


def _prices(limits: Limits) -> Any:
    """Return (known, unknown) seconds in rows: recall review, recall new, spoken review, new."""
    import numpy as np

    cost = limits.cost
    rows = (
        policy.Seconds.of_review(cost.recall_review),
        policy.Seconds.of_new(cost.recall_new),
        policy.Seconds.of_review(cost.performance_review),
        policy.Seconds.of_new(cost.performance_new),
    )
    return np.array([(row.known, row.unknown) for row in rows])
