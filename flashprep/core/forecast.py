"""The days to come: the program's own memory model and order of the day, rolled forward.

Every card keeps the state that FSRS believes in; each day takes cards in the order of
``core.queue`` until the minutes are used, and chance (seeded) decides which are recalled, by FSRS's
own prediction. A few runs are averaged. It is an expectation under the model, not a promise: on
simulated learners whose memory differs from the model it was 2 to 4 points off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flashprep.core.cancel import check, ignore, never
from flashprep.core.clock import Day
from flashprep.core.deck import Deck
from flashprep.core.rolling import Run, Start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.core.cancel import Cancel, Progress

RUNS = 3
MANY = 20_000
"""With more cards one run says as much as several: chance averages out over the cards."""

HORIZON = 35
"""Days that are looked ahead where no interview date says how far."""


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day of the forecast, the mean of the runs.

    ``seconds`` is by domain; ``recall`` is each domain's predicted recall on the interview day as
    it stands when this day is done, of all its cards: suspended ones and those left out count, too.
    """

    day: Day
    new: float
    reviews: float
    new_stories: float
    story_reviews: float
    seconds: Mapping[str, float]
    recall: Mapping[str, float]

    @property
    def minutes(self) -> float:
        """Return the minutes of the day."""
        return sum(self.seconds.values()) / 60.0


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days to the interview, and what is left unseen on it."""

    days: tuple[DayAhead, ...] = ()
    unseen_core: float = 0.0
    unseen_extended: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)

    def mean(self, day: DayAhead) -> float:
        """Return the recall of all domains on the interview day, weighted, as a day leaves it."""
        total = sum(self.weights.values())
        if not total:
            return 0.0
        return sum(self.weights[name] * value for name, value in day.recall.items()) / total

    @property
    def recall(self) -> float:
        """Return the mean recall on the interview day."""
        return self.mean(self.days[-1]) if self.days else 0.0

    @property
    def fits(self) -> bool:
        """Tell whether every core card is met before the day."""
        return self.unseen_core < 0.5  # noqa: PLR2004 - rounds to none


def roll(
    start: Start,
    *,
    runs: int = RUNS,
    deck: Deck | None = None,
    progress: Progress = ignore,
    cancel: Cancel = never,
) -> Forecast:
    """Return the forecast; the same start gives the same one.

    ``deck`` are the cards as arrays, if they were read before. Raises ``Cancelled``.
    """
    deck = deck if deck is not None else Deck.of(start.cards, start.today, start.stories)
    if len(deck) > MANY:
        runs = 1
    tables = []
    for seed in range(runs):
        run = Run(start, deck, seed)
        for index in range(start.days):
            check(cancel)
            run.step(index)
            progress((seed + (index + 1) / start.days) / runs)
        tables.append(run.table)
    mean = sum(tables) / runs
    return _forecast(start, deck, mean)


def _forecast(start: Start, deck: Deck, table: Any) -> Forecast:
    """Return the mean table as values.

    Its columns: new, reviews, new stories, story reviews, unseen core and extended, then the
    seconds and the recall of each domain.
    """
    names, count = deck.domains, len(deck.domains)
    days = []
    for index, row in enumerate(table.tolist()):
        days.append(
            DayAhead(
                day=Day(start.today + index),
                new=row[0],
                reviews=row[1],
                new_stories=row[2],
                story_reviews=row[3],
                seconds=dict(zip(names, row[6 : 6 + count], strict=True)),
                recall=dict(zip(names, row[6 + count :], strict=True)),
            )
        )
    weights = {name: start.goal.weight(name) for name in names}
    return Forecast(tuple(days), float(table[-1, 4]), float(table[-1, 5]), weights)
