"""The days to come: what the forecast must keep to, and the same one every time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashprep.core import policy
from flashprep.core.cancel import Cancelled
from flashprep.core.cards import CardId, Tier
from flashprep.core.clock import Day
from flashprep.core.forecast import Forecast, roll
from flashprep.core.memory import NEW, Memory
from flashprep.core.queue import Candidate, Cost, Done, Goal, Limits, Queue
from flashprep.core.rolling import Start
from flashprep.core.scheduling import DEFAULT_WEIGHTS, bring_forward
from flashprep.core.ways import shifted

from .strategies import START
from .test_queue import DOMAINS, TODAY, candidate, decks, due, learning


def deck(count: int, seen: int = 0) -> list[Candidate]:
    """Return cards of four domains, every seventh spoken, every fourth extended."""
    return [
        candidate(
            f"c{n}",
            n,
            due(n % 4, 2.0 + n % 30) if n < seen else NEW,
            domain=DOMAINS[n % 4],
            performance=n % 7 == 0,
            tier=Tier.EXTENDED if n % 4 == 3 and n % 3 else Tier.CORE,
        )
        for n in range(count)
    ]


def start(cards: list[Candidate], days: int = 20, minutes: float = 30.0, **more: object) -> Start:
    goal = Goal(Day(TODAY + days), DEFAULT_WEIGHTS)
    return replace(Start(cards, TODAY, Limits(minutes * 60.0), goal), **more)  # type: ignore[arg-type]


def new(found: Forecast) -> float:
    return sum(day.new for day in found.days)


def test_the_same_start_gives_the_same_forecast() -> None:
    cards = deck(120, seen=40)
    assert roll(start(cards)) == roll(start(cards))
    assert roll(start(cards)) == roll(start(list(cards)))


def test_every_day_keeps_to_the_minutes_and_the_spoken_limit() -> None:
    limits = Limits(20 * 60.0, new_performance=2)
    found = roll(start(deck(300), limits=limits), runs=1)
    dearest = policy.Seconds.of_new(Cost().performance_new).unknown / 60
    for day in found.days:
        assert day.minutes <= 20 + dearest
    assert [day.day for day in found.days] == [TODAY + n for n in range(20)]
    spoken = start([replace(card, performance=True) for card in deck(300)], minutes=600)
    found = roll(replace(spoken, limits=replace(spoken.limits, new_performance=2)), runs=1)
    assert {day.new for day in found.days} == {2.0}


def test_the_first_day_is_the_queues_own() -> None:
    begun = start(deck(400, seen=120), days=25, minutes=60)
    loads = Queue(begun.cards, TODAY, Done(), begun.limits, begun.goal).loads()
    found = roll(begun, runs=8).days[0]
    for slug, seconds in found.seconds.items():
        planned = loads[slug].seconds if slug in loads else 0.0
        assert seconds / 60 == pytest.approx(planned / 60, abs=4)
    assert found.new == pytest.approx(sum(load.new for load in loads.values()), abs=6)


def test_who_leaves_cards_out_does_not_know_more() -> None:
    cards = deck(200, seen=60)
    begun = start(cards, days=12, minutes=20)
    dropped = frozenset(card.id for card in cards[120:])
    suspended = [
        replace(card, memory=replace(card.memory, suspended=True)) if card.id in dropped else card
        for card in cards
    ]
    whole, fewer = roll(begun), roll(replace(begun, dropped=dropped))
    assert fewer.unseen_core < whole.unseen_core
    assert fewer.recall < whole.recall + 0.05
    # Left out in thought or suspended in fact, it is the same.
    assert roll(replace(begun, cards=suspended)).recall == pytest.approx(fewer.recall, abs=0.01)


def test_more_minutes_leave_less_unseen_and_more_recalled() -> None:
    cards = deck(300, seen=60)
    found = [roll(start(cards, minutes=minutes)) for minutes in (0.0, 10.0, 30.0, 90.0)]
    assert [one.unseen_core for one in found] == sorted(
        (one.unseen_core for one in found), reverse=True
    )
    assert [one.recall for one in found] == sorted(one.recall for one in found)
    assert new(found[0]) == 0
    assert found[0].days[0].minutes == 0
    assert not found[0].fits
    assert found[-1].fits


def test_the_cards_are_learned_or_left() -> None:
    cards = deck(200, seen=50)
    found = roll(start(cards, minutes=15))
    assert new(found) + found.unseen_core + found.unseen_extended == pytest.approx(150)
    assert all(0 <= recall <= 1 for day in found.days for recall in day.recall.values())


def test_core_comes_before_extended() -> None:
    cards = [
        candidate("x", 0, tier=Tier.EXTENDED),
        *(candidate(f"c{n}", 1 + n) for n in range(400)),
    ]
    found = roll(start(cards, days=5, minutes=10))
    assert found.unseen_core > 0
    assert found.unseen_extended == 1


def test_siblings_never_come_on_the_same_day() -> None:
    cards = [candidate(f"note.{n}", n) for n in range(9)]
    found = roll(start(cards, days=6, minutes=100))
    assert [day.new for day in found.days] == [1.0] * 6
    assert found.unseen_core == 3
    begun = [replace(cards[0], memory=replace(due(0), last_day=TODAY)), *cards[1:]]
    assert roll(start(begun, days=2, minutes=100)).days[0].new == 0


def test_in_the_last_days_cards_come_that_are_not_due() -> None:
    cards = [candidate(f"c{n}", n, due(-60, interval=80)) for n in range(10)]
    found = roll(start(cards, days=12, minutes=100))
    reviews = [day.reviews for day in found.days]
    assert reviews[:7] == [0.0] * 7
    assert sum(reviews[7:]) >= 10


def test_without_a_date_due_cards_come_first() -> None:
    cards = deck(200, seen=100)
    found = roll(start(cards, minutes=12, dated=False), runs=1)
    assert found.days[0].reviews > 0
    assert found.days[0].new == 0
    assert len(found.days) == 20


def test_what_was_done_today_is_not_done_again() -> None:
    cards = deck(200)
    spent = roll(start(cards, spent=29 * 60.0)).days
    assert spent[0].minutes < roll(start(cards)).days[0].minutes / 2
    assert roll(start(cards, spent=3e4)).days[0].minutes == 0
    spoken = [replace(card, performance=True) for card in cards]
    assert roll(start(spoken, new_performance=99)).days[0].new == 0


def test_missed_days_are_missed_but_never_today() -> None:
    found = roll(start(deck(300), skip=1.0))
    assert found.days[0].minutes > 0
    assert sum(day.minutes for day in found.days[1:]) == 0


def test_stories_are_counted() -> None:
    cards = deck(60)
    stories = frozenset(card.id for card in cards if card.performance)
    found = roll(start(cards, minutes=600, stories=stories))
    assert sum(day.new_stories for day in found.days) == len(stories)
    assert sum(day.story_reviews for day in found.days) > 0
    assert sum(day.new_stories for day in roll(start(cards)).days) == 0


def test_dropped_cards_do_not_count() -> None:
    cards = deck(60)
    dropped = frozenset(card.id for card in cards[10:])
    found = roll(start(cards, minutes=600, dropped=dropped))
    assert new(found) == 10
    assert (found.unseen_core, found.unseen_extended) == (0, 0)


def test_progress_grows_to_the_end_and_the_work_can_be_stopped() -> None:
    shares: list[float] = []
    roll(start(deck(30)), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    with pytest.raises(Cancelled):
        roll(start(deck(30)), cancel=lambda: True)


@pytest.mark.parametrize("days", [-400, 0, 1])
@pytest.mark.parametrize(
    "cards",
    [
        [],
        [candidate("one", 0)],
        [candidate(f"c{n}", n, Memory(suspended=True)) for n in range(3)],
        [candidate("ahead", 0, due(-365))],
        [
            candidate("learning", 0, learning(5)),
            candidate("b", 1, bring_forward(NEW, START, TODAY)),
        ],
    ],
)
def test_odd_starts_have_a_forecast(cards: list[Candidate], days: int) -> None:
    found = roll(start(cards, days=days))
    assert len(found.days) == 1
    assert 0 <= found.recall <= 1
    assert found.fits == (found.unseen_core == 0)


@settings(max_examples=40)
@given(decks(), st.integers(0, 40), st.sampled_from([0.0, 5.0, 45.0]), st.booleans())
def test_any_deck_can_be_rolled_forward(
    cards: list[Candidate], days: int, minutes: float, dated: bool
) -> None:
    found = roll(start(cards, days, minutes, dated=dated))
    alive = [card for card in cards if not card.memory.suspended]
    fresh = sum(not card.memory.seen for card in alive)
    assert new(found) + found.unseen_core + found.unseen_extended == pytest.approx(fresh)
    assert all(day.reviews <= len(alive) for day in found.days)


def test_a_start_can_be_shifted() -> None:
    one = start(deck(3))
    assert shifted(one, minutes=5).limits.seconds == 300
    assert shifted(one, day=Day(TODAY + 3)).days == 3
    assert shifted(one) == one
    assert CardId("c0") == one.cards[0].id
