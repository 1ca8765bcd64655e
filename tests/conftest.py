"""What every test may ask for: a profile, a clock, decks, and the open program.

Every test fails that leaves a thread behind or lets the program log an error.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flashprep.app.flashprep import Flashprep

# Before anything imports Qt; a test that starts the program under Xvfb sets its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Hypothesis keeps a folder even without a database; the checkout is no place for it.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "flashprep-hypothesis")
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci")

SHIPPED = Path(__file__).parent / "shipped"
"""A few small decks of every kind of card, in the place of the program's own."""

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The Monday on which the test clock starts; the zone of the tests is UTC unless they say so."""

_GRACE_SECONDS = 2.0


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--soak", action="store_true", help="run all rounds of the slow kill and fuzz tests"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "logs_errors: the test provokes records of level ERROR, which fail any other"
    )


@pytest.fixture
def soak_rounds(request: pytest.FixtureRequest) -> int:
    """How often a slow test repeats itself."""
    return 200 if request.config.getoption("--soak") else 5


class _Collector(logging.Handler):
    """Keeps the records that no test may cause by accident."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_errors_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which anything was logged at level ERROR or above."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    if collector.records and request.node.get_closest_marker("logs_errors") is None:
        texts = [f"{record.name}: {record.getMessage()}" for record in collector.records]
        pytest.fail("errors were logged:\n" + "\n".join(texts))


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Fail a test after which a thread runs that did not run before."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + _GRACE_SECONDS
    while (left := _new_threads(before)) and time.monotonic() < until:
        time.sleep(0.01)
    if left:
        pytest.fail(f"threads were left running: {left}")


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in threading.enumerate()
        # A thread of Qt's that ever ran Python shows as a dummy, and never ends for Python.
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]


class SetClock:
    """A clock that stands still until it is told otherwise: the only stand-in in these tests."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment at which the clock stands, in its zone."""
        return self.moment

    def advance(self, **delta: float) -> datetime:
        """Move by a real span of time (a ``timedelta``'s arguments), also over a change to DST."""
        moved = self.moment.astimezone(UTC) + timedelta(**delta)
        self.moment = moved.astimezone(self.moment.tzinfo)
        return self.moment

    def set(self, moment: datetime) -> None:
        """Put the clock to another aware moment, and with it into that moment's zone."""
        self.moment = moment


@pytest.fixture
def clock() -> SetClock:
    """Give a clock that stands at nine on a Monday morning (UTC)."""
    return SetClock()


@pytest.fixture
def profile_folder(tmp_path: Path) -> Path:
    """Name the folder of a new profile; it does not exist yet."""
    return tmp_path / "profile"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Make a folder of small decks that stand in for the program's own; tests may edit it."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))


class OpenApp(Protocol):
    """Opens the program on a profile: the test's own if none is named."""

    def __call__(
        self, folder: Path | None = None, *, clock: SetClock | None = None
    ) -> Flashprep: ...


@pytest.fixture
def open_app(profile_folder: Path, clock: SetClock, shipped: Path) -> Iterator[OpenApp]:
    """Open the program on the profile as often as wanted; all are closed when the test ends.

    What a test closed itself (``app.close()``, a restart) is closed once more without harm.
    """
    from flashprep.app.flashprep import Flashprep
    from flashprep.app.profile import Profile

    closers: list[Callable[[], None]] = []
    own = clock

    def opened(folder: Path | None = None, *, clock: SetClock | None = None) -> Flashprep:
        app = Flashprep(Profile(folder or profile_folder), clock=clock or own, source=shipped)
        closers.append(app.close)
        return app

    yield opened
    for close in reversed(closers):
        close()
