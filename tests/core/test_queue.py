"""Today's work: what comes next, and that it does not depend on how one got there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashprep.core.cards import CardId, NoteId, Tier
from flashprep.core.clock import Day, study_day
from flashprep.core.memory import NEW, Memory, State
from flashprep.core.queue import LEARN_AHEAD, Candidate, Cost, Done, Limits, Queue
from flashprep.core.scheduling import Options, Rating, Scheduler, bring_forward

from .strategies import START, ratings

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

TODAY = study_day(START, 4)
SCHEDULER = Scheduler(Options())
DOMAINS = ("ml-foundations", "ml-system-design", "interview-process", "my-own")
PLENTY = Limits(seconds=1e6, new_performance=50)


def candidate(name: str, position: int = 0, memory: Memory = NEW, **more: object) -> Candidate:
    values: dict[str, object] = {
        "note": NoteId(name.partition(".")[0]),
        "domain": "ml-foundations",
        "performance": False,
        "tier": Tier.CORE,
        "needs": (),
    }
    values |= more
    return Candidate(id=CardId(name), position=position, memory=memory, **values)


def due(days_ago: int = 0, stability: float = 5.0, interval: int = 5) -> Memory:
    """Return a card in review that has been due for some days."""
    last = TODAY - days_ago - interval
    return Memory(
        state=State.REVIEW,
        stability=stability,
        difficulty=5.0,
        due=START - timedelta(days=days_ago),
        due_day=Day(TODAY - days_ago),
        last_review=START - timedelta(days=days_ago + interval),
        last_day=Day(last),
        reps=1,
    )


def learning(minutes: float, last_day: int = TODAY) -> Memory:
    """Return a card whose learning step is over in some minutes."""
    when = START + timedelta(minutes=minutes)
    return Memory(State.LEARNING, 0, 1.0, 5.0, when, None, START, Day(last_day), 1)


class Session:
    """A day's work as a program does it: one queue, graded card by card, and its own record."""

    def __init__(self, cards: Sequence[Candidate], limits: Limits = PLENTY) -> None:
        self.cards = {card.id: card for card in cards}
        self.limits = limits
        self.done = Done()
        self.queue = Queue(cards, TODAY, self.done, limits)
        self.now = START

    def rebuilt(self) -> Queue:
        return Queue(self.cards.values(), TODAY, self.done, self.limits)

    def grade(self, card: CardId, rating: Rating = Rating.EASY, seconds: float = 0.0) -> None:
        before = self.cards[card]
        after = SCHEDULER.grade(card, before.memory, rating, self.now, TODAY).memory
        real = seconds or self.limits.cost.of(
            performance=before.performance, new=before.memory.state is State.NEW
        )
        self.done = self.done.plus(before, before.memory.state, real, self.limits.cost)
        self.cards[card] = replace(before, memory=after)
        self.queue.grade(card, after, seconds)

    def all(self, rating: Rating = Rating.EASY) -> list[CardId]:
        """Do the day's work with the same rating throughout; return the order of the cards."""
        order = []
        while (card := self.queue.next(self.now)) is not None:
            order.append(card)
            self.grade(card, rating)
        return order


def order(cards: Sequence[Candidate], limits: Limits = PLENTY) -> list[str]:
    return [str(card) for card in Session(cards, limits).all()]


# -- the order -------------------------------------------------------------------------------


def test_nothing_to_do() -> None:
    queue = Queue([], TODAY, Done(), PLENTY)
    assert queue.next(START) is None
    assert queue.next_due(START) is None
    assert queue.next_day is None
    assert queue.loads() == {}
    assert (queue.waiting, queue.unseen) == (0, 0)


def test_new_cards_come_in_the_order_of_the_deck() -> None:
    cards = [candidate(f"card{n}", n) for n in range(5)]
    assert order(cards) == [f"card{n}" for n in range(5)]


def test_what_is_nearly_forgotten_comes_first() -> None:
    cards = [candidate(f"s{s}", s, due(stability=s)) for s in (9, 1, 4, 7)]
    assert order(cards) == ["s1", "s4", "s7", "s9"]


def test_only_what_is_due_today_is_asked() -> None:
    cards = [
        candidate("today", 0, due(0)),
        candidate("late", 1, due(30)),
        candidate("tomorrow", 2, due(-1)),
        candidate("suspended", 3, replace(due(0), suspended=True)),
        candidate("buried", 4, replace(due(0), buried_until=Day(TODAY + 1))),
        candidate("dug-up", 5, replace(due(0), buried_until=TODAY)),
        candidate("suspended-new", 6, replace(NEW, suspended=True)),
    ]
    assert set(order(cards)) == {"today", "late", "dug-up"}


