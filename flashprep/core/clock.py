"""Study days: which local day an instant belongs to, when that day rolls over at 04:00.

A day is an integer, days since 1970-01-01. It is worked out from the wall clock once, when
something happens, and stored with it; so a later change of time zone moves no review that was
already done, and daylight saving makes no day of 23 or 25 hours.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import NewType, Protocol

Day = NewType("Day", int)
"""Days since 1970-01-01 in local study days."""

_EPOCH = date(1970, 1, 1).toordinal()


class Clock(Protocol):
    """Where ``now`` comes from: the system, a command's ``--at``, or a test."""

    def now(self) -> datetime:
        """Return the present as an aware datetime in the local zone."""
        ...


def study_day(moment: datetime, rollover: int) -> Day:
    """Return the study day of an aware local moment; the day begins at ``rollover`` o'clock."""
    wall = moment.replace(tzinfo=None) - timedelta(hours=rollover)
    return to_day(wall.date())


def to_day(when: date) -> Day:
    """Return the day number of a calendar date."""
    return Day(when.toordinal() - _EPOCH)


def to_date(day: int) -> date:
    """Return the calendar date of a day number."""
    return date.fromordinal(day + _EPOCH)


def midnight(day: int) -> datetime:
    """Return midnight UTC of a study day: the time that FSRS is fed."""
    return datetime.combine(to_date(day), datetime.min.time(), tzinfo=UTC)
