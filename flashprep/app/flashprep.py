"""The composition of one open profile: every part is built here, once, and handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

from flashprep.app.editing import Editing
from flashprep.app.history import History
from flashprep.app.library import Library
from flashprep.app.mocks import Mocks
from flashprep.app.optimize import Optimizer
from flashprep.app.plan import Planning
from flashprep.app.preferences import Preferences
from flashprep.app.profile import Profile, prepare
from flashprep.app.progress import Progress
from flashprep.app.rescheduling import Rescheduling
from flashprep.app.study import Study
from flashprep.core.changes import Changes
from flashprep.store.database import Database, open_database

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from flashprep.app.progress import Report
    from flashprep.core.clock import Clock


_MORNING = "morning_readiness"
_POINT = 0.01


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The system's time in the system's zone."""

    def now(self) -> datetime:
        """Return the present."""
        return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A time that a command names with ``--at``, in the system's zone."""

    moment: datetime

    def now(self) -> datetime:
        """Return the named moment."""
        return self.moment


class Flashprep:
    """One open profile and what a person can do with it; a context manager that closes it."""

    def __init__(
        self, profile: Profile, *, clock: Clock | None = None, source: Path | None = None
    ) -> None:
        """Open a profile, bring its decks up to date and plan the day.

        ``source`` is the folder of shipped decks where it is not the program's own. Raises
        ``ProfileError`` or ``NewerProfileError``.
        """
        prepare(profile)
        self.profile = profile
        self.clock = clock or SystemClock()
        self.database: Database = open_database(profile.database)
        try:
            self.preferences = Preferences(self.database)
            self.library = Library(self.database, profile, self.preferences, source)
            self.editing = Editing(self.library)
            self.opening = self.library.refresh()
            self.study = Study(self.database, self.library, self.preferences, self.clock)
            self.history = History(self.database, self.study)
            self.rescheduling = Rescheduling(self.database, self.preferences, self.study)
            self.optimizer = Optimizer(self.database, self.preferences)
            self.plan = Planning(self.database, self.preferences, self.study)
            study = self.study
            self.progress = Progress(
                self.database, profile, self.preferences, self.clock, lambda: study.pace.cost
            )
            self.mocks = Mocks(self.database, self.progress)
            self._seen_version = self.database.data_version()
        except BaseException:
            self.database.close()
            raise

    def refresh(self) -> Changes:
        """Read changed decks again, and plan anew if that touched any card."""
        changes = self.library.refresh()
        if changes:
            self.study.reload()
        return changes

    def change_setting(self, name: str, value: object) -> Changes:
        """Set one setting and let everything that depends on it follow."""
        changes = self.preferences.change(name, value)
        if name == "deck_folders":
            changes |= self.library.refresh()
        if changes:
            self.study.reload()
        return changes

    def set_domain(self, slug: str, *, bar: float, weight: float) -> Changes:
        """Set a domain's bar and weight (0 to 1), and let the day's order follow the weight."""
        changes = self.progress.set_domain(slug, bar=bar, weight=weight)
        if changes:
            self.study.reload()
        return changes

    def catch_up(self) -> Changes:
        """Notice what another process wrote to the same profile."""
        version = self.database.data_version()
        if version == self._seen_version:
            return Changes()
        self._seen_version = version
        settings = self.preferences.reload()
        self.study.reload()
        return Changes(reviews=True, content=True, faults=True) | settings

    def note_morning(self, report: Report) -> None:
        """Remember today's readiness as the day began, once a study day."""
        day = self.study.today
        held = self.preferences.fact(_MORNING)
        if held and held["day"] == day:
            return
        means = {slug: value.mean for slug, value in report.domains.items()}
        self.preferences.remember(_MORNING, {"day": day, "means": means})

    def moved_today(self) -> list[tuple[str, float, float]]:
        """Return (domain, readiness this morning, readiness now) where that differs by 1 point."""
        held = self.preferences.fact(_MORNING)
        if not held or held["day"] != self.study.today:
            return []
        moved = []
        for slug, value in self.progress.readiness().domains.items():
            before = held["means"].get(slug)
            if before is not None and value.mean is not None and abs(value.mean - before) >= _POINT:
                moved.append((slug, float(before), value.mean))
        return moved

    def set_clock(self, clock: Clock) -> None:
        """Let another clock tell the time, as ``grade -`` does for lines that name one."""
        self.clock = clock
        self.study.set_clock(clock)
        self.progress.set_clock(clock)

    def close(self) -> None:
        """Close the profile's database."""
        self.database.close()

    def __enter__(self) -> Self:
        """Return the open profile."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close it, whatever happened."""
        self.close()
