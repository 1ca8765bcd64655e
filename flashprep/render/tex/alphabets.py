"""Letters and digits in the alphabets of mathematics (Unicode's block U+1D400)."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits

from flashprep.core.i18n import _
from flashprep.render.tex.nodes import TexError

_BASES = {
    # name: (capitals, small letters, digits, Greek capitals, Greek small letters)
    "bold": (0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2),
    "italic": (0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC),
    "bolditalic": (0x1D468, 0x1D482, 0x1D7CE, 0x1D71C, 0x1D736),
    "script": (0x1D49C, 0x1D4B6, 0, 0, 0),
    "boldscript": (0x1D4D0, 0x1D4EA, 0, 0, 0),
    "fraktur": (0x1D504, 0x1D51E, 0, 0, 0),
    "double": (0x1D538, 0x1D552, 0x1D7D8, 0, 0),
    "sans": (0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0),
    "boldsans": (0x1D5D4, 0x1D5EE, 0x1D7EC, 0x1D756, 0x1D770),
    "mono": (0x1D670, 0x1D68A, 0x1D7F6, 0, 0),
}
_HOLES = {
    0x1D455: "ℎ", 0x1D49D: "ℬ", 0x1D4A0: "ℰ", 0x1D4A1: "ℱ", 0x1D4A3: "ℋ", 0x1D4A4: "ℐ",
    0x1D4A7: "ℒ", 0x1D4A8: "ℳ", 0x1D4AD: "ℛ", 0x1D4BA: "ℯ", 0x1D4BC: "ℊ", 0x1D4C4: "ℴ",
    0x1D506: "ℭ", 0x1D50B: "ℌ", 0x1D50C: "ℑ", 0x1D515: "ℜ", 0x1D51D: "ℨ", 0x1D53A: "ℂ",
    0x1D53F: "ℍ", 0x1D545: "ℕ", 0x1D547: "ℙ", 0x1D548: "ℚ", 0x1D549: "ℝ", 0x1D551: "ℤ",
}  # fmt: skip
"""Letters that Unicode had before the block, elsewhere."""

_LATIN_ONLY = frozenset({"script", "boldscript", "fraktur", "double"})
_GREEK_CAPITALS = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇"
_GREEK_SMALL = "αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"

FONTS = {
    "mathrm": "upright", "mathnormal": "", "mathit": "italic", "mathbf": "bold",
    "mathbb": "double", "mathcal": "script", "mathscr": "script", "mathfrak": "fraktur",
    "mathsf": "sans", "mathtt": "mono", "boldsymbol": "bolditalic", "bm": "bolditalic",
    "pmb": "bolditalic", "bold": "bold", "Bbb": "double", "mathds": "double", "mathbbm": "double",
    "mathbfit": "bolditalic", "mathbfcal": "boldscript", "mathbbold": "double", "frak": "fraktur",
}  # fmt: skip
"""Font commands with an argument, and the alphabet each stands for; "" is TeX's own habit."""

SWITCHES = {"rm": "upright", "bf": "bold", "it": "italic", "cal": "script", "sf": "sans",
            "tt": "mono"}  # fmt: skip
"""Font commands that hold until the group ends."""

TEXT_FONTS = {
    "text": "upright", "textrm": "upright", "textnormal": "upright", "textup": "upright",
    "textmd": "upright", "mbox": "upright", "hbox": "upright", "textbf": "bold",
    "textit": "italic", "textsl": "italic", "emph": "italic", "texttt": "mono", "textsf": "sans",
}  # fmt: skip


def styled(char: str, font: str) -> str:
    """Return a letter or digit in an alphabet; "" sets Latin and small Greek letters in italics.

    What the alphabet does not have comes back as it is; a Greek capital that would lose its
    meaning so is a TexError.
    """
    if font == "upright":
        return char
    if char in _GREEK_CAPITALS and font in _LATIN_ONLY:
        raise TexError(_("The alphabet has no letter {letter}.").format(letter=char))
    capitals = _GREEK_CAPITALS if font else ""
    ranges = (ascii_uppercase, ascii_lowercase, digits, capitals, _GREEK_SMALL)
    for base, letters in zip(_BASES[font or "italic"], ranges, strict=True):
        if base and (at := letters.find(char)) >= 0:
            return _HOLES.get(base + at) or chr(base + at)
    return char
