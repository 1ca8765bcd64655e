"""Study days: the local day, from rollover to rollover, whatever the zone does meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.clock import midnight, study_day, to_date, to_day

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "America/St_Johns",
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
walls = st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30))
rollovers = st.integers(0, 23)


def test_the_epoch_is_day_nought_and_dates_go_round() -> None:
    assert to_day(date(1970, 1, 1)) == 0
    assert to_day(date(2026, 3, 2)) == 20514
    assert to_date(20514) == date(2026, 3, 2)
    assert midnight(20514) == datetime(2026, 3, 2, tzinfo=UTC)


@given(st.dates(date(1, 1, 2), date(9999, 12, 30)))
def test_a_date_survives_the_way_to_a_day_and_back(day: date) -> None:
    assert to_date(to_day(day)) == day


@pytest.mark.parametrize(("hour", "minute", "day"), [(3, 59, 1), (4, 0, 2), (0, 0, 1), (23, 59, 2)])
def test_the_day_begins_at_the_rollover(hour: int, minute: int, day: int) -> None:
    moment = datetime(2026, 3, 2, hour, minute, tzinfo=UTC)
    assert to_date(study_day(moment, 4)) == date(2026, 3, day)


@given(walls, zones, rollovers)
def test_the_day_is_that_of_the_wall_clock_alone(
    wall: datetime, zone: ZoneInfo, rollover: int
) -> None:
    day = study_day(wall.replace(tzinfo=zone), rollover)
    expected = wall.date() if wall.hour >= rollover else wall.date() - timedelta(days=1)
    assert to_date(day) == expected


@given(walls, zones, rollovers, st.integers(0, 48 * 60))
def test_days_never_run_backwards_in_one_zone_save_in_the_hour_set_back(
    wall: datetime, zone: ZoneInfo, rollover: int, minutes: int
) -> None:
    start = wall.replace(tzinfo=zone)
    later = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(zone)
    back = (start.utcoffset() or timedelta()) - (later.utcoffset() or timedelta())
    first, second = study_day(start, rollover), study_day(later, rollover)
    # A clock set back over the rollover itself may repeat an hour of the day before.
    assert second >= first or back > timedelta()
    assert second >= first - 1


@pytest.mark.parametrize(
    ("zone", "evening", "hours_awake"),
    [
        ("Europe/Berlin", date(2026, 3, 28), 5),  # forward at 02:00 of the 29th
        ("Europe/Berlin", date(2026, 10, 24), 7),  # back at 03:00 of the 25th
        ("America/New_York", date(2026, 3, 7), 5),
        ("America/New_York", date(2026, 10, 31), 7),
    ],
)
def test_a_night_of_daylight_saving_is_one_day(zone: str, evening: date, hours_awake: int) -> None:
    start = datetime.combine(evening, time(22), tzinfo=ZoneInfo(zone))
    late = (start.astimezone(UTC) + timedelta(hours=hours_awake, minutes=-1)).astimezone(
        start.tzinfo
    )
    morning = (start.astimezone(UTC) + timedelta(hours=hours_awake)).astimezone(start.tzinfo)
    assert morning.hour == 4
    assert study_day(late, 4) == study_day(start, 4)
    assert study_day(morning, 4) == study_day(start, 4) + 1


def test_a_flight_over_the_date_line_changes_only_what_comes_after() -> None:
    moment = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    samoa, hawaii = ZoneInfo("Pacific/Apia"), ZoneInfo("Pacific/Honolulu")
    assert study_day(moment.astimezone(samoa), 4) == study_day(moment.astimezone(hawaii), 4) + 1
    assert to_date(study_day(moment.astimezone(samoa), 4)) == date(2026, 3, 2)
    assert to_date(study_day(moment.astimezone(hawaii), 4)) == date(2026, 3, 1)
