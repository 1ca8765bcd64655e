"""The trend's picture and its scale, by pixels; and files written whole or not at all."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QImage

from flashprep.core.errors import FlashprepError
from flashprep.ui.charts.axis import DayPlot
from flashprep.ui.charts.export import csv_text, write
from flashprep.ui.charts.trend import Point, Trend, TrendChart
from flashprep.ui.theme.palette import DARK, LIGHT, Palette

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PAST = tuple(Point(20_000 + n, 0.3 + 0.02 * n, 0.2, 0.6) for n in range(10))
AHEAD = tuple(Point(20_010 + n, 0.5, 0.3, 0.7) for n in range(10))


def test_days_and_shares_have_their_pixels() -> None:
    plot = DayPlot(QRectF(50, 10, 400, 200), 100, 140)
    assert (plot.x(100), plot.x(140)) == (50, 450)
    assert (plot.y(0), plot.y(1), plot.y(7)) == (210, 10, 10)
    assert [plot.day(plot.x(day)) for day in range(100, 141)] == list(range(100, 141))


@pytest.mark.parametrize("span", [0, 1, 5, 30, 200, 3000, 30_000])
@pytest.mark.parametrize("width", [60, 300, 1600])
def test_labels_never_crowd(span: int, width: int) -> None:
    plot = DayPlot(QRectF(0, 0, width, 100), 1000, 1000 + span)
    ticks = plot.ticks()
    assert ticks[0] == 1000
    gaps = [plot.x(b) - plot.x(a) for a, b in pairwise(ticks)]
    assert all(gap >= 70 for gap in gaps) or span > 3652 * max(width // 74, 1)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("past", [PAST, PAST[:1]], ids=["ten days", "one day"])
def test_the_line_stands_where_the_numbers_are(
    qtbot: QtBot, palette: Palette, past: tuple[Point, ...]
) -> None:
    chart = TrendChart(palette)
    qtbot.addWidget(chart)
    chart.resize(700, 250)
    chart.show_trend(Trend("X", past, AHEAD, bar=0.75, target=20_020))
    image: QImage = chart.grab().toImage()
    ratio = image.devicePixelRatio()
    for point, spot in zip((*past, *AHEAD), chart.spots(), strict=True):
        assert f"{point.mean * 100:.0f} %" in spot.text
    last = chart._plot(QRectF(chart.rect()).adjusted(2, 2, -2, -2))
    place = QPoint(round(last.x(past[-1].day) * ratio), round(last.y(past[-1].mean) * ratio))
    assert image.pixelColor(place) == QColor(palette.accent)
    place.setY(round(last.y(0.03) * ratio))
    assert image.pixelColor(place) != QColor(palette.accent)


def test_every_point_is_read_out(qtbot: QtBot) -> None:
    chart = TrendChart(LIGHT)
    qtbot.addWidget(chart)
    chart.show_trend(Trend("X", PAST, AHEAD))
    lines = chart.accessibleDescription().splitlines()
    assert len(lines) == 20
    assert "forecast" not in lines[9]
    assert all("forecast (indicative)" in line for line in lines[10:])
    assert [row[4] for row in chart.table()[1:]] == ["measured"] * 10 + [
        "forecast, indicative"
    ] * 10


def test_nothing_to_show(qtbot: QtBot) -> None:
    chart = TrendChart(LIGHT)
    qtbot.addWidget(chart)
    chart.show_trend(Trend("X", ()))
    assert chart.grab().width() > 0
    assert list(chart.spots()) == []


def test_a_cell_is_no_formula() -> None:
    rows = [["=1+1", "+1", "-1", "@x", "fine", "a,b", 'say "x"', "\tx"]]
    assert csv_text(rows) == '\'=1+1,\'+1,\'-1,\'@x,fine,"a,b","say ""x""",\'\tx\r\n'


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write(path, b"x" * 100_000)
    assert path.stat().st_size == 100_000
    write(path, b"y")
    assert path.read_bytes() == b"y"
    with pytest.raises(FlashprepError, match="could not be written"):
        write(tmp_path / "none" / "a.csv", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]
