"""Check what a quote line or the front matter's ``defaults:`` says about cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from flashprep.core.cards import NOTE_ID, STAGES, Kind, NoteId, Tier
from flashprep.core.i18n import _
from flashprep.decks import quote
from flashprep.decks.quote import ORPHAN, TAG, Entry

if TYPE_CHECKING:
    from flashprep.decks.findings import Findings
    from flashprep.decks.frontmatter import Value

Place = Callable[[int], tuple[int, int]]
"""Turns an offset into a 1-based (line, column)."""

_At = Callable[[], tuple[int, int]]
"""Finds a place when it is needed: most values have no fault."""

_IN_LIST = re.compile(r"[^\s,]+")


@dataclass(slots=True)
class Labels:
    """What is said about one card, or about all cards of a deck.

    ``kind`` is None when none is named, ``usable`` False when the card cannot be asked because
    its kind does not exist. ``places`` holds the offset of each id in ``needs``.
    """

    kind: Kind | None = None
    tier: Tier = Tier.CORE
    stage: str = ""
    time_box: int | None = None
    needs: tuple[NoteId, ...] = ()
    tags: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    as_of: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    usable: bool = True


def defaults(values: Mapping[str, Value], findings: Findings) -> Labels:
    """Return what the front matter says about every card; what is wrong there is ignored."""
    labels = Labels()
    for key, value in values.items():
        if key == "tags":
            labels.tags = tuple(tag.lstrip("#") for tag in _IN_LIST.findall(value.text))
        elif key in quote.KEYS and key != "needs":
            _set(labels, key, value.text, partial(_same, value.at), findings)
        else:
            _unknown_key(key, value.at, findings)
    labels.usable = True
    return labels


def read(entries: Sequence[Entry], base: Labels, place: Place, findings: Findings) -> Labels:
    """Return what the entries of a quote line say, over what counts for the whole deck."""
    labels = replace(base)
    if not entries:
        return labels
    tags = list(base.tags)
    extra: dict[str, str] = {}
    needs: list[NoteId] = []
    for entry in entries:
        if entry.key == TAG:
            tags.append(entry.value)
        elif entry.key == "needs":
            needs += _needs(entry, place, findings)
        elif entry.key in quote.KEYS:
            _set(labels, entry.key, entry.value, partial(place, entry.value_start), findings)
        elif entry.key == ORPHAN:
            _orphan(entry, place, findings)
        else:
            extra[entry.key] = entry.value
            _unknown_key(entry.key, place(entry.start), findings)
    labels.needs = tuple(dict.fromkeys((*base.needs, *needs)))
    labels.tags = tuple(dict.fromkeys(tags))
    labels.extra = extra
    return labels


def _same(at: tuple[int, int]) -> tuple[int, int]:
    return at


def _needs(entry: Entry, place: Place, findings: Findings) -> list[NoteId]:
    found = []
    for name, offset in quote.names(entry):
        if NOTE_ID.fullmatch(name):
            found.append(NoteId(name))
        else:
            findings.warning(
                place(offset),
                "needs-invalid",
                _("{id} is not an id.").format(id=name[:40]),
                _("Name the ids of other cards, parted by commas."),
            )
    return found


def _set(labels: Labels, key: str, value: str, at: _At, findings: Findings) -> None:
    """Take over one value, or report that it means nothing."""
    if key == "kind":
        _set_kind(labels, value, at, findings)
    elif key == "tier":
        _set_tier(labels, value, at, findings)
    elif key == "stage":
        _set_stage(labels, value, at, findings)
    elif key == "time":
        _set_time(labels, value, at, findings)
    elif key == "lp":
        labels.principles = quote.principles(value)
    elif key == "as_of":
        labels.as_of = value
        if not quote.is_date(value):
            message = _("{value} is not a date.").format(value=value[:40])
            hint = _("Write it as 2025, 2025-03 or 2025-03-09.")
            findings.warning(at(), "as-of-invalid", message, hint)


def _set_kind(labels: Labels, value: str, at: _At, findings: Findings) -> None:
    try:
        labels.kind = Kind(value.lower())
    except ValueError:
        labels.usable = False
        findings.error(
            at(),
            "kind-unknown",
            _("There is no kind {value}, so the card cannot be asked.").format(value=value[:40]),
            _("The kinds are {known}.").format(known=", ".join(Kind)),
        )


def _set_tier(labels: Labels, value: str, at: _At, findings: Findings) -> None:
    try:
        labels.tier = Tier(value.lower())
    except ValueError:
        message = _("There is no tier {value}.").format(value=value[:40])
        findings.warning(at(), "tier-unknown", message, _("Write core or extended."))


def _set_stage(labels: Labels, value: str, at: _At, findings: Findings) -> None:
    stage = value.lower().replace(" ", "-")
    if stage in STAGES:
        labels.stage = stage
        return
    message = _("There is no stage {value}.").format(value=value[:40])
    hint = _("The stages are {known}.").format(known=", ".join(STAGES))
    findings.warning(at(), "stage-unknown", message, hint)


def _set_time(labels: Labels, value: str, at: _At, findings: Findings) -> None:
    time_box = quote.seconds(value)
    if time_box is not None:
        labels.time_box = time_box
        return
    message = _("{value} is not a time.").format(value=value[:40] or '""')
    findings.warning(at(), "time-invalid", message, _("Write it as 20s, 4m or 1m30s."))


def _orphan(entry: Entry, place: Place, findings: Findings) -> None:
    findings.warning(
        place(entry.start),
        "quote-line",
        _("{text} is neither key: value nor a #tag.").format(text=repr(entry.value[:40])),
        _("Entries are parted by ·, ;, | or a line break; a quotation belongs under a blank line."),
    )


def _unknown_key(key: str, at: tuple[int, int], findings: Findings) -> None:
    findings.note(
        at,
        "key-unknown",
        _("flashprep does not know the key {key}.").format(key=key[:40]),
        _("It is kept and has no effect. The keys are {known}.").format(
            known=", ".join(sorted(quote.KEYS))
        ),
    )
