"""The database file: how it is opened, what is refused, what survives a kill."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from flashprep.core.errors import NewerProfileError, ProfileError
from flashprep.store.database import APPLICATION_ID, open_database
from flashprep.store.schema import SCHEMA_VERSION


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Make a sound database that nobody has open, alone in its folder."""
    (tmp_path / "profile").mkdir()
    path = tmp_path / "profile" / "flashprep.db"
    open_database(path).close()
    return path


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


# -- how it is opened ------------------------------------------------------------------------


def test_what_durability_depends_on_is_set(path: Path) -> None:
    database = open_database(path)
    with database.read() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "user_version",
                "application_id",
            )
        }
    database.close()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "user_version": SCHEMA_VERSION,
        "application_id": APPLICATION_ID,
    }
    assert path.read_bytes()[68:72] == b"FLPR"


def test_closing_leaves_the_database_alone(path: Path) -> None:
    assert list(files(path.parent)) == ["flashprep.db"]
    database = open_database(path)
    database.close()
    database.close()
    assert list(files(path.parent)) == ["flashprep.db"]


def test_a_database_in_memory() -> None:
    database = open_database(None)
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO facts VALUES ('a', '1')")
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM facts").scalar_one() == 1
    database.close()


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "flashprep.db"
    path.touch()
    open_database(path).close()
    assert path.read_bytes()[:15] == b"SQLite format 3"


def test_names_of_every_kind(tmp_path: Path) -> None:
    for name in ("a b", "ümlaut", "per%20cent", "hash#", "question?", "semi;colon", "quote'"):
        folder = tmp_path / name
        folder.mkdir()
        open_database(folder / "flashprep.db").close()
        open_database(folder / "flashprep.db").close()
        assert list(files(folder)) == ["flashprep.db"], name


def test_a_failed_block_writes_nothing(path: Path) -> None:
    database = open_database(path)

    def fail() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO facts VALUES ('a', '1')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM facts").scalar_one() == 0
    database.close()


def test_another_connections_writing_shows_in_the_data_version(path: Path) -> None:
    one, other = open_database(path), open_database(path)
    before = one.data_version()
    with one.write() as connection:
        connection.exec_driver_sql("INSERT INTO facts VALUES ('a', '1')")
    assert one.data_version() == before
    with other.write() as connection:
        connection.exec_driver_sql("INSERT INTO facts VALUES ('b', '1')")
    assert one.data_version() != before
    one.close()
    other.close()


def test_a_write_takes_its_lock_at_once(path: Path) -> None:
    """A plain BEGIN would let both in, and fail one of them when it writes."""
    database = open_database(path)
    with closing(sqlite3.connect(path, timeout=0)) as other, database.write():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("SELECT count(*) FROM facts").fetchone()  # reading goes on
    database.close()


# -- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        f"PRAGMA user_version={SCHEMA_VERSION + 1}",
        f"UPDATE alembic_version SET version_num='{SCHEMA_VERSION + 1:04}'",  # noqa: S608
        "UPDATE alembic_version SET version_num='9f3a'",
    ],
)
def test_a_newer_database_is_refused_untouched(path: Path, statement: str) -> None:
    alter(path, statement)
    before, stamp = files(path.parent), path.stat().st_mtime_ns
    with pytest.raises(NewerProfileError) as caught:
        open_database(path)
    assert str(path) in caught.value.message
    assert "Update flashprep" in caught.value.hint
    assert files(path.parent) == before
    assert path.stat().st_mtime_ns == stamp


def test_nothing_is_written_once_a_newer_program_has_changed_the_database(path: Path) -> None:
    database = open_database(path)
    try:
        alter(path, f"PRAGMA user_version={SCHEMA_VERSION + 1}")
        with pytest.raises(NewerProfileError) as caught, database.write() as connection:
            connection.exec_driver_sql("INSERT INTO facts VALUES ('late', '1')")
        assert "newer" in caught.value.hint
        with database.read() as connection:
            assert connection.exec_driver_sql("SELECT * FROM facts").fetchall() == []
    finally:
        database.close()


