"""``flashprep mock``: mock interviews recorded, listed and removed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flashprep.cli import output
from flashprep.cli.commands import _open as open_profile
from flashprep.core.clock import to_date, to_day
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from flashprep.app.mocks import Mock


def add(options: Namespace) -> int:
    """Record a mock interview."""
    from flashprep.app.mocks import Taken

    with open_profile(options) as app:
        day = app.progress.today if options.on is None else to_day(options.on)
        taken = Taken(
            domain=options.domain,
            passed=options.passed,
            asked=options.asked,
            day=day,
            stage=options.stage,
            notes=options.notes,
        )
        mock, _changes = app.mocks.add(taken)
    if options.json:
        output.as_json(_plain(mock))
    else:
        print(_("recorded {id}").format(id=mock.id))
    return 0


def show(options: Namespace) -> int:
    """List the mock interviews, the newest first."""
    with open_profile(options) as app:
        mocks = app.mocks.every()
    if options.json:
        output.as_json([_plain(mock) for mock in mocks])
    else:
        output.table(
            [
                [
                    mock.id,
                    to_date(mock.day).isoformat(),
                    mock.domain,
                    f"{mock.passed}/{mock.asked}",
                    f"{mock.predicted:.0%}",
                    output.one_line(mock.notes),
                ]
                for mock in mocks
            ]
        )
    return 0


def remove(options: Namespace) -> int:
    """Delete a mock interview."""
    with open_profile(options) as app:
        mock, _changes = app.mocks.remove(options.id)
    if options.json:
        output.as_json(_plain(mock))
    else:
        print(_("removed {id}").format(id=mock.id))
    return 0


def _plain(mock: Mock) -> dict[str, Any]:
    """Return a mock interview as JSON holds it, its day as a date."""
    values = asdict(mock)
    values["on"] = to_date(values.pop("day")).isoformat()
    return {**values, "predicted": round(mock.predicted, 6)}
