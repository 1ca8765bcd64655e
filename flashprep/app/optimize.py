"""FSRS's parameters fitted to the person's own log, taken over only when they predict better.

The fit is ``core.fitting``; it runs in a process of its own (``app.fitting``), because many small
steps of numpy would hold the interpreter, and the window would stutter.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import flashprep
from flashprep.core.cancel import check, ignore, never, part
from flashprep.core.errors import FlashprepError
from flashprep.core.i18n import _
from flashprep.core.scheduling import DEFAULT_WEIGHTS
from flashprep.core.training import LEAST_PREDICTIONS, LEAST_REVIEWS, Fit, Log, log
from flashprep.store import pace as rows

if TYPE_CHECKING:
    from flashprep.app.preferences import Preferences
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.changes import Changes
    from flashprep.store.database import Database

_SETTING = "fsrs_weights"
_FACT = "weights_before"
_POLL_SECONDS = 0.05
_STARTED = 0.05
"""Share of the progress that the start of the process is."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether optimizing is possible, and in a sentence why or why not."""

    possible: bool
    reviews: int
    optimized: bool
    text: str


@dataclass(frozen=True, slots=True)
class Training:
    """The log to fit to and the parameters in force: plain values, which any thread may read."""

    log: Log
    present: tuple[float, ...]

    def run(self, progress: Progress = ignore, cancel: Cancel = never) -> Fit:
        """Fit and compare, in a process of its own; raises ``Cancelled`` and ``FlashprepError``."""
        asked = {
            "courses": self.log.courses,
            "ratings": self.log.ratings,
            "days": self.log.days,
            "published": DEFAULT_WEIGHTS,
            "present": self.present,
        }
        found = _apart(asked, part(progress, _STARTED, 1.0), cancel)
        progress(1.0)
        return Fit(**{**found, "weights": tuple(found["weights"]), "present": self.present})


@dataclass(frozen=True, slots=True)
class Order:
    """A run that is wanted: it reads the log by a connection of its own, on any thread."""

    database: Database
    present: tuple[float, ...]

    def prepare(self) -> Training:
        """Read the log; raises ``FlashprepError`` where it says too little."""
        with self.database.read_beside() as connection:
            found = log(rows.courses(connection))
        if found.predictions < LEAST_PREDICTIONS:
            raise FlashprepError(
                _(
                    "Only {count} grades lie a day or more after the one before; optimizing needs "
                    "{least}."
                ).format(count=found.predictions, least=LEAST_PREDICTIONS),
                _("Go on for some days, then try again."),
            )
        return Training(found, self.present)

    def run(self, progress: Progress = ignore, cancel: Cancel = never) -> Fit:
        """Read, fit and compare; raises ``Cancelled`` and ``FlashprepError``."""
        return self.prepare().run(progress, cancel)


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
        if count < LEAST_REVIEWS:
            text = _(
                "Optimizing is offered from {least} grades on; there are {count}. On fewer it "
                "cannot be told whether other parameters are better."
            ).format(least=LEAST_REVIEWS, count=count)
        else:
            text = _(
                "There are {count} grades to fit the parameters to. They are taken over only if "
                "they predict your later reviews better than the present ones, by more than the "
                "usual play of chance."
            ).format(count=count)
        return Offer(count >= LEAST_REVIEWS, count, optimized, text)

    def prepare(self) -> Training:
        """Read the log for a run on any thread; raises ``FlashprepError`` if none is offered."""
        return self.order().prepare()

    def order(self) -> Order:
        """Return what reads the log and runs, both on any thread, if optimizing is offered.

        Raises ``FlashprepError`` if not.
        """
        offer = self.offer()
        if not offer.possible:
            raise FlashprepError(offer.text, _("Nothing was changed."))
        return Order(self._database, self._preferences.options().weights)

    def run(self, progress: Progress = ignore, cancel: Cancel = never) -> Fit:
        """Prepare and run on this thread."""
        return self.order().run(progress, cancel)

    def apply(self, fit: Fit) -> Changes:
        """Take new parameters over; raises ``FlashprepError`` unless they predict better.

        Whoever calls this lets the study reload (``Flashprep.change_setting`` does the same).
        """
        if not fit.better:
            raise FlashprepError(fit.verdict, _("Try again after a few hundred more reviews."))
        if fit.present is not None and fit.present != self._preferences.options().weights:
            raise FlashprepError(
                _("Other parameters came into use since these were compared."),
                _("Optimize again; nothing was changed."),
            )
        self._preferences.remember(_FACT, list(self._preferences.values.fsrs_weights))
        return self._preferences.change(_SETTING, fit.weights)

    def revert(self) -> Changes:
        """Go back to the parameters before the last optimizing, FSRS's own if there are none."""
        before = self._preferences.fact(_FACT) or []
        self._preferences.remember(_FACT, [])
        return self._preferences.change(_SETTING, before)


def _apart(asked: dict[str, Any], progress: Progress, cancel: Cancel) -> dict[str, Any]:
    """Let a process of its own do the work, and end it when nobody waits any more."""
    try:
        process = _started()
    except OSError as error:
        raise _failure(error.strerror or str(error)) from error
    lines: SimpleQueue[str | None] = SimpleQueue()
    talk = threading.Thread(target=_talk, args=(process, json.dumps(asked), lines), daemon=True)
    talk.start()
    try:
        answer = _answer(lines, progress, cancel)
    finally:
        process.kill()
        process.wait()
        talk.join()
    if "failure" in answer:
        raise _failure(answer["failure"])
    return answer


def _failure(cause: str) -> FlashprepError:
    return FlashprepError(
        _("The parameters could not be fitted: {cause}.").format(cause=cause),
        _("Nothing was changed."),
    )


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        # -P: modules of the folder in which the program was started are none of its business.
        [sys.executable, "-P", "-m", "flashprep.app.fitting"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _environment() -> dict[str, str]:
    """Return an environment in which Python finds this package, installed or in a checkout."""
    paths = [str(Path(flashprep.__file__).parent.parent), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "OPENBLAS_NUM_THREADS": "1",  # nothing here is a large matrix; its threads cost memory
    }


def _talk(process: subprocess.Popen[str], asked: str, lines: SimpleQueue[str | None]) -> None:
    """Write the question and hand on each line of the answer, and None when it ends."""
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    with suppress(OSError), process.stdin:  # it ended, or was ended, before it had read all
        process.stdin.write(asked)
    with suppress(OSError, ValueError), process.stdout:
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def _answer(lines: SimpleQueue[str | None], progress: Progress, cancel: Cancel) -> dict[str, Any]:
    """Wait for the answer, and tell how far it is."""
    while True:
        check(cancel)
        try:
            line = lines.get(timeout=_POLL_SECONDS)
        except Empty:
            continue
        try:
            said = json.loads(line or "")
        except ValueError:
            return {"failure": _("it ended without an answer")}
        if "done" not in said:
            return dict(said)
        progress(said["done"])
