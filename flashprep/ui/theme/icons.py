"""The SVG icons of ``resources/icons``, tinted and drawn sharp at any device pixel ratio."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_PACKAGE = Path(__file__).resolve().parent.parent.parent


@lru_cache(maxsize=1)
def folder() -> Path:
    """Return where the icons lie: inside an installed package, or in the checkout."""
    installed = _PACKAGE / "resources" / "icons"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources" / "icons"


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (folder() / f"{name}.svg").read_text(encoding="utf-8")


class _SvgEngine(QIconEngine):
    """Draws one SVG in one color at whatever size is asked for."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name, self._color = name, color
        svg = _source(name).replace("#000", color)
        self._renderer = QSvgRenderer(QByteArray(svg.encode()))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.4)
        self._renderer.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, image.rect(), mode, state)
        painter.end()
        return QPixmap.fromImage(image)

    def clone(self) -> QIconEngine:
        return _SvgEngine(self._name, self._color)


@lru_cache(maxsize=256)
def icon(name: str, color: str) -> QIcon:
    """Return an icon of ``resources/icons`` in a color (``#rrggbb``)."""
    return QIcon(_SvgEngine(name, color))


def app_icon() -> QIcon:
    """Return the program's own icon."""
    return icon("flashprep", "#000000")
