"""How much of the daily minutes each day has: easy days of the week, and vacation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashprep.core.clock import Day, to_date, to_day

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONDAY = 3
"""Day 0 was a Thursday: so many days after a Monday."""

_LOOK = 400
"""So many days are searched for the next one with minutes; none in a year means never."""

LONGEST = 366
"""A vacation is at most so many days long."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The share of the usual minutes that a day has.

    ``week`` holds the shares from Monday to Sunday (1.0 is as usual; empty is as usual all week),
    ``vacations`` the (first, last) days without any.
    """

    week: tuple[float, ...] = ()
    vacations: tuple[tuple[int, int], ...] = ()

    def share(self, day: int) -> float:
        """Return the share of the usual minutes that a study day has; 0 on a free day."""
        if self.vacation(day) is not None:
            return 0.0
        return self.week[(day + _MONDAY) % 7] if self.week else 1.0

    def vacation(self, day: int) -> tuple[int, int] | None:
        """Return the (first, last) days of the vacation that a day belongs to."""
        return next((v for v in self.vacations if v[0] <= day <= v[1]), None)

    def back(self, day: int) -> Day:
        """Return the first day after ``day`` that is no vacation."""
        after = day + 1
        while (vacation := self.vacation(after)) is not None:
            after = vacation[1] + 1
        return Day(after)

    def next_day(self, day: int) -> Day | None:
        """Return the first day after ``day`` that has minutes, None if none has."""
        return next((Day(d) for d in range(day + 1, day + _LOOK) if self.share(d) > 0.0), None)

    @property
    def is_plain(self) -> bool:
        """Tell whether every day is as usual."""
        return not self.vacations and len(set(self.week)) <= 1 and self.share(0) > 0.0


USUAL = Timetable()


def merged(vacations: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return vacations in order, those that touch or overlap as one, none longer than allowed."""
    found: list[tuple[int, int]] = []
    for begin, last in sorted(vacations):
        first = begin
        if found and first <= found[-1][1] + 1:
            if last <= found[-1][1]:
                continue
            if last - found[-1][0] < LONGEST:
                found[-1] = found[-1][0], last
                continue
            first = found[-1][1] + 1  # too long for one: they stand side by side
        found.append((first, last))
    return tuple(found)


def parse_vacation(text: str) -> tuple[int, int]:
    """Return the days of ``2026-12-24/2026-12-27`` or of one date; raise ``ValueError``."""
    from datetime import date

    first, _slash, last = text.strip().partition("/")
    days = (
        to_day(date.fromisoformat(first.strip())),
        to_day(date.fromisoformat((last or first).strip())),
    )
    if not 0 <= days[1] - days[0] < LONGEST:
        raise ValueError(text)
    return days


def format_vacation(days: tuple[int, int]) -> str:
    """Return a vacation in the form that ``parse_vacation`` reads."""
    return "/".join(to_date(day).isoformat() for day in days)
