"""Compare what to study today: ``python -m tests.simulation.policies [--learners 60]``.

All policies meet the same learners, minutes and luck; what counts is the true mean recall of all
cards on the interview day.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.simulation import app
from tests.simulation.fsrs6 import AGAIN, GOOD, Floats, Ints
from tests.simulation.world import (
    BELIEVED,
    DOMAINS,
    FIRST_SEED,
    FORGOTTEN,
    NEW_KNOWN,
    NEW_UNKNOWN,
    RECALLED,
    RELEARNED,
    SCENARIOS,
    UNSEEN_KNOWN,
    UNSEEN_UNKNOWN,
    Learner,
    Policy,
    Scenario,
    Study,
    View,
)

NEW_A_DAY = 20
LEAST_GAIN = 1e-5
"""Recall per second below which plain greedy, too, calls it a day."""


def plain_fsrs(view: View) -> Ints:
    """Due cards at 0.90, least retrievable first; then 20 new ones in the deck's order."""
    wait = np.maximum(np.rint(BELIEVED.interval(view.stability, 0.90)), 1)
    due = np.flatnonzero(view.seen & (view.elapsed >= wait))
    recall = BELIEVED.recall(view.stability, view.elapsed)
    due = due[np.argsort(recall[due], kind="stable")]
    return np.concatenate([due, np.flatnonzero(~view.seen)[:NEW_A_DAY]])


def plain_greedy(view: View) -> Ints:
    """Every card by its gain in recall on the interview day per expected second."""
    known = np.array([_share_known(view, domain) for domain in range(DOMAINS)])[view.domain]
    rate = np.where(view.seen, _review_rate(view), _new_rate(known, view.days_left)) / view.cost
    worth = np.flatnonzero(rate > LEAST_GAIN)
    return worth[np.argsort(-rate[worth], kind="stable")]


def _review_rate(view: View) -> Floats:
    stability, difficulty, left = view.stability, view.difficulty, view.days_left
    count = len(stability)
    good, again = np.full(count, GOOD), np.full(count, AGAIN)
    recall = BELIEVED.recall(stability, view.elapsed)
    kept, _d = BELIEVED.review(stability, difficulty, view.elapsed, good)
    lost, harder = BELIEVED.review(stability, difficulty, view.elapsed, again)
    lost, _d = BELIEVED.review(lost, harder, np.zeros(count, np.int64), good)
    studied = recall * BELIEVED.recall(kept, left) + (1 - recall) * BELIEVED.recall(lost, left)
    gain = studied - BELIEVED.recall(stability, view.elapsed + left)
    return gain / (recall * RECALLED + (1 - recall) * (FORGOTTEN + RELEARNED))


def _new_rate(known: Floats, days_left: int) -> Floats:
    (again, good), difficulty = BELIEVED.first(np.array([AGAIN, GOOD]))
    lost, _d = BELIEVED.review(np.array([again]), difficulty[:1], np.array([0]), np.array([GOOD]))
    # A first success is Good or Easy: somewhat more than Good's stability.
    if_known = BELIEVED.recall(np.array([good * 1.3]), days_left)
    if_not = BELIEVED.recall(lost, days_left)
    gain = known * (if_known - UNSEEN_KNOWN) + (1 - known) * (if_not - UNSEEN_UNKNOWN)
    rate: Floats = gain / (known * NEW_KNOWN + (1 - known) * NEW_UNKNOWN)
    return rate


def _share_known(view: View, domain: int) -> float:
    ratings = view.first_rating[view.seen & (view.domain == domain)]
    return float(1.5 + (ratings >= GOOD).sum()) / (5.0 + len(ratings))


POLICIES: dict[str, Policy] = {
    "plain FSRS 0.90": plain_fsrs,
    "plain greedy": plain_greedy,
    "the app": app.order,
}
BASELINE = "plain FSRS 0.90"


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a policy gave: arrays with an entry per learner, recall in points (0 to 100)."""

    recall: Floats
    worst: Floats
    unseen: Floats
    hours: Floats


def outcome(policy: Policy, learners: Sequence[Learner], scenario: Scenario) -> Outcome:
    """Let every learner study by a policy up to the interview day."""
    rows = []
    for learner in learners:
        study = Study(learner, scenario, policy).finish()
        means = study.by_domain(study.recall(scenario.days))
        rows.append(
            (
                100 * means.mean(),
                100 * means.min(),
                100 * (~study.seen).mean(),
                study.seconds / 3600,
            )
        )
    return Outcome(*np.array(rows).T)


def compare(scenario: Scenario, learners: int, first_seed: int = FIRST_SEED) -> dict[str, Outcome]:
    """Return the outcome of every policy on the same learners."""
    people = [Learner.draw(first_seed + number, scenario) for number in range(learners)]
    return {name: outcome(policy, people, scenario) for name, policy in POLICIES.items()}


def half_width(values: Floats) -> float:
    """Return half the width of the mean's 95 % interval."""
    return float(1.96 * values.std(ddof=1) / np.sqrt(len(values)))


def table(name: str, outcomes: dict[str, Outcome]) -> str:
    """Return the printed comparison of one scenario."""
    scenario = SCENARIOS[name]
    lines = [
        (
            f"{name}: {scenario.cards} cards, {scenario.days} days, "
            f"{scenario.minutes:.0f} min a day, {len(outcomes[BASELINE].recall)} learners"
        ),
        (
            f"  {'policy':<16} {'recall':>6}  {'points against plain FSRS':>25}  "
            f"{'worst domain':>12}  {'unseen':>6}  {'hours':>5}"
        ),
    ]
    for policy, found in outcomes.items():
        points = found.recall - outcomes[BASELINE].recall
        against = f"{points.mean():+.2f} ± {half_width(points):.2f}" if points.any() else "-"
        lines.append(
            f"  {policy:<16} {found.recall.mean():6.2f}  {against:>25}  "
            f"{found.worst.mean():12.1f}  {found.unseen.mean():5.1f}%  {found.hours.mean():5.1f}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the comparison of the chosen scenarios."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.policies")
    parser.add_argument("--learners", type=int, default=60)
    parser.add_argument("--scenario", default=",".join(SCENARIOS), help="some, with commas between")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    chosen = parser.parse_args(arguments)
    for name in chosen.scenario.split(","):
        outcomes = compare(SCENARIOS[name], chosen.learners, chosen.first_seed)
        print(table(name, outcomes), flush=True)


if __name__ == "__main__":
    main()
