"""Bars and weights: the defaults, what a person sets, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from flashprep.core import domains
from flashprep.core.book import DomainBook, from_stored
from flashprep.core.errors import SettingError

FOUNDATIONS = domains.domain("ml-foundations")


def test_an_empty_book_is_the_defaults() -> None:
    for known in domains.SHIPPED:
        assert DomainBook().domain(known.slug) == known
    assert DomainBook().domain("causal-inference").bar == domains.CUSTOM_BAR


def test_what_is_set_is_kept_and_what_equals_the_default_is_not() -> None:
    book = DomainBook().changed("ml-foundations", bar=0.9, weight=FOUNDATIONS.weight)
    assert book.domain("ml-foundations").bar == 0.9
    assert book.domain("ml-foundations").title == FOUNDATIONS.title
    assert book.stored() == {"ml-foundations": {"bar": 0.9}}
    assert from_stored(book.stored()) == book
    back = book.changed("ml-foundations", bar=FOUNDATIONS.bar or 0, weight=FOUNDATIONS.weight)
    assert back == DomainBook()


def test_a_persons_own_domain_can_be_weighed() -> None:
    book = DomainBook().changed("causal-inference", bar=0.6, weight=0.3)
    found = book.domain("causal-inference")
    assert (found.bar, found.weight, found.title) == (0.6, 0.3, "Causal inference")


@pytest.mark.parametrize(
    ("bar", "weight"), [(0.0, 0.1), (1.0, 0.1), (0.5, -0.1), (0.5, 1.1), (float("nan"), 0.1)]
)
def test_nonsense_is_refused(bar: float, weight: float) -> None:
    with pytest.raises(SettingError):
        DomainBook().changed("ml-foundations", bar=bar, weight=weight)


def test_the_process_has_no_bar() -> None:
    with pytest.raises(SettingError, match="readiness axis"):
        DomainBook().changed(domains.PROCESS, bar=0.5, weight=0.1)


@pytest.mark.parametrize(
    "stored", [None, [], {"x": None}, {"x": {"bar": "high"}}, {"interview-process": {"bar": 0.5}}]
)
def test_damaged_facts_are_left_out(stored: Any) -> None:
    assert from_stored(stored) == DomainBook()
