"""What the plan reads of the log: first grades, times and days, few columns of many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, func, literal_column, select

from flashprep.core.reviews import Action
from flashprep.store.schema import reviews

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

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
