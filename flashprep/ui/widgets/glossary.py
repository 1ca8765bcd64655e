"""The dialog in which the words of the field are explained."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from flashprep.core.glossary import TERMS
from flashprep.core.i18n import _
from flashprep.ui.widgets.parts import label, scrolling

_WIDTH, _HEIGHT = 620, 560


class Glossary(QDialog):
    """Every term with its two sentences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("glossary")
        self.setWindowTitle(_("What the words mean"))
        self.resize(_WIDTH, min(_HEIGHT, max(parent.height() - 60, 320)))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 16, 16)
        rows.setSpacing(12)
        body = QWidget()
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 12, 0)
        lines.setSpacing(3)
        for term in TERMS:
            lines.addWidget(label(term.title, "heading"))
            lines.addWidget(label(term.text, "muted", f"term-{term.name}", wrap=True))
            lines.addSpacing(12)
        lines.addStretch(1)
        area = scrolling(body, "glossary-scroll")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(_("What the words mean"))
        rows.addWidget(area, 1)
        close = QPushButton(_("Close"))
        close.setObjectName("glossary-close")
        close.clicked.connect(self.accept)
        rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
