"""The five parts of the preparation: what each is about, and what shows that it is done.

The parts were made for five weeks; other spans stretch or shrink them in proportion.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from flashprep.core.clock import Day
from flashprep.core.i18n import _

LAST_PART = 7
"""Days of the last part, while there are four times as many before it."""

USUAL = 35
"""Days of the whole plan where nothing says otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the plan; ``stories`` is the share of all stories told by its end."""

    title: str
    focus: str
    milestones: tuple[str, ...]
    stories: float


def parts() -> tuple[Part, ...]:
    """Return the parts in order."""
    return (
        Part(
            _("Find out, and lay foundations"),
            _("Usual emphasis: ML foundations; then coding, principles and process."),
            (
                _("Forty cards answered cold, to see where you stand."),
                _("Five loss functions derived aloud, without notes."),
                _("Process cards of the core all seen, story bank opened."),
            ),
            0.25,
        ),
        Part(
            _("Coding and experiments"),
            _("Usual emphasis: coding, then experiments and statistics; foundations go on."),
            (
                _("One mock screen: forty minutes of coding and ML, complexity named unasked."),
                _("The technical screen stands at 70 % or more."),
                _("One story for each Leadership Principle."),
            ),
            0.5,
        ),
        Part(
            _("System design"),
            _("Usual emphasis: designs; then coding, depth and principles."),
            (
                _("Three whole designs spoken, each opened with latency, users and cost."),
                _("One memo of six pages, or a PR/FAQ, drafted within two days."),
            ),
            0.75,
        ),
        Part(
            _("Your own projects in depth"),
            _("Usual emphasis: two projects of your own, with baseline, leakage, monitoring."),
            (
                _("A depth mock with somebody who does not go easy on you."),
                _("Each project: why not the default, what failed, which number moved."),
                _("Every core card met once, two stories for each principle."),
            ),
            1.0,
        ),
        Part(
            _("The whole loop"),
            _("Usual emphasis: whole loops, clear speech, probes, and what is weakest."),
            (
                _("A mock loop of five rounds."),
                _("Every domain at 80 % or more, no topic under 65 %."),
                _("The last two days light."),
            ),
            1.0,
        ),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one part: from ``first`` up to, not including, ``end``."""

    first: Day
    end: Day

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return self.end - self.first


def spans(begin: Day, interview: Day) -> tuple[Span, ...]:
    """Return the days of the five parts; parts for which no day is left are empty.

    The last keeps its week while the others have a week each; they share what is left alike.
    """
    total = max(interview - begin, 0)
    last = min(LAST_PART, round(total / len(parts())))
    if total >= 4 * LAST_PART:
        last = LAST_PART
    before = len(parts()) - 1
    edges = [begin + round((total - last) * index / before) for index in range(before)]
    edges += [begin + total - last, begin + total]
    return tuple(Span(Day(first), Day(end)) for first, end in pairwise(edges))
