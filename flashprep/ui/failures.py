"""Two kinds of failure: what a person can mend is a banner, a bug is a report they can copy."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from flashprep import __version__
from flashprep.core.errors import FlashprepError
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from types import TracebackType

_log = logging.getLogger("flashprep")


class Failures(QObject):
    """Catches what no one else caught."""

    plain = Signal(object)
    """A ``FlashprepError``: shown as a banner."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = False

    def install(self) -> None:
        """Catch exceptions from now on."""
        sys.excepthook = self.caught

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Show a failure."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, FlashprepError):
            self.plain.emit(error)
            return
        text = report(kind, error, trace)
        _log.error("%s", text)
        if not self._shown and QApplication.instance() is not None:
            self._shown = True
            ReportDialog(text).exec()
            self._shown = False


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return versions and traceback of a bug."""
    versions = (
        f"flashprep {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}"
    )
    return f"{versions}\n\n{''.join(traceback.format_exception(kind, error, trace))}"


class ReportDialog(QDialog):
    """A bug, with everything needed to report it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setObjectName("report-dialog")
        self.setWindowTitle(_("flashprep met a bug"))
        rows = QVBoxLayout(self)
        rows.setSpacing(12)
        words = QLabel(
            _(
                "Something in flashprep itself went wrong. Every grade so far is on disk. Please "
                "report the text below; the program goes on."
            )
        )
        words.setWordWrap(True)
        rows.addWidget(words)
        shown = QPlainTextEdit(text)
        shown.setObjectName("report-text")
        shown.setReadOnly(True)
        shown.setMinimumSize(640, 280)
        rows.addWidget(shown)
        copy = QPushButton(_("Copy the report"))
        copy.setObjectName("report-copy")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(text))
        rows.addWidget(copy)
        close = QPushButton(_("Close"))
        close.setObjectName("report-close")
        close.clicked.connect(self.accept)
        rows.addWidget(close)
