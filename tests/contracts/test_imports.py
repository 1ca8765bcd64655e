"""Which room knows which, and what is imported when: checked by import-linter and by starting."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command as run; run()"

HEAVY = ("yaml", "markdown", "pygments", "alembic", "numpy", "ziamath", "PySide6")
"""What the first card of an unchanged profile does not need."""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the checkout in a folder."""
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_are_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the package and its contracts to a place in which faults may be planted."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(
        ROOT / "flashprep", folder / "flashprep", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


FAULTS = {
    "Imports run down the floors only": ("core/rubric.py", "import flashprep.store.schema"),
    "No ring of imports": ("core/clock.py", "import flashprep.core.queue"),
    "Qt is in the ui alone": ("app/profile.py", "import PySide6.QtCore"),
    "SQL is in the store alone": ("app/exports.py", "import sqlalchemy"),
    "One module knows the library fsrs": ("core/memory.py", "import fsrs"),
    "The window asks the app layer": ("ui/formats.py", "import flashprep.store.database"),
    "Pages do not know each other": ("ui/pages/today.py", "import flashprep.ui.pages.settings"),
}


@pytest.mark.parametrize("contract", FAULTS)
def test_a_planted_fault_is_seen(checkout: Path, contract: str) -> None:
    name, line = FAULTS[contract]
    module = checkout / "flashprep" / name
    sound = module.read_text(encoding="utf-8")
    try:
        module.write_text(f"{sound}\n{line}\n", encoding="utf-8")
        result = lint(checkout)
    finally:
        module.write_text(sound, encoding="utf-8")
    broken = [one for one in result.stdout.splitlines() if " BROKEN" in one]
    assert result.returncode == 1
    assert any(one.startswith(contract) for one in broken), result.stdout


def test_a_new_top_level_room_must_be_given_its_floor(checkout: Path) -> None:
    room = checkout / "flashprep" / "attic"
    room.mkdir()
    try:
        (room / "__init__.py").touch()
        assert "attic" in lint(checkout).stdout
    finally:
        shutil.rmtree(room)


def test_every_page_is_in_the_contract_of_pages() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    listed = contracts["importlinter:contract:pages"]["modules"].split()
    pages = {path.stem for path in (ROOT / "flashprep" / "ui" / "pages").glob("[!_]*.py")}
    assert {name.rpartition(".")[2] for name in listed} == pages - {"page"}


def loaded(code: str, profile: Path) -> set[str]:
    """Run some code in a new process; return the names of the top-level modules it loaded."""
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"],
        env={**os.environ, "FLASHPREP_PROFILE": str(profile)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert result.stderr == ""
    return {name.partition(".")[0] for name in result.stdout.split()}


HELP = """
from flashprep.cli import main
try:
    main(["--help"])
except SystemExit as ended:
    assert ended.code == 0
"""


@pytest.mark.parametrize("code", ["import flashprep.cli", HELP], ids=["import", "help"])
def test_help_needs_nothing_heavy(tmp_path: Path, code: str) -> None:
    names = loaded(code, tmp_path)
    assert "flashprep" in names
    assert names.isdisjoint({*HEAVY, "sqlalchemy", "fsrs"})


def test_an_unchanged_profile_opens_with_little(tmp_path: Path) -> None:
    code = """
from flashprep.app.flashprep import Flashprep
from flashprep.app.profile import locate
with Flashprep(locate()) as app:
    assert app.study.next() is not None
"""
    first = loaded(code, tmp_path)
    assert "yaml" in first  # the decks were read: what the second start is spared
    second = loaded(code, tmp_path)
    assert "sqlalchemy" in second
    assert second.isdisjoint(HEAVY)


def test_the_source_of_what_lies_below_the_window_is_not_kept(tmp_path: Path) -> None:
    # PySide reads the source of each module imported after it: 13 MB, were it imported first.
    code = """
import flashprep.ui.main, linecache, pathlib
folders = [pathlib.Path(name).parent.name for name in linecache.cache]
assert "pages" in folders
assert not {"sqlalchemy", "engine", "dialects", "sql", "fsrs"} & set(folders), folders
"""
    assert "sqlalchemy" in loaded(code, tmp_path)


PREPARED = """
from flashprep.app.flashprep import Flashprep
from flashprep.app.profile import locate
from flashprep.render.card import Renderer
with Flashprep(locate()) as app:
    renderer = Renderer(app.profile.cache)
    views = [app.study.next().view, *map(app.library.view, app.study.upcoming(12))]
    for view in views:
        renderer.prepare(view.note, view.side.variant)
"""

REVIEWED = """
from flashprep.app.flashprep import Flashprep
from flashprep.app.profile import locate
from flashprep.ui.main import make_application
from flashprep.ui.window import Window
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

def wait(ms):
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()

make_application()
with Flashprep(locate()) as app:
    window = Window(app)
    window.start()
    window.show()
    window.show_page("review")
    page = window.page("review")
    wait(1200)  # the summary, and what is made while nobody waits
    for _card in range(5):
        QTest.keyClick(window, Qt.Key.Key_Space)
        assert page.pane.revealed
        wait(60)
        QTest.keyClick(window, Qt.Key.Key_3)
        wait(60)
    assert page.question is not None
    window.shut_down()
"""


def test_the_first_card_and_those_that_are_prepared_need_nothing_heavy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    engine = loaded(PREPARED, tmp_path)
    assert {"markdown", "nh3"} <= engine
    unneeded = {*HEAVY, "nh3", "ziafont", "latex2mathml"} - {"PySide6"}
    names = loaded(REVIEWED, tmp_path)
    assert "PySide6" in names
    assert names.isdisjoint(unneeded)
