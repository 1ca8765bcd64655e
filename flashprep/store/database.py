"""One SQLite file: opened safely, refused when newer, written in one transaction at a time.

WAL with synchronous=FULL keeps every acknowledged grade through kill -9 and power cuts (measured;
WAL with NORMAL lost up to 162 reviews). Every write is one ``BEGIN IMMEDIATE`` transaction: a plain
BEGIN fails with "database is locked" when two processes write.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import StaticPool

from flashprep.core.errors import NewerProfileError, ProfileError
from flashprep.core.i18n import _
from flashprep.store.schema import REVISION, SCHEMA_VERSION, VERSION_TABLE, metadata

APPLICATION_ID = 0x464C5052  # "FLPR", shown by file(1) and checked before a file is touched
_BUSY_SECONDS = 5

_PRAGMAS = (
    ("journal_mode", "wal"),
    ("synchronous", 2),
    ("foreign_keys", 1),
)


class Database:
    """A connection to one profile's database; used by one thread."""

    def __init__(self, engine: Engine, path: Path | None) -> None:
        self.path = path
        self._engine = engine
        try:
            self._connection = engine.connect()
        except (DatabaseError, sqlite3.Error) as error:
            engine.dispose()
            raise plain_error(error, path) from error

    def close(self) -> None:
        """Close the connection; SQLite folds the write-ahead log into the file."""
        self._connection.close()
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for reading one consistent state."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a ``BEGIN IMMEDIATE`` transaction, on disk when the block ends."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        connection = self._connection
        try:
            connection.info["begin"] = begin
            with connection.begin():
                yield connection
        except (DatabaseError, sqlite3.Error) as error:
            raise plain_error(error, self.path) from error

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        with self.read() as connection:
            return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def open_database(path: Path | None) -> Database:
    """Open a profile's database, making or migrating it as needed; None keeps it in memory.

    Raises ``NewerProfileError`` for one written by a newer program, which is not touched, and
    ``ProfileError`` for a file that cannot be read or written or is no flashprep database.
    """
    found = _version(path) if path is not None and path.exists() else 0
    if found > SCHEMA_VERSION:
        raise NewerProfileError(
            _("The database {path} was written by a newer flashprep (schema {found}).").format(
                path=path, found=found
            ),
            _("Update flashprep, or name another profile with --profile. Nothing was changed."),
        )
    if path is not None and 0 < found < SCHEMA_VERSION:
        # Alembic takes 0.35 s to import: only when a migration is due.
        from flashprep.store.migrations.upgrade import upgrade  # noqa: PLC0415

        upgrade(path, found)
    database = Database(make_engine(path), path)
    if found == 0:
        _create(database)
    return database


def make_engine(path: Path | None) -> Engine:
    """Return an engine of one connection, with all that durability depends on set and checked."""
    url = "sqlite://" if path is None else f"sqlite:///{path}"
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
        cursor.execute(f"PRAGMA {name}={wanted}")
        got = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if got != wanted and not (in_memory and name == "journal_mode"):
            raise sqlite3.OperationalError(f"PRAGMA {name} is {got}, not {wanted}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.info.get("begin", "BEGIN IMMEDIATE"))


def _create(database: Database) -> None:
    with database.write() as connection:
        # Two processes may start on one new profile: the second finds the work done.
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one():
            return
        metadata.create_all(connection)
        connection.exec_driver_sql(VERSION_TABLE)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def _version(path: Path) -> int:
    """Return the schema version of a file without writing to it; 0 for an empty one."""
    # Reading a database in WAL mode makes a -wal file beside it, which would stay; one that no
    # process has open, and none left behind when it was killed, can be read without.
    mode = "mode=ro" if Path(f"{path}-wal").exists() else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)) as raw:
            raw.execute("PRAGMA busy_timeout=5000")
            version = int(raw.execute("PRAGMA user_version").fetchone()[0])
            owner = raw.execute("PRAGMA application_id").fetchone()[0]
            tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
            if not tables:
                return 0
            if owner != APPLICATION_ID or "alembic_version" not in tables:
                raise ProfileError(
                    _("{path} is a database, but not one of flashprep's.").format(path=path),
                    _("Name another profile folder with --profile. Nothing was changed."),
                )
            revision = raw.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
    except sqlite3.Error as error:
        raise plain_error(error, path) from error
    # A revision past ours is newer even where the number was not raised.
    return max(version, SCHEMA_VERSION + 1) if (revision or "") > REVISION else version


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
