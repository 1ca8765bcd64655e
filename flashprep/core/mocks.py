"""Mock interviews fused with the cards: a shared error of the person, and one of each domain.

logit theta_d = logit mu_d + delta + e_d, with delta shared by all domains and e_d by domain, on a
small grid. Each mock is compared with the prediction that was stored on its own day, and loses half
its weight in 60 days.

Both grids have the same step, so that delta + e_d takes few values: everything that depends on the
sum alone (readiness, likelihood) is worked out once for each of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from operator import mul
from statistics import NormalDist
from typing import TYPE_CHECKING

from flashprep.core.mixture import Mixture

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flashprep.core.clock import Day

PERSON = ((0.8, 0.16, 0.25), (0.2, -0.64, 0.42))
"""Share, mean and sd of each part of the person's error (logit); its mean is zero.

Most people are about as the constants of ``core.readiness`` have it; one in five is a good deal
kinder to themselves, or transfers less, than the cards can tell. The design's one normal curve (sd
0.55), wide enough for those, held the truth of up to 99.5 % of simulated others; with the two it is
up to 98.5 %, in intervals a seventh narrower without mocks (``tests/simulation``).
"""
HALF_LIFE_DAYS = 60.0

_STEP = 0.1
_PERSON = tuple(_STEP * step for step in range(-24, 25))
_DOMAIN = tuple(_STEP * step for step in range(-22, 23))
_SHIFTS = tuple(_STEP * step for step in range(-46, 47))
"""All values of delta + e_d; that of ``_PERSON[i]`` and ``_DOMAIN[j]`` stands at i + j."""


@dataclass(frozen=True, slots=True)
class MockResult:
    """One mock of a domain: how many of its questions passed, and what was predicted that day."""

    passed: int
    asked: int
    predicted: float
    age_days: float


@dataclass(frozen=True, slots=True)
class Mock:
    """One mock interview as a person records it.

    ``day`` is the study day on which it took place, ``stage`` a stage's name or "", ``predicted``
    the domain's readiness on that day by the cards alone.
    """

    id: str
    domain: str
    day: Day
    passed: int
    asked: int
    predicted: float
    stage: str = ""
    notes: str = ""

    def result(self, today: int) -> MockResult:
        """Return it as evidence on a later day."""
        return MockResult(self.passed, self.asked, self.predicted, max(today - self.day, 0))


@dataclass(frozen=True, slots=True)
class Belief:
    """What the cards say of a domain: center and own spread on the logit scale, and its mocks."""

    center: float
    own_sd: float
    mocks: Sequence[MockResult] = ()


def with_person(center: float, own_sd: float) -> Mixture:
    """Return a domain's readiness (logit) without any mock: the domain's own error and delta."""
    return Mixture(
        [share for share, _mean, _sd in PERSON],
        [NormalDist(center + mean, math.hypot(own_sd, sd)) for _share, mean, sd in PERSON],
    )


@dataclass(frozen=True, slots=True)
class Posterior:
    """A domain's readiness as a distribution: rising values with their weights.

    Between two values the weight is spread evenly, so that quantiles do not jump from one grid
    point to the next.
    """

    values: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Return the expected readiness."""
        return math.fsum(map(mul, self.values, self.weights))

    def quantile(self, share: float) -> float:
        """Return the value below which that share of the weight lies."""
        left = share * math.fsum(self.weights)
        for low, high, weight in self._cells():
            if weight >= left:
                return low + (high - low) * (left / weight if weight else 0.0)
            left -= weight
        return self.values[-1]

    def above(self, bar: float) -> float:
        """Return the probability of at least ``bar``."""
        return math.fsum(
            weight * min(max((high - bar) / (high - low), 0.0), 1.0)
            for low, high, weight in self._cells()
        )

    def _cells(self) -> list[tuple[float, float, float]]:
        """Return (from, to, weight) of the stretch that each value stands for."""
        inner = [(a + b) / 2 for a, b in zip(self.values, self.values[1:], strict=False)]
        edges = [0.0, *inner, 1.0]
        return list(zip(edges, edges[1:], self.weights, strict=False))


@dataclass(frozen=True, slots=True)
class _Table:
    """One domain on the grid; ``values`` and ``likely`` by shift, ``norms`` by shared error."""

    center: float
    values: tuple[float, ...]
    prior: tuple[float, ...]
    likely: tuple[float, ...]
    norms: tuple[float, ...]


