"""About one card: where it stands, what each grade would give, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flashprep.core.glossary import BY_NAME
from flashprep.core.i18n import _
from flashprep.core.memory import recall_on
from flashprep.core.reviews import Action
from flashprep.ui import formats
from flashprep.ui.widgets.grade_bar import NAMES
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.app.study import Question
    from flashprep.core.clock import Day
    from flashprep.core.reviews import Entry


_DONE = {
    Action.SUSPEND: _("Suspended"),
    Action.RESUME: _("Resumed"),
    Action.BURY: _("Buried"),
    Action.MARK: _("Marked"),
    Action.UNMARK: _("Mark removed"),
    Action.RESCHEDULE: _("Rescheduled"),
}


class CardInfo(QDialog):
    """A dialog of facts; nothing is changed by it."""

    def __init__(
        self, question: Question, history: Sequence[Entry], today: Day, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card-info")
        self.setWindowTitle(_("About this card"))
        self.setMinimumWidth(560)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(26, 22, 26, 20)
        rows.setSpacing(14)
        rows.addLayout(_facts(question, today))
        rows.addWidget(label(_("What each grade would give"), "heading"))
        given = "   ".join(
            f"{NAMES[rating]}: {formats.interval(outcome.interval)}"
            for rating, outcome in question.outcomes.items()
        )
        rows.addWidget(label(given, "muted", "info-intervals"))
        rows.addWidget(label(_("History"), "heading"))
        rows.addWidget(_table(history) if history else label(_("Never graded yet."), "muted"))
        close = QPushButton(_("Close"))
        close.setObjectName("info-close")
        close.clicked.connect(self.accept)
        rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _facts(question: Question, today: Day) -> QGridLayout:
    note, memory = question.view.note, question.memory
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    facts: list[tuple[str, str, str]] = [
        (_("Card"), question.view.side.id, ""),
        (_("Deck"), f"{question.view.deck.name}:{note.line}", ""),
        (_("Kind"), f"{note.kind.value}, {note.tier.value}", ""),
        (_("State"), memory.state.value, ""),
    ]
    if memory.stability is not None and memory.difficulty is not None:
        facts += [
            (_("Stability"), _("{n:.1f} days").format(n=memory.stability), BY_NAME["stability"]),
            (_("Difficulty"), f"{memory.difficulty:.1f}", BY_NAME["difficulty"]),
            (_("Recall today"), formats.percent(recall_on(memory, today)), BY_NAME["recall"]),
            (_("Grades"), f"{memory.reps}", ""),
            (_("Lapses"), f"{memory.lapses}", BY_NAME["lapse"]),
        ]
    if memory.due is not None and memory.seen:
        facts.append((_("Due"), formats.day(memory.due.astimezone().date()), ""))
    for row, (name, value, tip) in enumerate(facts):
        left, right = label(name, "muted"), label(value, "", f"info-{row}")
        left.setToolTip(tip)
        right.setToolTip(tip)
        grid.addWidget(left, row, 0)
        grid.addWidget(right, row, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _table(history: Sequence[Entry]) -> QTableWidget:
    heads = (_("When"), _("What"), _("Time"), _("Stability before"))
    table = QTableWidget(len(history), len(heads))
    table.setObjectName("info-history")
    table.setAccessibleName(_("History of this card"))
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setMinimumHeight(160)
    for row, entry in enumerate(reversed(history)):
        what = NAMES[entry.rating] if entry.rating is not None else _DONE[entry.action]
        before = entry.before.stability
        cells = (
            f"{entry.time.astimezone():%d %b %Y %H:%M}",
            what,
            formats.clock(entry.duration_ms / 1000) if entry.duration_ms else "–",
            "–" if before is None else f"{before:.1f}",
        )
        for column, text in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(text))
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table
