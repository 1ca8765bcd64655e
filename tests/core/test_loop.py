"""Stages and the loop: against counting, and what must hold for any person."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.loop import (
    Loop,
    Round,
    Stage,
    at_least,
    at_most_fail,
    loop_probability,
    stage_readiness,
    unknown_rounds,
)
from flashprep.core.mocks import Belief, Fusion, MockResult

chances = st.floats(0, 1)
LOOP = Loop((Round("a", must=True), Round("b", must=True), Round("c"), Round("d"), Round("e")))


def certain(**centers: float) -> Fusion:
    """Return domains whose readiness is all but certain, apart from the person's shared error."""
    return Fusion({name: Belief(center, 0.05) for name, center in centers.items()})


@given(chances, st.integers(0, 5))
def test_at_least_counts_every_outcome(chance: float, wanted: int) -> None:
    total = sum(
        math.prod(chance if passed else 1 - chance for passed in outcome)
        for outcome in itertools.product((True, False), repeat=5)
        if sum(outcome) >= wanted
    )
    assert at_least(wanted, 5, chance) == pytest.approx(total)


@given(st.lists(chances, max_size=5), st.integers(0, 3))
def test_at_most_fail_counts_every_outcome(rounds: list[float], failures: int) -> None:
    total = sum(
        math.prod(p if passed else 1 - p for p, passed in zip(rounds, outcome, strict=True))
        for outcome in itertools.product((True, False), repeat=len(rounds))
        if outcome.count(False) <= failures
    )
    assert at_most_fail(failures, rounds) == pytest.approx(total)


def test_the_loop_is_its_rule_averaged_over_the_person() -> None:
    fusion = Fusion({name: Belief(0.2 * i, 0.4) for i, name in enumerate("abcde")})
    expected = 0.0
    for index, share in enumerate(fusion.shared):
        a, b, *others = (
            fusion.expect(name, lambda x: at_least(3, 5, x))[index] for name in "abcde"
        )
        none = math.prod(others)
        one = sum(none / p * (1 - p) for p in others)
        expected += share * a * b * (none + one)
    assert loop_probability(LOOP, fusion) == pytest.approx(expected)


def test_the_strong_pass_and_the_weak_do_not() -> None:
    strong = loop_probability(LOOP, certain(a=3.5, b=3.5, c=3.5, d=3.5, e=3.5))
    weak = loop_probability(LOOP, certain(a=-2, b=-2, c=-2, d=-2, e=-2))
    assert strong is not None
    assert weak is not None
    assert strong > 0.95
    assert weak < 0.02


def test_a_must_round_counts_for_more() -> None:
    must = loop_probability(LOOP, certain(a=-2, b=3, c=3, d=3, e=3))
    other = loop_probability(LOOP, certain(a=3, b=3, c=-2, d=3, e=3))
    assert must is not None
    assert other is not None
    assert must < 0.2
    assert other > 0.7


def test_an_unknown_round_gives_no_number_and_is_named() -> None:
    fusion = certain(a=1, b=1, c=1, d=1)
    assert loop_probability(LOOP, fusion) is None
    assert unknown_rounds(LOOP, fusion) == ("e",)
    assert loop_probability(Loop(), fusion) is None
    assert unknown_rounds(Loop(), fusion) == ()


def test_a_stage_is_the_weighted_mean() -> None:
    fusion = Fusion({"a": Belief(1.0, 0.4), "b": Belief(-0.5, 0.4)})
    stage = Stage("s", "S", {"a": 3.0, "b": 1.0})
    found = stage_readiness(stage, fusion)
    mean = 0.75 * fusion.mean("a") + 0.25 * fusion.mean("b")
    assert found.mean == pytest.approx(mean, abs=1e-6)
    assert found.lo is not None
    assert found.hi is not None
    assert found.p_bar is not None
    assert found.lo < mean < found.hi
    assert found.below == ("b",)
    certain_bar = Stage("s", "S", {"a": 3.0, "b": 1.0}, bar=found.lo)
    assert stage_readiness(certain_bar, fusion).p_bar == pytest.approx(0.95, abs=1e-3)


def test_a_light_domain_blocks_nothing() -> None:
    fusion = certain(a=3)
    light = stage_readiness(Stage("s", "S", {"a": 0.95, "x": 0.05}), fusion)
    heavy = stage_readiness(Stage("s", "S", {"a": 0.9, "x": 0.1}), fusion)
    assert light.mean == pytest.approx(fusion.mean("a"))
    assert light.unknown == ()
    assert heavy.mean is None
    assert heavy.unknown == ("x",)


def test_the_interval_of_a_stage_narrows_with_mocks() -> None:
    def width(*mocks: MockResult) -> float:
        fusion = Fusion({"a": Belief(0.5, 0.4, mocks), "b": Belief(0.5, 0.4)})
        found = stage_readiness(Stage("s", "S", {"a": 0.5, "b": 0.5}), fusion)
        assert found.lo is not None
        assert found.hi is not None
        return found.hi - found.lo

    assert width(MockResult(6, 10, 0.6, 0)) < width()
