"""Settings and facts of a profile, kept over restarts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from flashprep.core.clock import to_day
from flashprep.core.errors import SettingError
from flashprep.core.settings import DEFAULTS
from flashprep.store import settings as rows

if TYPE_CHECKING:
    from tests.conftest import OpenApp


def test_a_setting_is_kept(open_app: OpenApp) -> None:
    app = open_app()
    assert app.preferences.values == DEFAULTS
    assert app.change_setting("interview_date", "2026-05-01").settings
    assert app.change_setting("learning_steps", [5]).settings
    assert not app.change_setting("learning_steps", [5])
    app.close()
    values = open_app().preferences.values
    assert values.interview_date == date(2026, 5, 1)
    assert values.learning_steps == (5.0,)


def test_a_bad_value_changes_nothing(open_app: OpenApp) -> None:
    app = open_app()
    with pytest.raises(SettingError):
        app.change_setting("minutes_per_day", -1)
    assert app.preferences.values == open_app().preferences.values == DEFAULTS


def test_an_unusable_stored_value_is_named_and_the_default_holds(open_app: OpenApp) -> None:
    app = open_app()
    with app.database.write() as connection:
        rows.save(connection, {"minutes_per_day": -1, "zoom": 150})
    app.close()
    preferences = open_app().preferences
    assert preferences.bad == ("minutes_per_day",)
    assert preferences.values.minutes_per_day == DEFAULTS.minutes_per_day
    assert preferences.values.zoom == 150


def test_the_scheduling_options_follow_the_settings(open_app: OpenApp) -> None:
    app = open_app()
    app.change_setting("desired_retention", 0.8)
    app.change_setting("interview_date", "2026-05-01")
    app.change_setting("maximum_interval", 100)
    options = app.preferences.options()
    assert (options.desired_retention, options.maximum_interval) == (0.8, 100)
    assert options.horizon == to_day(date(2026, 5, 1))


def test_facts_are_kept(open_app: OpenApp) -> None:
    app = open_app()
    assert app.preferences.fact("window") is None
    app.preferences.remember("window", {"width": 900})
    app.preferences.remember("window", {"width": 901})
    app.close()
    assert open_app().preferences.fact("window") == {"width": 901}


def test_the_device_is_the_same_after_a_restart(open_app: OpenApp) -> None:
    app = open_app()
    device = app.study.device
    app.close()
    assert open_app().study.device == device
