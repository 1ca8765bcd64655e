"""What would move readiness most: the next hour, domain by domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui import formats
from flashprep.ui.widgets.parts import clear, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.moves import Move

_SHOWN = 0.0005
"""Less than this share is no tenth of a point, and is shown as none."""


class MovesPanel(QFrame):
    """A table: domain, gain in points, gain of the loop, what the hour holds."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("moves-panel")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 18, 22, 18)
        rows.setSpacing(10)
        self._finding = label("", "heading", "moves-finding", wrap=True)
        rows.addWidget(self._finding)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(20)
        self._table.setVerticalSpacing(7)
        self._table.setColumnStretch(0, 1)
        rows.addLayout(self._table)
        text = _(
            "Expected by the app's own model for the day shown above, if the hour went to the "
            "cards that gain most. How the hour really goes, it cannot know."
        )
        rows.addWidget(label(text, "small", wrap=True))

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Show what an hour would give in each domain, the best first."""
        clear(self._table)
        self._finding.setText(finding(moves))
        heads = (_("Domain"), _("Readiness"), _("Loop"), _("In the hour"))
        for column, text in enumerate(heads):
            self._table.addWidget(label(text, "section"), 0, column, _side(column))
        for row, move in enumerate(moves, start=1):
            cells = (
                domains.domain(move.domain).title,
                points(move.gain),
                points(move.loop),
                _held(move),
            )
            for column, text in enumerate(cells):
                cell = label(text, "muted" if column else "", f"move-{move.domain}-{column}")
                self._table.addWidget(cell, row, column, _side(column))


def finding(moves: Sequence[Move]) -> str:
    """Return the title: where the next hour gains most."""
    known = [move for move in moves if move.gain is not None]
    if not known:
        return _("What would move it most: a first number, once 10 % of a domain were seen.")
    best = known[0]
    if best.gain is None or best.gain < _SHOWN:
        return _("An hour more today would move no domain by a tenth of a point.")
    return _("The next hour moves most in {title}: {gain}.").format(
        title=domains.domain(best.domain).title, gain=points(best.gain)
    )


def points(gain: float | None) -> str:
    """Return a rise in readiness as ``+1.4 points``."""
    if gain is None:
        return "–"
    if gain < _SHOWN:
        return _("no change")
    return _("+{n:.1f} points").format(n=gain * 100)


def _held(move: Move) -> str:
    if not move.cards:
        return _("no card needs it yet")
    return _("{cards}, {time}").format(
        cards=formats.cards(move.cards), time=formats.minutes(move.seconds)
    )


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
