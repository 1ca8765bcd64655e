"""What the plan reads of the log: first grades, times and days, few columns of many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import and_, case, func, literal_column, select

from flashprep.core.cards import CardId, Kind
from flashprep.core.reviews import Action
from flashprep.store.schema import cards, notes, reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import ColumnElement, Connection, Select

    from flashprep.core.clock import Day


class Showing(NamedTuple):
    """One grade: its card, study day, rating, time, and the card's state before."""

    card: str
    day: int
    rating: int
    duration_ms: int
    state: str


def stamp(connection: Connection, before: Day) -> tuple[int, int]:
    """Return numbers that change when the grades before a study day do."""
    newest = select(func.max(reviews.c.seq)).where(reviews.c.day < before)
    undone = select(func.count()).where(reviews.c.target.is_not(None))
    return int(connection.execute(newest).scalar() or 0), int(
        connection.execute(undone).scalar_one()
    )


def first_grades(connection: Connection, before: Day) -> list[tuple[str, int]]:
    """Return (card, rating) of the first grade of each card that was seen before a study day."""
    query = select(reviews.c.card, reviews.c.rating).where(
        _counting(), reviews.c.day < before, _state() == "new"
    )
    return [(row[0], row[1]) for row in connection.execute(query).all()]


def showings(connection: Connection, since: Day, before: Day | None = None) -> list[Showing]:
    """Return the grades that count of some study days (``before`` is not included), in order."""
    query = select(
        reviews.c.card, reviews.c.day, reviews.c.rating, reviews.c.duration_ms, _state()
    ).where(_counting(), reviews.c.day >= since)
    if before is not None:
        query = query.where(reviews.c.day < before)
    rows = connection.execute(query.order_by(reviews.c.seq)).all()
    return [Showing._make(row) for row in rows]


def work(connection: Connection, since: Day) -> list[tuple[int, int, int, int, int, int]]:
    """Return what was done on each study day, learning steps as time only.

    A row is (day, new cards, reviews, milliseconds, new stories, reviewed stories).
    """
    new, review = case((_state() == "new", 1), else_=0), case((_state() == "review", 1), else_=0)
    story = case((reviews.c.card.in_(_stories()), 1), else_=0)
    query = (
        select(
            reviews.c.day,
            func.sum(new),
            func.sum(review),
            func.sum(reviews.c.duration_ms),
            func.sum(new * story),
            func.sum(review * story),
        )
        .where(_counting(), reviews.c.day >= since)
        .group_by(reviews.c.day)
    )
    return [tuple(row) for row in connection.execute(query)]


def stories(connection: Connection) -> frozenset[CardId]:
    """Return the cards that tell a story."""
    return frozenset(CardId(row.id) for row in connection.execute(_stories()))


def _stories() -> Select[tuple[str]]:
    return (
        select(cards.c.id)
        .join(notes, notes.c.id == cards.c.note)
        .where(notes.c.kind == Kind.STORY.value, notes.c.present, cards.c.present)
    )


def courses(connection: Connection) -> Iterator[tuple[str, int, int, bool]]:
    """Return (card, study day, rating, whether the card was new) of all grades, in order."""
    query = select(
        reviews.c.card, reviews.c.day, reviews.c.rating, (_state() == "new").label("new")
    ).where(_counting())
    # The driver's own tuples: SQLAlchemy's rows would take half as long again.
    result = connection.execute(query.order_by(reviews.c.seq))
    for card, day, rating, new in cast("Iterable[Any]", result.cursor):
        yield card, day, rating, bool(new)
    result.close()


def grade_count(connection: Connection) -> int:
    """Return how many grades count."""
    query = select(func.count()).select_from(reviews).where(_counting())
    return int(connection.execute(query).scalar_one())


def _state() -> Any:
    # The path as it stands, not as a parameter: SQLite would parse that anew for every row.
    return func.json_extract(reviews.c.before, literal_column("'$.state'"))


def _counting() -> ColumnElement[bool]:
    undone = select(reviews.c.target).where(reviews.c.target.is_not(None))
    return and_(
        reviews.c.action == Action.GRADE.value,
        reviews.c.rating.is_not(None),
        reviews.c.id.not_in(undone),
    )
