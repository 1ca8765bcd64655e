"""A process of its own that fits FSRS's parameters: on the window's it would hold up every key.

Reads one JSON object from standard input: ``{"courses": […], "ratings": […], "days": […],
"published": […], "present": […]}``. Writes a line of JSON for each step, ``{"done": 0.25}``, and at
last the fields of a ``core.training.Fit``, or ``{"failure": …}``. Started by ``app.optimize``.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from flashprep.core.fitting import fit
from flashprep.core.training import Log


def main() -> int:
    """Fit and compare; return 0 unless that failed."""
    try:
        asked = json.load(sys.stdin)
        log = Log(asked["courses"], asked["ratings"], asked["days"])
        found = fit(log, asked["published"], asked["present"], lambda done: _say({"done": done}))
    except Exception as error:  # noqa: BLE001 - the window says what went wrong
        _say({"failure": str(error) or type(error).__name__})
        return 1
    _say(asdict(found))
    return 0


def _say(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    sys.exit(main())
