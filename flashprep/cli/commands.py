"""One function a command; each opens the profile, asks the ``app`` layer and prints."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentTypeError, Namespace
from typing import TYPE_CHECKING, Any

from flashprep.cli import output
from flashprep.cli.times import moment
from flashprep.core.errors import FlashprepError
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flashprep.app.flashprep import Flashprep
    from flashprep.core.deadline import Head

RATINGS: Mapping[str, int] = {"again": 1, "hard": 2, "good": 3, "easy": 4}


def window(options: Namespace) -> int:
    """Open the window."""
    from flashprep.app.profile import locate

    _require_display()
    from flashprep.ui.main import run

    return run(
        locate(options.profile),
        smoke=options.smoke or bool(options.smoke_grades),
        grades=options.smoke_grades,
        pause_ms=options.smoke_pause,
    )


def _require_display() -> None:
    """Say plainly that there is no display; Qt itself would end the process with a core dump."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, shown)):
        raise FlashprepError(
            _("There is no display to open a window on."),
            _("Start flashprep from a desktop session, or use a command such as “flashprep next”."),
        )


def _open(options: Namespace, at: datetime | None = None) -> Flashprep:
    from flashprep.app.flashprep import FixedClock, Flashprep
    from flashprep.app.profile import locate

    clock = FixedClock(at) if at is not None else None
    app = Flashprep(locate(options.profile), clock=clock)
    gc.freeze()
    gc.enable()
    return app


def list_cards(options: Namespace) -> int:
    """List the cards and their states."""
    from flashprep.app.exports import card

    with _open(options) as app:
        rows = [card(row) for row in app.library.cards()]
        faults = app.library.faults()
    if options.domain:
        rows = [row for row in rows if row["domain"] == options.domain]
    if options.json:
        output.as_json(rows)
    else:
        output.table(
            [
                [r["id"], r["state"], r["due"] or "", r["domain"], output.one_line(r["question"])]
                for r in rows
            ]
        )
    output.faults(faults)
    return 0


def _head(head: Head) -> dict[str, Any]:
    """Return a domain's next card and the numbers by which it competes before an interview."""
    from flashprep.core.prospects import RATE_UNIT

    return {
        "card": head.card.id,
        "domain": head.card.domain,
        "gain_per_minute": round(60 * head.rate / RATE_UNIT, 6),
        "urgency": round(head.urgency, 6),
        "score": round(60 * head.score / RATE_UNIT, 9),
    }


def next_card(options: Namespace) -> int:
    """Show what comes next."""
    from flashprep.core.memory import iso

    with _open(options, options.at) as app:
        asked = app.study.next()
        if asked is None:
            due = app.study.overview().next_due
            answer: dict[str, Any] = {"card": None, "next_due": iso(due) if due else None}
            if due is None:
                answer["why"] = app.plan.why()
        else:
            answer = {
                "card": asked.view.side.id,
                "domain": asked.view.note.domain,
                "question": output.question(asked.view),
                "intervals": {
                    rating.name.lower(): int(outcome.interval.total_seconds())
                    for rating, outcome in asked.outcomes.items()
                },
            }
            if competing := app.study.queue.heads():
                answer["competing"] = [_head(head) for head in competing]
    if options.json:
        output.as_json(answer)
    elif answer["card"] is None:
        when = answer["next_due"]
        print(
            _("Nothing to study now; the next card is due at {time}.").format(time=when)
            if when
            else _("Nothing to study now. {why}").format(why=answer["why"])
        )
    else:
        print(f"{answer['card']}  {answer['domain']}\n\n{answer['question']}")
    return 0


def show(options: Namespace) -> int:
    """Print one card as text."""
    with _open(options) as app:
        print(output.card_text(app.library.view(options.card)))
    return 0


def grade(options: Namespace) -> int:
    """Grade a card, or the cards named on standard input."""
    if options.card == "-":
        return _grade_lines(options)
    if options.rating is None:
        print(_("flashprep grade: a rating is needed: again, hard, good or easy."), file=sys.stderr)
        return 2
    with _open(options, options.at) as app:
        _grade_one(app, options.card, options.rating, as_json=options.json)
    return 0


