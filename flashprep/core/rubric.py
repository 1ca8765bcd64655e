"""From expectation ticks to a grade: a proposal, the person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.scheduling import Rating

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from flashprep.core.cards import Tick

ENOUGH = 0.6
"""Share of all ticks from which an answer with every must is Good."""


def propose(ticks: Sequence[Tick], met: Collection[int], *, in_time: bool) -> Rating | None:
    """Return the grade that the ticks speak for, None for a card without ticks.

    ``met`` holds the numbers (from 0) of the ticks that were met. A missed must is Again; every
    must but under 60 % of all is Hard; from 60 % it is Good; all of them, in time, is Easy.
    """
    if not ticks:
        return None
    if any(tick.must and number not in met for number, tick in enumerate(ticks)):
        return Rating.AGAIN
    if len(met) < ENOUGH * len(ticks):
        return Rating.HARD
    return Rating.EASY if len(met) == len(ticks) and in_time else Rating.GOOD
