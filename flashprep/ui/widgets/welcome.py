"""The first start: three short steps, each of which may be skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui.widgets.parts import label, panel, roomy
from flashprep.ui.widgets.wheel import calm

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QShowEvent

_WIDTH, _HEIGHT = 620, 320


class Welcome(QWidget):
    """Asks for the interview date, the minutes a day and the domains."""

    finished = Signal(object, int, object)
    """The date (None if skipped), the minutes a day, and the slugs of the domains to study."""

    def __init__(self, proposed: date, minutes: int) -> None:
        super().__init__()
        self.setObjectName("welcome")
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        box = panel("card", "welcome-panel")
        box.setFixedWidth(_WIDTH)
        rows = QVBoxLayout(box)
        rows.setContentsMargins(36, 30, 36, 28)
        rows.setSpacing(16)
        self._step = label("", "section", "welcome-step")
        rows.addWidget(self._step)
        self._steps = QStackedWidget()
        self._steps.addWidget(self._make_date(proposed))
        self._steps.addWidget(self._make_minutes(minutes))
        self._steps.addWidget(self._make_domains())
        self._steps.setMinimumHeight(_HEIGHT)
        rows.addWidget(self._steps)
        rows.addLayout(self._make_buttons())
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        calm(self)
        self._given = False
        self._show(0)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Return", "Enter"):
            QShortcut(QKeySequence(keys), self, self.proceed, context=here)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, title: str, text: str) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addWidget(label(title, "title", wrap=True))
        rows.addWidget(label(text, "muted", wrap=True))
        rows.addSpacing(6)
        return page, rows

    def _make_date(self, proposed: date) -> QWidget:
        page, rows = self._page(
            _("When is the interview?"),
            _("Readiness is computed for that day, and your minutes go where they count until "
              "then. You can set or change it at any time."),
        )  # fmt: skip
        self._date = QDateEdit(QDate(proposed.year, proposed.month, proposed.day))
        self._date.setObjectName("welcome-date")
        self._date.setAccessibleName(_("Interview date"))
        self._date.setCalendarPopup(True)
        self._date.setDisplayFormat("d MMM yyyy")
        self._date.setMinimumHeight(34)
        rows.addWidget(self._date, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        return page

    def _make_minutes(self, minutes: int) -> QWidget:
        page, rows = self._page(
            _("How many minutes a day?"),
            _("A session stops when they are used up. 45 minutes carry some 450 cards in five "
              "weeks, if you know half of them already."),
        )  # fmt: skip
        self._minutes = roomy(QSpinBox())
        self._minutes.setObjectName("welcome-minutes")
        self._minutes.setAccessibleName(_("Minutes a day"))
        self._minutes.setRange(5, 600)
        self._minutes.setSingleStep(5)
        self._minutes.setSuffix(_(" min"))
        self._minutes.setValue(minutes)
        self._minutes.setMinimumHeight(34)
        rows.addWidget(self._minutes, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        return page

    def _make_domains(self) -> QWidget:
        page, rows = self._page(
            _("Which domains?"),
            _("All of them, unless your loop leaves some out. Settings brings a domain back at any "
              "time; its history stays."),
        )  # fmt: skip
        self._boxes: dict[str, QCheckBox] = {}
        for known in domains.SHIPPED:
            box = QCheckBox(known.title)
            box.setObjectName(f"welcome-{known.slug}")
            box.setChecked(True)
            self._boxes[known.slug] = box
            rows.addWidget(box)
        rows.addStretch(1)
        return page

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._skip = QPushButton(_("Skip"))
        self._skip.setObjectName("welcome-skip")
        self._skip.clicked.connect(lambda: self._advance(given=False))
        self._next = QPushButton(_("Next"))
        self._next.setObjectName("welcome-next")
        self._next.setProperty("role", "primary")
        self._next.setDefault(True)
        self._next.clicked.connect(lambda: self._advance(given=True))
        row.addWidget(self._skip)
        row.addStretch(1)
        row.addWidget(self._next)
        return row

    def _show(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._step.setText(_("Step {n} of 3").format(n=step + 1))
        last = step == self._steps.count() - 1
        self._next.setText(_("Show the first card") if last else _("Next"))
        self._skip.setVisible(not last)
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def proceed(self) -> None:
        """Go on, as the button does."""
        self._next.click()

    def _advance(self, *, given: bool) -> None:
        step = self._steps.currentIndex()
        if step == 0:
            self._given = given
        if step < self._steps.count() - 1:
            self._show(step + 1)
            return
        chosen = self._date.date().toPython() if self._given else None
        wanted = [slug for slug, box in self._boxes.items() if box.isChecked()]
        self.finished.emit(chosen, self._minutes.value(), wanted)
