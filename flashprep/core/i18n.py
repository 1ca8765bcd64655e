"""Translate what a person reads; catalogues live in ``resources/i18n``."""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent
_PLACES = (_HERE / "resources" / "i18n", _HERE.parent / "resources" / "i18n")
"""Where catalogues lie: inside an installed package, or at the top of a checkout."""


def _catalogue() -> _gettext.NullTranslations:
    for place in _PLACES:
        if place.is_dir():
            return _gettext.translation("flashprep", str(place), fallback=True)
    return _gettext.NullTranslations()


_translations = _catalogue()


def _(message: str) -> str:
    """Return the message in the person's language, or as it is."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message that fits the count."""
    return _translations.ngettext(singular, plural, count)
