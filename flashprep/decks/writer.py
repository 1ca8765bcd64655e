"""Write ids and single cards into a deck, touching nothing else, and files atomically."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from flashprep.core.errors import DeckError
from flashprep.core.i18n import _
from flashprep.decks.blocks import Chunk, ChunkKind, split
from flashprep.decks.encoding import decode
from flashprep.decks.findings import Findings
from flashprep.decks.folder import reason
from flashprep.decks.outline import ID_COMMENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.core.cards import NoteId

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def insert_ids(data: bytes, ids: Mapping[int, NoteId]) -> bytes:
    """Return the deck with ids behind the questions whose headings stand in these lines.

    An id that stands there already (a copy's, or a bad one) is replaced. Raise DeckError when no
    card begins in one of the lines: then the file is not the one that was read.
    """
    chunks = list(_chunks(data))
    missing = dict(ids)
    for index, chunk in enumerate(chunks):
        if chunk.kind is ChunkKind.NOTE and chunk.line in missing:
            chunks[index] = _with_id(chunk, missing.pop(chunk.line))
    if missing:
        raise DeckError(
            _("No card begins in line {line} of the deck any more.").format(line=min(missing)),
            _("The file was changed meanwhile; it is read again."),
        )
    return _join(chunks)


def replace_note(data: bytes, note_id: NoteId, block: str) -> bytes:
    """Return the deck with the block of one card replaced, and all else as it was.

    ``block`` is the card from its ``##`` on; it gets the id if it names none, the line ends of the
    file, and the empty lines that stood behind the old one. Raise DeckError when the deck has no
    such card or the block is not exactly one card.
    """
    chunks = list(_chunks(data))
    for index, chunk in enumerate(chunks):
        if chunk.kind is ChunkKind.NOTE and chunk.written_id == note_id:
            new = _single(block, note_id)
            chunks[index] = _fitted(new, chunk)
            return _join(chunks)
    raise DeckError(
        _("The deck holds no card with the id {id}.").format(id=note_id),
        _("The file was changed meanwhile; it is read again."),
    )


def note_block(data: bytes, note_id: NoteId) -> str:
    """Return the text of one card's block, or raise DeckError when the deck has no such card."""
    for chunk in _chunks(data):
        if chunk.kind is ChunkKind.NOTE and chunk.written_id == note_id:
            return _LINE_BREAK.sub("\n", chunk.raw).rstrip() + "\n"
    raise DeckError(
        _("The deck's file names no card with the id {id}.").format(id=note_id),
        _("Let flashprep write ids into your decks (Settings), or edit the file itself."),
    )


def _chunks(data: bytes) -> tuple[Chunk, ...]:
    findings = Findings("")
    text = decode(data, findings)
    if text is None:
        fault = findings.faults()[0]
        raise DeckError(fault.message, fault.hint)
    return split(text)


def _join(chunks: list[Chunk]) -> bytes:
    return "".join(chunk.raw for chunk in chunks).encode()


def _with_id(chunk: Chunk, note_id: NoteId) -> Chunk:
    """Return a note block with the id at the end of its heading's text."""
    line = chunk.raw[: chunk.headings[0].end]
    text = line.rstrip()
    comment = f"<!-- id: {note_id} -->"
    if chunk.written_id is None:
        new = f"{text} {comment}"
    else:
        new = ID_COMMENT.sub(lambda _found: comment, text)
    return Chunk(chunk.kind, new + line[len(text) :] + chunk.raw[len(line) :], chunk.line)


def _single(block: str, note_id: NoteId) -> str:
    """Return the text of a block that is one card with this id, or raise DeckError."""
    findings = Findings("")
    parts = split(block.strip() + "\n", findings)
    hint = _("Keep one card that begins with ##, and close its code fences.")
    if len(parts) != 1 or parts[0].kind is not ChunkKind.NOTE or "\x00" in block:
        raise DeckError(_("The text is not exactly one card."), hint)
    if findings.faults():
        raise DeckError(findings.faults()[0].message, hint)
    if parts[0].written_id != note_id:
        parts = (_with_id(parts[0], note_id),)
    return parts[0].raw.rstrip()


def _fitted(text: str, old: Chunk) -> Chunk:
    """Return a block with the line ends of an old one and the empty lines behind it."""
    found = _LINE_BREAK.search(old.raw)
    line_break = found[0] if found else "\n"
    tail = old.raw[len(old.raw.rstrip()) :]
    return Chunk(old.kind, _LINE_BREAK.sub(lambda _b: line_break, text) + tail, old.line)


def write_atomically(path: Path, data: bytes, *, expect: bytes | None = None) -> None:
    """Replace a file as a whole: after a crash it holds the old bytes or the new ones.

    The mode is kept and a link is followed to its target. With ``expect``, raise DeckError when
    the file no longer holds these bytes, so that an edit made meanwhile is never overwritten.
    Raise DeckError also when the file cannot be written; then nothing is changed.
    """
    temporary: str | None = None
    try:
        target = Path(os.path.realpath(path))
        mode = _mode(target)
        handle, temporary = tempfile.mkstemp(
            prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        if expect is not None and _bytes(target) != expect:
            raise DeckError(
                _("{file} was changed by another program.").format(file=path),
                _("Nothing was written; the file is read again."),
            )
        Path(temporary).replace(target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise DeckError(
            _("{file} cannot be written: {reason}.").format(file=path, reason=reason(error)),
            _("Check the permissions and the free space; nothing was changed."),
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _mode(target: Path) -> int:
    """Return the mode of the file to be written; a file that is read-only stays so."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0o077)
        os.umask(umask)
        return 0o666 & ~umask
    if not os.access(target, os.W_OK):
        raise PermissionError(13, os.strerror(13), str(target))
    return mode


def _bytes(target: Path) -> bytes | None:
    try:
        return target.read_bytes()
    except FileNotFoundError:
        return None


def _sync_folder(folder: Path) -> None:
    """Bring the renaming to the disk too; not every file system, nor Windows, can."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
