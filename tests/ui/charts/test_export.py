"""A chart as PNG and CSV, written whole or not at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from flashprep.core.errors import FlashprepError
from flashprep.ui.charts.columns import Bar, Column, Columns, ColumnsChart
from flashprep.ui.charts.export import csv_text, picture, write
from flashprep.ui.theme.palette import DARK


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    ((read,),) = csv.reader(io.StringIO(csv_text([[cell]]), newline=""))
    assert read == f"'{cell}"


def test_other_cells_stay_as_they_are() -> None:
    rows = [["Köln, “a”", 'say "b"', "0.5"], ["line\nbreak", "", "a=b"]]
    assert list(csv.reader(io.StringIO(csv_text(rows), newline=""))) == rows


def test_the_picture_holds_chart_and_title_at_twice_the_size(qtbot: QtBot) -> None:
    chart = ColumnsChart(DARK, "chart")
    qtbot.addWidget(chart)
    chart.resize(400, 230)
    chart.show_columns("T", Columns([Column("a", (Bar(1.0),), "a")], ("",), str), [["a"]])
    image = QImage.fromData(picture(chart, "A finding.", DARK.card, DARK.text))
    assert (image.width(), image.height()) == (864, 580)
    colors = {image.pixelColor(x, y).name() for x in range(0, 864, 2) for y in range(0, 580, 2)}
    assert {DARK.card, DARK.accent} <= colors
    assert image.pixelColor(2, 2) == QColor(DARK.card)


def test_a_file_is_replaced_whole_or_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "chart.csv"
    path.write_bytes(b"old")
    write(path, b"new")
    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["chart.csv"]
    with pytest.raises(FlashprepError, match="could not be written"):
        write(tmp_path / "no" / "chart.csv", b"new")
