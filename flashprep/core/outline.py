"""The plan to the interview: its parts with what was done and what comes, and whether it fits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flashprep.core import fsrs6, policy
from flashprep.core.cancel import ignore, never, part
from flashprep.core.cards import Tier
from flashprep.core.deck import Deck
from flashprep.core.domains import PROCESS
from flashprep.core.forecast import Forecast, roll
from flashprep.core.milestones import NOTHING, Count, Facts, Part, Span, parts, spans
from flashprep.core.prospects import believed
from flashprep.core.ways import Ways, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.clock import Day
    from flashprep.core.rolling import Start
    from flashprep.core.workload import Candidate


_WEEK = 7


class Standing(StrEnum):
    """How the interview date lies."""

    NO_DATE = "no-date"
    PAST = "past"
    TODAY = "today"
    NEAR = "near"
    FAR = "far"


def standing(interview: Day | None, today: Day) -> Standing:
    """Return how an interview date lies, seen from a day."""
    if interview is None:
        return Standing.NO_DATE
    days = interview - today
    if days < 0:
        return Standing.PAST
    if days == 0:
        return Standing.TODAY
    return Standing.NEAR if policy.is_near(days) else Standing.FAR


@dataclass(frozen=True, slots=True)
class Work:
    """Cards and time; ``new_stories`` and ``story_reviews`` are part of ``new`` and ``reviews``."""

    new: float = 0.0
    reviews: float = 0.0
    seconds: float = 0.0
    new_stories: float = 0.0
    story_reviews: float = 0.0

    def __add__(self, other: Work) -> Work:
        """Return both together."""
        return Work(
            self.new + other.new,
            self.reviews + other.reviews,
            self.seconds + other.seconds,
            self.new_stories + other.new_stories,
            self.story_reviews + other.story_reviews,
        )


@dataclass(frozen=True, slots=True)
class Week:
    """One part of the plan: a week where five weeks are left.

    ``done`` comes from the log, ``to_do`` from the forecast; ``stories`` is how many of all stories
    are to be told by its end.
    """

    number: int
    part: Part
    span: Span
    done: Work
    to_do: Work
    stories: int

    def holds(self, day: Day) -> bool:
        """Tell whether a day belongs to it."""
        return self.span.first <= day < self.span.end

    @property
    def share(self) -> float:
        """Return the share of its cards that is done, 0 to 1."""
        done = self.done.new + self.done.reviews
        total = done + self.to_do.new + self.to_do.reviews
        return done / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan; ``weeks`` is empty without a date ahead, ``ways`` None while it fits.

    ``facts`` holds the cards met; readiness is for others to add. ``skip`` is the share of days on
    which the person is expected not to study.
    """

    standing: Standing
    today: Day
    interview: Day | None
    minutes: float
    weeks: tuple[Week, ...] = ()
    forecast: Forecast | None = None
    ways: Ways | None = None
    facts: Facts = NOTHING
    skip: float = 0.0

    @property
    def weekly(self) -> bool:
        """Tell whether every part is a week."""
        return all(week.span.days == _WEEK for week in self.weeks)

    @property
    def fits(self) -> bool | None:
        """Tell whether every core card is met before the day, None where nothing says so."""
        if self.standing is Standing.TODAY or not self.facts.asked:
            return None
        if self.standing is Standing.FAR:
            return True
        return None if self.forecast is None else self.forecast.fits

    @property
    def week(self) -> Week | None:
        """Return the part that today belongs to."""
        return next((week for week in self.weeks if week.holds(self.today)), None)


def make(
    start: Start,
    interview: Day | None,
    begin: Day,
    history: Iterable[tuple[Day, Work]],
    *,
    progress: Progress = ignore,
    cancel: Cancel = never,
) -> Plan:
    """Return the plan; ``history`` is what was done on each day since ``begin``.

    Without any card to study it has no forecast, and says nothing of whether anything fits.
    ``start`` aims at the interview unless that is past, far off or not set.

    Pure, and slow where it does not fit (some thirty forecasts): meant for a thread of its own.
    Raises ``Cancelled``.
    """
    minutes = start.limits.seconds / 60.0
    how = standing(interview, start.today)
    if interview is None or how in (Standing.NO_DATE, Standing.PAST):
        return Plan(how, start.today, interview, minutes)
    forecast = ways = None
    alive = any(not card.memory.suspended for card in start.cards)
    if alive and how is not Standing.FAR:
        deck = Deck.of(start.cards, start.today, start.stories)
        forecast = roll(start, deck=deck, progress=part(progress, 0.0, 0.1), cancel=cancel)
        if not forecast.fits and how is Standing.NEAR:
            ways = search(start, deck, progress=part(progress, 0.1, 1.0), cancel=cancel)
    begin = max(begin, type(begin)(interview - policy.FAR_DAYS))
    done = dict(history)
    to_do = (
        {}
        if forecast is None
        else {
            day.day: Work(
                day.new, day.reviews, day.minutes * 60.0, day.new_stories, day.story_reviews
            )
            for day in forecast.days
        }
    )
    facts = facts_of(start)
    weeks = tuple(
        Week(
            number,
            one,
            span,
            done=_sum(done, span),
            to_do=_sum(to_do, span),
            stories=round(facts.stories.all * one.stories),
        )
        for number, (one, span) in enumerate(
            zip(parts(), spans(begin, interview), strict=True), start=1
        )
    )
    progress(1.0)
    return Plan(how, start.today, interview, minutes, weeks, forecast, ways, facts, start.skip)


