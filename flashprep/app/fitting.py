"""A process of its own that fits FSRS's parameters: its library holds up the whole interpreter.

Reads one JSON object from standard input and writes one line of JSON: ``{"before": …, "after": …,
"weights": […]}``, or ``{"error": …}``. Started by ``app.optimize``.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

LIBRARY = "fsrs_rs_python"


def main() -> int:
    """Fit and compare; return 0 unless the library failed."""
    asked = json.load(sys.stdin)
    try:
        answer = fit(asked["earlier"], asked["later"], asked["weights"])
    except BaseException as error:  # noqa: BLE001 - a panic of the library is no Exception
        answer = {"error": str(error) or type(error).__name__}
    print(json.dumps(answer))  # noqa: T201 - this is how it answers
    return 0 if "error" not in answer else 1


def fit(earlier: Any, later: Any, weights: list[float]) -> dict[str, Any]:
    """Return the log-losses on the later items before and after fitting to the earlier ones."""
    library: Any = import_module(LIBRARY)

    def items(courses: Any) -> Any:
        return [
            library.FSRSItem([library.FSRSReview(rating, days) for rating, days in course])
            for course in courses
        ]

    present = library.FSRS(weights)
    fitted = list(present.compute_parameters(items(earlier)))
    tested = items(later)
    return {
        "before": present.evaluate(tested).log_loss,
        "after": library.FSRS(fitted).evaluate(tested).log_loss,
        "weights": fitted,
    }


if __name__ == "__main__":
    sys.exit(main())
