"""The order of the day against the same rules written down plainly, without any care for speed."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from flashprep.core import choice, domains, policy, prospects
from flashprep.core.cards import CardId, NoteId, Tier
from flashprep.core.clock import Day
from flashprep.core.deadline import NEARLY, RUN
from flashprep.core.memory import NEW, Memory, State
from flashprep.core.queue import Candidate, Done, Goal, Limits, Queue
from flashprep.core.scheduling import DEFAULT_WEIGHTS, bring_forward

from .strategies import START
from .test_queue import DOMAINS, TODAY, candidate, due, learning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEEDS = range(12)
LIMITS = Limits(seconds=50_000.0, new_performance=9)


def deck(seed: int, count: int = 90) -> list[Candidate]:
    """Return cards of every kind in any order, many of them equal in all but their id."""
    chance = random.Random(seed)

    def memory() -> Memory:
        state = due(chance.randrange(-4, 5), chance.choice((0.5, 2.0, 7.0, 60.0)))
        return chance.choice(
            (
                *(state, state, replace(state, last_day=TODAY), replace(state, difficulty=9.0)),
                *(NEW, NEW, NEW, bring_forward(NEW, START, TODAY), learning(5, TODAY - 1)),
                *(Memory(suspended=True), replace(state, buried_until=Day(TODAY + 1))),
                replace(state, last_day=Day(TODAY + 3)),
            )
        )

    cards = []
    for n in range(count):
        note = n - n % 2 if n % 7 == 1 else n
        shared = {
            "domain": DOMAINS[note % len(DOMAINS)],
            "tier": chance.choice(tuple(Tier)),
            "performance": note % 3 == 0,
            "needs": tuple(NoteId(f"n{chance.randrange(count)}") for _ in range(note % 11 == 0)),
        }
        position = n if seed % 2 else n // 3  # with equal positions, the id decides
        cards.append(candidate(f"n{note}.{n}", position, memory(), **shared))
    if seed % 3:
        chance.shuffle(cards)
    return cards


def studyable(cards: Sequence[Candidate], *, ahead: bool) -> list[Candidate]:
    """Return one card of each note that may be studied."""
    notes: dict[NoteId, list[Candidate]] = {}
    for card in cards:
        notes.setdefault(card.note, []).append(card)
    found = []
    for sides in notes.values():
        begun = [
            (c.memory.state is State.REVIEW, c.memory.due or choice.LONG_AGO, c.id)
            for c in sides
            if c.memory.last_day == TODAY and c.memory.state is not State.NEW
        ]
        may = [c for c in sides if _may(c.memory, ahead=ahead)]
        may = [c for c in may if not begun or c.id == min(begun)[2]]
        if may:
            found.append(min(may, key=_rank))
    return found


def _may(memory: Memory, *, ahead: bool) -> bool:
    if memory.suspended or (memory.buried_until or 0) > TODAY:
        return False
    if memory.state is not State.REVIEW:
        return True
    early = ahead and memory.last_day is not None and memory.last_day < TODAY
    return early or (memory.due_day is not None and memory.due_day <= TODAY)


def _rank(card: Candidate) -> tuple[int, float, int, str]:
    number = {State.REVIEW: 1, State.NEW: 2}.get(card.memory.state, 0)
    return number, choice.freshness(card.memory, TODAY), card.position, card.id


def plain(cards: Sequence[Candidate], goal: Goal) -> list[CardId]:
    """Return the day before an interview, each step looking at every card that is left."""
    last = policy.is_last(goal.day - TODAY)
    left = studyable(cards, ahead=last)
    order = choice.note_order(cards)
    core = choice.unseen_core(cards)
    sums, counts = prospects.sums(cards, goal, many=False)
    waits = sorted(
        (c.memory.due or choice.LONG_AGO, c.id) for c in left if c.memory.state not in _SEEN_OR_NEW
    )
    out = [name for _due, name in waits]
    left = [c for c in left if c.memory.state in _SEEN_OR_NEW]
    done = Done()
    while done.seconds < LIMITS.seconds:
        open_ = [c for c in left if not _closed(c, core)]
        heads = []
        for slug in counts:
            recall = sums[slug] / prospects.UNIT / counts[slug]
            factor = policy.urgency(
                {slug: goal.weight(slug)}, {slug: recall}, {slug: float(counts[slug])}
            )
            mine = [c for c in open_ if c.domain == slug]
            best = _head(mine, open_, order, goal, done)
            if best is not None:
                rate, card = best
                heads.append((-factor[slug] * rate, domains.rank(slug), card))
        if not heads:
            break
        top = min(heads, key=lambda row: row[:2])
        if top[2].domain == done.last and done.streak >= RUN:
            others = [row for row in heads if row is not top and row[0] <= top[0] * NEARLY]
            top = min(others, key=lambda row: row[:2], default=top)
        card = top[2]
        out.append(card.id)
        left.remove(card)
        sums[card.domain] += _gain(card, goal).recall
        if card.memory.state is State.NEW and card.tier is Tier.CORE:
            core[card.domain] -= 1
        done = done.plus(card, card.memory.state, 0.001, LIMITS.cost)
    return out


_SEEN_OR_NEW = (State.REVIEW, State.NEW)


def _closed(card: Candidate, core: Mapping[str, int]) -> bool:
    fresh = card.memory.state is State.NEW and card.memory.due is None
    return fresh and card.tier is Tier.EXTENDED and core.get(card.domain, 0) > 0


def _gain(card: Candidate, goal: Goal) -> prospects.Gain:
    if card.memory.state is State.NEW:
        return prospects.new_gain(
            goal, LIMITS.cost, TODAY, card.domain, performance=card.performance
        )
    (rate,), (recall,) = prospects.review_gains([card], goal, LIMITS.cost, TODAY, many=False)
    return prospects.Gain(rate, recall)


def _head(
    mine: Sequence[Candidate],
    every: Sequence[Candidate],
    order: Mapping[NoteId, int],
    goal: Goal,
    done: Done,
) -> tuple[int, Candidate] | None:
    worth = [c for c in mine if _gain(c, goal).rate > prospects.LEAST_RATE]
    reviews = [c for c in worth if c.memory.state is State.REVIEW]
    fresh = [
        c for c in mine if c.memory.state is State.NEW and (c in worth or c.memory.due is not None)
    ]
    heads = []
    if reviews:
        heads.append(min(reviews, key=lambda c: (-_gain(c, goal).rate, c.position, c.id)))
    for spoken in (False, True):
        rows = [c for c in fresh if c.performance is spoken]
        if not rows or (spoken and done.new_performance >= LIMITS.new_performance):
            continue
        head = min(rows, key=lambda c: (c.memory.due is None, order[c.note], c.position, c.id))
        if spoken and head.memory.due is None:
            feeders = {
                c.note
                for c in every
                if c.memory.state is State.NEW
                and not c.performance
                and (c.memory.due is not None or _gain(c, goal).rate > prospects.LEAST_RATE)
            }
            if any(n in feeders and order[n] < order[head.note] for n in head.needs):
                continue
        heads.append(head)
    rates = [(_gain(c, goal).rate, c) for c in heads]
    return max(rates, key=lambda row: row[0], default=None)


@pytest.mark.parametrize("days", [0, 3, 5, 6, 40])
@pytest.mark.parametrize("many", [10**6, 0])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_day_before_an_interview_is_the_plain_one(
    seed: int, many: int, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashprep.core.deadline.MANY", many)
    cards = deck(seed)
    known = {DOMAINS[0]: 0.2, DOMAINS[1]: 0.99}  # of the second no new card is worth its time
    goal = Goal(Day(TODAY + days), DEFAULT_WEIGHTS, known)
    queue = Queue(cards, TODAY, Done(), LIMITS, goal)
    expected = plain(cards, goal)
    assert queue.upcoming(len(cards)) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_the_everyday_lines_are_the_plain_ones(seed: int) -> None:
    cards = deck(seed)
    line = choice.one_a_note(cards, TODAY)
    assert sorted(c.id for c in line) == sorted(c.id for c in studyable(cards, ahead=False))
    reviews = [c for c in line if c.memory.state is State.REVIEW]
    keys = {c.id: (choice.freshness(c.memory, TODAY), c.position, c.id) for c in reviews}
    expected = sorted(reviews, key=lambda c: keys[c.id], reverse=True)
    assert choice.review_order(reviews, TODAY) == expected
    order = choice.note_order(cards)
    new = [c for c in line if c.memory.state is State.NEW]
    wanted = sorted(
        new, key=lambda c: (c.memory.due is None, order[c.note], c.position, c.id), reverse=True
    )
    assert choice.new_order(new, order) == wanted
    assert choice.by_place(cards) == sorted(cards, key=lambda c: (c.position, c.id))
