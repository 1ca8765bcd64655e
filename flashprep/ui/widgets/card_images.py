"""Pictures of a card: raster files below the deck's own folder, and nothing else."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QTextDocument, QTextImageFormat

from flashprep.render.sanitize import is_safe_image
from flashprep.ui.widgets.card_dress import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORMATS = frozenset({b"png", b"jpeg", b"webp", b"gif"})
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
_MAX_BYTES = 20 * 1024 * 1024
_MAX_PIXELS = 40_000_000


def nothing() -> QImage:
    """Return an empty picture: what a document gets instead of any other resource.

    It must not be null, or Qt would draw a sign for a broken file.
    """
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def locate(name: str, folder: Path | None) -> Path | None:
    """Return the real path of a picture below the folder; None if it is no such thing."""
    if folder is None or not is_safe_image(name):
        return None
    for candidate in (name, unquote(name)):
        try:
            root = folder.resolve(strict=True)
            path = (root / candidate).resolve(strict=True)
            inside = path.is_relative_to(root) and path.is_file()
            small = inside and path.stat().st_size <= _MAX_BYTES
        except (OSError, ValueError, RuntimeError):
            continue
        if small and path.suffix.lower() in _SUFFIXES:
            return path
    return None


def picture_size(path: Path) -> QSize:
    """Return a picture's size in pixels; empty if it is not one that may be shown."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in _FORMATS or size.width() * size.height() > _MAX_PIXELS:
        return QSize()
    return size


@lru_cache(maxsize=32)
def _load(path: str, _changed: float, width: int) -> QImage:
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > width > 0:
        reader.setScaledSize(QSize(width, max(1, round(size.height() * width / size.width()))))
    image = reader.read()
    return nothing() if image.isNull() else image


def load(path: Path, width: int) -> QImage:
    """Return a picture no wider than ``width`` pixels; the first frame of a moving one."""
    if picture_size(path).isEmpty():
        return nothing()
    return _load(str(path), path.stat().st_mtime, width)


def load_exactly(path: Path, width: int) -> QImage:
    """Return a picture just so many pixels wide, as Qt would scale it without smoothing."""
    image = load(path, width)
    if image.width() == width:
        return image
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def images(document: QTextDocument) -> Iterator[tuple[int, QTextImageFormat]]:
    """Yield position and format of each picture in a document, formulas not yet set among them."""
    for block in blocks(document):
        pieces = block.begin()
        while not pieces.atEnd():
            fragment = pieces.fragment()
            form = fragment.charFormat()
            if form.isImageFormat():
                for at in range(fragment.length()):
                    yield fragment.position() + at, form.toImageFormat()
            pieces += 1
