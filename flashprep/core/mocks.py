"""Mock interviews fused with the cards: a shared error of the person, and one of each domain.

logit theta_d = logit mu_d + delta + e_d, with delta ~ N(0, 0.55^2) shared by all domains and e_d by
domain, on a small grid. Each mock is compared with the prediction that was stored on its own day,
and loses half its weight in 60 days.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PERSON_SD = 0.55
HALF_LIFE_DAYS = 60.0

_PERSON = tuple(-2.4 + 4.8 * step / 48 for step in range(49))
_DOMAIN = tuple(-2.2 + 4.4 * step / 44 for step in range(45))


@dataclass(frozen=True, slots=True)
class MockResult:
    """One mock of a domain: how many of its questions passed, and what was predicted that day."""

    passed: int
    asked: int
    predicted: float
    age_days: float


@dataclass(frozen=True, slots=True)
class Belief:
    """What the cards say of a domain: center and own spread on the logit scale, and its mocks."""

    center: float
    own_sd: float
    mocks: Sequence[MockResult] = ()


@dataclass(frozen=True, slots=True)
class Posterior:
    """A domain's readiness as a distribution on a grid: sorted values with their weights."""

    values: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Return the expected readiness."""
        return math.fsum(v * w for v, w in zip(self.values, self.weights, strict=True))

    def quantile(self, share: float) -> float:
        """Return the value below which that share of the weight lies."""
        sums = list(accumulate(self.weights))
        return self.values[min(bisect_left(sums, share * sums[-1]), len(self.values) - 1)]

    def above(self, bar: float) -> float:
        """Return the probability of at least ``bar``."""
        return math.fsum(w for v, w in zip(self.values, self.weights, strict=True) if v >= bar)


class Fusion:
    """All domains together: a weight for each value of the shared error, and rows for each."""

    def __init__(self, beliefs: Mapping[str, Belief]) -> None:
        self._tables = {name: _table(belief) for name, belief in beliefs.items()}
        logs = [-0.5 * (delta / PERSON_SD) ** 2 for delta in _PERSON]
        for rows in self._tables.values():
            for index, row in enumerate(rows):
                logs[index] += math.log(max(math.fsum(w for _value, w in row), 1e-300))
        top = max(logs)
        raw = [math.exp(value - top) for value in logs]
        total = math.fsum(raw)
        self.shared = [weight / total for weight in raw]
        """The posterior of the shared error, by grid point."""

    @property
    def domains(self) -> frozenset[str]:
        """Return the domains that have a belief."""
        return frozenset(self._tables)

    def posterior(self, domain: str) -> Posterior:
        """Return a domain's readiness as a distribution."""
        return _posterior(self._tables[domain], self.shared)

    def expect(self, domain: str, value: Callable[[float], float]) -> list[float]:
        """Return E[value(readiness)] of a domain for each grid point of the shared error."""
        out = []
        for row in self._tables[domain]:
            norm = math.fsum(weight for _readiness, weight in row) or 1.0
            out.append(math.fsum(weight * value(x) for x, weight in row) / norm)
        return out

    def moments(self, domain: str) -> list[tuple[float, float]]:
        """Return mean and variance of a domain for each grid point of the shared error."""
        means = self.expect(domain, lambda x: x)
        squares = self.expect(domain, lambda x: x * x)
        return [(m, max(q - m * m, 0.0)) for m, q in zip(means, squares, strict=True)]

    def mean(self, domain: str) -> float:
        """Return a domain's expected readiness."""
        means = self.expect(domain, lambda x: x)
        return math.fsum(w * m for w, m in zip(self.shared, means, strict=True))


_Row = list[tuple[float, float]]


def _table(belief: Belief) -> list[_Row]:
    """Return, for each delta, (readiness, likelihood) rows over the domain's own error."""
    prior = [math.exp(-0.5 * (error / belief.own_sd) ** 2) for error in _DOMAIN]
    scale = math.fsum(prior)
    rows = []
    for delta in _PERSON:
        row: _Row = []
        for error, chance in zip(_DOMAIN, prior, strict=True):
            shift = delta + error
            log = math.fsum(_log_likelihood(mock, shift) for mock in belief.mocks)
            row.append((sigmoid(belief.center + shift), chance / scale * math.exp(log)))
        rows.append(row)
    return rows


def _log_likelihood(mock: MockResult, shift: float) -> float:
    predicted = sigmoid(logit(mock.predicted) + shift)
    predicted = min(max(predicted, 1e-9), 1.0 - 1e-9)
    weight: float = 0.5 ** (max(mock.age_days, 0.0) / HALF_LIFE_DAYS)
    failed = mock.asked - mock.passed
    return weight * (mock.passed * math.log(predicted) + failed * math.log(1.0 - predicted))


def _posterior(rows: Sequence[_Row], shared: Sequence[float]) -> Posterior:
    points: list[tuple[float, float]] = []
    for row, weight in zip(rows, shared, strict=True):
        norm = math.fsum(likelihood for _value, likelihood in row) or 1.0
        points += [(value, weight * likelihood / norm) for value, likelihood in row]
    points.sort()
    return Posterior(tuple(v for v, _w in points), tuple(w for _v, w in points))


def sigmoid(x: float) -> float:
    """Return the logistic function of ``x``."""
    return 1.0 / (1.0 + math.exp(-x))


def logit(p: float) -> float:
    """Return the log-odds of ``p``, kept within 0.02 to 0.98."""
    p = min(max(p, 0.02), 0.98)
    return math.log(p / (1.0 - p))
