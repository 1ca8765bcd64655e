"""Decode a deck file: UTF-8 only, with a plain word on anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.i18n import _

if TYPE_CHECKING:
    from flashprep.decks.findings import Findings

MAX_BYTES = 4 * 1024 * 1024
"""The size limit of a deck file."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, findings: Findings) -> str | None:
    """Return the text of a deck, byte order mark included; None if it cannot be used."""
    if len(data) > MAX_BYTES:
        findings.error(
            (1, 1),
            "file-too-large",
            _("The file is larger than 4 MB."),
            _("Split the deck into several files."),
        )
        return None
    if data.startswith(_UTF_16):
        _not_utf8(data, 0, findings, _("It is UTF-16. Save it as UTF-8 in your editor."))
        return None
    nul = data.find(b"\x00")
    if nul >= 0:
        findings.error(
            _place(data, nul),
            "nul",
            _("The file holds a NUL byte, so it is not a text."),
            _("Restore the file from a backup, or remove the byte."),
        )
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _not_utf8(data, error.start, findings, _("Save it as UTF-8 in your editor."))
        return None


def _not_utf8(data: bytes, offset: int, findings: Findings, hint: str) -> None:
    findings.error(_place(data, offset), "not-utf-8", _("The file is not UTF-8."), hint)


def _place(data: bytes, offset: int) -> tuple[int, int]:
    """Return the 1-based line and column (in characters) of a byte."""
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace").removeprefix("\ufeff")
    return before.count(b"\n") + 1, len(line) + 1
