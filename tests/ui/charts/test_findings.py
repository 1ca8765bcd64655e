"""What the titles of the charts say, and what is exported."""

from __future__ import annotations

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from flashprep.core.clock import Day
from flashprep.core.statistics import Ahead, Bin, Counts, Group, Share, Step, Stretch, Timing
from flashprep.core.timetable import Timetable
from flashprep.ui.charts import calibration, heatmap, retention, times, workload
from flashprep.ui.theme.palette import DARK, LIGHT

TODAY = Day(20_514)  # Mon 2 Mar 2026


def one(predicted: float, count: int, recalled: int) -> Bin:
    return Bin(predicted - 0.02, predicted + 0.02, predicted, Share(count, recalled))


def test_calibration_is_judged_by_its_interval() -> None:
    assert "Too early" in calibration.finding([one(0.9, 20, 2)])
    assert "hold" in calibration.finding([one(0.9, 200, 178)])
    assert "less" in calibration.finding([one(0.9, 200, 150)])
    assert "more" in calibration.finding([one(0.8, 200, 190)])
    assert calibration.describe(one(0.9, 10, 9)) == (
        "Predicted 90 %, recalled 90 % of 10 (90 % interval 65 % to 98 %)."
    )


def test_calibration_is_exported_bin_by_bin(qtbot: QtBot) -> None:
    chart = calibration.CalibrationChart(LIGHT, "chart")
    qtbot.addWidget(chart)
    chart.show_bins("Title.", [one(0.7, 4, 1), one(0.9, 10, 9)])
    head, low, high = chart.table()
    assert len(head) == len(low) == 7
    assert high[2:4] == ["0.9000", "0.9000"]
    assert high[-1] == "10"
    chart.resize(500, 270)
    chart.grab()
    assert [spot.text for spot in chart.spots()] == chart.accessibleDescription().splitlines()


def test_the_streak_ends_today_or_yesterday() -> None:
    days = {Day(TODAY - n): (1, 5.0) for n in (1, 2, 3, 7)}
    assert heatmap.streak(days, TODAY) == 3
    assert heatmap.streak({**days, TODAY: (2, 9.0)}, TODAY) == 4
    assert heatmap.streak({Day(TODAY - 2): (1, 1.0)}, TODAY) == 0
    resting = {Day(TODAY - n): (1, 1.0) for n in (1, 2, 5, 6)}
    away = Timetable(vacations=((TODAY - 4, TODAY - 3),))
    assert heatmap.streak(resting, TODAY) == 2
    assert heatmap.streak(resting, TODAY, away) == 4
    assert heatmap.finding({TODAY: (3, 60.0)}, TODAY) == "Your first day of study is today."
    assert heatmap.finding(days, TODAY) == (
        "Studied on 4 of 8 days since Mon 23 Feb 2026, the last 3 in a row."
    )
    assert heatmap.finding({Day(TODAY - 900): (1, 1.0)}, TODAY).startswith("Studied on 0 of")


def test_the_calendar_colors_by_reviews_or_minutes(qtbot: QtBot) -> None:
    days = {Day(TODAY - 1): (50, 10.0), TODAY: (1, 3000.0), Day(TODAY - 2): (10, 100.0)}
    chart = heatmap.Heatmap(DARK, "chart")
    qtbot.addWidget(chart)
    chart.resize(700, 200)

    def colors(*, minutes: bool) -> list[QColor]:
        chart.show_days("Title.", days, TODAY, minutes=minutes)
        image = chart.grab().toImage()
        ratio = image.devicePixelRatio()
        centers = [spot.area.center() * ratio for spot in chart.spots()[-2:]]
        return [image.pixelColor(center.toPoint()) for center in centers]

    by_reviews, by_minutes = colors(minutes=False), colors(minutes=True)
    assert by_reviews == by_minutes[::-1]
    assert by_reviews[0] == QColor(DARK.accent)
    assert chart.table()[1:] == [
        ["2026-02-28", "10", "1.7"],
        ["2026-03-01", "50", "0.2"],
        ["2026-03-02", "1", "50.0"],
    ]


def test_days_that_are_alike_are_as_dark_as_the_best_one(qtbot: QtBot) -> None:
    chart = heatmap.Heatmap(LIGHT, "chart")
    qtbot.addWidget(chart)
    chart.resize(700, 200)
    chart.show_days("Title.", {Day(TODAY - n): (20, 60.0) for n in range(30)}, TODAY)
    image = chart.grab().toImage()
    center = chart.spots()[-1].area.center() * image.devicePixelRatio()
    assert image.pixelColor(center.toPoint()) == QColor(LIGHT.accent)


