"""The bootstrap: what it starts, when it installs, and what it says when it cannot."""

import ast
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.conftest import BOOTSTRAP, Checkout


def test_run_hands_arguments_folder_and_exit_code_on(
    ready_checkout: Checkout, tmp_path: Path
) -> None:
    ended = ready_checkout.start("run", "list", "--json", "--", "a b", folder=tmp_path)
    assert ended.returncode == 7, ended.stderr
    told = ready_checkout.told(ended)
    assert told["arguments"] == ["list", "--json", "--", "a b"]
    assert told["folder"] == str(tmp_path)
    assert Path(str(told["python"])) == ready_checkout.module.VENV
    assert ended.stderr == ""


def test_test_runs_pytest_in_the_root_without_a_display(
    ready_checkout: Checkout, tmp_path: Path
) -> None:
    ended = ready_checkout.start("test", "-k", "one or two", folder=tmp_path)
    assert ended.returncode == 7, ended.stderr
    told = ready_checkout.told(ended)
    assert told["arguments"] == ["-k", "one or two"]
    assert told["folder"] == str(ready_checkout.root)
    assert told["platform"] == "offscreen"


def test_a_stray_module_in_the_persons_folder_is_not_imported(
    ready_checkout: Checkout, tmp_path: Path
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('stray')", encoding="utf-8")
    assert ready_checkout.start("run", "list", folder=tmp_path).returncode == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may lack a display")
def test_run_without_display_says_so_but_starts_commands_of_the_terminal(
    ready_checkout: Checkout,
) -> None:
    without = ready_checkout.start("run")
    assert without.returncode == 3
    assert "no display" in without.stderr
    assert without.stdout == ""
    assert ready_checkout.start("run", "--profile", "x", "readiness", "--json").returncode == 7
    assert ready_checkout.start("run", "--help").returncode == 7
    assert ready_checkout.start("run", "--smoke", QT_QPA_PLATFORM="offscreen").returncode == 7
    assert ready_checkout.start("run", DISPLAY=":7").returncode == 7


def test_the_bootstrap_knows_every_command_of_the_terminal(bootstrap: ModuleType) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "flashprep", "--help"],
        check=True,
        capture_output=True,
        text=True,
        cwd=BOOTSTRAP.parents[1],
    )
    commands = set(re.findall(r"^    ([a-z]+)\b", told.stdout, flags=re.MULTILINE))
    assert "list" in commands
    assert commands <= bootstrap.WINDOWLESS


@pytest.mark.skipif(sys.platform == "win32", reason="there, the program is awaited, not become")
def test_a_second_run_imports_nothing_of_the_installation(ready_checkout: Checkout) -> None:
    ended = ready_checkout.start("run", "list", python=("-S", "-X", "importtime"))
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "hashlib" in imported  # the list is really there to look at
    assert imported.isdisjoint({"subprocess", "sysconfig", "json", "venv", "platform"})