def test_siblings_never_come_on_the_same_day() -> None:
    cards = [candidate(f"note{n}.{v}", 3 * n + v) for n in range(4) for v in range(3)]
    first = order(cards)
    assert first == ["note0.0", "note1.0", "note2.0", "note3.0"]
    assert first == order(cards[::-1])


def test_a_sibling_graded_today_keeps_the_others_for_tomorrow() -> None:
    day = Session([candidate("note.1", 0), candidate("note.2", 1), candidate("other", 2)])
    day.grade(CardId("note.1"))
    assert day.queue.next(START) == "other"
    assert day.rebuilt().next(START) == "other"
    day.grade(CardId("other"))
    assert day.queue.next(START) is day.rebuilt().next(START) is None
    assert day.queue.next_day == day.rebuilt().next_day == TODAY + 1


def test_of_siblings_the_one_being_learned_comes_then_the_due_then_the_new() -> None:
    cards = [
        candidate("a.1", 0),
        candidate("a.2", 1, due(0)),
        candidate("b.1", 2),
        candidate("b.2", 3, learning(-5, TODAY - 1)),
        candidate("b.3", 4, due(9)),
    ]
    assert set(order(cards)) == {"a.2", "b.2"}


def test_domains_are_interleaved() -> None:
    cards = [
        candidate(f"{domain}{n}", 10 * d + n, due(0, stability=1 + d), domain=domain)
        for d, domain in enumerate(DOMAINS)
        for n in range(5)
    ]
    names = [name.rstrip("0123456789") for name in order(cards)]
    for start in range(0, 20, 4):
        assert set(names[start : start + 4]) == set(DOMAINS)


def test_new_cards_of_a_weighty_domain_come_more_often() -> None:
    cards = [
        candidate(f"{domain}{n}", 100 * d + n, domain=domain)
        for d, domain in enumerate(("ml-foundations", "interview-process"))
        for n in range(40)
    ]
    first = Counter(name.rstrip("0123456789") for name in order(cards)[:30])
    assert first["ml-foundations"] == pytest.approx(30 * 0.22 / 0.30, abs=1)


def test_new_cards_and_reviews_are_mixed_in_proportion() -> None:
    reviews = [candidate(f"due{n}", n, due(0)) for n in range(30)]
    fresh = [candidate(f"new{n}", 100 + n) for n in range(10)]
    names = order([*reviews, *fresh])
    thirds = [Counter(name[:3] for name in names[i : i + 20])["new"] for i in (0, 20)]
    assert thirds == [5, 5]


def test_core_comes_before_extended() -> None:
    cards = [
        candidate("extended", 0, tier=Tier.EXTENDED),
        candidate("core1", 1),
        candidate("core2", 2),
        candidate("elsewhere", 3, domain="ml-system-design", tier=Tier.EXTENDED),
    ]
    assert order(cards) == ["core1", "elsewhere", "core2", "extended"]


def test_extended_cards_wait_until_the_last_core_card_was_seen() -> None:
    cards = [
        candidate("note.1", 0),
        candidate("note.2", 1),
        candidate("extended", 2, tier=Tier.EXTENDED),
    ]
    assert order(cards) == ["note.1"]  # the sibling comes tomorrow, and is core
    suspended = [cards[0], replace(cards[1], memory=Memory(suspended=True)), cards[2]]
    assert order(suspended) == ["note.1", "extended"]


def test_feeders_come_before_the_card_that_needs_them() -> None:
    cards = [
        candidate("design", 0, performance=True, needs=("b", "c")),
        candidate("a", 1),
        candidate("b", 2, needs=("d",)),
        candidate("c", 3),
        candidate("d", 4),
    ]
    assert order(cards) == ["d", "b", "c", "design", "a"]


def test_cards_that_need_one_another_or_nothing_known_still_come() -> None:
    cards = [
        candidate("a", 0, needs=("b",)),
        candidate("b", 1, needs=("a",)),
        candidate("c", 2, needs=("c", "nowhere")),
    ]
    assert sorted(order(cards)) == ["a", "b", "c"]


def test_a_chain_of_needs_as_long_as_a_deck_is_no_trouble() -> None:
    cards = [candidate(f"n{n}", n, needs=(f"n{n + 1}",)) for n in range(20000)]
    assert Queue(cards, TODAY, Done(), PLENTY).next(START) == "n19999"


def test_a_feeder_brought_forward_comes_first_of_the_new_cards() -> None:
    cards = [candidate(f"card{n}", n) for n in range(4)]
    cards[2] = replace(cards[2], memory=bring_forward(NEW, START, TODAY), tier=Tier.EXTENDED)
    other = candidate("other", 9, domain="applied-science-depth")
    assert order([*cards, other])[0] == "card2"


