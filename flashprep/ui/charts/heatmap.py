"""A calendar of the days studied: a column a week, darker for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent

from flashprep.core.clock import Day, to_date
from flashprep.core.i18n import _, ngettext
from flashprep.core.timetable import USUAL
from flashprep.ui import formats
from flashprep.ui.charts.axis import small
from flashprep.ui.charts.chart import Chart, Spot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.core.timetable import Timetable
    from flashprep.ui.theme.palette import Palette

_LEFT, _TOP, _FOOT = 44, 22, 26
_WEEKS = 53
_CELL, _LARGEST, _GAP = 13.0, 20.0, 3.0
_LEVELS = 4
_WEEK = 7
_MINUTE = 60.0
_WORTH_SAYING = 2

DayWork = tuple[int, float]
"""(answers, seconds) of a day."""


class Heatmap(Chart):
    """The last weeks, as many as find room, at most a year."""

    def __init__(self, palette: Palette, name: str) -> None:
        super().__init__(palette, name, round(_TOP + _WEEK * (_LARGEST + _GAP) + _FOOT))
        self._days: Mapping[Day, DayWork] = {}
        self._today = Day(0)
        self._minutes = False

    def show_days(
        self, title: str, days: Mapping[Day, DayWork], today: Day, *, minutes: bool = False
    ) -> None:
        """Show the days, colored by answers or by minutes."""
        self._days, self._today, self._minutes = days, today, minutes
        recent = [day for day in sorted(days) if day > today - _WEEKS * _WEEK]
        self.tell(title, "\n".join(describe(day, days[day]) for day in recent))

    def table(self) -> list[list[str]]:
        rows = [
            [to_date(day).isoformat(), str(count), f"{seconds / _MINUTE:.1f}"]
            for day, (count, seconds) in sorted(self._days.items())
        ]
        return [[_("day"), _("reviews"), _("minutes")], *rows]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _weeks, pitch = _room(self.width() - 4)
        self.setFixedHeight(round(_TOP + _WEEK * pitch + _FOOT))

    def draw(self, painter: QPainter, area: QRectF) -> list[Spot]:
        weeks, pitch = _room(area.width())
        monday = self._today - to_date(self._today).weekday()
        first = monday - (weeks - 1) * _WEEK
        painter.setFont(small(self.font()))
        self._names(painter, area, pitch, first, weeks)
        levels = self._levels(first)
        spots = []
        for day in range(first, self._today + 1):
            week, weekday = divmod(day - first, _WEEK)
            x = area.left() + _LEFT + week * pitch
            y = area.top() + _TOP + weekday * pitch
            cell = QRectF(x, y, pitch - _GAP, pitch - _GAP)
            work = self._days.get(Day(day), (0, 0.0))
            self._cell(painter, cell, _level(self._value(work), levels))
            spots.append(Spot(cell, describe(Day(day), work)))
        self._key(painter, area, pitch, weeks)
        return spots

    def _value(self, work: DayWork) -> float:
        return work[1] if self._minutes else float(work[0])

    def _levels(self, first: int) -> list[float]:
        """Return the values from which a day is of a higher level: the quartiles, and the most."""
        values = sorted(self._value(w) for day, w in self._days.items() if day >= first and w[0])
        if not values:
            return []
        return [values[(len(values) - 1) * part // _LEVELS] for part in range(1, _LEVELS)] + [
            values[-1]
        ]

    def _cell(self, painter: QPainter, cell: QRectF, level: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(level))
        painter.drawRoundedRect(cell, 3, 3)

    def _color(self, level: int) -> QColor:
        ground, full = QColor(self.palette_.track), QColor(self.palette_.accent)
        share = 0.0 if level == 0 else 0.25 + 0.75 * level / _LEVELS
        return QColor(
            *(
                round(one + (other - one) * share)
                for one, other in zip(ground.getRgb()[:3], full.getRgb()[:3], strict=True)  # type: ignore[index]
            )
        )

    def _names(self, painter: QPainter, area: QRectF, pitch: float, first: int, weeks: int) -> None:
        painter.setPen(QColor(self.palette_.muted))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for weekday in (0, 2, 4):
            y = area.top() + _TOP + weekday * pitch
            text = f"{to_date(first + weekday):%a}"
            painter.drawText(QRectF(area.left(), y, _LEFT - 4, pitch - _GAP), left, text)
        free = area.left()
        for week in range(weeks):
            date = to_date(first + week * _WEEK)
            x = area.left() + _LEFT + week * pitch
            if date.day > _WEEK or x < free or x + 30 > area.right():
                continue
            text = f"{date:%b}" if date.month > 1 else f"{date:%b %Y}"
            width = painter.fontMetrics().horizontalAdvance(text) + 8
            painter.drawText(QRectF(x, area.top(), width, 18), left, text)
            free = x + width

    def _key(self, painter: QPainter, area: QRectF, pitch: float, weeks: int) -> None:
        less, more = _("less"), _("more")
        metrics = painter.fontMetrics()
        y = area.top() + _TOP + _WEEK * pitch + 6
        right = min(area.right(), area.left() + _LEFT + weeks * pitch - _GAP)
        x = right - metrics.horizontalAdvance(more)
        painter.setPen(QColor(self.palette_.muted))
        center = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(x, y, 80, 14), center, more)
        x -= (_LEVELS + 1) * 16 + 4
        for level in range(_LEVELS + 1):
            self._cell(painter, QRectF(x + level * 16, y + 1, 12, 12), level)
        painter.setPen(QPen(QColor(self.palette_.muted)))
        x -= metrics.horizontalAdvance(less) + 6
        painter.drawText(QRectF(x, y, 80, 14), center, less)


def _room(width: float) -> tuple[int, float]:
    """Return how many weeks find room in a width, and the pixels from one to the next."""
    room = max(width - _LEFT, 1.0)
    weeks = max(min(int(room // (_CELL + _GAP)), _WEEKS), 1)
    return weeks, min(room / weeks, _LARGEST + _GAP)


def _level(value: float, levels: list[float]) -> int:
    if value <= 0:
        return 0
    *quartiles, most = levels
    # Where every day is like the others, they are all like the best one.
    return _LEVELS if value >= most else 1 + sum(value > edge for edge in quartiles)


def describe(day: Day, work: DayWork) -> str:
    """Return one day as a sentence."""
    count, seconds = work
    when = formats.day(to_date(day))
    if not count:
        return _("{day}: nothing studied.").format(day=when)
    text = ngettext("{day}: {n} review, {time}.", "{day}: {n} reviews, {time}.", count)
    return text.format(day=when, n=count, time=formats.minutes(seconds))


def streak(days: Mapping[Day, DayWork], today: Day, timetable: Timetable = USUAL) -> int:
    """Return how many days in a row were studied, up to today or, if not yet, yesterday.

    Free days and vacation neither count nor break it.
    """
    day = today if today in days else Day(today - 1)
    first, length = min(days, default=today), 0
    while day >= first and (day in days or timetable.share(day) <= 0.0):
        length += day in days
        day = Day(day - 1)
    return length


def finding(days: Mapping[Day, DayWork], today: Day, timetable: Timetable = USUAL) -> str:
    """Return on how many of the days since the first one was studied, and the streak.

    It names that day: the calendar shows up to a year, whatever period is chosen.
    """
    first = max(min(days), Day(today - _WEEKS * _WEEK + 1))
    studied = sum(first <= day <= today for day in days)
    span, row = today - first + 1, streak(days, today, timetable)
    if span <= 1:
        return _("Your first day of study is today.")
    if row < _WORTH_SAYING:
        text = _("Studied on {n} of {span} days since {first}.")
    else:
        text = _("Studied on {n} of {span} days since {first}, the last {row} in a row.")
    return text.format(n=studied, span=span, row=row, first=formats.day(to_date(first)))