class Fusion:
    """All domains together: a weight for each value of the shared error, and rows for each."""

    def __init__(self, beliefs: Mapping[str, Belief]) -> None:
        self._tables = {name: _table(belief) for name, belief in beliefs.items()}
        self._moments: dict[str, list[tuple[float, float]]] = {}
        prior = with_person(0.0, 0.0)
        logs = [math.log(prior.pdf(delta)) for delta in _PERSON]
        for table in self._tables.values():
            for index, norm in enumerate(table.norms):
                logs[index] += math.log(max(norm, 1e-300))
        top = max(logs)
        raw = [math.exp(value - top) for value in logs]
        total = math.fsum(raw)
        self.shared = [weight / total for weight in raw]
        """The posterior of the shared error, by grid point."""

    @property
    def domains(self) -> frozenset[str]:
        """Return the domains that have a belief."""
        return frozenset(self._tables)

    def center(self, domain: str) -> float:
        """Return what the cards alone say of a domain (logit)."""
        return self._tables[domain].center

    def moved(self, domain: str, center: float) -> Fusion:
        """Return the same with one domain's cards saying ``center`` (logit); mocks stay as were.

        A mock is compared with what was predicted on its day, so that knowing more today changes
        nothing in how likely it was.
        """
        other = object.__new__(Fusion)
        table = replace(self._tables[domain], center=center, values=_values(center))
        other._tables = {**self._tables, domain: table}
        other._moments = {name: rows for name, rows in self._moments.items() if name != domain}
        other.shared = self.shared
        return other

    def posterior(self, domain: str) -> Posterior:
        """Return a domain's readiness as a distribution."""
        table = self._tables[domain]
        weights = [0.0] * len(_SHIFTS)
        for first, (share, norm) in enumerate(zip(self.shared, table.norms, strict=True)):
            scale = share / (norm or 1.0)
            for index, chance in enumerate(table.prior, start=first):
                weights[index] += scale * chance
        return Posterior(table.values, tuple(map(mul, weights, table.likely)))

    def expect(self, domain: str, value: Callable[[float], float]) -> list[float]:
        """Return E[value(readiness)] of a domain for each grid point of the shared error."""
        table = self._tables[domain]
        weighted = [like * value(x) for x, like in zip(table.values, table.likely, strict=True)]
        sums = _smooth(table.prior, weighted)
        return [total / (norm or 1.0) for total, norm in zip(sums, table.norms, strict=True)]

    def moments(self, domain: str) -> list[tuple[float, float]]:
        """Return mean and variance of a domain for each grid point of the shared error."""
        if domain not in self._moments:
            means = self.expect(domain, lambda x: x)
            squares = self.expect(domain, lambda x: x * x)
            rows = [(m, max(q - m * m, 0.0)) for m, q in zip(means, squares, strict=True)]
            self._moments[domain] = rows
        return self._moments[domain]

    def mean(self, domain: str) -> float:
        """Return a domain's expected readiness."""
        moments = self.moments(domain)
        return math.fsum(w * m for w, (m, _v) in zip(self.shared, moments, strict=True))


def _table(belief: Belief) -> _Table:
    raw = [math.exp(-0.5 * (error / belief.own_sd) ** 2) for error in _DOMAIN]
    scale = math.fsum(raw)
    prior = tuple(chance / scale for chance in raw)
    logs = [math.fsum(_log_likelihood(mock, s) for mock in belief.mocks) for s in _SHIFTS]
    # Only the shape counts; scaled by its top it cannot vanish, however many mocks there are.
    top = max(logs)
    likely = tuple(math.exp(log - top) for log in logs)
    return _Table(
        belief.center, _values(belief.center), prior, likely, tuple(_smooth(prior, likely))
    )


def _values(center: float) -> tuple[float, ...]:
    return tuple(sigmoid(center + shift) for shift in _SHIFTS)


def _smooth(prior: Sequence[float], values: Sequence[float]) -> list[float]:
    """Return, for each shared error, the sum over the domain's own error of prior times value."""
    width = len(prior)
    return [sum(map(mul, prior, values[i : i + width])) for i in range(len(_PERSON))]


def _log_likelihood(mock: MockResult, shift: float) -> float:
    predicted = sigmoid(logit(mock.predicted) + shift)
    predicted = min(max(predicted, 1e-9), 1.0 - 1e-9)
    weight: float = 0.5 ** (max(mock.age_days, 0.0) / HALF_LIFE_DAYS)
    failed = mock.asked - mock.passed
    return weight * (mock.passed * math.log(predicted) + failed * math.log(1.0 - predicted))


def sigmoid(x: float) -> float:
    """Return the logistic function of ``x``."""
    return 1.0 / (1.0 + math.exp(-x))


def logit(p: float) -> float:
    """Return the log-odds of ``p``, kept within 0.02 to 0.98."""
    p = min(max(p, 0.02), 0.98)
    return math.log(p / (1.0 - p))
