"""The narrow rows that the statistics read: only the columns they need, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, func, literal_column, select, true

from flashprep.core.reviews import Action
from flashprep.core.statistics import Facts
from flashprep.store.reviews import all_options
from flashprep.store.schema import cards, decks, memory, notes, reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection

    from flashprep.core.cards import CardId
    from flashprep.core.clock import Day
    from flashprep.core.tally import DayRow, GradeRow


def grades(
    connection: Connection, since: Day, domain: str = "", deck: str = ""
) -> Iterator[GradeRow]:
    """Return the grades that count (undone ones left out) from a study day on."""
    query = select(
        reviews.c.card,
        reviews.c.day,
        reviews.c.rating,
        reviews.c.duration_ms,
        reviews.c.options,
        _before("stability"),
        _before("last_day"),
    ).where(_counting(domain, deck))
    if since > 0:
        # Of the whole log the condition would only make SQLite go through the index.
        query = query.where(reviews.c.day >= since)
    # The driver's own tuples: 70,000 of SQLAlchemy's rows would take half as long again.
    result = connection.execute(query)
    yield from cast("Iterable[GradeRow]", result.cursor)
    result.close()


def count_from(connection: Connection, since: Day) -> int:
    """Return how many rows the log has from a study day on, undone ones included."""
    query = select(func.count()).select_from(reviews).where(reviews.c.day >= since)
    return int(connection.execute(query).scalar_one())


def days(connection: Connection, until: Day, domain: str = "", deck: str = "") -> Iterable[DayRow]:
    """Return the number and milliseconds of the grades of each day before ``until``."""
    query = (
        select(reviews.c.day, func.count(), func.sum(reviews.c.duration_ms))
        .where(_counting(domain, deck), reviews.c.day < until)
        .group_by(reviews.c.day)
    )
    return cast("Sequence[DayRow]", connection.execute(query).all())


def _before(name: str) -> Any:
    # The path as it stands, not as a parameter: SQLite would parse that anew for every row.
    return func.json_extract(reviews.c.before, literal_column(f"'$.{name}'"))


def _counting(domain: str, deck: str) -> ColumnElement[bool]:
    undone = select(reviews.c.target).where(reviews.c.target.is_not(None))
    counts = and_(
        reviews.c.action == Action.GRADE.value,
        reviews.c.rating.is_not(None),
        reviews.c.id.not_in(undone),
    )
    if not (domain or deck):
        return counts
    some = select(cards.c.id).join(notes, notes.c.id == cards.c.note).where(_within(domain, deck))
    return and_(counts, reviews.c.card.in_(some))


def _within(domain: str, deck: str) -> ColumnElement[bool]:
    return and_(
        notes.c.domain == domain if domain else true(), notes.c.deck == deck if deck else true()
    )


def facts(connection: Connection, domain: str = "", deck: str = "") -> list[Facts]:
    """Return every card, those that vanished from their decks included."""
    query = (
        select(
            cards.c.id,
            notes.c.deck,
            notes.c.domain,
            notes.c.kind,
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
        .outerjoin(memory, memory.c.card == cards.c.id)
        .where(_within(domain, deck))
    )
    result = connection.execute(query)
    made = list(map(Facts._make, cast("Iterable[Any]", result.cursor)))
    result.close()
    return made


def questions(connection: Connection, ids: Iterable[CardId]) -> dict[str, str]:
    """Return the questions of some cards, as Markdown."""
    query = select(cards.c.id, notes.c.question).join(notes, notes.c.id == cards.c.note)
    rows = connection.execute(query.where(cards.c.id.in_(list(ids))))
    return {row.id: row.question for row in rows}


def deck_titles(connection: Connection) -> dict[str, str]:
    """Return the title of every deck ever read by path, in order."""
    query = select(decks.c.path, decks.c.title).order_by(decks.c.position, decks.c.path)
    return {row.path: row.title for row in connection.execute(query)}


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


def decays(connection: Connection) -> dict[int, float]:
    """Return w20, the exponent of the forgetting curve, of every version of the options."""
    return {version: values.weights[20] for version, values in all_options(connection).items()}
