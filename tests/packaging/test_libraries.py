"""From what ldd says to the packages that a person's system has to install."""

import sys
from types import ModuleType

import pytest

LDD = """\
/x/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffe)
\tlibQt6Gui.so.6 => /x/PySide6/Qt/lib/libQt6Gui.so.6 (0x00007f00)
\tlibxcb-cursor.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f00)
\tlibEGL.so.1 => not found
/x/PySide6/QtGui.abi3.so:
\tlibEGL.so.1 => not found
\tlibglib-2.0.so.0 => not found
"""
MISSING = ["libEGL.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0"]


def test_ldd_output_gives_each_missing_library_once(bootstrap: ModuleType) -> None:
    assert bootstrap.missing_in_ldd(LDD) == MISSING
    assert bootstrap.missing_in_ldd("") == []


@pytest.mark.parametrize(
    ("known", "glib"),
    [
        ({"libegl1", "libglib2.0-0", "libxcb-cursor0"}, "libglib2.0-0"),
        ({"libegl1", "libglib2.0-0t64", "libxcb-cursor0"}, "libglib2.0-0t64"),
        (set(), "libglib2.0-0"),  # before the first apt-get update: newer systems know it too
    ],
)
def test_debian_packages_follow_what_apt_knows(
    bootstrap: ModuleType, known: set[str], glib: str
) -> None:
    assert bootstrap.debian_packages(MISSING, known) == ["libegl1", glib, "libxcb-cursor0"]


def test_libraries_of_one_package_name_it_once(bootstrap: ModuleType) -> None:
    both = ["libglib-2.0.so.0", "libgthread-2.0.so.0", "libnobody-knows.so.1"]
    assert bootstrap.debian_packages(both, set()) == ["libglib2.0-0"]


def test_the_environments_package_is_that_of_this_python(bootstrap: ModuleType) -> None:
    own = f"python3.{sys.version_info.minor}-venv"
    assert bootstrap.debian_packages(["ensurepip"], {own, "python3-venv"}) == [own]
    assert bootstrap.debian_packages(["ensurepip"], set()) == ["python3-venv"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt chooses its own platform")
@pytest.mark.parametrize(
    ("environment", "platforms"),
    [
        ({}, []),
        ({"DISPLAY": ":0"}, ["xcb"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ["wayland", "xcb"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ["offscreen"]),
        ({"QT_QPA_PLATFORM": "wayland;xcb:x=1"}, ["wayland", "xcb"]),
    ],
)
def test_platforms_are_those_that_qt_will_try(
    bootstrap: ModuleType, environment: dict[str, str], platforms: list[str]
) -> None:
    assert bootstrap.wanted_platforms(environment) == platforms


def test_an_unknown_platform_needs_at_least_what_all_need(bootstrap: ModuleType) -> None:
    missing = {"offscreen": ["libEGL.so.1"], "xcb": ["libEGL.so.1", "libxcb.so.1"]}
    assert bootstrap.lacking("vnc", missing) == ["libEGL.so.1"]
    assert bootstrap.lacking("xcb", missing) == ["libEGL.so.1", "libxcb.so.1"]
