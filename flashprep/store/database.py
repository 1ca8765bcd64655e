"""One SQLite file: opened safely, refused when newer, written in one transaction at a time.

WAL with synchronous=FULL keeps every acknowledged grade through kill -9 and power cuts (measured;
WAL with NORMAL lost up to 162 reviews). Every write is one ``BEGIN IMMEDIATE`` transaction: a plain
BEGIN fails with "database is locked" when two processes write.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from flashprep.core.errors import NewerProfileError, ProfileError
from flashprep.core.i18n import _
from flashprep.store.connection import make_engine, plain_error
from flashprep.store.schema import REVISION, SCHEMA_VERSION, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x464C5052  # "FLPR", shown by file(1) and checked before a file is touched


class Database:
    """A connection to one profile's database; used by one thread, but for ``read_beside``."""

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
    def read_beside(self) -> Iterator[Connection]:
        """Give a connection of its own for reading one consistent state, in any thread.

        Only for a database that is a file: one in memory would be another, and empty.
        """
        other = Database(make_engine(self.path), self.path)
        try:
            with other.read() as connection:
                yield connection
        finally:
            other.close()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a ``BEGIN IMMEDIATE`` transaction, on disk when the block ends.

        Raises ``NewerProfileError`` when a newer program has changed the database meanwhile.
        """
        with self._transaction("BEGIN IMMEDIATE") as connection:
            # A newer program may have changed the tables while this one was open: what it keeps in
            # them beyond ours would be wrong after our writing.
            found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if found > SCHEMA_VERSION:
                raise NewerProfileError(
                    _("The database {path} was changed by a newer flashprep meanwhile.").format(
                        path=self.path
                    ),
                    _("Nothing was written. Close this program and go on with the newer one."),
                )
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
        from flashprep.store.migrations.upgrade import upgrade

        upgrade(path, found)
    database = Database(make_engine(path), path)
    if found == 0:
        _create(database)
    return database


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
