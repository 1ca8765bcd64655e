"""The fields for easy days and vacation: which days have how much of the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from flashprep.core.clock import to_date
from flashprep.core.i18n import _
from flashprep.core.timetable import parse_vacation
from flashprep.ui import formats
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.clock import Day

_DAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
_LONG_DAYS = (
    *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday")),
    *(_("Friday"), _("Saturday"), _("Sunday")),
)
_SHARES = {0.0: _("free"), 50.0: _("half"), 100.0: _("usual"), 150.0: _("1½ ×"), 200.0: _("double")}
_VALUE = Qt.ItemDataRole.UserRole
_A_WEEK = 7
_LEAST_WIDTH = 64
"""Pixels; seven of them fit into the narrowest window."""


class WeekField(QWidget):
    """A choice for each day of the week."""

    changed = Signal(object)
    """The seven shares in percent, from Monday to Sunday."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        self._boxes = [self._box(number) for number in range(len(_DAYS))]
        for column, (name, box) in enumerate(zip(_DAYS, self._boxes, strict=True)):
            grid.addWidget(label(name, "section"), 0, column)
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, 1)

    def _box(self, number: int) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"setting-easy_days-{number}")
        box.setAccessibleName(_("Minutes on {day}").format(day=_LONG_DAYS[number]))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(1)
        box.setMinimumWidth(_LEAST_WIDTH)
        box.setProperty("role", "compact")
        for share, text in _SHARES.items():
            box.addItem(text, share)
        box.activated.connect(lambda _index: self._store())
        return box

    def show_value(self, shares: Sequence[float]) -> None:
        """Show the seven shares."""
        for box, share in zip(self._boxes, shares, strict=True):
            place = box.findData(share)
            if place < 0:  # a share that the command line set
                box.addItem(formats.percent(share / 100.0), share)
                place = box.count() - 1
            box.setCurrentIndex(place)

    def _store(self) -> None:
        self.changed.emit([box.currentData() for box in self._boxes])


class VacationField(QWidget):
    """A list of vacations, with two dates to add one."""

    changed = Signal(object)
    """The vacations as texts, first and last day."""

    def __init__(self, today: Day) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._list = QListWidget()
        self._list.setObjectName("setting-vacation")
        self._list.setAccessibleName(_("Vacation"))
        self._list.setMaximumHeight(96)
        self._from = self._date("vacation-from", _("First day of the vacation"), today + 1)
        self._to = self._date("vacation-to", _("Last day of the vacation"), today + _A_WEEK)
        self._from.dateChanged.connect(self._keep_order)
        add, self._drop = QPushButton(_("Add")), QPushButton(_("Remove"))
        add.setObjectName("vacation-add")
        self._drop.setObjectName("vacation-remove")
        add.clicked.connect(self._add)
        self._drop.clicked.connect(self._remove)
        line = QHBoxLayout()
        line.addWidget(self._from)
        line.addWidget(label("–", "muted"))
        line.addWidget(self._to)
        line.addWidget(add)
        line.addWidget(self._drop)
        line.addStretch(1)
        rows.addWidget(self._list)
        rows.addLayout(line)

    @staticmethod
    def _date(name: str, title: str, day: int) -> QDateEdit:
        edit = QDateEdit()
        edit.setObjectName(name)
        edit.setAccessibleName(title)
        edit.setCalendarPopup(True)
        edit.setDisplayFormat("d MMM yyyy")
        shown = to_date(day)
        edit.setDate(QDate(shown.year, shown.month, shown.day))
        return edit

    def show_value(self, vacations: Sequence[str]) -> None:
        """Show the vacations."""
        self._list.clear()
        for text in vacations:
            first, last = map(to_date, parse_vacation(text))
            days = formats.day(first)
            item = QListWidgetItem(days if first == last else f"{days} – {formats.day(last)}")
            item.setData(_VALUE, text)
            self._list.addItem(item)
        self._list.setVisible(bool(vacations))
        self._drop.setVisible(bool(vacations))

    def _texts(self) -> list[str]:
        return [self._list.item(row).data(_VALUE) for row in range(self._list.count())]

    def _keep_order(self, first: QDate) -> None:
        if self._to.date() < first:
            self._to.setDate(first)

    def _add(self) -> None:
        ends = [edit.date().toPython() for edit in (self._from, self._to)]
        self.changed.emit([*self._texts(), "/".join(str(end) for end in ends)])

    def _remove(self) -> None:
        item = self._list.currentItem() or self._list.item(0)
        if item is not None:
            gone: Any = item.data(_VALUE)
            self.changed.emit([text for text in self._texts() if text != gone])
