"""The program itself in a window on a real X server, where one is at hand."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed"),
]


@pytest.fixture
def display() -> Iterator[str]:
    """A fresh X server on a free display."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def test_smoke_shows_the_first_card_and_grades(display: str, tmp_path: Path) -> None:
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "flashprep",
            "--profile",
            str(tmp_path / "p"),
            "--smoke-grades",
            "5",
        ],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "could not load the Qt platform plugin" in done.stderr.lower():
        pytest.skip("Qt's X11 plugin lacks a system library here")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["window_ms"] <= result["first_card_ms"]
    assert len(result["grade_ms"]) == 5
