"""Stages and the loop: from readiness by domain to the chance of passing.

A stage is a weighted mean of domains. The loop is five rounds of five probes, three to pass; depth
and Leadership Principles must pass, at most one other may fail. Both are computed on the grid of
the shared error (``core.mocks``): a person who is weaker than believed is weaker in every round.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

from flashprep.core.mixture import Mixture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flashprep.core.mocks import Fusion


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the interview; ``weights`` are shares of its score by domain."""

    name: str
    title: str
    weights: Mapping[str, float]
    bar: float = 0.80
    floor: float = 0.65


@dataclass(frozen=True, slots=True)
class Round:
    """One round of the loop: the domain it asks about, and whether it may fail at all."""

    domain: str
    must: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """How the loop is decided."""

    rounds: Sequence[Round] = ()
    probes: int = 5
    to_pass: int = 3
    may_fail: int = 1


@dataclass(frozen=True, slots=True)
class StageReadiness:
    """A stage's weighted readiness; None where a domain that counts lacks evidence.

    ``below`` names the domains under the stage's floor, ``unknown`` those without a number.
    """

    mean: float | None
    lo: float | None
    hi: float | None
    bar: float
    p_bar: float | None
    below: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


_COUNTS = 0.10
"""A domain of less weight in a stage neither blocks its number nor its floor."""


def stage_readiness(stage: Stage, fusion: Fusion) -> StageReadiness:
    """Return how ready the person is for a stage."""
    total = math.fsum(stage.weights.values())
    unknown = tuple(
        domain
        for domain, weight in stage.weights.items()
        if domain not in fusion.domains and weight / total >= _COUNTS
    )
    known = {d: weight for d, weight in stage.weights.items() if d in fusion.domains}
    if unknown or not known:
        return StageReadiness(None, None, None, stage.bar, None, (), unknown)
    scale = math.fsum(known.values())
    parts = [(w / scale, fusion.moments(domain)) for domain, w in known.items()]
    curves = []
    for index in range(len(fusion.shared)):
        mean = math.fsum(weight * moments[index][0] for weight, moments in parts)
        variance = math.fsum(weight**2 * moments[index][1] for weight, moments in parts)
        curves.append(NormalDist(mean, max(math.sqrt(variance), 1e-6)))
    below = tuple(
        domain
        for domain, weight in known.items()
        if weight / total >= _COUNTS and fusion.mean(domain) < stage.floor
    )
    mixture = _mixture(fusion.shared, curves)
    return StageReadiness(
        mean=mixture.mean,
        lo=max(mixture.quantile(0.05), 0.0),
        hi=min(mixture.quantile(0.95), 1.0),
        bar=stage.bar,
        p_bar=1.0 - mixture.cdf(stage.bar),
        below=below,
    )


def unknown_rounds(loop: Loop, fusion: Fusion) -> tuple[str, ...]:
    """Return the domains of the loop's rounds for which there is too little evidence."""
    return tuple(one.domain for one in loop.rounds if one.domain not in fusion.domains)


def loop_probability(loop: Loop, fusion: Fusion) -> float | None:
    """Return the probability of passing the loop, None while a round's domain has no number."""
    if not loop.rounds or unknown_rounds(loop, fusion):
        return None

    def passes(readiness: float) -> float:
        return at_least(loop.to_pass, loop.probes, readiness)

    chances = [(one.must, fusion.expect(one.domain, passes)) for one in loop.rounds]
    total = 0.0
    for index, weight in enumerate(fusion.shared):
        must = math.prod(row[index] for is_must, row in chances if is_must)
        others = [row[index] for is_must, row in chances if not is_must]
        total += weight * must * at_most_fail(loop.may_fail, others)
    return total


@lru_cache(maxsize=4096)  # what-ifs about one domain ask for the same points of the others
def at_least(successes: int, trials: int, chance: float) -> float:
    """Return the probability of at least so many successes (binomial)."""
    return math.fsum(
        math.comb(trials, k) * chance**k * (1.0 - chance) ** (trials - k)
        for k in range(successes, trials + 1)
    )


def at_most_fail(failures: int, chances: Iterable[float]) -> float:
    """Return the probability that at most so many of independent rounds fail."""
    by_failures = [1.0]
    for chance in chances:
        longer = [0.0] * (len(by_failures) + 1)
        for failed, weight in enumerate(by_failures):
            longer[failed] += weight * chance
            longer[failed + 1] += weight * (1.0 - chance)
        by_failures = longer
    return math.fsum(by_failures[: failures + 1])


_NEGLIGIBLE = 1e-7
"""A curve of less weight changes no digit that is shown, but costs as much as any other."""


def _mixture(weights: Sequence[float], curves: Sequence[NormalDist]) -> Mixture:
    kept = [(w, c) for w, c in zip(weights, curves, strict=True) if w > _NEGLIGIBLE]
    total = math.fsum(w for w, _c in kept)
    return Mixture([w / total for w, _c in kept], [c for _w, c in kept])
