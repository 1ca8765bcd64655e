"""The colors by what they mean, for the light and the dark theme.

Text and signs keep a contrast of at least 4.5:1 on every ground they stand on (a test computes it).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors as ``#rrggbb``; ``again`` to ``easy`` are the grades, ``bar`` is the L6 bar."""

    name: str
    window: str
    sidebar: str
    card: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    again: str
    hard: str
    good: str
    easy: str
    track: str
    bar: str
    code_ground: str
    warning_ground: str
    error_ground: str
    info_ground: str
    toast: str
    on_toast: str
    toast_accent: str

    @property
    def is_dark(self) -> bool:
        """Tell whether this is the dark theme."""
        return self.name == "dark"


LIGHT = Palette(
    name="light",
    window="#f4f5f7",
    sidebar="#eceef2",
    card="#ffffff",
    raised="#ffffff",
    border="#dcdfe6",
    text="#1b1e24",
    muted="#59606e",
    accent="#1f5fd6",
    on_accent="#ffffff",
    selected="#e0e8fa",
    again="#b42318",
    hard="#97490b",
    good="#12693f",
    easy="#1f5fd6",
    track="#dde1e8",
    bar="#b42318",
    code_ground="#f5f6f8",
    warning_ground="#fdf1d8",
    error_ground="#fde7e4",
    info_ground="#e3ecfc",
    toast="#22262f",
    on_toast="#f4f5f7",
    toast_accent="#9cbcff",
)

DARK = Palette(
    name="dark",
    window="#15171c",
    sidebar="#191c22",
    card="#1d2027",
    raised="#242832",
    border="#31363f",
    text="#e6e8ec",
    muted="#9ea5b2",
    accent="#82aaff",
    on_accent="#101318",
    selected="#26304a",
    again="#ff8a80",
    hard="#f5b04c",
    good="#5fd39a",
    easy="#82aaff",
    track="#343a45",
    bar="#ff8a80",
    code_ground="#171a20",
    warning_ground="#3a2f17",
    error_ground="#42211f",
    info_ground="#1f2b46",
    toast="#dfe4ee",
    on_toast="#15171c",
    toast_accent="#174ba8",
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, 1 to 21 (WCAG 2.2, success criterion 1.4.3)."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


_LINEAR = 0.04045
"""Below this, sRGB is linear in the light it stands for."""


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= _LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


GROUNDS = ("window", "sidebar", "card", "raised")
SIGNS = ("text", "muted", "accent", "again", "hard", "good", "easy")
PAIRS = (
    *((sign, ground) for sign in SIGNS for ground in GROUNDS),
    ("on_accent", "accent"),
    ("text", "selected"),
    ("accent", "selected"),
    ("text", "code_ground"),
    ("text", "warning_ground"),
    ("text", "error_ground"),
    ("text", "info_ground"),
    ("on_toast", "toast"),
    ("toast_accent", "toast"),
)
"""Every (foreground, ground) that the interface uses for text."""
