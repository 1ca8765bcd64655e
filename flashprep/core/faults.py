"""What is wrong with a deck: where, how badly, and what a person can do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """An error keeps cards from being studied; a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding in a deck file; ``line`` and ``col`` are 1-based, ``hint`` says what to do."""

    file: str
    line: int
    col: int
    level: Level
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """Return ``file:line:col: level code message. hint``."""
        text = f"{self.file}:{self.line}:{self.col}: {self.level} {self.code} {self.message}"
        return f"{text} {self.hint}" if self.hint else text
