"""The settings of a profile: read once, changed one at a time, stored at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flashprep.core import setting_values
from flashprep.core.changes import Changes
from flashprep.core.clock import to_day
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Options
from flashprep.core.settings import DEFAULTS
from flashprep.core.timetable import Timetable, parse_vacation
from flashprep.store import settings as rows

if TYPE_CHECKING:
    from flashprep.core.settings import Settings
    from flashprep.store.database import Database


class Preferences:
    """The settings in force, and what the program remembers for itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.bad: tuple[str, ...] = ()
        self.values = self._read()

    def reload(self) -> Changes:
        """Read the settings again, as another process may have changed them."""
        before, self.values = self.values, self._read()
        return Changes(settings=self.values != before)

    def change(self, name: str, value: Any) -> Changes:
        """Set one setting; raise ``SettingError`` when the value is out of its range."""
        values = setting_values.changed(self.values, name, value)
        with self._database.write() as connection:
            rows.save(connection, {name: setting_values.to_stored(getattr(values, name))})
        changed = values != self.values
        self.values = values
        return Changes(settings=changed)

    def fact(self, name: str) -> Any:
        """Return what the program remembers under a name, None if nothing."""
        with self._database.read() as connection:
            return rows.fact(connection, name)

    def remember(self, name: str, value: Any) -> None:
        """Remember a fact (plain JSON) across starts."""
        with self._database.write() as connection:
            rows.remember(connection, name, value)

    def options(self) -> Options:
        """Return the scheduling options that the settings ask for."""
        settings = self.values
        date, table = settings.interview_date, self.timetable()
        return Options(
            weights=settings.fsrs_weights or DEFAULT_WEIGHTS,
            desired_retention=settings.desired_retention,
            learning_steps=settings.learning_steps,
            relearning_steps=settings.relearning_steps,
            maximum_interval=settings.maximum_interval,
            horizon=None if date is None else to_day(date),
            week=table.week,
            vacations=table.vacations,
        )

    def timetable(self) -> Timetable:
        """Return the share of the minutes that each day has."""
        settings = self.values
        usual = settings.easy_days == DEFAULTS.easy_days
        return Timetable(
            week=() if usual else tuple(share / 100.0 for share in settings.easy_days),
            vacations=tuple(map(parse_vacation, settings.vacation)),
        )

    def _read(self) -> Settings:
        with self._database.read() as connection:
            stored = rows.load(connection)
        values, bad = setting_values.from_stored(stored)
        self.bad = tuple(bad)
        return values
