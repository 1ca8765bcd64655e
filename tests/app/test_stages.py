"""The stages file: the shipped one, a person's own, and every way to break it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from flashprep.app import stages
from flashprep.app.profile import Profile
from flashprep.core import cards, domains
from flashprep.core.errors import FlashprepError

OWN = """
bar = 0.7
[[stage]]
name = "phone"
title = "Phone call"
weights = { ml-foundations = 2, causal-inference = 1 }
floor = 0.5
[loop]
to_pass = 2
[[loop.round]]
domain = "ml-foundations"
must = true
"""


def test_the_shipped_file_names_the_stages_that_cards_may_name() -> None:
    found = stages.read(stages.shipped())
    assert tuple(one.name for one in found.stages) == cards.STAGES
    known = {domain.slug for domain in domains.SHIPPED if domain.bar is not None}
    for one in found.stages:
        assert set(one.weights) <= known
        assert (one.bar, one.floor) == (0.80, 0.65)
    assert {one.domain for one in found.loop.rounds} == known
    assert {one.domain for one in found.loop.rounds if one.must} == {
        "applied-science-depth",
        "behavioral-leadership-principles",
    }
    assert (found.loop.probes, found.loop.to_pass, found.loop.may_fail) == (5, 3, 1)


def test_a_persons_own_file_wins(tmp_path: Path) -> None:
    assert stages.load(Profile(tmp_path)) == stages.read(stages.shipped())
    (tmp_path / "stages.toml").write_text(OWN, encoding="utf-8")
    found = stages.load(Profile(tmp_path))
    assert found.fault is None
    (one,) = found.stages
    assert (one.name, one.title, one.bar, one.floor) == ("phone", "Phone call", 0.7, 0.5)
    assert one.weights == {"ml-foundations": 2.0, "causal-inference": 1.0}
    assert [r.must for r in found.loop.rounds] == [True]
    assert (found.loop.probes, found.loop.to_pass) == (5, 2)


BROKEN = {
    "no TOML": b"stage = [",
    "no UTF-8": b'bar = 0.7 # caf\xe9"',
    "stage is no list": b"stage = 3",
    "stages are no tables": b"stage = [1, 2]",
    "no name": b"[[stage]]\nweights = { a = 1 }",
    "no weights": b'[[stage]]\nname = "x"',
    "weights are a list": b'[[stage]]\nname = "x"\nweights = [1]',
    "a weight is a text": b'[[stage]]\nname = "x"\nweights = { a = "1" }',
    "a weight is negative": b'[[stage]]\nname = "x"\nweights = { a = -1 }',
    "a weight is infinite": b'[[stage]]\nname = "x"\nweights = { a = inf }',
    "a weight is not a number": b'[[stage]]\nname = "x"\nweights = { a = nan }',
    "all weights are zero": b'[[stage]]\nname = "x"\nweights = { a = 0 }',
    "the bar is past one": b'bar = 2\n[[stage]]\nname = "x"\nweights = { a = 1 }',
    "loop is no table": b"loop = 3",
    "a round has no domain": b"[[loop.round]]\nmust = true",
    "must is a text": b'[[loop.round]]\ndomain = "a"\nmust = "yes"',
    "more to pass than asked": b"[loop]\nprobes = 2\nto_pass = 3",
    "half a question": b"[loop]\nprobes = 2.5",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_reported_and_the_shipped_one_used(tmp_path: Path, name: str) -> None:
    path = tmp_path / "stages.toml"
    path.write_bytes(BROKEN[name])
    with pytest.raises(FlashprepError, match=r"stages\.toml cannot be used"):
        stages.read(path)
    found = stages.load(Profile(tmp_path))
    assert found.fault is not None
    assert found.fault.file == str(path)
    assert str(path) in found.fault.hint
    assert found.stages == stages.read(stages.shipped()).stages


def test_a_folder_of_that_name_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "stages.toml").mkdir()
    found = stages.load(Profile(tmp_path))
    assert found.fault is not None
    assert found.stages


def test_the_example_of_the_readme_is_a_part_of_the_shipped_file(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    own = tmp_path / "stages.toml"
    own.write_text(example, "utf-8")
    (stage,) = stages.read(own).stages
    assert stage in stages.read(stages.shipped()).stages
    assert tomllib.loads(example)["floor"] == 0.65
