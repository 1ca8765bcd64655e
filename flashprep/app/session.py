"""What a study session hands on: the question, the day at a glance, what a grade did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashprep.core.workload import Load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flashprep.app.library import CardView
    from flashprep.core.changes import Changes
    from flashprep.core.clock import Day
    from flashprep.core.memory import Memory
    from flashprep.core.reviews import Entry
    from flashprep.core.scheduling import Outcome, Rating


@dataclass(frozen=True, slots=True)
class Question:
    """A card to ask now, and what each rating would give."""

    view: CardView
    memory: Memory
    outcomes: Mapping[Rating, Outcome]


@dataclass(frozen=True, slots=True)
class Today:
    """The state of the study day: what waits by domain, what was done, how long it takes.

    Times are seconds; ``days_left`` counts to the interview date, negative when it is past.
    """

    day: Day
    loads: Mapping[str, Load]
    done_cards: int
    done_seconds: float
    budget_seconds: float
    days_left: int | None
    waiting: int
    unseen: int
    next_due: datetime | None

    @property
    def load(self) -> Load:
        """Return all domains' loads together."""
        return sum(self.loads.values(), Load())


@dataclass(frozen=True, slots=True)
class Graded:
    """What a grade did: the log row and the card's new state."""

    entry: Entry
    outcome: Outcome
    changes: Changes
