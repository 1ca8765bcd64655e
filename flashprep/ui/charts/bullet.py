"""Bullet bars: one row a domain or stage with its mean, its interval and the bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from flashprep.core import domains
from flashprep.core.i18n import _
from flashprep.ui import formats
from flashprep.ui.charts.axis import ShareAxis, bold, small
from flashprep.ui.charts.chart import Chart, Spot
from flashprep.ui.widgets.readiness_bars import bar_color

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flashprep.core.loop import StageReadiness
    from flashprep.core.readiness import Readiness
    from flashprep.ui.theme.palette import Palette

_ROW = 58
_LABELS = 204
_VALUES = 152
_FOOT = 28
_LEAST_WIDTH = 540
_LEAST, _MOST = 0.005, 0.995


@dataclass(frozen=True, slots=True)
class Bullet:
    """One row: ``note`` stands small below the title, ``text`` says it all in a sentence."""

    title: str
    note: str
    value: Readiness | StageReadiness
    text: str


class BulletChart(Chart):
    """Readiness by row: mean, 5 to 95 % interval, bar, and the chance of the bar."""

    def __init__(self, palette: Palette, name: str = "readiness-chart") -> None:
        super().__init__(palette, name, _FOOT)
        self._rows: Sequence[Bullet] = ()

    def show_readiness(self, report: Mapping[str, Readiness]) -> None:
        """Show these domains."""
        self.show_rows(_("Readiness by domain"), [of_domain(s, v) for s, v in report.items()])

    def show_rows(self, name: str, rows: Sequence[Bullet]) -> None:
        """Show some rows; ``name`` is what a screen reader calls the chart."""
        self._rows = rows
        self._height = len(rows) * _ROW + _FOOT
        self.tell(name, "\n".join(row.text for row in rows))

    def table(self) -> list[list[str]]:
        """Return what is shown as a table, shares as plain numbers."""
        head = [_("name"), _("mean"), _("5 %"), _("95 %"), _("bar"), _("P(≥ bar)"), _("note")]
        return [head, *([row.title, *_numbers(row.value), row.note] for row in self._rows)]

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self._height)

    def draw(self, painter: QPainter, area: QRectF) -> list[Spot]:
        """Paint the rows, and return each with its sentence."""
        colors = self.palette_
        axis = ShareAxis(_LABELS, area.right() - _VALUES)
        axis.draw(painter, 4, len(self._rows) * _ROW, colors)
        spots = []
        for index, row in enumerate(self._rows):
            middle = index * _ROW + _ROW / 2
            self._labels(painter, middle, row)
            self._bar(painter, axis, middle, row.value)
            self._figures(painter, axis, middle, row.value)
            place = QRectF(area.left(), middle - _ROW / 2 + 2, area.width(), _ROW - 4)
            spots.append(Spot(place, row.text))
        return spots

    def _labels(self, painter: QPainter, middle: float, row: Bullet) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        width = _LABELS - 18
        painter.setFont(self.font())
        painter.setPen(QColor(self.palette_.text))
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, width)
        font = small(self.font())
        lines = 1 if QFontMetrics(font).horizontalAdvance(row.note) <= width else 2
        top = middle - (18 if lines == 1 else 25)
        painter.drawText(QRectF(4, top, width, 20), left, title)
        painter.setFont(font)
        painter.setPen(QColor(self.palette_.muted))
        place = QRectF(4, top + 20, width, 16 * lines)
        painter.drawText(place, left | Qt.TextFlag.TextWordWrap, row.note)

    def _figures(
        self, painter: QPainter, axis: ShareAxis, middle: float, value: Readiness | StageReadiness
    ) -> None:
        colors = self.palette_
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        place = QRectF(axis.right + 12, middle - 18, _VALUES - 16, 20)
        if value.mean is None or value.p_bar is None:
            painter.setFont(self.font())
            painter.setPen(QColor(colors.muted))
            painter.drawText(place.translated(0, 8), right, _("not enough yet"))
            return
        painter.setFont(bold(self.font()))
        painter.setPen(QColor(colors.text))
        painter.drawText(place, right, formats.percent(value.mean))
        painter.setFont(small(self.font()))
        painter.setPen(QColor(colors.muted))
        text = _("chance of the bar: {p}").format(p=chance(value.p_bar))
        painter.drawText(place.translated(0, 19), right, text)

    def _bar(
        self, painter: QPainter, axis: ShareAxis, middle: float, value: Readiness | StageReadiness
    ) -> None:
        colors = self.palette_
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.track))
        painter.drawRoundedRect(QRectF(axis.left, middle - 9, axis.right - axis.left, 18), 5, 5)
        if value.mean is not None and value.lo is not None and value.hi is not None:
            painter.setBrush(QColor(bar_color(colors, value)))
            width = axis.x(value.mean) - axis.left
            painter.drawRoundedRect(QRectF(axis.left, middle - 9, width, 18), 5, 5)
            low, high = axis.x(value.lo), axis.x(value.hi)
            lines = [QLineF(low, middle, high, middle)]
            lines += [QLineF(x, middle - 5, x, middle + 5) for x in (low, high)]
            # A rim in the color of the ground: the whiskers cross the bar and the empty track.
            for color, thickness in ((colors.card, 5.0), (colors.text, 1.8)):
                pen = QPen(QColor(color), thickness)
                pen.setCapStyle(Qt.PenCapStyle.SquareCap)
                painter.setPen(pen)
                painter.drawLines(lines)
        bar = axis.x(value.bar)
        for color, thickness in ((colors.card, 5.0), (colors.bar, 2.4)):
            painter.setPen(QPen(QColor(color), thickness))
            painter.drawLine(QLineF(bar, middle - 15, bar, middle + 15))


def of_domain(slug: str, value: Readiness) -> Bullet:
    """Return a domain's row."""
    title = domains.domain(slug).title
    covered = _("{share} seen, extended\u00a0cards\u00a0counted\u00a0half").format(
        share=formats.percent(value.coverage)
    )
    return Bullet(title, covered, value, describe(title, value))


