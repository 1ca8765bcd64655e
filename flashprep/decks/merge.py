"""Merge a newly shipped deck into a person's copy of the one shipped before.

Block by block, a block being a card, a stretch of prose or the front matter: what the person did
not touch follows the shipped deck, what the person edited, added or removed stays so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from flashprep.decks.blocks import Chunk, ChunkKind, split
from flashprep.decks.similarity import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE_BREAK = re.compile(r"\r\n|\r|\n")

_EMPTY_LAST = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?:\r\n|\r|\n)\Z")

_Key = tuple[str, str, int]
"""What a block is called in all three versions: kind, name, and which of that name it is."""


@dataclass(slots=True)
class _Block:
    """One block of the result; ``placed`` ones did not stand there in the person's file."""

    key: _Key
    raw: str
    placed: bool = False


def merge(base: bytes | None, mine: bytes, theirs: bytes) -> bytes:
    """Return the person's file with the shipped changes.

    ``base`` is the version that was shipped when ``mine`` was last merged, None if unknown (then
    nothing of the person's is changed or removed, and what they lack is added); ``theirs`` is the
    newly shipped one. Merging the result again changes nothing. Bytes that are not UTF-8 survive.
    """
    if mine in (base, theirs):
        return theirs
    if base == theirs:
        return mine
    old = _named(base) if base is not None else {}
    own = _named(mine)
    new = _named(theirs)
    line_break = _line_break(_text(mine))
    blocks = _with_new(_kept(old, own, new, line_break), old, own, new, line_break)
    return _joined(blocks, line_break).encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _named(data: bytes) -> dict[_Key, str]:
    """Return the blocks of a deck under names that stay the same when their text is edited."""
    named: dict[_Key, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for chunk in split(_text(data)):
        kind, name = _name(chunk)
        named[kind, name, counts[kind, name]] = chunk.raw
        counts[kind, name] += 1
    return named


def _name(chunk: Chunk) -> tuple[str, str]:
    if chunk.kind is ChunkKind.FRONT_MATTER:
        return (chunk.kind.value, "")
    if chunk.kind is ChunkKind.NOTE and chunk.written_id:
        return ("id", chunk.written_id)
    first = _LINE_BREAK.split(chunk.raw.strip(), maxsplit=1)[0]
    return (chunk.kind.value, normalize(first))


def _same(left: str, right: str) -> bool:
    """Tell whether two blocks differ at most in line ends and trailing white space."""
    return left == right or _plain(left) == _plain(right)


def _plain(raw: str) -> str:
    return "\n".join(line.rstrip() for line in _LINE_BREAK.split(raw)).rstrip()


def _line_break(text: str) -> str:
    found = _LINE_BREAK.search(text)
    return found[0] if found else "\n"


def _kept(
    old: Mapping[_Key, str], own: Mapping[_Key, str], new: Mapping[_Key, str], line_break: str
) -> list[_Block]:
    """Return the person's blocks in their order, the untouched ones as they are shipped now."""
    blocks = []
    for key, raw in own.items():
        before, after = old.get(key), new.get(key)
        untouched = before is not None and _same(before, raw)
        if not untouched or (after is not None and before is not None and _same(before, after)):
            blocks.append(_Block(key, raw))
        elif after is not None:
            blocks.append(_Block(key, _LINE_BREAK.sub(lambda _b: line_break, after), placed=True))
    return blocks


def _with_new(
    blocks: list[_Block],
    old: Mapping[_Key, str],
    own: Mapping[_Key, str],
    new: Mapping[_Key, str],
    line_break: str,
) -> list[_Block]:
    """Insert the blocks that are shipped for the first time, each behind its predecessor."""
    places = {block.key for block in blocks}
    front = blocks[0].key if blocks and blocks[0].key[0] == ChunkKind.FRONT_MATTER else None
    followers: dict[_Key | None, _Key] = {}
    previous: _Key | None = front
    for key, raw in new.items():
        if key not in old and key not in own and raw.strip():
            followers[previous] = key
            previous = key
        elif key in places:
            previous = key
    result: list[_Block] = []
    for block in (None, *blocks):
        if block is not None:
            result.append(block)
        key_before = block.key if block is not None else None
        while key_before in followers:
            key_before = followers[key_before]
            text = _LINE_BREAK.sub(lambda _b: line_break, new[key_before])
            result.append(_Block(key_before, text, placed=True))
    return result


def _joined(blocks: list[_Block], line_break: str) -> str:
    """Join blocks; where two meet that did not before, an empty line parts them."""
    pieces: list[str] = []
    for block, following in pairwise((*blocks, None)):
        if block is None:
            continue
        new_meeting = following is not None and (block.placed or following.placed)
        pieces.append(_parted(block.raw, line_break) if new_meeting else block.raw)
    return "".join(pieces)


def _parted(raw: str, line_break: str) -> str:
    """Return a block that ends with an empty line."""
    if _EMPTY_LAST.search(raw) or not raw.strip("\ufeff"):
        return raw
    return raw + line_break if raw.endswith(("\n", "\r")) else raw + 2 * line_break
