"""Readiness of a profile, against the same worked out from its cards and its log."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from flashprep.core import domains
from flashprep.core.cards import CardId, Tier
from flashprep.core.changes import Changes
from flashprep.core.memory import retrievability
from flashprep.core.readiness import CardEvidence, estimate
from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating
from flashprep.core.workload import Cost

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


# -- stages, loop, moves -----------------------------------------------------------------------


def test_the_outlook_is_the_readiness_and_more(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock, 60)
    outlook = app.progress.outlook()
    assert outlook.report == app.progress.readiness()
    assert next(one.name for one, _value in outlook.stages) == "recruiter"
    # The tests' decks have no science depth: the loop has no number, and says why.
    assert outlook.loop is None
    assert outlook.unknown == ("applied-science-depth",)
    by_name = {one.name: value for one, value in outlook.stages}
    assert by_name["depth"].unknown == ("applied-science-depth",)
    assert by_name["coding"].mean is not None
    assert {move.domain for move in outlook.moves} == READY - {"applied-science-depth"}


def test_the_next_hour_goes_by_the_persons_own_times(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    for _card in range(5):
        asked = app.study.next()
        assert asked is not None
        app.study.grade(asked.view.side.id, Rating.EASY, duration_ms=150_000)
    clock.advance(days=1)
    app.study.reload()
    hour = app.progress.inquiry().hour
    assert hour.cost == app.study.pace.cost != Cost()
    app.change_setting("new_performance_per_day", 3)
    assert app.progress.inquiry().hour.new_spoken == 3


def test_the_loop_has_a_number_once_every_round_has(
    open_app: OpenApp, clock: SetClock, profile_folder: Path
) -> None:
    profile_folder.mkdir(parents=True)
    (profile_folder / "stages.toml").write_text(
        '[[loop.round]]\ndomain = "ml-foundations"\nmust = true\n'
    )
    app = open_app()
    assert app.progress.outlook().unknown == ("ml-foundations",)
    study(app, clock, 60)
    outlook = app.progress.outlook()
    assert outlook.loop is not None
    assert 0 < outlook.loop < 1
    assert outlook.stages == ()


def test_the_weakest_is_the_farthest_below_its_bar(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    assert app.progress.readiness().weakest is None
    study(app, clock, 60)
    report = app.progress.readiness()
    gaps = {s: r.mean - r.bar for s, r in report.domains.items() if r.mean is not None}
    assert len(gaps) > 1
    assert report.weakest is not None
    assert gaps[report.weakest] == min(gaps.values())


def test_bars_and_weights_are_the_persons(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock)
    before = app.progress.readiness().domains["ml-foundations"]
    assert app.progress.set_domain("ml-foundations", bar=0.95, weight=0.5) == Changes(settings=True)
    after = app.progress.readiness().domains["ml-foundations"]
    assert (after.bar, after.mean) == (0.95, before.mean)
    assert after.p_bar is not None
    assert before.p_bar is not None
    assert after.p_bar < before.p_bar
    app.close()
    again = open_app()
    assert again.progress.readiness().domains["ml-foundations"] == after
    assert again.progress.book.domain("ml-foundations").weight == 0.5
    assert again.progress.set_domain("ml-foundations", bar=0.95, weight=0.5) == Changes()


# -- what is read, and when --------------------------------------------------------------------


def test_what_was_read_already_is_kept_in_step(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    for number in range(30):
        study(app, clock, 1)
        if number % 7 == 3:
            app.history.undo()
        if number % 3 == 0:
            fresh = open_app()  # reads the whole log
            assert app.progress.readiness() == fresh.progress.readiness()
            fresh.close()


def test_another_process_is_seen(open_app: OpenApp) -> None:
    app, other = open_app(), open_app()
    on = date(2026, 4, 1)
    before = app.progress.readiness(on)
    other.study.grade(CardId("mlf00001"), Rating.AGAIN)
    other.study.grade(CardId("mlf00004"), Rating.EASY)
    after = app.progress.readiness(on)
    assert after != before
    other.history.undo()
    assert app.progress.readiness(on) == other.progress.readiness(on) != after


# -- the past ----------------------------------------------------------------------------------


def test_each_study_day_is_remembered_once(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    app.progress.readiness()
    assert app.progress.history() == []  # nothing was seen: nothing to remember
    for _day in range(4):
        study(app, clock, 15)
        app.progress.outlook()
        app.progress.outlook()
        clock.advance(days=1)
    rows = [r for r in app.progress.history() if r.domain == "ml-foundations"]
    assert [row.day for row in rows] == [app.progress.today - n for n in (4, 3, 2, 1)]
    clock.advance(days=-1)
    last, now = rows[-1], app.progress.readiness().domains["ml-foundations"]
    assert (last.mean, last.lo, last.hi) == (now.mean, now.lo, now.hi)
    assert (last.coverage, last.bar) == (now.coverage, now.bar)
    assert last.target == last.day


def test_another_day_than_the_interview_is_not_remembered(
    open_app: OpenApp, clock: SetClock
) -> None:
    app = open_app()
    study(app, clock)
    app.progress.outlook(date(2027, 1, 1))
    assert app.progress.history() == []


def test_days_to_come_are_not_shown(open_app: OpenApp, clock: SetClock) -> None:
    app = open_app()
    study(app, clock)
    clock.advance(days=50)
    app.progress.outlook()
    clock.advance(days=-50)
    assert app.progress.history() == []
