"""Decks on disk and cards in the store: edits keep history, bad files harm nobody else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from flashprep.core.cards import CardId, Kind
from flashprep.core.errors import UnknownCardError
from flashprep.core.faults import Level
from flashprep.core.memory import State
from flashprep.core.scheduling import Rating

from .snapshots import states

if TYPE_CHECKING:
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp

DECK = """\
---
flashprep: 1
title: Mine
domain: my-own
---

## Why is gradient descent slow in ravines? <!-- id: mine0001 -->

The gradient points across.

## What does momentum average? <!-- id: mine0002 -->

Past gradients.
"""
PLAIN = """\
## Why is gradient descent slow in narrow ravines?

The gradient points across.

## What does momentum average over time?

Past gradients.
"""


@pytest.fixture
def decks(profile_folder: Path) -> Path:
    """Make the person's own deck folder."""
    folder = profile_folder / "decks"
    folder.mkdir(parents=True)
    return folder


def write(path: Path, text: str | bytes) -> Path:
    """Write a deck with a time that no earlier version of it had."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, ns=(before + 10**9, before + 10**9))
    return path


def own(app: Flashprep, name: str = "mine.md") -> dict[str, CardId]:
    """Return the person's own cards: question to id."""
    return {row.question: row.id for row in app.library.cards(f"decks/{name}")}


def codes(app: Flashprep) -> set[str]:
    return {fault.code for fault in app.library.faults()}


# -- what is there ---------------------------------------------------------------------------


def test_shipped_and_own_decks_are_listed(open_app: OpenApp, decks: Path) -> None:
    write(decks / "mine.md", DECK)
    app = open_app()
    listed = {deck.key: deck for deck in app.library.decks()}
    mine = listed["decks/mine.md"]
    assert (mine.title, mine.domain, mine.cards, mine.faults) == ("Mine", "my-own", 2, ())
    assert mine.path == decks / "mine.md"
    assert listed["decks/ml-foundations.md"].cards == 10
    assert len(listed) == 6
    assert app.library.faults() == []


def test_a_card_is_shown_with_all_that_its_note_says(open_app: OpenApp, decks: Path) -> None:
    app = open_app()
    view = app.library.view(CardId("msd00003"))
    note = view.note
    assert (note.kind, note.stage, note.time_box) == (Kind.DESIGN, "design", 35 * 60)
    assert note.needs == ("msd00001", "msd00002")
    assert [tick.must for tick in note.expect] == [True, True, False, False]
    assert note.follow_ups == ("How would you notice that the ranker went stale?",)
    assert view.deck == decks / "ml-system-design.md"
    story = app.library.view(CardId("beh00001")).note
    assert story.sections["situation"].startswith("Describe")
    code = app.library.view(CardId("cod00001")).note
    assert "## this is no heading" in code.sections["tests"]
    with pytest.raises(UnknownCardError):
        app.library.view(CardId("nowhere1"))


def test_every_note_has_its_sides(open_app: OpenApp) -> None:
    app = open_app()
    ids = {row.id for row in app.library.cards()}
    assert {"mlf00002.1", "mlf00002.2", "mlf00003", "mlf00003.r"} <= ids
    assert "mlf00002" not in ids


def test_a_further_folder(open_app: OpenApp, tmp_path: Path) -> None:
    folder = tmp_path / "further" / "statistics"
    folder.mkdir(parents=True)
    write(folder / "one.md", "## What is a p-value? <!-- id: stat0001 -->\n\nA tail.\n")
    app = open_app()
    changes = app.change_setting("deck_folders", [str(tmp_path / "further")])
    assert CardId("stat0001") in changes.cards
    row = next(row for row in app.library.cards() if row.id == "stat0001")
    assert (row.deck, row.domain) == ((folder / "one.md").as_posix(), "statistics")
    assert CardId("stat0001") in app.study
    app.study.grade(row.id, Rating.GOOD)
    app.change_setting("deck_folders", [])
    assert CardId("stat0001") not in app.study
    app.change_setting("deck_folders", [str(tmp_path / "further")])
    assert app.study.question(row.id).memory.state is State.LEARNING


