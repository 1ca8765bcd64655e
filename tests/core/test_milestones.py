"""Milestones: what measures them, and the number they stand at."""

from __future__ import annotations

import pytest

from flashprep.core.milestones import Count, Facts, Measure, Milestone, Reached, parts, reached

FACTS = Facts(
    met=Count(23, 600),
    core=Count(120, 430),
    process=Count(25, 25),
    stories=Count(12, 32),
    screen="Technical screen",
    screen_mean=0.303,
    domains={"a": 0.81, "b": 0.795, "c": None},
)


@pytest.mark.parametrize(
    ("measure", "met", "text"),
    [
        (Measure.MET, False, "23 of 40 cards met"),
        (Measure.CORE, False, "120 of 430 core cards met"),
        (Measure.PROCESS, True, "25 of 25 process cards met"),
        (Measure.STORIES, False, "12 of 16 stories told"),
        (Measure.SCREEN, False, "Technical screen 30\u00a0% of 70\u00a0%"),
        (Measure.DOMAINS, False, "1 of 3 domains at 80\u00a0%"),
    ],
)
def test_a_milestone_stands_at_a_number(measure: Measure, text: str, *, met: bool) -> None:
    assert reached(Milestone("X.", measure), 16, FACTS) == Reached(met, text)


@pytest.mark.parametrize("measure", Measure)
def test_what_nothing_measures_is_advice(measure: Measure) -> None:
    assert reached(Milestone("X.", measure), 0, Facts()) is None


def test_more_than_was_asked_for_is_met() -> None:
    facts = Facts(stories=Count(20, 32), screen="Screen", screen_mean=0.7, domains={"a": 0.8})
    stories = reached(Milestone("X.", Measure.STORIES), 16, facts)
    assert stories == Reached(True, "16 of 16 stories told")
    for measure in (Measure.SCREEN, Measure.DOMAINS):
        found = reached(Milestone("X.", measure), 16, facts)
        assert found is not None
        assert found.met


def test_just_below_the_bar_is_not_shown_as_the_bar() -> None:
    facts = Facts(screen="Screen", screen_mean=0.699)
    found = reached(Milestone("X.", Measure.SCREEN), 0, facts)
    assert found == Reached(False, "Screen 69\u00a0% of 70\u00a0%")
    found = reached(Milestone("X.", Measure.SCREEN), 0, Facts(screen="Screen"))
    assert found == Reached(False, "Screen has no number yet")


def test_every_part_that_wants_more_stories_says_so() -> None:
    told = [[aim.measure for aim in part.aims].count(Measure.STORIES) for part in parts()]
    assert told == [1, 1, 1, 1, 0]
