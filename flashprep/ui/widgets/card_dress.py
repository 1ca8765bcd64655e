"""Give a card's document what style sheets cannot: rhythm, grounds of code, bars of quotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QBrush,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
)

from flashprep.ui.widgets.card_style import CODE_SENTINEL

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTE_STEP = 40.0
"""What Qt gives as the left margin of each level of a quote."""

_INDENT_EMS = 1.5


@dataclass(slots=True)
class Grounds:
    """What is painted behind the text: ranges of blocks, as block numbers."""

    code: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[tuple[int, int, int]] = field(default_factory=list)


def dress(document: QTextDocument, em: float) -> Grounds:
    """Set margins, leading and indents in proportion to ``em`` pixels; return what to paint."""
    document.setIndentWidth(_INDENT_EMS * em)
    grounds = Grounds()
    previous: QTextBlock | None = None
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in blocks(document):
        is_code = _is_code(block)
        if is_code:
            starts = previous is None or not _was_code(grounds, previous)
            if starts or block.blockFormat().topMargin() > 0:
                grounds.code.append((block.blockNumber(), block.blockNumber()))
            else:
                grounds.code[-1] = (grounds.code[-1][0], block.blockNumber())
        level = _quote_level(block)
        if level:
            _extend_quote(grounds, block.blockNumber(), level)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(_rhythm(block, em, level, is_code=is_code))
        previous = block
    _pad_code(document, cursor, grounds, em)
    _trim_edges(document, cursor)
    cursor.endEditBlock()
    _dress_tables(document, em)
    return grounds


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the blocks of a document in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    brush = block.blockFormat().background()
    return brush.color().name() == CODE_SENTINEL


def _was_code(grounds: Grounds, block: QTextBlock) -> bool:
    return bool(grounds.code) and grounds.code[-1][1] == block.blockNumber()


def _quote_level(block: QTextBlock) -> int:
    return int(block.blockFormat().leftMargin() // _QUOTE_STEP)


def _extend_quote(grounds: Grounds, number: int, level: int) -> None:
    if grounds.quotes and grounds.quotes[-1][1:] == (number - 1, level):
        grounds.quotes[-1] = (grounds.quotes[-1][0], number, level)
    else:
        grounds.quotes.append((number, number, level))
