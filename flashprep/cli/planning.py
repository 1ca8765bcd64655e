"""``flashprep plan``, ``simulate`` and ``optimize``: the days to come, and FSRS's parameters."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from flashprep.cli import output
from flashprep.cli.commands import _open as open_profile
from flashprep.core import domains
from flashprep.core.clock import to_date
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from argparse import Namespace

    from flashprep.core.forecast import DayAhead, Forecast
    from flashprep.core.outline import Plan, Week, Work
    from flashprep.core.ways import Way, Ways

_DIGITS = 3


def plan(options: Namespace) -> int:
    """Print the plan to the interview."""
    with open_profile(options, options.at) as app:
        made = app.plan.plan()
        why, line = app.plan.why(), app.plan.fits_line()
    if options.json:
        output.as_json({**_plan(made), "fits_line": line, "why": why})
        return 0
    print(line)
    print(why)
    weeks = [week for week in made.weeks if week.span.days > 0]
    if weeks and made.forecast is not None:
        output.table([_titles(), *map(_cells, weeks)])
    if made.ways is not None:
        _print_ways(made.ways, made.minutes)
    return 0


def simulate(options: Namespace) -> int:
    """Print what the present plan gives, day by day."""
    with open_profile(options, options.at) as app:
        snapshot = app.plan.snapshot()
        found, day = snapshot.forecast(), snapshot.start.goal.day
    if options.json:
        output.as_json({"for": to_date(day).isoformat(), **_forecast(found)})
        return 0
    heads = [_("day"), _("new"), _("reviews"), _("minutes"), _("recall")]
    rows = [
        [
            to_date(day.day).isoformat(),
            f"{day.new:.0f}",
            f"{day.reviews:.0f}",
            f"{day.minutes:.0f}",
            f"{found.mean(day):.0%}",
        ]
        for day in found.days
    ]
    output.table([heads, *rows])
    print(_("Recall is that of all cards on {date}.").format(date=to_date(day).isoformat()))
    print(
        _("{core} core and {extended} extended cards stay unseen.").format(
            core=round(found.unseen_core), extended=round(found.unseen_extended)
        )
    )
    for slug, recall in (found.days[-1].recall if found.days else {}).items():
        print(f"{domains.domain(slug).title}  {recall:.0%}")
    return 0


def optimize(options: Namespace) -> int:
    """Fit FSRS's parameters to the log; take them over unless only asked for a dry run."""
    with open_profile(options) as app:
        fit = app.optimizer.run()
        applied = fit.better and not options.dry_run
        if applied:
            app.optimizer.apply(fit)
            app.study.reload()
    if options.json:
        output.as_json(
            {
                "reviews": fit.reviews,
                "tested": fit.tested,
                "log_loss_before": fit.before,
                "log_loss_after": fit.after,
                "standard_error": fit.error if math.isfinite(fit.error) else None,
                "better": fit.better,
                "applied": applied,
                "weights": list(fit.weights),
            }
        )
        return 0
    print(fit.verdict)
    if applied:
        print(_("The new parameters were taken over."))
    elif fit.better:
        print(_("Nothing was changed; without --dry-run they are taken over."))
    return 0


def _plan(made: Plan) -> dict[str, Any]:
    return {
        "standing": made.standing.value,
        "today": to_date(made.today).isoformat(),
        "interview": None if made.interview is None else to_date(made.interview).isoformat(),
        "minutes": round(made.minutes, 1),
        "days_missed": round(made.skip, _DIGITS),
        "fits": made.fits,
        "weeks": [_week(week) for week in made.weeks],
        "unseen": None
        if made.forecast is None
        else {
            "core": round(made.forecast.unseen_core, 1),
            "extended": round(made.forecast.unseen_extended, 1),
        },
        "recall": None if made.forecast is None else round(made.forecast.recall, _DIGITS),
        "ways": None if made.ways is None else _ways(made.ways),
    }


def _week(week: Week) -> dict[str, Any]:
    return {
        "number": week.number,
        "title": week.part.title,
        "from": to_date(week.span.first).isoformat(),
        "days": week.span.days,
        "done": _work(week.done),
        "to_do": _work(week.to_do),
        "stories": week.stories,
        "milestones": list(week.part.milestones),
    }


def _work(work: Work) -> dict[str, float]:
    return {
        "new": round(work.new, 1),
        "reviews": round(work.reviews, 1),
        "stories": round(work.new_stories + work.story_reviews, 1),
        "minutes": round(work.seconds / 60, 1),
    }


def _ways(ways: Ways) -> dict[str, Any]:
    later = ways.later.value
    return {
        "minutes": {
            "value": ways.minutes.value,
            "new_performance_per_day": ways.minutes.spoken,
            "recall": _recall(ways.minutes),
        },
        "fewer": {
            "value": ways.fewer.value,
            "extended": ways.fewer.extended,
            "recall": _recall(ways.fewer),
        },
        "later": {
            "value": None if later is None else to_date(later).isoformat(),
            "recall": _recall(ways.later),
        },
    }


def _recall(way: Way) -> float | None:
    return None if way.forecast is None else round(way.forecast.recall, _DIGITS)


def _forecast(found: Forecast) -> dict[str, Any]:
    return {
        "days": [_day(day, found) for day in found.days],
        "unseen_core": round(found.unseen_core, 1),
        "unseen_extended": round(found.unseen_extended, 1),
        "recall": round(found.recall, _DIGITS),
    }


def _day(day: DayAhead, found: Forecast) -> dict[str, Any]:
    return {
        "on": to_date(day.day).isoformat(),
        "new": round(day.new, 1),
        "reviews": round(day.reviews, 1),
        "minutes": round(day.minutes, 1),
        "minutes_by_domain": {slug: round(s / 60, 1) for slug, s in day.seconds.items()},
        "recall": round(found.mean(day), _DIGITS),
        "recall_by_domain": {slug: round(r, _DIGITS) for slug, r in day.recall.items()},
    }


def _titles() -> list[str]:
    return ["", _("from"), _("new"), _("reviews"), _("stories"), _("minutes")]


def _cells(week: Week) -> list[str]:
    work = _work(week.done + week.to_do)
    return [
        f"{week.number} {week.part.title}",
        to_date(week.span.first).isoformat(),
        *(f"{value:.0f}" for value in work.values()),
    ]


def _print_ways(ways: Ways, now: float) -> None:
    """Print the ways out that there are."""
    minutes = ways.minutes
    if minutes.value is not None and minutes.spoken is None:
        print(_("More minutes: {n} a day.").format(n=minutes.value))
    elif minutes.value is not None and minutes.value <= now:
        text = _("More spoken cards: up to {spoken} new ones a day, in as many minutes.")
        print(text.format(spoken=minutes.spoken))
    elif minutes.value is not None:
        text = _("More minutes: {n} a day, with up to {spoken} new spoken cards a day.")
        print(text.format(n=minutes.value, spoken=minutes.spoken))
    if ways.fewer.value is not None:
        text = _("Fewer cards: leave out {n}, {extended} of them extended.")
        print(text.format(n=ways.fewer.value, extended=ways.fewer.extended))
    if ways.later.value is not None:
        when = to_date(ways.later.value).isoformat()
        print(_("A later date: {date}.").format(date=when))
