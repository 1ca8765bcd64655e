"""Sentences that several parts of the window use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.i18n import _
from flashprep.core.reviews import Action
from flashprep.render.linear import plain_line
from flashprep.ui import formats
from flashprep.ui.widgets.grade_bar import NAMES

if TYPE_CHECKING:
    from datetime import datetime

    from flashprep.app.flashprep import Flashprep
    from flashprep.app.study import Today
    from flashprep.core.faults import Fault
    from flashprep.core.reviews import Entry

_ACTIONS = {
    Action.SUSPEND: _("suspending"),
    Action.RESUME: _("resuming"),
    Action.BURY: _("burying"),
    Action.MARK: _("marking"),
    Action.UNMARK: _("removing the mark"),
    Action.RESCHEDULE: _("rescheduling"),
}

_SHORT = 44


def what_was_done(entry: Entry, question: str = "") -> str:
    """Return what a log row did, as undo names it: ``Good on “Why does L1 …”``."""
    done = NAMES[entry.rating] if entry.rating is not None else _ACTIONS.get(entry.action, "")
    words = plain_line(question)
    if entry.rating is None and entry.feeders:
        count = formats.cards(len(entry.feeders) + 1)
        return _("{done} of {cards}").format(done=done, cards=count)
    if not words:
        return done
    if len(words) > _SHORT:
        words = f"{words[:_SHORT].rstrip()} …"
    return _("{done} on “{question}”").format(done=done, question=words)


def fault_text(fault: Fault, *, more: int) -> str:
    """Return a deck's fault with its place, and how many others there are."""
    text = f"{fault.file}:{fault.line}: {fault.message} {fault.hint}".strip()
    if not more:
        return text
    return text + "\n" + _("{n} more findings; the library shows them.").format(n=more)


def quiet_words(app: Flashprep, today: Today) -> tuple[str, str]:
    """Return title and text of the review page when no card can be asked now."""
    now = app.study.now
    if not app.library.cards():
        text = _("Put a Markdown deck into {folder}; it is read at once.")
        return _("There are no cards yet"), text.format(folder=app.profile.decks)
    if today.load.learning and today.next_due is not None:
        text = _("{cards} being learned come back {when}; this page goes on by itself.")
        waiting = formats.cards(today.load.learning)
        when = formats.when(today.next_due, now)
        return _("A short break"), text.format(cards=waiting, when=when)
    done, left = _done_today(today), today.waiting + today.unseen
    line = left_over_line(today, now) if left else ""
    if today.budget_seconds <= 0.0 or all_suspended(app):
        return idle_title(app), f"{app.plan.why()} {line}".strip()
    if left:
        return _("Today's minutes are used"), f"{done}{line}{_moved(app)}"
    if today.next_due is not None:
        title = _("Done for today") if today.done_cards else _("Nothing is due")
        text = _("The next card is due {when}.").format(when=formats.when(today.next_due, now))
        return title, f"{done}{text}{_moved(app)}"
    return _("Nothing to study"), app.plan.why()


def left_over_line(today: Today, now: datetime) -> str:
    """Return what today's minutes leave over, and until when."""
    cards = formats.left_over(today.waiting, today.unseen)
    if today.next_due is None:
        return _("Waiting: {cards}.").format(cards=cards)
    when = formats.next_day(today.next_due, now)
    return _("Left until {when}: {cards}.").format(when=when, cards=cards)


def _done_today(today: Today) -> str:
    if not today.done_cards:
        return ""
    cards, time = formats.cards(today.done_cards), formats.minutes(today.done_seconds)
    return _("{cards} in {time} today. ").format(cards=cards, time=time)


def _moved(app: Flashprep) -> str:
    """Return what the day changed in readiness, as further lines."""
    from flashprep.core import domains

    lines = [
        _("{domain}: {before} → {after}").format(
            domain=domains.domain(slug).short,
            before=formats.percent(before),
            after=formats.percent(after),
        )
        for slug, before, after in app.moved_today()
    ]
    if not lines:
        return ""
    return "\n\n" + _("What today changed in readiness:") + "\n" + "\n".join(lines)


def all_suspended(app: Flashprep) -> bool:
    """Tell whether every card that would be asked is suspended."""
    asked = app.study.asked
    return bool(asked) and all(card.memory.suspended for card in asked)


def idle_title(app: Flashprep) -> str:
    """Return the heading of a day without minutes, or without any card to study."""
    if all_suspended(app):
        return _("All cards are suspended")
    if app.preferences.values.minutes_per_day == 0:
        return _("No minutes a day are set")
    return _("A free day")
