"""The program's decks in the person's folder: delivered, updated, edited, deleted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from flashprep.app.shipped import folder
from flashprep.core.cards import CardId
from flashprep.core.scheduling import Rating

from .snapshots import states

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import OpenApp

NAME = "interview-process.md"
NEW_CARD = "\n## How many rounds has the loop? <!-- id: ipr00003 -->\n\nFive.\n"


def update(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    before = path.stat().st_mtime_ns
    path.write_text(text.replace(old, new))
    os.utime(path, ns=(before + 10**9, before + 10**9))


@pytest.fixture
def mine(profile_folder: Path) -> Path:
    """Where the person's copy of a shipped deck lies."""
    return profile_folder / "decks" / NAME


def test_the_first_start_delivers_every_deck_as_it_is(
    open_app: OpenApp, shipped: Path, profile_folder: Path
) -> None:
    app = open_app()
    delivered = profile_folder / "decks"
    assert {p.name for p in delivered.iterdir()} == {p.name for p in shipped.iterdir()}
    for path in shipped.iterdir():
        assert (delivered / path.name).read_bytes() == path.read_bytes()
    assert app.library.faults() == []


def test_an_edit_survives_an_update_and_the_new_card_arrives(
    open_app: OpenApp, shipped: Path, mine: Path
) -> None:
    open_app().close()
    update(mine, "About an hour.", "Forty-five minutes at most.")
    update(shipped / NAME, "About an hour.", "About 60 minutes.")
    update(shipped / NAME, "The Bar Raiser.", "The Bar Raiser, alone.")
    append_text = (shipped / NAME).read_text() + NEW_CARD
    (shipped / NAME).write_text(append_text)
    app = open_app()
    assert app.library.view(CardId("ipr00002")).note.answer == "Forty-five minutes at most."
    assert app.library.view(CardId("ipr00001")).note.answer == "The Bar Raiser, alone."
    assert CardId("ipr00003") in app.study
    assert app.library.faults() == []


def test_an_update_keeps_the_history_of_every_card(
    open_app: OpenApp, shipped: Path, mine: Path
) -> None:
    app = open_app()
    for row in app.library.cards(f"decks/{NAME}"):
        app.study.grade(row.id, Rating.EASY)
    before = states(app)
    app.close()
    update(shipped / NAME, "## Who may veto a hire?", "## Which interviewer alone may veto a hire?")
    app = open_app()
    assert states(app) == before
    assert "Which interviewer alone" in mine.read_text()


def test_a_deck_the_person_deleted_stays_deleted(
    open_app: OpenApp, shipped: Path, mine: Path
) -> None:
    open_app().close()
    mine.unlink()
    app = open_app()
    assert not mine.exists()
    assert CardId("ipr00001") not in app.study
    app.close()
    (shipped / NAME).write_text((shipped / NAME).read_text() + NEW_CARD)
    app = open_app()
    assert not mine.exists()
    assert CardId("ipr00003") not in app.study


def test_a_card_the_person_deleted_stays_deleted(
    open_app: OpenApp, shipped: Path, mine: Path
) -> None:
    open_app().close()
    text = mine.read_text()
    mine.write_text(text[: text.index("## How long is")])
    (shipped / NAME).write_text((shipped / NAME).read_text() + NEW_CARD)
    app = open_app()
    assert CardId("ipr00002") not in app.study
    assert CardId("ipr00003") in app.study


def test_a_new_deck_of_an_update_arrives(
    open_app: OpenApp, shipped: Path, profile_folder: Path
) -> None:
    open_app().close()
    (shipped / "sampling.md").write_text(NEW_CARD)
    app = open_app()
    assert (profile_folder / "decks" / "sampling.md").read_text() == NEW_CARD
    assert CardId("ipr00003") in app.study


def test_an_update_while_the_program_runs_is_brought_in(open_app: OpenApp, shipped: Path) -> None:
    app = open_app()
    (shipped / NAME).write_text((shipped / NAME).read_text() + NEW_CARD)
    assert CardId("ipr00003") in app.refresh().cards
    assert CardId("ipr00003") in app.study
    assert not app.refresh()


PICTURE = "pictures/loop.png"
OLD, NEW, OWN = b"\x89PNG old", b"\x89PNG newer", b"\x89PNG by hand"


@pytest.fixture
def drawn(shipped: Path, profile_folder: Path) -> tuple[Path, Path]:
    """A picture that a shipped deck shows, and where the person's copy of it belongs."""
    ours = shipped / PICTURE
    ours.parent.mkdir()
    ours.write_bytes(OLD)
    update(shipped / NAME, "The Bar Raiser.", f"The Bar Raiser.\n\n![The loop.]({PICTURE})")
    return ours, profile_folder / "decks" / PICTURE


