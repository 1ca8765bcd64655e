"""A log of many years: all of the program goes on as with a short one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from flashprep.app.statistics import Statistics
from flashprep.core.scheduling import Rating
from flashprep.core.statistics import Period
from flashprep.store import reviews as log
from flashprep.ui.widgets.work_bar import WorkBar
from tests import long_log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flashprep.app.flashprep import Flashprep
    from tests.conftest import OpenApp, SetClock

    from .conftest import Driver

DOMAIN = "causal-inference"
CARDS = 500


@pytest.fixture
def reviews(request: pytest.FixtureRequest) -> int:
    """How long the log is."""
    return 200_000 if request.config.getoption("--soak") else 20_000


@pytest.fixture
def filled(open_app: OpenApp, profile_folder: Path, reviews: int) -> None:
    """Fill the profile with a deck and its long log."""
    (profile_folder / "decks").mkdir(parents=True)
    (profile_folder / "decks" / "many.md").write_text(long_log.deck(CARDS, DOMAIN))
    app = open_app()
    cards = [row.id for row in app.library.cards("decks/many.md")]
    assert len(cards) == CARDS
    long_log.write(app.database, cards, reviews, app.study.today)
    app.close()


@pytest.mark.soak
@pytest.mark.usefixtures("filled")
def test_a_long_log_is_opened_planned_and_told(
    open_app: OpenApp, clock: SetClock, reviews: int
) -> None:
    app = open_app()
    with app.database.read() as connection:
        assert log.count(connection) == reviews
    _check_numbers(app, reviews)
    date = (clock.now() + timedelta(days=4)).date()  # every card that was seen may be studied
    app.change_setting("interview_date", date)
    assert app.study.queue.waiting > CARDS / 2
    found = app.plan.plan().forecast
    assert found is not None
    assert 0 < found.recall < 1
    unseen = sum(row.domain != DOMAIN for row in app.library.cards())
    met = sum(day.new for day in found.days)
    assert met + found.unseen_core + found.unseen_extended == pytest.approx(unseen)
    asked = app.study.next()
    assert asked is not None
    app.study.grade(asked.view.side.id, Rating.GOOD)
    assert _total(app, Period.ALL) == reviews + 1
    app.history.undo()
    _check_numbers(app, reviews)


def _check_numbers(app: Flashprep, reviews: int) -> None:
    assert _total(app, Period.ALL) == reviews
    value = app.progress.readiness().domains[DOMAIN]
    assert value.coverage == 1.0
    assert value.mean is not None
    assert value.lo is not None
    assert value.hi is not None
    assert 0 < value.lo < value.mean < value.hi < 1


def _total(app: Flashprep, period: Period) -> int:
    report = Statistics(app.database, app.preferences, app.study).report(period)
    assert sum(count for count, _seconds in report.days.values()) >= report.total.reviews
    return report.total.reviews


@pytest.mark.soak
@pytest.mark.usefixtures("filled")
def test_a_long_log_is_shown_in_the_window(open_window: Callable[[], Driver], reviews: int) -> None:
    driver = open_window()

    def show(page: str) -> None:
        driver.window.show_page(page)
        work = driver.find(f"{page}-work", WorkBar)
        assert isinstance(work, WorkBar)
        driver.bot.waitUntil(lambda: not work.running, timeout=60_000)

    show("statistics")
    period = driver.find("statistics-period", QComboBox)
    driver.bot.keyClick(period, Qt.Key.Key_End)
    show("statistics")
    assert driver.text("statistics-summary").startswith(f"{reviews} reviews in ")
    show("readiness")
    assert "Causal inference" in driver.text("headline-weakest")
    told = driver.find("readiness-chart").accessibleDescription()
    mean = driver.app.progress.readiness().domains[DOMAIN].mean
    assert mean is not None
    assert f"Causal inference: {mean * 100:.0f} %" in told
