"""The stages of the interview and its loop, from an editable file.

``stages.toml`` in the profile folder wins over the shipped one. A file that cannot be used is
reported, and the shipped one takes its place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashprep.core.errors import FlashprepError
from flashprep.core.faults import Fault, Level
from flashprep.core.i18n import _
from flashprep.core.loop import Loop, Round, Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.app.profile import Profile

FILE = "stages.toml"
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Interview:
    """The stages in order, the loop, and what is wrong with the person's own file, if anything."""

    stages: tuple[Stage, ...]
    loop: Loop
    fault: Fault | None = None


class _UnusableError(FlashprepError):
    """The file cannot be used."""


def shipped() -> Path:
    """Return the program's own file: inside an installed package, or in the checkout."""
    installed = _PACKAGE / "resources" / FILE
    return installed if installed.is_file() else _PACKAGE.parent / "resources" / FILE


def load(profile: Profile) -> Interview:
    """Return stages and loop; those of a broken own file are the shipped ones, with a fault."""
    own = profile.folder / FILE
    if not own.exists():
        return read(shipped())
    try:
        return read(own)
    except FlashprepError as error:
        fault = Fault(str(own), 1, 1, Level.WARNING, "stages", error.message, error.hint)
        instead = read(shipped())
        return Interview(instead.stages, instead.loop, fault)


def read(path: Path) -> Interview:
    """Return the stages and the loop that a file holds; raise ``FlashprepError`` saying why not."""
    import tomllib

    hint = _("The program's own stages are used until {file} is mended or deleted.")
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
        stages = tuple(_stage(row, data) for row in _tables(data, "stage"))
        return Interview(stages, _loop(data.get("loop", {})))
    except OSError as error:
        reason = error.strerror or str(error)
    except UnicodeDecodeError:
        reason = _("it is not UTF-8")
    except (tomllib.TOMLDecodeError, _UnusableError) as error:
        reason = str(error)
    raise FlashprepError(
        _("The stages of {file} cannot be used: {reason}.").format(
            file=path.name, reason=reason.rstrip(".")
        ),
        hint.format(file=path),
    )


def _stage(row: Mapping[str, Any], data: Mapping[str, Any]) -> Stage:
    name = _text(row, "name")
    weights = row.get("weights")
    if not isinstance(weights, dict) or not weights:
        raise _UnusableError(_("stage “{name}” has no weights").format(name=name))
    shares = {slug: _share(weights, slug, high=math.inf) for slug in weights}
    if not sum(shares.values()) > 0.0:
        raise _UnusableError(_("the weights of stage “{name}” are all zero").format(name=name))
    return Stage(
        name=name,
        title=_text(row, "title") if "title" in row else name,
        weights={slug: share for slug, share in shares.items() if share > 0.0},
        bar=_share({"bar": 0.80, **data, **row}, "bar"),
        floor=_share({"floor": 0.65, **data, **row}, "floor"),
    )


def _loop(data: Any) -> Loop:
    if not isinstance(data, dict):
        raise _UnusableError(_("“loop” is no table"))
    rounds = tuple(
        Round(_text(row, "domain"), must=_flag(row, "must")) for row in _tables(data, "round")
    )
    probes = _count(data, "probes", 5, low=1, high=100)
    return Loop(
        rounds=rounds,
        probes=probes,
        to_pass=_count(data, "to_pass", min(3, probes), low=0, high=probes),
        may_fail=_count(data, "may_fail", 1, low=0, high=100),
    )


def _tables(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _UnusableError(_("“{name}” is no list of tables").format(name=name))
    return rows


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _UnusableError(_("“{name}” must be a text").format(name=name))
    return value


def _flag(row: Mapping[str, Any], name: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise _UnusableError(_("“{name}” must be true or false").format(name=name))
    return value


def _share(row: Mapping[str, Any], name: str, high: float = 1.0) -> float:
    value = row[name]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _UnusableError(_("“{name}” must be a number").format(name=name))
    if not (0.0 <= value <= high and math.isfinite(value)):
        raise _UnusableError(_("“{name}” is out of range: {value}").format(name=name, value=value))
    return float(value)


def _count(row: Mapping[str, Any], name: str, default: int, *, low: int, high: int) -> int:
    value = row.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        text = _("“{name}” must be a whole number from {low} to {high}")
        raise _UnusableError(text.format(name=name, low=low, high=high))
    return value
