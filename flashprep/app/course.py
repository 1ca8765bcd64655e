"""When the present preparation began: the day on which its interview date was first set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.clock import Day, to_day

if TYPE_CHECKING:
    from flashprep.app.preferences import Preferences

_FACT = "course"


def note(preferences: Preferences, today: Day) -> None:
    """Remember when the preparation began, when an interview date is new.

    A date that is moved while the preparation runs does not begin it anew.
    """
    date = preferences.values.interview_date
    if date is None or to_day(date) < today:
        return
    held = preferences.fact(_FACT)
    # Also while the clock stands before the beginning: it was set back, or a command asks for then.
    running = held and today <= held["date"]
    if running and held["date"] == to_day(date):
        return
    begin = held["begin"] if running else today
    preferences.remember(_FACT, {"begin": begin, "date": to_day(date)})


def begin(preferences: Preferences, today: Day) -> Day:
    """Return the day on which the preparation began; today when nothing is known."""
    held = preferences.fact(_FACT)
    return Day(min(held["begin"], today)) if held else today