def test_new_performance_cards_are_limited_and_others_take_their_place() -> None:
    cards = [candidate(f"perf{n}", n, performance=True) for n in range(5)]
    cards += [candidate(f"card{n}", 10 + n) for n in range(3)]
    names = order(cards, Limits(seconds=1e6, new_performance=2))
    assert names == ["perf0", "perf1", "card0", "card1", "card2"]
    assert order(cards, Limits(seconds=1e6, new_performance=0)) == ["card0", "card1", "card2"]


def test_performance_cards_that_are_due_are_not_limited() -> None:
    cards = [candidate(f"perf{n}", n, due(0), performance=True) for n in range(5)]
    assert len(order(cards, Limits(seconds=1e6, new_performance=0))) == 5


# -- the budget ------------------------------------------------------------------------------


def test_the_minutes_end_the_day_and_reviews_have_them_first() -> None:
    reviews = [candidate(f"due{n}", n, due(0)) for n in range(10)]
    fresh = [candidate(f"new{n}", 100 + n) for n in range(10)]
    names = order([*reviews, *fresh], Limits(seconds=10 * 14 + 3 * 40))
    assert Counter(name[:3] for name in names) == {"due": 10, "new": 3}
    assert len(order([*reviews, *fresh], Limits(seconds=5 * 14))) == 5


def test_the_time_really_used_counts() -> None:
    day = Session([candidate(f"due{n}", n, due(0)) for n in range(10)], Limits(seconds=100))
    day.grade(CardId("due0"), seconds=99)
    assert day.queue.next(START) == "due1"
    day.grade(CardId("due1"), seconds=2)
    assert day.queue.next(START) is None
    assert day.queue.waiting == 8


def test_learning_cards_are_finished_whatever_the_budget() -> None:
    day = Session([candidate("new", 0), candidate("other", 1)], Limits(seconds=10))
    day.grade(CardId("new"), Rating.AGAIN)
    assert day.queue.next(START + timedelta(minutes=1)) == "new"


# -- learning steps --------------------------------------------------------------------------


def test_a_learning_step_that_is_over_comes_before_everything() -> None:
    cards = [
        candidate("due", 0, due(9)),
        candidate("b", 1, learning(3)),
        candidate("a", 2, learning(1)),
    ]
    queue = Queue(cards, TODAY, Done(), PLENTY)
    assert queue.next(START) == "due"
    assert queue.next(START + timedelta(minutes=1)) == "a"
    assert queue.next(START + timedelta(minutes=5)) == "a"
    assert queue.upcoming(3) == ["a", "b", "due"]


def test_with_nothing_else_left_a_step_may_be_taken_twenty_minutes_early() -> None:
    queue = Queue([candidate("a", 0, learning(60))], TODAY, Done(), PLENTY)
    assert timedelta(minutes=20) == LEARN_AHEAD
    assert queue.next(START + timedelta(minutes=39, seconds=59)) is None
    assert queue.next(START + timedelta(minutes=40)) == "a"
    assert queue.next_due(START) == START + timedelta(minutes=60)


def test_a_step_taken_early_is_not_waited_for_any_more() -> None:
    day = Session([candidate("a", 0, learning(15))])
    assert day.queue.next(START) == "a"
    day.grade(CardId("a"), Rating.EASY)
    assert day.queue.next_due(START) is None
    assert day.queue.next_due(START) == day.rebuilt().next_due(START)
    assert day.queue.next_day == day.rebuilt().next_day
    assert day.queue.next_day == day.cards[CardId("a")].memory.due_day


# -- out of turn, and the same from either side ----------------------------------------------


def test_a_card_that_was_done_is_no_longer_part_of_the_day() -> None:
    day = Session([candidate("a", 0), candidate("b", 1, tier=Tier.EXTENDED)])
    assert CardId("a") in day.queue
    assert CardId("b") not in day.queue
    day.grade(CardId("a"), Rating.EASY)
    assert CardId("a") not in day.queue
    assert CardId("b") in day.queue  # the last core card was seen: extended ones open


@st.composite
def decks(draw: st.DrawFn) -> list[Candidate]:
    """Return a few notes with siblings, needs, tiers and states of every kind."""
    count = draw(st.integers(1, 9))
    cards = []
    for n in range(count):
        note = NoteId(f"note{n}")
        needs = draw(st.lists(st.integers(0, count - 1).map(lambda k: f"note{k}"), max_size=2))
        shared = {
            "note": note,
            "domain": draw(st.sampled_from(DOMAINS[:3])),
            "performance": draw(st.booleans()),
            "tier": draw(st.sampled_from(Tier)),
            "needs": tuple(map(NoteId, needs)),
        }
        for v in range(draw(st.integers(1, 2))):
            memory = draw(
                st.one_of(
                    st.just(NEW),
                    st.builds(due, st.integers(-2, 5), st.floats(0.5, 50)),
                    st.builds(learning, st.integers(-30, 60), st.just(TODAY - 1)),
                    st.just(bring_forward(NEW, START, TODAY)),
                    st.just(Memory(suspended=True)),
                    st.just(Memory(buried_until=Day(TODAY + 1))),
                )
            )
            cards.append(candidate(f"note{n}.{v}", 10 * n + v, memory, **shared))
    return cards


