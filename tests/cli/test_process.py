"""The program as a process: arguments, streams and exit codes as a shell sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a profile that the tests of this module share, with a Greek card in it."""
    folder = tmp_path_factory.mktemp("profile")
    (folder / "decks").mkdir()
    deck = folder / "decks" / "own.md"
    deck.write_text("## What is λ ≥ 0? <!-- id: greek001 -->\n\nA penalty.\n", encoding="utf-8")
    return folder


def run(
    profile: Path, *arguments: str, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "flashprep", *arguments],
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "FLASHPREP_PROFILE": str(profile), **environment},
    )


def test_list_grade_undo_from_a_shell(profile: Path) -> None:
    listed = run(profile, "list", "--json")
    assert (listed.returncode, listed.stderr) == (0, b"")
    cards = json.loads(listed.stdout)
    assert len(cards) > 45  # the program's own decks came along
    graded = run(profile, "grade", "greek001", "good", "--at", "2026-03-02T09:00Z")
    assert graded.stdout == b"ok greek001 2026-03-02T09:10:00.000Z\n"
    assert run(profile, "undo").stdout == b"undone greek001 good\n"
    again = run(profile, "undo")
    assert again.returncode == 1
    assert b"Traceback" not in again.stderr


def test_help_and_usage(profile: Path) -> None:
    assert run(profile, "--help").returncode == 0
    assert run(profile, "nonsense").returncode == 2


def test_an_unusable_profile_is_4() -> None:
    result = run(Path(os.devnull) / "profile", "list")
    assert result.returncode == 4
    assert result.stderr.startswith(b"flashprep: ")
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("code_page", ["ascii", "cp1252", "utf-16"])
def test_output_is_utf_8_whatever_the_code_page(profile: Path, code_page: str) -> None:
    result = run(profile, "show", "greek001", PYTHONIOENCODING=code_page)
    assert result.returncode == 0
    assert "What is λ ≥ 0?" in result.stdout.decode("utf-8")


def test_input_that_is_no_text_is_a_bad_line(profile: Path) -> None:
    result = run(profile, "grade", "-", stdin=b"greek001 good\n\xff\xfe\x00\ngreek001 good\n")
    assert result.returncode == 1
    assert result.stdout.count(b"ok greek001") == 2
    assert result.stderr.startswith(b"-:2: ")
    assert b"Traceback" not in result.stderr


def test_a_reader_that_goes_away_is_no_failure(profile: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "flashprep", "--profile", str(profile), "export"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert errors == b""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is a display")
def test_a_window_without_a_display_is_a_plain_message(profile: Path) -> None:
    shown = run(profile, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert shown.returncode == 1
    assert b"no display" in shown.stderr
    assert b"Traceback" not in shown.stderr


def test_smoke_prints_one_line_of_timings(profile: Path) -> None:
    shown = run(profile, "--smoke-grades", "3", QT_QPA_PLATFORM="offscreen")
    assert shown.returncode == 0, shown.stderr
    (line,) = shown.stdout.splitlines()
    timings = json.loads(line)
    assert 0 < timings["window_ms"] <= timings["first_card_ms"]
    assert len(timings["grade_ms"]) == 3