def _grade_one(app: Flashprep, card: str, rating: str, *, as_json: bool) -> None:
    from flashprep.core.cards import CardId
    from flashprep.core.memory import iso
    from flashprep.core.scheduling import Rating

    graded = app.study.grade(CardId(card), Rating(RATINGS[rating]))
    memory = graded.outcome.memory
    due = iso(memory.due) if memory.due else None
    if as_json:
        output.as_json(
            {
                "card": card,
                "rating": RATINGS[rating],
                "state": memory.state.value,
                "due": due,
                "interval": int(graded.outcome.interval.total_seconds()),
                "stability": memory.stability,
                "difficulty": memory.difficulty,
            }
        )
    else:
        print(f"ok {card} {due}", flush=True)


def _grade_lines(options: Namespace) -> int:
    """Grade line by line; a bad line is reported and the rest goes on."""
    failed = 0
    with _open(options, options.at) as app:
        clock = app.clock
        for number, line in enumerate(sys.stdin, start=1):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            app.set_clock(clock)
            try:
                card, rating = _grade_words(app, words)
                _grade_one(app, card, rating, as_json=options.json)
            except FlashprepError as error:
                failed += 1
                print(f"-:{number}: {error}", file=sys.stderr, flush=True)
    return 1 if failed else 0


def _grade_words(app: Flashprep, words: list[str]) -> tuple[str, str]:
    from flashprep.app.flashprep import FixedClock

    if len(words) not in (2, 3) or words[1] not in RATINGS:
        raise FlashprepError(
            _("“{line}” is no grade.").format(line=" ".join(words)),
            _("Write: CARD again|hard|good|easy [ISO time]."),
        )
    if words[2:]:
        try:
            app.set_clock(FixedClock(moment(words[2])))
        except ArgumentTypeError as error:
            raise FlashprepError(str(error)) from None
    return words[0], words[1]


def undo(options: Namespace) -> int:
    """Take the last grade back."""
    with _open(options) as app:
        entry = app.history.undo().entry
    # A grade that made feeders due is of one card; another action is of all that it names.
    cards = 1 if entry.rating else 1 + len(entry.feeders)
    if options.json:
        done = {"card": entry.card, "action": entry.action.value, "review": entry.id}
        output.as_json({**done, "cards": cards} if cards > 1 else done)
    else:
        what = entry.rating.name.lower() if entry.rating else entry.action.value
        more = f" (+{cards - 1})" if cards > 1 else ""
        print(f"undone {entry.card}{more} {what}")
    return 0


def readiness(options: Namespace) -> int:
    """Print readiness by domain and stage, and the chance of passing the loop."""
    with _open(options) as app:
        outlook = app.progress.outlook(options.on)
    if options.json:
        output.as_json(output.outlook(outlook))
    else:
        output.readiness(outlook)
    if outlook.fault is not None:
        output.faults([outlook.fault])
    return 0


def export(options: Namespace) -> int:
    """Write everything as JSON."""
    from flashprep.app.exports import everything

    with _open(options) as app:
        output.as_json(everything(app.database))
    return 0


def lint(options: Namespace) -> int:
    """Check decks; no profile is opened."""
    from flashprep.app.checks import check
    from flashprep.core.faults import Level

    faults = check(options.paths)
    if options.json:
        output.as_json([output.fault(fault) for fault in faults])
    else:
        for fault in faults:
            print(fault)
    errors = sum(fault.level is Level.ERROR for fault in faults)
    print(
        _("{errors} errors, {others} other findings").format(
            errors=errors, others=len(faults) - errors
        ),
        file=sys.stderr,
    )
    return 1 if errors else 0


def settings(options: Namespace) -> int:
    """Show all settings, one, or change one."""
    from flashprep.core.setting_values import to_stored
    from flashprep.core.settings import SPECS

    with _open(options) as app:
        if options.value is not None:
            value: Any = options.value
            if isinstance(getattr(app.preferences.values, options.name, None), tuple):
                value = [part for part in options.value.split(",") if part]
            app.change_setting(options.name, value)
        values = {name: to_stored(getattr(app.preferences.values, name)) for name in SPECS}
    if options.name is not None:
        if options.name not in values:
            print(
                _("flashprep settings: there is no {name}.").format(name=options.name),
                file=sys.stderr,
            )
            return 2
        values = {options.name: values[options.name]}
    if options.json:
        output.as_json(values)
    else:
        output.table([[name, str(value), SPECS[name].help] for name, value in values.items()])
    return 0
