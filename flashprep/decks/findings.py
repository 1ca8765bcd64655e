"""Collect what is found wrong in one deck file."""

from __future__ import annotations

from flashprep.core.faults import Fault, Level
from flashprep.core.i18n import _

MAX_FAULTS = 1_000
"""How many faults of one file are told; nobody reads more, and a hostile file may hold millions."""

Place = tuple[int, int]
"""A 1-based line and column."""


class Findings:
    """The faults of one file."""

    __slots__ = ("_faults", "_left_out", "file")

    def __init__(self, file: str) -> None:
        self.file = file
        self._faults: list[Fault] = []
        self._left_out = 0

    def error(self, at: Place, code: str, message: str, hint: str = "") -> None:
        """Add an error."""
        self._add(Fault(self.file, *at, Level.ERROR, code, message, hint))

    def warning(self, at: Place, code: str, message: str, hint: str = "") -> None:
        """Add a warning."""
        self._add(Fault(self.file, *at, Level.WARNING, code, message, hint))

    def note(self, at: Place, code: str, message: str, hint: str = "") -> None:
        """Add a note."""
        self._add(Fault(self.file, *at, Level.NOTE, code, message, hint))

    def _add(self, fault: Fault) -> None:
        if self.is_full():
            self._left_out += 1
        else:
            self._faults.append(fault)

    def is_full(self) -> bool:
        """Tell whether a further fault would only be counted."""
        return len(self._faults) >= MAX_FAULTS

    def has(self, code: str) -> bool:
        """Tell whether a fault with this code was found."""
        return any(fault.code == code for fault in self._faults)

    def faults(self) -> tuple[Fault, ...]:
        """Return what was found, sorted by place."""
        found = sorted(self._faults, key=lambda fault: (fault.line, fault.col, fault.code))
        if self._left_out:
            message = _("{count} more faults are not shown.").format(count=self._left_out)
            last = found[-1]
            found.append(Fault(self.file, last.line, last.col, Level.NOTE, "more-faults", message))
        return tuple(found)
