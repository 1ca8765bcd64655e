"""The interview domains, with the bar a candidate must clear and the weight in the whole loop.

Bars and weights are judgement (design notes on readiness and on the decks), not measurement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from flashprep.core.i18n import _

DomainSlug = NewType("DomainSlug", str)

PROCESS = DomainSlug("interview-process")
"""Stages, formats and tips: knowledge that feeds every round, not a competence with a bar."""


@dataclass(frozen=True, slots=True)
class Domain:
    """One axis of readiness.

    ``bar`` is the probability (0 to 1) of answering a random question at the L6 level that the
    loop asks for, None where the domain is no readiness axis; ``weight`` its share of the loop.
    """

    slug: DomainSlug
    title: str
    short: str
    bar: float | None
    weight: float


def _shipped() -> tuple[Domain, ...]:
    return (
        Domain(DomainSlug("ml-foundations"), _("ML foundations"), _("Foundations"), 0.70, 0.22),
        Domain(
            DomainSlug("ml-system-design"), _("ML system design"), _("System design"), 0.75, 0.22
        ),
        Domain(
            DomainSlug("applied-science-depth"),
            _("Applied science depth"),
            _("Science depth"),
            0.80,
            0.22,
        ),
        Domain(
            DomainSlug("coding-data-structures"),
            _("Coding and data structures"),
            _("Coding"),
            0.70,
            0.16,
        ),
        Domain(
            DomainSlug("behavioral-leadership-principles"),
            _("Leadership Principles"),
            _("Leadership"),
            0.75,
            0.18,
        ),
        Domain(PROCESS, _("Interview process"), _("Process"), None, 0.0),
    )


SHIPPED = _shipped()
_BY_SLUG = {domain.slug: domain for domain in SHIPPED}

CUSTOM_BAR = 0.70
CUSTOM_WEIGHT = 0.10


def domain(slug: str) -> Domain:
    """Return the domain of that slug; one that a person's own deck names gets default bars."""
    known = _BY_SLUG.get(DomainSlug(slug))
    if known is not None:
        return known
    title = slug.replace("-", " ").replace("_", " ").strip().capitalize() or slug
    return Domain(DomainSlug(slug), title, title, CUSTOM_BAR, CUSTOM_WEIGHT)


def rank(slug: str) -> tuple[int, str]:
    """Return a sort key: the shipped domains in their order, then a person's own by name."""
    for index, known in enumerate(SHIPPED):
        if known.slug == slug:
            return (index, slug)
    return (len(SHIPPED), slug)
