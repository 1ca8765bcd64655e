"""The plan: its parts, whether it fits, and ways out that really make it fit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashprep.core import policy
from flashprep.core.cancel import Cancelled
from flashprep.core.cards import Tier
from flashprep.core.clock import Day
from flashprep.core.deck import Deck
from flashprep.core.forecast import roll
from flashprep.core.milestones import Count, parts, spans
from flashprep.core.outline import Standing, Work, facts_of, make, rough_share, standing
from flashprep.core.rolling import Start
from flashprep.core.settings import SPECS
from flashprep.core.ways import MOST_MINUTES, MOST_SPOKEN, search, shifted

from .test_forecast import deck, start
from .test_queue import TODAY, candidate, due


def interview(one: Start) -> Day:
    return one.goal.day


# -- the parts -------------------------------------------------------------------------------


def test_five_weeks_are_five_weeks() -> None:
    assert [span.days for span in spans(TODAY, Day(TODAY + 35))] == [7] * 5


@given(st.integers(-5, 4000))
def test_the_parts_cover_every_day_once(days: int) -> None:
    made = spans(TODAY, Day(TODAY + days))
    assert len(made) == len(parts()) == 5
    assert made[0].first == TODAY
    assert made[-1].end == max(TODAY + days, TODAY)
    assert all(one.end == other.first for one, other in pairwise(made))
    assert all(span.days >= 0 for span in made)
    lengths = [span.days for span in made[:-1]]
    assert max(lengths) - min(lengths) <= 1
    if days >= 35:
        assert made[-1].days == 7


def test_every_part_has_words_and_the_stories_grow() -> None:
    shares = [part.stories for part in parts()]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    for part in parts():
        assert part.title
        assert part.focus.endswith(".")
        assert all(milestone.endswith(".") for milestone in part.milestones)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, Standing.NO_DATE),
        (-3000, Standing.PAST),
        (-1, Standing.PAST),
        (0, Standing.TODAY),
        (1, Standing.NEAR),
        (policy.FAR_DAYS, Standing.NEAR),
        (policy.FAR_DAYS + 1, Standing.FAR),
        (3653, Standing.FAR),
    ],
)
def test_how_a_date_lies(days: int | None, expected: Standing) -> None:
    assert standing(None if days is None else Day(TODAY + days), TODAY) is expected


def test_the_cards_met_are_counted_by_sort() -> None:
    cards = deck(60, seen=10)
    stories = frozenset(card.id for card in cards[5:20])
    gone = [
        replace(card, memory=replace(card.memory, suspended=True)) if n in (3, 19) else card
        for n, card in enumerate(cards)
    ]
    facts = facts_of(start(gone, stories=stories))
    assert facts.met == Count(10, 59)
    assert facts.stories == Count(5, 14)
    assert facts.core.all == 59 - sum(card.tier is Tier.EXTENDED for card in cards) + (
        cards[19].tier is Tier.EXTENDED
    )
    assert facts.process == Count(2, 15)


def test_parts_are_weeks_only_if_all_of_them_are() -> None:
    for days, weekly in ((35, True), (34, False), (36, False)):
        one = start(deck(20), days=days)
        assert make(one, interview(one), TODAY, []).weekly is weekly


# -- the plan --------------------------------------------------------------------------------


def test_a_plan_that_fits() -> None:
    one = start(deck(60), days=35, minutes=60)
    plan = make(one, interview(one), TODAY, [])
    assert plan.fits
    assert plan.ways is None
    assert plan.forecast is not None
    assert [week.span.days for week in plan.weeks] == [7] * 5
    new = sum(week.to_do.new for week in plan.weeks)
    assert new == pytest.approx(sum(day.new for day in plan.forecast.days))
    minutes = sum(week.to_do.seconds for week in plan.weeks) / 60
    assert minutes == pytest.approx(sum(day.minutes for day in plan.forecast.days))
    assert plan.week is plan.weeks[0]


def test_what_was_done_stands_in_its_week() -> None:
    one = start(deck(60), days=21, minutes=60)
    begin = Day(TODAY - 14)
    history = [
        (begin, Work(new=5, reviews=2, seconds=60.0, new_stories=1)),
        (Day(TODAY - 1), Work(new=1)),
        (TODAY, Work(reviews=4)),
        (Day(begin - 1), Work(new=99)),
    ]
    plan = make(one, interview(one), begin, history)
    first, second, third, *_later = plan.weeks
    assert first.done == Work(5, 2, 60.0, 1)
    assert first.to_do == Work()
    assert first.share == 1.0
    assert second.done == Work(new=1)
    assert third.done == Work(reviews=4)
    assert plan.week is third
    assert 0 < third.share < 1


def test_ways_out_really_make_it_fit() -> None:
    one = start(deck(260), days=12, minutes=15)
    plan = make(one, interview(one), TODAY, [])
    assert plan.fits is False
    ways = plan.ways
    assert ways is not None
    assert ways.minutes.value is not None
    assert ways.fewer.value is not None
    assert ways.later.value is not None
    assert 15 < ways.minutes.value <= MOST_MINUTES
    assert roll(shifted(one, minutes=ways.minutes.value)).fits
    assert not roll(shifted(one, minutes=ways.minutes.value - 5)).fits
    assert roll(shifted(one, day=Day(ways.later.value))).fits
    assert not roll(shifted(one, day=Day(ways.later.value - 1))).fits
    for way in (ways.minutes, ways.fewer, ways.later):
        assert way.forecast is not None
        assert way.forecast.fits
    assert plan.forecast is not None
    assert ways.minutes.forecast is not None
    assert ways.minutes.forecast.recall > plan.forecast.recall


def test_more_minutes_may_need_more_spoken_cards_a_day() -> None:
    cards = deck(260)
    spoken = sum(card.performance and card.tier is Tier.CORE for card in cards)
    one = start(cards, days=12, minutes=15)
    one = replace(one, limits=replace(one.limits, new_performance=1))
    way = search(one, Deck.of(cards, TODAY)).minutes
    assert way.value is not None
    assert way.spoken is not None
    assert way.spoken >= spoken / 12
    assert not roll(shifted(one, minutes=MOST_MINUTES)).fits
    assert roll(shifted(one, minutes=way.value, spoken=way.spoken)).fits


def test_more_spoken_cards_may_be_all_that_is_needed() -> None:
    cards = [replace(card, performance=True) for card in deck(60)]
    one = start(cards, days=12, minutes=MOST_MINUTES)
    one = replace(one, limits=replace(one.limits, new_performance=2))
    way = search(one, Deck.of(cards, TODAY)).minutes
    assert way.value == MOST_MINUTES
    assert way.spoken is not None
    assert roll(shifted(one, spoken=way.spoken)).fits


def test_no_way_asks_for_more_than_the_settings_take() -> None:
    assert SPECS["minutes_per_day"].high == MOST_MINUTES
    assert SPECS["new_performance_per_day"].high == MOST_SPOKEN
    cards = [replace(card, performance=True) for card in deck(400)]
    one = start(cards, days=3, minutes=15)
    assert search(one, Deck.of(cards, TODAY)).minutes.value is None
    plain = [replace(card, performance=False) for card in deck(2000)]
    full = start(plain, days=1, minutes=MOST_MINUTES)
    assert search(full, Deck.of(full.cards, TODAY)).minutes.value is None


def test_the_cards_to_leave_out_are_named() -> None:
    cards = deck(200)
    one = start(cards, days=6, minutes=15)
    way = search(one, Deck.of(cards, TODAY)).fewer
    assert way.value == len(way.cards) == len(set(way.cards))
    gone = {
        card.id: replace(card, memory=replace(card.memory, suspended=card.id in way.cards))
        for card in cards
    }
    assert roll(replace(one, cards=list(gone.values()))).fits


def test_extended_cards_are_left_out_first_and_stories_last() -> None:
    cards = deck(200)
    extended = sum(card.tier is Tier.EXTENDED for card in cards)
    stories = frozenset(card.id for card in cards if card.performance)
    one = start(cards, days=6, minutes=15, stories=stories)
    way = search(one, Deck.of(cards, TODAY, stories)).fewer
    assert way.value is not None
    assert way.value > extended == way.extended


def test_where_nothing_helps_no_way_is_promised() -> None:
    siblings = [candidate(f"note.{n}", n) for n in range(30)]
    one = start(siblings, days=5, minutes=15)
    ways = search(one, Deck.of(siblings, TODAY))
    assert ways.minutes.value is None
    assert ways.minutes.forecast is None
    assert ways.fewer.value == 25
    assert ways.later.value is not None
    assert ways.later.value >= TODAY + 29  # one of the note a day, reviews included
    fresh = [candidate(f"c{n}", n) for n in range(300)]
    nothing = search(start(fresh, days=5, minutes=0), Deck.of(fresh, TODAY))
    assert nothing.later.value is None
    assert nothing.fewer.value == 300


def test_dates_without_a_plan() -> None:
    one = start(deck(30), dated=False)
    assert make(one, None, TODAY, []).weeks == ()
    past = make(one, Day(TODAY - 5), TODAY, [])
    assert (past.standing, past.weeks, past.fits) == (Standing.PAST, (), None)
    far = make(one, Day(TODAY + 3653), TODAY, [])
    assert (far.standing, far.fits, far.forecast) == (Standing.FAR, True, None)
    assert far.weeks[0].span.first == TODAY + 3653 - policy.FAR_DAYS
    today = start(deck(30), days=0)
    plan = make(today, interview(today), Day(TODAY - 20), [])
    assert (plan.standing, plan.ways) == (Standing.TODAY, None)
    assert len(plan.weeks) == 5


def test_of_no_cards_and_of_suspended_ones_nothing_is_claimed() -> None:
    for cards in ([], [replace(card, memory=replace(due(), suspended=True)) for card in deck(5)]):
        one = start(cards)
        plan = make(one, interview(one), TODAY, [])
        assert plan.fits is None
        assert plan.forecast is None
        assert plan.ways is None


def test_progress_reaches_the_end_and_the_work_can_be_stopped() -> None:
    shares: list[float] = []
    one = start(deck(200), days=8, minutes=10)
    make(one, interview(one), TODAY, [], progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    calls = 0

    def cancel() -> bool:
        nonlocal calls
        calls += 1
        return calls > 30

    with pytest.raises(Cancelled):
        make(one, interview(one), TODAY, [], cancel=cancel)


# -- the rough estimate ----------------------------------------------------------------------


def test_the_rough_estimate_grows_with_the_cards_and_falls_with_the_minutes() -> None:
    shares = [rough_share(start(deck(count), minutes=30)) for count in (0, 20, 100, 400)]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert rough_share(start(deck(100), minutes=60)) == pytest.approx(shares[2] / 2)
    assert rough_share(start(deck(100), minutes=0)) == float("inf")
    assert rough_share(start([candidate("a", 0, due())] * 3, days=0, minutes=0)) == 0.0


def test_the_rough_estimate_knows_the_limit_of_spoken_cards() -> None:
    cards = [replace(card, performance=True) for card in deck(200)]
    one = start(cards, days=20, minutes=600)
    tight = replace(one, limits=replace(one.limits, new_performance=2))
    assert rough_share(tight) > 1.15
    assert rough_share(shifted(one, spoken=40)) < 0.9
    assert not roll(tight).fits


def test_the_rough_estimate_says_the_same_as_the_forecast_where_it_is_sure() -> None:
    for count, minutes in ((40, 60.0), (500, 15.0)):
        one = start(deck(count), minutes=minutes)
        share = rough_share(one)
        assert not 0.9 < share < 1.15
        assert (share < 1) == roll(one).fits
