"""Column charts: ticks, the plane, and what is painted where."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from flashprep.ui.charts.axis import ColumnPlot, ticks_to
from flashprep.ui.charts.columns import Bar, Column, Columns, ColumnsChart
from flashprep.ui.theme.palette import DARK, LIGHT, Palette


@pytest.mark.parametrize(
    ("top", "steps", "ticks"),
    [
        (45, (), [0, 20, 40, 60]),
        (4, (), [0, 1, 2, 3, 4]),
        (0.3, (), [0, 0.1, 0.2, 0.3]),
        (1.0, (0.25,), [0, 0.25, 0.5, 0.75, 1.0]),
        (50, (5.0, 15.0, 30.0), [0, 15, 30, 45, 60]),
        (0, (), [0.0]),
    ],
)
def test_ticks_are_round_and_reach_the_top(
    top: float, steps: tuple[float, ...], ticks: list[float]
) -> None:
    found = ticks_to(top, steps)
    assert found[-1] >= top
    assert 2 <= len(found) <= 6
    if top:
        assert found == pytest.approx(ticks)


def test_the_plane_holds_every_value() -> None:
    plot = ColumnPlot(QRectF(10, 20, 100, 50), 4, 8.0)
    assert [plot.x(n) for n in range(4)] == [22.5, 47.5, 72.5, 97.5]
    assert [plot.y(v) for v in (0, 4, 8, 99, -1)] == [70, 45, 20, 20, 70]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_column_is_painted_as_high_as_its_value(qtbot: QtBot, palette: Palette) -> None:
    chart = ColumnsChart(palette, "chart", 230)
    qtbot.addWidget(chart)
    chart.resize(500, 230)
    columns = [
        Column("a", (Bar(10.0), None), "a: ten"),
        Column("b", (Bar(5.0, 4.0, 6.0), Bar(2.0)), "b: five"),
    ]
    chart.show_columns("Title.", Columns(columns, ("one", "two"), str, top=10.0), [["x"]])
    image = chart.grab().toImage()
    assert chart.accessibleName() == "Title."
    assert chart.accessibleDescription() == "a: ten\nb: five"
    first, second = chart.spots()
    accent = QColor(palette.accent).rgb()

    def height(area: QRectF) -> int:
        """The most pixels of the accent color in any column of pixels."""
        ratio = image.devicePixelRatio()
        xs = range(int(area.left() * ratio), int(area.right() * ratio))
        ys = range(int(area.top() * ratio), int(area.bottom() * ratio))
        return max(sum(image.pixel(x, y) == accent for y in ys) for x in xs)

    assert height(first.area) == pytest.approx(2 * height(second.area), abs=8)
    assert height(first.area) > 0.9 * first.area.height() * image.devicePixelRatio()
