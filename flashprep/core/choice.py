"""Which cards may be studied on a day, one a note, and in which order the new ones come."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter, lt
from typing import TYPE_CHECKING, TypeVar

from flashprep.core.cards import CardId, NoteId, Tier
from flashprep.core.clock import Day
from flashprep.core.memory import Memory, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flashprep.core.workload import Candidate

_T = TypeVar("_T")

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def one_a_note(
    candidates: Sequence[Candidate], today: Day, *, ahead: bool = False
) -> list[Candidate]:
    """Return the studyable cards, one a note (siblings kept apart).

    With ``ahead`` every card in review may be studied that was not seen today.
    """
    # There may be 100,000 cards: enumeration members are looked up once, and nothing is called
    # for a card but where it has siblings.
    review, new = State.REVIEW, State.NEW
    # A card that is still being learned today goes on; its siblings wait.
    shown: dict[NoteId, tuple[bool, datetime, CardId]] = {}
    for card in candidates:
        memory = card.memory
        if memory.last_day == today and memory.state is not new:
            row = (memory.state is review, memory.due or LONG_AGO, card.id)
            shown[card.note] = min(row, shown.get(card.note, row))
    best: dict[NoteId, Candidate] = {}
    for card in candidates:
        memory = card.memory
        if memory.suspended or (memory.buried_until is not None and memory.buried_until > today):
            continue
        if memory.state is review:
            last, due = memory.last_day, memory.due_day
            early = ahead and last is not None and last < today
            if not early and (due is None or due > today):
                continue
        note = card.note
        if note in shown and shown[note][2] != card.id:
            continue
        other = best.setdefault(note, card)
        if other is not card and _sibling_order(card, today) < _sibling_order(other, today):
            best[note] = card
    return list(best.values())


def by_place(cards: Iterable[Candidate]) -> list[Candidate]:
    """Return cards by position, those of one position by id."""
    # By one number first, of which most are in order already: 100,000 tuples take far longer.
    rows = sorted(cards, key=attrgetter("position"))
    positions = [card.position for card in rows]
    if all(map(lt, positions, islice(positions, 1, None))):
        return rows
    return sorted(rows, key=attrgetter("position", "id"))


def freshness(memory: Memory, today: Day) -> float:
    """Return a number that orders seen cards as their retrievability does, without a power.

    Retrievability is a falling function of elapsed days by stability, the same for every card.
    """
    if memory.stability is None or memory.last_day is None:
        return 0.0
    return -max(today - memory.last_day, 0) / memory.stability


_SIBLINGS = {State.LEARNING: 0, State.RELEARNING: 0, State.REVIEW: 1, State.NEW: 2}


def _sibling_order(card: Candidate, today: Day) -> tuple[int, float, int, str]:
    memory = card.memory
    return (_SIBLINGS[memory.state], freshness(memory, today), card.position, card.id)


def review_order(cards: Iterable[Candidate], today: Day) -> list[Candidate]:
    """Return cards in review with the least retrievable one last: it comes next."""
    # The sort keeps the order of equals, so that numbers do for keys: 100,000 tuples would take
    # longer than all the rest.
    rows = by_place(cards)[::-1]
    keys = [freshness(card.memory, today) for card in rows]
    return [rows[n] for n in sorted(range(len(rows)), key=keys.__getitem__, reverse=True)]


def new_order(cards: Iterable[Candidate], order: Mapping[NoteId, int]) -> list[Candidate]:
    """Return new cards with the next one last: brought-forward ones first, then by their notes.

    They are of different notes (``one_a_note``).
    """
    behind = len(order)  # every card that was not brought forward comes behind those that were
    return sorted(
        cards,
        key=lambda c: order[c.note] + behind if c.memory.due is None else order[c.note],
        reverse=True,
    )


def note_order(candidates: Iterable[Candidate]) -> dict[NoteId, int]:
    """Return the place of each note: by position, but feeders before what needs them.

    Seen notes take part, so that the order of those left does not change as cards are graded.
    """
    needs: dict[NoteId, tuple[NoteId, ...]] = {}
    for card in by_place(candidates):
        if card.note not in needs:
            needs[card.note] = card.needs
    order: dict[NoteId, int] = {}
    entered: set[NoteId] = set()
    for start, feeders in needs.items():
        if feeders:
            _enter(start, needs, order, entered)
        elif start not in order:
            order[start] = len(order)
    return order


def _enter(
    start: NoteId,
    needs: Mapping[NoteId, tuple[NoteId, ...]],
    order: dict[NoteId, int],
    entered: set[NoteId],
) -> None:
    """Give a note and all that it needs their places."""
    # A stack instead of recursion: a chain of needs may be as long as a deck.
    stack = [start]
    while stack:
        note = stack[-1]
        if note in entered or note in order:
            stack.pop()
            order.setdefault(note, len(order))
            continue
        entered.add(note)
        feeders = (feeder for feeder in needs[note] if feeder in needs)
        stack.extend(feeder for feeder in reversed(list(feeders)) if feeder not in entered)


def unseen_core(candidates: Iterable[Candidate]) -> dict[str, int]:
    """Return how many core cards of each domain were never seen, suspended ones left out."""
    core, new = Tier.CORE, State.NEW
    count: dict[str, int] = {}
    for card in candidates:
        if card.tier is core:
            memory = card.memory
            if memory.state is new and not memory.suspended:
                count[card.domain] = count.get(card.domain, 0) + 1
    return count


def free_day(memory: Memory, today: Day, ahead: Day | None = None) -> Day | None:
    """Return the first day after today on which a card can be studied, None if suspended.

    From the day ``ahead`` on every card can, due or not.
    """
    if memory.suspended:
        return None
    due = memory.due_day if memory.state is State.REVIEW else None
    if due is not None and ahead is not None:
        due = min(due, ahead)
    return Day(max(today + 1, due or 0, memory.buried_until or 0))


def first_free(memories: Iterable[Memory], today: Day, ahead: Day | None = None) -> Day | None:
    """Return the first day after today on which any of the cards can be studied."""
    first: Day | None = None
    for memory in memories:
        day = free_day(memory, today, ahead)
        if day is not None and (first is None or day < first):
            first = day
            if day == today + 1:
                break  # no other can be earlier
    return first


def earliest(days: Iterable[Day | None]) -> Day | None:
    """Return the least of the days that are given."""
    return min((day for day in days if day is not None), default=None)


def drop(line: list[_T], one: _T) -> None:
    """Take one out of a list in which the next one stands last."""
    if line[-1] is one:  # nearly always
        line.pop()
    else:
        line.remove(one)
