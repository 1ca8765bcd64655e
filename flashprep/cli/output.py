"""Text and JSON on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flashprep.core import domains
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashprep.app.library import CardView
    from flashprep.app.progress import Outlook, Report
    from flashprep.core.faults import Fault
    from flashprep.core.loop import Stage, StageReadiness
    from flashprep.core.readiness import Readiness

_WIDTH = 100


def as_json(value: Any) -> None:
    """Print one line of JSON."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def one_line(text: str) -> str:
    """Return a text on one line, cut where a terminal's width ends."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print columns; the last one is as wide as it is."""
    if not rows:
        return
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[-1]]).rstrip())


def fault(found: Fault) -> dict[str, Any]:
    """Return a finding as plain JSON."""
    return {**asdict(found), "level": found.level.value}


def faults(found: Iterable[Fault]) -> None:
    """Print findings on standard error."""
    for one in found:
        print(one, file=sys.stderr)


def question(view: CardView) -> str:
    """Return a card's question as text, the asked blank of a cloze as […]."""
    from flashprep.render.words import question_text

    return question_text(view.note, view.side.variant)


def card_text(view: CardView) -> str:
    """Return a whole card as text."""
    from flashprep.render.words import answer_text

    note = view.note
    parts = [f"{view.side.id}  {note.domain}  {note.kind.value}  {note.tier.value}"]
    parts.append(question(view))
    parts.append(answer_text(note, view.side.variant))
    if note.expect:
        lines = [f"- {_('[must] ') if tick.must else ''}{tick.text}" for tick in note.expect]
        parts.append("\n".join([_("Expected:"), *lines]))
    for title, text in ((_("Junior"), note.junior), (_("Senior"), note.senior)):
        if text:
            parts.append(f"{title}: {text}")
    if note.follow_ups:
        parts.append("\n".join([_("Follow-ups:"), *(f"- {line}" for line in note.follow_ups)]))
    if note.source:
        parts.append(f"{_('Source')}: {note.source}")
    parts.append(str(view.deck) + f":{note.line}")
    return "\n\n".join(part for part in parts if part)


def outlook(found: Outlook) -> dict[str, Any]:
    """Return readiness by domain, by stage and for the loop as plain JSON."""
    shares = ("mean", "lo", "hi", "bar", "p_bar")
    return {
        "on": found.report.on.isoformat(),
        "domains": {
            slug: _rounded(value, (*shares, "coverage"))
            for slug, value in found.report.domains.items()
        },
        "stages": {
            stage.name: {
                **_rounded(value, shares),
                "coverage": _coverage(stage, found.report),
                "below": list(value.below),
                "unknown": list(value.unknown),
            }
            for stage, value in found.stages
        },
        "loop": None if found.loop is None else round(found.loop, 6),
        "loop_unknown": list(dict.fromkeys(found.unknown)),
    }


def _coverage(stage: Stage, report: Report) -> float:
    """Return the share of the cards seen, the domains weighted as in the stage."""
    held = {slug: w for slug, w in stage.weights.items() if slug in report.domains}
    total = sum(held.values())
    seen = sum(weight * report.domains[slug].coverage for slug, weight in held.items())
    return round(seen / total, 6) if total else 0.0


def _rounded(value: object, names: Iterable[str]) -> dict[str, float | None]:
    shares = {name: getattr(value, name) for name in names}
    return {name: None if x is None else round(x, 6) for name, x in shares.items()}


def readiness(found: Outlook) -> None:
    """Print readiness as two tables and the loop."""
    print(_("Readiness on {date}").format(date=found.report.on.isoformat()))
    heads = [_("mean"), _("5–95 %"), _("bar"), _("P(≥ bar)")]
    rows = [[_("domain"), *heads, _("coverage")]]
    for slug, value in found.report.domains.items():
        title = domains.domain(slug).title
        rows.append([title, *_shares(value), f"{value.coverage:.0%}"])
    table(rows)
    print()
    rows = [[_("stage"), *heads, _("below its floor")]]
    for stage, held in found.stages:
        below = ", ".join(domains.domain(slug).short for slug in held.below)
        rows.append([stage.title, *_shares(held), below])
    table(rows)
    print()
    if found.loop is not None:
        print(_("Chance of passing the loop: {p}").format(p=f"{found.loop:.0%}"))
    elif found.unknown:
        names = ", ".join(domains.domain(slug).title for slug in found.unknown)
        text = _("Chance of passing the loop: not enough yet ({domains})")
        print(text.format(domains=names))
    else:
        print(_("Chance of passing the loop: the stages file describes no loop"))


def _shares(value: Readiness | StageReadiness) -> list[str]:
    if value.mean is None or value.lo is None or value.hi is None or value.p_bar is None:
        return [_("not enough yet"), "", f"{value.bar:.0%}", ""]
    return [
        f"{value.mean:.0%}",
        f"{value.lo:.0%}–{value.hi:.0%}",
        f"{value.bar:.0%}",
        f"{value.p_bar:.0%}",
    ]
