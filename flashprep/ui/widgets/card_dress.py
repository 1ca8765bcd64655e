"""Give a card's document what style sheets cannot: rhythm, grounds of code, bars of quotes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTE_STEP = 40.0
"""What Qt gives as the left margin of each level of a quote."""

_BOTTOM = QTextFormat.Property.BlockBottomMargin.value

_LEADING = 0.34
_CELL, _CELL_SIDE = 0.46, 0.6
"""The space between lines, above the text of a table's cell, and beside it, in em."""

INDENT_EMS = 1.5
"""How far each level of a list is indented, in em."""


@dataclass(slots=True)
class Grounds:
    """What is painted behind the text: ranges of blocks, as block numbers."""

    code: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[tuple[int, int, int]] = field(default_factory=list)


def dress(document: QTextDocument, em: float) -> Grounds:
    """Set margins, leading and indents in proportion to ``em`` pixels; return what to paint."""
    document.setIndentWidth(INDENT_EMS * em)
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
    _make_room(document, grounds, em)
    _dress_tables(document, em)
    return grounds


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the blocks of a document in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    """Tell whether a line came from a ``pre``: Qt marks no other so."""
    return block.blockFormat().nonBreakableLines()


def _was_code(grounds: Grounds, block: QTextBlock) -> bool:
    return bool(grounds.code) and grounds.code[-1][1] == block.blockNumber()