limits = st.builds(
    Limits, seconds=st.sampled_from([0.0, 60.0, 600.0, 2700.0]), new_performance=st.integers(0, 3)
)
answers = st.lists(
    st.tuples(ratings, st.integers(0, 900), st.integers(0, 200), st.integers(0, 30)), max_size=25
)


@settings(max_examples=150)
@given(decks(), limits, answers)
def test_an_incremental_queue_is_the_one_rebuilt_from_states_and_record(
    cards: list[Candidate], bounds: Limits, script: list[tuple[Rating, int, int, int]]
) -> None:
    day = Session(cards, bounds)
    for rating, wait, seconds, out_of_turn in script:
        day.now += timedelta(seconds=wait)
        rebuilt = day.rebuilt()
        assert day.queue.next(day.now) == rebuilt.next(day.now)
        assert day.queue.next_due(day.now) == rebuilt.next_due(day.now)
        assert day.queue.next_day == rebuilt.next_day
        assert day.queue.loads() == rebuilt.loads()
        assert day.queue.upcoming(30) == rebuilt.upcoming(30)
        assert (day.queue.waiting, day.queue.unseen) == (rebuilt.waiting, rebuilt.unseen)
        assert {c for c in day.cards if c in day.queue} == {c for c in day.cards if c in rebuilt}
        card = day.queue.next(day.now)
        if out_of_turn < 5:
            within = sorted(c for c in day.cards if c in day.queue)
            card = within[out_of_turn % len(within)] if within else None
        if card is None:
            break
        day.grade(card, rating, float(seconds))


@given(decks(), limits, st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(
    cards: list[Candidate], bounds: Limits, chance: random.Random
) -> None:
    shuffled = list(cards)
    chance.shuffle(shuffled)
    assert order(cards, bounds) == order(shuffled, bounds)
    assert (
        Queue(cards, TODAY, Done(), bounds).loads()
        == Queue(shuffled, TODAY, Done(), bounds).loads()
    )


@given(decks(), limits)
def test_no_two_cards_of_a_note_and_no_card_twice_on_a_day(
    cards: list[Candidate], bounds: Limits
) -> None:
    names = order(cards, bounds)
    assert len(names) == len(set(names))
    notes = [name.split(".")[0] for name in names]
    assert len(notes) == len(set(notes))


@given(decks(), limits)
def test_the_loads_are_the_day_if_nothing_is_forgotten_and_fit_the_budget(
    cards: list[Candidate], bounds: Limits
) -> None:
    queue = Queue(cards, TODAY, Done(), bounds)
    loads = queue.loads()
    states = {card.id: card.memory.state for card in cards}
    by_domain = {str(card.id): card.domain for card in cards}
    done = [name for name in queue.upcoming(1000) if states[name] is not State.LEARNING]
    assert sum(load.due + load.new for load in loads.values()) <= len(done)
    assert all(load.due + load.new + load.learning > 0 for load in loads.values())
    assert set(loads) <= set(by_domain.values())
    learned = sum(load.learning for load in loads.values()) * Cost().performance_review
    total = sum(load.seconds for load in loads.values())
    assert total <= max(bounds.seconds, learned) + Cost().performance_new
    for domain, load in loads.items():
        assert load.seconds > 0, domain


def test_upcoming_is_what_really_comes_when_nothing_is_forgotten() -> None:
    cards = [candidate(f"due{n}", n, due(0, stability=n + 1)) for n in range(6)]
    cards += [candidate(f"new{n}", 10 + n, domain="my-own") for n in range(6)]
    day = Session(cards)
    ahead = day.queue.upcoming(5)
    assert ahead == day.all()[:5]


def test_the_cost_of_a_card_depends_on_its_kind() -> None:
    cost = Cost(1, 2, 3, 4)
    assert [cost.of(performance=p, new=n) for p in (False, True) for n in (True, False)] == [
        1,
        2,
        3,
        4,
    ]


def test_a_thousand_cards_are_planned_and_picked_quickly() -> None:
    """No timing here, only that the work is not quadratic: every card is looked at once a pick."""
    cards = [candidate(f"card{n}", n, due(n % 5), domain=DOMAINS[n % 4]) for n in range(1000)]
    assert len(order(cards)) == 1000
