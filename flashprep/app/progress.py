"""Readiness by domain, stage and loop on the day of the interview, and how it came about."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from flashprep.app import stages
from flashprep.core import book as domain_book
from flashprep.core.ahead import Ahead, ahead
from flashprep.core.cancel import check, never
from flashprep.core.changes import Changes
from flashprep.core.clock import Clock, Day, study_day, to_date, to_day
from flashprep.core.domains import rank
from flashprep.core.errors import ProfileError
from flashprep.core.evidence import CardState, Gathered, Terms, Told, gather
from flashprep.core.loop import Loop, StageReadiness, loop_probability, stage_readiness
from flashprep.core.loop import unknown_rounds as rounds_without_number
from flashprep.core.mocks import Belief, Fusion
from flashprep.core.moves import Hour, Move, moves
from flashprep.core.readiness import DayReadiness, Readiness, assess, believe, predict
from flashprep.core.workload import Cost
from flashprep.store import evidence as rows
from flashprep.store import mocks as mock_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from flashprep.app.preferences import Preferences
    from flashprep.app.profile import Profile
    from flashprep.app.stages import Interview
    from flashprep.core.book import DomainBook
    from flashprep.core.cancel import Cancel
    from flashprep.core.cards import CardId
    from flashprep.core.faults import Fault
    from flashprep.core.loop import Stage
    from flashprep.core.memory import Memory
    from flashprep.store.database import Database

__all__ = ["DayReadiness", "Outlook", "Progress", "Report"]

_BOOK = "domains"


@dataclass(frozen=True, slots=True)
class Report:
    """Readiness of every domain on one day."""

    on: date
    domains: dict[str, Readiness]

    @property
    def weakest(self) -> str | None:
        """Return the domain that is farthest below its bar, None while none has a number."""
        gaps = {s: r.mean - r.bar for s, r in self.domains.items() if r.mean is not None}
        return min(gaps, key=lambda slug: gaps[slug]) if gaps else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """All of the readiness page: domains, stages, the loop, and what would move it most.

    ``loop`` is the probability of passing the loop; where it is None, ``unknown`` names the
    domains that lack evidence (none of them where no loop is described). ``fault`` tells what is
    wrong with the person's own stages.
    """

    report: Report
    stages: tuple[tuple[Stage, StageReadiness], ...]
    rules: Loop
    loop: float | None
    unknown: tuple[str, ...]
    moves: tuple[Move, ...]
    fault: Fault | None


class _Key(NamedTuple):
    """What gathered evidence depends on: what was written, and on which terms it is read."""

    stamp: tuple[int, int]
    terms: Terms
    today: Day


@dataclass(frozen=True, slots=True)
class Inquiry:
    """An outlook that is wanted: plain values of its own, and where to read the rest."""

    database: Database
    number: int
    key: _Key
    on: date
    noted: bool
    hour: Hour
    interview: Interview
    held: Gathered | None

    def find(self, _progress: object = None, cancel: Cancel = never) -> Found:
        """Find it out in any thread, by a connection of its own; raises ``Cancelled``."""
        with self.database.read_beside() as connection:
            return self.read(connection, cancel)

    def look(self, _progress: object = None, cancel: Cancel = never) -> Basis:
        """Find out no more than the domains, in any thread; raises ``Cancelled``."""
        with self.database.read_beside() as connection:
            return self._basis(connection, cancel)

    def read(self, connection: Any, cancel: Cancel = never) -> Found:
        """Find it out by a certain connection; raises ``Cancelled``."""
        basis = self._basis(connection, cancel)
        check(cancel)
        gathered, loop = basis.gathered, self.interview.loop
        fusion = Fusion(basis.beliefs)
        outlook = Outlook(
            report=basis.report,
            stages=tuple((one, stage_readiness(one, fusion)) for one in self.interview.stages),
            rules=loop,
            loop=loop_probability(loop, fusion),
            unknown=rounds_without_number(loop, fusion),
            moves=tuple(moves(gathered, self.hour, loop, fusion)),
            fault=self.interview.fault,
        )
        return Found(basis, outlook)

    def _basis(self, connection: Any, cancel: Cancel) -> Basis:
        gathered = self.held or _gathered(connection, self.key)
        check(cancel)
        beliefs = believe(gathered.evidence)
        report = Report(self.on, assess(gathered.evidence, beliefs))
        return Basis(self, report, gathered, beliefs)


@dataclass(frozen=True, slots=True)
class Basis:
    """Readiness by domain, and what it was made of."""

    inquiry: Inquiry
    report: Report
    gathered: Gathered
    beliefs: dict[str, Belief]


@dataclass(frozen=True, slots=True)
class Found:
    """An outlook, and what it rests on."""

    basis: Basis
    outlook: Outlook

    def ahead(self, days: Iterable[tuple[int, Mapping[str, float]]]) -> dict[str, list[Ahead]]:
        """Return readiness in the days to come, from (day, recall on the interview by domain)."""
        return ahead(self.basis.gathered.evidence, Fusion(self.basis.beliefs), days)


def _gathered(connection: Any, key: _Key) -> Gathered:
    mocks = [(mock, key.today) for mock in mock_rows.every(connection)]
    return gather(rows.card_states(connection), key.terms, mocks)


class Progress:
    """How ready the person of one profile is."""

    def __init__(
        self,
        database: Database,
        profile: Profile,
        preferences: Preferences,
        clock: Clock,
        cost: Callable[[], Cost] = Cost,
    ) -> None:
        self._cost = cost
        self._database = database
        self._profile = profile
        self._preferences = preferences
        self._clock = clock
        self._held: tuple[_Key, Gathered] | None = None
        self._asked = self._known = 0
        self._noted: Day | None = None

    def set_clock(self, clock: Clock) -> None:
        """Let another clock tell the time."""
        self._clock = clock

    @property
    def today(self) -> Day:
        """Return the study day that it is now."""
        return study_day(self._clock.now(), self._preferences.values.day_rollover)

    def day(self) -> date:
        """Return the day readiness is for: the interview's, or today when none lies ahead."""
        today = to_date(self.today)
        wanted = self._preferences.values.interview_date
        return today if wanted is None else max(wanted, today)

    # -- what is ------------------------------------------------------------------------------

    def readiness(self, on: date | None = None) -> Report:
        """Return every domain's readiness on a day (the interview's if none is given)."""
        report = Report(on or self.day(), assess(self._gather(on).evidence))
        if on is None and self._noted != self.today:
            self._note(report)
        return report

    def outlook(self, on: date | None = None) -> Outlook:
        """Return readiness by domain, by stage and for the loop, and what would move it."""
        inquiry = self.inquiry(on)
        with self._database.read() as connection:
            found = inquiry.read(connection)
        self.keep(found.basis)
        return found.outlook

    def inquiry(self, on: date | None = None) -> Inquiry:
        """Return what finds the outlook out in any thread; ``keep`` takes what was found."""
        when, key = on or self.day(), self._key(on)
        held = self._held[1] if self._held is not None and self._held[0] == key else None
        return Inquiry(
            database=self._database,
            number=self._next(),
            key=key,
            on=when,
            noted=on is None,
            hour=self._hour(when),
            interview=stages.load(self._profile),
            held=held,
        )

    def keep(self, basis: Basis, *, again: bool = True) -> None:
        """Go on from what was found, and remember it for the trend: once a day or ``again``.

        What was asked before something that is known already comes too late, and is dropped.
        """
        if basis.inquiry.number < self._known:
            return
        self._known = basis.inquiry.number
        # What was written meanwhile changed the key, so that this is not taken for the present.
        self._held = basis.inquiry.key, basis.gathered
        if basis.inquiry.noted and (again or self._noted != self.today):
            self._note(basis.report)

    def predicted(self, domain: str, day: Day) -> float | None:
        """Return what the cards alone said of a domain on a study day; None without any card.

        A past day's states are those that the log holds from before each later review.
        """
        with self._database.read() as connection:
            cards = [card for card in rows.card_states(connection) if card.domain == domain]
            then = rows.states_on(connection, day)
            if then:  # something was done since
                told = rows.told(connection, day)
                cards = [_as_it_was(card, then, told) for card in cards]
        evidence = gather(cards, self._terms(day)).evidence.get(domain)
        return None if evidence is None else predict(evidence)

    def domains(self) -> list[str]:
        """Return the domains that have both a bar and cards, in order."""
        with self._database.read() as connection:
            named = rows.domains(connection)
        return [slug for slug in sorted(named, key=rank) if self.book.domain(slug).bar is not None]

    def history(self) -> list[DayReadiness]:
        """Return readiness as it was on each day on which it was looked at, the oldest first.

        Days to come, from a clock that was once ahead, are left out.
        """
        with self._database.read() as connection:
            return [row for row in mock_rows.days(connection) if row.day <= self.today]

    # -- the bars -----------------------------------------------------------------------------

    @property
    def book(self) -> DomainBook:
        """Return bars and weights as the person set them."""
        return domain_book.from_stored(self._preferences.fact(_BOOK))

    def set_domain(self, slug: str, *, bar: float, weight: float) -> Changes:
        """Set a domain's bar and weight (0 to 1); raise ``SettingError`` when out of range."""
        before = self.book
        after = before.changed(slug, bar=bar, weight=weight)
        if after == before:
            return Changes()
        self._preferences.remember(_BOOK, after.stored())
        return Changes(settings=True)

    # -- from the store -----------------------------------------------------------------------

    def _key(self, on: date | None) -> _Key:
        terms = self._terms(to_day(on or self.day()))
        with self._database.read() as connection:
            return _Key(rows.stamp(connection), terms, self.today)

    def _gather(self, on: date | None) -> Gathered:
        """Return what cards, log and mocks say; as before while nothing was written."""
        key = self._key(on)
        if self._held is None or self._held[0] != key:
            with self._database.read() as connection:
                self._held = key, _gathered(connection, key)
            self._known = self._next()
        return self._held[1]

    def _next(self) -> int:
        """Return a number for what is asked now: by them, what comes late is told."""
        self._asked += 1
        return self._asked

    def _terms(self, day: int) -> Terms:
        return Terms(day, self._preferences.options().weights[20], self.book)

    def _hour(self, on: date) -> Hour:
        options = self._preferences.options()
        return Hour(
            self.today,
            to_day(on),
            options.weights,
            options.desired_retention,
            self._cost(),
            new_spoken=self._preferences.values.new_performance_per_day,
        )

    def _note(self, report: Report) -> None:
        """Remember a day's readiness for the trend, if it says anything new."""
        today, target = self.today, to_day(report.on)
        now = [
            DayReadiness(today, slug, target, r.mean, r.lo, r.hi, r.bar, r.coverage)
            for slug, r in report.domains.items()
            if r.coverage > 0.0 or r.mean is not None
        ]
        # A disk that is full must not keep a person from seeing how ready they are.
        with suppress(ProfileError):
            with self._database.read() as connection:
                held = {row.domain: row for row in mock_rows.of_day(connection, today)}
            fresh = [row for row in now if row != held.get(row.domain)]
            if fresh:
                with self._database.write() as connection:
                    mock_rows.remember(connection, fresh)
        self._noted = today


def _as_it_was(
    card: CardState, then: Mapping[CardId, Memory], told: Mapping[CardId, Told]
) -> CardState:
    grades = told.get(card.id)
    card = card._replace(
        first=grades.first if grades else None, latest=grades.latest if grades else None
    )
    memory = then.get(card.id)
    if memory is None:
        return card
    return card._replace(
        stability=memory.stability, difficulty=memory.difficulty, last_day=memory.last_day
    )