def test_a_picture_comes_with_its_deck_and_follows_an_update(
    open_app: OpenApp, drawn: tuple[Path, Path]
) -> None:
    ours, mine = drawn
    open_app().close()
    assert mine.read_bytes() == OLD
    ours.write_bytes(NEW)
    app = open_app()
    assert mine.read_bytes() == NEW
    assert app.library.faults() == []


def test_a_picture_that_the_person_drew_stays(open_app: OpenApp, drawn: tuple[Path, Path]) -> None:
    ours, mine = drawn
    open_app().close()
    mine.write_bytes(OWN)
    ours.write_bytes(NEW)
    open_app().close()
    assert mine.read_bytes() == OWN
    ours.write_bytes(NEW * 2)
    open_app().close()
    assert mine.read_bytes() == OWN


def test_a_picture_that_was_there_before_stays(open_app: OpenApp, drawn: tuple[Path, Path]) -> None:
    _ours, mine = drawn
    mine.parent.mkdir(parents=True)
    mine.write_bytes(OWN)
    app = open_app()
    assert mine.read_bytes() == OWN
    assert app.library.faults() == []


def test_a_missing_picture_comes_back_only_while_a_deck_shows_it(
    open_app: OpenApp, shipped: Path, drawn: tuple[Path, Path]
) -> None:
    ours, mine = drawn
    open_app().close()
    mine.unlink()
    ours.write_bytes(NEW)
    open_app().close()
    assert mine.read_bytes() == NEW
    (mine.parent.parent / NAME).unlink()
    mine.unlink()
    ours.write_bytes(NEW * 2)
    open_app().close()
    assert not mine.exists()
    assert (shipped / NAME).exists()


def test_a_picture_that_is_shipped_no_more_is_left(
    open_app: OpenApp, drawn: tuple[Path, Path]
) -> None:
    ours, mine = drawn
    open_app().close()
    ours.unlink()
    app = open_app()
    assert mine.read_bytes() == OLD
    assert app.library.faults() == []


def test_a_picture_that_no_deck_shows_is_not_delivered(
    open_app: OpenApp, drawn: tuple[Path, Path]
) -> None:
    ours, mine = drawn
    ours.with_name("other.png").write_bytes(OLD)
    open_app()
    assert [path.name for path in mine.parent.iterdir()] == ["loop.png"]


def test_a_picture_that_cannot_be_written_is_named_and_tried_again(
    open_app: OpenApp, drawn: tuple[Path, Path]
) -> None:
    _ours, mine = drawn
    mine.parent.parent.mkdir(parents=True)
    mine.parent.write_bytes(b"no folder")
    app = open_app()
    assert [(fault.code, fault.file) for fault in app.library.faults()] == [
        ("deck-not-updated", str(mine))
    ]
    assert CardId("ipr00001") in app.study
    mine.parent.unlink()
    app.refresh()
    assert mine.read_bytes() == OLD
    assert app.library.faults() == []


def test_a_deck_that_cannot_be_merged_is_left_and_named(
    open_app: OpenApp, shipped: Path, mine: Path
) -> None:
    open_app().close()
    broken = b"## Caf\xe9 <!-- id: mine0001 -->\n"
    mine.write_bytes(broken)
    (shipped / NAME).write_text((shipped / NAME).read_text() + NEW_CARD)
    app = open_app()
    codes = {fault.code for fault in app.library.faults()}
    assert codes == {"not-utf-8", "deck-not-updated"}
    assert mine.read_bytes() == broken
    assert CardId("ipr00001") in app.study  # the last good version
    assert not app.refresh()
    mine.write_bytes((shipped / NAME).read_bytes())
    app.refresh()
    assert app.library.faults() == []


def test_nothing_is_written_when_nothing_is_new(
    open_app: OpenApp, shipped: Path, profile_folder: Path
) -> None:
    app = open_app()
    stamps = {p: p.stat().st_mtime_ns for p in (profile_folder / "decks").iterdir()}
    with app.database.read() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    # Same name, time and size, but other text: a look inside would bring it over.
    deck = shipped / NAME
    stat = deck.stat()
    deck.write_bytes(deck.read_bytes().replace(b"About an hour", b"About a year"))
    deck.write_bytes(deck.read_bytes().replace(b"About a year.", b"About a year.."))
    os.utime(deck, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert deck.stat().st_size == stat.st_size
    again = open_app()
    assert not again.opening
    assert {p: p.stat().st_mtime_ns for p in stamps} == stamps
    with app.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA data_version").scalar_one() == before


def test_the_programs_own_decks_are_found_in_the_checkout() -> None:
    assert (folder() / "ml-foundations.md").is_file()
