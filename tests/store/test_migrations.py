"""Schema versions: a new database equals a migrated one; an old one is upgraded or left."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from flashprep.core.errors import ProfileError
from flashprep.store.database import APPLICATION_ID, open_database
from flashprep.store.migrations.upgrade import SCRIPTS, upgrade
from flashprep.store.schema import REVISION, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    op.add_column("facts", sa.Column("since", sa.Text))
    op.execute("UPDATE facts SET since = 'always'")
"""
BROKEN = """
from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    op.execute("DELETE FROM facts")
    op.execute("UPDATE nowhere SET x = 1")
"""


def schema(path: Path) -> dict[str, object]:
    """Return all that SQLite knows of a database's tables: columns, types, keys and indexes."""
    with closing(sqlite3.connect(path)) as raw:
        names = sorted(row[0] for row in raw.execute("SELECT name FROM sqlite_master"))
        tables = [
            row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            "names": names,
            "columns": {t: raw.execute(f"PRAGMA table_info('{t}')").fetchall() for t in tables},
            "indexes": {
                t: sorted(
                    (row[1:], tuple(raw.execute(f"PRAGMA index_info('{row[1]}')").fetchall()))
                    for row in raw.execute(f"PRAGMA index_list('{t}')")
                )
                for t in tables
            },
            "version": raw.execute("PRAGMA user_version").fetchone(),
            "revision": raw.execute("SELECT version_num FROM alembic_version").fetchall(),
        }


def facts(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT * FROM facts").fetchall()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Make a database of the first version, with something in it, never folded."""
    path = tmp_path / "flashprep.db"
    upgrade(path, 0, version=1)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("INSERT INTO facts VALUES ('device', '\"me\"')")
        raw.commit()
    return path


@pytest.fixture
def scripts(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder of migrations: the program's own and some more."""

    def made(*more: str) -> Path:
        folder = tmp_path / "scripts"
        shutil.copytree(SCRIPTS / "versions", folder / "versions", dirs_exist_ok=True)
        for number, text in enumerate(more, start=2):
            (folder / "versions" / f"{number:04}_more.py").write_text(text)
        return folder

    return made


def test_a_new_database_equals_one_made_by_all_migrations(tmp_path: Path) -> None:
    made, migrated = tmp_path / "made.db", tmp_path / "migrated.db"
    open_database(made).close()
    upgrade(migrated, 0)
    assert schema(made) == schema(migrated)
    assert schema(made)["version"] == (SCHEMA_VERSION,)
    assert schema(made)["revision"] == [(REVISION,)]


def test_the_newest_script_is_the_newest_revision() -> None:
    names = sorted(path.name for path in (SCRIPTS / "versions").glob("[0-9]*.py"))
    assert names[-1].startswith(f"{REVISION}_")
    assert len(names) == SCHEMA_VERSION


def test_an_old_database_is_upgraded_after_a_backup(
    old: Path, scripts: Callable[..., Path]
) -> None:
    before = schema(old)
    upgrade(old, 1, scripts=scripts(SECOND), version=2)
    assert facts(old) == [("device", '"me"', "always")]
    assert schema(old)["version"] == (2,)
    assert schema(old)["revision"] == [("0002",)]
    backup = old.with_name("flashprep.db.before-2")
    assert facts(backup) == [("device", '"me"')]
    assert schema(backup) == before
    assert [path.name for path in old.parent.glob("*.part")] == []


def test_the_backup_holds_what_is_still_in_the_write_ahead_log(
    old: Path, scripts: Callable[..., Path]
) -> None:
    with closing(sqlite3.connect(old)) as other:
        other.execute("INSERT INTO facts VALUES ('late', '1')")
        other.commit()
        assert old.with_name("flashprep.db-wal").stat().st_size
        upgrade(old, 1, scripts=scripts(SECOND), version=2)
    assert [row[0] for row in facts(old.with_name("flashprep.db.before-2"))] == ["device", "late"]
    assert [row[0] for row in facts(old)] == ["device", "late"]


def test_a_failing_migration_leaves_the_database_as_it_was(
    old: Path, scripts: Callable[..., Path]
) -> None:
    before = schema(old)
    with pytest.raises(ProfileError, match="nowhere"):
        upgrade(old, 1, scripts=scripts(SECOND, BROKEN), version=3)
    assert schema(old) == before
    assert facts(old) == [("device", '"me"')]
    open_database(old).close()  # and it still opens


def test_a_second_process_finds_the_work_done(old: Path, scripts: Callable[..., Path]) -> None:
    folder = scripts(SECOND)
    upgrade(old, 1, scripts=folder, version=2)
    after = schema(old)
    upgrade(old, 1, scripts=folder, version=2)
    assert schema(old) == after
