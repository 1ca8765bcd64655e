"""Hold readiness against the truth: ``python -m tests.simulation.readiness [--learners 100]``.

Learners study by the app's policy, score their own answers (too kindly), and take mock interviews.
True readiness of a domain on the day is the mean over all its cards of true recall times true
mastery, times the person's transfer to questions that are no card. The app sees grades, scores and
the outcome of the mocks.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flashprep.core.mocks import MockResult
from tests.simulation import app
from tests.simulation.fsrs6 import AGAIN, Floats
from tests.simulation.world import DOMAINS, FIRST_SEED, Learner, Scenario, Session, Study, generator

MOCKS = (0, 2, 4)
"""Mock questions per domain; each is a mock of its own day."""

MOCK_DAYS = 21
"""Mocks are taken in the last three weeks."""

_LATEST_SCORES = 6
_RUBRIC_POINTS = 4
_DEPTH_MEAN, _DEPTH_SD, _CARD_DEPTH_SD = 0.9, 0.6, 0.7
_PRACTICE = 0.08
"""Each repetition deepens an answer by this much (logit)."""

_UNSEEN_DEPTH = -0.5
_TRANSFER_SD, _TRANSFER_PERSON_SD = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Setting:
    """A world to test readiness in: time, the day of the assessment, and how people are.

    ``leniency`` is mean and spread (logit) by which people score themselves too kindly,
    ``transfer`` the mean (logit) of the share of knowledge that serves for unseen questions.
    """

    scenario: Scenario
    day: int
    leniency: tuple[float, float] = (0.35, 0.45)
    transfer: float = 1.4


SETTINGS = {
    "end, 30 min a day": Setting(Scenario(350, 35, 30), 35),
    "end, 15 min a day": Setting(Scenario(350, 35, 15), 35),
    "end, 45 min a day": Setting(Scenario(350, 35, 45), 35),
    "mid-way, day 18": Setting(Scenario(350, 35, 30), 18),
    "stressed": Setting(Scenario(350, 35, 30), 35, leniency=(0.8, 0.5), transfer=0.6),
}
STRESSED = "stressed"


class Person:
    """A learner who also answers at length: mastery, kindness to oneself, transfer, mocks."""

    def __init__(self, seed: int, setting: Setting) -> None:
        self.setting = setting
        self.study = Study(Learner.draw(seed, setting.scenario), setting.scenario, app.order)
        rng = generator(seed, "answers")
        self._depth = rng.normal(_DEPTH_MEAN, _DEPTH_SD, DOMAINS)
        self._card_depth = rng.normal(0, _CARD_DEPTH_SD, setting.scenario.cards)
        self._leniency = rng.normal(*setting.leniency)
        together = rng.normal(0, _TRANSFER_PERSON_SD)
        self._transfer = sigmoid(rng.normal(setting.transfer, _TRANSFER_SD, DOMAINS) + together)
        self._rng = rng
        self.scores: list[list[float]] = [[] for _card in range(setting.scenario.cards)]

    def truth(self, on: int) -> Floats:
        """Return the true readiness of every domain on a day, without more study."""
        study, domain = self.study, self.study.learner.domain
        unseen = sigmoid(self._depth + _UNSEEN_DEPTH)[domain]
        mastery = np.where(study.seen, self._mastery(), unseen)
        return study.by_domain(study.recall(on) * mastery) * self._transfer

    def next_day(self) -> None:
        """Study a day, and score what was known by its rubric."""
        self._score(self.study.next_day())

    def mock(self, domain: int) -> bool:
        """Answer one question of a domain today; tell whether it was passed."""
        return bool(self._rng.random() < self.truth(self.study.day)[domain])

    def _mastery(self) -> Floats:
        depth = self._depth[self.study.learner.domain] + self._card_depth
        return sigmoid(depth + _PRACTICE * self.study.reviews)

    def _score(self, session: Session) -> None:
        known = session.cards[session.ratings != AGAIN]
        kind = sigmoid(logit(self._mastery()[known]) + self._leniency)
        points = self._rng.binomial(_RUBRIC_POINTS, kind)
        for card, score in zip(known.tolist(), (points / _RUBRIC_POINTS).tolist(), strict=True):
            self.scores[card] = [*self.scores[card], score][-_LATEST_SCORES:]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One domain of one person: the truth, and what the app said."""

    truth: float
    mean: float
    lo: float
    hi: float


