"""Every setting, declared once as data: type, default, range, title and help.

The settings page, the checks (``setting_values``) and the stored form are all made from these
declarations.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Group(StrEnum):
    """The part of the settings page on which a setting stands."""

    INTERVIEW = "interview"
    SCHEDULE = "schedule"
    MEMORY = "memory"
    DECKS = "decks"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Spec:
    """How one setting is shown and checked.

    ``unit`` stands behind a number, ``low`` and ``high`` are inclusive, ``choices`` maps stored
    values to what a person reads.
    """

    group: Group
    title: str
    help: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    step: float = 1.0
    choices: Mapping[str, str] = field(default_factory=dict)


def _set(default: Any, spec: Spec) -> Any:
    return field(default=default, metadata={"spec": spec})


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings; each field carries its ``Spec`` as metadata."""

    interview_date: date | None = _set(
        None,
        Spec(
            Group.INTERVIEW,
            _("Interview date"),
            _(
                "Readiness is computed for this day. When due dates are spread at random, no "
                "review that falls before this day is moved behind it."
            ),
        ),
    )
    minutes_per_day: int = _set(
        45,
        Spec(
            Group.INTERVIEW,
            _("Minutes a day"),
            _(
                "The daily limit is time, not cards: a session stops when these are used up. "
                "With 0 nothing is asked."
            ),
            low=0,
            high=600,
            unit=_("min"),
            step=5,
        ),
    )
    new_performance_per_day: int = _set(
        6,
        Spec(
            Group.INTERVIEW,
            _("New spoken cards a day"),
            _("Designs, derivations, code and stories take minutes each; this keeps them apart."),
            low=0,
            high=50,
            unit=_("cards"),
        ),
    )
    easy_days: tuple[float, ...] = _set(
        (100.0,) * 7,
        Spec(
            Group.INTERVIEW,
            _("Days of the week"),
            _(
                "The share of your minutes that each day has, from Monday to Sunday. New intervals "
                "avoid free days where they can."
            ),
            low=0,
            high=300,
            unit="%",
        ),
    )
    vacation: tuple[str, ...] = _set(
        (),
        Spec(
            Group.INTERVIEW,
            _("Vacation"),
            _(
                "Days without study. Nothing is asked on them, the plan leaves them out, and they "
                "do not count as missed."
            ),
        ),
    )
    left_out: tuple[str, ...] = _set(
        (),
        Spec(
            Group.INTERVIEW,
            _("Domains left out"),
            _("Cards of these domains are not asked; their history stays."),
        ),
    )
    desired_retention: float = _set(
        0.90,
        Spec(
            Group.SCHEDULE,
            _("Desired retention"),
            _(
                "A card comes back when its chance of recall has fallen to this. Higher is safer, "
                "and costs more reviews."
            ),
            low=0.70,
            high=0.97,
            step=0.01,
        ),
    )
    day_rollover: int = _set(
        4,
        Spec(
            Group.SCHEDULE,
            _("The day begins at"),
            _(
                "A review after midnight still belongs to the evening before, until this hour. "
                "Due cards and the day's minutes are counted by such days."
            ),
            low=0,
            high=23,
            unit=_("o'clock"),
        ),
    )
    learning_steps: tuple[float, ...] = _set(
        (1.0, 10.0),
        Spec(
            Group.SCHEDULE,
            _("Learning steps"),
            _(
                "Minutes after which a new card is asked again on the same day. A card that was "
                "known through all steps is next asked on a later day."
            ),
            low=0.1,
            high=1439,
            unit=_("min"),
        ),
    )
    relearning_steps: tuple[float, ...] = _set(
        (10.0,),
        Spec(
            Group.SCHEDULE,
            _("Relearning steps"),
            _(
                "Minutes after which a forgotten card is asked again on the same day. Without any "
                "it goes straight to a later day."
            ),
            low=0.1,
            high=1439,
            unit=_("min"),
        ),
    )
    maximum_interval: int = _set(
        36500,
        Spec(
            Group.SCHEDULE,
            _("Longest interval"),
            _(
                "No card waits longer than this for its next review. Far below a hundred days it "
                "costs minutes without much gain."
            ),
            low=1,
            high=36500,
            unit=_("days"),
        ),
    )
    fsrs_weights: tuple[float, ...] = _set(
        (),
        Spec(
            Group.MEMORY,
            _("Memory parameters"),
            _(
                "The numbers that tell FSRS how fast your memory fades and grows. None are given "
                "while the published ones are in use."
            ),
        ),
    )
    deck_folders: tuple[str, ...] = _set(
        (),
        Spec(
            Group.DECKS,
            _("Further deck folders"),
            _("Markdown decks in these folders are studied too. They stay where they are."),
        ),
    )
    write_ids: bool = _set(
        True,
        Spec(
            Group.DECKS,
            _("Write ids into my decks"),
            _(
                "An id behind each question keeps a card's history when the question is reworded. "
                "Nothing else in the file is touched."
            ),
        ),
    )
    theme: str = _set(
        "system",
        Spec(
            Group.LOOK,
            _("Theme"),
            _("Light, dark, or as the system has it."),
            choices={"system": _("As the system"), "light": _("Light"), "dark": _("Dark")},
        ),
    )
    zoom: int = _set(
        100,
        Spec(
            Group.LOOK,
            _("Text size"),
            _("The size of the cards' text; Ctrl + and Ctrl − change it too."),
            low=80,
            high=200,
            unit="%",
            step=10,
        ),
    )


SPECS: Mapping[str, Spec] = {f.name: f.metadata["spec"] for f in fields(Settings)}
DEFAULTS = Settings()
