"""Contrast: every color that stands on another can be read, in both themes."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from flashprep.render.code import CODE_BACKGROUND, CODE_TEXT, code_css
from flashprep.render.tex.symbols import COLORS
from flashprep.ui.theme import style
from flashprep.ui.theme.palette import DARK, LIGHT, PAIRS, Palette, contrast
from flashprep.ui.widgets.card_formulas import readable
from flashprep.ui.widgets.card_theme import card_style

ENOUGH = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA."""

in_both_themes = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.name)


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < ENOUGH


@in_both_themes
@pytest.mark.parametrize(("sign", "ground"), PAIRS, ids="-on-".join)
def test_every_pair_can_be_read(palette: Palette, sign: str, ground: str) -> None:
    assert contrast(getattr(palette, sign), getattr(palette, ground)) >= ENOUGH


@in_both_themes
def test_no_color_of_a_text_is_left_out_of_the_pairs(palette: Palette) -> None:
    """The style sheet's ``color``, ``background`` rules hold no pair that is not checked."""
    names = {value: name for name in _fields() if (value := getattr(palette, name))[0] == "#"}
    checked = {(getattr(palette, a), getattr(palette, b)) for a, b in PAIRS}
    for rule in re.findall(r"\{([^{}]*)\}", style._sheet(palette)):
        parts = dict(re.findall(r"(?<![\w-])(color|background(?:-color)?): (#\w{6})", rule))
        ground = parts.get("background", parts.get("background-color"))
        if "color" in parts and ground:
            pair = parts["color"], ground
            assert pair in checked, tuple(names[color] for color in pair)


def _fields() -> tuple[str, ...]:
    return tuple(Palette.__slots__)


@in_both_themes
def test_code_can_be_read_as_cards_show_it(palette: Palette) -> None:
    colors = re.findall(r"color: (#\w{6})", code_css(palette.name))
    assert len(colors) >= 10
    for color in (*colors, CODE_TEXT[palette.name]):
        assert contrast(color, CODE_BACKGROUND[palette.name]) >= ENOUGH
    assert contrast(palette.text, card_style(palette, 1.0).code_inline) >= ENOUGH


@in_both_themes
def test_the_parts_of_a_card_can_be_read(palette: Palette, qapp: QApplication) -> None:
    assert qapp is not None
    made = card_style(palette, 1.0)
    pairs = [
        *((color, palette.card) for color in (made.text, made.muted, made.accent, made.fault)),
        (made.blank, made.blank_ground), (made.text, made.header),
    ]  # fmt: skip
    assert min(contrast(*pair) for pair in pairs) >= ENOUGH


@in_both_themes
@pytest.mark.parametrize("ground", ["card", "window"])
def test_colored_formulas_can_be_read(palette: Palette, ground: str) -> None:
    """Cards stand on the card's color, junior and senior on the window's."""
    decks = ("#ffffff", "#000000", "#1f5fd6", "#777777", "#ffff00", "#00ff00")
    for color in (*filter(None, COLORS.values()), *decks):
        seen = readable(color, palette.text).name()
        assert contrast(seen, getattr(palette, ground)) >= ENOUGH, color


def test_a_color_that_can_be_read_stays_as_it_is() -> None:
    for text, color in ((LIGHT.text, "#a3156b"), (DARK.text, "#ff8fc7")):
        assert readable(color, text) == QColor(color)
