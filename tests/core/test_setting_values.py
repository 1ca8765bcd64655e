"""Settings: every bound of every setting, and the way to the store and back."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.errors import SettingError
from flashprep.core.setting_values import changed, from_stored, to_stored
from flashprep.core.settings import DEFAULTS, SPECS

NUMBERS = [
    name
    for name, spec in SPECS.items()
    if spec.low is not None and isinstance(getattr(DEFAULTS, name), int | float)
]
LISTS = ["learning_steps", "relearning_steps"]


def test_every_default_is_within_its_own_range() -> None:
    for name in SPECS:
        value = getattr(DEFAULTS, name)
        assert getattr(changed(DEFAULTS, name, value), name) == value


@pytest.mark.parametrize("name", NUMBERS)
def test_bounds_are_inclusive(name: str) -> None:
    spec = SPECS[name]
    assert spec.low is not None
    assert spec.high is not None
    for value in (spec.low, spec.high):
        assert getattr(changed(DEFAULTS, name, value), name) == value
    for value in (
        spec.low - 1,
        spec.high + 1,
        math.nan,
        math.inf,
        -math.inf,
        "",
        "much",
        None,
        True,
    ):
        with pytest.raises(SettingError) as caught:
            changed(DEFAULTS, name, value)
        assert spec.title in caught.value.message
        assert f"{spec.low:g}" in caught.value.hint
        assert f"{spec.high:g}" in caught.value.hint


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_may_be_given_as_text(name: str) -> None:
    spec = SPECS[name]
    assert getattr(changed(DEFAULTS, name, f"{spec.high:g}"), name) == spec.high


@pytest.mark.parametrize("name", LISTS)
def test_steps(name: str) -> None:
    assert getattr(changed(DEFAULTS, name, [1, "2.5", 1439]), name) == (1.0, 2.5, 1439.0)
    assert getattr(changed(DEFAULTS, name, []), name) == ()
    assert getattr(changed(DEFAULTS, name, "15"), name) == (15.0,)
    for value in ([0], [1440], [math.nan], ["ten"], None, [True], [[1]]):
        with pytest.raises(SettingError):
            changed(DEFAULTS, name, value)


def test_deck_folders() -> None:
    assert changed(DEFAULTS, "deck_folders", ["/a", "b c"]).deck_folders == ("/a", "b c")
    assert changed(DEFAULTS, "deck_folders", "/home/me").deck_folders == ("/home/me",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-05-01", date(2026, 5, 1)),
        (date(2026, 5, 1), date(2026, 5, 1)),
        (datetime(2026, 5, 1, 12, tzinfo=UTC), date(2026, 5, 1)),
        ("", None),
        (None, None),
    ],
)
def test_the_interview_date(value: object, expected: date | None) -> None:
    settings = changed(DEFAULTS, "interview_date", value)
    assert settings.interview_date == expected
    stored = json.loads(json.dumps(to_stored(settings.interview_date)))
    assert from_stored({"interview_date": stored}) == (settings, [])


@pytest.mark.parametrize("value", ["soon", "2026-13-01", 5, [], "2026-02-30"])
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(SettingError):
        changed(DEFAULTS, "interview_date", value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, True), ("no", False), ("TRUE", True), ("0", False), (1, True), (0, False)],
)
def test_yes_and_no(value: object, expected: bool) -> None:
    assert changed(DEFAULTS, "write_ids", value).write_ids is expected


@pytest.mark.parametrize("value", ["maybe", None, 2, []])
def test_what_is_neither_yes_nor_no_is_refused(value: object) -> None:
    with pytest.raises(SettingError):
        changed(DEFAULTS, "write_ids", value)


def test_choices() -> None:
    for value in SPECS["theme"].choices:
        assert changed(DEFAULTS, "theme", value).theme == value
    for bad in ("blue", None, 1, []):
        with pytest.raises(SettingError, match="system, light, dark"):
            changed(DEFAULTS, "theme", bad)


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingError, match="minutes_per_day"):
        changed(DEFAULTS, "minuets", 5)


def test_changing_one_setting_leaves_the_others() -> None:
    assert changed(DEFAULTS, "zoom", 150) == replace(DEFAULTS, zoom=150)


values = st.fixed_dictionaries(
    {},
    optional={
        "interview_date": st.none() | st.dates(),
        "minutes_per_day": st.integers(0, 600),
        "new_performance_per_day": st.integers(0, 50),
        "desired_retention": st.floats(0.7, 0.97),
        "day_rollover": st.integers(0, 23),
        "learning_steps": st.lists(st.floats(0.1, 1439), max_size=4).map(tuple),
        "relearning_steps": st.lists(st.floats(0.1, 1439), max_size=4).map(tuple),
        "maximum_interval": st.integers(1, 36500),
        "deck_folders": st.lists(st.text(max_size=20), max_size=3).map(tuple),
        "write_ids": st.booleans(),
        "theme": st.sampled_from(["system", "light", "dark"]),
        "zoom": st.integers(80, 200),
    },
)


@given(values)
def test_the_stored_form_goes_round(chosen: dict[str, Any]) -> None:
    settings = DEFAULTS
    for name, value in chosen.items():
        settings = changed(settings, name, value)
    stored = {name: to_stored(getattr(settings, name)) for name in SPECS}
    assert from_stored(json.loads(json.dumps(stored))) == (settings, [])


def test_unusable_stored_values_fall_back_to_the_default_and_are_named() -> None:
    stored = {"minutes_per_day": -1, "zoom": 120, "of-a-newer-version": 3, "theme": {"a": 1}}
    assert from_stored(stored) == (replace(DEFAULTS, zoom=120), ["minutes_per_day", "theme"])


def test_the_days_of_the_week() -> None:
    wanted = (100.0, 100.0, 100.0, 100.0, 50.0, 200.0, 0.0)
    assert changed(DEFAULTS, "easy_days", list(wanted)).easy_days == wanted
    assert changed(DEFAULTS, "easy_days", "100 100 100 100 50, 200 0").easy_days == wanted
    for value in (
        [100] * 6,
        [100] * 8,
        [100] * 6 + [-1],
        [100] * 6 + [301],
        "much",
        None,
        [None] * 7,
    ):
        with pytest.raises(SettingError) as caught:
            changed(DEFAULTS, "easy_days", value)
        assert "seven" in caught.value.hint


def test_vacation() -> None:
    text = "2026-12-24/2026-12-27"
    assert changed(DEFAULTS, "vacation", [text]).vacation == (text,)
    assert changed(DEFAULTS, "vacation", "2026-12-28 2026-12-24/2026-12-27").vacation == (
        "2026-12-24/2026-12-28",
    )
    assert changed(DEFAULTS, "vacation", []).vacation == ()
    assert from_stored({"vacation": [text]}) == (replace(DEFAULTS, vacation=(text,)), [])
    for value in (["soon"], ["2026-12-27/2026-12-24"], "x", [None], 7):
        with pytest.raises(SettingError) as caught:
            changed(DEFAULTS, "vacation", value)
        assert "2026-12-24" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("interview_date", "24.12.2026", "2026-12-24"),
        ("fsrs_weights", "1,2,3", "21 numbers"),
        ("vacation", "soon", "2026-12-24/2026-12-27"),
        ("easy_days", "1 2", "seven shares"),
    ],
)
def test_a_refusal_says_what_to_write(name: str, value: str, hint: str) -> None:
    with pytest.raises(SettingError) as caught:
        changed(DEFAULTS, name, value)
    assert hint in caught.value.hint
