"""Start: application, one window per profile, the event loop."""

from __future__ import annotations

import os
import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from flashprep.app.flashprep import Flashprep
from flashprep.app.profile import Profile, prepare
from flashprep.core.i18n import _
from flashprep.ui.failures import Failures
from flashprep.ui.single import SingleWindow
from flashprep.ui.window import Window


def run(profile: Profile, *, smoke: bool = False, grades: int = 0, pause_ms: int = 0) -> int:
    """Open the window of a profile and return the exit code when it is closed.

    With ``smoke`` the first card is shown, ``grades`` cards are graded (each question and answer
    is read for ``pause_ms``), timings are printed, and the window closes.
    """
    app = make_application()
    prepare(profile)
    if smoke:
        from flashprep.ui.smoke import run as run_smoke

        return run_smoke(app, profile, grades, pause_ms)
    single = SingleWindow(profile.folder)
    if not single.claim():
        if single.call_other():
            print(_("flashprep is open already; its window was raised."), file=sys.stderr)
            return 0
        print(_("Another flashprep has this profile and does not answer."), file=sys.stderr)
        return 1
    failures = Failures()
    failures.install()
    try:
        with Flashprep(profile) as flashprep:
            window = Window(flashprep)
            failures.plain.connect(window.show_failure)
            single.raised.connect(window.raise_window)
            window.start(welcome=True)
            window.show()
            code = app.exec()
            window.shut_down()
            return code
    finally:
        single.release()


def make_application() -> QApplication:
    """Return the Qt application, set up the same on every platform."""
    QGuiApplication.setDesktopFileName("flashprep")
    QApplication.setApplicationName("flashprep")
    QApplication.setApplicationDisplayName("flashprep")
    # Qt warns of a missing runtime folder on bare machines; it is of no consequence here.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.plugin=false")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0]])
    app.setStyle("Fusion")
    return app
