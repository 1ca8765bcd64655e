"""The fields of the settings page, each made from its setting's declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from flashprep.core import domains
from flashprep.core.clock import to_date
from flashprep.core.i18n import _
from flashprep.core.settings import DEFAULTS, SPECS, Spec
from flashprep.ui.widgets.parts import roomy
from flashprep.ui.widgets.week_fields import VacationField, WeekField

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.ui.signals import Desk

_FIELD, _FIELD_HEIGHT = 220, 30
_FIVE_WEEKS = 35


class Fields:
    """Makes fields; ``change`` is called with the name and value that a person chose."""

    def __init__(self, desk: Desk, change: Callable[[str, Any], None]) -> None:
        self._desk, self._change = desk, change
        self.show: dict[str, Callable[[Any], None]] = {}

    def make(self, name: str) -> QWidget:
        """Return the field of a setting; ``show[name]`` shows a value in it."""
        spec, default = SPECS[name], getattr(DEFAULTS, name)
        own: dict[str, Callable[[str], QWidget]] = {
            "interview_date": self._date_field,
            "easy_days": self._week_field,
            "vacation": self._vacation_field,
            "deck_folders": self._folders_field,
            "left_out": self._domains_field,
        }
        if name in own:
            return own[name](name)
        if isinstance(default, bool):
            return self._check_field(name)
        if spec.choices:
            return self._choice_field(name, spec)
        if isinstance(default, (int, float)):
            return self._number_field(name, spec, whole=isinstance(default, int))
        return self._steps_field(name, spec)

    def _name(self, widget: QWidget, name: str) -> None:
        widget.setObjectName(f"setting-{name}")
        widget.setAccessibleName(SPECS[name].title)
        widget.setAccessibleDescription(SPECS[name].help)
        if not isinstance(widget, QListWidget):
            widget.setMinimumHeight(_FIELD_HEIGHT)

    def _date_field(self, name: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        given = QCheckBox(_("set"))
        given.setObjectName(f"setting-{name}-given")
        given.setAccessibleName(_("An interview date is set"))
        edit = QDateEdit()
        edit.setCalendarPopup(True)
        edit.setDisplayFormat("d MMM yyyy")
        self._name(edit, name)
        row.addWidget(given)
        row.addWidget(edit)

        def show(value: Any) -> None:
            date = value or to_date(self._desk.app.study.today + _FIVE_WEEKS)
            edit.setEnabled(value is not None)
            given.setChecked(value is not None)
            edit.setDate(QDate(date.year, date.month, date.day))

        def store() -> None:
            self._change(name, edit.date().toPython() if given.isChecked() else None)

        given.clicked.connect(store)
        edit.dateChanged.connect(store)
        self.show[name] = _quietly(show, given, edit)
        return holder

    def _week_field(self, name: str) -> QWidget:
        field = WeekField()
        field.changed.connect(lambda shares: self._change(name, shares))
        self.show[name] = field.show_value
        return field

    def _vacation_field(self, name: str) -> QWidget:
        field = VacationField(self._desk.app.study.today)
        field.changed.connect(lambda texts: self._change(name, texts))
        self.show[name] = field.show_value
        return field

    def _check_field(self, name: str) -> QWidget:
        box = QCheckBox()
        self._name(box, name)
        box.clicked.connect(lambda on: self._change(name, on))
        self.show[name] = _quietly(box.setChecked, box)
        return box

    def _choice_field(self, name: str, spec: Spec) -> QWidget:
        box = QComboBox()
        self._name(box, name)
        box.setMinimumWidth(_FIELD)
        for value, text in spec.choices.items():
            box.addItem(text, value)
        box.activated.connect(lambda index: self._change(name, box.itemData(index)))
        self.show[name] = _quietly(lambda value: box.setCurrentIndex(box.findData(value)), box)
        return box

    def _number_field(self, name: str, spec: Spec, *, whole: bool) -> QWidget:
        box: QSpinBox | QDoubleSpinBox
        if whole:
            box = roomy(QSpinBox())
            box.setRange(int(spec.low or 0), int(spec.high or 0))
            box.setSingleStep(int(spec.step))
            box.valueChanged.connect(lambda value: self._change(name, value))
        else:
            box = roomy(QDoubleSpinBox())
            box.setDecimals(2)
            box.setRange(spec.low or 0, spec.high or 0)
            box.setSingleStep(spec.step)
            box.valueChanged.connect(lambda value: self._change(name, round(value, 4)))
        # Half-typed numbers are no setting: 4 on the way to 45 would plan the day anew.
        box.setKeyboardTracking(False)
        box.setSuffix(f" {spec.unit}" if spec.unit else "")
        box.setMinimumWidth(_FIELD)
        self._name(box, name)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show[name] = _quietly(box.setValue, box)
        return box

    def _steps_field(self, name: str, spec: Spec) -> QWidget:
        edit = QLineEdit()
        self._name(edit, name)
        edit.setMinimumWidth(_FIELD)
        edit.setPlaceholderText(_("minutes, such as 1 10"))
        edit.setToolTip(_("Minutes with spaces between ({unit})").format(unit=spec.unit))

        def store() -> None:
            words = edit.text().replace(",", " ").split()
            if [f"{v:g}" for v in getattr(self._desk.app.preferences.values, name)] != words:
                self._change(name, words)

        edit.editingFinished.connect(store)
        self.show[name] = _quietly(
            lambda value: edit.setText(" ".join(f"{minutes:g}" for minutes in value)), edit
        )
        return edit

    def _folders_field(self, name: str) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        listed = QListWidget()
        self._name(listed, name)
        listed.setFixedSize(320, 84)
        buttons = QHBoxLayout()
        add, drop = QPushButton(_("Add …")), QPushButton(_("Remove"))
        add.setObjectName("add-folder")
        drop.setObjectName("remove-folder")
        buttons.addWidget(add)
        buttons.addWidget(drop)
        buttons.addStretch(1)
        rows.addWidget(listed)
        rows.addLayout(buttons)

        def store(folders: list[str]) -> None:
            self._change(name, folders)

        def current() -> list[str]:
            return list(self._desk.app.preferences.values.deck_folders)

        def pick() -> None:
            chosen = QFileDialog.getExistingDirectory(holder, _("A folder of Markdown decks"))
            if chosen and chosen not in current():
                store([*current(), chosen])

        def remove() -> None:
            item = listed.currentItem()
            if item is not None:
                store([folder for folder in current() if folder != item.text()])

        def show(value: Any) -> None:
            listed.clear()
            listed.addItems(list(value))
            drop.setEnabled(bool(value))

        add.clicked.connect(pick)
        drop.clicked.connect(remove)
        self.show[name] = show
        return holder

    def _domains_field(self, name: str) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        own = {card.domain for card in self._desk.app.study.candidates}
        slugs = sorted({d.slug for d in domains.SHIPPED} | own, key=domains.rank)
        boxes = {slug: QCheckBox(domains.domain(slug).title) for slug in slugs}

        def store() -> None:
            self._change(name, [slug for slug, box in boxes.items() if box.isChecked()])

        for slug, box in boxes.items():
            box.setObjectName(f"setting-{name}-{slug}")
            box.setAccessibleDescription(SPECS[name].help)
            box.clicked.connect(store)
            rows.addWidget(box)

        def show(value: Any) -> None:
            for slug, box in boxes.items():
                box.setChecked(slug in value)

        self.show[name] = show
        return holder


def _quietly(show: Callable[[Any], object], *widgets: QWidget) -> Callable[[Any], None]:
    """Return ``show`` with the widgets' signals held back: showing a value is no change."""

    def shown(value: Any) -> None:
        for widget in widgets:
            widget.blockSignals(True)
        try:
            show(value)
        finally:
            for widget in widgets:
                widget.blockSignals(False)

    return shown
