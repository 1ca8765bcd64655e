"""The plan to the interview: a snapshot on the window's thread, the work on any, words for both."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flashprep.app import course
from flashprep.core import domains, forecast, outline, policy, prospects
from flashprep.core.cancel import ignore, never
from flashprep.core.clock import Day, to_date, to_day
from flashprep.core.i18n import _, ngettext
from flashprep.core.outline import Plan, Standing, Work
from flashprep.core.rolling import Start
from flashprep.store import pace as rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashprep.app.preferences import Preferences
    from flashprep.app.study import Study
    from flashprep.core.cancel import Cancel, Progress
    from flashprep.core.forecast import Forecast
    from flashprep.core.workload import Goal
    from flashprep.store.database import Database

_FACT = "plan"
_FRESH_DAYS = 1
"""The last plan's word on whether it fits holds for the next day too."""

_SURE, _LOST = 0.9, 1.15
"""Shares of the time left up to which the rough estimate says yes, and from which it says no."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a plan is made of: plain values, which any thread may read."""

    start: Start
    interview: Day | None
    begin: Day
    history: tuple[tuple[Day, Work], ...]
    terms: Mapping[str, object] = field(default_factory=dict)

    def plan(self, progress: Progress = ignore, cancel: Cancel = never) -> Plan:
        """Return the plan; takes up to some seconds, and raises ``Cancelled``."""
        return outline.make(
            self.start, self.interview, self.begin, self.history, progress=progress, cancel=cancel
        )

    def forecast(self, progress: Progress = ignore, cancel: Cancel = never) -> Forecast:
        """Return the forecast alone; raises ``Cancelled``."""
        return forecast.roll(self.start, progress=progress, cancel=cancel)


class Planning:
    """The plan of one profile."""

    def __init__(self, database: Database, preferences: Preferences, study: Study) -> None:
        self._database = database
        self._preferences = preferences
        self._study = study

    def snapshot(self) -> Snapshot:
        """Read everything that the plan needs."""
        begin = course.begin(self._preferences, self._study.today)
        with self._database.read() as connection:
            stories = rows.stories(connection)
            done = rows.work(connection, begin)
        history = tuple(
            (Day(day), Work(new, reviews, ms / 1000, new_stories, story_reviews))
            for day, new, reviews, ms, new_stories, story_reviews in done
        )
        start = replace(self._start(), stories=stories)
        return Snapshot(start, self._interview(), begin, history, self._terms())

    def plan(self) -> Plan:
        """Return the plan, made at once, and remember what it says."""
        snapshot = self.snapshot()
        made = snapshot.plan()
        self.keep(made, snapshot)
        return made

    def forecast(self) -> Forecast:
        """Return the days to the interview (or the next five weeks), for a trend."""
        return self.snapshot().forecast()

    def keep(self, plan: Plan, snapshot: Snapshot) -> None:
        """Remember whether the plan fits, so that the Today page can say so without making one.

        A plan made under other settings than those in force says nothing, and is not kept.
        """
        if plan.forecast is None or plan.interview is None or snapshot.terms != self._terms():
            return
        self._preferences.remember(
            _FACT,
            {
                **self._terms(),
                "day": plan.today,
                "core": round(plan.forecast.unseen_core),
                "extended": round(plan.forecast.unseen_extended),
            },
        )

    def _start(self) -> Start:
        study, settings = self._study, self._preferences.values
        queue, today = study.queue, study.today
        interview = self._interview()
        # A date that is past or far off decides nothing: the next weeks are looked at as without.
        dated = self.standing() in (Standing.NEAR, Standing.TODAY)
        day = interview if interview is not None and dated else today + forecast.HORIZON
        return Start(
            cards=study.asked,
            today=today,
            # Minutes added for today alone say nothing of the days to come.
            limits=replace(queue.limits, seconds=settings.minutes_per_day * 60.0),
            goal=study.goal(Day(day)),
            dated=dated,
            retention=settings.desired_retention,
            timetable=study.timetable,
            spent=queue.done.seconds,
            new_performance=queue.done.new_performance,
            skip=study.pace.skip,
        )

    def _terms(self) -> dict[str, object]:
        settings = self._preferences.values
        date = settings.interview_date
        return {
            "date": None if date is None else date.isoformat(),
            "minutes": settings.minutes_per_day,
            "spoken": settings.new_performance_per_day,
            "days": [*settings.easy_days, *settings.vacation],
            "left_out": list(settings.left_out),
        }

    def _interview(self) -> Day | None:
        date = self._preferences.values.interview_date
        return None if date is None else to_day(date)

    def standing(self) -> Standing:
        """Return how the interview date lies."""
        return outline.standing(self._interview(), self._study.today)

    # -- in words ----------------------------------------------------------------------------

    def fits_line(self) -> str:
        """Return in a sentence whether the plan still fits; quick, and without numpy."""
        idle = self._idle_sentence()
        if idle is not None:
            return idle
        said = _FITS.get(self.standing())
        if said is not None:
            return said
        held = self._preferences.fact(_FACT)
        today = self._study.today
        terms = self._terms()
        if held and all(held.get(name) == value for name, value in terms.items()):
            age = today - held["day"]
            if 0 <= age <= _FRESH_DAYS:
                return fits_sentence(held["core"], held["extended"])
        return _rough_sentence(outline.rough_share(self._start()))

    def why(self) -> str:
        """Return in a sentence why today's mix is as it is."""
        queue = self._study.queue
        idle = self._idle_sentence()
        if idle is not None:
            return idle
        loads = queue.loads()
        if not loads:
            if queue.limits.seconds <= 0.0:
                return self._free_sentence()
            if queue.done.seconds >= queue.limits.seconds:
                return _("Today's minutes are used, so nothing more is planned.")
            return _("Nothing is worth a minute today: what you know holds until it is due.")
        if queue.goal is None:
            return _WHY[self.standing()]
        top = max(loads, key=lambda slug: (loads[slug].seconds, slug))
        share = loads[top].seconds / sum(load.seconds for load in loads.values())
        recalls = self._recalls(queue.goal)
        values = {
            "share": _percent(share),
            "domain": domains.domain(top).title,
            "recall": _percent(recalls[top]),
        }
        if policy.is_last(queue.goal.day - queue.today):
            text = _(
                "In the last days every card you have seen may come back, and {domain} takes "
                "{share} of today because a minute there still gains most for the interview."
            )
        elif recalls[top] <= min(recalls.values()):
            text = _(
                "{domain} takes {share} of today: without more study you would recall only "
                "{recall} of it at the interview, the least of all domains."
            )
        else:
            text = _(
                "{domain} takes {share} of today: without more study you would recall {recall} of "
                "it at the interview, and by its weight its cards gain most for their time."
            )
        return text.format(**values)

    def _idle_sentence(self) -> str | None:
        """Return why nothing can be planned at all, None where something can."""
        cards = self._study.asked
        if not cards and self._study.candidates:
            return _("All domains are left out. Settings takes them in again.")
        if not cards:
            return _("There are no cards yet.")
        if all(card.memory.suspended for card in cards):
            return ngettext(
                "Your {n} card is suspended. The Library resumes it.",
                "All {n} cards are suspended. The Library resumes them.",
                len(cards),
            ).format(n=len(cards))
        return None

    def _free_sentence(self) -> str:
        """Return why today has no minutes."""
        table, today = self._study.timetable, self._study.today
        vacation = table.vacation(today)
        if vacation is not None:
            last = to_date(table.back(today) - 1)
            return _("You are on vacation until {date}: nothing is planned.").format(
                date=f"{last:%a} {last.day} {last:%b %Y}"
            )
        if self._preferences.values.minutes_per_day == 0:
            return _("The minutes a day are set to 0 in Settings: nothing is planned.")
        return _("Today is a free day of your week: nothing is planned.")

    def _recalls(self, goal: Goal) -> dict[str, float]:
        """Return the recall of each domain on the interview day that is expected as it stands."""
        cards = self._study.asked
        # Of a domain without a grade, too, the expected share: the order's own is a cautious one.
        believed = {card.domain: prospects.believed(goal, card.domain) for card in cards}
        expected = replace(goal, known=believed)
        sums, counts = prospects.sums(cards, expected, many=len(cards) > prospects.MANY)
        return {slug: sums[slug] / prospects.UNIT / counts[slug] for slug in counts}


