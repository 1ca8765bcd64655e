"""The order before an interview: by what a minute gains, and the same from either side."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashprep.core import policy, prospects
from flashprep.core.cards import CardId, Tier
from flashprep.core.clock import Day
from flashprep.core.deadline import NEARLY, RUN
from flashprep.core.memory import NEW, Memory, State
from flashprep.core.queue import Cost, Done, Goal, Limits, Queue
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating, bring_forward

from .strategies import START
from .test_queue import (
    DOMAINS,
    PLENTY,
    TODAY,
    Session,
    answers,
    candidate,
    decks,
    due,
    learning,
    limits,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from flashprep.core.queue import Candidate

FOUNDATIONS, DESIGN, PROCESS, OWN = DOMAINS


def goal(days: int = 30, known: Mapping[str, float] | None = None) -> Goal:
    return Goal(Day(TODAY + days), DEFAULT_WEIGHTS, known or {})


class DatedSession(Session):
    """A day's work before an interview."""

    def __init__(
        self, cards: Sequence[Candidate], limits: Limits = PLENTY, aim: Goal | None = None
    ) -> None:
        super().__init__(cards, limits)
        self.goal = aim or goal()
        self.queue = self.rebuilt()

    def rebuilt(self) -> Queue:
        return Queue(self.cards.values(), TODAY, self.done, self.limits, self.goal)


def order(
    cards: Sequence[Candidate], limits: Limits = PLENTY, aim: Goal | None = None
) -> list[str]:
    return [str(card) for card in DatedSession(cards, limits, aim).all()]


# -- the order -------------------------------------------------------------------------------


def test_the_card_that_gains_most_per_second_comes_first() -> None:
    """The order is explained by numbers that the test recomputes from core.policy."""
    cards = [
        candidate(f"s{s}", n, due(1, stability=s, interval=i), performance=spoken)
        for n, (s, i, spoken) in enumerate(
            [(2.0, 4, False), (9.0, 9, False), (30.0, 30, True), (4.0, 20, True), (80.0, 90, False)]
        )
    ]

    def rate(card: Candidate) -> float:
        memory = card.memory
        assert memory.stability is not None
        assert memory.last_day is not None
        recall, gain = policy.review_gain(
            DEFAULT_WEIGHTS, memory.stability, 5.0, TODAY - memory.last_day, 30
        )
        price = policy.Seconds.of_review(110.0 if card.performance else 14.0)
        return float(gain / policy.expected(price.known, price.unknown, recall))

    assert order(cards) == [str(c.id) for c in sorted(cards, key=rate, reverse=True)]


def test_every_domain_shows_the_numbers_by_which_it_competes() -> None:
    cards = [
        candidate(f"{domain}{n}", 10 * d + n, due(n, 3.0 + n) if n % 2 else NEW, domain=domain)
        for d, domain in enumerate(DOMAINS)
        for n in range(4)
    ]
    queue = Queue(cards, TODAY, Done(), PLENTY, goal())
    heads = queue.heads()
    assert {head.card.domain for head in heads} == set(DOMAINS)
    assert queue.next(START) == heads[0].card.id
    assert [head.score for head in heads] == sorted((h.score for h in heads), reverse=True)
    for head in heads:
        slug = head.card.domain
        recall = max(queue.recalls()[slug], policy.LEAST_RECALL)
        weight = goal().weight(slug)
        assert head.urgency == pytest.approx(weight / recall**policy.LAG_POWER / 4)
        assert head.score == pytest.approx(head.urgency * head.rate)
    assert Queue(cards, TODAY, Done(), PLENTY).heads() == []


def test_new_cards_compete_with_reviews_by_their_gain() -> None:
    fresh = candidate("fresh", 0)
    strong = candidate("strong", 1, due(0, stability=400.0, interval=400))
    weak = candidate("weak", 2, due(0, stability=1.0, interval=5))
    aim = goal(30, {FOUNDATIONS: 0.3})
    assert order([fresh, strong, weak], aim=aim) == ["weak", "fresh", "strong"]


def test_without_a_near_date_the_order_is_the_everyday_one() -> None:
    cards = [candidate(f"s{s}", s, due(stability=s), domain=DOMAINS[s % 4]) for s in range(1, 12)]
    cards += [candidate(f"n{n}", 20 + n, domain=DOMAINS[n % 4]) for n in range(12)]
    everyday = [str(card) for card in Session(cards).all()]
    assert order(cards, aim=goal(-1)) == everyday
    assert order(cards, aim=goal(policy.FAR_DAYS + 1)) == everyday
    assert order(cards, aim=goal(3653)) == everyday
    assert order(cards, aim=goal(policy.FAR_DAYS)) != everyday
    assert sorted(order(cards, aim=goal(0))) == sorted(everyday)


