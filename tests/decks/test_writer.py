from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from flashprep.core.cards import NoteId
from flashprep.core.errors import DeckError
from flashprep.decks.parser import parse
from flashprep.decks.writer import insert_ids, replace_note, write_atomically

from .strategies import decks

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


def ids(**lines: str) -> dict[int, NoteId]:
    return {int(name[1:]): NoteId(value) for name, value in lines.items()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"## a\n", b"## a <!-- id: aaaa -->\n"),
        (b"## a", b"## a <!-- id: aaaa -->"),
        (b"\xef\xbb\xbf## a  \r\nb\r\n", b"\xef\xbb\xbf## a <!-- id: aaaa -->  \r\nb\r\n"),
        (b"## a ##\rb", b"## a ## <!-- id: aaaa -->\rb"),
        (b"## a <!-- id: x y -->\n", b"## a <!-- id: aaaa -->\n"),
        (b"## a <!-- id: cccc -->\n", b"## a <!-- id: aaaa -->\n"),
        (b"## a <!-- open\n", b"## a <!-- open <!-- id: aaaa -->\n"),
    ],
)
def test_an_id_is_written_behind_the_question(before: bytes, after: bytes) -> None:
    assert insert_ids(before, ids(_1="aaaa")) == after


def test_only_the_named_lines_change() -> None:
    data = b"---\ntitle: x\n---\n# p\n## a\n\n```\n## b\n```\n## c <!-- id: cccc -->\n## d\n"

    assert insert_ids(data, ids(_5="aaaa", _11="dddd")) == data.replace(
        b"## a", b"## a <!-- id: aaaa -->"
    ).replace(b"## d", b"## d <!-- id: dddd -->")


@pytest.mark.parametrize("line", [2, 3, 99])
def test_a_line_without_a_card_is_refused(line: int) -> None:
    with pytest.raises(DeckError) as caught:
        insert_ids(b"## a\n```\n## b\n```\n", {1: NoteId("aaaa"), line: NoteId("bbbb")})

    assert str(line) in caught.value.message
    assert caught.value.hint


def test_no_ids_change_nothing() -> None:
    assert insert_ids(b"## a\r\n\xef\xbb\xbf", {}) == b"## a\r\n\xef\xbb\xbf"


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(DeckError, match="UTF-8"):
        insert_ids(b"## a\xff", ids(_1="aaaa"))


@given(decks())
@settings(max_examples=200)
def test_ids_change_nothing_but_ids(text: str) -> None:
    data = text.replace("\x00", "").encode("utf-8", "replace")
    deck = parse(data, "x.md")
    new = {note.line: NoteId(f"new{note.line:05}") for note in deck.notes if note.id is None}

    written = insert_ids(data, new)

    again = parse(written, "x.md")
    for old, now in zip(deck.notes, again.notes, strict=True):
        assert now.id == (old.id or new[old.line])
        assert (now.question, now.answer, now.line) == (old.question, old.answer, old.line)
    assert insert_ids(data, {}) == data


def test_a_card_is_replaced_and_nothing_else() -> None:
    data = (
        b"\xef\xbb\xbf# p\r\n\r\n## a <!-- id: aaaa -->\r\nx\r\n\r\n\r\n## b <!-- id: bbbb -->\r\ny"
    )

    assert replace_note(data, NoteId("aaaa"), "## new <!-- id: aaaa -->\n\nz\n") == (
        b"\xef\xbb\xbf# p\r\n\r\n## new <!-- id: aaaa -->\r\n\r\nz\r\n\r\n\r\n"
        b"## b <!-- id: bbbb -->\r\ny"
    )


def test_the_last_card_keeps_its_missing_line_end() -> None:
    data = b"## a <!-- id: aaaa -->\nx"

    assert replace_note(data, NoteId("aaaa"), "## a\ny\n") == b"## a <!-- id: aaaa -->\ny"


@pytest.mark.parametrize(
    "block", ["", "x", "## a\n## b", "# p\n## a", "## a\n```\nopen", "## a\n<!-- open", "## a\x00"]
)
def test_a_block_that_is_not_one_card_is_refused(block: str) -> None:
    with pytest.raises(DeckError) as caught:
        replace_note(b"## a <!-- id: aaaa -->\n", NoteId("aaaa"), block)

    assert caught.value.hint


def test_a_card_that_is_gone_is_not_replaced() -> None:
    with pytest.raises(DeckError, match="aaaa"):
        replace_note(b"## b\n", NoteId("aaaa"), "## a")


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.md", b"x\r\n")

    assert (tmp_path / "a.md").read_bytes() == b"x\r\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@posix
def test_the_mode_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o640)

    write_atomically(file, b"new")

    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert file.read_bytes() == b"new"


@posix
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()

    write_atomically(tmp_path / "a.md", b"x")

    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_a_link_is_followed_to_its_target(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.md"
    target.write_bytes(b"old")
    link = tmp_path / "a.md"
    link.symlink_to(target)

    write_atomically(link, b"new", expect=b"old")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["a.md"]


@pytest.mark.parametrize("on_disk", [b"edited meanwhile", None])
def test_an_edit_made_meanwhile_is_never_overwritten(tmp_path: Path, on_disk: bytes | None) -> None:
    file = tmp_path / "a.md"
    if on_disk is not None:
        file.write_bytes(on_disk)

    with pytest.raises(DeckError, match="another program"):
        write_atomically(file, b"new", expect=b"read before")

    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([on_disk] if on_disk else [])


def test_the_old_file_is_whole_until_the_new_one_is(tmp_path: Path) -> None:
    """The file is replaced by another one, never opened for writing: a reader keeps the old."""
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    with file.open("rb") as reader:
        write_atomically(file, b"new")

        assert reader.read() == (b"old" if os.name == "posix" else b"new")
    assert file.read_bytes() == b"new"


def test_a_folder_that_does_not_exist_is_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(DeckError) as caught:
        write_atomically(tmp_path / "gone" / "a.md", b"x")

    assert "a.md" in caught.value.message
    assert caught.value.hint


def test_a_failed_write_leaves_no_temporary_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()

    with pytest.raises(DeckError):
        write_atomically(tmp_path / "a.md", b"x")

    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


@posix
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="root may write all")
def test_a_read_only_file_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o444)

    with pytest.raises(DeckError):
        write_atomically(file, b"new")

    assert file.read_bytes() == b"old"
