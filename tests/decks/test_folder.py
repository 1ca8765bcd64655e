from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from flashprep.core.errors import DeckError
from flashprep.decks import folder
from flashprep.decks.encoding import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def fill(top: Path, *names: str) -> None:
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"## a\n")


def found(*tops: Path) -> list[str]:
    return [path.relative_to(tops[0].parent).as_posix() for path in folder.find(tops)]


def test_decks_are_found_in_order(tmp_path: Path) -> None:
    fill(tmp_path / "b", "z.md", "A.md", "sub/c.MD", "sub/deeper/d.md")
    fill(tmp_path / "a", "x.md")

    assert found(tmp_path / "b", tmp_path / "a") == [
        "b/A.md",
        "b/sub/c.MD",
        "b/sub/deeper/d.md",
        "b/z.md",
        "a/x.md",
    ]


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.md",
        ".git/x.md",
        "x.md~",
        "~x.md",
        "~$x.md",
        "#x.md#",
        ".#x.md",
        "x.md.swp",
        ".x.md.k2j3.tmp",
        "README.md",
        "sub/readme.MD",
        "x.txt",
        "x.sync-conflict-20260101-120000-ABCDEFG.md",
        "x (Anna's conflicted copy 2026-01-01).md",
    ],
)
def test_what_is_no_deck_is_left_out(tmp_path: Path, name: str) -> None:
    fill(tmp_path / "d", "deck.md", name)

    assert found(tmp_path / "d") == ["d/deck.md"]


def test_a_file_stands_for_itself_and_comes_once(tmp_path: Path) -> None:
    fill(tmp_path / "d", "x.md", "README.md")
    readme = tmp_path / "d" / "README.md"

    assert folder.find([readme, tmp_path / "d", tmp_path / "d" / "x.md", readme]) == [
        readme,
        tmp_path / "d" / "x.md",
    ]


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "d", "x.md")

    assert folder.find([tmp_path / "gone", tmp_path / "d"]) == [tmp_path / "d" / "x.md"]


@posix
def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    fill(tmp_path / "d", "x.md", "sub/y.md")
    fill(tmp_path / "other", "z.md")
    (tmp_path / "d" / "sub" / "up").symlink_to(tmp_path / "d")
    (tmp_path / "d" / "link").symlink_to(tmp_path / "other")
    (tmp_path / "d" / "again.md").symlink_to(tmp_path / "d" / "x.md")
    (tmp_path / "d" / "dead.md").symlink_to(tmp_path / "nowhere")

    assert found(tmp_path / "d") == ["d/again.md", "d/link/z.md", "d/sub/y.md"]


def test_too_many_files_are_a_plain_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MAX_FILES", 3)
    fill(tmp_path, "a.md", "b.md", "c.md")
    assert len(folder.find([tmp_path])) == 3

    fill(tmp_path, "d.md")
    with pytest.raises(DeckError) as caught:
        folder.find([tmp_path])

    assert caught.value.hint


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x\r\n")

    assert folder.read(tmp_path / "a.md") == b"x\r\n"


def test_a_file_at_the_limit_is_read_and_one_above_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    with file.open("wb") as out:
        out.truncate(MAX_BYTES)
    assert len(folder.read(file)) == MAX_BYTES

    with file.open("ab") as out:
        out.write(b"x")
    with pytest.raises(DeckError, match="4 MB"):
        folder.read(file)


def test_a_missing_file_is_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(DeckError) as caught:
        folder.read(tmp_path / "gone.md")

    assert "gone.md" in caught.value.message
    assert caught.value.hint


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")

    with pytest.raises(DeckError):
        folder.read(tmp_path / "a.md")
