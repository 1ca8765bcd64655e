"""The dialog in which a mock interview is recorded or mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from flashprep.app.mocks import MOST, Mock, Taken
from flashprep.core import domains
from flashprep.core.clock import to_date, to_day
from flashprep.core.errors import FlashprepError
from flashprep.core.i18n import _
from flashprep.ui.widgets.parts import label, roomy
from flashprep.ui.widgets.wheel import calm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QValidator

_ASKED = 5
_LINE = 32
_UNSAID = -1


class _UpTo(QSpinBox):
    """A number that must be given; one beyond the most that there may be counts as the most."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimum(_UNSAID)
        self.setSpecialValueText("–")

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        unsaid = self.specialValueText()
        if text != unsaid and unsaid in text:  # a digit was typed beside the dash
            text = text.replace(unsaid, "")
            place = len(text)
        if text.isdecimal() and int(text) > self.maximum():
            text = str(self.maximum())
            place = len(text)
        return super().validate(text, place)


class MockDialog(QDialog):
    """Asks what a mock interview was; ``save`` may refuse, which is said in the dialog."""

    def __init__(
        self,
        slugs: Sequence[str],
        stages: Mapping[str, str],
        today: int,
        save: Callable[[Taken], object],
        parent: QWidget,
        mock: Mock | None = None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self.setObjectName("mock-dialog")
        self.setWindowTitle(_("Record a mock interview") if mock is None else _("Mock interview"))
        self.setMinimumWidth(440)
        self._make_fields(slugs, stages, today, mock)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 18)
        rows.setSpacing(12)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        for text, field in (
            (_("&Domain"), self._domain),
            (_("&Stage"), self._stage),
            (_("D&ate"), self._day),
            (_("&Questions asked"), self._asked),
            (_("&Passed of these"), self._passed),
            (_("&Notes"), self._notes),
        ):
            form.addRow(text, field)
            # A form sets its labels at the top of their rows; beside one line they stand too high.
            form.labelForField(field).setMinimumHeight(_LINE)
            field.setAccessibleName(text.replace("&", ""))
        rows.addLayout(form)
        rows.addWidget(
            label(
                _("A question has passed when it was answered at the L6 bar."), "small", wrap=True
            )
        )
        self._failure = label("", "muted", "mock-failure", wrap=True)
        self._failure.hide()
        rows.addWidget(self._failure)
        buttons = QDialogButtonBox()
        save_button = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save_button.setObjectName("mock-save")
        save_button.setProperty("role", "primary")
        save_button.setDefault(True)
        cancel = buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("mock-cancel")
        buttons.accepted.connect(self._try)
        buttons.rejected.connect(self.reject)
        rows.addWidget(buttons)
        self._domain.setFocus()
        calm(self)

    def _make_fields(
        self, slugs: Sequence[str], stages: Mapping[str, str], today: int, mock: Mock | None
    ) -> None:
        self._domain = QComboBox()
        self._domain.setObjectName("mock-domain")
        shown = list(slugs)
        if mock is not None and mock.domain not in shown:
            shown.append(mock.domain)
        for slug in shown:
            self._domain.addItem(domains.domain(slug).title, slug)
        self._stage = QComboBox()
        self._stage.setObjectName("mock-stage")
        self._stage.addItem(_("none in particular"), "")
        known = dict(stages)
        if mock is not None and mock.stage:
            known.setdefault(mock.stage, mock.stage)
        for name, title in known.items():
            self._stage.addItem(title, name)
        self._day = QDateEdit()
        self._day.setObjectName("mock-day")
        self._day.setCalendarPopup(True)
        self._day.setDisplayFormat("d MMM yyyy")
        self._day.setMaximumDate(_date(today))
        self._day.setDate(_date(today if mock is None else mock.day))
        self._asked, self._passed = roomy(QSpinBox()), roomy(_UpTo())
        self._asked.setObjectName("mock-asked")
        self._passed.setObjectName("mock-passed")
        self._asked.setRange(1, MOST)
        self._asked.valueChanged.connect(self._passed.setMaximum)
        self._asked.setValue(_ASKED if mock is None else mock.asked)
        self._passed.setValue(_UNSAID if mock is None else mock.passed)
        self._notes = QPlainTextEdit("" if mock is None else mock.notes)
        self._notes.setObjectName("mock-notes")
        self._notes.setTabChangesFocus(True)
        self._notes.setFixedHeight(90)
        if mock is not None:
            self._domain.setCurrentIndex(self._domain.findData(mock.domain))
            self._stage.setCurrentIndex(self._stage.findData(mock.stage))

    def _refuse(self, why: str) -> None:
        self._failure.setText(why)
        self._failure.show()

    def _try(self) -> None:
        if self._passed.value() == _UNSAID:
            self._refuse(_("Say how many passed."))
            self._passed.setFocus(Qt.FocusReason.OtherFocusReason)
            self._passed.selectAll()
            return
        day = self._day.date()
        taken = Taken(
            domain=str(self._domain.currentData() or ""),
            passed=self._passed.value(),
            asked=self._asked.value(),
            day=to_day(to_date(0).replace(day.year(), day.month(), day.day())),
            stage=str(self._stage.currentData() or ""),
            notes=self._notes.toPlainText(),
        )
        try:
            self._save(taken)
        except FlashprepError as error:
            self._refuse(str(error))
            return
        self.accept()


def _date(day: int) -> QDate:
    when = to_date(day)
    return QDate(when.year, when.month, when.day)