def test_only_in_the_last_days_every_seen_card_is_a_candidate() -> None:
    cards = [
        candidate("due", 0, due(0)),
        candidate("later", 1, due(-9, interval=20)),
        candidate("today", 2, replace(due(-9, interval=20), last_day=TODAY)),
        candidate("ahead", 3, replace(due(-9, interval=20), last_day=Day(TODAY + 400))),
    ]
    assert order(cards, aim=goal(policy.LAST_DAYS + 1)) == ["due"]
    assert set(order(cards, aim=goal(policy.LAST_DAYS))) == {"due", "later"}
    assert set(order(cards, aim=goal(0))) == {"due", "later"}


def test_a_card_is_not_offered_again_on_the_day_it_was_reviewed() -> None:
    day = DatedSession([candidate(f"c{n}", n, due(-3)) for n in range(4)], aim=goal(2))
    assert len(day.all(Rating.GOOD)) == 4
    assert day.rebuilt().next(START) is None


def test_the_next_day_knows_of_the_last_days() -> None:
    far = due(-30, interval=60)
    queue = Queue([candidate("a", 0, far)], TODAY, Done(), PLENTY, goal(20))
    assert queue.next_day == TODAY + 20 - policy.LAST_DAYS
    queue = Queue([candidate("a", 0, far)], TODAY, Done(), PLENTY, goal(90))
    assert queue.next_day == TODAY + 30


def test_a_domain_that_lags_behind_comes_first() -> None:
    strong = [
        candidate(f"s{n}", n, due(-9, stability=90, interval=20), domain=FOUNDATIONS)
        for n in range(10)
    ]
    weak = [candidate(f"w{n}", 20 + n, domain=DESIGN) for n in range(10)]
    cards = [
        *strong,
        *weak,
        candidate("s-due", 50, due(0, stability=4.0), domain=FOUNDATIONS),
        candidate("w-due", 51, due(0, stability=4.0), domain=DESIGN),
    ]
    names = order(cards)
    assert names.index("w-due") < names.index("s-due")


def test_a_weighty_domain_comes_first() -> None:
    cards = [
        candidate("light", 0, due(0), domain=PROCESS),
        candidate("heavy", 1, due(0), domain=FOUNDATIONS),
    ]
    assert order(cards) == ["heavy", "light"]
    upside_down = replace(goal(), importance={PROCESS: 0.5, FOUNDATIONS: 0.01})
    assert order(cards, aim=upside_down) == ["light", "heavy"]


def test_two_of_a_domain_in_a_row_then_another_that_gains_nearly_as_much() -> None:
    cards = [candidate("best", 0, due()), candidate("other", 1, due(), domain=DESIGN)]

    def after(streak: int, weight: float) -> CardId | None:
        aim = replace(goal(), importance={FOUNDATIONS: 1.0, DESIGN: weight})
        done = Done(last=FOUNDATIONS, streak=streak)
        return Queue(cards, TODAY, done, PLENTY, aim).next(START)

    assert after(RUN - 1, NEARLY + 0.01) == "best"
    assert after(RUN, NEARLY + 0.01) == "other"
    assert after(RUN + 7, NEARLY + 0.01) == "other"
    # A domain that gains much less has to wait.
    assert after(RUN, NEARLY - 0.01) == "best"
    assert Queue(cards[:1], TODAY, Done(last=FOUNDATIONS, streak=9), PLENTY, goal()).next(START)


def test_what_gains_nothing_is_not_asked() -> None:
    cards = [candidate("known", 0), candidate("other", 1, domain=DESIGN)]
    aim = goal(60, {FOUNDATIONS: 0.99, DESIGN: 0.3})
    queue = Queue(cards, TODAY, Done(), PLENTY, aim)
    assert order(cards, aim=aim) == ["other"]
    assert CardId("known") not in queue
    assert queue.unseen == 1
    brought = replace(cards[0], memory=bring_forward(NEW, START, TODAY))
    assert set(order([brought, cards[1]], aim=aim)) == {"known", "other"}


def test_core_comes_before_extended() -> None:
    cards = [
        candidate("extended", 0, tier=Tier.EXTENDED),
        candidate("core1", 1),
        candidate("core2", 2, performance=True),
    ]
    assert order(cards) == ["core1", "core2", "extended"]


