"""How the application is set up before any window."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def test_a_wayland_desktop_finds_name_and_icon() -> None:
    assert QGuiApplication.desktopFileName() == "flashprep"
