"""Where the memory goes: ``python -m tests.benchmarks.memory PROFILE [CARDS]``.

Stages from importing Qt to the last of the cards, each read for a person's 150 ms; one JSON line is
printed: for each stage the proportional, resident and own (unshared) set size in MB. The
proportional size falls when another program uses Qt, too: what counts is the first line of a
machine on which none does. With ``-m`` more: what is mapped, by file.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashprep.ui.window import Window

_SETTLED_MS = 1500
_READ_MS = 150
_HEADER = re.compile(r"^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ \S+\s*(.*)$")


def sizes() -> dict[str, float]:
    """Return the set sizes of this process in MB; nothing where the system does not tell."""
    found: dict[str, float] = {}
    try:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return found
    kilobytes = {
        name: int(rest.split()[0]) for name, _colon, rest in (x.partition(":") for x in lines)
    }
    found["pss"] = kilobytes["Pss"]
    found["rss"] = kilobytes["Rss"]
    found["uss"] = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
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
            if number in (10, 30, 100, 200, 300):
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
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    for stage in stages(Path(sys.argv[1]), count):
        print(json.dumps({stage: sizes()}), flush=True)
    print(json.dumps(mapped()), flush=True)
    print(sorted({m.partition(".")[0] for m in sys.modules}))
