"""Write the pictures: ``python -m tests.gallery OUT [--quick] [--only WORD] [--formulas]``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.gallery.states import SIZES, STATES, THEMES, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from flashprep.ui.window import Window

_SUMMARY_MS = 700
"""The sidebar follows this long after the window's start."""

_TURN_MS = 40
_MOST_TURNS = 100


def main() -> int:
    """Write what is asked for and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder for the pictures")
    parser.add_argument("--quick", action="store_true", help="light, 1280x800 and 100 %% only")
    parser.add_argument("--only", default="", help="only the states whose name holds this")
    parser.add_argument("--formulas", action="store_true", help="the conformance sheet instead")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A window that is on no screen cannot be raised; Qt says so each time.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false;qt.qpa.*=false")
    options.out.mkdir(parents=True, exist_ok=True)
    from flashprep.ui.main import make_application  # Qt is imported after its platform is chosen

    app = make_application()
    begun = time.perf_counter()
    if options.formulas:
        from tests.gallery import formulas

        count = formulas.write(app, options.out)
    else:
        count = _write_states(app, options.out, options.only, quick=options.quick)
    sys.stdout.write(f"{count} pictures in {time.perf_counter() - begun:.0f} s\n")
    return 0


def _write_states(app: QApplication, out: Path, only: str, *, quick: bool) -> int:
    from tests.gallery import worlds

    count = 0
    try:
        for state in STATES:
            if only in state.name:
                with _opened(app, state) as window:
                    for name, picture in _pictures(app, window, state, quick=quick):
                        picture.save(str(out / f"{name}.png"))
                        count += 1
    finally:
        worlds.forget()
    return count


@contextmanager
def _opened(app: QApplication, state: State) -> Iterator[Window]:
    """Open a window in a state."""
    from flashprep.ui.window import Window
    from tests.gallery import worlds

    with TemporaryDirectory(prefix="flashprep-gallery-") as folder:
        # The path of the profile is shown: it should be one that a person might have.
        home = Path(folder) / "home"
        shutil.rmtree(home, ignore_errors=True)
        with worlds.open_world(state.world, home) as flashprep:
            window = Window(flashprep)
            window.start(welcome=state.welcome)
            window.resize(*SIZES[1])
            window.show()
            window.activateWindow()
            try:
                _turn(app, _SUMMARY_MS)
                for step in state.steps:
                    step(window)
                    _turn(app)
                yield window
            finally:
                for other in _others(app, window):
                    other.close()
                window.shut_down()
                window.close()
                window.deleteLater()
                app.processEvents()


def _pictures(
    app: QApplication, window: Window, state: State, *, quick: bool
) -> Iterator[tuple[str, QPixmap]]:
    """Yield the name and picture of a state in every theme, zoom and size."""
    for theme in THEMES[:1] if quick else THEMES:
        for zoom in (100,) if quick else (100, *state.zooms):
            for setting, value in (("theme", theme), ("zoom", zoom)):
                window.app.change_setting(setting, value)
            # No change is broadcast: the pages keep what was done on them.
            window.dress()
            for width, height in SIZES[1:2] if quick else SIZES:
                window.resize(width, height)
                _turn(app)
                _wait_for_formulas(app, window)
                if state.again is not None:
                    state.again(window)
                    _turn(app)
                scaled = "" if zoom == 100 else f"-{zoom}"
                yield f"{state.name}-{theme}-{width}{scaled}", _picture(app, window)


def _wait_for_formulas(app: QApplication, window: Window) -> None:
    """Wait until every formula that is on the screen is set."""
    from flashprep.ui.widgets.card_view import CardView

    for _time in range(_MOST_TURNS):
        views = window.findChildren(CardView)
        if not any(view._waiting and view.isVisible() for view in views):
            return
        _turn(app)


def _picture(app: QApplication, window: Window) -> QPixmap:
    """Return the window with its dialogs and menus on it."""
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QMenu

    picture = window.grab()
    painter = QPainter(picture)
    for other in _others(app, window):
        place = window.rect().center() - other.rect().center()
        if isinstance(other, QMenu):
            place = window.mapFromGlobal(other.pos())
        painter.drawPixmap(place, other.grab())
        painter.drawRect(other.rect().translated(place))
    painter.end()
    return picture


def _others(app: QApplication, window: Window) -> list[QWidget]:
    """Return the dialogs and menus that are open."""
    return [w for w in app.topLevelWidgets() if w.isVisible() and w is not window]


def _turn(app: QApplication, ms: int = _TURN_MS) -> None:
    """Let the window do what it put off."""
    until = time.perf_counter() + ms / 1000
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.002)


if __name__ == "__main__":
    raise SystemExit(main())
