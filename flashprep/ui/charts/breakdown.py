"""A table of domains, and of the decks within each: seen, reviews, minutes, recall, seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui import formats
from flashprep.ui.charts.export import ExportButton
from flashprep.ui.charts.times import seconds
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from flashprep.core.statistics import Group, Timing
    from flashprep.ui.signals import Desk

_COLUMNS = (
    *(_("Domain and deck"), _("Seen"), _("Reviews")),
    *(_("Time"), _("Recall"), _("Time per answer")),
)
_WIDTHS = (96, 78, 96, 78, 124)
_ROWS = 14
"""So many rows are in sight; a longer table scrolls."""

_NAMES = 190
"""Pixels that the names keep; where the columns then have no room, the table scrolls sideways."""


class Breakdown(QFrame):
    """The domains of a period, each of which opens to its decks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("breakdown")
        self.setProperty("role", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 18, 22, 16)
        rows.setSpacing(8)
        self.title = label("", "heading", "finding-breakdown", wrap=True)
        self._table: list[list[str]] = []
        self.tree = QTreeWidget()
        self.tree.setObjectName("breakdown-tree")
        self.tree.setAccessibleName(_("Domains and decks"))
        self.tree.setHeaderLabels(list(_COLUMNS))
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.itemExpanded.connect(lambda _item: self._fit())
        self.tree.itemCollapsed.connect(lambda _item: self._fit())
        header = self.tree.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS, start=1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
            self.tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        self._export = ExportButton(desk, self.tree, self, "breakdown")
        head.addWidget(self._export, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(head)
        rows.addWidget(self.tree)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def table(self) -> list[list[str]]:
        """Return what is exported: a row a deck."""
        return self._table

    def show_groups(
        self,
        groups: Sequence[Group],
        decks: Mapping[str, Sequence[Group]],
        titles: Mapping[str, str],
    ) -> None:
        """Show the domains with their decks; ``titles`` names the decks."""
        opened = {
            item.text(0)
            for item in (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
            if item is not None and item.isExpanded()
        }
        self.title.setText(finding(groups))
        self._export.title = self.title.text()
        self._table = table(groups, decks, titles)
        self.tree.clear()
        for group in groups:
            item = _item(domains.domain(group.key).title, group)
            self.tree.addTopLevelItem(item)
            for deck in decks.get(group.key, ()):
                item.addChild(_item(titles.get(deck.key, deck.key), deck))
            item.setExpanded(item.text(0) in opened)
        self._fit()

    def _fit(self) -> None:
        """Make the names as wide as there is room, and the table as high as its rows."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        room = self.tree.width() - 2 * self.tree.frameWidth()
        names = max(_NAMES, room - sum(_WIDTHS))
        self.tree.header().resizeSection(0, names)
        count = 0
        for number in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(number)
            if item is not None:
                count += 1 + (item.childCount() if item.isExpanded() else 0)
        row = max(self.tree.sizeHintForRow(0), 26)
        height = self.tree.header().sizeHint().height() + row * min(count, _ROWS) + 6
        if names + sum(_WIDTHS) > room:
            height += self.tree.horizontalScrollBar().sizeHint().height()
        self.tree.setFixedHeight(height)


def _item(title: str, group: Group) -> QTreeWidgetItem:
    counts = group.counts
    item = QTreeWidgetItem(
        [
            title,
            _("{seen} of {all}").format(seen=group.seen, all=group.cards),
            str(counts.reviews),
            formats.minutes(counts.seconds),
            "–" if counts.tests.mean is None else formats.percent(counts.tests.mean),
            seconds(_all(group).mean),
        ]
    )
    for column in range(1, len(_COLUMNS)):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _all(group: Group) -> Timing:
    return group.counts.first + group.counts.later


def table(
    groups: Sequence[Group], decks: Mapping[str, Sequence[Group]], titles: Mapping[str, str]
) -> list[list[str]]:
    """Return what is exported: a row a deck."""
    head = [
        _("domain"),
        _("deck"),
        _("cards"),
        _("seen"),
        _("reviews"),
        _("minutes"),
        _("tests"),
        _("recalled"),
    ]
    rows = [
        [
            domains.domain(group.key).title,
            titles.get(deck.key, deck.key),
            str(deck.cards),
            str(deck.seen),
            str(deck.counts.reviews),
            f"{deck.counts.seconds / 60:.1f}",
            str(deck.counts.tests.count),
            str(deck.counts.tests.recalled),
        ]
        for group in groups
        for deck in decks.get(group.key, ())
    ]
    return [head, *rows]


def finding(groups: Sequence[Group]) -> str:
    """Return how many cards were seen, and which domain is recalled least."""
    seen, cards = sum(g.seen for g in groups), sum(g.cards for g in groups)
    tested = [(g.counts.tests.mean, g.key) for g in groups if g.counts.tests.mean is not None]
    text = _("{seen} of {cards} seen.").format(seen=seen, cards=formats.cards(cards))
    if len(tested) > 1:
        mean, key = min(tested)
        least = _("{domain} is recalled least: {mean}.")
        text += " " + least.format(domain=domains.domain(key).title, mean=formats.percent(mean))
    return text
