"""Schema versions: a new database equals a migrated one; an old one is upgraded or left."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashprep.core.cards import CardId
from flashprep.core.clock import Day
from flashprep.core.errors import ProfileError
from flashprep.core.evidence import Told
from flashprep.core.reviews import replay
from flashprep.core.scheduling import Scheduler
from flashprep.store import evidence, memory
from flashprep.store import reviews as log
from flashprep.store.database import APPLICATION_ID, open_database
from flashprep.store.migrations.upgrade import SCRIPTS, upgrade
from flashprep.store.schema import REVISION, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

NEXT, AFTER = SCHEMA_VERSION + 1, SCHEMA_VERSION + 2
SECOND = """
import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    op.add_column("facts", sa.Column("since", sa.Text))
    op.execute("UPDATE facts SET since = 'always'")
"""
BROKEN = """
from alembic import op


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
    """Make a database of the newest version, with something in it, never folded."""
    path = tmp_path / "flashprep.db"
    upgrade(path, 0)
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
        for number, text in enumerate(more, start=NEXT):
            head = f'revision, down_revision = "{number:04}", "{number - 1:04}"\n'
            (folder / "versions" / f"{number:04}_more.py").write_text(head + text)
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
    upgrade(old, SCHEMA_VERSION, scripts=scripts(SECOND), version=NEXT)
    assert facts(old) == [("device", '"me"', "always")]
    assert schema(old)["version"] == (NEXT,)
    assert schema(old)["revision"] == [(f"{NEXT:04}",)]
    backup = old.with_name(f"flashprep.db.before-{NEXT}")
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
        upgrade(old, SCHEMA_VERSION, scripts=scripts(SECOND), version=NEXT)
    assert [row[0] for row in facts(old.with_name(f"flashprep.db.before-{NEXT}"))] == [
        "device",
        "late",
    ]
    assert [row[0] for row in facts(old)] == ["device", "late"]


def test_a_failing_migration_leaves_the_database_as_it_was(
    old: Path, scripts: Callable[..., Path]
) -> None:
    before = schema(old)
    with pytest.raises(ProfileError, match="nowhere"):
        upgrade(old, SCHEMA_VERSION, scripts=scripts(SECOND, BROKEN), version=AFTER)
    assert schema(old) == before
    assert facts(old) == [("device", '"me"')]
    open_database(old).close()  # and it still opens


def test_a_second_process_finds_the_work_done(old: Path, scripts: Callable[..., Path]) -> None:
    folder = scripts(SECOND)
    upgrade(old, SCHEMA_VERSION, scripts=folder, version=NEXT)
    after = schema(old)
    upgrade(old, SCHEMA_VERSION, scripts=folder, version=NEXT)
    assert schema(old) == after


# -- the databases of past versions ------------------------------------------------------------

PAST = Path(__file__).parent / "past"


def past(version: int, path: Path) -> None:
    """Make a profile's database as that version of the program left it."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=wal")
        raw.executescript((PAST / f"schema-{version}.sql").read_text(encoding="utf-8"))


_Rows = dict[str, list[dict[str, object]]]


def rows(path: Path) -> _Rows:
    """Return the rows of every table but Alembic's own, without what is empty in them."""
    with closing(sqlite3.connect(path)) as raw:
        query = "SELECT name FROM sqlite_master WHERE type='table' AND name != 'alembic_version'"
        names = [row[0] for row in raw.execute(query)]
        # The names are those of the schema.
        found = {name: raw.execute(f"SELECT * FROM {name}") for name in names}  # noqa: S608
        return {
            name: [
                {
                    column[0]: value
                    for column, value in zip(cursor.description, row, strict=True)
                    if value is not None
                }
                for row in cursor
            ]
            for name, cursor in found.items()
        }


def known(rows: _Rows, before: _Rows) -> _Rows:
    """Return the rows without columns that are new and were filled from the others."""
    return {
        name: [
            {column: value for column, value in row.items() if column in was}
            for row, was in zip(found, before[name], strict=True)
        ]
        for name, found in rows.items()
    }


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_the_database_of_a_past_version_is_upgraded_when_it_is_opened(
    version: int, tmp_path: Path
) -> None:
    path, new = tmp_path / "flashprep.db", tmp_path / "new.db"
    past(version, path)
    before = rows(path)
    assert len(before["reviews"]) > 10
    open_database(path).close()
    open_database(new).close()
    assert schema(path) == schema(new)
    assert known(rows(path), before) == before
    assert rows(path.with_name(f"flashprep.db.before-{SCHEMA_VERSION}")) == before


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_the_states_of_a_past_version_are_those_of_its_log(version: int, tmp_path: Path) -> None:
    path = tmp_path / "flashprep.db"
    past(version, path)
    database = open_database(path)
    with database.read() as connection:
        options = log.all_options(connection)
        states = replay(log.every(connection), lambda version: Scheduler(options[version]))
        assert memory.every(connection) == states
        assert states[CardId("cod00002")].suspended
        told = {
            card.id: Told(card.first or 0, card.latest) for card in evidence.card_states(connection)
        }
        assert told == evidence.told(connection, Day(10**6))
        assert [told[CardId(f"cod0000{n}")].first for n in range(4)] == [1, 2, 3, 4]
        latest = told[CardId("cod00001")].latest or ""
        assert latest == {
            1: "2:2/4 3:2/4 4:2/4 1:2/4",
            2: "4:2/4 1:2/4 2:1/2 3:1/2 3:1/2 4:1/2",
        }.get(version, latest)
    database.close()
