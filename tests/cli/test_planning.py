"""``plan``, ``simulate`` and ``optimize`` on the command line."""

from __future__ import annotations

import pytest

from flashprep.app import optimize

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


def test_optimize_says_why_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("optimize", "--dry-run", "--json")
    assert (result.code, result.out) == (1, "")
    assert "flashprep: Optimizing" in result.err
    monkeypatch.setattr(optimize, "LIBRARY", "no_such_library")
    assert "fsrs-rs-python" in run("optimize", "--dry-run").err
