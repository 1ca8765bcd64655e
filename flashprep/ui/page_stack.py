"""The pages of the window: each is made when it is first needed, and one of them is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from flashprep.ui.pages.review import ReviewPage
from flashprep.ui.pages.today import TodayPage
from flashprep.ui.widgets.wheel import calm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashprep.ui.pages.page import Page
    from flashprep.ui.signals import Desk

_BREATH_MS = 2
"""A turn of its own needs a time that is not 0: that would come before what the window hears."""


def page_class(name: str) -> type[Page]:  # noqa: PLR0911 - one for each page
    """Return the class of a page; those that the first card does not need are imported late."""
    match name:
        case "today":
            return TodayPage
        case "review":
            return ReviewPage
        case "plan":
            from flashprep.ui.pages.plan import PlanPage

            return PlanPage
        case "library":
            from flashprep.ui.pages.library import LibraryPage

            return LibraryPage
        case "readiness":
            from flashprep.ui.pages.readiness import ReadinessPage

            return ReadinessPage
        case "statistics":
            from flashprep.ui.pages.statistics import StatisticsPage

            return StatisticsPage
        case _:
            from flashprep.ui.pages.settings import SettingsPage

            return SettingsPage


class PageStack(QStackedWidget):
    """Every page that was made so far.

    ``current`` is the name of the one that is shown, ``coming`` of one that is shown next.
    """

    made = Signal(object)
    """A page that was just made."""

    turned = Signal(str)
    """The name of the page that is shown now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pages: dict[str, Page] = {}
        self.current = ""
        self.coming = ""

    def __contains__(self, name: str) -> bool:
        """Tell whether a page was made already."""
        return name in self._pages

    def __iter__(self) -> Iterator[Page]:
        """Go through the pages that were made."""
        return iter(self._pages.values())

    def page(self, name: str) -> Page:
        """Return a page, made when it is first needed."""
        if name not in self._pages:
            page = page_class(name)(self._desk)
            calm(page)
            self._pages[name] = page
            self.addWidget(page)
            page.dress()
            self.made.emit(page)
        return self._pages[name]

    def review(self) -> ReviewPage:
        """Return the review page."""
        page = self.page("review")
        assert isinstance(page, ReviewPage)
        return page

    def shown(self) -> Page:
        """Return the page that is shown."""
        return self.page(self.current)

    def turn_to(self, name: str) -> None:
        """Show a page now."""
        page = self.page(name)
        self.current, self.coming = name, ""
        self.setCurrentWidget(page)
        self.turned.emit(name)

    def open(self, name: str) -> None:
        """Show a page, as a click or a key asks: one that must first be made, in the next turn.

        Making a page and laying it out take up to 25 ms each: between them the window hears.
        """
        if name in self._pages:
            self.turn_to(name)
            return
        self.page(name)
        self.coming = name
        QTimer.singleShot(_BREATH_MS, self, lambda: self._turn_if_wanted(name))

    def _turn_if_wanted(self, name: str) -> None:
        if self.coming == name:
            self.turn_to(name)
