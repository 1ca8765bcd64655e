"""Timings from process start to painted, for ``--smoke`` and the benchmarks."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

from flashprep.app.flashprep import Flashprep
from flashprep.core.i18n import _
from flashprep.ui.pages.review import ReviewPage
from flashprep.ui.window import Window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from flashprep.app.profile import Profile

_PATIENCE_MS = 20_000
_GOOD = 3
_SETTLED_MS = 1500
"""By then all is done that the start put off; a person looks at the first card for longer."""


class _Paint(QObject):
    """Waits until a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self._loop = QEventLoop()
        self._armed = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._armed and event.type() == QEvent.Type.Paint:
            self._armed = False
            # The filter sees the event before it is handled: leave once it has been.
            QTimer.singleShot(0, self._loop.quit)
        return super().eventFilter(watched, event)

    def wait(self) -> bool:
        """Return once the widget was painted; False when it never was."""
        self._armed = True
        self._widget.update()
        patience = QTimer()
        patience.setSingleShot(True)
        patience.timeout.connect(self._loop.quit)
        patience.start(_PATIENCE_MS)
        self._loop.exec()
        return not self._armed


def run(app: QApplication, profile: Profile, grades: int, pause_ms: int = 0) -> int:
    """Open the window, show the first card, grade some, print one JSON line.

    Without a pause the cards come faster than they can be prepared, as no person asks for them.
    """
    with Flashprep(profile) as flashprep:
        window = Window(flashprep)
        window.start()
        window.show()
        painted = _Paint(window).wait()
        result: dict[str, object] = {"window_ms": _since_start_ms()}
        window.show_page("review")
        page = window.page("review")
        assert isinstance(page, ReviewPage)
        question = _Paint(page.pane.question.viewport())
        if page.question is None or not painted or not question.wait():
            window.shut_down()
            print(_("There is no card to show."), file=sys.stderr)
            return 1
        result["first_card_ms"] = _since_start_ms()
        if grades:
            _idle(app, _SETTLED_MS if pause_ms else 0)
            spent, revealed = _grade(app, page, question, grades, pause_ms)
            result["grade_ms"], result["reveal_ms"] = spent, revealed
        result |= _sizes_mb()
        window.shut_down()
        window.hide()
    print(json.dumps(result), flush=True)
    return 0


def _grade(
    app: QApplication, page: ReviewPage, question: _Paint, count: int, pause_ms: int
) -> tuple[list[float], list[float]]:
    """Grade cards with real keys; return milliseconds from each key to what it shows, painted.

    First from each grade to the next question, then from each reveal to the answer.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    spent: list[float] = []
    revealed: list[float] = []
    answer = _Paint(page.pane.answer.viewport())
    for _number in range(count):
        if page.question is None:
            # The day is done: allow more, so that the asked number is reached.
            page.desk.changed(page.desk.app.study.extend(60))
            if page.question is None:
                break
        begun = time.perf_counter()
        QTest.keyClick(page.window(), Qt.Key.Key_Space)
        if page.pane.answer.isVisible():
            answer.wait()
        revealed.append(round((time.perf_counter() - begun) * 1000, 2))
        _idle(app, pause_ms)
        begun = time.perf_counter()
        QTest.keyClick(page.window(), Qt.Key(Qt.Key.Key_0.value + _GOOD))
        if page.question is not None:
            question.wait()
        spent.append(round((time.perf_counter() - begun) * 1000, 2))
        _idle(app, pause_ms)
    return spent, revealed


def _idle(app: QApplication, ms: int) -> None:
    """Let what was put off until after the paint happen, as it would while a person reads."""
    for _turn in range(3):
        app.processEvents()
    if ms:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()


def _since_start_ms() -> float:
    """Return milliseconds since the process was started."""
    return round((time.time() - _started()) * 1000, 1)


def _started() -> float:
    """Return when the process was started, as a Unix time."""
    try:
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        ticks = float(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.time() - (time.clock_gettime(time.CLOCK_BOOTTIME) - ticks)
    except (OSError, ValueError, IndexError, AttributeError):
        # No /proc (macOS, Windows): the interpreter's own clock begins a little later.
        return time.time() - time.process_time()


def _sizes_mb() -> dict[str, float | None]:
    """Return the memory in MB: shared pages divided, counted whole, and not counted at all.

    The first is less while another program uses Qt, too. None where the system does not tell.
    """
    names = ("Pss", "Rss", "Private_Clean", "Private_Dirty")
    try:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
        told = {name: int(rest.split()[0]) for name, _c, rest in (x.partition(":") for x in lines)}
        pss, rss, clean, dirty = (told[name] / 1024 for name in names)
    except (OSError, ValueError, KeyError, IndexError):
        return {"pss_mb": None, "rss_mb": None, "uss_mb": None}
    return {"pss_mb": round(pss, 1), "rss_mb": round(rss, 1), "uss_mb": round(clean + dirty, 1)}
