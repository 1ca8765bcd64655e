"""Statistics of a period: what was studied, what was recalled, and what falls due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashprep.core import domains
from flashprep.core.statistics import (
    Ahead,
    Bin,
    Counts,
    Group,
    Hard,
    Period,
    Step,
    Stretch,
    grouped,
    hardest,
    own_cost,
    pooled,
    retention,
    workload,
)
from flashprep.core.tally import needed_from, tally
from flashprep.store import statistics as rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.app.preferences import Preferences
    from flashprep.app.study import Study
    from flashprep.core.clock import Day
    from flashprep.core.statistics import Facts
    from flashprep.store.database import Database


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cards are counted: all, those of one domain, or those of one deck."""

    domain: str = ""
    deck: str = ""

    def holds(self, card: Facts) -> bool:
        """Tell whether a card belongs to it."""
        if self.deck:
            return card.deck == self.deck
        return not self.domain or card.domain == self.domain


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the statistics page shows; times are seconds, shares from 0 to 1.

    ``days`` (answers, seconds) covers the whole log, ``ahead`` the next days, all else the period.
    ``decks`` maps each domain to the groups of its decks; ``titles`` names the decks.
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
        with self._database.read() as connection:
            facts = rows.facts(connection)
            titles = rows.deck_titles(connection)
            if scope != EVERYTHING:
                facts = {card: fact for card, fact in facts.items() if scope.holds(fact)}
            counted = tally(
                rows.grades(connection, needed_from(since, today)),
                facts,
                since,
                today,
                rows.decays(connection),
            )
        cards = facts.values()
        step, stretches = retention(counted.tests, today)
        by_domain = grouped(cards, counted.cards, lambda card: card.domain)
        by_kind = grouped(cards, counted.cards, lambda card: card.kind)
        parts: dict[str, list[Facts]] = {domain: [] for domain in by_domain}
        for card in cards:
            if card.domain in parts:
                parts[card.domain].append(card)
        by_deck = {
            domain: tuple(grouped(part, counted.cards, lambda card: card.deck).values())
            for domain, part in parts.items()
        }
        return Report(
            today=today,
            since=since,
            days=counted.days,
            ahead=workload(cards, today, own_cost(counted.times)),
            budget_seconds=self._preferences.values.minutes_per_day * 60.0,
            bins=tuple(pooled(counted.bins)),
            step=step,
            stretches=stretches,
            kinds=tuple(by_kind.values()),
            domains=tuple(sorted(by_domain.values(), key=lambda group: domains.rank(group.key))),
            decks=by_deck,
            titles=titles,
            hardest=tuple(hardest(cards)),
            total=sum(counted.cards.values(), Counts()),
        )
