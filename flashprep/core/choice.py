"""Which cards may be studied on a day, one a note, and in which order the new ones come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flashprep.core.cards import CardId, NoteId, Tier
from flashprep.core.clock import Day
from flashprep.core.memory import Memory, State, recall_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flashprep.core.workload import Candidate

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def one_a_note(
    candidates: Sequence[Candidate], today: Day, decay: float, *, ahead: bool = False
) -> list[tuple[Candidate, float]]:
    """Return the studyable cards with their retrievability, one a note (siblings kept apart).

    With ``ahead`` every card in review may be studied that was not seen today.
    """
    # A card that is still being learned today goes on; its siblings wait.
    shown: dict[NoteId, tuple[bool, datetime, CardId]] = {}
    for card in candidates:
        memory = card.memory
        if memory.last_day == today and memory.seen:
            row = (memory.state is State.REVIEW, memory.due or LONG_AGO, card.id)
            shown[card.note] = min(row, shown.get(card.note, row))
    best: dict[NoteId, tuple[_Order, Candidate, float]] = {}
    for card in candidates:
        if not _studyable(card.memory, today, ahead=ahead):
            continue
        if card.note in shown and shown[card.note][2] != card.id:
            continue
        recall = recall_on(card.memory, today, decay)
        order = _sibling_order(card, recall)
        if card.note not in best or order < best[card.note][0]:
            best[card.note] = (order, card, recall)
    return [(card, recall) for _order, card, recall in best.values()]


def _studyable(memory: Memory, today: Day, *, ahead: bool) -> bool:
    if memory.suspended or (memory.buried_until is not None and memory.buried_until > today):
        return False
    if memory.state is State.REVIEW:
        if ahead and memory.last_day is not None and memory.last_day < today:
            return True
        return memory.due_day is not None and memory.due_day <= today
    return True


_Order = tuple[int, float, int, str]
_SIBLINGS = {State.LEARNING: 0, State.RELEARNING: 0, State.REVIEW: 1, State.NEW: 2}


def _sibling_order(card: Candidate, recall: float) -> _Order:
    return (_SIBLINGS[card.memory.state], recall, card.position, card.id)


def review_order(row: tuple[float, int, Candidate]) -> tuple[float, int, str]:
    """Return the sort key of (retrievability, position, card): what is nearly forgotten first."""
    recall, position, card = row
    return recall, position, card.id


def new_order(cards: Iterable[Candidate], order: Mapping[NoteId, int]) -> list[Candidate]:
    """Return new cards with the next one last: brought-forward ones first, then by their notes."""
    return sorted(
        cards, key=lambda c: (c.memory.due is None, order[c.note], c.position, c.id), reverse=True
    )


def note_order(candidates: Iterable[Candidate]) -> dict[NoteId, int]:
    """Return the place of each note: by position, but feeders before what needs them.

    Seen notes take part, so that the order of those left does not change as cards are graded.
    """
    needs: dict[NoteId, tuple[NoteId, ...]] = {}
    for card in sorted(candidates, key=lambda c: (c.position, c.id)):
        needs.setdefault(card.note, card.needs)
    order: dict[NoteId, int] = {}
    entered: set[NoteId] = set()
    for start in needs:
        # A stack instead of recursion: a chain of needs may be as long as a deck.
        stack = [start]
        while stack:
            note = stack[-1]
            if note in entered:
                stack.pop()
                order.setdefault(note, len(order))
                continue
            entered.add(note)
            feeders = (feeder for feeder in needs[note] if feeder in needs)
            stack.extend(feeder for feeder in reversed(list(feeders)) if feeder not in entered)
    return order


def unseen_core(candidates: Iterable[Candidate]) -> dict[str, int]:
    """Return how many core cards of each domain were never seen, suspended ones left out."""
    count: dict[str, int] = {}
    for card in candidates:
        memory = card.memory
        if card.tier is Tier.CORE and memory.state is State.NEW and not memory.suspended:
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


def earliest(days: Iterable[Day | None]) -> Day | None:
    """Return the least of the days that are given."""
    return min((day for day in days if day is not None), default=None)


def drop(cards: list[Candidate], card: Candidate) -> None:
    """Take a card out of a list in which the next one stands last."""
    if cards[-1] is card:  # nearly always
        cards.pop()
    else:
        cards.remove(card)