def _quote_level(block: QTextBlock) -> int:
    return int(block.blockFormat().leftMargin() // _QUOTE_STEP)


def _extend_quote(grounds: Grounds, number: int, level: int) -> None:
    if grounds.quotes and grounds.quotes[-1][1:] == (number - 1, level):
        grounds.quotes[-1] = (grounds.quotes[-1][0], number, level)
    else:
        grounds.quotes.append((number, number, level))


def _rhythm(block: QTextBlock, em: float, level: int, *, is_code: bool) -> QTextBlockFormat:
    """Return a block's format with our margins and leading."""
    form = QTextBlockFormat(block.blockFormat())
    form.setTopMargin(0)
    form.setBottomMargin(_gap_below(block, em))
    form.setLineHeight(em * _LEADING, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
    definition = form.leftMargin() - level * _QUOTE_STEP > 0
    form.setLeftMargin(level * em + (1.5 * em if definition else 0.0))
    form.setRightMargin(0)
    if block.blockFormat().headingLevel():
        form.setTopMargin(0.55 * em)
    if is_code:
        pad = 0.75 * em
        form.setBottomMargin(0)
        form.setLeftMargin(form.leftMargin() + pad)
        form.setRightMargin(pad)
        form.setLineHeight(em * 0.16, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        form.setNonBreakableLines(False)
    if _is_leftover(block):
        form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        form.setBottomMargin(0)
    return form


def _gap_below(block: QTextBlock, em: float) -> float:
    form = block.blockFormat()
    if QTextCursor(block).currentTable() is not None:
        following = block.next()
        same = following.isValid() and following.position() <= _cell_end(block)
        return 0.35 * em if same else 0.0
    if form.headingLevel():
        return 0.3 * em
    if form.hasProperty(_BOTTOM) and form.bottomMargin() == 0:
        return 0.15 * em  # a term, right above its definition
    following = block.next()
    tight = form.bottomMargin() == 0 or _in_list(following)
    if (_in_list(block) or form.indent()) and following.isValid() and tight:
        return 0.22 * em if _in_list(following) else 0.7 * em
    return 0.7 * em


def _cell_end(block: QTextBlock) -> int:
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    return table.cellAt(cursor).lastPosition() if table else block.position()


def _in_list(block: QTextBlock) -> bool:
    return block.isValid() and block.textList() is not None


def _is_leftover(block: QTextBlock) -> bool:
    """Tell whether this is the empty block that Qt puts behind a table."""
    if block.text() or block.textList() or _is_rule(block):
        return False
    previous = QTextCursor(block.previous()) if block.previous().isValid() else None
    return previous is not None and previous.currentTable() is not None


def _is_rule(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(
        QTextFormat.Property.BlockTrailingHorizontalRulerWidth.value
    )


def _pad_code(document: QTextDocument, cursor: QTextCursor, grounds: Grounds, em: float) -> None:
    pad = 0.55 * em
    for first, last in grounds.code:
        for number, is_top in ((first, True), (last, False)):
            block = document.findBlockByNumber(number)
            form = QTextBlockFormat(block.blockFormat())
            if is_top:
                form.setTopMargin(pad + 0.1 * em)
            else:
                form.setBottomMargin(pad + 0.7 * em)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(form)


def _trim_edges(document: QTextDocument, cursor: QTextCursor) -> None:
    """Take the outer margins off the first and the last block, unless code needs them."""
    first, last = document.begin(), document.lastBlock()
    form = QTextBlockFormat(first.blockFormat())
    if form.headingLevel():
        form.setTopMargin(0)
        cursor.setPosition(first.position())
        cursor.setBlockFormat(form)
    form = QTextBlockFormat(last.blockFormat())
    if form.rightMargin() == 0:
        form.setBottomMargin(0)
        cursor.setPosition(last.position())
        cursor.setBlockFormat(form)


def _make_room(document: QTextDocument, grounds: Grounds, em: float) -> None:
    """Keep the ground of a listing that begins or ends a card from being cut off."""
    edges = {number for span in grounds.code for number in span}
    frame = document.rootFrame()
    form = frame.frameFormat()
    # Qt drops the outer margins of the first and the last block, but not those of the frame.
    form.setTopMargin(0.65 * em if 0 in edges else 0.0)
    form.setBottomMargin(0.65 * em if document.blockCount() - 1 in edges else 0.0)
    frame.setFrameFormat(form)


def _tables(document: QTextDocument) -> list[QTextTable]:
    frames = document.rootFrame().childFrames()
    return [frame for frame in frames if isinstance(frame, QTextTable)]


def has_tables(document: QTextDocument) -> bool:
    """Tell whether a document holds a table."""
    return bool(_tables(document))


def shrink_tables(document: QTextDocument, scale: float, em: float) -> None:
    """Set the text of tables smaller; their formulas are up to whoever placed them."""
    cursor = QTextCursor(document)
    for table in _tables(document):
        cursor.setPosition(table.firstPosition())
        cursor.setPosition(table.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setFontPointSize(document.defaultFont().pointSizeF() * scale)
        cursor.mergeCharFormat(form)
        _dress_cells(table, em * scale)


def _dress_tables(document: QTextDocument, em: float) -> None:
    """Set off tables from the text."""
    for table in _tables(document):
        form = table.format().toTableFormat()
        form.setTopMargin(0.2 * em)
        form.setBottomMargin(0.8 * em)
        table.setFormat(form)
        _dress_cells(table, em)


def _dress_cells(table: QTextTable, em: float) -> None:
    """Put the text into the middle of its cells: the leading stands below each line only."""
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            form = cell.format().toTableCellFormat()
            form.setTopPadding(_CELL * em)
            form.setBottomPadding((_CELL - _LEADING) * em)
            form.setLeftPadding(_CELL_SIDE * em)
            form.setRightPadding(_CELL_SIDE * em)
            cell.setFormat(form)


def ground_rects(document: QTextDocument, grounds: Grounds, em: float) -> list[QRectF]:
    """Return the rectangles behind code blocks, in the document's coordinates."""
    rects = []
    for first, last in grounds.code:
        rect = _range(document, first, last)
        left = document.findBlockByNumber(first).blockFormat().leftMargin()
        indent = document.findBlockByNumber(first).blockFormat().indent() * document.indentWidth()
        x = left + indent - 0.75 * em
        rects.append(QRectF(x, rect.top() - 0.55 * em, document.textWidth() - x,
                            rect.height() + 1.1 * em))  # fmt: skip
    return rects


def bar_rects(document: QTextDocument, grounds: Grounds, em: float) -> list[QRectF]:
    """Return the bars left of quotes, in the document's coordinates."""
    rects = []
    for first, last, level in grounds.quotes:
        rect = _range(document, first, last)
        rects += [QRectF(step * em, rect.top(), 0.18 * em, rect.height()) for step in range(level)]
    return rects


def _range(document: QTextDocument, first: int, last: int) -> QRectF:
    layout = document.documentLayout()
    top = layout.blockBoundingRect(document.findBlockByNumber(first))
    return top.united(layout.blockBoundingRect(document.findBlockByNumber(last)))
