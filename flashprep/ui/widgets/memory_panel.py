"""The memory parameters: fitted to the person's own reviews on request, and reversible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from flashprep.core.i18n import _
from flashprep.ui.widgets.parts import label
from flashprep.ui.widgets.work_bar import Saying, WorkBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.changes import Changes
    from flashprep.core.training import Fit
    from flashprep.ui.signals import Desk


class MemoryPanel(QFrame):
    """Offers to optimize, shows both log-losses, and takes over only what predicts better."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("settings-memory")
        self.setProperty("role", "card")
        self._desk = desk
        self._fit: Fit | None = None
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 18, 24, 18)
        rows.setSpacing(10)
        rows.addWidget(label(_("Memory model"), "heading"))
        self.setAccessibleName(_("Memory model"))  # read where its focus rests
        self._state = label("", "", "memory-state", wrap=True)
        self._offer = label("", "small", "memory-offer", wrap=True)
        self._result = label("", "", "memory-result", wrap=True)
        note = _(
            "Both were measured on reviews that were not used to fit. The lower the log-loss, the "
            "nearer the predictions were to what you recalled."
        )
        self._losses = label(note, "small", "memory-losses", wrap=True)
        for part in (self._state, self._offer, self._result, self._losses):
            rows.addWidget(part)
        doing = _("Fitting the parameters to your reviews.")
        self.work = WorkBar("optimize", Saying(doing, "", doing), framed=False)
        self.work.done.connect(self._show)
        self.work.failed.connect(self._on_failed)
        self.work.given_up.connect(self.refresh)
        rows.addWidget(self.work)
        rows.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._begin = self._button("optimize-now", _("Optimize now"), self._optimize)
        self._take = self._button("optimize-apply", _("Use the new parameters"), self._apply)
        self._take.setProperty("role", "primary")
        self._keep = self._button("optimize-keep", _("Keep the present ones"), self._dismiss)
        self._back = self._button("optimize-revert", _("Go back to those before"), self._revert)
        for button in (self._begin, self._take, self._keep, self._back):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, name: str, text: str, run: object) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(name)
        made.clicked.connect(run)
        return made

    def refresh(self) -> None:
        """Show how things stand, with the result of a run that was not taken over yet."""
        offer = self._desk.attempt(self._desk.app.optimizer.offer)
        if offer is None:
            return
        self._state.setText(
            _("Your cards are scheduled by parameters fitted to your own reviews.")
            if offer.optimized
            else _("Your cards are scheduled by FSRS's published parameters.")
        )
        self._offer.setText(offer.text)
        fit = self._fit
        held = self._rest()
        self._begin.setVisible(fit is None)
        self._begin.setEnabled(offer.possible and not self.work.running)
        self._take.setVisible(fit is not None and fit.better)
        self._keep.setVisible(fit is not None)
        self._back.setVisible(fit is None and offer.optimized)
        self._result.setVisible(fit is not None)
        self._losses.setVisible(fit is not None)
        if fit is not None:
            self._result.setText(fit.verdict)
        if held is not None:
            self._give_back(held)

    def _rest(self) -> QWidget | None:
        """Keep the focus on the panel while its buttons change; return what had it here."""
        held = self.window().focusWidget()
        if held is None or not (held is self or self.isAncestorOf(held)):
            return None
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return held

    def _give_back(self, held: QWidget) -> None:
        """Put the focus on the button that had it, or else on the first that may be pressed."""
        buttons = (self._begin, self._take, self._keep, self._back)
        able = [button for button in buttons if button.isVisible() and button.isEnabled()]
        if held in able:
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        elif able:
            able[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Give up a run."""
        self.work.stop()

    def _optimize(self) -> None:
        order = self._desk.attempt(self._desk.app.optimizer.order)
        if order is not None:
            self._rest()
            self._begin.setEnabled(False)
            self.work.start(order.run)

    def _on_failed(self, error: object) -> None:
        self._desk.broadcast.failed.emit(error)
        self.refresh()

    def _show(self, fit: Fit) -> None:
        self._fit = fit
        self.refresh()

    def _apply(self) -> None:
        fit = self._fit
        if fit is not None:
            self._changed(lambda: self._desk.app.optimizer.apply(fit), _("New parameters in use."))

    def _revert(self) -> None:
        self._changed(self._desk.app.optimizer.revert, _("The parameters before are in use again."))

    def _changed(self, change: Callable[[], Changes], said: str) -> None:
        changes = self._desk.attempt(change)
        self._fit = None
        if changes is not None:
            self._desk.app.study.reload()
            self._desk.broadcast.said.emit(said, False)
            self._desk.changed(changes)
        self.refresh()

    def _dismiss(self) -> None:
        self._fit = None
        self.refresh()
