"""Statistics of a period: what was studied, what was recalled, and what falls due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flashprep.core import domains
from flashprep.core.cancel import check, ignore, never, watched
from flashprep.core.cards import Kind
from flashprep.core.statistics import Counts, Group, Period
from flashprep.core.summary import grouped, hardest, own_cost, placed, pooled, retention, workload
from flashprep.core.tally import needed_from, tally
from flashprep.store import statistics as rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flashprep.app.preferences import Preferences
    from flashprep.app.study import Study
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.clock import Day
    from flashprep.core.statistics import Ahead, Bin, Hard, Step, Stretch
    from flashprep.core.summary import Place
    from flashprep.core.timetable import Timetable
    from flashprep.store.database import Database


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cards are counted: all, those of one domain, or those of one deck."""

    domain: str = ""
    deck: str = ""


EVERYTHING = Scope()

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the statistics page shows; times are seconds, shares from 0 to 1.

    ``days`` (answers, seconds) covers the whole log, ``ahead`` the next days, all else the period.
    ``scopes`` are what the statistics can be narrowed to, with their titles: domains, then decks.
    ``decks`` maps each domain to the groups of its decks, ``titles`` names the decks, ``questions``
    has the text of the hardest cards (of the first ``_SHOWN``).
    """

    today: Day
    since: Day
    scope: Scope
    scopes: tuple[tuple[Scope, str], ...]
    days: Mapping[Day, tuple[int, float]]
    ahead: tuple[Ahead, ...]
    budget_seconds: float
    bins: tuple[Bin, ...]
    step: Step
    stretches: tuple[Stretch, ...]
    kinds: tuple[Group, ...]
    domains: tuple[Group, ...]
    decks: Mapping[str, tuple[Group, ...]]
    titles: Mapping[str, str]
    hardest: tuple[Hard, ...]
    questions: Mapping[str, str]
    total: Counts


@dataclass(frozen=True, slots=True)
class Request:
    """A report that is wanted: plain values, and where to read the rest."""

    database: Database
    period: Period
    scope: Scope
    today: Day
    budget_seconds: float
    timetable: Timetable

    def report(self, progress: Progress = ignore, cancel: Cancel = never) -> Report:
        """Make the report in any thread, by a connection of its own; raises ``Cancelled``."""
        with self.database.read_beside() as connection:
            return self.read(connection, progress, cancel)

    def read(self, connection: Any, progress: Progress = ignore, cancel: Cancel = never) -> Report:
        """Make the report by a certain connection; raises ``Cancelled``."""
        today = self.today
        since = self.period.since(today)
        start = needed_from(since, today)
        part = (self.scope.domain, self.scope.deck)
        cards = rows.facts(connection, *part)
        check(cancel)
        titles = rows.deck_titles(connection)
        total = rows.count_from(connection, start)
        counted = tally(
            rows.days(connection, start, *part),
            watched(rows.grades(connection, start, *part), total, progress, cancel),
            frozenset(card.card for card in cards if card.performance),
            since,
            today,
            rows.decays(connection),
        )
        check(cancel)
        hard = hardest(cards)
        groups = placed(cards, counted.cards)
        by_kind = grouped(groups, lambda place: place.kind)
        by_domain = grouped(groups, lambda place: place.domain)
        step, stretches = retention(counted.tests, today)
        return Report(
            today=today,
            since=since,
            scope=self.scope,
            scopes=tuple(_scopes(rows.decks_of_domains(connection), titles)),
            days=counted.days,
            ahead=workload(cards, today, own_cost(counted.times), timetable=self.timetable),
            budget_seconds=self.budget_seconds,
            bins=tuple(pooled(counted.bins)),
            step=step,
            stretches=stretches,
            kinds=tuple(by_kind[kind] for kind in Kind if kind in by_kind),
            domains=tuple(by_domain[slug] for slug in sorted(by_domain, key=domains.rank)),
            decks={slug: _decks(groups, slug, titles) for slug in by_domain},
            titles=titles,
            hardest=tuple(hard),
            questions=rows.questions(connection, (card.card for card in hard[:_SHOWN])),
            total=Counts.of(counted.cards.values()),
        )


class Statistics:
    """The statistics of one profile."""

    def __init__(self, database: Database, preferences: Preferences, study: Study) -> None:
        self._database = database
        self._preferences = preferences
        self._study = study

    def request(self, period: Period = Period.MONTH, scope: Scope = EVERYTHING) -> Request:
        """Return what makes the report of a period that ends today, of all cards or of a part."""
        budget = self._preferences.values.minutes_per_day * 60.0
        return Request(
            self._database, period, scope, self._study.today, budget, self._study.timetable
        )

    def report(self, period: Period = Period.MONTH, scope: Scope = EVERYTHING) -> Report:
        """Return the report, made at once."""
        with self._database.read() as connection:
            return self.request(period, scope).read(connection)


def _scopes(
    pairs: Iterable[tuple[str, str]], titles: Mapping[str, str]
) -> Iterator[tuple[Scope, str]]:
    """Yield what the statistics can be narrowed to, from (domain, deck) pairs in deck order."""
    pairs = list(pairs)
    for slug in sorted({domain for domain, _deck in pairs}, key=domains.rank):
        yield Scope(domain=slug), domains.domain(slug).title
    for path in dict.fromkeys(deck for _domain, deck in pairs):
        yield Scope(deck=path), titles.get(path, path)


def _decks(
    groups: Mapping[Place, Group], domain: str, titles: Mapping[str, str]
) -> tuple[Group, ...]:
    """Return the groups of a domain's decks, in deck order."""
    mine = {place: group for place, group in groups.items() if place.domain == domain}
    found = grouped(mine, lambda place: place.deck)
    return tuple(found[deck] for deck in titles if deck in found)
