"""Cards as arrays, for what is computed for all of them at once; imports numpy when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flashprep.core import domains
from flashprep.core.cards import Tier
from flashprep.core.choice import note_order
from flashprep.core.memory import State

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from flashprep.core.cards import CardId
    from flashprep.core.clock import Day
    from flashprep.core.workload import Candidate

_NEVER = 2**40


@dataclass(frozen=True, slots=True, eq=False)
class Deck:
    """One entry a card in every array.

    ``domain`` indexes ``domains``, ``note`` tells siblings, ``rank`` orders new cards, ``due`` and
    ``last`` are days, ``free`` the first day on which a buried card may be shown, ``alive`` is
    False for a suspended card.
    """

    ids: tuple[CardId, ...]
    domains: tuple[str, ...]
    domain: Any
    note: Any
    rank: Any
    spoken: Any
    core: Any
    story: Any
    alive: Any
    seen: Any
    stability: Any
    difficulty: Any
    last: Any
    due: Any
    free: Any

    def __len__(self) -> int:
        """Return the number of cards."""
        return len(self.ids)

    @classmethod
    def of(
        cls, cards: Sequence[Candidate], today: Day, stories: Collection[CardId] = frozenset()
    ) -> Deck:
        """Return the cards as they are on a study day."""
        import numpy as np

        names = tuple(sorted({card.domain for card in cards}, key=domains.rank))
        numbers = {name: number for number, name in enumerate(names)}
        order = note_order(cards)
        memories = [card.memory for card in cards]
        count = len(cards)

        def whole(values: Any) -> Any:
            return np.fromiter(values, np.int64, count)

        def truth(values: Any) -> Any:
            return np.fromiter(values, bool, count)

        def real(values: Any) -> Any:
            return np.fromiter(values, float, count)

        places = sorted(
            range(count),
            key=lambda i: (
                memories[i].due is None,
                order[cards[i].note],
                cards[i].position,
                cards[i].id,
            ),
        )
        rank = np.empty(count, np.int64)
        rank[places] = np.arange(count)
        return cls(
            ids=tuple(card.id for card in cards),
            domains=names,
            domain=whole(numbers[card.domain] for card in cards),
            note=whole(order[card.note] for card in cards),
            rank=rank,
            spoken=truth(card.performance for card in cards),
            core=truth(card.tier is Tier.CORE for card in cards),
            story=truth(card.id in stories for card in cards),
            alive=truth(not memory.suspended for memory in memories),
            seen=truth(memory.stability is not None for memory in memories),
            stability=real(memory.stability or 1.0 for memory in memories),
            difficulty=real(memory.difficulty or 5.0 for memory in memories),
            last=whole(
                -_NEVER if memory.last_day is None else memory.last_day for memory in memories
            ),
            due=whole(
                memory.due_day
                if memory.due_day is not None and memory.state is State.REVIEW
                else (today if memory.seen else _NEVER)
                for memory in memories
            ),
            free=whole(memory.buried_until or -_NEVER for memory in memories),
        )

    def among(self, cards: Collection[CardId]) -> Any:
        """Return which of the cards are among some."""
        import numpy as np

        if not cards:
            return np.zeros(len(self), bool)
        return np.fromiter((card in cards for card in self.ids), bool, len(self))
