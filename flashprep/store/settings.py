"""Settings and facts: a name and a JSON value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from flashprep.store.schema import facts, settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def load(connection: Connection) -> dict[str, Any]:
    """Return every stored setting."""
    return {row.name: row.value for row in connection.execute(select(settings))}


def save(connection: Connection, values: Mapping[str, Any]) -> None:
    """Store settings by name, replacing what was there."""
    for name, value in values.items():
        query = insert(settings).values(name=name, value=value)
        connection.execute(
            query.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )


def reset(connection: Connection, name: str) -> None:
    """Forget a stored setting, so that its default holds."""
    connection.execute(delete(settings).where(settings.c.name == name))


def fact(connection: Connection, name: str) -> Any:
    """Return what the program remembers under a name, None if nothing."""
    return connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar()


def remember(connection: Connection, name: str, value: Any) -> None:
    """Remember a fact for the program itself."""
    query = insert(facts).values(name=name, value=value)
    connection.execute(query.on_conflict_do_update(index_elements=["name"], set_={"value": value}))