def test_a_missing_folder_is_named_and_the_rest_works(open_app: OpenApp, tmp_path: Path) -> None:
    app = open_app()
    app.change_setting("deck_folders", [str(tmp_path / "gone")])
    assert codes(app) == {"folder-missing"}
    assert app.study.next() is not None


def test_a_folder_of_too_many_files_is_named_and_the_rest_works(
    open_app: OpenApp, tmp_path: Path
) -> None:
    (tmp_path / "many").mkdir()
    for number in range(10_001):
        (tmp_path / "many" / f"{number}.md").touch()
    app = open_app()
    app.change_setting("deck_folders", [str(tmp_path / "many")])
    assert codes(app) == {"folder-unreadable"}
    app.close()
    again = open_app()
    assert again.study.next() is not None
    assert again.library.faults()[0].level is Level.ERROR


def test_the_same_deck_by_two_ways_is_one(open_app: OpenApp, decks: Path, tmp_path: Path) -> None:
    write(decks / "mine.md", DECK)
    (tmp_path / "link").symlink_to(decks)
    app = open_app()
    before = len(app.library.cards())
    app.change_setting("deck_folders", [str(tmp_path / "link"), str(decks)])
    assert len(app.library.cards()) == before
    assert app.library.faults() == []


# -- edits -----------------------------------------------------------------------------------


def test_a_reworded_card_with_an_id_keeps_its_history(open_app: OpenApp, decks: Path) -> None:
    deck = write(decks / "mine.md", DECK)
    app = open_app()
    app.study.grade(CardId("mine0001"), Rating.EASY)
    before = states(app)
    write(deck, DECK.replace("Why is gradient descent slow in ravines?", "Entirely new words"))
    changes = app.refresh()
    assert CardId("mine0001") in changes.cards
    assert changes.content
    assert app.library.view(CardId("mine0001")).note.question == "Entirely new words"
    assert states(app) == before


def test_a_new_card_and_a_new_answer_arrive(open_app: OpenApp, decks: Path) -> None:
    deck = write(decks / "mine.md", DECK)
    app = open_app()
    text = DECK.replace("Past gradients.", "All of them.")
    write(deck, text + "\n## Third? <!-- id: mine0003 -->\n\nYes.\n")
    changes = app.refresh()
    assert {"mine0002", "mine0003"} <= changes.cards
    assert app.library.view(CardId("mine0002")).note.answer == "All of them."
    assert CardId("mine0003") in app.study


def test_without_ids_the_same_question_keeps_its_history(open_app: OpenApp, decks: Path) -> None:
    app = open_app()
    app.change_setting("write_ids", "no")
    deck = write(decks / "mine.md", PLAIN)
    app.refresh()
    cards = own(app)
    app.study.grade(cards["What does momentum average over time?"], Rating.EASY)
    blocks = PLAIN.split("\n\n## ")
    turned = f"## {blocks[1].strip()}\n\n{blocks[0].strip()}\n"
    write(deck, turned.replace("Past gradients.", "Other answer."))
    app.refresh()
    assert own(app) == cards
    assert deck.read_text() == turned.replace("Past gradients.", "Other answer.")


def test_without_ids_a_similar_question_keeps_its_history(open_app: OpenApp, decks: Path) -> None:
    app = open_app()
    app.change_setting("write_ids", "no")
    deck = write(decks / "mine.md", PLAIN)
    app.refresh()
    card = own(app)["What does momentum average over time?"]
    write(
        deck,
        PLAIN.replace(
            "What does momentum average over time?", "What does the momentum average over time?"
        ),
    )
    app.refresh()
    assert own(app)["What does the momentum average over time?"] == card
    assert app.library.asks() == []


OLD = "Why does batch normalization speed up the training of deep networks?"
NEW = "What does batch normalization do to the training of networks?"


@pytest.fixture
def reworded(open_app: OpenApp, decks: Path) -> Flashprep:
    """Open a profile in which a graded card without an id was reworded too much to be sure."""
    app = open_app()
    app.change_setting("write_ids", "no")
    deck = write(decks / "mine.md", f"## {OLD}\n\nIt smooths the loss.\n")
    app.refresh()
    app.study.grade(own(app)[OLD], Rating.EASY)
    app.change_setting("write_ids", "yes")
    write(deck, f"## {NEW}\n\nIt smooths the loss.\n")
    app.refresh()
    return app


