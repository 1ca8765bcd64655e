"""Bring a database of an older schema to the newest: a backup first, then one transaction."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DatabaseError

from flashprep.store.connection import make_engine, plain_error
from flashprep.store.schema import SCHEMA_VERSION, VERSION_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import Connection

SCRIPTS = Path(__file__).resolve().parent


def upgrade(
    path: Path, found: int, *, scripts: Path = SCRIPTS, version: int = SCHEMA_VERSION
) -> None:
    """Upgrade the database at ``path``, which is at schema version ``found``.

    A copy of it stays beside it as ``NAME.before-VERSION``. ``scripts`` holds the folder
    ``versions``. Raises ``ProfileError`` when the disk refuses; then nothing was changed.
    """
    engine = make_engine(path)
    try:
        if found:
            _backup(path, path.with_name(f"{path.name}.before-{version}"))
        with engine.begin() as connection:
            # Two processes may find the same old database: the second finds the work done.
            current = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            if current == found:
                connection.exec_driver_sql(VERSION_TABLE)
                _run(connection, ScriptDirectory(str(scripts)))
                connection.exec_driver_sql(f"PRAGMA user_version={version}")
    except (DatabaseError, sqlite3.Error) as error:
        raise plain_error(error, path) from error
    finally:
        engine.dispose()


def _run(connection: Connection, scripts: ScriptDirectory) -> None:
    """Run the steps from the database's revision to the newest in the open transaction."""

    def steps(revision: Any, _context: MigrationContext) -> Iterable[object]:
        return scripts._upgrade_revs("head", revision)

    with EnvironmentContext(Config(), scripts, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()


def _backup(path: Path, target: Path) -> None:
    """Copy the database with SQLite's own backup, whole or not at all."""
    partial = target.with_name(f"{target.name}.part")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
    partial.replace(target)
