"""The mock interviews on the readiness page: recorded, mended, deleted with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from flashprep.core import domains
from flashprep.core.clock import to_date
from flashprep.core.i18n import _
from flashprep.ui import formats
from flashprep.ui.theme import icons
from flashprep.ui.widgets.mock_dialog import MockDialog
from flashprep.ui.widgets.parts import clear, label, rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.app.mocks import Mock, Taken
    from flashprep.core.changes import Changes
    from flashprep.ui.signals import Desk


class MockPanel(QFrame):
    """The list of mock interviews."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("mocks-panel")
        self._desk = desk
        self._stages: Mapping[str, str] = {}
        self._gone: Mock | None = None
        self._tools: dict[str, QToolButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 18, 22, 18)
        rows.setSpacing(8)
        head = QHBoxLayout()
        self._title = label(_("Mock interviews"), "heading", "mocks-title")
        self._add = QPushButton(_("Record a mock interview"))
        self._add.setObjectName("mock-add")
        self._add.clicked.connect(self.record)
        head.addWidget(self._title, 1)
        head.addWidget(self._add)
        rows.addLayout(head)
        self._back = QWidget()
        self._back.setObjectName("mock-back")
        back = QHBoxLayout(self._back)
        back.setContentsMargins(0, 0, 0, 0)
        self._removed = label("", "muted", "mock-removed", wrap=True)
        undo = QPushButton(_("Undo"))
        undo.setObjectName("mock-undo")
        undo.clicked.connect(self._restore)
        back.addWidget(self._removed, 1)
        back.addWidget(undo)
        self._back.hide()
        rows.addWidget(self._back)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        rows.addLayout(self._rows)
        self._undo = undo

    def show_mocks(self, stages: Mapping[str, str]) -> None:
        """Show the mock interviews as they are now; ``stages`` are titles by name."""
        self._stages = stages
        held = self.window().focusWidget()
        name = "" if held is None or held not in self._tools.values() else held.objectName()
        self._tools = {}
        clear(self._rows)
        mocks = self._desk.attempt(self._desk.app.mocks.every) or []
        for mock in mocks:
            self._rows.addWidget(rule())
            self._rows.addLayout(self._row(mock))
        if name in self._tools:
            # The row was made anew; hiding the old one sent the focus out of the page.
            again = self._tools[name]
            again.show()
            again.setFocus(Qt.FocusReason.OtherFocusReason)
        if not mocks:
            text = _(
                "None yet. Each one says how your answers fare with a person who listens: it moves "
                "the number of its domain most, and by a smaller part those of all others, as it "
                "also speaks of you."
            )
            self._rows.addWidget(label(text, "muted", "mocks-none", wrap=True))

    def _row(self, mock: Mock) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(formats.short_day(to_date(mock.day)), "muted"))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        title = domains.domain(mock.domain).title
        if mock.stage:
            title = f"{title}  ·  {self._stages.get(mock.stage, mock.stage)}"
        texts.addWidget(label(title, "", f"mock-{mock.id}", wrap=True))
        if mock.notes:
            texts.addWidget(label(mock.notes, "small", wrap=True))
        row.addLayout(texts, 1)
        row.addWidget(
            label(
                _("{passed} of {asked} passed, {share} predicted for that day").format(
                    passed=mock.passed, asked=mock.asked, share=formats.percent(mock.predicted)
                ),
                "muted",
                f"mock-result-{mock.id}",
            )
        )
        for sign, text, work in (
            ("edit", _("Edit this mock interview"), self._edit),
            ("close", _("Delete this mock interview"), self._delete),
        ):
            row.addWidget(self._tool(sign, text, mock, work))
        return row

    def _tool(self, sign: str, text: str, mock: Mock, work: object) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"mock-{sign}-{mock.id}")
        button.setProperty("role", "flat")
        button.setIcon(icons.icon(sign, self._desk.palette.muted))
        button.setIconSize(QSize(16, 16))
        button.setToolTip(text)
        said = f"{text}: {domains.domain(mock.domain).title}, {formats.day(to_date(mock.day))}"
        button.setAccessibleName(said)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _on=False: work(mock))  # type: ignore[operator]
        self._tools[button.objectName()] = button
        return button

    # -- what a person does ------------------------------------------------------------------

    def record(self) -> None:
        """Ask for a new mock interview."""
        self._ask(None)

    def _edit(self, mock: Mock) -> None:
        self._ask(mock)

    def _ask(self, mock: Mock | None) -> None:
        app = self._desk.app

        def save(taken: Taken) -> None:
            done = app.mocks.add(taken) if mock is None else app.mocks.change(mock.id, taken)
            self._forget()
            self._desk.changed(done[1])

        slugs = self._desk.attempt(app.mocks.domains)
        if slugs is None:
            return
        dialog = MockDialog(slugs, self._stages, app.progress.today, save, self.window(), mock)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _delete(self, mock: Mock) -> None:
        done = self._desk.attempt(lambda: self._desk.app.mocks.remove(mock.id))
        if done is None:
            return
        self._gone = done[0]
        self._removed.setText(
            _("The mock interview of {date} ({title}) was deleted.").format(
                date=formats.day(to_date(mock.day)), title=domains.domain(mock.domain).title
            )
        )
        self._back.show()
        self._undo.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.changed(done[1])

    def _restore(self) -> None:
        gone = self._gone
        if gone is None:
            return
        changes: Changes | None = self._desk.attempt(lambda: self._desk.app.mocks.restore(gone))
        if changes is not None:
            self._forget()
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)
            self._desk.changed(changes)

    def _forget(self) -> None:
        """Offer no way back any more."""
        self._gone = None
        self._back.hide()
