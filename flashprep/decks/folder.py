"""Find deck files in folders, and read one."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from flashprep.core.errors import DeckError
from flashprep.core.i18n import _
from flashprep.decks.encoding import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_FILES = 10_000
_MAX_ENTRIES = 500_000
"""How many directory entries are looked at; a home folder added by mistake holds more."""

_NO_DECKS = frozenset({"readme.md"})
_COPIES = (".sync-conflict-", "conflicted copy")
"""What Syncthing and Dropbox put into the name of a second copy: the same ids all over again."""


def find(folders: Sequence[Path]) -> list[Path]:
    """Return the deck files in folders and below, sorted within each; a file stands for itself.

    Hidden files and folders, editors' temporary files, copies left by a synchronisation conflict
    and README.md are left out; a file that can be reached twice comes once; a folder that does not
    exist holds nothing. Raise DeckError when a folder cannot be read or holds over 10,000 decks.
    """
    seen: set[str] = set()
    found: list[Path] = []
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(_walk(folder), key=_sort_key)
        for file in files:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                found.append(file)
    return found


def _sort_key(path: Path) -> tuple[str, str]:
    return str(path).casefold(), str(path)


def is_deck(name: str) -> bool:
    """Tell whether a file of this name is read as a deck."""
    lower = name.lower()
    return (
        lower.endswith(".md")
        and not lower.startswith((".", "~", "#"))
        and lower not in _NO_DECKS
        and not any(copy in lower for copy in _COPIES)
    )


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the decks below a folder; each real folder is entered once, so loops end."""
    waiting = [folder]
    entered: set[str] = set()
    files = entries = 0
    while waiting:
        current = waiting.pop()
        real = os.path.realpath(current)
        if real in entered:
            continue
        entered.add(real)
        for entry in _scan(current, top=current is folder):
            entries += 1
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                waiting.append(Path(entry.path))
            elif is_deck(entry.name) and _is_file(entry):
                files += 1
                yield Path(entry.path)
            if files > MAX_FILES or entries > _MAX_ENTRIES:
                raise DeckError(
                    _("The folder {folder} holds more than 10,000 decks or too many files.").format(
                        folder=folder
                    ),
                    _("Choose the folder in which only your decks lie."),
                )


def _scan(folder: Path, *, top: bool) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        if not top:
            return []  # one locked folder below must not hide all the others
        raise DeckError(
            _("The folder {folder} cannot be read: {reason}.").format(
                folder=folder, reason=reason(error)
            ),
            _("Check its permissions, or choose another folder."),
        ) from error


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def read(path: Path) -> bytes:
    """Return the bytes of a deck file; its size is checked before it is read.

    Raise DeckError for a file over 4 MB, one that is no regular file, and one that cannot be read.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise DeckError(
                _("{file} is not a file.").format(file=path), _("Decks are Markdown files.")
            )
        if state.st_size <= MAX_BYTES:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)  # it may have grown since
            if len(data) <= MAX_BYTES:
                return data
    except OSError as error:
        raise DeckError(
            _("{file} cannot be read: {reason}.").format(file=path, reason=reason(error)),
            _("Check that it exists and that you may read it."),
        ) from error
    raise DeckError(
        _("{file} is larger than 4 MB.").format(file=path), _("Split the deck into several files.")
    )


def reason(error: OSError) -> str:
    """Return the system's own words about an error, without number and file name."""
    return (error.strerror or str(error)).rstrip(".")