def test_feeders_come_before_the_performance_card_that_needs_them() -> None:
    """Also where the feeder costs as much as the card, so that its gain would not put it first."""
    cards = [
        candidate("design", 0, performance=True, needs=("b", "gone")),
        candidate("easy", 1, performance=True),
        candidate("a", 2),
        candidate("b", 3),
    ]
    costs = Limits(1e6, 50, Cost(900.0, 14.0, 270.0, 110.0))
    assert order(cards, costs).index("b") < order(cards, costs).index("design")
    assert order(cards) == ["b", "a", "design", "easy"]


def test_performance_cards_that_need_one_another_still_come() -> None:
    cards = [
        candidate("a", 0, performance=True, needs=("b", "c")),
        candidate("b", 1, performance=True, needs=("a",)),
        candidate("c", 2, needs=("a",)),
    ]
    assert sorted(order(cards)) == ["a", "b", "c"]


def test_new_performance_cards_are_limited() -> None:
    cards = [candidate(f"perf{n}", n, performance=True) for n in range(5)]
    cards += [candidate("card", 10), candidate("due", 11, due(0), performance=True)]
    names = order(cards, Limits(1e6, new_performance=2))
    assert sorted(names) == ["card", "due", "perf0", "perf1"]
    assert sorted(order(cards, Limits(1e6, new_performance=0))) == ["card", "due"]


def test_siblings_never_come_on_the_same_day() -> None:
    cards = [candidate(f"note{n}.{v}", 3 * n + v, due(-n)) for n in range(4) for v in range(3)]
    assert [name[-2:] for name in order(cards, aim=goal(1))] == [".0"] * 4


def test_the_minutes_end_the_day() -> None:
    cards = [candidate(f"due{n}", n, due(0)) for n in range(10)]
    assert len(order(cards, Limits(5 * 14.0))) == 5
    assert order(cards, Limits(0.0)) == []
    day = DatedSession([candidate("new", 0), candidate("other", 1)], Limits(10.0))
    day.grade(CardId("new"), Rating.AGAIN)
    assert day.queue.next(START + timedelta(minutes=1)) == "new"
    day.now += timedelta(minutes=1)
    day.grade(CardId("new"), Rating.EASY)
    assert day.queue.next(day.now) is None  # the other one waits for tomorrow


def test_no_cards_one_card_and_all_suspended() -> None:
    for aim in (goal(0), goal(3), goal(40)):
        queue = Queue([], TODAY, Done(), PLENTY, aim)
        assert (queue.next(START), queue.loads(), queue.recalls()) == (None, {}, {})
        assert order([candidate("one", 0)], aim=aim) == ["one"]
        suspended = [candidate(f"c{n}", n, Memory(suspended=True)) for n in range(3)]
        queue = Queue(suspended, TODAY, Done(), PLENTY, aim)
        assert (queue.next(START), queue.next_day, queue.recalls()) == (None, None, {})


def test_a_clock_set_back_a_year_breaks_nothing() -> None:
    ahead = due(-365, interval=5)
    cards = [candidate("ahead", 0, ahead), candidate("fresh", 1)]
    assert order(cards) == ["fresh"]
    queue = Queue(cards, TODAY, Done(), PLENTY, goal())
    assert 0 <= queue.recalls()[FOUNDATIONS] <= 1


# -- the recall that it aims at --------------------------------------------------------------


def test_the_predicted_recall_is_the_mean_over_all_cards_that_are_not_suspended() -> None:
    cards = [
        candidate("seen", 0, due(0, stability=20.0, interval=10)),
        candidate("unseen", 1),
        candidate("extended", 2, tier=Tier.EXTENDED),
        candidate("suspended", 3, replace(due(0), suspended=True)),
    ]
    aim = goal(30, {FOUNDATIONS: 0.5})
    recall = (1.0 + (0.9 ** (-1 / 0.1542) - 1) * 40 / 20.0) ** -0.1542
    unseen = 0.5 * 0.92 + 0.5 * 0.05
    queue = Queue(cards, TODAY, Done(), PLENTY, aim)
    assert queue.recalls()[FOUNDATIONS] == pytest.approx((recall + 2 * unseen) / 3, abs=1e-6)
    assert Queue(cards, TODAY, Done(), PLENTY).recalls() == {}


def test_a_grade_moves_the_predicted_recall() -> None:
    day = DatedSession([candidate("a", 0, due(0)), candidate("b", 1)])
    before = dict(day.queue.recalls())
    day.grade(CardId("a"), Rating.EASY)
    assert day.queue.recalls()[FOUNDATIONS] > before[FOUNDATIONS]
    assert day.queue.recalls() == day.rebuilt().recalls()


