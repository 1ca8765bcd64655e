"""The conformance sheet, painted as cards paint it: each formula below its TeX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QWidget

from flashprep.render.card import Renderer
from flashprep.ui.theme import style
from flashprep.ui.theme.palette import DARK, LIGHT, Palette
from flashprep.ui.widgets.card_theme import card_style
from flashprep.ui.widgets.card_view import CardView
from tests.render.conformance import CONSTRUCTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

_SIDE, _GAP, _LINE = 1500, 10, 15


def write(app: QApplication, out: Path) -> int:
    """Write the sheets of both themes and return how many there are."""
    count = 0
    for palette in (LIGHT, DARK):
        style.apply(app, palette)
        for number, sheet in enumerate(_sheets(app, palette)):
            sheet.save(str(out / f"formulas-{palette.name}-{number:02d}.png"))
            count += 1
    return count


def _sheets(app: QApplication, palette: Palette) -> Iterator[QImage]:
    width = _SIDE // 2 - 2 * _GAP
    page = QWidget()
    page.resize(_SIDE, _SIDE)
    page.show()
    renderer = Renderer()
    view = CardView(renderer, card_style(palette, 1.2), page)
    view.show()
    sheet, x, y = _blank(palette), _GAP, _GAP
    for number, construct in enumerate(CONSTRUCTS):
        text = f"$${construct.tex}$$" if construct.display else f"Text ${construct.tex}$ goes on."
        view.resize(width, 50)
        view.show_rendered(renderer.text(text))
        view.fit_height()
        app.processEvents()
        if y + view.height() + _LINE > _SIDE:
            if x > _GAP:
                yield sheet
                sheet = _blank(palette)
            x, y = (_GAP if x > _GAP else _SIDE // 2), _GAP
        painter = QPainter(sheet)
        painter.setPen(QColor(palette.muted))
        font = QFont("monospace")
        font.setPixelSize(10)
        painter.setFont(font)
        named = f"{number}  {construct.tex[:110]}"
        painter.drawText(QRect(x, y, width, _LINE), Qt.AlignmentFlag.AlignLeft, named)
        painter.drawPixmap(QPoint(x, y + _LINE), view.grab())
        painter.end()
        y += view.height() + _LINE + _GAP
    yield sheet
    page.deleteLater()


def _blank(palette: Palette) -> QImage:
    sheet = QImage(_SIDE, _SIDE, QImage.Format.Format_RGB32)
    sheet.fill(QColor(palette.card))
    return sheet