def assessed(
    seed: int, setting: Setting, counts: Sequence[int] = MOCKS
) -> dict[int, list[Verdict]]:
    """Let a person study and take mocks; return the verdicts with 0, 2, ... mocks per domain.

    The mocks of a smaller count are the first of the larger, so that only their number differs.
    A domain for which the app says "not enough yet" (few cards seen, no mock) has no verdict.
    """
    person = Person(seed, setting)
    taken = _taken(person, max(counts))
    interview = setting.scenario.days
    truth = person.truth(interview).tolist()
    found = {}
    for count in counts:
        mocks = {domain: taken[domain][:count] for domain in range(DOMAINS)}
        report = app.readiness(person.study, person.scores, interview, mocks)
        found[count] = [
            Verdict(true, said.mean, said.lo, said.hi)
            for true, said in zip(truth, report, strict=True)
            if said.mean is not None and said.lo is not None and said.hi is not None
        ]
    return found


def _taken(person: Person, count: int) -> list[list[MockResult]]:
    """Study to the day of the assessment; return each domain's mocks, not in order of time."""
    setting, study = person.setting, person.study
    rng = generator(study.learner.seed, "mocks")
    first = max(setting.day - MOCK_DAYS + 1, 1)
    days = rng.integers(first, setting.day + 1, (DOMAINS, count))
    taken: dict[tuple[int, int], MockResult] = {}
    for day in range(setting.day + 1):
        for domain, number in np.argwhere(days == day).tolist():
            predicted = app.prediction(study, person.scores, day, domain)
            passed, age = int(person.mock(domain)), float(setting.day - day)
            taken[domain, number] = MockResult(passed, 1, predicted, age)
        if day < setting.day:
            person.next_day()
    return [[taken[domain, number] for number in range(count)] for domain in range(DOMAINS)]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How right the app was: shares of 1; ``coverage`` of the 90 % interval."""

    domains: int
    truth: float
    bias: float
    rmse: float
    coverage: float
    width: float

    @classmethod
    def of(cls, verdicts: Sequence[Verdict]) -> Calibration:
        """Return the calibration over many domains."""
        rows = np.array([(v.truth, v.mean, v.lo, v.hi) for v in verdicts])
        truth, mean, lo, hi = rows.T
        return cls(
            len(verdicts),
            truth=float(truth.mean()),
            bias=float((mean - truth).mean()),
            rmse=float(np.sqrt(((mean - truth) ** 2).mean())),
            coverage=float(((lo <= truth) & (truth <= hi)).mean()),
            width=float((hi - lo).mean()),
        )


def calibrate(
    setting: Setting, learners: int, first_seed: int = FIRST_SEED
) -> dict[int, Calibration]:
    """Return the calibration with every number of mocks."""
    verdicts: dict[int, list[Verdict]] = {count: [] for count in MOCKS}
    for number in range(learners):
        for count, rows in assessed(first_seed + number, setting).items():
            verdicts[count] += rows
    return {count: Calibration.of(rows) for count, rows in verdicts.items()}


def table(name: str, found: dict[int, Calibration], learners: int) -> str:
    """Return the printed calibration of one setting."""
    lines = [
        f"{name}, {learners} learners",
        "  mocks per domain  domains   true    bias   rmse  inside 90 % interval  width",
    ]
    lines += [
        f"  {count:16d}  {c.domains:7d}  {c.truth:5.3f}  {c.bias:+.3f}  {c.rmse:5.3f}  "
        f"{100 * c.coverage:19.1f}%  {c.width:5.3f}"
        for count, c in found.items()
    ]
    return "\n".join(lines)


def sigmoid(x: Floats) -> Floats:
    """Return the logistic function."""
    return 1 / (1 + np.exp(-x))


def logit(p: Floats) -> Floats:
    """Return the log-odds, of probabilities kept within 0.01 to 0.99."""
    inside = np.clip(p, 0.01, 0.99)
    return np.log(inside / (1 - inside))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the calibration of the chosen settings."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.readiness")
    parser.add_argument("--learners", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    chosen = parser.parse_args(arguments)
    for name, setting in SETTINGS.items():
        found = calibrate(setting, chosen.learners, chosen.first_seed)
        print(table(name, found, chosen.learners), flush=True)


if __name__ == "__main__":
    main()
