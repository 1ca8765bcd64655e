"""Reschedule: let changed options hold for all cards at once, after a look at what that does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING
from uuid import uuid4

from flashprep.core import rescheduling
from flashprep.core.cancel import ignore, never
from flashprep.core.changes import Changes
from flashprep.core.errors import StaleCardError
from flashprep.core.i18n import _
from flashprep.core.rescheduling import Graded, Reschedule
from flashprep.core.reviews import Action, Entry
from flashprep.core.scheduling import Options, Scheduler
from flashprep.store import memory as memory_rows
from flashprep.store import reviews as log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flashprep.app.preferences import Preferences
    from flashprep.app.study import Study
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.cards import CardId
    from flashprep.core.clock import Day
    from flashprep.core.memory import Memory
    from flashprep.store.database import Database


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a preview is made of: plain values, and where to read the rest on any thread."""

    database: Database
    states: Mapping[CardId, Memory]
    options: Options
    today: Day

    def preview(self, progress: Progress = ignore, cancel: Cancel = never) -> Reschedule:
        """Return what a reschedule would do; raises ``Cancelled``."""
        return rescheduling.plan(
            self.states,
            self._courses(),
            Scheduler(self.options),
            self.today,
            progress=progress,
            cancel=cancel,
        )

    def _courses(self) -> Mapping[CardId, Sequence[Graded]]:
        """Return each card's grades; nothing where no other weights were ever in use."""
        own = self.options.weights
        courses: dict[CardId, list[Graded]] = {}
        with self.database.read_beside() as connection:
            if all(options.weights == own for options in log.all_options(connection).values()):
                return {}
            for card, rating, time, day in log.courses(connection):
                courses.setdefault(card, []).append(Graded(rating, time, day))
        return courses


class Rescheduling:
    """The due days of one profile."""

    def __init__(self, database: Database, preferences: Preferences, study: Study) -> None:
        self._database = database
        self._preferences = preferences
        self._study = study

    def snapshot(self) -> Snapshot:
        """Read everything that a preview needs."""
        states = {card.id: card.memory for card in self._study.candidates}
        options = self._preferences.options()
        return Snapshot(self._database, states, options, self._study.today)

    def apply(self, found: Reschedule, snapshot: Snapshot) -> Changes:
        """Do what a preview showed, as one row of the log that one undo takes back.

        Raises ``StaleCardError`` when cards or options are no longer those of the preview; then
        nothing was changed.
        """
        if not found.changed:
            return Changes()
        cards = sorted(found.changed)
        now, study = self._study.now, self._study
        with self._database.write() as connection:
            before = memory_rows.some(connection, cards)
            stale = any(before[card] != snapshot.states[card] for card in cards)
            if stale or self._preferences.options() != snapshot.options:
                raise StaleCardError(
                    _("Cards or settings were changed since the preview was made."),
                    _("Look at the preview again; nothing was rescheduled."),
                )
            entry = Entry(
                id=str(uuid4()),
                device=study.device,
                action=Action.RESCHEDULE,
                card=cards[0],
                time=now.astimezone(UTC),
                day=study.today,
                options=log.options_version(connection, snapshot.options, now),
                before=before[cards[0]],
                feeders={card: before[card] for card in cards[1:]},
            )
            log.append(connection, entry)
            memory_rows.put(connection, found.changed)
        study.reload()
        return Changes(cards=frozenset(cards), reviews=True)
