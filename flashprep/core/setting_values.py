"""Values of settings: checked against their declarations, to plain JSON and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from flashprep.core.errors import SettingError
from flashprep.core.i18n import _
from flashprep.core.settings import DEFAULTS, SPECS, Settings, Spec
from flashprep.core.timetable import format_vacation, merged, parse_vacation
from flashprep.core.training import sound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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
            _hint(name),
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


_HINTS = {
    "interview_date": _("Write it as 2026-12-24, or leave it empty for no date."),
    "fsrs_weights": _("Give FSRS-6's 21 numbers within their bounds, or none for the published."),
    "vacation": _(
        "Write dates such as 2026-12-24, or 2026-12-24/2026-12-27 for several days, at most 366."
    ),
    "easy_days": _("Give seven shares in percent from 0 to 300, from Monday to Sunday."),
}


def _hint(name: str) -> str:
    """Return what would be a value of a setting."""
    spec = SPECS[name]
    if name in _HINTS:
        return _HINTS[name]
    if spec.choices:
        return _("Choose one of: {choices}.").format(choices=", ".join(spec.choices))
    if spec.low is not None and spec.high is not None:
        return (
            _("It must lie between {low:g} and {high:g} {unit}.")
            .format(low=spec.low, high=spec.high, unit=spec.unit)
            .replace(" .", ".")
        )
    return ""
