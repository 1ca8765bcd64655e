"""Long work says how far it is, and stops when it is asked to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")

Progress = Callable[[float], None]
"""Is told the share that is done, 0 to 1."""

Cancel = Callable[[], bool]
"""Tells whether the work is no longer wanted."""


class Cancelled(Exception):  # noqa: N818 - a wish that was met, no error
    """The work was stopped because nobody wants its result any more."""


def ignore(_share: float) -> None:
    """Take no notice of progress."""


def never() -> bool:
    """Let the work run to its end."""
    return False


def check(cancel: Cancel) -> None:
    """Raise ``Cancelled`` when the work is no longer wanted."""
    if cancel():
        raise Cancelled


def part(progress: Progress, start: float, end: float) -> Progress:
    """Return the progress of a part of the work, which fills the shares from start to end."""
    return lambda share: progress(start + (end - start) * min(max(share, 0.0), 1.0))


_BATCH = 1000


def watched(
    rows: Iterable[_T], total: int, progress: Progress = ignore, cancel: Cancel = never
) -> Iterator[_T]:
    """Yield about ``total`` rows, tell how far they are, and raise ``Cancelled`` on demand."""
    for number, row in enumerate(rows):
        if number % _BATCH == 0:
            check(cancel)
            progress(min(number / max(total, 1), 1.0))
        yield row
