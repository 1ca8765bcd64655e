"""Where the memory goes: ``python -m tests.benchmarks.memory PROFILE [CARDS]``.

One JSON line for each stage of a session, from the bare interpreter to the last card: the
proportional, resident and own (unshared) set size in MB. The proportional size falls while another
program maps Qt, too; alone on a machine it is about the resident one: that is the one to watch. At
the end, what the largest mappings are, by file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashprep.ui.window import Window

_SETTLED_MS = 1500
_READ_MS = 150
_TOLD = (10, 30, 100, 300)
_HEADER = re.compile(r"^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+\s*(.*)$")


def sizes() -> dict[str, float]:
    """Return the set sizes of this process in MB; nothing where the system does not tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    told = {name: int(rest.split()[0]) for name, _c, rest in (x.partition(":") for x in lines)}
    own = told["Private_Clean"] + told["Private_Dirty"]
    found = {"pss": told["Pss"], "rss": told["Rss"], "uss": own}
    return {name: round(value / 1024, 1) for name, value in found.items()}


def mapped(count: int = 25) -> dict[str, float]:
    """Return the resident MB of the largest mappings, by file."""
    resident: Counter[str] = Counter()
    name = ""
    for line in Path("/proc/self/smaps").read_text().splitlines():
        header = _HEADER.match(line)
        if header is not None:
            name = Path(header[1]).name or "[anonymous]"
        elif line.startswith("Rss:"):
            resident[name] += int(line.split()[1])
    return {name: round(size / 1024, 1) for name, size in resident.most_common(count)}


def _wait(ms: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def stages(profile: Path, cards: int) -> Iterator[str]:
    """Go through a session; yield the name of each stage once it is reached."""
    yield "python"
    from flashprep.app.flashprep import Flashprep
    from flashprep.app.profile import Profile

    yield "modules below the window"
    from flashprep.ui.main import make_application
    from flashprep.ui.window import Window

    yield "modules of the window, Qt"
    app = make_application()
    yield "application"
    with Flashprep(Profile(profile)) as flashprep:
        yield "profile open"
        window = Window(flashprep)
        window.start()
        window.show()
        app.processEvents()
        yield "window"
        window.show_page("review")
        app.processEvents()
        yield "first card"
        _wait(_SETTLED_MS)
        yield "idle"
        for number in range(1, cards + 1):
            _grade(window)
            if number in _TOLD or number == cards:
                yield f"{number} cards"
        window.shut_down()
        window.hide()


def _grade(window: Window) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    page = window.page("review")
    if page.question is None:  # type: ignore[attr-defined]
        page.desk.changed(page.desk.app.study.extend(60))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_3):
        QTest.keyClick(window, key)
        _wait(_READ_MS)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.memory")
    parser.add_argument("profile", type=Path, metavar="PROFILE")
    parser.add_argument("cards", type=int, nargs="?", default=100, metavar="CARDS")
    chosen = parser.parse_args()
    for stage in stages(chosen.profile, chosen.cards):
        print(json.dumps({stage: sizes()}), flush=True)
    print(json.dumps(mapped()), flush=True)
