"""A disk cache of small JSON values, keyed by what they were made from.

One file an entry, in 256 folders. A file starts with a checksum of the rest, so that a torn or
damaged one is a miss; nothing is ever unpickled. Without a folder, or in one that cannot be
written, the cache only forgets.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import time
import zlib
from hashlib import blake2b
from pathlib import Path
from typing import Any

from flashprep.render import RENDER_VERSION

LIMIT_BYTES = 64 * 1024 * 1024
"""The size at which old entries are thrown out; some 20,000 cards."""

_KEPT = 0.8
_DAY = 24 * 3600
_STALE_TEMPORARY = 3600
_SUFFIX = ".json"

_numbers = itertools.count()
"""Numbers for temporary files; taking one is a single step, whatever thread takes it."""


class DiskCache:
    """Entries in ``folder`` (made when needed), or none at all if it is None."""

    def __init__(self, folder: Path | None, limit: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self.limit = limit

    @staticmethod
    def key(*parts: str) -> str:
        """Return the key of what is made from these texts by this version of the renderer."""
        made_from = json.dumps([RENDER_VERSION, *parts])
        return blake2b(made_from.encode(), digest_size=16).hexdigest()

    def get(self, key: str) -> Any:
        """Return the value stored under a key; None if there is none, or it is damaged."""
        if self.folder is None:
            return None
        path = self._path(key)
        try:
            raw = path.read_bytes()
            checksum, _space, body = raw.partition(b" ")
            if int(checksum, 16) != zlib.crc32(body):
                return None
            value = json.loads(body)
            self._mark_used(path)
        except (OSError, ValueError, RecursionError):
            return None
        return value

    def put(self, key: str, value: Any) -> None:
        """Store a value whole or not at all; a folder that cannot be written is no fault."""
        if self.folder is None:
            return
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, b"%08x " % zlib.crc32(body) + body)

    def trim(self) -> int:
        """Throw out the entries unused for longest until the cache is below its limit.

        Returns how many bytes were freed. Meant for an idle moment in a worker: it looks at every
        entry.
        """
        if self.folder is None or not self.folder.is_dir():
            return 0
        entries = sorted(_entries(self.folder))
        size = sum(entry_size for _used, entry_size, _path in entries)
        if size <= self.limit:
            return 0
        goal, freed = int(self.limit * _KEPT), 0
        for _used, entry_size, path in entries:
            if size - freed <= goal:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                freed += entry_size
        return freed

    def _path(self, key: str) -> Path:
        return (self.folder or Path()) / key[:2] / f"{key[2:]}{_SUFFIX}"

    @staticmethod
    def _mark_used(path: Path) -> None:
        now = time.time()
        if now - path.stat().st_mtime > _DAY:
            with contextlib.suppress(OSError):
                os.utime(path)


def _write(path: Path, content: bytes) -> None:
    """Write through a temporary file; not synced, for a torn entry is only a miss."""
    temporary = path.with_name(f".{os.getpid()}-{next(_numbers)}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _entries(folder: Path) -> list[tuple[float, int, Path]]:
    """Return (last use, bytes, path) of each entry; temporary files left by a kill are removed."""
    found = []
    for path in folder.glob("??/*"):
        with contextlib.suppress(OSError):
            stat = path.stat()
            if path.suffix == _SUFFIX:
                found.append((stat.st_mtime, stat.st_size, path))
            elif time.time() - stat.st_mtime > _STALE_TEMPORARY:
                path.unlink()
    return found