def facts_of(start: Start) -> Facts:
    """Return how many cards of each sort were met; those suspended unmet are left out."""
    cards = [card for card in start.cards if card.memory.seen or not card.memory.suspended]
    core = [card for card in cards if card.tier is Tier.CORE]
    return Facts(
        met=_met(cards),
        core=_met(core),
        process=_met([card for card in core if card.domain == PROCESS]),
        stories=_met([card for card in cards if card.id in start.stories]),
        asked=frozenset(card.domain for card in cards if not card.memory.suspended),
    )


def _met(cards: Sequence[Candidate]) -> Count:
    return Count(sum(card.memory.seen for card in cards), len(cards))


def _sum(days: dict[Day, Work], span: Span) -> Work:
    return sum((work for day, work in days.items() if span.first <= day < span.end), Work())


# -- without numpy ---------------------------------------------------------------------------

_SAMPLE = 300
"""So many seen cards stand for all when their reviews are estimated."""


def rough_share(start: Start) -> float:
    """Return the time that the cards need, as a share of the time that is left.

    Without chance and without numpy, for a first word before the forecast was made: every core
    card is learned half-way to the day, and every due review of all cards is done. Where the limit
    of new spoken cards a day is what keeps cards out, it is the share of that.
    """
    days = max(start.goal.day - start.today, 0)
    cost = start.limits.cost
    shares = [start.timetable.share(start.today + day) for day in range(days)]
    share = sum(shares)
    available = share * start.limits.seconds * (1.0 - start.skip) - start.spent
    need = spoken = 0.0
    later: dict[tuple[str, bool], float] = {}
    for card in start.cards:
        memory = card.memory
        if memory.seen or memory.suspended or card.tier is not Tier.CORE:
            continue
        key = (card.domain, card.performance)
        if key not in later:
            later[key] = _later_reviews(start, card, days / 2.0)
        spoken += card.performance
        need += cost.of(performance=card.performance, new=True)
        need += later[key] * cost.of(performance=card.performance, new=False)
    seen = [card for card in start.cards if card.memory.seen and not card.memory.suspended]
    sample = seen[:: max(len(seen) // _SAMPLE, 1)]
    reviews = sum(
        _reviews(start, card.memory.stability or 1.0, card.memory.difficulty or 5.0, days)
        * cost.of(performance=card.performance, new=False)
        for card in sample
    )
    need += reviews * len(seen) / max(len(sample), 1)
    room = start.limits.new_performance * sum(map(bool, shares)) * (1.0 - start.skip)
    return max(_share(need, available), _share(spoken, room))


def _share(need: float, available: float) -> float:
    if need <= 0.0:
        return 0.0
    return need / available if available > 0.0 else float("inf")


def _later_reviews(start: Start, card: Candidate, days: float) -> float:
    """Return the reviews expected after a card was learned, by whether it was known."""
    w = start.goal.weights
    share = believed(start.goal, card.domain)
    good = fsrs6.first_stability(w, fsrs6.GOOD) * policy.EASY_LIFT
    again = fsrs6.same_day(w, fsrs6.first_stability(w, fsrs6.AGAIN))
    return share * _reviews(start, good, fsrs6.first_difficulty(w, fsrs6.GOOD), days) + (
        1.0 - share
    ) * _reviews(start, again, fsrs6.first_difficulty(w, fsrs6.AGAIN), days)


def _reviews(start: Start, stability: float, difficulty: float, days: float) -> int:
    """Return how many reviews come due in so many days if none is forgotten."""
    w, retention = start.goal.weights, start.retention
    count, passed = 0, 0.0
    while True:
        passed += max(float(fsrs6.interval(w, stability, retention)), 1.0)
        if passed >= days:
            return count
        count += 1
        stability = fsrs6.after_recall(w, difficulty, stability, retention)


def unseen(cards: Sequence[Candidate]) -> tuple[int, int]:
    """Return how many core and extended cards were never seen, suspended ones left out."""
    fresh = [card for card in cards if not card.memory.seen and not card.memory.suspended]
    core = sum(card.tier is Tier.CORE for card in fresh)
    return core, len(fresh) - core
