"""FSRS's parameters fitted to the person's own log, taken over only when they predict better."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from flashprep.app.fitting import LIBRARY
from flashprep.core.cancel import check, ignore, never
from flashprep.core.clock import Day
from flashprep.core.errors import FlashprepError
from flashprep.core.i18n import _
from flashprep.core.training import LEAST_REVIEWS, Fit, Split, split
from flashprep.store import pace as rows

if TYPE_CHECKING:
    from flashprep.app.preferences import Preferences
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.changes import Changes
    from flashprep.store.database import Database

_SETTING = "fsrs_weights"
_FACT = "weights_before"
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether optimizing is possible, and in a sentence why or why not."""

    possible: bool
    reviews: int
    optimized: bool
    text: str


@dataclass(frozen=True, slots=True)
class Training:
    """The log as the library wants it: plain values, which any thread may read."""

    reviews: int
    split: Split
    weights: tuple[float, ...]

    def run(self, progress: Progress = ignore, cancel: Cancel = never) -> Fit:
        """Fit and compare, in a process of its own; raises ``Cancelled`` and ``FlashprepError``."""
        progress(0.1)
        found = _fit(
            {"earlier": self.split.earlier, "later": self.split.later, "weights": self.weights},
            cancel,
        )
        progress(1.0)
        return Fit(
            reviews=self.reviews,
            tested=len(self.split.later),
            before=found["before"],
            after=found["after"],
            weights=tuple(found["weights"]),
        )


class Optimizer:
    """The FSRS parameters of one profile."""

    def __init__(self, database: Database, preferences: Preferences) -> None:
        self._database = database
        self._preferences = preferences

    def offer(self) -> Offer:
        """Return whether optimizing is possible now."""
        with self._database.read() as connection:
            count = rows.grade_count(connection)
        optimized = bool(self._preferences.values.fsrs_weights)
        installed = find_spec(LIBRARY) is not None
        if not installed:
            text = _("Optimizing needs the package fsrs-rs-python, which is not installed.")
        elif count < LEAST_REVIEWS:
            text = _(
                "Optimizing is offered from {least} grades on; there are {count}. On fewer it "
                "predicts worse more often than better."
            ).format(least=LEAST_REVIEWS, count=count)
        else:
            text = _(
                "There are {count} grades to fit the parameters to. They are taken over only if "
                "they predict your later reviews better than the present ones."
            ).format(count=count)
        return Offer(installed and count >= LEAST_REVIEWS, count, optimized, text)

    def prepare(self) -> Training:
        """Read the log for a run on any thread; raises ``FlashprepError`` if none is offered."""
        offer = self.offer()
        if not offer.possible:
            raise FlashprepError(offer.text, _("Nothing was changed."))
        with self._database.read() as connection:
            showings = rows.showings(connection, Day(-(2**31)))
        parts = split((row.card, row.day, row.rating) for row in showings)
        if not parts.later:
            raise FlashprepError(
                _("No card was ever graded on two days."),
                _("Optimizing needs reviews that are days apart."),
            )
        return Training(offer.reviews, parts, self._preferences.options().weights)

    def run(self, progress: Progress = ignore, cancel: Cancel = never) -> Fit:
        """Prepare and run on this thread."""
        return self.prepare().run(progress, cancel)

    def apply(self, fit: Fit) -> Changes:
        """Take new parameters over; raises ``FlashprepError`` unless they predict better.

        Whoever calls this lets the study reload (``Flashprep.change_setting`` does the same).
        """
        if not fit.better:
            raise FlashprepError(
                _("The new parameters do not predict better, so the present ones stay."),
                _("Try again after a few hundred more reviews."),
            )
        self._preferences.remember(_FACT, list(self._preferences.values.fsrs_weights))
        return self._preferences.change(_SETTING, fit.weights)

    def revert(self) -> Changes:
        """Go back to the parameters before the last optimizing, FSRS's own if there are none."""
        before = self._preferences.fact(_FACT) or []
        self._preferences.remember(_FACT, [])
        return self._preferences.change(_SETTING, before)


def _fit(asked: dict[str, Any], cancel: Cancel) -> dict[str, Any]:
    """Let a process of its own do the work, and stop it when nobody waits any more."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    process = subprocess.Popen(
        [sys.executable, "-m", "flashprep.app.fitting"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        creationflags=hidden,
    )
    with process:
        try:
            out = _talk(process, json.dumps(asked), cancel)
        finally:
            process.kill()
    try:
        answer = json.loads(out)
    except ValueError:
        answer = {"error": _("it ended without an answer")}
    if "error" in answer:
        raise FlashprepError(
            _("The parameters could not be fitted: {cause}.").format(cause=answer["error"]),
            _("Nothing was changed."),
        )
    return dict(answer)


def _talk(process: subprocess.Popen[str], text: str, cancel: Cancel) -> str:
    asked: str | None = text
    while True:
        check(cancel)
        try:
            return process.communicate(asked, timeout=_POLL_SECONDS)[0]
        except subprocess.TimeoutExpired:
            asked = None
