"""The declarations of the settings."""

from __future__ import annotations

from dataclasses import fields

from flashprep.core.settings import SPECS, Settings


def test_every_setting_is_declared_and_explained() -> None:
    assert list(SPECS) == [field.name for field in fields(Settings)]
    for spec in SPECS.values():
        assert spec.title
        assert spec.help.endswith(".")
