"""The look of a card in our palette."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from flashprep.ui.widgets.card_view import CardStyle

if TYPE_CHECKING:
    from flashprep.ui.theme.palette import Palette

_LARGER = 1.4
"""A card is read from farther away than a button: its text is this much larger."""

_ASIDE = 0.85
"""Hints, ticks, follow-ups and sources are read after the answer: smaller by this factor."""

_CODE, _CODE_LETTERS = 0.78, 92
"""Of this much smaller text, so many letters fill the column."""


def aside(style: CardStyle) -> CardStyle:
    """Return the style of what stands beside the answer: smaller."""
    return replace(style, point_size=style.point_size * _ASIDE)


def code(style: CardStyle) -> CardStyle:
    """Return the style of a listing: small enough that a line of 79 characters does not wrap."""
    return replace(style, point_size=style.point_size * _CODE, letters=_CODE_LETTERS)


def card_style(palette: Palette, zoom: float) -> CardStyle:
    """Return colors and fonts for card views; ``zoom`` is a factor."""
    size = QApplication.font().pointSizeF()
    return CardStyle(
        text=palette.text,
        muted=palette.muted,
        accent=palette.accent,
        border=palette.border,
        header=palette.window,
        code_inline=palette.code_ground,
        blank=palette.accent,
        blank_ground=palette.selected,
        fault=palette.again,
        dark=palette.is_dark,
        point_size=max(size, 9.0) * _LARGER,
        zoom=zoom,
    )
