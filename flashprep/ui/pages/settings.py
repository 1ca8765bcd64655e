"""Settings: one row for each declared setting, made from its declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from flashprep.core.i18n import _
from flashprep.core.settings import SPECS, Group
from flashprep.ui.pages.page import Page
from flashprep.ui.widgets.memory_panel import MemoryPanel
from flashprep.ui.widgets.parts import label, page_column, panel
from flashprep.ui.widgets.reschedule_panel import ReschedulePanel
from flashprep.ui.widgets.retention_cost import RetentionCostLine
from flashprep.ui.widgets.setting_fields import Fields

if TYPE_CHECKING:
    from flashprep.core.changes import Changes
    from flashprep.ui.signals import Desk

_WIDTH = 820

_WIDE = frozenset({"easy_days", "vacation"})
"""Settings whose fields take the whole width, below their words."""

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
        head = QHBoxLayout()
        head.addWidget(label(_("Settings"), "title"), 1)
        words = QPushButton(_("What the words mean"))
        words.setObjectName("show-glossary")
        words.clicked.connect(self._explain)
        head.addWidget(words)
        column.rows.addLayout(head)
        self._fields = Fields(desk, self._change)
        self.cost = RetentionCostLine(desk)
        self.reschedule = ReschedulePanel(desk)
        self.memory = MemoryPanel(desk)
        for group, title in _GROUPS.items():
            column.rows.addWidget(self._make_group(group, title))
            if group is Group.SCHEDULE:
                column.rows.addWidget(self.memory)
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
            if name == "desired_retention":
                words.addWidget(self.cost)
            field = self._fields.make(name)
            if name in _WIDE:
                words.addSpacing(6)
                words.addWidget(field)
                grid.addLayout(words, row, 0, 1, 2)
                continue
            words.addStretch(1)
            grid.addLayout(words, row, 0)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        if group is Group.SCHEDULE:
            rows.addWidget(self.reschedule)
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

    # -- values ------------------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether settings, or what is worked out of cards and log, changed."""
        return bool(changes.settings or changes.reviews or changes.cards or changes.content)

    def refresh(self) -> None:
        """Show the settings in force."""
        for name, show in self._fields.show.items():
            show(getattr(self.desk.app.preferences.values, name))
        self.reschedule.forget()
        self.memory.refresh()
        self.cost.refresh()

    def stop(self) -> None:
        """Give up what is being worked out: the profile is about to be closed."""
        for part in (self.cost, self.reschedule, self.memory):
            part.stop()

    def _explain(self) -> None:
        from flashprep.ui.widgets.glossary import Glossary

        dialog = Glossary(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _change(self, name: str, value: Any) -> None:
        changes = self.desk.attempt(lambda: self.desk.app.change_setting(name, value))
        if changes is None:
            self.refresh()
        else:
            self.desk.changed(changes)
