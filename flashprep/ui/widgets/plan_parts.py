"""What the Plan page is put together from: a part of the plan, and a way out when it is full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from flashprep.core.clock import to_date
from flashprep.core.i18n import _
from flashprep.core.milestones import reached
from flashprep.ui import formats
from flashprep.ui.widgets.parts import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.clock import Day
    from flashprep.core.outline import Plan, Week, Work


class WeekCard(QFrame):
    """One part of the plan: its days, what was done, what comes, what shows that it is done."""

    def __init__(self, week: Week, plan: Plan) -> None:
        """Show a part of a plan."""
        super().__init__()
        self.setObjectName(f"plan-week-{week.number}")
        self.setProperty("role", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        today, title = plan.today, _title(week, weekly=plan.weekly)
        rows.addLayout(self._head(week, title, today))
        rows.addWidget(label(week.part.focus, "muted", f"plan-week-{week.number}-focus", wrap=True))
        counted = plan.forecast is not None  # then it says what comes
        if counted:
            if week.span.end > today:  # of what is past, nothing is left to do
                rows.addWidget(self._bar(week))
            rows.addLayout(_numbers(week, today))
        aims = _aims(week, plan)
        for number, text in enumerate(aims, start=1):
            name = f"plan-week-{week.number}-aim-{number}"
            rows.addWidget(label(text, "small", name, wrap=True))
        self.setAccessibleName(title)
        said = describe(week) if counted else week.part.focus
        self.setAccessibleDescription("\n".join((said, *aims)))

    def _head(self, week: Week, title: str, today: Day) -> QHBoxLayout:
        row = QHBoxLayout()
        name = f"plan-week-{week.number}-title"
        row.addWidget(label(title, "heading", name, wrap=True), 1)
        when = label(_when(week, today), "muted", f"plan-week-{week.number}-when")
        row.addWidget(when, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        return row

    def _bar(self, week: Week) -> QProgressBar:
        bar = QProgressBar()
        bar.setObjectName(f"plan-week-{week.number}-bar")
        bar.setTextVisible(False)
        bar.setRange(0, 1000)
        bar.setValue(round(week.share * 1000))
        bar.setAccessibleName(_("Share of the cards done"))
        return bar


def _title(week: Week, *, weekly: bool) -> str:
    name = _("Week {n}") if weekly else _("Part {n}")
    return f"{name.format(n=week.number)}  ·  {week.part.title}"


def _aims(week: Week, plan: Plan) -> list[str]:
    """Return the milestones: a mark and the number where they can be measured, else as advice."""
    texts = []
    for aim in week.part.aims:
        found = reached(aim, week.stories, plan.facts)
        if found is None:
            texts.append(f"•  {aim.text}")
        elif found.met:
            text = _("✓  {milestone} Met: {number}.")
            texts.append(text.format(milestone=aim.text, number=found.text))
        else:
            text = _("○  {milestone} Not yet: {number}.")
            texts.append(text.format(milestone=aim.text, number=found.text))
    return texts


def _when(week: Week, today: Day) -> str:
    span = week.span
    if span.days == 0:
        return _("no day left")
    first, last = to_date(span.first), to_date(span.end - 1)
    dates = formats.short_day(first)
    if span.days > 1:
        dates = f"{dates} – {formats.short_day(last)}"
    if week.holds(today):
        return _("now, {dates}").format(dates=dates)
    return _("past, {dates}").format(dates=dates) if span.end <= today else dates


def _numbers(week: Week, today: Day) -> QGridLayout:
    """Return a small table: what was done and what comes, by sort."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(22)
    grid.setVerticalSpacing(4)
    heads = ("", _("New"), _("Reviews"), _("Stories"), _("Time"))
    rows = [(_("Done"), "done", week.done), (_("To do"), "todo", week.to_do)]
    if week.span.first > today:
        rows = rows[1:]
    elif week.span.end <= today:
        rows = rows[:1]
    right = Qt.AlignmentFlag.AlignRight
    for column, text in enumerate(heads):
        grid.addWidget(label(text, "section"), 0, column, right if column else Qt.AlignmentFlag(0))
    for row, (title, key, work) in enumerate(rows, start=1):
        grid.addWidget(label(title, "muted"), row, 0)
        for column, text in enumerate(_cells(work), start=1):
            cell = label(text, "", f"plan-week-{week.number}-{key}-{column}")
            grid.addWidget(cell, row, column, right)
    grid.setColumnStretch(0, 1)
    return grid


def _cells(work: Work) -> tuple[str, str, str, str]:
    return (
        str(round(work.new)),
        str(round(work.reviews)),
        str(round(work.new_stories + work.story_reviews)),
        formats.minutes(work.seconds),
    )


def describe(week: Week) -> str:
    """Return a part of the plan as sentences."""
    text = _(
        "Done: {done_new} new cards, {done_reviews} reviews, {done_stories} stories, {done_time}. "
        "To do: {new} new cards, {reviews} reviews, {stories} stories, {time}. "
        "Stories to be told by its end: {goal}."
    )
    done, to_do = _cells(week.done), _cells(week.to_do)
    names = ("new", "reviews", "stories", "time")
    values = {f"done_{name}": value for name, value in zip(names, done, strict=True)}
    values |= dict(zip(names, to_do, strict=True))
    return text.format(**values, goal=week.stories)


class WayCard(QFrame):
    """One way to make the plan fit: what it takes, what it gives, and a button that does it."""

    def __init__(
        self,
        name: str,
        title: str,
        value: str,
        effect: str,
        button: tuple[str, Callable[[], None]] | None,
        *,
        prefix: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(f"{prefix}way-{name}")
        self.setProperty("role", "inset")
        self.setAccessibleName(f"{title}: {value}")
        self.setAccessibleDescription(effect)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 12)
        rows.setSpacing(6)
        rows.addWidget(label(title, "section"))
        rows.addWidget(label(value, "heading", f"{prefix}way-{name}-value", wrap=True))
        rows.addWidget(label(effect, "muted", f"{prefix}way-{name}-effect", wrap=True))
        rows.addStretch(1)
        if button is not None:
            text, act = button
            made = QPushButton(text)
            made.setObjectName(f"{prefix}take-{name}")
            made.clicked.connect(lambda _on=False: act())
            rows.addWidget(made)
