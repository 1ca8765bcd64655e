"""Every command with its keys, declared once: the shortcuts and the list that ``?`` shows."""

from __future__ import annotations

from dataclasses import dataclass

from flashprep.core.i18n import _


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name in the code, what a person reads, its keys, and where it works."""

    name: str
    title: str
    keys: tuple[str, ...]
    group: str


_REVIEW = _("Review")
_EVERYWHERE = _("Everywhere")

COMMANDS: tuple[Command, ...] = (
    Command(
        "confirm",
        _("Show the answer; then the proposed grade, or Good"),
        ("Return", "Enter"),
        _REVIEW,
    ),
    Command("reveal", _("Show the answer"), ("Space",), _REVIEW),
    Command("again", _("Again"), ("1",), _REVIEW),
    Command("hard", _("Hard"), ("2",), _REVIEW),
    Command("good", _("Good"), ("3",), _REVIEW),
    Command("easy", _("Easy"), ("4",), _REVIEW),
    Command("hint", _("Show one hint more"), ("H",), _REVIEW),
    Command("type", _("Type an answer"), ("T",), _REVIEW),
    Command("edit", _("Edit the card's Markdown"), ("E",), _REVIEW),
    Command("info", _("About this card"), ("I",), _REVIEW),
    Command("mark", _("Mark, or remove the mark"), ("M",), _REVIEW),
    Command("bury", _("Bury until tomorrow"), ("B",), _REVIEW),
    Command("suspend", _("Suspend"), ("S",), _REVIEW),
    Command("undo", _("Undo the last grade"), ("Ctrl+Z", "Z"), _EVERYWHERE),
    Command("today", _("Today"), ("Ctrl+1",), _EVERYWHERE),
    Command("review", _("Review"), ("Ctrl+2",), _EVERYWHERE),
    Command("library", _("Library"), ("Ctrl+3",), _EVERYWHERE),
    Command("readiness", _("Readiness"), ("Ctrl+4",), _EVERYWHERE),
    Command("statistics", _("Statistics"), ("Ctrl+6",), _EVERYWHERE),
    Command("plan", _("Plan"), ("Ctrl+7",), _EVERYWHERE),
    Command("settings", _("Settings"), ("Ctrl+5", "Ctrl+,"), _EVERYWHERE),
    Command("jump", _("Jump to a page or card"), ("Ctrl+K",), _EVERYWHERE),
    Command("find", _("Find a card"), ("Ctrl+F",), _EVERYWHERE),
    Command("larger", _("Larger text"), ("Ctrl++", "Ctrl+="), _EVERYWHERE),
    Command("smaller", _("Smaller text"), ("Ctrl+-",), _EVERYWHERE),
    Command("normal", _("Normal text"), ("Ctrl+0",), _EVERYWHERE),
    Command("keys", _("These keys"), ("?", "F1"), _EVERYWHERE),
    Command("quit", _("Quit"), ("Ctrl+Q",), _EVERYWHERE),
)

GROUPS = (_REVIEW, _EVERYWHERE)
