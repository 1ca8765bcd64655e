from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.decks import frontmatter
from flashprep.decks.findings import Findings
from flashprep.decks.frontmatter import FrontMatter

if TYPE_CHECKING:
    from flashprep.core.faults import Fault


def read(yaml: str) -> tuple[FrontMatter, tuple[Fault, ...]]:
    findings = Findings("x.md")
    return frontmatter.read(f"---\n{yaml}\n---\n", findings), findings.faults()


def test_all_keys() -> None:
    front, faults = read(
        'flashprep: 1\ntitle: "A: B"\ndomain: ML Foundations\norder: 3\nweight: 0.22\n'
        "defaults: {stage: depth, tier: core, as-of: 2025-03}"
    )

    assert faults == ()
    assert (front.title, front.domain, front.order, front.weight, front.ok) == (
        "A: B",
        "ml-foundations",
        3,
        0.22,
        True,
    )
    assert {key: (value.text, value.at) for key, value in front.defaults.items()} == {
        "stage": ("depth", (7, 19)),
        "tier": ("core", (7, 32)),
        "as_of": ("2025-03", (7, 45)),
    }


@pytest.mark.parametrize("yaml", ["", "# only a comment", "title:", "title: ~", "defaults:"])
def test_empty_front_matter_says_nothing(yaml: str) -> None:
    front, faults = read(yaml)

    assert faults == ()
    assert front == FrontMatter()


@pytest.mark.parametrize(
    ("yaml", "code", "line", "col"),
    [
        ("title: a: b", "front-matter-broken", 2, 9),
        ("title: x\n\tdomain: y", "front-matter-broken", 3, 1),
        ("title: [a", "front-matter-broken", 3, 1),
        ("just text", "front-matter-broken", 2, 1),
        ("- a\n- b", "front-matter-broken", 2, 1),
        ("title: {a: b}", "front-matter-broken", 2, 8),
        ("defaults: x", "front-matter-broken", 2, 11),
        ("title: &a x\ndomain: *a", "front-matter-broken", 2, 8),
        ("title: *a", "front-matter-broken", 2, 8),
        ("title: x\nbad: \x07", "front-matter-broken", 3, 6),
        ("title: " + "[" * 16_000, "front-matter-broken", 2, 13),
        ("flashprep: 2", "format-too-new", 2, 12),
        ("flashprep: 0", "format-unknown", 2, 12),
        ("title: a\nflashprep: one", "format-unknown", 3, 12),
        ("title: " + "x" * 17_000, "front-matter-too-large", 1, 1),
    ],
)
def test_front_matter_that_cannot_be_used(yaml: str, code: str, line: int, col: int) -> None:
    front, faults = read(yaml)

    assert not front.ok
    assert [(f.code, f.line, f.col, f.level) for f in faults] == [(code, line, col, "error")]
    assert faults[0].hint


@pytest.mark.parametrize(
    ("yaml", "code", "line", "col"),
    [
        ("order: soon", "front-matter-value", 2, 8),
        ("title: x\nweight: -1", "front-matter-value", 3, 9),
        ("author: me", "front-matter-key", 2, 1),
        ("a: 1\nb: 2021-02-30", "front-matter-key", 2, 1),
    ],
)
def test_odd_values_keep_the_deck(yaml: str, code: str, line: int, col: int) -> None:
    front, faults = read(yaml)

    assert front.ok
    assert (faults[0].code, faults[0].line, faults[0].col) == (code, line, col)


def test_a_newer_format_says_to_update() -> None:
    _front, faults = read("flashprep: 12")

    assert "Update flashprep" in faults[0].hint
    assert "12" in faults[0].message


def test_lines_are_those_of_the_file() -> None:
    findings = Findings("x.md")

    frontmatter.read("\ufeff\r\n---\r\ntitle: x\r\nflashprep: 9\r\n...\r\n", findings)

    assert (findings.faults()[0].line, findings.faults()[0].col) == (4, 12)


@given(st.text(alphabet="abc:&*!{}[]-\"'|>?%@`#,~ \n\t\x01<=é", max_size=120))
def test_no_yaml_raises(yaml: str) -> None:
    front, faults = read(yaml)

    assert front.ok == all(fault.level != "error" for fault in faults)
