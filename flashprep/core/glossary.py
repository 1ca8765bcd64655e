"""The words of the field, each explained in two sentences for somebody who never met them."""

from __future__ import annotations

from dataclasses import dataclass

from flashprep.core.i18n import _


@dataclass(frozen=True, slots=True)
class Term:
    """A word as the interface uses it, and what it means."""

    name: str
    title: str
    text: str


TERMS: tuple[Term, ...] = (
    Term(
        "readiness",
        _("Readiness"),
        _(
            "The chance that a random question of a domain is answered at the L6 bar on your day. "
            "It counts cards you never saw, how fully you answer, and what is lost on questions "
            "that are no card."
        ),
    ),
    Term(
        "bar",
        _("Bar"),
        _(
            "The readiness that the loop asks for in a domain. It is a judgment, no measurement, "
            "and you can change it on the Readiness page."
        ),
    ),
    Term(
        "coverage",
        _("Coverage"),
        _(
            "The share of a domain's cards that you have seen at least once, extended cards "
            "counted half. Below 10 % there is too little to go by, so no readiness is shown."
        ),
    ),
    Term(
        "loop",
        _("Loop"),
        _(
            "The last day of the interview: several rounds, one after the other, each with another "
            "interviewer and most of them about one domain. You pass it if every round that must "
            "not fail goes well, and no more than the allowed number of the others fail."
        ),
    ),
    Term(
        "floor",
        _("Floor"),
        _(
            "The least readiness that a stage asks of each domain that counts for it, however good "
            "the others are. A domain below it is named beside the stage."
        ),
    ),
    Term(
        "mock",
        _("Mock interview"),
        _(
            "A rehearsal with somebody who asks questions that you have not studied. Its result "
            "corrects readiness, because it is the nearest thing to the day itself."
        ),
    ),
    Term(
        "recall",
        _("Recall (retrievability)"),
        _(
            "The predicted chance that you know a card at a moment. It is 100 % right after a "
            "review and falls day by day."
        ),
    ),
    Term(
        "retention",
        _("Desired retention"),
        _(
            "The recall at which a card comes back for review. Higher keeps more in your head and "
            "costs more minutes a day."
        ),
    ),
    Term(
        "interval",
        _("Interval"),
        _(
            "The time from one review of a card until it comes back. It follows from the stability "
            "of the card and the desired retention, and grows as long as you remember the card."
        ),
    ),
    Term(
        "stability",
        _("Stability"),
        _(
            "The days until the recall of a card has fallen to 90 %. Every successful review makes "
            "it grow, most of all when the card was nearly forgotten."
        ),
    ),
    Term(
        "difficulty",
        _("Difficulty"),
        _(
            "How slowly the stability of a card grows, from 1 (easy) to 10 (hard). Again and Hard "
            "raise it, Easy lowers it."
        ),
    ),
    Term(
        "fsrs",
        _("FSRS"),
        _(
            "The memory model by which cards are scheduled, the same that Anki uses. From your "
            "grades it works out the stability and difficulty of every card."
        ),
    ),
    Term(
        "parameters",
        _("Memory parameters"),
        _(
            "The 21 numbers that tell FSRS how memory fades and grows. The published ones come "
            "from many people; with enough reviews they can be fitted to yours."
        ),
    ),
    Term(
        "log-loss",
        _("Log-loss"),
        _(
            "How far predictions were from what happened, with sure but wrong ones counting most. "
            "Lower is better, and two sets of parameters are compared by it on the same reviews."
        ),
    ),
    Term(
        "calibration",
        _("Calibration"),
        _(
            "Whether cards that were predicted to be recalled 80 % of the time really were. On the "
            "chart, points on the broken line say that the predictions are right."
        ),
    ),
    Term(
        "lapse",
        _("Lapse"),
        _(
            "A card that had been learned and was forgotten, graded Again. Much of its stability "
            "is lost, so it comes back after a short interval."
        ),
    ),
    Term(
        "leech",
        _("Leech"),
        _(
            "A card that is forgotten again and again and takes far more time than it gives. "
            "Rewriting or splitting it usually helps more than one more review."
        ),
    ),
    Term(
        "mature",
        _("Mature"),
        _(
            "A card with a stability of three weeks or more. Recall of mature cards shows whether "
            "what you learned lasts."
        ),
    ),
    Term(
        "feeder",
        _("Feeder card"),
        _(
            "A short card with a fact that a longer, spoken card builds on. When you fail the "
            "spoken card, its feeders come due at once."
        ),
    ),
    Term(
        "tick",
        _("Tick"),
        _(
            "A point that an interviewer listens for in your answer. The ticks you set propose the "
            "grade, and missing a point marked “must” means Again."
        ),
    ),
    Term(
        "tier",
        _("Core and extended"),
        _(
            "Core cards are what every candidate should know, extended ones go further. Extended "
            "cards of a domain open once all its core cards were seen."
        ),
    ),
)

BY_NAME = {term.name: term.text for term in TERMS}
