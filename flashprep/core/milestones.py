"""The five parts of the preparation: what each is about, and what shows that it is done.

The parts were made for five weeks; other spans stretch or shrink them in proportion.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from flashprep.core.clock import Day
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_PART = 7
"""Days of the last part, while there are four times as many before it."""

USUAL = 35
"""Days of the whole plan where nothing says otherwise."""


_COLD = 40
"""So many cards show where a person stands."""

SCREEN = "technical-screen"
_SCREEN, _EVERY = 0.70, 0.80


class Measure(StrEnum):
    """What tells whether a milestone is met; of advice nothing does."""

    ADVICE = "advice"
    MET = "met"
    PROCESS = "process"
    CORE = "core"
    STORIES = "stories"
    SCREEN = "screen"
    DOMAINS = "domains"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A sentence, and by what it is measured."""

    text: str
    measure: Measure = Measure.ADVICE


@dataclass(frozen=True, slots=True)
class Count:
    """So many of all."""

    done: int = 0
    all: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What milestones are measured by: cards met, and readiness on the day (None: no number).

    ``screen`` names the stage as the person's own stages call it; it is empty where they have none.
    ``asked`` are the domains that have cards to study.
    """

    met: Count = Count()
    core: Count = Count()
    process: Count = Count()
    stories: Count = Count()
    screen: str = ""
    screen_mean: float | None = None
    domains: Mapping[str, float | None] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()


NOTHING = Facts()


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a milestone is, as a number in words."""

    met: bool
    text: str


def reached(milestone: Milestone, stories: int, facts: Facts) -> Reached | None:
    """Return how far a milestone is, None where nothing measures it.

    ``stories`` is how many are to be told by the end of its part.
    """
    match milestone.measure:
        case Measure.MET:
            counted = Count(facts.met.done, min(facts.met.all, _COLD))
            text = _("{n} of {all} cards met")
        case Measure.PROCESS:
            counted, text = facts.process, _("{n} of {all} process cards met")
        case Measure.CORE:
            counted, text = facts.core, _("{n} of {all} core cards met")
        case Measure.STORIES:
            counted, text = Count(facts.stories.done, stories), _("{n} of {all} stories told")
        case Measure.SCREEN:
            return _screen(facts)
        case Measure.DOMAINS:
            ready = sum(mean is not None and mean >= _EVERY for mean in facts.domains.values())
            counted = Count(ready, len(facts.domains))
            text = _("{n} of {all} domains at {bar}")
        case _:
            return None
    if not counted.all:
        return None
    done = min(counted.done, counted.all)
    text = text.format(n=done, all=counted.all, bar=_percent(_EVERY))
    return Reached(done == counted.all, text)


def _screen(facts: Facts) -> Reached | None:
    if not facts.screen:
        return None
    mean, bar = facts.screen_mean, _percent(_SCREEN)
    if mean is None:
        return Reached(False, _("{stage} has no number yet").format(stage=facts.screen))
    text = _("{stage} {mean} of {bar}")
    return Reached(mean >= _SCREEN, text.format(stage=facts.screen, mean=_percent(mean), bar=bar))


def _percent(share: float) -> str:
    # Rounded down: 69.6 % is no 70 %.
    return f"{int(share * 100 + 1e-9)}\u00a0%"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the plan; ``stories`` is the share of all stories told by its end."""

    title: str
    focus: str
    aims: tuple[Milestone, ...]
    stories: float

    @property
    def milestones(self) -> tuple[str, ...]:
        """Return the milestones as sentences."""
        return tuple(aim.text for aim in self.aims)


def parts() -> tuple[Part, ...]:
    """Return the parts in order."""
    return (
        Part(
            _("Find out, and lay foundations"),
            _("Usual emphasis: ML foundations; then coding, principles and process."),
            (
                Milestone(_("Forty cards answered cold, to see where you stand."), Measure.MET),
                Milestone(_("Five loss functions derived aloud, without notes.")),
                Milestone(_("Every process card of the core seen."), Measure.PROCESS),
                Milestone(_("Story bank opened: a quarter of the stories told."), Measure.STORIES),
            ),
            0.25,
        ),
        Part(
            _("Coding and experiments"),
            _("Usual emphasis: coding, then experiments and statistics; foundations go on."),
            (
                Milestone(
                    _("One mock screen: forty minutes of coding and ML, complexity named unasked.")
                ),
                Milestone(_("The technical screen stands at 70 % or more."), Measure.SCREEN),
                Milestone(
                    _("Half of the stories told, at least one for each Leadership Principle."),
                    Measure.STORIES,
                ),
            ),
            0.5,
        ),
        Part(
            _("System design"),
            _("Usual emphasis: designs; then coding, depth and principles."),
            (
                Milestone(
                    _("Three whole designs spoken, each opened with latency, users and cost.")
                ),
                Milestone(_("One memo of six pages, or a PR/FAQ, drafted within two days.")),
                Milestone(_("Three quarters of the stories told."), Measure.STORIES),
            ),
            0.75,
        ),
        Part(
            _("Your own projects in depth"),
            _("Usual emphasis: two projects of your own, with baseline, leakage, monitoring."),
            (
                Milestone(_("A depth mock with somebody who does not go easy on you.")),
                Milestone(_("Each project: why not the default, what failed, which number moved.")),
                Milestone(_("Every core card met once."), Measure.CORE),
                Milestone(
                    _("Every story told, at least two for each Leadership Principle."),
                    Measure.STORIES,
                ),
            ),
            1.0,
        ),
        Part(
            _("The whole loop"),
            _("Usual emphasis: whole loops, clear speech, probes, and what is weakest."),
            (
                Milestone(_("A mock loop of five rounds.")),
                Milestone(_("Every domain at 80 % or more."), Measure.DOMAINS),
                Milestone(_("No topic of which you would expect to answer less than 65 %.")),
                Milestone(
                    _(
                        "Keep the last two days light: lower the minutes for them in Settings, "
                        "under Days of the week or Vacation."
                    )
                ),
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
