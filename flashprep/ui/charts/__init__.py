"""Charts, drawn with QPainter.

axis    scale, grid and labels
bullet  a value with its interval against a bar
trend   readiness over time, and where the plan may lead
export  a chart as PNG and CSV
chart        tips by mouse and keys, a text for screen readers, a panel with title and export
heatmap      the days studied, as a calendar
workload     minutes of reviews on the days ahead
calibration  predicted against actual recall
columns      columns side by side, with intervals
retention    recall of young and mature memories, for columns
times        seconds of one answer, for columns
breakdown    a table of domains, each with its decks
"""
