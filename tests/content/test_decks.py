"""The shipped decks: complete, clean, and every claim that can be computed computed again."""

from __future__ import annotations

import importlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from flashprep.core.cards import Note
from flashprep.core.domains import SHIPPED
from flashprep.decks.lint import lint
from flashprep.decks.parser import parse
from flashprep.decks.sections import without_comments
from tests.content.run_code_cards import run

HERE = Path(__file__).parent
DECKS = HERE.parent.parent / "decks"
ROOT = DECKS.parent
CHECKLIST: dict[str, str] = json.loads((HERE / "checklist.json").read_text(encoding="utf-8"))
WRONG: dict[str, str] = json.loads((HERE / "wrong_solutions.json").read_text(encoding="utf-8"))
STEMS = [domain.slug for domain in SHIPPED]


def notes_of(stem: str) -> tuple[Note, ...]:
    path = DECKS / f"{stem}.md"
    return parse(path.read_bytes(), str(path)).notes


NOTES = {stem: notes_of(stem) for stem in STEMS}
BY_ID = {note.id: note for notes in NOTES.values() for note in notes}
COVERED: dict[str, list[str]] = {}
for file in sorted((HERE / "coverage").glob("*.json")):
    for item, cards in json.loads(file.read_text(encoding="utf-8")).items():
        COVERED.setdefault(item, []).extend(cards)


def test_the_decks_are_the_six_domains() -> None:
    assert sorted(path.stem for path in DECKS.glob("*.md")) == sorted(STEMS)
    for stem, notes in NOTES.items():
        assert {note.domain for note in notes} == {stem}


def test_the_lint_finds_nothing() -> None:
    assert [str(fault) for fault in lint([DECKS])] == []


def test_every_card_has_an_id_of_its_own_a_source_and_a_topic() -> None:
    ids = Counter(note.id for notes in NOTES.values() for note in notes)
    assert None not in ids
    assert [name for name, count in ids.items() if count > 1] == []
    assert [note.id for note in BY_ID.values() if not note.source or not note.tags] == []


@pytest.mark.parametrize("stem", STEMS)
def test_performance_cards_have_all_that_grading_needs(stem: str) -> None:
    poor = []
    for note in NOTES[stem]:
        if not note.kind.is_performance:
            continue
        complete = (
            4 <= len(note.expect) <= 6
            and any(tick.must for tick in note.expect)
            and note.junior
            and note.senior
            and len(note.follow_ups) >= 2
            and note.time_box
            and note.needs
        )
        if not complete:
            poor.append(note.id)
    assert poor == []


def test_feeders_exist_and_are_recall_cards() -> None:
    wrong = [
        (note.id, need)
        for note in BY_ID.values()
        for need in note.needs
        if need not in BY_ID or BY_ID[need].kind.is_performance
    ]
    assert wrong == []


@pytest.mark.parametrize("item", sorted(CHECKLIST))
def test_the_checklist_is_covered(item: str) -> None:
    cards = COVERED.get(item, [])
    assert cards, f"{item} {CHECKLIST[item]}: no card"
    for card in cards:
        assert card in BY_ID or (ROOT / card).is_file(), f"{item}: {card} does not exist"


def test_dated_facts_say_when_they_held() -> None:
    dated = [note for note in BY_ID.values() if note.as_of]
    assert all(re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", note.as_of) for note in dated)


NUMBERS = sorted(path.stem for path in HERE.glob("numbers_*.py"))
CHECKS = [
    (module, name)
    for module in NUMBERS
    for name in dir(importlib.import_module(f"tests.content.{module}"))
    if name.startswith("check_")
]


@pytest.mark.parametrize(("module", "name"), CHECKS)
def test_numbers_are_computed_again(module: str, name: str) -> None:
    getattr(importlib.import_module(f"tests.content.{module}"), name)()


def code_of(section: str) -> str:
    found = re.search(r"^(`{3,}|~{3,})python\n(.*?)^\1", section, re.DOTALL | re.MULTILINE)
    assert found is not None, "no python block"
    return found.group(2)


CODE = [note for note in NOTES["coding-data-structures"] if note.kind == "code"]


def test_every_code_card_has_a_wrong_solution_to_fail() -> None:
    assert {note.id for note in CODE} == set(WRONG)


@pytest.mark.parametrize("note", CODE, ids=lambda note: note.id)
def test_the_solution_passes_and_a_wrong_one_fails(note: Note) -> None:
    tests = code_of(note.sections["tests"])
    if "numpy" in tests or "numpy" in note.sections["solution"]:
        pytest.importorskip("numpy")
    right = run(code_of(note.sections["solution"]), tests)
    assert right.returncode == 0, right.stderr
    wrong = run(WRONG[str(note.id)], tests)
    assert wrong.returncode == 1, "a wrong solution passes"


def test_no_comment_is_left_in_a_question() -> None:
    assert [n.id for n in BY_ID.values() if without_comments(n.question) != n.question] == []
