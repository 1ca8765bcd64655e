"""Mock interviews, and readiness as it was on past days."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, delete, literal_column, select
from sqlalchemy.dialects.sqlite import insert

from flashprep.core.mocks import Mock
from flashprep.core.readiness import DayReadiness
from flashprep.store.schema import mocks, readiness_days

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROWID: ColumnElement[int] = literal_column("rowid")
"""Mocks of one day stand in the order in which they were recorded."""


def every(connection: Connection) -> list[Mock]:
    """Return all mock interviews, the oldest first."""
    return [_mock(row) for row in connection.execute(select(mocks).order_by(mocks.c.day, _ROWID))]


def get(connection: Connection, mock: str) -> Mock | None:
    """Return one mock interview, None if there is none of that id."""
    row = connection.execute(select(mocks).where(mocks.c.id == mock)).first()
    return None if row is None else _mock(row)


def put(connection: Connection, mock: Mock) -> None:
    """Store a mock interview, in the place of an earlier one of the same id."""
    values = asdict(mock)
    query = insert(mocks).values(values)
    connection.execute(query.on_conflict_do_update(index_elements=["id"], set_=values))


def remove(connection: Connection, mock: str) -> None:
    """Delete a mock interview."""
    connection.execute(delete(mocks).where(mocks.c.id == mock))


def days(connection: Connection) -> list[DayReadiness]:
    """Return readiness by study day and domain, the oldest first."""
    query = select(readiness_days).order_by(readiness_days.c.day)
    return [_day(row) for row in connection.execute(query)]


def of_day(connection: Connection, day: int) -> list[DayReadiness]:
    """Return what is remembered of one study day."""
    query = select(readiness_days).where(readiness_days.c.day == day)
    return [_day(row) for row in connection.execute(query)]


def remember(connection: Connection, rows: Iterable[DayReadiness]) -> None:
    """Store readiness of some days, in the place of what was stored for them."""
    for row in rows:
        values = asdict(row)
        query = insert(readiness_days).values(values)
        connection.execute(
            query.on_conflict_do_update(index_elements=["day", "domain"], set_=values)
        )


def _mock(row: Row[Any]) -> Mock:
    return Mock(**{column.name: getattr(row, column.name) for column in mocks.c})


def _day(row: Row[Any]) -> DayReadiness:
    return DayReadiness(**{c.name: getattr(row, c.name) for c in readiness_days.c})
