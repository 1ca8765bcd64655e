"""A selection of a card as plain text, formulas as they stand in the deck."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat

from flashprep.ui.widgets.card_formulas import SOURCE, TAIL

ALT = QTextFormat.Property.ImageAltText
_OBJECT = "\ufffc"


def copied_text(cursor: QTextCursor) -> str:
    """Return the selected text: ``$…$`` for formulas, alt texts for pictures, tabs in tables."""
    document, start, end = cursor.document(), cursor.selectionStart(), cursor.selectionEnd()
    parts: list[str] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() <= end:
        if parts:
            parts.append(_separator(block))
        parts.append(_block_text(document, block, start, end))
        block = block.next()
    return "".join(parts)


def _block_text(document: QTextDocument, block: QTextBlock, start: int, end: int) -> str:
    first = max(0, start - block.position())
    last = min(block.length() - 1, end - block.position())
    parts = []
    for at, char in enumerate(block.text()[first:last], first):
        plain = char.replace("\u2028", "\n").replace("\u00a0", " ")
        parts.append(_object_text(document, block.position() + at) if char == _OBJECT else plain)
    return "".join(parts)


def _object_text(document: QTextDocument, position: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(position + 1)
    form = cursor.charFormat()
    told = str(form.property(SOURCE) or form.property(ALT) or "")
    return told + str(form.property(TAIL) or "")


def _separator(block: QTextBlock) -> str:
    """Return what stands before a block in copied text: a tab within a row of a table."""
    table = QTextCursor(block).currentTable()
    if table is not None:
        cell = table.cellAt(block.position())
        first = cell.firstPosition() == block.position()
        if first and cell.column() > 0:
            return "\t"
    return "\n"
