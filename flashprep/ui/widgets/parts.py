"""Small parts from which the pages are put together."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", role: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text; ``role`` is its look in the style sheet."""
    made = QLabel(text)
    # Deck data may hold markup: no label ever reads it as such.
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def panel(role: str = "card", name: str = "") -> QFrame:
    """Return a framed panel."""
    made = QFrame()
    made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


_Box = TypeVar("_Box", bound=QAbstractSpinBox)

_TEXT_MARGIN = 7


def roomy(box: _Box) -> _Box:
    """Return a spin box with room before its text.

    A style sheet does not reach it: a spin box's text is a line edit of its own.
    """
    box.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)
    return box


def rule() -> QFrame:
    """Return a thin line between two parts."""
    made = QFrame()
    made.setProperty("role", "rule")
    made.setFixedHeight(1)
    return made


def scrolling(content: QWidget, name: str = "") -> QScrollArea:
    """Return a scroll area that grows with its content in width, and scrolls it in height."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    if name:
        area.setObjectName(name)
    return area


def lay_out_hidden(widget: QWidget) -> None:
    """Place what a hidden widget holds, as Qt itself does no sooner than it is shown."""
    layout = widget.layout()
    if layout is None:
        return
    layout.activate()
    layout.setGeometry(widget.rect())
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not child.isHidden():
            lay_out_hidden(child)


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Column(QWidget):
    """A column of at most ``width`` pixels in the middle of the page."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setMaximumWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(16)


def page_column(page: QWidget, width: int, name: str) -> Column:
    """Lay a centered, scrolling column out on a page and return it."""
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(32, 26, 32, 26)
    column = Column(width)
    # The column takes what there is up to its width; the rest goes to both sides alike.
    row.addStretch(1)
    row.addWidget(column, 1000, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    outer.addWidget(scrolling(holder, name))
    return column
