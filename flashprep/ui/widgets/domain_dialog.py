"""The dialog in which a person sets each domain's bar and weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QSpinBox, QVBoxLayout, QWidget

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui.widgets.parts import label, roomy
from flashprep.ui.widgets.wheel import calm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flashprep.core.domains import Domain


class DomainDialog(QDialog):
    """Bars and weights in percent; ``save`` gets those that differ (slug, bar, weight)."""

    def __init__(
        self, shown: Sequence[Domain], save: Callable[[str, float, float], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("domain-dialog")
        self.setWindowTitle(_("Bars and weights"))
        self._save = save
        self._shown = shown
        self._fields: dict[str, tuple[QSpinBox, QSpinBox]] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 18)
        rows.setSpacing(14)
        text = _(
            "The bar is the readiness that the loop asks for. The weight says how much of your "
            "time a domain deserves beside the others; together they need not be 100 %. The "
            "defaults are judgment: set them as you know your loop."
        )
        rows.addWidget(label(text, "muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        for column, head in enumerate((_("Domain"), _("Bar"), _("Weight"))):
            grid.addWidget(label(head, "section"), 0, column)
        grid.setColumnStretch(0, 1)
        for row, domain in enumerate(shown, start=1):
            grid.addWidget(label(domain.title), row, 0)
            self._fields[domain.slug] = self._spins(domain)
            for column, spin in enumerate(self._fields[domain.slug], start=1):
                grid.addWidget(spin, row, column)
        rows.addLayout(grid)
        rows.addWidget(self._buttons())
        calm(self)

    def _spins(self, domain: Domain) -> tuple[QSpinBox, QSpinBox]:
        bar = _spin(5, 99, domain.bar or 0.0)
        bar.setObjectName(f"bar-{domain.slug}")
        bar.setAccessibleName(_("Bar of {domain}").format(domain=domain.title))
        weight = _spin(0, 100, domain.weight)
        weight.setObjectName(f"weight-{domain.slug}")
        weight.setAccessibleName(_("Weight of {domain}").format(domain=domain.title))
        return bar, weight

    def _buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        save = buttons.addButton(_("Save"), role.AcceptRole)
        save.setObjectName("domains-save")
        save.setProperty("role", "primary")
        save.setDefault(True)
        reset = buttons.addButton(_("Defaults"), role.ResetRole)
        reset.setObjectName("domains-defaults")
        reset.setAutoDefault(False)
        reset.clicked.connect(self._reset)
        buttons.addButton(_("Cancel"), role.RejectRole).setObjectName("domains-cancel")
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _reset(self) -> None:
        for slug, (bar, weight) in self._fields.items():
            default = domains.domain(slug)
            bar.setValue(round((default.bar or 0.0) * 100))
            weight.setValue(round(default.weight * 100))

    def _accept(self) -> None:
        for domain in self._shown:
            bar, weight = self._fields[domain.slug]
            before = (round((domain.bar or 0.0) * 100), round(domain.weight * 100))
            if before != (bar.value(), weight.value()):
                self._save(domain.slug, bar.value() / 100, weight.value() / 100)
        self.accept()


def _spin(low: int, high: int, share: float) -> QSpinBox:
    spin = roomy(QSpinBox())
    spin.setRange(low, high)
    spin.setSuffix(" %")
    spin.setValue(round(share * 100))
    return spin