# -- the same from either side ---------------------------------------------------------------

aims = st.builds(
    goal,
    st.sampled_from([-1, 0, 3, 5, 6, 40, 90, 91]),
    st.dictionaries(st.sampled_from(DOMAINS), st.floats(0.0, 1.0), max_size=3),
)


@settings(max_examples=200)
@given(decks(), limits, aims, answers)
def test_an_incremental_queue_is_the_one_rebuilt_from_states_and_record(
    cards: list[Candidate], bounds: Limits, aim: Goal, script: list[tuple[Rating, int, int, int]]
) -> None:
    day = DatedSession(cards, bounds, aim)
    for rating, wait, seconds, out_of_turn in script:
        day.now += timedelta(seconds=wait)
        rebuilt = day.rebuilt()
        assert day.queue.next(day.now) == rebuilt.next(day.now)
        assert day.queue.next_due(day.now) == rebuilt.next_due(day.now)
        assert day.queue.next_day == rebuilt.next_day
        assert day.queue.loads() == rebuilt.loads()
        assert day.queue.upcoming(30) == rebuilt.upcoming(30)
        assert day.queue.recalls() == rebuilt.recalls()
        assert (day.queue.waiting, day.queue.unseen) == (rebuilt.waiting, rebuilt.unseen)
        assert {c for c in day.cards if c in day.queue} == {c for c in day.cards if c in rebuilt}
        card = day.queue.next(day.now)
        if out_of_turn < 5:
            within = sorted(c for c in day.cards if c in day.queue)
            card = within[out_of_turn % len(within)] if within else None
        if card is None:
            break
        day.grade(card, rating, float(seconds))


@given(decks(), limits, aims, st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(
    cards: list[Candidate], bounds: Limits, aim: Goal, chance: random.Random
) -> None:
    shuffled = list(cards)
    chance.shuffle(shuffled)
    assert order(cards, bounds, aim) == order(shuffled, bounds, aim)
    assert (
        Queue(cards, TODAY, Done(), bounds, aim).loads()
        == Queue(shuffled, TODAY, Done(), bounds, aim).loads()
    )


@given(decks(), limits, aims)
def test_no_two_cards_of_a_note_and_every_card_comes_that_could(
    cards: list[Candidate], bounds: Limits, aim: Goal
) -> None:
    names = order(cards, bounds, aim)
    notes = [name.split(".")[0] for name in names]
    assert len(notes) == len(set(notes))
    if bounds.seconds > 1000 and bounds.new_performance >= 3 and aim.day <= TODAY + 5:
        # Whatever waits for a feeder gets its turn: nothing is left but what may not be shown.
        left = Queue(cards, TODAY, Done(), replace(bounds, seconds=1e9), aim)
        unlimited = order(cards, Limits(1e9, 50), aim)
        assert len(unlimited) >= left.waiting + left.unseen


# -- one formula, two ways -------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.floats(0.05, 5000.0), st.integers(0, 400), st.booleans()),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 90),
)
def test_numpy_and_python_agree(rows: list[tuple[int, float, int, bool]], days: int) -> None:
    cards = [
        candidate(f"c{n}", n, due(ago, stability, interval), performance=spoken)
        for n, (ago, stability, interval, spoken) in enumerate(rows)
    ]
    cards.append(candidate("unseen", 99))
    cards.append(candidate("learning", 100, learning(5)))
    seen = [card for card in cards if card.memory.state is State.REVIEW]
    aim = goal(days)
    one, many = (
        prospects.review_gains(seen, aim, Cost(), TODAY, many=many) for many in (False, True)
    )
    for ours, theirs in zip(one, many, strict=True):
        assert ours == pytest.approx(theirs, abs=2)
    (one_sum, one_count), (many_sum, many_count) = (
        prospects.sums(cards, aim, many=many) for many in (False, True)
    )
    assert one_count == many_count
    assert one_sum[FOUNDATIONS] == pytest.approx(many_sum[FOUNDATIONS], abs=len(cards))


def test_many_cards_are_planned_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = [
        candidate(f"c{n}", n, due(n % 9, 1.0 + n % 50) if n % 3 else NEW, domain=DOMAINS[n % 4])
        for n in range(400)
    ]
    few = Queue(cards, TODAY, Done(), PLENTY, goal()).upcoming(400)
    monkeypatch.setattr("flashprep.core.deadline.MANY", 100)
    assert Queue(cards, TODAY, Done(), PLENTY, goal()).upcoming(400) == few
