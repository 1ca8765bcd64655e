"""Costs from a person's own times, and the record of what was done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashprep.core.memory import State
from flashprep.core.workload import OWN_TIMES, Cost, Done, Due, Goal, domain_weight

from .test_queue import TODAY, candidate, due, learning


def test_own_times_weigh_in_as_they_become_more() -> None:
    start = Cost()
    few = start.learned({(False, False): [30.0] * 20})
    assert few.recall_review == pytest.approx((20 * 30 + OWN_TIMES * 14) / 40)
    many = start.learned({(False, False): [30.0] * 10_000})
    assert many.recall_review == pytest.approx(30, abs=0.05)
    assert (many.recall_new, many.performance_new, many.performance_review) == (40, 270, 110)
    assert start.learned({}) == start
    assert start.learned({(True, True): []}) == start


def test_one_long_pause_does_not_count_for_much() -> None:
    learned = Cost().learned({(True, True): [100.0] * 9 + [2400.0]})
    assert learned.performance_new == pytest.approx((9 * 100 + 500 + 20 * 270) / 30)


def test_it_is_the_mean_that_fills_a_day() -> None:
    """Most answers are quick and some take long: the median of them would promise too much."""
    learned = Cost().learned({(False, False): [8.0] * 14 + [32.0] * 6})
    assert learned.recall_review == pytest.approx((14 * 8 + 6 * 32 + 20 * 14) / 40)


def test_the_record_knows_the_domains_run() -> None:
    one, other = candidate("a"), candidate("b", domain="my-own")
    done = Done()
    for card, state in (
        (one, State.NEW),
        (one, State.LEARNING),
        (one, State.REVIEW),
        (other, State.RELEARNING),
    ):
        done = done.plus(card, state, 1.0, Cost())
    assert (done.last, done.streak) == (one.domain, 2)
    done = done.plus(other, State.NEW, 1.0, Cost())
    assert (done.last, done.streak) == ("my-own", 1)


def test_a_domains_weight_is_the_persons_own_or_the_loops() -> None:
    goal = Goal(TODAY, (), importance={"my-own": 0.4, "ml-foundations": 0.0})
    assert goal.weight("my-own") == 0.4
    assert goal.weight("ml-foundations") == 0.0
    assert goal.weight("ml-system-design") == domain_weight("ml-system-design") == 0.22
    assert 0 < goal.weight("interview-process") < 0.1


def test_what_is_due_is_kept_in_step_with_the_grades() -> None:
    cost = Cost()
    cards = [
        candidate("a", 0, due(-3)),
        candidate("b", 1, due(-3), performance=True),
        candidate("c", 2),
        candidate("d", 3, replace(due(-3), suspended=True)),
        candidate("e", 4, learning(5)),
    ]
    kept = Due(cards, cost)
    assert kept.days == {TODAY + 3: 14_000 + 110_000}
    after = due(-9)
    kept.move(cards[0], after)
    kept.move(cards[2], due(-9))
    kept.move(cards[4], due(-1))
    moved = [
        replace(cards[0], memory=after),
        cards[1],
        replace(cards[2], memory=due(-9)),
        cards[3],
        replace(cards[4], memory=due(-1)),
    ]
    assert kept.days == Due(moved, cost).days
    kept.move(moved[1], learning(1))
    assert TODAY + 3 not in kept.days
