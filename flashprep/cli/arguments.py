"""What can be asked for on the command line, and the help that says so."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flashprep import __version__
from flashprep.cli import commands, mocks, planning
from flashprep.cli.times import moment
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options, with ``run`` as the function to call."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="flashprep",
        description=_("Spaced repetition for the Amazon Senior Applied Scientist (L6) interview."),
        epilog=_(
            "Without a command the window opens. Exit codes: 0 done, 1 the command could not be "
            "carried out (or lint found an error), 2 wrong usage, 4 the profile cannot be used. "
            "Results go to standard output, everything else to standard error."
        ),
    )
    parser.add_argument("--version", action="version", version=f"flashprep {__version__}")
    _add_profile(parser, default=None)
    parser.add_argument(
        "--smoke",
        action="store_true",
        help=_("open the window, show the first card, print one JSON line of timings, and exit"),
    )
    parser.add_argument(
        "--smoke-grades",
        metavar="N",
        type=_count,
        default=0,
        help=_("like --smoke, then grade N cards and add grade_ms: key to next question painted"),
    )
    parser.add_argument(
        "--smoke-pause",
        metavar="MS",
        type=_count,
        default=0,
        help=_("with --smoke-grades, read each question and answer for so long, as a person does"),
    )
    parser.set_defaults(run=commands.window)
    actions = parser.add_subparsers(title=_("commands"), metavar="")
    _add_reading(actions)
    _add_grading(actions)
    _add_mocks(actions)
    _add_planning(actions)
    return parser


def _add_reading(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = _command(actions, "list", commands.list_cards, _("list the cards and their states"))
    _add_json(one)
    one.add_argument("--domain", help=_("only the cards of this domain"))
    one = _command(actions, "next", commands.next_card, _("show the card that comes next"))
    _add_json(one)
    _add_at(one)
    one = _command(actions, "show", commands.show, _("print a card, question and answer"))
    one.add_argument("card", help=_("the card's id, as list shows it"))
    one = _command(actions, "readiness", commands.readiness, _("readiness by domain"))
    _add_json(one)
    one.add_argument(
        "--on", type=_date, metavar="DATE", help=_("for this day instead of the interview date")
    )
    one = _command(actions, "export", commands.export, _("write every card, state and review"))
    one.add_argument("--format", choices=["json"], default="json", help=_("only json so far"))
    one = _command(
        actions, "lint", commands.lint, _("check decks: file:line:col: level code message")
    )
    one.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=_("decks or folders"))
    _add_json(one)


def _add_grading(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = _command(
        actions,
        "grade",
        commands.grade,
        _("grade a card"),
        _(
            "With “-” as the card, lines “CARD RATING [ISO]” are read from standard input, and "
            "“ok CARD DUE” is printed for each after it is on disk."
        ),
    )
    one.add_argument("card", help=_("the card's id, or - to read lines from standard input"))
    one.add_argument(
        "rating",
        nargs="?",
        choices=list(commands.RATINGS),
        metavar="RATING",
        help=_("again, hard, good or easy"),
    )
    _add_at(one)
    _add_json(one)
    one = _command(actions, "undo", commands.undo, _("take the last grade back"))
    _add_json(one)
    one = _command(actions, "settings", commands.settings, _("show the settings, or change one"))
    one.add_argument("name", nargs="?", help=_("the setting's name"))
    one.add_argument("value", nargs="?", help=_("its new value"))
    _add_json(one)


def _add_mocks(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    mock = _command(actions, "mock", mocks.show, _("record, list or remove mock interviews"))
    _add_json(mock)
    verbs = mock.add_subparsers(title=_("commands"), metavar="")
    one = _command(verbs, "add", mocks.add, _("record a mock interview"))
    one.add_argument("domain", metavar="DOMAIN", help=_("the domain it asked about"))
    one.add_argument("passed", metavar="PASSED", type=_whole, help=_("questions passed"))
    one.add_argument("asked", metavar="ASKED", type=_whole, help=_("questions asked"))
    one.add_argument("--on", type=_date, metavar="DATE", help=_("the day (today if none is named)"))
    one.add_argument("--stage", default="", help=_("the stage it stood for, as in stages.toml"))
    one.add_argument("--notes", default="", metavar="TEXT", help=_("what was said"))
    _add_json(one, default=argparse.SUPPRESS)
    one = _command(verbs, "list", mocks.show, _("list the mock interviews, the newest first"))
    _add_json(one, default=argparse.SUPPRESS)
    one = _command(verbs, "remove", mocks.remove, _("remove a mock interview"))
    one.add_argument("id", metavar="ID", help=_("its id, as list shows it"))
    _add_json(one, default=argparse.SUPPRESS)


def _add_planning(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = _command(actions, "plan", planning.plan, _("the weeks to the interview"))
    _add_json(one)
    _add_at(one)
    one = _command(actions, "simulate", planning.simulate, _("what the present plan gives"))
    _add_json(one)
    _add_at(one)
    one = _command(
        actions,
        "optimize",
        planning.optimize,
        _("fit FSRS's parameters to your reviews"),
        _("They are taken over only if they predict your latest reviews better."),
    )
    one.add_argument("--dry-run", action="store_true", help=_("compare only, and change nothing"))
    _add_json(one)


def _command(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: object,
    summary: str,
    more: str = "",
) -> argparse.ArgumentParser:
    text = f"{summary[0].upper()}{summary[1:]}."
    one = actions.add_parser(name, help=summary, description=f"{text} {more}".strip())
    # SUPPRESS: a --profile before the command must not be undone by the command's default.
    _add_profile(one, default=argparse.SUPPRESS)
    one.set_defaults(run=run)
    return one


def _add_profile(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--profile",
        metavar="DIR",
        default=default,
        help=_("the folder of decks and progress (else FLASHPREP_PROFILE, else the system's)"),
    )


def _add_json(parser: argparse.ArgumentParser, *, default: object = False) -> None:
    parser.add_argument("--json", action="store_true", default=default, help=_("print JSON"))


def _add_at(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--at",
        type=moment,
        metavar="ISO",
        help=_("as if it were this time (ISO 8601; local unless it names a zone)"),
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("{text} is no date such as 2026-03-01.")
        raise argparse.ArgumentTypeError(message.format(text=text)) from None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        message = _("{text} is no whole number.")
        raise argparse.ArgumentTypeError(message.format(text=text)) from None


def _count(text: str) -> int:
    try:
        count = int(text)
    except ValueError:
        count = 0
    if count < 1:
        raise argparse.ArgumentTypeError(_("{text} is no number of cards.").format(text=text))
    return count