def test_a_moved_checkout_still_starts(ready_checkout: Checkout, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    ready_checkout.root.rename(moved)
    there = Checkout(moved, ready_checkout.module)
    ended = there.start("run", "list", folder=tmp_path)
    assert ended.returncode == 7, ended.stderr
    assert there.told(ended)["python"] == str(moved / ".venv")


@pytest.mark.skipif(find_spec("ensurepip") is None, reason="this Python cannot make environments")
def test_an_unsound_environment_is_made_anew_and_stamped_last(ready_checkout: Checkout) -> None:
    module = ready_checkout.module
    module.STAMP.unlink()
    (module.VENV / "left-over").touch()
    ended = ready_checkout.start("run", "list")
    assert ended.returncode == 7, ended.stderr
    assert "made anew" in ended.stderr
    assert not (module.VENV / "left-over").exists()
    assert not module.UNFINISHED.exists()
    assert module.read_stamp() == [module.token(), "none"]
    again = ready_checkout.start("run", "list")
    assert (again.returncode, again.stderr) == (7, "")


def test_the_stamp_goes_stale_with_lock_and_recipe(
    ready_checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ready_checkout.module
    before = module.token()
    assert module.read_stamp()[0] == before
    module.LOCK.write_text("# another lock\n", encoding="utf-8")
    with_other_lock = module.token()
    monkeypatch.setattr(module, "RECIPE", module.RECIPE + 1)
    assert len({before, with_other_lock, module.token()}) == 3


def test_a_stamp_beside_a_vanished_python_counts_for_nothing(ready_checkout: Checkout) -> None:
    module = ready_checkout.module
    module.VENV_PYTHON.unlink()
    assert module.read_stamp() == []
    assert not module.environment_sound()


def test_an_environment_is_sound_with_pip_and_nothing_unfinished(ready_checkout: Checkout) -> None:
    module = ready_checkout.module
    assert not module.environment_sound()  # no pip
    give_pip(ready_checkout)
    assert module.environment_sound()
    module.UNFINISHED.touch()
    assert not module.environment_sound()


def give_pip(checkout: Checkout, ends_with: int = 0) -> None:
    """Put a stand-in for pip into the environment that installs nothing."""
    pip = checkout.module.site_packages() / "pip"
    pip.mkdir()
    (pip / "__init__.py").touch()
    (pip / "__main__.py").write_text(f"raise SystemExit({ends_with})", encoding="utf-8")


def test_a_sound_environment_is_kept_when_the_lock_changes(ready_checkout: Checkout) -> None:
    module = ready_checkout.module
    give_pip(ready_checkout)
    (module.VENV / "a-tool-of-mine").touch()
    module.LOCK.write_text("# a newer lock\n", encoding="utf-8")
    ended = ready_checkout.start("run", "list")
    assert ended.returncode == 7, ended.stderr
    assert "Installing the locked packages" in ended.stderr
    assert (module.VENV / "a-tool-of-mine").exists()
    assert module.read_stamp() == [module.token(), "none"]


def test_a_failed_installation_is_not_stamped(ready_checkout: Checkout) -> None:
    module = ready_checkout.module
    give_pip(ready_checkout, ends_with=2)
    module.LOCK.write_text("# a newer lock\n", encoding="utf-8")
    ended = ready_checkout.start("run", "list")
    assert ended.returncode == 1
    assert "could not be installed" in ended.stderr
    assert module.read_stamp() == []
    assert module.UNFINISHED.exists()


def test_two_bootstraps_take_turns(ready_checkout: Checkout) -> None:
    module = ready_checkout.module
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import bootstrap\n"
        "with open(bootstrap.__file__, 'rb') as held:\n"
        "    bootstrap.wait_for_turn(held.fileno())\n"
        "    print('held', flush=True)\n"
        "    if sys.argv[2] == 'first': sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(module.ROOT / "packaging")]
    with subprocess.Popen(
        [*command, "first"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with subprocess.Popen(
            [*command, "second"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as second:
            assert second.stderr is not None
            assert "waiting" in second.stderr.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                second.wait(timeout=0.5)
            first.stdin.close()
            assert second.communicate(timeout=30)[0] == "held\n"


def test_wrong_usage_ends_with_2_and_help_with_0(bare_checkout: Checkout) -> None:
    for arguments in ((), ("frobnicate",), ("doctor", "now")):
        ended = bare_checkout.start(*arguments)
        assert ended.returncode == 2
        assert "bootstrap.py run" in ended.stderr
    asked = bare_checkout.start("--help")
    assert asked.returncode == 0
    assert "bootstrap.py run" in asked.stdout


def test_doctor_changes_nothing(bare_checkout: Checkout) -> None:
    ended = bare_checkout.start("doctor")
    expected = 1 if find_spec("ensurepip") else 3
    assert ended.returncode == expected
    assert "none yet" in ended.stdout
    assert not bare_checkout.module.VENV.exists()


def test_a_missing_lock_file_is_named(bare_checkout: Checkout) -> None:
    bare_checkout.module.LOCK.unlink()
    ended = bare_checkout.start("run", "list")
    assert ended.returncode == 1
    assert "requirements.txt" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_old_pythons_can_parse_the_file_and_are_told_what_to_do(bootstrap: ModuleType) -> None:
    source = BOOTSTRAP.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    assert "from __future__" not in source  # 3.6 does not know the annotations of the future
    pretend = (
        "import sys; sys.version_info = (3, 8, 19); sys.argv = sys.argv[1:]\n"
        "exec(compile(open(sys.argv[0]).read(), sys.argv[0], 'exec'), {'__name__': '__main__'})"
    )
    ended = subprocess.run(
        [sys.executable, "-c", pretend, str(BOOTSTRAP), "run"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 3
    assert "needs Python 3.11 or newer" in ended.stderr
    message = bootstrap.old_python_message("3.8.19", "python3.12")
    assert "this is 3.8.19" in message
    assert "\n    python3.12 " in message


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS", "not the one"),
        ("ConnectionError: <NewConnectionError: Failed to establish", "could not be reached"),
        ("ERROR: No matching distribution found for pyside6-essentials", "not made for this"),
        ("SSLError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate')", "could not be trusted"),
    ],
)
def test_pips_failures_are_explained(bootstrap: ModuleType, log: str, said: str) -> None:
    assert said in bootstrap.explain_pip(log)


def test_pips_other_failures_keep_pips_words(bootstrap: ModuleType) -> None:
    assert bootstrap.explain_pip("ERROR: No space left on device") == ""


def test_doctor_tells_packages_that_differ_from_the_lock(bootstrap: ModuleType) -> None:
    lock = (
        "alpha==1.0 \\\n    --hash=sha256:00\n    # via beta\n"
        "beta==2.0 ; sys_platform == 'win32' \\\n    --hash=sha256:00\ngamma==3.1 \\\n"
    )
    assert bootstrap.packages_unlike_lock(lock, {"alpha": "1.0", "gamma": "3.1"}) == []
    assert bootstrap.packages_unlike_lock(lock, {"beta": "1.9", "gamma": "3.0"}) == [
        "alpha is missing",
        "beta is 1.9, not 2.0",
        "gamma is 3.0, not 3.1",
    ]


@pytest.mark.skipif(shutil.which("ldd") is None, reason="needs ldd")
def test_ldd_finds_nothing_missing_for_this_python(bootstrap: ModuleType) -> None:
    assert bootstrap.missing_for([Path(sys.executable).resolve()]) == []
