"""What the repository holds: sources, and nothing that was made by running them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 1_000_000
"""In bytes."""

MADE = (".db", ".db-wal", ".db-shm", ".pyc", ".log", ".whl", ".ttf", ".otf", ".min.js")
TOP = {
    *("pyproject.toml", "flashprep", "decks", "resources", "tests", "packaging"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"),
    *(".ci", ".github", ".gitignore", ".importlinter"),
}


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    done = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return [Path(name) for name in done.stdout.decode().split("\0") if name]


def test_only_the_agreed_folders_stand_at_the_top(tracked: list[Path]) -> None:
    assert {path.parts[0] for path in tracked} <= TOP


def test_nothing_that_was_made_by_running_is_kept(tracked: list[Path]) -> None:
    assert [path for path in tracked if path.name.endswith(MADE)] == []
    assert [path for path in tracked if "__pycache__" in path.parts] == []


def test_no_file_is_large(tracked: list[Path]) -> None:
    sizes = {path: (ROOT / path).stat().st_size for path in tracked if (ROOT / path).is_file()}
    assert [path for path, size in sizes.items() if size > LARGEST] == []
