"""A look at what a reschedule would move, and the button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from flashprep.core.i18n import _, ngettext
from flashprep.ui import formats
from flashprep.ui.widgets.parts import clear, label
from flashprep.ui.widgets.work_bar import Saying, WorkBar

if TYPE_CHECKING:
    from flashprep.app.rescheduling import Snapshot
    from flashprep.core.rescheduling import Reschedule
    from flashprep.ui.signals import Desk

_SPANS = ((1, _("Today")), (7, _("In 7 days")), (30, _("In 30 days")))


class ReschedulePanel(QFrame):
    """Changed options hold from a card's next grade on; this lets them hold at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("settings-reschedule")
        self.setProperty("role", "inset")
        self._desk = desk
        self._snapshot: Snapshot | None = None
        self._found: Reschedule | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(label(_("Reschedule")))
        help_text = _(
            "What you change above holds for a card from its next grade on. A reschedule lets it "
            "hold for all cards at once; look first at what would move."
        )
        rows.addWidget(label(help_text, "small", wrap=True))
        self._finding = label("", "", "reschedule-finding", wrap=True)
        rows.addWidget(self._finding)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(28)
        rows.addWidget(self._table)
        doing = _("Working out what would move.")
        self.work = WorkBar("reschedule", Saying(doing, "", doing), framed=False)
        self.work.done.connect(self._show)
        self.work.failed.connect(desk.broadcast.failed)
        rows.addWidget(self.work)
        rows.addLayout(self._make_buttons())
        self.forget()

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._look = QPushButton(_("Show what would move"))
        self._look.setObjectName("reschedule-preview")
        self._look.clicked.connect(self._preview)
        self._do = QPushButton()
        self._do.setObjectName("reschedule-apply")
        self._do.setProperty("role", "primary")
        self._do.clicked.connect(self._apply)
        row.addWidget(self._look)
        row.addWidget(self._do)
        row.addStretch(1)
        return row

    def forget(self) -> None:
        """Take the preview away: cards or settings changed since."""
        self.work.cancel()
        self._found = None
        if self._do.hasFocus():
            # Hiding it would send the focus to the next panel.
            self._look.setFocus(Qt.FocusReason.OtherFocusReason)
        for part in (self._finding, self._table, self._do):
            part.hide()
        self._look.show()

    def stop(self) -> None:
        """Give up what is being worked out."""
        self.work.stop()

    def _preview(self) -> None:
        self._snapshot = self._desk.attempt(self._desk.app.rescheduling.snapshot)
        if self._snapshot is not None:
            self.work.start(self._snapshot.preview)

    def _show(self, found: Reschedule) -> None:
        self._found = found
        moved = found.earlier + found.later
        if not found.changed:
            text = _("Nothing would move: every card is due as the present options have it.")
        else:
            text = _("{moved} of {cards} would move: {earlier} earlier, {later} later.").format(
                moved=moved,
                cards=formats.cards(found.cards),
                earlier=found.earlier,
                later=found.later,
            )
        self._finding.setText(text)
        self._finding.show()
        self._table.setVisible(bool(found.changed))
        self._do.setVisible(bool(found.changed))
        count = len(found.changed)
        button = ngettext("Reschedule {n} card", "Reschedule {n} cards", count)
        self._do.setText(button.format(n=count))
        self._fill(found)

    def _fill(self, found: Reschedule) -> None:
        clear(self._grid)
        right = Qt.AlignmentFlag.AlignRight
        heads = ("", _("Due now"), _("After"))
        for column, text in enumerate(heads):
            self._grid.addWidget(label(text, "section"), 0, column, right)
        for row, (days, title) in enumerate(_SPANS, start=1):
            self._grid.addWidget(label(title, "muted"), row, 0)
            cells = (sum(found.before[:days]), sum(found.after[:days]))
            for column, value in enumerate(cells, start=1):
                cell = label(str(value), "", f"reschedule-{days}-{column}")
                self._grid.addWidget(cell, row, column, right)
        self._grid.setColumnStretch(len(heads), 1)

    def _apply(self) -> None:
        found, snapshot = self._found, self._snapshot
        if found is None or snapshot is None:
            return
        rescheduling = self._desk.app.rescheduling
        changes = self._desk.attempt(lambda: rescheduling.apply(found, snapshot))
        self.forget()
        if changes is not None:
            said = _("{cards} rescheduled.").format(cards=formats.cards(len(found.changed)))
            self._desk.broadcast.said.emit(said, True)
            self._desk.changed(changes)
