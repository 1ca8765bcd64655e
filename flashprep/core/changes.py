"""What an operation touched: returned upward, broadcast once, judged by each page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashprep.core.cards import CardId


@dataclass(frozen=True, slots=True)
class Changes:
    """The cards whose content or state changed, and whether log, decks or settings did."""

    cards: frozenset[CardId] = field(default_factory=frozenset)
    content: bool = False
    reviews: bool = False
    settings: bool = False
    faults: bool = False

    def __or__(self, other: Changes) -> Changes:
        """Return both changes as one."""
        return Changes(
            self.cards | other.cards,
            self.content or other.content,
            self.reviews or other.reviews,
            self.settings or other.settings,
            self.faults or other.faults,
        )

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.cards or self.content or self.reviews or self.settings or self.faults)
