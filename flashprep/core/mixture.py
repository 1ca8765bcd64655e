"""Mixtures of normal curves: mean, distribution and quantiles."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from statistics import NormalDist

_HALVINGS = 16


@dataclass(frozen=True, slots=True)
class Mixture:
    """Normal curves with weights that sum to one."""

    weights: Sequence[float]
    curves: Sequence[NormalDist]

    @property
    def mean(self) -> float:
        """Return the expected value."""
        return math.fsum(w * c.mean for w, c in zip(self.weights, self.curves, strict=True))

    def cdf(self, x: float) -> float:
        """Return the probability of at most ``x``."""
        return math.fsum(w * c.cdf(x) for w, c in zip(self.weights, self.curves, strict=True))

    def pdf(self, x: float) -> float:
        """Return the density at ``x``."""
        return math.fsum(w * c.pdf(x) for w, c in zip(self.weights, self.curves, strict=True))

    def quantile(self, share: float) -> float:
        """Return the value below which that share lies, by halving between the curves' own."""
        own = [curve.inv_cdf(share) for curve in self.curves]
        low, high = min(own), max(own)
        for _step in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.cdf(middle) < share else (low, middle)
        return (low + high) / 2
