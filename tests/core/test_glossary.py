"""The glossary: two sentences a term, and none that a reader would need another for."""

from __future__ import annotations

import re

import pytest

from flashprep.core.glossary import BY_NAME, TERMS, Term
from flashprep.core.settings import SPECS, Group

SENTENCE = re.compile(r"[.?!](?:\s|$)")


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_term_is_explained_in_two_sentences(term: Term) -> None:
    assert len(SENTENCE.findall(term.text)) == 2
    assert term.text.endswith(".")
    assert not re.search(r"\bw\d+\b", term.text)


@pytest.mark.parametrize("name", ["loop", "floor", "interval", "coverage"])
def test_what_the_pages_say_is_explained(name: str) -> None:
    assert name in BY_NAME


def test_coverage_says_how_extended_cards_count() -> None:
    assert "extended cards counted half" in BY_NAME["coverage"]


def test_names_and_titles_are_unique() -> None:
    assert len(BY_NAME) == len(TERMS) == len({term.title for term in TERMS})


@pytest.mark.parametrize(
    "name", [name for name, spec in SPECS.items() if spec.group in (Group.SCHEDULE, Group.MEMORY)]
)
def test_a_setting_of_the_schedule_is_explained_in_two_sentences(name: str) -> None:
    assert len(SENTENCE.findall(SPECS[name].help)) == 2
