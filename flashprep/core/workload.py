"""The values that the queue works with: cards as it sees them, the day's limits, what was done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING

from flashprep.core import domains
from flashprep.core.memory import Memory, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flashprep.core.cards import CardId, NoteId, Tier
    from flashprep.core.clock import Day

OWN_TIMES = 20.0
"""So many of a person's own answer times weigh as much as the starting value."""

LONG = 5.0

_NONE: Mapping[str, float] = MappingProxyType({})

_PROCESS_WEIGHT = 0.08
"""Share of the day for a domain that has no weight of its own in the loop."""


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

    def learned(self, times: Mapping[tuple[bool, bool], Sequence[float]]) -> Cost:
        """Return the costs moved towards a person's own times.

        ``times`` are the seconds of single showings by (performance, new); their mean counts as
        many times as there are, the present cost ``OWN_TIMES`` times. It is the mean that fills a
        day; a time beyond ``LONG`` medians was spent on something else.
        """

        def mixed(*, performance: bool, new: bool) -> float:
            start = self.of(performance=performance, new=new)
            own = times.get((performance, new), ())
            if not own:
                return start
            longest = LONG * median(own)
            spent = sum(min(seconds, longest) for seconds in own)
            return (spent + OWN_TIMES * start) / (len(own) + OWN_TIMES)

        return Cost(
            mixed(performance=False, new=True),
            mixed(performance=False, new=False),
            mixed(performance=True, new=True),
            mixed(performance=True, new=False),
        )


def domain_weight(slug: str, importance: Mapping[str, float] = _NONE) -> float:
    """Return the share of the day that a domain may claim by its weight in the loop.

    ``importance`` holds the weights that the person set.
    """
    own = importance.get(slug)
    return own if own is not None else domains.domain(slug).weight or _PROCESS_WEIGHT


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
    """The day's bounds: seconds in all, and new performance cards.

    ``importance`` is the weight in the loop of domains for which the person set another.
    """

    seconds: float = 45 * 60.0
    new_performance: int = 6
    cost: Cost = field(default_factory=Cost)
    importance: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Goal:
    """The interview, for which the day's cards are chosen.

    ``weights`` are FSRS's 21, ``known`` the share of each domain's unseen cards that the person
    surely knows already (from the first grades before today, so that it stays the same all day):
    the order goes by it, while forecasts go by the expected share ``believed``. ``importance`` is
    the weight in the loop of domains for which the person set another.
    """

    day: Day
    weights: Sequence[float]
    known: Mapping[str, float] = field(default_factory=dict)
    believed: Mapping[str, float] = field(default_factory=dict)
    importance: Mapping[str, float] = field(default_factory=dict)

    def weight(self, slug: str) -> float:
        """Return a domain's weight in the loop."""
        return domain_weight(slug, self.importance)


@dataclass(frozen=True, slots=True)
class Done:
    """What was studied today: cards by domain, estimated seconds by kind, and seconds really used.

    ``reviews`` and ``new`` count first showings of the day; learning steps add to ``seconds`` only.
    ``last`` is the domain of the latest of them, ``streak`` how many of it came in a row.
    """

    reviews: Mapping[str, int] = field(default_factory=dict)
    new: Mapping[str, int] = field(default_factory=dict)
    review_estimate: float = 0.0
    new_estimate: float = 0.0
    new_performance: int = 0
    seconds: float = 0.0
    last: str = ""
    streak: int = 0

    def plus(self, card: Candidate, before: State, seconds: float, cost: Cost) -> Done:
        """Return the record with one more grade of ``card``, which was in state ``before``."""
        done = replace(self, seconds=self.seconds + seconds)
        if before in (State.REVIEW, State.NEW):
            streak = self.streak + 1 if card.domain == self.last else 1
            done = replace(done, last=card.domain, streak=streak)
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


class Due:
    """What is due on the days to come, in whole milliseconds, kept in step with the grades.

    Whole numbers, so that what was kept in step equals what is counted anew.
    """

    def __init__(self, cards: Iterable[Candidate], cost: Cost) -> None:
        self._each = {
            performance: round(1000 * cost.of(performance=performance, new=False))
            for performance in (False, True)
        }
        self.days: dict[int, int] = {}
        for card in cards:
            self._add(card, 1)

    def move(self, before: Candidate, after: Memory) -> None:
        """Take notice of a card's new state."""
        self._add(before, -1)
        self._add(replace(before, memory=after), 1)

    def _add(self, card: Candidate, times: int) -> None:
        day = card.memory.due_day
        if day is None or card.memory.suspended or card.memory.state is not State.REVIEW:
            return
        left = self.days.get(day, 0) + times * self._each[card.performance]
        if left:
            self.days[day] = left
        else:
            del self.days[day]


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