_PLAIN = _("what is nearly forgotten comes first, new cards in between by their domain's weight.")

_WHY = {
    Standing.NO_DATE: _("No interview date is set, so {plain}").format(plain=_PLAIN),
    Standing.PAST: _("The interview date is past, so {plain}").format(plain=_PLAIN),
    Standing.FAR: _("The interview is more than {days} days away, so {plain}").format(
        days=policy.FAR_DAYS, plain=_PLAIN
    ),
}

_FITS = {
    Standing.NO_DATE: _("Set an interview date, and the plan shows what fits into the days left."),
    Standing.PAST: _("The interview date is past. Set a new one to plan for it."),
    Standing.TODAY: _("The interview is today: take what is here as a warm-up, if at all."),
    Standing.FAR: _("The interview is more than {days} days away. There is time.").format(
        days=policy.FAR_DAYS
    ),
}


def fits_sentence(core: int, extended: int) -> str:
    """Return what a forecast says of the cards that are not met before the interview."""
    if core:
        return ngettext(
            "It does not fit: {n} core card would not be met before the interview.",
            "It does not fit: {n} core cards would not be met before the interview.",
            core,
        ).format(n=core)
    if extended:
        return ngettext(
            "The plan fits: every core card is met; {n} extended card is left out.",
            "The plan fits: every core card is met; {n} extended cards are left out.",
            extended,
        ).format(n=extended)
    return _("The plan fits: every card is met before the interview.")


def _rough_sentence(share: float) -> str:
    if share <= _SURE:
        return _("By a rough estimate the cards fit into the days left.")
    if share < _LOST:
        return _("By a rough estimate the cards just about fit; the Plan page counts exactly.")
    return _("By a rough estimate the cards do not fit; the Plan page shows three ways out.")


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
