"""A chart as a file: its picture as PNG, its numbers as CSV; written whole or not at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF, QSaveFile, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from flashprep.core.errors import FlashprepError
from flashprep.core.i18n import _
from flashprep.ui.charts.axis import bold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.ui.signals import Desk

_TITLE = 44
_SCALE = 2.0
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Table(Protocol):
    """A chart whose numbers can be written as a table."""

    def table(self) -> list[list[str]]:
        """Return head and rows."""
        ...


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    """Return a table as CSV; a cell that a spreadsheet would run as a formula is made a text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue()


def picture(chart: QWidget, title: str, ground: str, ink: str) -> bytes:
    """Return a chart with its title as a PNG, at twice the size on the screen."""
    size = chart.size()
    height = size.height() + _TITLE + 16
    image = QImage(
        round((size.width() + 32) * _SCALE), round(height * _SCALE), QImage.Format.Format_ARGB32
    )
    image.setDevicePixelRatio(_SCALE)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.setFont(bold(chart.font()))
    painter.setPen(QColor(ink))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(16, 4, size.width(), _TITLE - 8), left, title)
    flags = QWidget.RenderFlag.DrawChildren
    chart.render(painter, QPoint(16, _TITLE), renderFlags=flags)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stubs want bytes; PySide6 itself takes a text only.
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raise ``FlashprepError`` when the disk refuses."""
    file = QSaveFile(str(path))
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly)
    if not (opened and file.write(data) == len(data) and file.commit()):
        raise FlashprepError(
            _("{file} could not be written: {reason}.").format(
                file=path, reason=file.errorString().rstrip(".")
            ),
            _("Choose another folder, or free some space."),
        )


class ExportButton(QToolButton):
    """Offers a chart as PNG and CSV."""

    def __init__(self, desk: Desk, chart: QWidget, source: Table, name: str) -> None:
        super().__init__()
        self.title = ""
        self._desk, self._chart, self._source, self._name = desk, chart, source, name
        self.setObjectName(f"export-{name}")
        self.setProperty("role", "flat")
        self.setText(_("Export"))
        self.setAccessibleName(_("Export this chart"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for kind, text in (("png", _("Picture (PNG)…")), ("csv", _("Table (CSV)…"))):
            action = menu.addAction(text)
            action.setObjectName(f"export-{name}-{kind}")
            action.triggered.connect(lambda _on=False, kind=kind: self.export(kind))
        self.setMenu(menu)

    def export(self, kind: str) -> None:
        """Ask where to, and write the file."""
        pattern = {"png": _("Pictures (*.png)"), "csv": _("Tables (*.csv)")}[kind]
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Export this chart"), f"flashprep-{self._name}.{kind}", pattern
        )
        if not chosen:
            return
        path = Path(chosen)
        data = self._data(kind)

        def written() -> bool:
            write(path, data)
            return True

        if self._desk.attempt(written):
            self._desk.broadcast.said.emit(_("Saved {file}.").format(file=path.name), False)

    def _data(self, kind: str) -> bytes:
        if kind == "csv":
            # A byte order mark: without one, spreadsheets read UTF-8 as the system's code page.
            return csv_text(self._source.table()).encode("utf-8-sig")
        colors = self._desk.palette
        return picture(self._chart, self.title, colors.card, colors.text)
