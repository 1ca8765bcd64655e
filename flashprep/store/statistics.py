"""The narrow rows that the statistics read: only the columns they need, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sqlalchemy import and_, case, func, select

from flashprep.core.reviews import Action
from flashprep.core.statistics import Facts
from flashprep.store.schema import cards, decks, memory, notes, reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from flashprep.core.clock import Day
    from flashprep.core.tally import GradeRow


def grades(connection: Connection, states_from: Day) -> Iterator[GradeRow]:
    """Return the grades that count (undone ones left out), in order.

    The state before, which is JSON, is looked into from the day ``states_from`` on; older rows have
    None in its place.
    """
    undone = select(reviews.c.target).where(reviews.c.target.is_not(None))
    recent = reviews.c.day >= states_from
    query = (
        select(
            reviews.c.card,
            reviews.c.day,
            reviews.c.rating,
            reviews.c.duration_ms,
            reviews.c.options,
            case((recent, func.json_extract(reviews.c.before, "$.stability"))),
            case((recent, func.json_extract(reviews.c.before, "$.last_day"))),
        )
        .where(
            reviews.c.action == Action.GRADE.value,
            reviews.c.rating.is_not(None),
            reviews.c.id.not_in(undone),
        )
        .order_by(reviews.c.seq)
    )
    return cast("Iterator[GradeRow]", iter(connection.execute(query)))


def facts(connection: Connection) -> dict[str, Facts]:
    """Return every card, those that vanished from their decks included, in deck order."""
    query = (
        select(
            cards.c.id,
            notes.c.deck,
            notes.c.domain,
            notes.c.kind,
            notes.c.question,
            and_(cards.c.present, notes.c.present),
            memory.c.state,
            memory.c.stability,
            memory.c.difficulty,
            memory.c.due_day,
            memory.c.buried_until,
            memory.c.reps,
            memory.c.lapses,
            memory.c.suspended,
        )
        .join(notes, notes.c.id == cards.c.note)
        .join(decks, decks.c.path == notes.c.deck)
        .outerjoin(memory, memory.c.card == cards.c.id)
        .order_by(decks.c.position, decks.c.path, notes.c.position, cards.c.id)
    )
    return {row[0]: Facts._make(row) for row in connection.execute(query)}


def deck_titles(connection: Connection) -> dict[str, str]:
    """Return the title of every deck ever read, by path."""
    rows = connection.execute(select(decks.c.path, decks.c.title))
    return {row.path: row.title for row in rows}


def decays(connection: Connection) -> dict[int, float]:
    """Return w20, the exponent of the forgetting curve, of every version of the options."""
    from flashprep.store.reviews import all_options

    return {version: values.weights[20] for version, values in all_options(connection).items()}


def decks_of_domains(connection: Connection) -> list[tuple[str, str]]:
    """Return every (domain, deck) that has a card, in deck order."""
    query = (
        select(notes.c.domain, notes.c.deck)
        .join(decks, decks.c.path == notes.c.deck)
        .where(notes.c.present)
        .group_by(notes.c.domain, notes.c.deck)
        .order_by(decks.c.position, decks.c.path, notes.c.domain)
    )
    return [(row.domain, row.deck) for row in connection.execute(query)]
