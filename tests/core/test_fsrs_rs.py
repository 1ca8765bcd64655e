"""Memory states agree with fsrs-rs, the implementation that Anki uses, on random histories.

What fsrs-rs 0.9.3 says of them is kept in ``fsrs_rs.csv``, so that no machine needs it. Where the
package ``fsrs-rs-python`` can be imported, ``python -m tests.core.test_fsrs_rs`` writes the file
anew, and a test asks it directly too.
"""

from __future__ import annotations

import csv
import random
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from flashprep.core.cards import CardId
from flashprep.core.clock import Day, midnight
from flashprep.core.memory import NEW
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Options, Rating, Scheduler

LIBRARY = "fsrs_rs_python"
FILE = Path(__file__).with_name("fsrs_rs.csv")
HISTORIES = 2000
GAPS = (0, 0, 1, 1, 2, 3, 5, 8, 13, 30, 90, 365)
OTHERS = tuple(
    weight * factor for weight, factor in zip(DEFAULT_WEIGHTS, [0.9, 1.3, 1.1] * 7, strict=True)
)
"""Weights of someone else, within the limits of every one."""

WEIGHTS = {"published": DEFAULT_WEIGHTS, "others": OTHERS}

History = list[tuple[int, Rating]]
"""Reviews: (days since the last one, rating)."""

State = tuple[float, float]
"""Stability (days) and difficulty."""


def history(seed: int) -> History:
    """Return up to 20 reviews, many on the same day."""
    rng = random.Random(seed)
    reviews = rng.randint(1, 20)
    return [(rng.choice(GAPS) if n else 0, Rating(rng.randint(1, 4))) for n in range(reviews)]


def theirs(weights: tuple[float, ...], histories: list[History]) -> list[State]:
    """Return what fsrs-rs says."""
    library: Any = import_module(LIBRARY)
    items = [
        library.FSRSItem([library.FSRSReview(int(rating), gap) for gap, rating in reviews])
        for reviews in histories
    ]
    states = library.FSRS(list(weights)).memory_state_batch(items)
    return [(state.stability, state.difficulty) for state in states]


def kept() -> tuple[list[History], dict[str, list[State]]]:
    """Return the histories of the file, and the states after them by weights."""
    histories: list[History] = []
    states: dict[str, list[State]] = {name: [] for name in WEIGHTS}
    with FILE.open(encoding="ascii", newline="") as file:
        for row in csv.DictReader(file):
            pairs = (review.split(":") for review in row["reviews"].split())
            histories.append([(int(gap), Rating(int(rating))) for gap, rating in pairs])
            for name, found in states.items():
                found.append((float(row[f"{name}_stability"]), float(row[f"{name}_difficulty"])))
    return histories, states


def compare(weights: tuple[float, ...], histories: list[History], states: list[State]) -> None:
    scheduler = Scheduler(Options(weights=weights))
    for reviews, state in zip(histories, states, strict=True):
        memory, day = NEW, Day(20_000)
        for gap, rating in reviews:
            day = Day(day + gap)
            now = midnight(day) + timedelta(hours=9)
            memory = scheduler.grade(CardId("c"), memory, rating, now, day).memory
        assert (memory.stability, memory.difficulty) == pytest.approx(state, rel=1e-4), reviews


@pytest.mark.parametrize("name", WEIGHTS)
def test_states_agree_with_what_fsrs_rs_gave_to_one_in_ten_thousand(name: str) -> None:
    histories, states = kept()
    assert len(histories) == HISTORIES
    assert len({str(reviews) for reviews in histories}) > HISTORIES * 0.9
    compare(WEIGHTS[name], histories, states[name])


@pytest.mark.skipif(find_spec(LIBRARY) is None, reason="fsrs-rs-python is not installed")
@pytest.mark.parametrize("name", WEIGHTS)
def test_states_agree_with_fsrs_rs_itself(name: str) -> None:
    histories = [history(seed) for seed in range(HISTORIES)]
    compare(WEIGHTS[name], histories, theirs(WEIGHTS[name], histories))


def write() -> None:
    """Write the file anew."""
    histories = [history(seed) for seed in range(HISTORIES)]
    states = {name: theirs(weights, histories) for name, weights in WEIGHTS.items()}
    values = ("stability", "difficulty")
    with FILE.open("w", encoding="ascii", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["reviews", *(f"{name}_{value}" for name in WEIGHTS for value in values)])
        for place, reviews in enumerate(histories):
            told = " ".join(f"{gap}:{int(rating)}" for gap, rating in reviews)
            found = (value for name in WEIGHTS for value in states[name][place])
            rows.writerow([told, *(f"{value:.7g}" for value in found)])


if __name__ == "__main__":
    write()
