"""Compare what the optimizer gains on simulated logs: ``python -m tests.benchmarks.optimizer``.

Each learner of ``tests.simulation.logs`` gives a log of so many grades to fit to, and a quarter
more to try the parameters on. The log-loss is the expected one over the true chances of recall, so
that the luck of the answers does not count. fsrs-rs is compared where ``fsrs_rs_python`` can be
imported; it is no dependency. Nothing here is an assertion, and no human data was used.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from flashprep.core import fitting, gradient, training
from flashprep.core.scheduling import DEFAULT_WEIGHTS
from tests.simulation import logs
from tests.simulation.world import FIRST_SEED

LIBRARY = "fsrs_rs_python"
LEARNERS = {500: 60, 1_000: 60, 3_000: 60, 10_000: 30, 20_000: 20, 200_000: 4}
"""Learners for each length of the log; of a long log few are enough."""

LONGEST_ALIKE = 20_000
TESTED_SHARE = 0.25
WAYS = ("published", "with gate", "ours", "fsrs-rs", "own weights", "truth")


@dataclass(frozen=True)
class Trial:
    """What one learner gave: losses by way, seconds and megabytes of the fits, the gate's word."""

    losses: dict[str, float]
    seconds: dict[str, float]
    megabytes: dict[str, float]
    accepted: bool


def main(arguments: list[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.optimizer")
    parser.add_argument("--grades", type=int, nargs="*", default=list(LEARNERS))
    parser.add_argument("--learners", type=int, help="for each length (default: fewer for longer)")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    options = parser.parse_args(arguments)
    seeds = {
        grades: range(
            options.first_seed, options.first_seed + (options.learners or LEARNERS.get(grades, 20))
        )
        for grades in options.grades
    }
    print("Learners whose weights and cards differ from the published weights")
    _table(seeds, alike=False)
    print("\nLearners exactly as the published weights have it: nothing can be gained")
    _table({grades: some for grades, some in seeds.items() if grades <= LONGEST_ALIKE}, alike=True)


def trial(seed: int, grades: int, *, alike: bool = False) -> Trial:
    """Fit to one learner's log in every way, each in a process of its own."""
    who = logs.learner(seed, grades)
    who = logs.matched(who) if alike else who
    record = logs.graded(who, grades + round(grades * TESTED_SHARE))
    rows = record.rows()
    log = training.log(rows[:grades])
    gate = fitting.fit(log, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)
    weights: dict[str, Any] = {"published": DEFAULT_WEIGHTS}
    weights["with gate"] = gate.weights if gate.better else DEFAULT_WEIGHTS
    weights["own weights"] = tuple(who.memory.w.tolist())
    seconds, megabytes = {}, {}
    for way, work in (("ours", _ours), ("fsrs-rs", _theirs)):
        if way == "fsrs-rs" and find_spec(LIBRARY) is None:
            continue
        weights[way], seconds[way], megabytes[way] = _apart(work, log)
    return Trial(_losses(rows, record, grades, weights), seconds, megabytes, gate.better)


def _losses(
    rows: list[tuple[str, int, int, bool]], record: logs.Grades, grades: int, weights: Any
) -> dict[str, float]:
    """Return the expected log-loss of the predictions after the log."""
    courses = gradient.Courses.of(training.log(rows))
    tested = (courses.place >= grades) & (courses.days >= 1)
    chance = record.chance[courses.place][tested]
    found = {"truth": _expected(chance, chance)}
    for way, w in weights.items():
        found[way] = _expected(chance, gradient.walk(w, courses).recall[tested])
    return found


def _expected(chance: Any, recall: Any) -> float:
    recall = np.clip(recall, 1e-6, 1 - 1e-6)
    return float(-np.mean(chance * np.log(recall) + (1 - chance) * np.log1p(-recall)))


def _apart(work: Any, log: training.Log) -> tuple[tuple[float, ...], float, float]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work, log).result()


def _measured(work: Any, log: training.Log) -> tuple[tuple[float, ...], float, float]:
    begun = time.perf_counter()
    weights = work(log)
    return weights, time.perf_counter() - begun, _peak()


def _peak() -> float:
    """Return the most memory that this process has held (MB), nan where Linux does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(found[0]) / 1024 if found else float("nan")


def _ours(log: training.Log) -> tuple[float, ...]:
    courses = gradient.Courses.of(log)
    with np.errstate(all="ignore"):
        return fitting.best(courses, courses.days >= 1, DEFAULT_WEIGHTS, DEFAULT_WEIGHTS)


def _theirs(log: training.Log) -> tuple[float, ...]:
    library: Any = import_module(LIBRARY)
    by_course = sorted(zip(log.courses, range(len(log.courses)), strict=True))
    items = []
    for _course, places in groupby(by_course, key=lambda pair: pair[0]):
        reviews = []
        for _number, place in places:
            reviews.append(library.FSRSReview(log.ratings[place], log.days[place]))
            if log.days[place]:
                items.append((place, library.FSRSItem(list(reviews))))
    items.sort(key=lambda pair: pair[0])
    found = library.FSRS(list(DEFAULT_WEIGHTS)).compute_parameters([item for _p, item in items])
    return tuple(found)


def _table(seeds: dict[int, range], *, alike: bool) -> None:
    ways = [way for way in WAYS if way != "fsrs-rs" or find_spec(LIBRARY) is not None]
    heads = "".join(f"{way:>12}" for way in ways)
    print(f"{'grades':>8}{'learners':>9}{heads}{'accepted':>10}{'harmed':>8}   seconds, MB")
    for grades, numbers in seeds.items():
        some = [trial(seed, grades, alike=alike) for seed in numbers]
        cells = "".join(f"{np.mean([one.losses[way] for one in some]):12.5f}" for way in ways)
        harmed = np.mean([one.losses["with gate"] > one.losses["published"] for one in some])
        accepted = np.mean([one.accepted for one in some])
        costs = ", ".join(
            f"{way} {np.median([one.seconds[way] for one in some]):.2f} s "
            f"{max(one.megabytes[way] for one in some):.0f} MB"
            for way in some[0].seconds
        )
        print(f"{grades:8}{len(some):9}{cells}{accepted:10.0%}{harmed:8.0%}   {costs}", flush=True)


if __name__ == "__main__":
    main()
