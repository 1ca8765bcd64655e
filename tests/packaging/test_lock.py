"""The lock file: complete, hashed, and free of traces of the machine that made it."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]

# An entry starts at the left edge and goes on in indented lines of hashes and comments.
ENTRIES = [entry for entry in re.split(r"\n(?=\S)", LOCK) if entry.strip()]


def locked() -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for entry in ENTRIES:
        requirement = Requirement(entry.splitlines()[0].rstrip("\\ "))
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize("text", DEPENDENCIES)
def test_every_dependency_is_locked_within_its_bounds(text: str) -> None:
    wanted = Requirement(text)
    entries = locked()[canonicalize_name(wanted.name)]
    for entry in entries:
        (pin,) = entry.specifier
        assert pin.operator == "=="
        assert wanted.specifier.contains(Version(pin.version))
    if wanted.marker is None:  # then it must be there on every machine
        assert any(entry.marker is None for entry in entries)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.split("==", 1)[0])
def test_every_entry_is_one_version_with_hashes(entry: str) -> None:
    assert re.match(r"[a-z0-9-]+==[0-9][^\s;]*( ; [^\\]+)? \\\n    --hash=sha256:", entry)
    for line in entry.splitlines()[1:]:
        assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?|    #.*", line)


def test_one_version_of_each_package_for_all_machines() -> None:
    assert [name for name, entries in locked().items() if len(entries) > 1] == []


def test_qt_is_the_version_that_was_measured_sound() -> None:
    for name in ("pyside6-essentials", "shiboken6"):
        assert [str(entry.specifier) for entry in locked()[name]] == ["==6.11.3"]


def test_the_lock_holds_no_address_header_or_path() -> None:
    assert "://" not in LOCK
    assert "index" not in LOCK
    assert not LOCK.startswith("#")
    paths = re.findall(r"-[cr] (\S+)", LOCK)
    assert set(paths) <= {"packaging/constraints.txt"}
    assert not re.search(r"(/tmp|/home|/root|/opt|/work|[A-Z]:\\)", LOCK)


def test_packaging_is_no_package() -> None:
    # With an __init__.py here, "import packaging" in the root would find this folder, not pytest's
    # own dependency of that name.
    assert not (ROOT / "packaging" / "__init__.py").exists()
