"""Every setting, declared once as data: type, default, range, title and help.

The settings page, the checks and the stored form are all made from these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flashprep.core.errors import SettingError
from flashprep.core.i18n import _
from flashprep.core.timetable import format_vacation, merged, parse_vacation
from flashprep.core.training import sound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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
            _("Readiness is computed for this day, and no card is planned past it by chance."),
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


def changed(settings: Settings, name: str, value: Any) -> Settings:
    """Return the settings with one value replaced, or raise ``SettingError`` saying its range."""
    if name not in SPECS:
        raise SettingError(
            _("There is no setting named {name}.").format(name=name),
            _("Known are: {names}.").format(names=", ".join(SPECS)),
        )
    return replace(settings, **{name: _checked(name, value)})


def to_stored(value: Any) -> Any:
    """Return a setting's value as plain JSON."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def from_stored(stored: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """Return the settings held in plain JSON values, and the names whose values were unusable."""
    settings, bad = DEFAULTS, []
    for name, value in stored.items():
        if name not in SPECS:
            continue
        try:
            settings = changed(settings, name, value)
        except SettingError:
            bad.append(name)
    return settings, bad


_TEXTS = frozenset({"deck_folders", "left_out"})
"""Settings that list texts; the other lists are of numbers."""


def _checked(name: str, value: Any) -> Any:
    spec, default = SPECS[name], getattr(DEFAULTS, name)
    try:
        match default:
            case _ if name in _PARSED:
                return _PARSED[name](value)
            case bool():
                return _bool(value)
            case str():
                return _choice(spec, value)
            case int() | float():
                return _number(spec, type(default), value)
            case _ if name in _TEXTS:
                return tuple(str(item) for item in _items(value))
            case _:
                return _numbers(name, spec, value)
    except (TypeError, ValueError, KeyError, OverflowError):
        raise SettingError(
            _("{value} is no value for “{title}”.").format(value=value, title=spec.title),
            _range_hint(spec),
        ) from None


def _items(value: Any) -> list[Any]:
    """Return the items of a list; a text or a number alone is a list of one."""
    return [value] if isinstance(value, (str, int, float)) else list(value)


def _date(value: Any) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _week(value: Any) -> tuple[float, ...]:
    spec = SPECS["easy_days"]
    shares = tuple(_number(spec, float, item) for item in _words(value))
    if len(shares) != len(DEFAULTS.easy_days):
        raise ValueError(value)
    return shares


def _vacations(value: Any) -> tuple[str, ...]:
    days = merged(parse_vacation(str(item)) for item in _words(value))
    return tuple(map(format_vacation, days))


def _words(value: Any) -> list[Any]:
    """Return the items of a list; of a text, its words."""
    return value.replace(",", " ").split() if isinstance(value, str) else list(value)


_PARSED: Mapping[str, Callable[[Any], Any]] = {
    "interview_date": _date,
    "easy_days": _week,
    "vacation": _vacations,
}
"""Settings that are more than a number, a text or a list of them."""


def _numbers(name: str, spec: Spec, value: Any) -> tuple[float, ...]:
    numbers = tuple(_number(spec, float, item) for item in _items(value))
    if name == "fsrs_weights" and numbers and not sound(numbers):
        raise ValueError
    return numbers


def _bool(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}[
        str(value).lower()
    ]


def _choice(spec: Spec, value: Any) -> str:
    if value not in spec.choices:
        raise ValueError
    return str(value)


def _number(spec: Spec, kind: type, value: Any) -> Any:
    if isinstance(value, bool):
        raise TypeError
    number = kind(value)
    low, high = spec.low, spec.high
    if not ((low is None or number >= low) and (high is None or number <= high)):
        raise ValueError
    return number


def _range_hint(spec: Spec) -> str:
    if spec.choices:
        return _("Choose one of: {choices}.").format(choices=", ".join(spec.choices))
    if spec is SPECS["vacation"]:
        return _(
            "Write dates such as 2026-12-24, or 2026-12-24/2026-12-27 for several days, at most "
            "366."
        )
    if spec is SPECS["easy_days"]:
        return _("Give seven shares in percent from 0 to 300, from Monday to Sunday.")
    if spec.low is not None and spec.high is not None:
        return (
            _("It must lie between {low:g} and {high:g} {unit}.")
            .format(low=spec.low, high=spec.high, unit=spec.unit)
            .replace(" .", ".")
        )
    return ""