def test_a_half_similar_question_asks_the_person(reworded: Flashprep, decks: Path) -> None:
    (ask,) = reworded.library.asks()
    assert (ask.question, ask.old_question) == (NEW, OLD)
    assert 0.5 <= ask.similarity < 0.8
    assert own(reworded)[NEW] != ask.old_id
    assert "id:" not in (decks / "mine.md").read_text()  # not before it is answered
    assert reworded.study.question(own(reworded)[NEW]).memory.state is State.NEW


def test_the_same_card_gets_its_history_back(reworded: Flashprep, decks: Path) -> None:
    (ask,) = reworded.library.asks()
    changes = reworded.library.answer(ask, same=True)
    reworded.study.reload()
    assert CardId(ask.old_id) in changes.cards
    assert own(reworded) == {NEW: ask.old_id}
    assert reworded.study.question(CardId(ask.old_id)).memory.state is State.REVIEW
    assert reworded.library.asks() == []
    assert f"## {NEW} <!-- id: {ask.old_id} -->" in (decks / "mine.md").read_text()
    assert reworded.library.faults() == []


def test_another_card_starts_anew(reworded: Flashprep, decks: Path) -> None:
    (ask,) = reworded.library.asks()
    provisional = own(reworded)[NEW]
    reworded.study.grade(provisional, Rating.GOOD)
    reworded.library.answer(ask, same=False)
    assert own(reworded) == {NEW: provisional}
    assert reworded.library.asks() == []
    assert f"<!-- id: {provisional} -->" in (decks / "mine.md").read_text()
    assert states(reworded)[provisional].state is State.LEARNING


def test_an_unanswered_question_is_kept_over_edits_and_restarts(
    reworded: Flashprep, decks: Path, open_app: OpenApp
) -> None:
    asks = reworded.library.asks()
    card = own(reworded)[NEW]
    write(decks / "mine.md", f"## {NEW}\n\nAnother answer.\n")
    reworded.refresh()
    assert reworded.library.asks() == asks
    assert own(reworded) == {NEW: card}
    again = open_app()
    assert again.library.asks() == asks
    again.library.answer(asks[0], same=True)
    assert own(again) == {NEW: asks[0].old_id}


def test_a_card_that_vanished_comes_back_with_its_history(open_app: OpenApp, decks: Path) -> None:
    deck = write(decks / "mine.md", DECK)
    app = open_app()
    app.study.grade(CardId("mine0002"), Rating.EASY)
    memory = states(app)[CardId("mine0002")]
    write(deck, DECK[: DECK.index("## What does momentum")])
    assert CardId("mine0002") in app.refresh().cards
    assert CardId("mine0002") not in app.study
    assert [r.id for r in app.library.cards(gone=True) if not r.present] == ["mine0002"]
    write(deck, DECK)
    app.refresh()
    assert app.study.question(CardId("mine0002")).memory == memory


def test_a_deleted_deck_comes_back_with_its_history(open_app: OpenApp, decks: Path) -> None:
    deck = write(decks / "mine.md", DECK)
    app = open_app()
    app.study.grade(CardId("mine0001"), Rating.EASY)
    before = states(app)
    deck.unlink()
    app.refresh()
    assert CardId("mine0001") not in app.study
    assert "decks/mine.md" not in {d.key for d in app.library.decks()}
    assert states(app) == before
    write(deck, DECK)
    app.refresh()
    assert app.study.question(CardId("mine0001")).memory == before[CardId("mine0001")]


def test_a_renamed_deck_keeps_history_with_and_without_ids(open_app: OpenApp, decks: Path) -> None:
    app = open_app()
    app.change_setting("write_ids", "no")
    write(decks / "mine.md", DECK + "\n" + PLAIN)
    app.refresh()
    before = own(app)
    for card in before.values():
        app.study.grade(card, Rating.EASY)
    (decks / "mine.md").rename(decks / "renamed.md")
    app.refresh()
    assert own(app, "renamed.md") == before
    assert own(app) == {}


