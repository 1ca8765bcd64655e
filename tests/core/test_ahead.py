"""Readiness in the days to come: it follows recall, and never leaves the scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core.ahead import ahead
from flashprep.core.mocks import Fusion
from flashprep.core.readiness import CardEvidence, Evidence, believe
from flashprep.core.scheduling import Rating

EVIDENCE = {
    "a": Evidence([CardEvidence(1.0, 0.6, 0.65, (0.8,))] * 6, [Rating.GOOD] * 6, 0.7),
    "b": Evidence([CardEvidence(1.0, None)] * 6, [], 0.7),
}
FUSION = Fusion(believe(EVIDENCE))


def test_unchanged_recall_leaves_readiness_as_it_is() -> None:
    (now,) = ahead(EVIDENCE, FUSION, [(100, {"a": 0.6})])["a"]
    assert now.day == 100
    assert now.mean == pytest.approx(FUSION.mean("a"))
    assert now.lo < now.mean < now.hi


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_recall_is_more_readiness(one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, second = ahead(EVIDENCE, FUSION, [(1, {"a": low}), (2, {"a": high})])["a"]
    assert 0 < first.mean <= second.mean < 1


def test_a_domain_without_a_number_has_no_forecast() -> None:
    assert set(ahead(EVIDENCE, FUSION, [(1, {"a": 0.5, "b": 0.5, "z": 0.5})])) == {"a"}
