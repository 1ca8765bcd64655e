"""``plan``, ``simulate`` and ``optimize`` on the command line."""

from __future__ import annotations

import json

import pytest

from flashprep.core.reviews import Action
from tests.app.grades import SHORT, fill
from tests.conftest import OpenApp

from .test_commands import AT, Run, run

__all__ = ["run"]

TIGHT = (("interview_date", "2026-03-05"), ("minutes_per_day", "5"))


def test_plan_without_a_date(run: Run) -> None:
    result = run("plan", "--json", *AT)
    assert (result.code, result.err) == (0, "")
    assert (result.json["standing"], result.json["fits"]) == ("no-date", None)
    assert result.json["weeks"] == []
    assert "Set an interview date" in run("plan", *AT).out


def test_plan_with_a_date(run: Run) -> None:
    run("settings", "interview_date", "2026-04-06")
    plan = run("plan", "--json", *AT).json
    assert plan["fits"] is True
    assert plan["ways"] is None
    assert [week["days"] for week in plan["weeks"]][-1] == 7
    assert sum(week["to_do"]["new"] for week in plan["weeks"]) == pytest.approx(24, abs=0.5)
    assert "The plan fits" in run("plan", *AT).out


def test_plan_that_does_not_fit(run: Run) -> None:
    for name, value in TIGHT:
        run("settings", name, value)
    plan = run("plan", "--json", *AT).json
    assert plan["fits"] is False
    assert plan["unseen"]["core"] > 0
    assert plan["ways"]["later"]["value"] > "2026-03-05"
    assert "A later date" in run("plan", *AT).out


def test_simulate(run: Run) -> None:
    run("settings", "interview_date", "2026-03-16")
    found = run("simulate", "--json", *AT).json
    assert [day["on"] for day in found["days"]] == [f"2026-03-{n:02d}" for n in range(2, 16)]
    assert found["days"][-1]["recall"] == found["recall"]
    assert set(found["days"][0]["minutes_by_domain"]) == set(found["days"][0]["recall_by_domain"])
    assert found == run("simulate", "--json", *AT).json
    assert "stay unseen" in run("simulate", *AT).out


def test_optimize_says_why_not(run: Run) -> None:
    result = run("optimize", "--dry-run", "--json")
    assert (result.code, result.out) == (1, "")
    assert "flashprep: Optimizing is offered from 3000 grades on" in result.err


def test_optimize_prints_both_log_losses(run: Run, open_app: OpenApp) -> None:
    app = open_app()
    fill(app, 6000, factor=SHORT)
    app.close()
    dry = run("optimize", "--dry-run", "--json")
    assert (dry.code, dry.err) == (0, "")
    found = dry.json
    assert (found["reviews"], found["better"], found["applied"]) == (6000, True, False)
    assert found["log_loss_before"] - found["log_loss_after"] > found["standard_error"] > 0
    assert len(found["weights"]) == 21
    assert "without --dry-run they are taken over" in run("optimize", "--dry-run").out
    taken = run("optimize")
    assert f"log-loss {found['log_loss_after']:.4f} instead of" in taken.out
    assert "The new parameters were taken over." in taken.out
    assert json.loads(run("settings", "fsrs_weights", "--json").out)
    again = run("optimize", "--json").json
    assert (again["better"], again["applied"]) == (False, False)
    assert again["log_loss_before"] < found["log_loss_before"]


def test_before_an_interview_next_shows_what_competes(run: Run) -> None:
    assert "competing" not in run("next", "--json", *AT).json
    run("settings", "interview_date", "2026-04-06")
    found = run("next", "--json", *AT).json
    scores = [head["score"] for head in found["competing"]]
    assert scores == sorted(scores, reverse=True)
    assert found["competing"][0]["card"] == found["card"]
    for head in found["competing"]:
        assert head["score"] == pytest.approx(head["gain_per_minute"] * head["urgency"], rel=1e-3)


def test_undo_of_an_action_on_several_cards_counts_them(run: Run, open_app: OpenApp) -> None:
    app = open_app()
    first, *others = app.study.upcoming(4)
    for _time in range(2):
        app.study.act(first, Action.MARK, others)
    app.close()
    assert run("undo").out == f"undone {first} (+3) mark\n"
    found = run("undo", "--json").json
    assert (found["card"], found["action"], found["cards"]) == (first, "mark", 4)
