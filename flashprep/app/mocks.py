"""Mock interviews: recorded, mended, taken away; each is evidence for readiness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from flashprep.core.changes import Changes
from flashprep.core.clock import Day, to_date
from flashprep.core.errors import FlashprepError
from flashprep.core.i18n import _
from flashprep.core.mocks import Mock
from flashprep.store import mocks as rows

if TYPE_CHECKING:
    from flashprep.app.progress import Progress
    from flashprep.store.database import Database

__all__ = ["MOST", "Mock", "MockError", "Mocks", "Taken"]

MOST = 200
"""More questions than any mock interview asks."""


class MockError(FlashprepError):
    """A mock interview cannot be as it was given, or there is none of that id."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a person says of a mock interview; ``stage`` is a stage's name or ""."""

    domain: str
    passed: int
    asked: int
    day: Day
    stage: str = ""
    notes: str = ""


class Mocks:
    """The mock interviews of one profile."""

    def __init__(self, database: Database, progress: Progress) -> None:
        self._database = database
        self._progress = progress

    def every(self) -> list[Mock]:
        """Return all mock interviews, the newest first."""
        with self._database.read() as connection:
            return rows.every(connection)[::-1]

    def add(self, taken: Taken) -> tuple[Mock, Changes]:
        """Record a mock interview with the prediction of its own day.

        Raises ``MockError`` for numbers that cannot be, a day to come, and a domain without cards.
        """
        return self._put(uuid4().hex[:8], taken, None)

    def change(self, mock: str, taken: Taken) -> tuple[Mock, Changes]:
        """Mend a mock interview; the prediction changes only with its domain or day."""
        return self._put(mock, taken, self._get(mock))

    def remove(self, mock: str) -> tuple[Mock, Changes]:
        """Delete a mock interview; return it, so that ``restore`` can bring it back."""
        gone = self._get(mock)
        with self._database.write() as connection:
            rows.remove(connection, mock)
        return gone, Changes(reviews=True)

    def restore(self, mock: Mock) -> Changes:
        """Bring a deleted mock interview back as it was."""
        with self._database.write() as connection:
            rows.put(connection, mock)
        return Changes(reviews=True)

    def _get(self, mock: str) -> Mock:
        with self._database.read() as connection:
            found = rows.get(connection, mock)
        if found is None:
            raise MockError(
                _("There is no mock interview {id}.").format(id=mock),
                _("“flashprep mock list” shows the ids of all of them."),
            )
        return found

    def _put(self, name: str, taken: Taken, before: Mock | None) -> tuple[Mock, Changes]:
        self._check(taken)
        if before is not None and (before.domain, before.day) == (taken.domain, taken.day):
            predicted: float | None = before.predicted
        else:
            predicted = self._progress.predicted(taken.domain, taken.day)
        if predicted is None:
            raise MockError(
                _("There are no cards of the domain “{domain}”, so nothing was predicted.").format(
                    domain=taken.domain
                ),
                _("Known are: {domains}.").format(domains=", ".join(self.domains())),
            )
        mock = Mock(
            id=name,
            domain=taken.domain,
            day=taken.day,
            passed=taken.passed,
            asked=taken.asked,
            predicted=predicted,
            stage=taken.stage.strip(),
            notes=taken.notes.strip(),
        )
        if mock == before:
            return mock, Changes()
        return mock, self.restore(mock)

    def domains(self) -> list[str]:
        """Return the domains of which a mock can be taken, in order."""
        return list(self._progress.domains())

    def _check(self, taken: Taken) -> None:
        if not 1 <= taken.asked <= MOST:
            raise MockError(_("A mock interview asks between 1 and {n} questions.").format(n=MOST))
        if not 0 <= taken.passed <= taken.asked:
            raise MockError(
                _("{passed} of {asked} questions cannot have passed.").format(
                    passed=taken.passed, asked=taken.asked
                )
            )
        if taken.day > self._progress.today:
            raise MockError(
                _("{date} is still to come.").format(date=to_date(taken.day).isoformat()),
                _("Record a mock interview when it is over."),
            )
