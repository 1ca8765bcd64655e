"""The next hour: against the same hour worked out card by card."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from flashprep.core import fsrs6, policy
from flashprep.core.cards import CardId, NoteId
from flashprep.core.evidence import CardState, Gathered, Terms, gather, mark
from flashprep.core.loop import Loop, Round
from flashprep.core.moves import Hour, _Appraisal, moves
from flashprep.core.readiness import Evidence, assess
from flashprep.core.scheduling import DEFAULT_WEIGHTS, Rating

TODAY, DAY = 100, 120
LOOP = Loop((Round("coding-data-structures", must=True),))
HOUR = Hour(TODAY, DAY, DEFAULT_WEIGHTS)
AT_DAY = Terms(DAY)


def card(number: int, **values: Any) -> CardState:
    """Return a card that was seen ten days ago, and is ripe."""
    base = CardState(
        CardId(f"c{number}"), NoteId(f"n{number}"), "coding-data-structures", "recall", "core",
        3.0, 5.0, 90, suspended=False,
    )  # fmt: skip
    return base._replace(**values)


def gathered(
    cards: list[CardState], known: Rating = Rating.GOOD, terms: Terms = AT_DAY
) -> Gathered:
    seen = {"first": int(known), "latest": mark(known)}
    told = [c if c.stability is None else c._replace(**seen) for c in cards]
    return gather(told, terms)


def move_of(cards: list[CardState], hour: Hour = HOUR) -> Any:
    (found,) = moves(gathered(cards), hour, LOOP)
    return found


def test_one_card_moves_what_its_recall_gains() -> None:
    cards = [card(0)]
    found = move_of(cards)
    before = gathered(cards).evidence["coding-data-structures"]
    _r, gain = policy.review_gain(DEFAULT_WEIGHTS, 3.0, 5.0, 10, 20)
    (held,) = before.cards
    assert held.recall is not None
    after = Evidence([replace(held, recall=held.recall + gain)], before.first_grades, before.bar)
    # The spread of readiness depends on recall a little too; the move leaves it as it is.
    means = [assess({"": evidence})[""].mean for evidence in (before, after)]
    assert means[0] is not None
    assert means[1] is not None
    assert found.gain == pytest.approx(means[1] - means[0], abs=0.004)
    assert found.gain > 0.03
    assert found.loop > 0
    assert found.cards == 1


def test_the_hour_is_filled_by_the_best_and_no_further() -> None:
    cards = [card(n, last_day=90 - n % 7) for n in range(900)]
    found = move_of(cards)
    assert 0.98 * 3600 < found.seconds <= 3600
    shorter = move_of(cards, replace(HOUR, seconds=600))
    assert shorter.seconds <= 600
    assert 0 < shorter.gain < found.gain
    # The first minutes gain most: the best cards come first.
    assert shorter.gain / shorter.seconds > found.gain / found.seconds


def test_only_what_is_ripe_or_new_takes_part() -> None:
    ripe, fresh, suspended = card(0), card(1, last_day=TODAY), card(2, suspended=True)
    assert move_of([ripe, fresh, suspended]).cards == 1
    last_days = replace(HOUR, today=DAY - policy.LAST_DAYS, day=DAY)
    late = [card(0, last_day=114), card(1, last_day=113, stability=900.0)]
    assert move_of(late, replace(last_days, today=DAY - policy.LAST_DAYS - 1)).cards == 0
    assert move_of(late, last_days).cards == 2


def test_one_card_of_a_note() -> None:
    pair = [card(0), card(1, note=NoteId("n0"), last_day=96)]
    alone = [move_of([one]) for one in pair]
    best = max(alone, key=lambda found: found.gain / found.seconds)
    assert alone[0].seconds != alone[1].seconds
    for order in (pair, pair[::-1]):
        found = move_of(order)
        assert (found.cards, found.seconds) == (1, best.seconds)


def test_extended_cards_wait_for_the_core() -> None:
    new = {"stability": None, "difficulty": None, "last_day": None}
    seen, core, extended = card(0), card(1, **new), card(2, tier="extended", **new)
    assert move_of([seen, core, extended]).cards == 2
    assert move_of([seen, extended]).cards == 2
    assert move_of([seen, core._replace(suspended=True), extended]).cards == 2


def test_spoken_cards_cost_more() -> None:
    spoken = [card(n, kind="design") for n in range(900)]
    assert move_of(spoken).cards * 4 < move_of([card(n) for n in range(900)]).cards


def test_a_spoken_card_that_may_not_come_does_not_end_the_hour() -> None:
    new = {"stability": None, "difficulty": None, "last_day": None}
    plain = [card(n, last_day=60) for n in range(400)]
    spoken = [card(n, kind="design", **new) for n in range(400, 420)]
    barred = replace(HOUR, new_spoken=0)
    assert move_of([*plain, *spoken], barred).cards == move_of(plain, barred).cards > 100


def test_where_nothing_is_known_no_gain_is_claimed() -> None:
    new = {"stability": None, "difficulty": None, "last_day": None}
    found = move_of([card(n, **new) for n in range(40)])
    assert (found.gain, found.loop) == (None, None)
    assert found.cards == 40


def test_the_greatest_gain_comes_first() -> None:
    strong = [card(n, domain="ml-foundations", stability=400.0) for n in range(50)]
    weak = [card(n) for n in range(50, 100)]
    new = {"stability": None, "difficulty": None, "last_day": None}
    unknown = [card(n, domain="ml-system-design", **new) for n in range(100, 140)]
    found = moves(gathered([*strong, *unknown, *weak]), HOUR, LOOP)
    assert [m.domain for m in found] == [
        "coding-data-structures", "ml-foundations", "ml-system-design",
    ]  # fmt: skip
    assert found[1].gain == 0


def test_no_cards_no_moves() -> None:
    assert moves(gathered([]), HOUR, LOOP) == []


def test_a_day_that_is_past_counts_as_today() -> None:
    past = move_of([card(0)], replace(HOUR, day=TODAY - 50))
    assert past.gain is not None
    assert past.gain >= 0


def many(chance: random.Random) -> list[CardState]:
    """Return cards of all sorts; some were last seen by a clock that was ahead."""
    return [
        card(
            number,
            kind=chance.choice(("recall", "design")),
            tier=chance.choice(("core", "extended")),
            note=NoteId(f"n{number - number % 2 if number % 9 < 2 else number}"),
            stability=stability,
            difficulty=stability and chance.uniform(1, 10),
            last_day=stability
            and TODAY + chance.choice((0, 0, 15)) - int(chance.expovariate(0.05)),
            suspended=chance.random() < 0.1,
        )
        for number in range(1200)
        for stability in [chance.lognormvariate(2.5, 1.2) if chance.random() < 0.8 else None]
    ]


def an_hour(chance: random.Random, days: int) -> Hour:
    weights = list(DEFAULT_WEIGHTS)
    for number, (low, high) in enumerate(zip(fsrs6.LOWER, fsrs6.UPPER, strict=True)):
        if chance.random() < 0.3:
            weights[number] = chance.uniform(low, high)
    seconds = chance.choice((600.0, 3600.0, 1e7))
    return replace(HOUR, day=TODAY + days, weights=tuple(weights), seconds=seconds)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("days", [-50, 0, 3, 20])
def test_the_best_cards_are_those_that_a_look_at_all_would_find(seed: int, days: int) -> None:
    chance = random.Random(seed)
    cards, hour = many(chance), an_hour(chance, days)
    all_of_it = gathered(cards, terms=Terms(hour.day, hour.weights[20]))
    (found,) = moves(all_of_it, hour, LOOP)
    (evidence,) = (e for e in all_of_it.evidence.values() if e.cards)
    choices = sorted(slowly(cards, evidence, hour), reverse=True)
    notes, left, spoken = set[str](), hour.seconds, 6
    for _rate, seconds, note, new_spoken in choices:
        if note in notes or (new_spoken and not spoken):
            continue
        if seconds > left:
            break
        notes.add(note)
        left -= seconds
        spoken -= new_spoken
    assert len(choices) >= len(notes) > 0
    assert (found.cards, found.seconds) == (len(notes), pytest.approx(hour.seconds - left))
    # What a card could give at most is no less than what it gives.
    appraisal = _Appraisal(evidence, hour)
    offers = list(appraisal.offers(cards))
    assert len(offers) >= len(choices)
    for offer in offers:
        assert appraisal.choice(offer).rate <= offer[0] + 1e-12


def slowly(
    cards: list[CardState], evidence: Evidence, hour: Hour
) -> Iterator[tuple[float, float, str, bool]]:
    """Yield (gain per second, seconds, note, new and spoken) of all that may be studied today."""
    days, known = max(hour.day - hour.today, 0), evidence.worth.prior
    open_core = any(c.tier == "core" and c.stability is None and not c.suspended for c in cards)
    for one, held in zip(cards, evidence.cards, strict=True):
        spoken, new = one.kind == "design", one.stability is None
        average = hour.cost.of(performance=spoken, new=new)
        if one.suspended:
            continue
        if one.stability is None or one.difficulty is None or one.last_day is None:
            if open_core and one.tier == "extended":
                continue
            spent, share = policy.Seconds.of_new(average), known
            gain = policy.new_gain(hour.weights, known, days)
        else:
            elapsed = max(hour.today - one.last_day, 0)
            span = fsrs6.interval(hour.weights, one.stability, hour.retention)
            if days > policy.LAST_DAYS and elapsed < span:
                continue
            spent = policy.Seconds.of_review(average)
            share, gain = policy.review_gain(
                hour.weights, one.stability, one.difficulty, elapsed, days
            )
        seconds = share * spent.known + (1 - share) * spent.unknown
        if gain > 0:
            yield gain * held.weight / seconds, seconds, one.note, spoken and new
