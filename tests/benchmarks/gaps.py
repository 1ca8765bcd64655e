"""The longest gaps of the event loop: ``python -m tests.benchmarks.gaps PROFILE [WHAT] [CARDS]``.

A gap is the time between two turns of a timer of 0 ms: for so long the window hears nothing. WHAT
is one of the parts that ``PARTS`` names; one JSON line is printed, in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flashprep.ui.window import Window

PARTS = ("make", "start", "idle", "grade", "pages")
_SETTLED_MS = 1500
_QUICK_MS = 100
"""No key comes sooner after the first paint: a person sees the window first."""

_READ_MS = 150
"""A quick reader: shorter than a person takes, so that the coming cards are prepared meanwhile."""


class _Gaps:
    """Watches the event loop."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self._timer = QTimer()
        self._timer.timeout.connect(self._turn)
        self._last = time.perf_counter()
        self.longest = 0.0
        self._timer.start(0)

    def _turn(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def over(self, do: Callable[[], object], settle_ms: int) -> float:
        """Return the longest gap in milliseconds from an act until so much later."""
        self.wait(20)
        self.longest = 0.0
        do()
        self.wait(settle_ms)
        return round(self.longest * 1000, 1)

    def wait(self, ms: int) -> None:
        """Let the loop run."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()


def _make(profile: Path) -> None:
    """Make a profile of the shipped cards and a month of reviews, up to now."""
    from datetime import UTC, datetime

    from tests.gallery import worlds

    worlds.MORNING = datetime.now(UTC)
    worlds.open_world("month", profile.parent).close()
    worlds.forget()


@contextmanager
def _opened(profile: Path) -> Iterator[Window]:
    from flashprep.app.flashprep import Flashprep
    from flashprep.app.profile import Profile
    from flashprep.ui.main import make_application
    from flashprep.ui.window import Window

    app = make_application()
    with Flashprep(Profile(profile)) as flashprep:
        window = Window(flashprep)
        window.start()
        window.show()
        app.processEvents()
        yield window
        window.shut_down()
        window.hide()


def measure(profile: Path, what: str, cards: int) -> dict[str, float]:
    """Return the longest gaps of one part."""
    found: dict[str, float] = {}
    if what == "make":
        _make(profile)
        return found
    with _opened(profile) as window:
        gaps = _Gaps()
        if what == "start":
            found["question"] = gaps.over(lambda: _first_question(gaps, window), _SETTLED_MS)
        elif what == "idle":
            found["idle"] = gaps.over(lambda: None, _SETTLED_MS)
        elif what == "grade":
            window.show_page("review")
            gaps.wait(_SETTLED_MS)
            found |= _grades(gaps, window, cards)
        else:
            gaps.wait(_SETTLED_MS)
            found |= _pages(gaps, window)
    return found


def _first_question(gaps: _Gaps, window: Window) -> None:
    gaps.wait(_QUICK_MS)
    window.commands.goer("review")()


def _grades(gaps: _Gaps, window: Window, cards: int) -> dict[str, float]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    page = window.page("review")
    revealed, graded = [], []
    for _number in range(cards):
        if page.question is None:  # type: ignore[attr-defined]
            page.desk.changed(page.desk.app.study.extend(60))
        revealed.append(gaps.over(lambda: QTest.keyClick(window, Qt.Key.Key_Space), _READ_MS))
        graded.append(gaps.over(lambda: QTest.keyClick(window, Qt.Key.Key_3), _READ_MS))
    rank = int(cards * 0.95)
    return {
        "reveal": max(revealed),
        "reveal_95": sorted(revealed)[rank],
        "grade": max(graded),
        "grade_95": sorted(graded)[rank],
    }


def _pages(gaps: _Gaps, window: Window) -> dict[str, float]:
    from flashprep.ui.widgets.sidebar import PAGES

    found = {}
    for turn in ("first", "again"):
        for name, _title, _keys in PAGES:
            found[f"{name}, {turn}"] = gaps.over(window.commands.goer(name), _SETTLED_MS)
    return found


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.gaps")
    parser.add_argument("profile", type=Path, metavar="PROFILE")
    parser.add_argument("what", choices=PARTS, nargs="?", default="start", metavar="WHAT")
    parser.add_argument("cards", type=int, nargs="?", default=30, metavar="CARDS")
    chosen = parser.parse_args()
    print(json.dumps(measure(chosen.profile, chosen.what, chosen.cards)), flush=True)
