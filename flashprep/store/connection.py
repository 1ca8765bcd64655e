"""How a SQLite file is connected to, and its errors in words that say what to do."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import StaticPool

from flashprep.core.errors import ProfileError
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

_BUSY_SECONDS = 5
_PAUSE_SECONDS = 0.01

_PRAGMAS = (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1))


def make_engine(path: Path | None) -> Engine:
    """Return an engine of one connection, with all that durability depends on set and checked."""
    # Built from its part: in a text, % and ? of a folder's name would be read as marks.
    url = URL.create("sqlite", database=None if path is None else str(path))
    engine = create_engine(
        url,
        poolclass=StaticPool,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": True},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(raw: Any, _record: Any) -> None:
    """Set and check what durability depends on."""
    raw.isolation_level = None  # SQLAlchemy's begin event, not pysqlite, opens transactions
    cursor = raw.cursor()
    in_memory = not cursor.execute("PRAGMA database_list").fetchone()[2]
    for name, wanted in _PRAGMAS:
        _set(cursor, name, wanted)
        got = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if got != wanted and not (in_memory and name == "journal_mode"):
            msg = f"PRAGMA {name} is {got}, not {wanted}"
            raise sqlite3.OperationalError(msg)
    cursor.close()


def _set(cursor: Any, name: str, wanted: object) -> None:
    """Set a pragma; while another process makes the same database ready, wait for it.

    SQLite's own waiting does not hold for the change to WAL: it would deadlock, and says so at
    once.
    """
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            cursor.execute(f"PRAGMA {name}={wanted}")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.info.get("begin", "BEGIN IMMEDIATE"))


def plain_error(error: Exception, path: Path | None) -> ProfileError:
    """Return what went wrong in words that say what to do."""
    cause = str(getattr(error, "orig", None) or error)
    place = {"path": path or ":memory:", "cause": cause}
    low = cause.lower()
    if "not a database" in low or "malformed" in low:
        return ProfileError(
            _("The database {path} is damaged: {cause}.").format(**place),
            _("Keep the file, and restore a backup in its place or name another profile."),
        )
    if "locked" in low or "busy" in low:
        return ProfileError(
            _("The database {path} is locked by another program.").format(**place),
            _("Close the other program and try again. Nothing was lost."),
        )
    if "full" in low:
        return ProfileError(
            _("There is no space left for {path}.").format(**place),
            _("Free some space on that disk and try again. Nothing was lost."),
        )
    if "readonly" in low or "read-only" in low or "unable to open" in low or "disk i/o" in low:
        return ProfileError(
            _("The database {path} cannot be opened for writing: {cause}.").format(**place),
            _("Check the folder's permissions, or name another profile with --profile."),
        )
    if isinstance(error, (OperationalError, sqlite3.OperationalError)):
        return ProfileError(
            _("The database {path} refused the work: {cause}.").format(**place),
            _("Try again; if it stays, report it with this message."),
        )
    raise error
