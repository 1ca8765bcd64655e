"""The append-only review log, and the versioned scheduling options that its rows refer to."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, func, insert, or_, select

from flashprep.core.cards import CardId
from flashprep.core.clock import Day
from flashprep.core.memory import dump, iso
from flashprep.core.memory import load as load_memory
from flashprep.core.reviews import Action, Entry, checksum
from flashprep.core.scheduling import Options, Rating
from flashprep.store.schema import options, reviews

if TYPE_CHECKING:
    from collections.abc import Iterator


def append(connection: Connection, entry: Entry) -> None:
    """Add a row to the log."""
    connection.execute(
        insert(reviews).values(
            id=entry.id,
            device=entry.device,
            action=entry.action.value,
            card=entry.card,
            time=iso(entry.time),
            day=entry.day,
            options=entry.options,
            rating=entry.rating,
            duration_ms=entry.duration_ms,
            ticks=list(entry.ticks),
            tick_count=entry.tick_count,
            before=dump(entry.before),
            feeders={card: dump(state) for card, state in entry.feeders.items()},
            target=entry.target,
            crc=checksum(entry),
            interval=entry.interval,
        )
    )


def every(connection: Connection) -> list[Entry]:
    """Return the whole log, undone rows and undo rows included, in order."""
    return list(_entries(connection, select(reviews).order_by(reviews.c.seq)))


def of_card(connection: Connection, card: CardId) -> list[Entry]:
    """Return one card's rows, undone ones left out, in order.

    An action on several cards is a row of each of them.
    """
    keys = func.json_each(reviews.c.feeders).table_valued("key")
    among = and_(
        reviews.c.action != Action.GRADE.value,
        select(keys.c.key).where(keys.c.key == card).exists(),
    )
    query = _counting().where(or_(reviews.c.card == card, among))
    return [
        entry
        if entry.card == card
        else replace(entry, card=card, before=entry.feeders[card], feeders={})
        for entry in _entries(connection, query.order_by(reviews.c.seq))
    ]


def since(connection: Connection, day: Day, action: Action | None = None) -> list[Entry]:
    """Return the rows from a study day on (of one action), undone ones left out, in order."""
    query = _counting().where(reviews.c.day >= day)
    if action is not None:
        query = query.where(reviews.c.action == action.value)
    return list(_entries(connection, query.order_by(reviews.c.seq)))


def newest_ids(connection: Connection, day: Day, most: int) -> list[str]:
    """Return the ids of the newest rows from a study day on, undone ones left out, newest first."""
    rows = _counting().subquery()
    query = select(rows.c.id).where(rows.c.day >= day).order_by(rows.c.seq.desc()).limit(most)
    return [row.id for row in connection.execute(query)]


def one(connection: Connection, entry: str) -> Entry:
    """Return the row of an id."""
    return next(_entries(connection, select(reviews).where(reviews.c.id == entry)))


def counting(connection: Connection) -> list[Entry]:
    """Return all rows that still count, in order."""
    return list(_entries(connection, _counting().order_by(reviews.c.seq)))


def last(connection: Connection) -> Entry | None:
    """Return the newest row that an undo would take back."""
    query = _counting().order_by(reviews.c.seq.desc()).limit(1)
    return next(_entries(connection, query), None)


def courses(connection: Connection) -> Iterator[tuple[CardId, Rating, datetime, Day]]:
    """Return (card, rating, time, day) of all grades that count, in order."""
    undone = select(reviews.c.target).where(reviews.c.target.is_not(None))
    query = (
        select(reviews.c.card, reviews.c.rating, reviews.c.time, reviews.c.day)
        .where(
            reviews.c.action == Action.GRADE.value,
            reviews.c.rating.is_not(None),
            reviews.c.id.not_in(undone),
        )
        .order_by(reviews.c.seq)
    )
    for card, rating, time, day in connection.execute(query):
        yield CardId(card), Rating(rating), datetime.fromisoformat(time), Day(day)


def options_version(connection: Connection, wanted: Options, now: datetime) -> int:
    """Return the version number of some scheduling options, storing them when they are new."""
    newest = connection.execute(
        select(options.c.version, options.c["values"]).order_by(options.c.version.desc()).limit(1)
    ).first()
    if newest is not None and _options(newest[1]) == wanted:
        return int(newest[0])
    version = 1 if newest is None else int(newest[0]) + 1
    connection.execute(
        insert(options).values(version=version, values=asdict(wanted), since=iso(now))
    )
    return version


def all_options(connection: Connection) -> dict[int, Options]:
    """Return every version of the scheduling options."""
    rows = connection.execute(select(options.c.version, options.c["values"]))
    return {int(version): _options(values) for version, values in rows}


def count(connection: Connection) -> int:
    """Return how many grades count."""
    query = select(func.count()).select_from(_counting().subquery())
    return int(connection.execute(query).scalar_one())


def _counting() -> Any:
    undone = select(reviews.c.target).where(reviews.c.target.is_not(None))
    return select(reviews).where(reviews.c.action != Action.UNDO.value, reviews.c.id.not_in(undone))


def _options(values: dict[str, Any]) -> Options:
    return Options(**{name: _hashable(value) for name, value in values.items()})


def _hashable(value: Any) -> Any:
    """Return a value of plain JSON with tuples in the place of lists."""
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


def _entries(connection: Connection, query: Any) -> Iterator[Entry]:
    for row in connection.execute(query):
        yield from_row(row)


def from_row(row: Row[Any]) -> Entry:
    """Return the log row as a value."""
    return Entry(
        id=row.id,
        device=row.device,
        action=Action(row.action),
        card=CardId(row.card),
        time=datetime.fromisoformat(row.time),
        day=Day(row.day),
        options=row.options,
        rating=None if row.rating is None else Rating(row.rating),
        duration_ms=row.duration_ms,
        ticks=tuple(row.ticks),
        tick_count=row.tick_count,
        before=load_memory(row.before),
        feeders={CardId(card): load_memory(state) for card, state in row.feeders.items()},
        target=row.target,
        interval=row.interval,
    )
