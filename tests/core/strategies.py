"""Values for property tests: memory states as a scheduler leaves them, and histories of grades."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from flashprep.core.cards import CardId
from flashprep.core.clock import Day, study_day
from flashprep.core.memory import NEW, Memory
from flashprep.core.scheduling import Options, Rating, Scheduler

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SCHEDULER = Scheduler(Options())

ratings = st.sampled_from(Rating)
gaps = st.one_of(
    st.integers(0, 30).map(lambda m: timedelta(minutes=m)),
    st.integers(0, 72).map(lambda h: timedelta(hours=h)),
    st.integers(0, 400).map(lambda d: timedelta(days=d)),
)
histories = st.lists(st.tuples(gaps, ratings), max_size=12)


def after(card: str, history: list[tuple[timedelta, Rating]], scheduler: Scheduler) -> Memory:
    """Return the state of a card after a history that began at ``START``."""
    memory, now = NEW, START
    for gap, rating in history:
        now += gap
        memory = scheduler.grade(CardId(card), memory, rating, now, study_day(now, 4)).memory
    return memory


@st.composite
def memories(draw: st.DrawFn) -> Memory:
    """Return a state that grades and a person's other actions can lead to."""
    memory = after("card", draw(histories), SCHEDULER)
    buried = draw(st.none() | st.integers(20000, 30000).map(Day))
    return replace(
        memory, suspended=draw(st.booleans()), marked=draw(st.booleans()), buried_until=buried
    )
