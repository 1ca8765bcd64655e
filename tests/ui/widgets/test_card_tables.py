"""Tables in narrow views, and the ring of a text that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable
from PySide6.QtWidgets import QApplication, QWidget

from flashprep.render.card import Renderer
from flashprep.ui.widgets.card_view import CardStyle, CardView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

STYLE = CardStyle(text="#000000", point_size=11)
TABLE = r"""
| stage | candidates | latency | model |
|:------|-----------:|--------:|:------|
| retrieval | $10^8 \to 10^3$ | 20 ms | two towers, $s = u^\top v$ |
| final rank | $10^2 \to 20$ | 40 ms | multi-task, $\sum_k w_k\,p_k$ |
"""


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1200, 1000)
    page.show()
    return page


@pytest.fixture
def view(page: QWidget) -> CardView:
    made = CardView(Renderer(), STYLE, page)
    made.show()
    return made


def lines(view: CardView) -> list[str]:
    """Return the lines of text as they are broken."""
    found = []
    block = view.document().begin()
    while block.isValid():
        layout = block.layout()
        for at in range(layout.lineCount()):
            line = layout.lineAt(at)
            start = line.textStart()
            found.append(block.text()[start : start + line.textLength()])
        block = block.next()
    return found


@pytest.mark.parametrize("width", [700, 480, 400, 330, 300])
def test_a_narrow_table_is_set_smaller_before_its_words_are_cut(view: CardView, width: int) -> None:
    view.resize(width, 100)
    view.show_rendered(Renderer().text(TABLE))
    QApplication.processEvents()
    assert view.document().size().width() <= width + 1
    whole = {word for line in lines(view) for word in line.split()}
    assert {"stage", "candidates", "latency", "retrieval", "final", "towers,"} <= whole


def test_a_word_wider_than_the_column_is_broken_rather_than_cut_off(view: CardView) -> None:
    view.resize(200, 100)
    view.show_rendered(Renderer().text("x" * 200 + "\n\n" + TABLE))
    QApplication.processEvents()
    assert view.document().size().width() <= 201
    assert len(lines(view)) > 10


def test_a_wide_view_sets_the_table_in_full_size_again(view: CardView) -> None:
    view.resize(330, 100)
    view.show_rendered(Renderer().text(TABLE))
    small = _cell_size(view)
    view.resize(700, 100)
    QApplication.processEvents()
    assert small < _cell_size(view) == STYLE.font().pointSizeF()


def _cell_size(view: CardView) -> float:
    (table,) = view.document().rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    piece = table.cellAt(1, 0).firstCursorPosition().block().begin().fragment()
    return piece.charFormat().font().pointSizeF()


def test_a_cell_has_as_much_room_above_its_text_as_below(view: CardView) -> None:
    view.resize(700, 100)
    view.show_rendered(Renderer().text("| a | b |\n|---|---|\n| xx | yy |\n"))
    (table,) = view.document().rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    for row in (0, 1):
        cell = table.cellAt(row, 0)
        form = cell.format().toTableCellFormat()
        # Qt puts the space between lines below the last one, too.
        leading = cell.firstCursorPosition().blockFormat().lineHeight()
        assert leading > 2
        assert form.topPadding() == pytest.approx(form.bottomPadding() + leading)


def test_a_text_shows_that_it_was_reached_by_tab_but_not_by_the_mouse(view: CardView) -> None:
    view.resize(700, 100)
    view.show_rendered(Renderer().text("Some text."))
    other = QWidget(view.window())
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    other.show()
    other.setFocus()
    plain = view.grab().toImage()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    ringed = view.grab().toImage()
    assert ringed != plain
    other.setFocus()
    assert view.grab().toImage() == plain
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    edge = view.grab().toImage().pixelColor(view.width() // 2, 0)
    assert edge == plain.pixelColor(view.width() // 2, 0) != ringed.pixelColor(view.width() // 2, 0)
