"""Readiness of a profile, against the same worked out from its cards and its log."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from flashprep.core import domains
from flashprep.core.cards import CardId, Tier
from flashprep.core.memory import retrievability
from flashprep.core.readiness import CardEvidence, estimate
from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating

from .snapshots import states

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

READY = {d.slug for d in domains.SHIPPED if d.bar is not None}


def study(app: Flashprep, clock: SetClock, count: int = 20) -> None:
    for number in range(count):
        asked = app.study.next()
        if asked is None:
            return
        app.study.grade(asked.view.side.id, Rating((number * 7) % 4 + 1))
        clock.advance(minutes=3)


def test_at_the_start_there_is_no_number(open_app: OpenApp) -> None:
    report = open_app().progress.readiness()
    assert set(report.domains) == READY
    assert "interview-process" not in report.domains
    for slug, value in report.domains.items():
        assert (value.mean, value.lo, value.hi, value.p_bar) == (None,) * 4
        assert value.coverage == 0
        assert value.bar == domains.domain(slug).bar


def test_it_is_for_the_interview_or_else_for_today(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    assert app.progress.readiness().on == date(2026, 3, 2)
    app.change_setting("interview_date", "2026-04-01")
    assert app.progress.readiness().on == date(2026, 4, 1)
    assert app.progress.readiness(date(2026, 3, 20)).on == date(2026, 3, 20)
    clock.advance(days=100)
    assert app.progress.readiness().on == date(2026, 6, 10)  # the interview is past
    clock.set(clock.now().replace(hour=2))
    assert app.progress.readiness().on == date(2026, 6, 9)  # by the study day


def test_it_is_what_cards_and_log_say(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock)
    app.study.grade(CardId("msd00003"), Rating.HARD, ticks=(0, 1, 2), tick_count=4)
    on = app.study.today + 30
    report = app.progress.readiness(date(1970, 1, 1) + timedelta(days=on))
    rows, memories = app.library.cards(), states(app)
    for slug in ("ml-foundations", "ml-system-design"):
        cards = [row for row in rows if row.domain == slug]
        evidence, first = [], []
        for row in cards:
            grades = [e for e in app.history.of_card(row.id) if e.action is Action.GRADE]
            sides = sum(other.note == row.note for other in rows)
            weight = (1.0 if row.tier is Tier.CORE else 0.5) / sides
            memory = memories.get(row.id)
            if memory is None or memory.stability is None:
                evidence.append(CardEvidence(weight, None))
                continue
            by_grade = {Rating.HARD: 0.6, Rating.GOOD: 0.9, Rating.EASY: 1.0}
            scores = [
                len(e.ticks) / e.tick_count if e.tick_count else by_grade[e.rating]
                for e in grades
                if e.tick_count or e.rating in by_grade
            ]
            elapsed = on - (memory.last_day or 0)
            evidence.append(
                CardEvidence(
                    weight,
                    retrievability(memory.stability, elapsed),
                    retrievability(memory.stability * math.exp(0.25), elapsed),
                    tuple(scores[-6:]),
                )
            )
            first.append(grades[0].rating)
        expected = estimate(evidence, first, domains.domain(slug).bar or 0)
        assert expected.mean is not None
        assert report.domains[slug] == expected


def test_it_falls_as_days_go_by_and_rises_with_study(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock, 60)
    soon = app.progress.readiness(date(2026, 3, 3)).domains["ml-foundations"]
    late = app.progress.readiness(date(2027, 3, 3)).domains["ml-foundations"]
    assert soon.mean is not None
    assert late.mean is not None
    assert late.mean < soon.mean
    assert late.coverage == soon.coverage


def test_undone_grades_are_no_evidence(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock, 8)
    before = app.progress.readiness()
    app.study.grade(CardId("mlf00004"), Rating.EASY)
    assert app.progress.readiness() != before
    app.history.undo()
    assert app.progress.readiness() == before


def test_a_persons_own_domain_appears_by_itself(open_app: OpenApp, profile_folder: Path) -> None:
    (profile_folder / "decks").mkdir(parents=True)
    deck = profile_folder / "decks" / "causal.md"
    deck.write_text(
        "---\nflashprep: 1\ndomain: causal-inference\n---\n\n## What is a collider?\n\nX.\n"
    )
    app = open_app()
    (card,) = app.library.cards("decks/causal.md")
    app.study.grade(card.id, Rating.EASY)
    value = app.progress.readiness().domains["causal-inference"]
    assert (value.bar, value.coverage) == (domains.CUSTOM_BAR, 1.0)
    assert value.mean is not None


@pytest.mark.parametrize("on", [date(1990, 1, 1), date(9999, 12, 31)])
def test_a_far_day_has_a_sensible_answer(open_app: OpenApp, clock: SetClock, on: date) -> None:
    app = open_app()
    study(app, clock)
    for value in app.progress.readiness(on).domains.values():
        assert value.mean is None or 0 < value.mean < 1
