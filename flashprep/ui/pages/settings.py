"""Settings: one row for each declared setting, made from its declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFileDialog,
    QGridLayout,
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
from flashprep.core.settings import DEFAULTS, SPECS, Group, Spec
from flashprep.ui.pages.page import Page
from flashprep.ui.widgets.parts import label, page_column, panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.changes import Changes
    from flashprep.ui.signals import Desk

_WIDTH = 820
_FIELD, _FIELD_HEIGHT = 220, 30

_GROUPS = {
    Group.INTERVIEW: _("Interview and time"),
    Group.SCHEDULE: _("Schedule"),
    Group.DECKS: _("Decks"),
    Group.LOOK: _("Look"),
}


class SettingsPage(Page):
    """Every setting with its help; a change holds at once."""

    name = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        column = page_column(self, _WIDTH, "settings-scroll")
        column.rows.addWidget(label(_("Settings"), "title"))
        self._show: dict[str, Callable[[Any], None]] = {}
        for group, title in _GROUPS.items():
            column.rows.addWidget(self._make_group(group, title))
        column.rows.addWidget(self._make_profile())

    def _make_group(self, group: Group, title: str) -> QWidget:
        box = panel("card", f"settings-{group}")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 18, 24, 18)
        rows.setSpacing(14)
        rows.addWidget(label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(16)
        grid.setColumnStretch(0, 1)
        rows.addLayout(grid)
        names = [name for name, spec in SPECS.items() if spec.group is group]
        for row, name in enumerate(names):
            spec = SPECS[name]
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(label(spec.title))
            words.addWidget(label(spec.help, "small", wrap=True))
            words.addStretch(1)
            grid.addLayout(words, row, 0)
            field = self._field(name, spec)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        return box

    def _make_profile(self) -> QWidget:
        box = panel("card", "settings-profile")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 18, 24, 18)
        rows.addWidget(label(_("Profile"), "heading"))
        where = label(str(self.desk.app.profile.folder), "muted", "profile-folder", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(where)
        rows.addWidget(
            label(
                _(
                    "Decks and progress lie in this folder. Close flashprep and copy the folder to "
                    "back it up."
                ),
                "small",
                wrap=True,
            )
        )
        return box

    # -- fields ------------------------------------------------------------------------------

    def _field(self, name: str, spec: Spec) -> QWidget:
        default = getattr(DEFAULTS, name)
        made: QWidget
        if name == "interview_date":
            made = self._date_field(name)
        elif isinstance(default, bool):
            made = self._check_field(name)
        elif spec.choices:
            made = self._choice_field(name, spec)
        elif isinstance(default, (int, float)):
            made = self._number_field(name, spec, whole=isinstance(default, int))
        elif name == "deck_folders":
            made = self._folders_field(name)
        elif name == "left_out":
            made = self._domains_field(name)
        else:
            made = self._steps_field(name, spec)
        return made

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
            date = value or to_date(self.desk.app.study.today + 35)
            edit.setEnabled(value is not None)
            given.setChecked(value is not None)
            edit.setDate(QDate(date.year, date.month, date.day))

        def store() -> None:
            self._change(name, edit.date().toPython() if given.isChecked() else None)

        given.clicked.connect(store)
        edit.dateChanged.connect(store)
        self._show[name] = _quietly(show, given, edit)
        return holder

    def _check_field(self, name: str) -> QWidget:
        box = QCheckBox()
        self._name(box, name)
        box.clicked.connect(lambda on: self._change(name, on))
        self._show[name] = _quietly(box.setChecked, box)
        return box

    def _choice_field(self, name: str, spec: Spec) -> QWidget:
        box = QComboBox()
        self._name(box, name)
        box.setMinimumWidth(_FIELD)
        for value, text in spec.choices.items():
            box.addItem(text, value)
        box.activated.connect(lambda index: self._change(name, box.itemData(index)))
        self._show[name] = _quietly(lambda value: box.setCurrentIndex(box.findData(value)), box)
        return box

    def _number_field(self, name: str, spec: Spec, *, whole: bool) -> QWidget:
        box: QSpinBox | QDoubleSpinBox
        if whole:
            box = QSpinBox()
            box.setRange(int(spec.low or 0), int(spec.high or 0))
            box.setSingleStep(int(spec.step))
            box.valueChanged.connect(lambda value: self._change(name, value))
        else:
            box = QDoubleSpinBox()
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
        self._show[name] = _quietly(box.setValue, box)
        return box

    def _steps_field(self, name: str, spec: Spec) -> QWidget:
        edit = QLineEdit()
        self._name(edit, name)
        edit.setMinimumWidth(_FIELD)
        edit.setPlaceholderText(_("minutes, such as 1 10"))
        edit.setToolTip(_("Minutes with spaces between ({unit})").format(unit=spec.unit))

        def store() -> None:
            words = edit.text().replace(",", " ").split()
            if [f"{v:g}" for v in getattr(self.desk.app.preferences.values, name)] != words:
                self._change(name, words)

        edit.editingFinished.connect(store)
        self._show[name] = _quietly(
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
            return list(self.desk.app.preferences.values.deck_folders)

        def pick() -> None:
            chosen = QFileDialog.getExistingDirectory(self, _("A folder of Markdown decks"))
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
        self._show[name] = show
        return holder

    def _domains_field(self, name: str) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        boxes = {known.slug: QCheckBox(known.title) for known in domains.SHIPPED}

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

        self._show[name] = show
        return holder

    # -- values ------------------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a setting changed elsewhere."""
        return changes.settings

    def refresh(self) -> None:
        """Show the settings in force."""
        for name, show in self._show.items():
            show(getattr(self.desk.app.preferences.values, name))

    def _change(self, name: str, value: Any) -> None:
        changes = self.desk.attempt(lambda: self.desk.app.change_setting(name, value))
        if changes is None:
            self.refresh()
        else:
            self.desk.changed(changes)


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