def of_stage(title: str, value: StageReadiness) -> Bullet:
    """Return a stage's row; its note names what is missing, or what is below the floor."""
    below = ", ".join(domains.domain(slug).short for slug in value.below)
    unknown = ", ".join(domains.domain(slug).short for slug in value.unknown)
    note = ""
    if unknown:
        note = _("unknown: {domains}").format(domains=unknown)
    elif below:
        note = _("below its floor: {domains}").format(domains=below)
    if value.mean is None or value.lo is None or value.hi is None or value.p_bar is None:
        text = _("{title}: not enough yet ({note}); the bar is {bar}.").format(
            title=title, note=note or _("no cards"), bar=formats.percent(value.bar)
        )
        return Bullet(title, note, value, text)
    text = _(
        "{title}: {mean} (90 % interval {lo} to {hi}), bar {bar}, chance of the bar {p}."
    ).format(
        title=title,
        mean=formats.percent(value.mean),
        lo=formats.percent(value.lo),
        hi=formats.percent(value.hi),
        bar=formats.percent(value.bar),
        p=chance(value.p_bar),
    )
    return Bullet(title, note, value, f"{text} {note[:1].upper()}{note[1:]}.".removesuffix(" ."))


def describe(title: str, value: Readiness) -> str:
    """Return one domain's readiness as a sentence."""
    bar, seen = formats.percent(value.bar), formats.percent(value.coverage)
    if value.mean is None or value.lo is None or value.hi is None or value.p_bar is None:
        return _(
            "{title}: not enough yet ({seen} of the cards seen, extended cards counted half); the "
            "bar is {bar}."
        ).format(title=title, seen=seen, bar=bar)
    return _(
        "{title}: {mean} (90 % interval {lo} to {hi}), bar {bar}, chance of the bar {p}; {seen} of "
        "the cards seen, extended cards counted half."
    ).format(
        title=title,
        mean=formats.percent(value.mean),
        lo=formats.percent(value.lo),
        hi=formats.percent(value.hi),
        bar=bar,
        p=chance(value.p_bar),
        seen=seen,
    )


def chance(p: float) -> str:
    """Return a probability in whole percent that is never shown as none or as certain."""
    if p < _LEAST:
        return _("< 1 %")
    return _("> 99 %") if p > _MOST else formats.percent(p)


def _numbers(value: Readiness | StageReadiness) -> list[str]:
    shares = (value.mean, value.lo, value.hi, value.bar, value.p_bar)
    return ["" if share is None else f"{share:.4f}" for share in shares]
