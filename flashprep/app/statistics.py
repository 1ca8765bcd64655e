"""Statistics of a period: what was studied, what was recalled, and what falls due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashprep.core import domains
from flashprep.core.cards import Kind
from flashprep.core.statistics import Counts, Group, Period
from flashprep.core.summary import grouped, hardest, own_cost, placed, pooled, retention, workload
from flashprep.core.tally import needed_from, tally
from flashprep.store import statistics as rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.app.preferences import Preferences
    from flashprep.app.study import Study
    from flashprep.core.clock import Day
    from flashprep.core.statistics import Ahead, Bin, Hard, Step, Stretch
    from flashprep.core.summary import Place
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
    ``decks`` maps each domain to the groups of its decks, ``titles`` names the decks, ``questions``
    has the text of the hardest cards (of the first ``_SHOWN``).
    """

    today: Day
    since: Day
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


class Statistics:
    """The statistics of one profile."""

    def __init__(self, database: Database, preferences: Preferences, study: Study) -> None:
        self._database = database
        self._preferences = preferences
        self._study = study

    def scopes(self) -> list[tuple[Scope, str]]:
        """Return what the statistics can be narrowed to, with its title: domains, then decks."""
        with self._database.read() as connection:
            pairs = rows.decks_of_domains(connection)
            titles = rows.deck_titles(connection)
        slugs = sorted({domain for domain, _deck in pairs}, key=domains.rank)
        paths = dict.fromkeys(deck for _domain, deck in pairs)
        return [
            *((Scope(domain=slug), domains.domain(slug).title) for slug in slugs),
            *((Scope(deck=path), titles.get(path, path)) for path in paths),
        ]

    def report(self, period: Period = Period.MONTH, scope: Scope = EVERYTHING) -> Report:
        """Return the statistics of a period that ends today, of all cards or of a part."""
        today = self._study.today
        since = period.since(today)
        start = needed_from(since, today)
        part = (scope.domain, scope.deck)
        with self._database.read() as connection:
            cards = rows.facts(connection, *part)
            titles = rows.deck_titles(connection)
            counted = tally(
                rows.days(connection, start, *part),
                rows.grades(connection, start, *part),
                frozenset(card.card for card in cards if card.performance),
                since,
                today,
                rows.decays(connection),
            )
            hard = hardest(cards)
            questions = rows.questions(connection, (card.card for card in hard[:_SHOWN]))
        groups = placed(cards, counted.cards)
        by_kind = grouped(groups, lambda place: place.kind)
        by_domain = grouped(groups, lambda place: place.domain)
        step, stretches = retention(counted.tests, today)
        return Report(
            today=today,
            since=since,
            days=counted.days,
            ahead=workload(cards, today, own_cost(counted.times)),
            budget_seconds=self._preferences.values.minutes_per_day * 60.0,
            bins=tuple(pooled(counted.bins)),
            step=step,
            stretches=stretches,
            kinds=tuple(by_kind[kind] for kind in Kind if kind in by_kind),
            domains=tuple(by_domain[slug] for slug in sorted(by_domain, key=domains.rank)),
            decks={slug: _decks(groups, slug, titles) for slug in by_domain},
            titles=titles,
            hardest=tuple(hard),
            questions=questions,
            total=Counts.of(counted.cards.values()),
        )


def _decks(
    groups: Mapping[Place, Group], domain: str, titles: Mapping[str, str]
) -> tuple[Group, ...]:
    """Return the groups of a domain's decks, in deck order."""
    mine = {place: group for place, group in groups.items() if place.domain == domain}
    found = grouped(mine, lambda place: place.deck)
    return tuple(found[deck] for deck in titles if deck in found)
