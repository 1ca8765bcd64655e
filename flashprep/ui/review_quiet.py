"""What the review page shows where no card is to be asked, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.i18n import _
from flashprep.ui.widgets.quiet import QuietState
from flashprep.ui.words import quiet_words

if TYPE_CHECKING:
    from flashprep.app.study import Today
    from flashprep.ui.signals import Desk

_LONGEST_MS = 3_600_000


class ReviewQuiet(QuietState):
    """The end of the day, a wait, or no card at all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("empty")
        self._desk = desk
        more = _("Study 15 minutes more")
        self._more = self.offer("review-more", more, self._study_more, primary=True)
        go = desk.broadcast.go.emit
        self.offer("review-back", _("Back to Today"), lambda: go("today"))
        self._library = self.offer("review-library", _("Open the library"), lambda: go("library"))

    def show_day(self, today: Today) -> None:
        """Say why nothing is asked."""
        self.say(*quiet_words(self._desk.app, today))
        self._more.setVisible(today.waiting + today.unseen > 0 and today.load.learning == 0)
        # No card at all, or none that is not suspended: that is mended in the library.
        self._library.setVisible(today.next_due is None)

    def wait_ms(self, today: Today) -> int | None:
        """Return after how long to look for a card again; None if none will come."""
        if today.next_due is None:
            return None
        seconds = (today.next_due - self._desk.app.study.now).total_seconds()
        return int(min(max(seconds * 1000, 1000), _LONGEST_MS))

    def _study_more(self) -> None:
        changes = self._desk.attempt(lambda: self._desk.app.study.extend(15))
        if changes is not None:
            self._desk.changed(changes)