def test_the_workload_tells_free_days_from_full_ones() -> None:
    ahead = [Ahead(Day(TODAY + n), n, n * 600.0) for n in range(7)]
    away = Timetable(vacations=((TODAY + 1, TODAY + 2),))
    assert workload.finding(ahead[:3], 3600.0, away) == (
        "2 of the next 3 days hold reviews but no minutes: they are free or vacation."
    )
    assert workload.finding(ahead[:2], 3600.0, away) == (
        "1 of the next 2 days holds reviews but no minutes: it is free or vacation."
    )
    assert workload.finding(ahead, 3300.0, away) == (
        "3 of the next 7 days hold more reviews than their minutes; 2 of them are free or vacation."
    )


def test_the_limit_of_the_workload_is_that_of_each_day(qtbot: QtBot) -> None:
    chart = workload.WorkloadChart(LIGHT, "chart")
    qtbot.addWidget(chart)
    chart.resize(600, 230)
    shares = (1.0, 0.0, 0.5)
    ahead = [Ahead(Day(TODAY + n), 3, 600.0, share) for n, share in enumerate(shares)]
    chart.show_workload("Title.", ahead, 1200.0)
    usual, free, half = chart.accessibleDescription().splitlines()
    assert usual.endswith("about 10 min.")
    assert free.endswith("A free day or vacation: it has no minutes.")
    assert half.endswith("This day has 10 min.")
    image = chart.grab().toImage()
    ratio = image.devicePixelRatio()

    def reddish(color: QColor) -> bool:
        return color.red() > color.blue() + 40

    highest = []
    for spot in chart.spots():
        area = spot.area
        # Beside the bar, in the middle of the plane: where the line of the day runs.
        xs = range(int((area.left() + 4) * ratio), int((area.right() - 4) * ratio))
        ys = range(int(area.top() * ratio), int((area.bottom() + 2) * ratio))
        rows = [y for y in ys if sum(reddish(image.pixelColor(x, y)) for x in xs) > 20]
        highest.append(rows[0] / ratio)
    zero = chart.spots()[0].area.bottom()
    first, second, third = (zero - y for y in highest)
    assert abs(second) < 3
    assert abs(third - first / 2) < 3


def test_the_workload_names_its_peak_or_the_days_beyond_the_limit() -> None:
    ahead = [Ahead(Day(TODAY + n), n, n * 600.0) for n in range(3)]
    assert workload.finding(ahead, 3600.0) == (
        "Reviews already known take 10 min a day; the most is 20 min, Wed 4 Mar 2026."
    )
    assert workload.finding(ahead, 700.0).startswith("1 of the next 3 days")
    assert "10 min a day" in workload.finding(ahead, 0.0)
    week = Timetable((0.5,) * 7)
    assert workload.finding(ahead, 1300.0, week).startswith("1 of the next 3 days")


def test_retention_is_held_against_what_is_set() -> None:
    def found(young: Share) -> str:
        return retention.finding([Stretch(TODAY, TODAY, young, Share())], 0.9)

    assert "too few" in found(Share(10, 10))
    assert "less than the 90 %" in found(Share(200, 150))
    assert "as the 90 %" in found(Share(200, 180))
    assert "more than the 90 %" in found(Share(300, 295))
    shown = retention.columns([Stretch(TODAY, TODAY, Share(10, 9), Share())], Step.WEEK, 0.9)
    (column,) = shown.columns
    assert column.bars[1] is None
    assert column.text == (
        "Week of Mon 2 Mar 2026: young: 90 % of 10 (90 % interval 65 % to 98 %); mature: no answer."
    )


def test_times_are_those_of_one_answer() -> None:
    quick = Group("a", 3, 2, Counts(5, 100.0, Share(), Timing(2, 60.0), Timing(3, 40.0)))
    slow = Group("b", 1, 1, Counts(2, 300.0, Share(), Timing(), Timing(2, 300.0)))
    unknown = Group("c", 1, 1, Counts(2, 0.0))
    assert times.timed([quick, slow, unknown]) == [quick, slow]
    assert times.finding([quick, slow], str.upper) == (
        "B takes longest when it comes back, 2.5 min an answer. In all, most time goes to B: 75 %."
    )
    often = Group("d", 9, 9, Counts(900, 9000.0, Share(), Timing(), Timing(900, 9000.0)))
    assert times.finding([quick, often], str.upper) == (
        "A takes longest at first sight, 30 s an answer. In all, most time goes to D: 99 %."
    )
    assert times.finding([quick], str.upper) == "A takes longest at first sight, 30 s an answer."
    assert times.table([quick, slow], str)[1:] == [
        ["a", "30.0", "2", "13.3", "3"],
        ["b", "", "0", "150.0", "2"],
    ]
    assert [times.seconds(value) for value in (None, 14.2, 150.0)] == ["–", "14 s", "2.5 min"]
