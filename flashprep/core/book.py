"""The domains as a person weighs them: the shipped bars and weights, and what was changed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from flashprep.core import domains
from flashprep.core.errors import SettingError
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.core.domains import Domain

_RANGES = {"bar": (0.05, 0.99), "weight": (0.0, 1.0)}


@dataclass(frozen=True, slots=True)
class DomainBook:
    """Looks domains up; ``marks`` holds the bars and weights that a person set, by slug."""

    marks: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def domain(self, slug: str) -> Domain:
        """Return a domain with its bar and weight in force."""
        known = domains.domain(slug)
        mark = self.marks.get(slug)
        if not mark or known.bar is None:
            return known
        return replace(
            known, bar=mark.get("bar", known.bar), weight=mark.get("weight", known.weight)
        )

    def changed(self, slug: str, *, bar: float, weight: float) -> DomainBook:
        """Return the book with one domain's bar and weight (0 to 1) set.

        What equals the default is not kept, so that a later default takes effect. Raises
        ``SettingError`` for a value out of range and for a domain that has no bar.
        """
        known = domains.domain(slug)
        if known.bar is None:
            raise SettingError(_("“{title}” is no readiness axis.").format(title=known.title))
        for name, value in (("bar", bar), ("weight", weight)):
            low, high = _RANGES[name]
            if not low <= value <= high:
                raise SettingError(
                    _("{value} is no value for a bar or a weight.").format(value=value),
                    _("It must lie between {low} and {high}.").format(low=low, high=high),
                )
        wanted = {"bar": bar, "weight": weight}
        mark = {
            name: value
            for name, value in wanted.items()
            if not math.isclose(value, getattr(known, name))
        }
        others = {name: held for name, held in self.marks.items() if name != slug}
        return DomainBook({**others, slug: mark} if mark else others)

    def stored(self) -> dict[str, dict[str, float]]:
        """Return what a person set as plain JSON."""
        return {slug: dict(mark) for slug, mark in self.marks.items()}


def from_stored(stored: Any) -> DomainBook:
    """Return the book held in plain JSON; what cannot be used is left out."""
    book = DomainBook()
    if not isinstance(stored, dict):
        return book
    for slug, mark in stored.items():
        known = domains.domain(slug)
        try:
            bar, weight = mark.get("bar", known.bar), mark.get("weight", known.weight)
            book = book.changed(slug, bar=float(bar), weight=float(weight))
        except (SettingError, AttributeError, TypeError, ValueError):
            continue
    return book
