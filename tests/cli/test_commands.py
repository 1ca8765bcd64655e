"""Every command: what it prints where, and with which exit code."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from flashprep.app import shipped as shipped_decks
from flashprep.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return what it printed, which must be one line of JSON."""
        assert self.out.count("\n") == 1
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def run(
    profile_folder: Path,
    shipped: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run a command on the test's profile, with the small decks as the program's own."""
    monkeypatch.setenv("FLASHPREP_PROFILE", str(profile_folder))
    monkeypatch.setattr(shipped_decks, "folder", lambda: shipped)

    def ran(*arguments: str, stdin: str = "") -> Result:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        try:
            code = main(list(arguments))
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err)

    return ran


COMMANDS = (
    "list", "next", "show", "readiness", "export", "lint", "grade", "undo", "settings", "mock",
    "plan", "simulate", "optimize",
)  # fmt: skip
AT = ("--at", "2026-03-02T09:00Z")


# -- help and usage --------------------------------------------------------------------------


def test_help_names_every_command_and_the_exit_codes(run: Run) -> None:
    result = run("--help")
    assert (result.code, result.err) == (0, "")
    for word in (*COMMANDS, "--profile", "--smoke", "--smoke-grades", "Exit codes"):
        assert word in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"usage: flashprep {command}")


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("flashprep 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("next", "--at", "soon"),
        ("readiness", "--on", "tomorrow"),
        ("grade", "mlf00001", "perfect"),
        ("grade", "mlf00001"),
        ("grade",),
        ("show",),
        ("lint",),
        ("export", "--format", "xml"),
        ("--smoke-grades", "0"),
        ("--smoke-grades", "many"),
        ("settings", "nonsense"),
        ("mock", "nonsense"),
        ("mock", "add", "ml-foundations", "3"),
        ("mock", "add", "ml-foundations", "three", "5"),
        ("mock", "add", "ml-foundations", "3", "5", "--on", "yesterday"),
        ("mock", "remove"),
    ],
)
def test_wrong_usage_is_2_and_said_on_stderr(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err


# -- reading ---------------------------------------------------------------------------------


def test_list(run: Run) -> None:
    result = run("list", "--json")
    assert (result.code, result.err) == (0, "")
    assert len(result.json) == 24
    assert set(result.json[0]) == {
        "id", "deck", "domain", "kind", "tier", "question", "state", "due", "stability",
        "difficulty", "reps", "lapses",
    }  # fmt: skip
    text = run("list", "--domain", "interview-process")
    assert [line.split()[:2] for line in text.out.splitlines()] == [
        ["ipr00001", "new"],
        ["ipr00002", "new"],
    ]


def test_list_reports_faults_on_stderr(run: Run, profile_folder: Path) -> None:
    run("list")
    bad = profile_folder / "decks" / "bad.md"
    bad.write_bytes(b"## Caf\xe9?\n")
    result = run("list", "--json")
    assert result.code == 0
    assert len(result.json) == 24
    assert result.err.startswith(f"{bad}:1:7: error not-utf-8 ")


def test_next(run: Run) -> None:
    result = run("next", "--json", *AT)
    assert result.json == {
        "card": "mlf00001",
        "domain": "ml-foundations",
        "question": "Why does L1 give sparse weights while L2 only shrinks them?",
        "intervals": {
            "again": 60,
            "hard": 330,
            "good": 600,
            "easy": result.json["intervals"]["easy"],
        },
    }
    assert result.json["intervals"]["easy"] % 86400 == 0
    text = run("next", *AT)
    assert text.out.startswith("mlf00001  ml-foundations\n\nWhy does L1")


def test_next_hides_the_blank_that_is_asked(run: Run) -> None:
    run("grade", "mlf00001", "easy", *AT)
    for _card in range(40):
        asked = run("next", "--json", *AT).json
        if asked["card"] == "mlf00002.1":
            break
        run("grade", asked["card"], "easy", *AT)
    assert "Laplace" not in asked["question"]
    assert "Gaussian" in asked["question"]
    assert "{{" not in asked["question"]


def test_next_without_cards(run: Run, shipped: Path) -> None:
    for deck in shipped.iterdir():
        deck.unlink()
    why = "There are no cards yet."
    assert run("next", "--json").json == {"card": None, "next_due": None, "why": why}
    assert run("next").out == f"Nothing to study now. {why}\n"


def test_next_without_minutes_says_so(run: Run) -> None:
    run("settings", "minutes_per_day", "0")
    assert "The minutes a day are set to 0" in run("next").out


def test_next_when_all_is_done(run: Run, shipped: Path) -> None:
    for deck in shipped.iterdir():
        deck.unlink()
    (shipped / "one.md").write_text("## One? <!-- id: only0001 -->\n\nYes.\n")
    due = run("grade", "only0001", "good", "--json", *AT).json["due"]
    assert due == "2026-03-02T09:10:00.000Z"
    assert run("next", "--json", "--at", "2026-03-02T08:30Z").json == {
        "card": None,
        "next_due": due,
    }
    assert due in run("next", "--at", "2026-03-02T08:30Z").out
    assert run("next", "--json", "--at", "2026-03-02T08:50Z").json["card"] == "only0001"


def test_show(run: Run) -> None:
    result = run("show", "msd00003")
    assert result.code == 0
    for text in (
        "msd00003  ml-system-design  design  core",
        "Design the ranking of a product search.",
        "Candidates by two towers",
        "- [must] a metric offline and one online",
        "Junior: Names a model.",
        "- How would you notice",
        "ml-system-design.md:16",
    ):
        assert text in result.out


def test_a_card_that_is_not_there(run: Run) -> None:
    for arguments in (("show", "nowhere1"), ("grade", "nowhere1", "good")):
        result = run(*arguments)
        assert (result.code, result.out) == (1, "")
        assert result.err.startswith("flashprep: There is no card nowhere1")
        assert "flashprep list" in result.err


def test_readiness(run: Run) -> None:
    result = run("readiness", "--json", "--on", "2026-06-01").json
    assert result["on"] == "2026-06-01"
    assert set(result) == {"on", "domains", "stages", "loop", "loop_unknown"}
    assert set(result["domains"]) == {
        "ml-foundations", "ml-system-design", "applied-science-depth", "coding-data-structures",
        "behavioral-leadership-principles",
    }  # fmt: skip
    assert result["domains"]["ml-foundations"] == {
        "mean": None, "lo": None, "hi": None, "bar": 0.7, "p_bar": None, "coverage": 0.0,
    }  # fmt: skip
    for card in ("mlf00001", "mlf00004", "mlf00005"):
        run("grade", card, "easy", "--at", "2026-05-31T09:00Z")
    value = run("readiness", "--json", "--on", "2026-06-01").json["domains"]["ml-foundations"]
    assert 0 < value["lo"] < value["mean"] < value["hi"] < 1
    assert 0 < value["p_bar"] < 1
    text = run("readiness", "--on", "2026-06-01").out
    assert text.startswith("Readiness on 2026-06-01\n")
    assert "not enough yet" in text


def test_readiness_by_stage_and_for_the_loop(run: Run, profile_folder: Path) -> None:
    result = run("readiness", "--json", "--on", "2026-06-01").json
    assert set(result["stages"]["coding"]) == {
        "mean", "lo", "hi", "bar", "p_bar", "coverage", "below", "unknown",
    }  # fmt: skip
    assert result["stages"]["coding"]["mean"] is None
    assert "coding-data-structures" in result["stages"]["coding"]["unknown"]
    assert result["loop"] is None
    assert "coding-data-structures" in result["loop_unknown"]
    assert "not enough yet (Applied science depth" in run("readiness").out
    stages = profile_folder / "stages.toml"
    stages.write_text('[[loop.round]]\ndomain = "ml-foundations"\nmust = true\n')
    run("mock", "add", "ml-foundations", "3", "5")
    result = run("readiness", "--json").json
    assert result["stages"] == {}
    assert 0 < result["loop"] < 1
    assert "Chance of passing the loop: " in run("readiness").out
    stages.write_text("[[loop")
    broken = run("readiness", "--json")
    assert broken.code == 0
    assert broken.json["loop"] is None
    assert "stages.toml:1:1" in broken.err


# -- mock interviews -------------------------------------------------------------------------


def test_mock(run: Run) -> None:
    assert run("mock", "list", "--json").json == []
    result = run("mock", "add", "ml-foundations", "3", "5", "--on", "2026-03-02", "--notes", "ok")
    assert result.code == 0
    (held,) = run("mock", "list", "--json").json
    assert result.out == f"recorded {held['id']}\n"
    assert 0 < held.pop("predicted") < 1
    assert held == {
        "id": held["id"], "domain": "ml-foundations", "passed": 3, "asked": 5, "stage": "",
        "notes": "ok", "on": "2026-03-02",
    }  # fmt: skip
    assert run("mock").out == run("mock", "list").out
    assert run("mock", "list").out.split()[1:4] == ["2026-03-02", "ml-foundations", "3/5"]
    assert run("mock", "remove", held["id"]).out == f"removed {held['id']}\n"
    assert run("mock", "--json").json == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "astrology", "3", "5"),
        ("add", "ml-foundations", "6", "5"),
        ("add", "ml-foundations", "3", "5", "--on", "2199-01-01"),
        ("remove", "nowhere"),
    ],
)
def test_a_mock_that_cannot_be(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("mock", *arguments)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("flashprep: ")


def test_export(run: Run) -> None:
    run("grade", "mlf00001", "good", *AT)
    data = run("export", "--format", "json").json
    assert set(data) == {"cards", "reviews"}
    assert len(data["cards"]) == 24
    (review,) = data["reviews"]
    assert set(review) == {"id", "card", "rating", "time", "duration_ms"}
    assert review["time"] == "2026-03-02T09:00:00.000Z"


# -- grading ---------------------------------------------------------------------------------


def test_grade(run: Run) -> None:
    result = run("grade", "mlf00001", "again", *AT)
    assert (result.code, result.out) == (0, "ok mlf00001 2026-03-02T09:01:00.000Z\n")
    result = run("grade", "mlf00001", "good", "--json", "--at", "2026-03-02T10:05:00+01:00").json
    assert set(result) == {
        "card", "rating", "state", "due", "interval", "stability", "difficulty",
    }  # fmt: skip
    assert (result["rating"], result["state"], result["interval"]) == (3, "learning", 600)
    assert result["due"] == "2026-03-02T09:15:00.000Z"


def test_grade_lines(run: Run) -> None:
    lines = """
    # a comment
    mlf00001 good 2026-03-02T09:00Z
    mlf00001 good 2026-03-02T09:10Z
    nowhere1 good
    mlf00004 perfect
    mlf00004
    mlf00004 good sometime
    mlf00004 good 2026-03-02T09:20Z more
    mlf00004 hard 2026-03-02T09:30Z
    """
    result = run("grade", "-", stdin=lines)
    assert result.code == 1
    acknowledged = [line.split() for line in result.out.splitlines()]
    assert [words[:2] for words in acknowledged] == [
        ["ok", "mlf00001"], ["ok", "mlf00001"], ["ok", "mlf00004"],
    ]  # fmt: skip
    assert acknowledged[0][2] == "2026-03-02T09:10:00.000Z"
    assert acknowledged[2][2] == "2026-03-02T09:35:30.000Z"
    numbers = [line.split(":")[1] for line in result.err.splitlines()]
    assert numbers == ["5", "6", "7", "8", "9"]
    assert result.err.startswith("-:5: There is no card nowhere1")
    reviews = run("export").json["reviews"]
    assert [(r["card"], r["rating"]) for r in reviews] == [
        ("mlf00001", 3), ("mlf00001", 3), ("mlf00004", 2),
    ]  # fmt: skip


def test_grade_lines_take_the_option_where_they_name_no_time(run: Run) -> None:
    lines = "mlf00001 good 2026-03-01T09:00Z\nmlf00004 good\n"
    result = run("grade", "-", *AT, stdin=lines)
    assert result.code == 0
    assert result.out.splitlines()[1] == "ok mlf00004 2026-03-02T09:10:00.000Z"


def test_grade_lines_as_json(run: Run) -> None:
    result = run("grade", "-", "--json", *AT, stdin="mlf00001 good\nmlf00004 easy\n")
    assert [json.loads(line)["card"] for line in result.out.splitlines()] == [
        "mlf00001",
        "mlf00004",
    ]


def test_no_lines_at_all(run: Run) -> None:
    assert run("grade", "-") == Result(0, "", "")


def test_undo(run: Run) -> None:
    before = run("export").json
    run("grade", "mlf00001", "hard")
    result = run("undo")
    assert (result.code, result.out) == (0, "undone mlf00001 hard\n")
    assert run("export").json == before
    run("grade", "mlf00001", "easy")
    undone = run("undo", "--json").json
    assert (undone["card"], undone["action"]) == ("mlf00001", "grade")
    nothing = run("undo")
    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err.startswith("flashprep: There is nothing to undo.")


def test_settings(run: Run) -> None:
    everything = run("settings", "--json").json
    assert everything["minutes_per_day"] == 45
    assert run("settings", "minutes_per_day", "20", "--json").json == {"minutes_per_day": 20}
    assert run("settings", "minutes_per_day", "--json").json == {"minutes_per_day": 20}
    assert run("settings", "learning_steps", "2,15", "--json").json == {"learning_steps": [2, 15]}
    assert run("settings", "interview_date", "2026-06-01").out.startswith(
        "interview_date  2026-06-01"
    )
    bad = run("settings", "minutes_per_day", "601")
    assert (bad.code, bad.out) == (1, "")
    assert "0 and 600" in bad.err
    week = [100, 100, 100, 100, 100, 50, 0]
    assert run("settings", "easy_days", "100,100,100,100,100,50,0", "--json").json == {
        "easy_days": week
    }
    away = "2026-12-24/2026-12-27"
    assert run("settings", "vacation", away, "--json").json == {"vacation": [away]}


# -- lint ------------------------------------------------------------------------------------


def test_lint(run: Run, tmp_path: Path, profile_folder: Path) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text(
        "## One? <!-- id: lint0001 -->\n\nYes.\n\n## Two? <!-- id: lint0001 -->\n\nNo.\n"
    )
    result = run("lint", str(deck))
    assert result.code == 1
    first = next(line for line in result.out.splitlines() if "duplicate-id" in line)
    assert first.startswith(f"{deck}:5:")
    place, level, code = first.split(" ")[:3]
    assert (place.count(":"), level, code) == (3, "error", "duplicate-id")
    assert "1 errors" in result.err
    assert not profile_folder.exists()
    faults = run("lint", "--json", str(deck)).json
    assert {"file", "line", "col", "level", "code", "message", "hint"} == set(faults[0])


def test_lint_of_sound_decks_is_0(run: Run, shipped: Path) -> None:
    result = run("lint", str(shipped))
    assert result.code == 0
    assert " error " not in result.out


def test_lint_of_a_path_that_is_not_there(run: Run, tmp_path: Path) -> None:
    result = run("lint", str(tmp_path / "nowhere.md"))
    assert result.code == 1
    assert "file-missing" in result.out


# -- profiles --------------------------------------------------------------------------------


def test_the_profile_may_be_named_before_or_after_the_command(run: Run, tmp_path: Path) -> None:
    run("--profile", str(tmp_path / "a"), "list")
    run("list", "--profile", str(tmp_path / "b"))
    assert (tmp_path / "a" / "flashprep.db").is_file()
    assert (tmp_path / "b" / "flashprep.db").is_file()


def test_an_unusable_profile_is_4_with_a_plain_message(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "flashprep.db").write_bytes(b"no database at all" * 100)
    for name in ("file", "foreign"):
        for command in (("list",), ("grade", "-"), ("undo",), ("readiness",)):
            result = run("--profile", str(tmp_path / name), *command)
            assert (result.code, result.out) == (4, "")
            assert result.err.startswith("flashprep: ")
            assert str(tmp_path / name) in result.err
            assert len(result.err.splitlines()) == 2
