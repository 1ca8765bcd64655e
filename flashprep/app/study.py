"""What comes next, and what a grade does: on disk before the next card is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from flashprep.app import course
from flashprep.app.pace import Pace, Pacer
from flashprep.app.session import Graded, Question, Today
from flashprep.core import book
from flashprep.core.changes import Changes
from flashprep.core.clock import Clock, Day, study_day, to_date, to_day
from flashprep.core.errors import StaleCardError, UnknownCardError
from flashprep.core.i18n import _
from flashprep.core.memory import Memory, State
from flashprep.core.queue import Candidate, Done, Goal, Limits, Queue
from flashprep.core.reviews import Action, Entry, after_action
from flashprep.core.scheduling import Rating, Scheduler, bring_forward
from flashprep.core.workload import Due
from flashprep.store import memory as memory_rows
from flashprep.store import reviews as log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flashprep.app.library import Library
    from flashprep.app.preferences import Preferences
    from flashprep.core.cards import CardId
    from flashprep.core.timetable import Timetable
    from flashprep.store.database import Database

__all__ = ["Graded", "Question", "Study", "Today"]

_EXTRA = "extra_minutes"
_BOOK = "domains"
"""Where ``app.progress`` keeps the weights that a person gave to domains."""

_LONGEST_SECONDS = {False: 180.0, True: 2400.0}
"""A pause at the desk is not study time: the longest time counted for a (performance) card."""


class Study:
    """Today's session of one profile."""

    def __init__(
        self, database: Database, library: Library, preferences: Preferences, clock: Clock
    ) -> None:
        self._database = database
        self._library = library
        self._preferences = preferences
        self._clock = clock
        self._cards: dict[CardId, Candidate] = {}
        self._pacer = Pacer(database)
        self._device = self._device_id()
        self.reload()

    def set_clock(self, clock: Clock) -> None:
        """Let another clock tell the time."""
        self._clock = clock
        self.roll_over()

    # -- the queue ---------------------------------------------------------------------------

    def reload(self) -> None:
        """Read cards and log again and plan the day anew: after decks or settings changed."""
        self._scheduler = Scheduler(self._preferences.options())
        self._cards = {card.id: card for card in self._library.candidates()}
        self._extra = self._extra_seconds()
        course.note(self._preferences, self.today)
        self._plan()

    def _plan(self) -> None:
        today = self.today
        settings = self._preferences.values
        self._due: Due | None = None
        self._timetable = self._preferences.timetable()
        self._pace = self._pacer.pace(self._cards, today, self._timetable)
        share = self._timetable.share(today)
        limits = Limits(
            seconds=settings.minutes_per_day * 60.0 * share + self._extra,
            new_performance=settings.new_performance_per_day,
            cost=self._pace.cost,
            importance=self._importance(),
        )
        with self._database.read() as connection:
            # Grades alone: one row of another action may hold the states of all cards.
            entries = log.since(connection, today, Action.GRADE)
        done = Done()
        for entry in entries:
            card = self._cards.get(entry.card)
            if entry.day == today and card is not None:
                seconds = entry.duration_ms / 1000 or limits.cost.of(
                    performance=card.performance, new=entry.before.state is State.NEW
                )
                done = done.plus(card, entry.before.state, seconds, limits.cost)
        self._done_cards = sum(entry.day == today for entry in entries)
        self._queue = Queue(self.asked, today, done, limits, self._goal())

    def _goal(self) -> Goal | None:
        """Return the interview for which today's cards are chosen, None without a date."""
        date = self._preferences.values.interview_date
        return None if date is None else self.goal(to_day(date))

    def goal(self, day: Day) -> Goal:
        """Return what an interview on a day would make of the cards."""
        return Goal(
            day=day,
            weights=self._scheduler.options.weights,
            known=self._pace.known,
            believed=self._pace.believed,
            importance=self._importance(),
        )

    def _importance(self) -> dict[str, float]:
        """Return the weights that the person gave to domains."""
        marks = book.from_stored(self._preferences.fact(_BOOK)).marks
        return {slug: mark["weight"] for slug, mark in marks.items() if "weight" in mark}

    @property
    def queue(self) -> Queue:
        """Return today's queue, to be read only."""
        self.roll_over()
        return self._queue

    @property
    def timetable(self) -> Timetable:
        """Return the share of the minutes that each day has."""
        return self._timetable

    @property
    def pace(self) -> Pace:
        """Return the person's own pace as of this morning."""
        return self._pace

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return every card with its present state."""
        return tuple(self._cards.values())

    @property
    def asked(self) -> list[Candidate]:
        """Return the cards of the domains that are not left out, with their present states."""
        left_out = frozenset(self._preferences.values.left_out)
        return [card for card in self._cards.values() if card.domain not in left_out]

    @property
    def now(self) -> datetime:
        """Return the clock's time, to the millisecond that the log keeps."""
        now = self._clock.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    @property
    def today(self) -> Day:
        """Return the study day that it is now."""
        return study_day(self.now, self._preferences.values.day_rollover)

    def roll_over(self) -> Changes:
        """Plan anew when a new study day has begun."""
        if self._queue.today == self.today:
            return Changes()
        self._extra = self._extra_seconds()
        self._plan()
        return Changes(reviews=True)

    def next(self) -> Question | None:
        """Return the card to ask now, None when today's work is done or has to wait."""
        self.roll_over()
        card = self._queue.next(self.now)
        return None if card is None else self.question(card)

    def question(self, card: CardId) -> Question:
        """Return any card as a question; raise ``UnknownCardError`` when there is none."""
        view = self._library.view(card)
        memory = self._memory(card)
        outcomes = self._scheduler.preview(card, memory, self.now, self.today, self._waiting().days)
        return Question(view, memory, outcomes)

    def _waiting(self) -> Due:
        """Return what is due on the days to come; counted when it is first needed."""
        if self._due is None:
            self._due = Due(self.asked, self._pace.cost)
        return self._due

    def upcoming(self, count: int) -> list[CardId]:
        """Return the cards that come next, to be prepared while the person reads."""
        return self._queue.upcoming(count)

    def overview(self) -> Today:
        """Return what today holds, for the Today page and the empty states."""
        self.roll_over()
        date = self._preferences.values.interview_date
        now = self.now
        return Today(
            day=self.today,
            loads=self._queue.loads(),
            done_cards=self._done_cards,
            done_seconds=self._queue.done.seconds,
            budget_seconds=self._queue.limits.seconds,
            days_left=None if date is None else to_day(date) - to_day(now.date()),
            waiting=self._queue.waiting,
            unseen=self._queue.unseen,
            next_due=self._next_due(now),
        )

    def _next_due(self, now: datetime) -> datetime | None:
        """Return when the next card can be studied, None when there is none, or no time for any."""
        if self._preferences.values.minutes_per_day == 0:
            return None
        due = self._queue.next_due(now)
        # What the budget left over comes first thing on the next study day.
        left_over = self._queue.unseen or self._queue.waiting
        day = Day(self.today + 1) if left_over else self._queue.next_day
        if day is not None and self._timetable.share(day) <= 0.0:
            day = self._timetable.next_day(day)
        if day is not None:
            begin = datetime.combine(to_date(day), datetime.min.time(), tzinfo=now.tzinfo)
            morning = begin + timedelta(hours=self._preferences.values.day_rollover)
            due = morning if due is None else min(due, morning)
        return due

    def extend(self, minutes: int) -> Changes:
        """Allow some more minutes today."""
        self._extra += minutes * 60.0
        self._preferences.remember(_EXTRA, {"day": self.today, "seconds": self._extra})
        self._plan()
        return Changes(reviews=True)

    def _extra_seconds(self) -> float:
        extra = self._preferences.fact(_EXTRA)
        return float(extra["seconds"]) if extra and extra["day"] == self.today else 0.0

    # -- what a person does to a card --------------------------------------------------------

    def grade(
        self,
        card: CardId,
        rating: Rating,
        *,
        duration_ms: int = 0,
        ticks: tuple[int, ...] = (),
        tick_count: int = 0,
        shown: Memory | None = None,
    ) -> Graded:
        """Grade a card: one transaction, on disk when this returns.

        ``ticks`` are the numbers of the expectation ticks that were met. Raises ``StaleCardError``
        when the card is no longer in the state ``shown``, and ``ProfileError`` when the disk
        refuses; then nothing was written and the grade can be tried again.
        """
        now, today = self.now, self.today
        candidate = self._candidate(card)
        view = self._library.view(card)
        longest = _LONGEST_SECONDS[candidate.performance]
        duration_ms = int(min(max(duration_ms, 0), longest * 1000))
        needed = self._library.feeders(view.note)
        with self._database.write() as connection:
            before = memory_rows.get(connection, card)
            if shown is not None and before != shown:
                raise StaleCardError(
                    _("This card was changed elsewhere since it was shown."),
                    _("It is shown again in its new state; nothing was graded."),
                )
            # A clock that was set back: the log goes on from the card's last review.
            now = max(now, before.last_review or now)
            load = self._waiting().days
            outcome = self._scheduler.grade(card, before, rating, now, today, load=load)
            failed = rating is Rating.AGAIN and candidate.performance
            feeders = memory_rows.some(connection, needed) if failed else {}
            after = {
                feeder: bring_forward(memory, now, today) for feeder, memory in feeders.items()
            }
            moved = {other: memory for other, memory in after.items() if memory != feeders[other]}
            entry = Entry(
                id=str(uuid4()),
                device=self._device,
                action=Action.GRADE,
                card=card,
                time=_utc(now),
                day=today,
                options=log.options_version(connection, self._scheduler.options, now),
                rating=rating,
                duration_ms=duration_ms,
                ticks=ticks,
                tick_count=tick_count,
                before=before,
                feeders={feeder: feeders[feeder] for feeder in moved},
                interval=_interval(outcome.memory),
            )
            log.append(connection, entry)
            memory_rows.put(connection, {card: outcome.memory, **moved})
        self._after_grade(card, outcome.memory, duration_ms / 1000, moved)
        changes = Changes(cards=frozenset({card, *moved}), reviews=True)
        return Graded(entry, outcome, changes)

    def _after_grade(
        self, card: CardId, after: Memory, seconds: float, moved: Mapping[CardId, Memory]
    ) -> None:
        for touched, memory in {card: after, **moved}.items():
            if touched in self._cards:
                if self._cards[touched].domain not in self._preferences.values.left_out:
                    self._waiting().move(self._cards[touched], memory)
                self._cards[touched] = replace(self._cards[touched], memory=memory)
        if moved or card not in self._queue:
            self._plan()
        else:
            self._queue.grade(card, after, seconds)
            self._done_cards += 1

    def act(self, card: CardId, action: Action, others: Sequence[CardId] = ()) -> Changes:
        """Suspend, resume, bury until tomorrow, mark or unmark a card.

        With ``others`` the same is done to them, as one row of the log that one undo takes back.
        """
        now, today = self.now, self.today
        cards = list(dict.fromkeys((card, *others)))
        for one in cards:
            self._candidate(one)
        with self._database.write() as connection:
            before = memory_rows.some(connection, cards)
            entry = Entry(
                id=str(uuid4()),
                device=self._device,
                action=action,
                card=card,
                time=_utc(now),
                day=today,
                options=log.options_version(connection, self._scheduler.options, now),
                before=before[card],
                feeders={other: before[other] for other in cards[1:]},
            )
            log.append(connection, entry)
            after = {one: after_action(action, before[one], today) for one in cards}
            memory_rows.put(connection, after)
        self.reload()
        return Changes(cards=frozenset(cards), reviews=True)

    def __contains__(self, card: CardId) -> bool:
        """Tell whether a card is present in a deck."""
        return card in self._cards

    def _candidate(self, card: CardId) -> Candidate:
        if card not in self._cards:
            raise UnknownCardError(
                _("There is no card {card} in the decks.").format(card=card),
                _("“flashprep list” shows the ids of all cards."),
            )
        return self._cards[card]

    def _memory(self, card: CardId) -> Memory:
        with self._database.read() as connection:
            return memory_rows.get(connection, card)

    def _device_id(self) -> str:
        device = self._preferences.fact("device")
        if device is None:
            device = str(uuid4())
            self._preferences.remember("device", device)
        return str(device)

    @property
    def device(self) -> str:
        """Return this installation's id, which every log row carries."""
        return self._device


def _interval(after: Memory) -> int | None:
    """Return the days that a grade gave, None for a step within the day."""
    if after.due_day is None or after.last_day is None:
        return None
    return after.due_day - after.last_day


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