def test_a_newer_database_that_is_in_use_is_refused_too(path: Path) -> None:
    database = open_database(path)
    with database.write() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    # The number is only in the write-ahead log so far.
    with pytest.raises(NewerProfileError):
        open_database(path)
    database.close()


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE t (x)",),
        ("CREATE TABLE t (x)", "PRAGMA user_version=1"),
        (
            "CREATE TABLE alembic_version (version_num)",
            "INSERT INTO alembic_version VALUES ('0001')",
        ),
        (
            "CREATE TABLE alembic_version (version_num)",
            "PRAGMA user_version=1",
            "INSERT INTO alembic_version VALUES ('9f3a')",
        ),
    ],
)
def test_a_foreign_database_is_refused_untouched(
    tmp_path: Path, statements: tuple[str, ...]
) -> None:
    path = tmp_path / "flashprep.db"
    alter(path, *statements)
    before = files(tmp_path)
    with pytest.raises(ProfileError, match="not one of flashprep's") as caught:
        open_database(path)
    assert not isinstance(caught.value, NewerProfileError)
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    "data", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_file_is_refused_untouched(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "flashprep.db"
    path.write_bytes(data)
    with pytest.raises(ProfileError) as caught:
        open_database(path)
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert files(tmp_path) == {"flashprep.db": data}


def test_a_damaged_page_gives_a_plain_message(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)

    def look() -> None:
        with closing(open_database(path)) as database, database.read() as connection:
            connection.exec_driver_sql("SELECT * FROM facts").all()

    with pytest.raises(ProfileError, match="damaged"):
        look()


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "flashprep.db").mkdir()
    with pytest.raises(ProfileError, match="cannot be opened"):
        open_database(tmp_path / "flashprep.db")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be opened"):
        open_database(tmp_path / "nowhere" / "flashprep.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_cannot_be_written(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with pytest.raises(ProfileError, match="cannot be opened for writing"):
            open_database(path)
    finally:
        path.parent.chmod(0o755)


def test_a_full_disk_gives_a_plain_message_and_loses_nothing(path: Path) -> None:
    database = open_database(path)
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO facts VALUES ('a', '1')")
    with database.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def fill() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO facts VALUES ('b', ?)", ("x" * 100_000,))

    with pytest.raises(ProfileError, match="no space left"):
        fill()
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT name FROM facts").scalars().all() == ["a"]
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    fill()
    database.close()


# -- several processes -----------------------------------------------------------------------


def start(profile: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "flashprep", "--profile", str(profile), *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


CARDS = ("kill0001", "kill0002", "kill0003", "kill0004")


@pytest.fixture(scope="module")
def read_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a profile whose decks were read: the program's own, and one of four cards."""
    folder = tmp_path_factory.mktemp("profile")
    (folder / "decks").mkdir()
    text = "".join(f"## Card {card}? <!-- id: {card} -->\n\nYes.\n\n" for card in CARDS)
    (folder / "decks" / "own.md").write_text(text)
    process = start(folder, "next")
    process.communicate(timeout=60)
    assert process.returncode == 0
    return folder


@pytest.fixture
def profile(read_profile: Path, tmp_path: Path) -> Path:
    """Copy it: a profile of a test's own."""
    return Path(shutil.copytree(read_profile, tmp_path / "profile"))


def rows(profile: Path) -> list[tuple[str, int, str]]:
    with closing(sqlite3.connect(profile / "flashprep.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return raw.execute("SELECT card, rating, time FROM reviews ORDER BY seq").fetchall()


def test_two_processes_that_start_on_one_new_profile_both_get_it(tmp_path: Path) -> None:
    both = [start(tmp_path / "new", "next") for _n in range(2)]
    for process in both:
        _out, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    with closing(sqlite3.connect(tmp_path / "new" / "flashprep.db")) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_two_processes_that_grade_at_once_lose_nothing(profile: Path) -> None:
    count = 100
    lines = "".join(f"{CARDS[n % 4]} good\n" for n in range(count))
    both = [start(profile, "grade", "-") for _n in range(2)]
    for process in both:
        assert process.stdin is not None
        process.stdin.write(lines)
        process.stdin.close()
        process.stdin = None
    for process in both:
        out, errors = process.communicate(timeout=90)
        assert (process.returncode, errors) == (0, "")
        assert len(out.splitlines()) == count
    found = rows(profile)
    assert len(found) == 2 * count
    with closing(sqlite3.connect(profile / "flashprep.db")) as raw:
        reps = dict(raw.execute("SELECT card, reps FROM memory").fetchall())
    assert reps == dict.fromkeys(CARDS, 2 * count // 4)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_no_acknowledged_grade_is_lost_when_the_process_is_killed(
    profile: Path, soak_rounds: int
) -> None:
    chance = random.Random(20260302)
    acknowledged: list[str] = []
    for _round in range(soak_rounds):
        process = start(profile, "grade", "-")
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("".join(f"{chance.choice(CARDS)} hard\n" for _n in range(3000)))
        process.stdin.flush()
        process.stdout.readline()
        acknowledged.append("first")
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
        process.stdin.close()
        process.wait()
        if process.stderr is not None:
            process.stderr.close()
        process.stdout.close()
        acknowledged += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        found = len(rows(profile))
        assert len(acknowledged) <= found <= len(acknowledged) + _round + 1
    assert len(acknowledged) > soak_rounds
    assert process.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(profile / "flashprep.db")) as raw:
        reps = dict(raw.execute("SELECT card, reps FROM memory").fetchall())
        logged = dict(raw.execute("SELECT card, count(*) FROM reviews GROUP BY card").fetchall())
    assert reps == logged  # a grade is in the log and in the state, or in neither


def test_many_that_make_one_new_database_ready_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """SQLite says "locked" at once where two change to WAL; nobody is turned away by that."""
    failed: list[Exception] = []

    def ready(path: Path, together: threading.Barrier) -> None:
        together.wait()
        try:
            open_database(path).close()
        except ProfileError as error:
            failed.append(error)

    for number in range(30):
        together = threading.Barrier(4)
        path = tmp_path / f"{number}.db"
        threads = [threading.Thread(target=ready, args=(path, together)) for _n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
