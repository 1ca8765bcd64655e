"""Print how quick flashprep is: ``python -m tests.benchmarks [ROUNDS]``.

Machines are noisy and shared, so what counts is the ratio to a yardstick of the same run; medians
are quoted. Nothing here is an assertion.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import scheduling

ROOT = Path(__file__).resolve().parent.parent.parent
Row = tuple[str, float, str]


def main(rounds: int) -> None:
    """Measure everything and print one table."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory(prefix="flashprep-bench-") as folder:
        profile = str(Path(folder, "profile"))
        _smoke(profile)  # the first start copies and parses the decks
        _smoke(profile)  # the second fills the render cache
        _table("Start (yardstick: importing SQLAlchemy and Qt)", _start(profile, rounds))
        _table(
            "Grading (yardstick: one durable row in a bare SQLite file)", _grades(profile, folder)
        )
        _table("Longest gap of the event loop (yardstick: an idle window)", _gaps(folder))
        _table("Decks (yardstick: reading the files)", _decks(rounds))
        _table("Cards (yardstick: a plain text card, uncached)", _cards(folder, rounds))
        for title, rows in scheduling.tables(folder, rounds):
            _table(title, rows)


def _table(title: str, rows: list[Row]) -> None:
    print(f"\n{title}")
    yard = rows[0][1]
    for name, value, unit in rows:
        ratio = f"{value / yard:7.2f} ×" if unit == rows[0][2] and yard else ""
        print(f"  {name:48} {value:10.2f} {unit:3} {ratio}")