@pytest.mark.parametrize("paste_first", [True, False])
def test_a_card_moved_to_another_deck_keeps_its_history(
    open_app: OpenApp, decks: Path, *, paste_first: bool
) -> None:
    here, there = write(decks / "a.md", DECK), write(decks / "b.md", "## Other?\n\nYes.\n")
    app = open_app()
    app.study.grade(CardId("mine0002"), Rating.EASY)
    memory = states(app)[CardId("mine0002")]
    cut = DECK[: DECK.index("## What does momentum")]
    moves = [(there, there.read_text() + "\n" + DECK[len(cut) :]), (here, cut)]
    for path, text in moves if paste_first else reversed(moves):
        write(path, text)
        app.refresh()
    assert [row.deck for row in app.library.cards() if row.id == "mine0002"] == ["decks/b.md"]
    assert app.study.question(CardId("mine0002")).memory == memory
    assert app.library.faults() == []
    assert there.read_text().count("<!-- id: mine0002 -->") == 1


# -- ids -------------------------------------------------------------------------------------


def test_missing_ids_are_written_and_nothing_else_changes(open_app: OpenApp, decks: Path) -> None:
    text = "\ufeff" + PLAIN.replace("\n", "\r\n") + "\r\n**Odd**   \r\n\ttab\r\n"
    deck = write(decks / "mine.md", text)
    app = open_app()
    after = deck.read_bytes().decode()
    for question, card in own(app).items():
        assert after.count(f"## {question} <!-- id: {card} -->") == 1
        after = after.replace(f" <!-- id: {card} -->", "")
    assert after == text
    assert app.library.faults() == []
    stamp = deck.stat().st_mtime_ns
    assert not app.refresh()
    assert deck.stat().st_mtime_ns == stamp
    assert [path.name for path in decks.iterdir() if path.name.startswith(".")] == []


def test_no_ids_are_written_when_the_person_says_so(open_app: OpenApp, decks: Path) -> None:
    app = open_app()
    app.change_setting("write_ids", "no")
    deck = write(decks / "mine.md", PLAIN)
    app.refresh()
    assert deck.read_text() == PLAIN
    assert len(own(app)) == 2
    assert not app.refresh()


def test_a_duplicate_id_in_one_file(open_app: OpenApp, decks: Path) -> None:
    text = DECK.replace("mine0002", "mine0001")
    deck = write(decks / "mine.md", text)
    app = open_app()
    (fault,) = app.library.faults()
    assert (fault.code, fault.level, fault.line) == ("duplicate-id", Level.ERROR, 11)
    assert fault.file == str(deck)
    assert fault.hint
    assert deck.read_text() == text
    cards = own(app)
    assert len(set(cards.values())) == 2
    assert cards["Why is gradient descent slow in ravines?"] == "mine0001"
    app.study.grade(cards["What does momentum average?"], Rating.EASY)
    write(deck, text + "\n")
    app.refresh()
    assert own(app) == cards  # the copy keeps its own history as long as it stands there


def test_an_id_in_two_decks_stays_with_the_one_that_had_it(open_app: OpenApp, decks: Path) -> None:
    first = write(decks / "z.md", DECK)
    app = open_app()
    second = write(decks / "a.md", DECK)
    app.refresh()
    assert first.read_text() == second.read_text() == DECK
    faults = app.library.faults()
    assert {(f.code, f.file, f.line) for f in faults} == {
        ("id-in-two-decks", str(second), 7),
        ("id-in-two-decks", str(second), 11),
    }
    assert set(own(app, "z.md").values()) == {"mine0001", "mine0002"}
    assert set(own(app, "a.md").values()).isdisjoint({"mine0001", "mine0002"})
    assert not app.refresh()
    first.unlink()
    app.refresh()
    assert set(own(app, "a.md").values()) == {"mine0001", "mine0002"}
    assert app.library.faults() == []


# -- bad files -------------------------------------------------------------------------------

