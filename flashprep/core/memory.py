"""The memory state of one card: what FSRS knows of it, and what the person said about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flashprep.core.clock import Day

DEFAULT_DECAY = 0.1542
"""FSRS-6's published w20."""


class State(StrEnum):
    """Where a card stands in FSRS's life cycle; ``new`` means never graded."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class Memory:
    """One card's state after its last grade.

    ``stability`` is in days (the time until retrievability falls to 0.9), ``difficulty`` from 1 to
    10. ``due`` is in UTC; for a card in review, ``due_day`` is the study day that counts, so that
    a card graded at night is due in the morning of its day. ``buried_until`` is the first study
    day on which the card may be shown again.
    """

    state: State = State.NEW
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    due: datetime | None = None
    due_day: Day | None = None
    last_review: datetime | None = None
    last_day: Day | None = None
    reps: int = 0
    lapses: int = 0
    suspended: bool = False
    buried_until: Day | None = None
    marked: bool = False

    @property
    def seen(self) -> bool:
        """Tell whether the card was ever graded."""
        return self.state is not State.NEW


NEW = Memory()


def retrievability(stability: float, elapsed: float, decay: float = DEFAULT_DECAY) -> float:
    """Return the predicted probability of recall after ``elapsed`` days (FSRS-6, power law).

    R(t) = (1 + F t/S)^(-decay) with F = 0.9^(-1/decay) - 1, so that R(S) = 0.9.
    Source: FSRS-6, open-spaced-repetition wiki, "The Algorithm".
    """
    factor = 0.9 ** (-1.0 / decay) - 1.0
    return float((1.0 + factor * max(elapsed, 0.0) / stability) ** -decay)


def recall_on(memory: Memory, day: int, decay: float = DEFAULT_DECAY) -> float:
    """Return the retrievability of a card on a study day; 0 for one never graded."""
    if memory.stability is None or memory.last_day is None:
        return 0.0
    return retrievability(memory.stability, day - memory.last_day, decay)


def dump(memory: Memory) -> dict[str, Any]:
    """Return the state as plain JSON values, leaving out what is at its default."""
    out: dict[str, Any] = {"state": memory.state.value}
    for name in ("step", "stability", "difficulty", "due_day", "last_day", "buried_until"):
        value = getattr(memory, name)
        if value is not None:
            out[name] = value
    for name in ("due", "last_review"):
        value = getattr(memory, name)
        if value is not None:
            out[name] = iso(value)
    for name in ("reps", "lapses", "suspended", "marked"):
        value = getattr(memory, name)
        if value:
            out[name] = value
    return out


def load(data: dict[str, Any]) -> Memory:
    """Return the state that ``dump`` wrote."""
    values = dict(data)
    values["state"] = State(values["state"])
    for name in ("due", "last_review"):
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    return Memory(**values)


def iso(moment: datetime) -> str:
    """Return an aware moment as ISO 8601 in UTC with milliseconds, ending in Z."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