def _run(code: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    return (time.perf_counter() - begun) * 1000


def _smoke(profile: str, *more: str) -> dict[str, object]:
    command = [sys.executable, "-m", "flashprep", "--profile", profile, "--smoke", *more]
    done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _start(profile: str, rounds: int) -> list[Row]:
    yard, window, card, pss = [], [], [], []
    for _round in range(rounds):
        # Turn by turn, so that what else the machine does falls on all alike.
        yard.append(_run("import sqlalchemy, PySide6.QtWidgets"))
        got = _smoke(profile)
        window.append(float(str(got["window_ms"])))
        card.append(float(str(got["first_card_ms"])))
        pss.append(float(str(got["pss_mb"] or 0)))
    return [
        ("import sqlalchemy, PySide6.QtWidgets", statistics.median(yard), "ms"),
        ("window painted", statistics.median(window), "ms"),
        ("first card painted", statistics.median(card), "ms"),
        ("first card painted, best", min(card), "ms"),
        ("proportional set size", statistics.median(pss), "MB"),
    ]


_DURABLE = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode=wal"); db.execute("PRAGMA synchronous=full")
db.execute("CREATE TABLE IF NOT EXISTS t (a TEXT)")
times = []
for _ in range(100):
    begun = time.perf_counter()
    db.execute("BEGIN IMMEDIATE"); db.execute("INSERT INTO t VALUES ('x')"); db.execute("COMMIT")
    times.append((time.perf_counter() - begun) * 1000)
print(sorted(times)[50])
"""


def _grades(profile: str, folder: str) -> list[Row]:
    command = [sys.executable, "-c", _DURABLE, str(Path(folder, "bare.db"))]
    bare = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    rows: list[Row] = [("a durable row, bare SQLite", float(bare.stdout), "ms")]
    # A person reads, however quickly; without that, cards come faster than they are prepared.
    for read, pause in (("read", ["--smoke-pause", "150"]), ("unread", [])):
        got = _smoke(profile, "--smoke-grades", "100", *pause)
        for what, name in (("grade_ms", "grade to next question"), ("reveal_ms", "reveal")):
            times = sorted(float(value) for value in got[what])  # type: ignore[attr-defined]
            rows += [
                (f"{name} painted, {read}, median", statistics.median(times), "ms"),
                ("the same, 95 %", times[int(len(times) * 0.95)], "ms"),
            ]
        if pause:
            sizes = (("proportional", "pss_mb"), ("resident", "rss_mb"), ("own", "uss_mb"))
            rows += [
                (f"{name} set size after 100 cards", float(str(got[key] or 0)), "MB")
                for name, key in sizes
            ]
    return rows


def _gaps(folder: str) -> list[Row]:
    month, used = Path(folder, "month"), Path(folder, "used")

    def measured(what: str, *, keep: bool = False) -> dict[str, float]:
        if not keep:
            shutil.rmtree(used, ignore_errors=True)
            shutil.copytree(month, used)
        command = [sys.executable, "-m", "tests.benchmarks.gaps", str(used / "profile"), what]
        done = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout)  # type: ignore[no-any-return]

    month.mkdir()
    used.mkdir()
    measured("make", keep=True)
    shutil.copytree(used, month, dirs_exist_ok=True)
    rows: list[Row] = []
    for cache in ("cold", "warm"):
        begun = measured("start") if cache == "cold" else measured("start", keep=True)
        graded = measured("grade", keep=cache == "warm")
        names = {"question": "first question", "reveal": "answers shown", "grade": "cards graded"}
        found = begun | graded
        rows += [(f"{name}, {cache} cache", found[key], "ms") for key, name in names.items()]
    rows.insert(0, ("nothing done, but what the start put off", measured("idle")["idle"], "ms"))
    rows += [(f"page {name}", gap, "ms") for name, gap in measured("pages").items()]
    return rows


def _decks(rounds: int) -> list[Row]:
    from flashprep.decks.lint import lint
    from flashprep.decks.parser import parse

    files = sorted((ROOT / "decks").glob("*.md"))
    data = {path: path.read_bytes() for path in files}
    cards = sum(len(parse(raw, str(path)).notes) for path, raw in data.items())
    return [
        (
            "read the shipped decks",
            scheduling.median(lambda: [p.read_bytes() for p in files], rounds),
            "ms",
        ),
        (
            f"parse them ({cards} cards)",
            scheduling.median(
                lambda: [parse(raw, str(path)) for path, raw in data.items()], rounds
            ),
            "ms",
        ),
        ("lint them", scheduling.median(lambda: lint([ROOT / "decks"]), 3), "ms"),
    ]


def _cards(folder: str, rounds: int) -> list[Row]:
    from flashprep.core.cards import Note
    from flashprep.decks.parser import parse
    from flashprep.render.card import Renderer
    from tests.render.test_hostile import CORPUS, to_html

    path = ROOT / "decks" / "ml-foundations.md"
    notes = parse(path.read_bytes(), str(path)).notes
    plain = Note(None, "What is asked?", "A plain answer of one line, with nothing to set.")
    math = max(notes, key=lambda note: note.answer.count("$"))
    Renderer(None).prepare(math)  # imports and fonts

    def cold(note: Note) -> None:
        Renderer(None).prepare(note)

    cached = Renderer(Path(folder, "cache"))
    cached.prepare(math)
    slowest = max(scheduling.median(lambda text=text: to_html(text), 3) for text in CORPUS.values())  # type: ignore[misc]
    return [
        ("a plain text card, uncached", scheduling.median(lambda: cold(plain), rounds * 5), "ms"),
        (f"a math card, uncached ({math.id})", scheduling.median(lambda: cold(math), rounds), "ms"),
        (
            "a math card, from the disk cache",
            scheduling.median(lambda: Renderer(Path(folder, "cache")).prepare(math), rounds * 5),
            "ms",
        ),
        (
            "a math card, from memory",
            scheduling.median(lambda: cached.prepare(math), rounds * 5),
            "ms",
        ),
        (f"the slowest of {len(CORPUS)} hostile cards", slowest, "ms"),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("rounds", type=int, nargs="?", default=7, help="of each measurement (7)")
    main(parser.parse_args().rounds)
