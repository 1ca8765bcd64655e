"""The colors and fonts of a card view, and the style sheet made from them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from flashprep.render.code import CODE_BACKGROUND, CODE_TEXT, code_css

_SAMPLE = "the variance of the estimate falls with the number of samples, but slowly "
_MATH_X_HEIGHT = 0.473
_MONO_SIZE = 0.9


@dataclass(frozen=True, slots=True)
class CardStyle:
    """What the theme gives to a card view; colors are hex texts.

    ``letters`` is the length of a line, ``point_size`` the body's at zoom 1; ``dark`` chooses the
    colors of code. An empty family is the application's own.
    """

    text: str = "#1b1f27"
    muted: str = "#5b6472"
    accent: str = "#1d4fd8"
    border: str = "#d9dee6"
    header: str = "#eef1f5"
    code_inline: str = "#eef1f5"
    blank: str = "#1d4fd8"
    blank_ground: str = "#e6edfd"
    fault: str = "#b3261e"
    dark: bool = False
    point_size: float = 12.0
    zoom: float = 1.0
    family: str = ""
    mono_families: tuple[str, ...] = ()
    letters: int = 70

    @property
    def theme(self) -> str:
        """Return ``dark`` or ``light``."""
        return "dark" if self.dark else "light"

    @property
    def code_ground(self) -> str:
        """Return the color behind code blocks."""
        return CODE_BACKGROUND[self.theme]

    def font(self) -> QFont:
        """Return the font of the body."""
        font = QFont(self.family) if self.family else QFont()
        font.setPointSizeF(self.point_size * self.zoom)
        return font


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths in pixels that follow from the body's font."""

    em: float
    column: float
    math: float

    @classmethod
    def of(cls, font: QFont, letters: int) -> Measures:
        """Measure a font: its em, a column of so many letters, the em of math of its x-height."""
        metrics = QFontMetricsF(font)
        em = float(QFontInfo(font).pixelSize())
        ratio = metrics.xHeight() / (em * _MATH_X_HEIGHT)
        column = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * letters
        return cls(em, column, em * min(1.18, max(1.0, ratio)))


def style_sheet(style: CardStyle, em: float) -> str:
    """Return the document's style sheet: Qt's rich text knows no more than this."""
    families = ", ".join(f"'{family}'" for family in (*style.mono_families, "monospace"))
    mono = round(em * _MONO_SIZE, 1)
    pad, side = round(em * 0.32), round(em * 0.6)
    return f"""
body {{ color: {style.text}; }}
a {{ color: {style.accent}; text-decoration: underline; }}
h1, h2, h3, h4, h5, h6 {{ font-weight: 600; font-size: {round(em * 1.12)}px; }}
strong {{ font-weight: 600; }}
del {{ text-decoration: line-through; }}
code, pre {{ font-family: {families}; font-size: {mono}px; }}
code {{ background-color: {style.code_inline}; }}
pre {{ color: {CODE_TEXT[style.theme]}; }}
.blank {{ color: {style.blank}; background-color: {style.blank_ground}; font-weight: 600; }}
table {{ border-collapse: collapse; border: 1px solid {style.border}; }}
td, th {{ border: 1px solid {style.border}; padding: {pad}px {side}px; }}
th {{ background-color: {style.header}; font-weight: 600; }}
hr {{ background-color: {style.border}; }}
dt {{ font-weight: 600; }}
.footnote {{ color: {style.muted}; font-size: {round(em * 0.86)}px; }}
{code_css(style.theme)}
"""
