"""Deck files as they lie in the folders: which there are, and which have to be read again."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flashprep.app.shipped import digest
from flashprep.core.errors import DeckError
from flashprep.core.faults import Fault, Level
from flashprep.core.i18n import _
from flashprep.store.decks import DeckRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flashprep.core.cards import Note


@dataclass(slots=True)
class Parsed:
    """A deck file that was read again, on its way into the store."""

    row: DeckRow
    path: Path
    data: bytes
    notes: tuple[Note, ...] = ()


def find(folders: Sequence[Path]) -> tuple[list[Path], list[Fault]]:
    """Return the deck files in some folders, each once, and what is wrong with the folders."""
    from flashprep.decks import folder

    files: dict[str, Path] = {}
    faults = []
    for place in folders:
        if not place.is_dir():
            message = _("The deck folder {folder} is not there.").format(folder=place)
            hint = _("Bring it back, or take it off the list in Settings.")
            faults.append(_fault(place, Level.WARNING, "folder-missing", message, hint))
            continue
        try:
            found = folder.find([place])
        except DeckError as error:
            # One folder that cannot be read must not keep the others from being studied.
            faults.append(
                _fault(place, Level.ERROR, "folder-unreadable", error.message, error.hint)
            )
            continue
        for path in found:
            files.setdefault(os.path.realpath(path), path)
    return list(files.values()), faults


def look(key: str, path: Path, position: int, known: DeckRow | None) -> Parsed | DeckRow | None:
    """Read a file again if its time, size or content changed.

    Returns None where nothing changed, the deck's new row alone where its cards stay as they are
    (touched only, or not usable now), and the parsed deck where they may have changed.
    """
    try:
        stat = path.stat()
    except OSError:
        return None  # gone between the listing and now: the next refresh sees it
    stamp = (stat.st_mtime_ns, stat.st_size, position)
    if (
        known is not None
        and known.present
        and (known.mtime_ns, known.size, known.position) == stamp
    ):
        return None
    return _read(key, path, stamp, known, again=False)


def look_again(
    key: str, path: Path, position: int, known: DeckRow | None, code: str
) -> Parsed | DeckRow | None:
    """Read an unchanged file again if it had a fault with this code; else return None."""
    if known is None or all(fault.code != code for fault in known.faults):
        return None
    return _read(key, path, (known.mtime_ns, known.size, position), known, again=True)


def _read(
    key: str, path: Path, stamp: tuple[int, int, int], known: DeckRow | None, *, again: bool
) -> Parsed | DeckRow | None:
    from flashprep.decks import folder, parser

    mtime_ns, size, position = stamp
    present = known if known is not None and known.present else None
    row = known or DeckRow(key, path.stem, "custom", position, 0, 0, "", present=True)
    row = replace(row, position=position, mtime_ns=mtime_ns, size=size, present=True)
    try:
        data = folder.read(path)
    except DeckError as error:
        fault = _fault(path, Level.ERROR, "deck-unreadable", error.message, error.hint)
        # No stamp, as it may become readable without one; no digest, so that it is parsed then.
        row = replace(row, mtime_ns=0, digest="", faults=(fault,))
        return None if row == known else row
    found = digest(data)
    if present is not None and present.digest == found and not again:
        return row
    deck = parser.parse(data, str(path), folder=path.parent.name)
    row = replace(row, digest=found, faults=deck.faults)
    if not deck.ok or (present is not None and not deck.notes):
        # Half saved, or unusable: the last good cards stay in use.
        return row
    return Parsed(replace(row, title=deck.title, domain=deck.domain), path, data, deck.notes)


def _fault(path: Path, level: Level, code: str, message: str, hint: str) -> Fault:
    return Fault(str(path), 1, 1, level, code, message, hint)