BAD = {
    "not-utf-8": (b"## Caf\xe9?\n\nLatin 1.\n", 1),
    "nul": (b"## One?\n\nYes.\n\n## T\x00wo?\n", 5),
    "deck-unreadable": (b"## Big?\n\n" + b"x" * (5 * 1024 * 1024), 1),
    "front-matter-broken": (b"---\nflashprep: 1\ntitle: [a\n---\n\n## One?\n\nYes.\n", 4),
    "front-matter-unclosed": (b"---\nflashprep: 1\n\n## One?\n\nYes.\n", 1),
    "unclosed-fence": (b"## One?\n\n```python\nx = 1\n\n## Two?\n\nNo.\n", 3),
    "duplicate-id": (b"## A? <!-- id: dupl0001 -->\n\na\n\n## B? <!-- id: dupl0001 -->\n\nb\n", 5),
    "no-cards": (b"Prose alone.\n", 1),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_deck_is_named_with_its_line_and_harms_no_other(
    open_app: OpenApp, decks: Path, code: str
) -> None:
    data, line = BAD[code]
    deck = write(decks / "bad.md", data)
    write(decks / "mine.md", DECK)
    app = open_app()
    faults = [fault for fault in app.library.faults() if fault.code == code]
    assert [(fault.file, fault.line) for fault in faults] == [(str(deck), line)]
    assert faults[0].message
    assert faults[0].hint
    assert str(faults[0]).startswith(f"{deck}:{line}:")
    assert len(own(app)) == 2
    assert CardId("mlf00001") in app.study
    if code != "unclosed-fence":
        assert deck.read_bytes() == data
    assert not app.refresh()


@pytest.mark.parametrize("code", set(BAD) - {"duplicate-id", "unclosed-fence"})
def test_while_a_deck_is_bad_its_last_good_version_stays(
    open_app: OpenApp, decks: Path, code: str
) -> None:
    deck = write(decks / "mine.md", DECK)
    app = open_app()
    app.study.grade(CardId("mine0001"), Rating.EASY)
    good = own(app)
    write(deck, BAD[code][0])
    assert app.refresh().faults
    assert code in codes(app)
    assert own(app) == good
    assert app.library.view(CardId("mine0001")).note.answer == "The gradient points across."
    assert deck.read_bytes() == BAD[code][0]
    app.close()
    app = open_app()
    assert own(app) == good
    assert code in codes(app)
    write(deck, DECK)
    assert app.refresh()
    assert app.library.faults() == []
    assert own(app) == good


def test_a_deck_that_became_good_again_is_read_in_full(open_app: OpenApp, decks: Path) -> None:
    deck = write(decks / "mine.md", BAD["deck-unreadable"][0])
    app = open_app()
    assert own(app) == {}
    write(deck, DECK)
    app.refresh()
    assert len(own(app)) == 2
    assert app.library.faults() == []


def test_a_folder_named_like_a_deck_and_a_broken_link_are_passed_over(
    open_app: OpenApp, decks: Path
) -> None:
    (decks / "folder.md").mkdir()
    (decks / "link.md").symlink_to(decks / "nowhere.md")
    (decks / "loop").symlink_to(decks)
    write(decks / "mine.md", DECK)
    app = open_app()
    assert len(own(app)) == 2


# -- nothing new -----------------------------------------------------------------------------


def test_a_second_start_reads_and_writes_nothing(open_app: OpenApp, decks: Path) -> None:
    write(decks / "mine.md", PLAIN)
    app = open_app()
    assert app.opening
    with app.database.read() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
    stamps = {path: path.stat().st_mtime_ns for path in decks.iterdir()}
    # Same time and size, other text: a deck that is opened would be noticed.
    for path, stamp in stamps.items():
        path.write_bytes(path.read_bytes().replace(b"?", b"!"))
        os.utime(path, ns=(stamp, stamp))
    again = open_app()
    assert not again.opening
    assert all(row.question.count("!") == 0 for row in again.library.cards())
    assert {path: path.stat().st_mtime_ns for path in decks.iterdir()} == stamps
    with app.database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA data_version").scalar_one() == before


def test_a_deck_that_was_only_touched_changes_no_card(open_app: OpenApp, decks: Path) -> None:
    deck = write(decks / "mine.md", DECK)
    app = open_app()
    os.utime(deck, ns=(5 * 10**18, 5 * 10**18))
    assert app.refresh().cards == frozenset()
    assert not app.refresh()
