"""Whether the plan fits, and if not the three ways out with their effect and a button each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashprep.app.plan import fits_sentence
from flashprep.core.changes import Changes
from flashprep.core.clock import to_date
from flashprep.core.errors import StaleCardError
from flashprep.core.i18n import _, ngettext
from flashprep.core.outline import Standing
from flashprep.core.reviews import Action
from flashprep.ui import formats
from flashprep.ui.widgets.parts import clear, label
from flashprep.ui.widgets.plan_parts import WayCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashprep.core.outline import Plan
    from flashprep.core.ways import Way
    from flashprep.ui.signals import Desk

_TOLD_SKIP = 0.05
"""A smaller share of missed days changes no number that is shown."""


class WaysOut(QWidget):
    """The finding of a plan, what it gives, and what would make it fit."""

    def __init__(self, desk: Desk, name: str, prefix: str = "") -> None:
        """Show nothing yet; ``prefix`` stands before the names of the ways' widgets."""
        super().__init__()
        self._desk, self._prefix = desk, prefix
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._finding = label("", "heading", f"{name}-finding", wrap=True)
        self._effect = label("", "muted", f"{name}-effect", wrap=True)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(12)
        rows.addWidget(self._finding)
        rows.addWidget(self._effect)
        rows.addLayout(self._ways)

    def say(self, finding: str, effect: str = "") -> None:
        """Show a sentence without any way out."""
        clear(self._ways)
        self._finding.setText(finding)
        self._finding.setVisible(bool(finding))
        self._effect.setText(effect)
        self._effect.setVisible(bool(effect))

    def show_plan(self, plan: Plan) -> None:
        """Show what a plan found."""
        forecast = plan.forecast
        if forecast is None or plan.standing is not Standing.NEAR:
            self.say(self._desk.app.plan.fits_line(), far_line(plan))
            return
        text = _("At {minutes} a day you would recall about {recall} of all cards on the day.")
        effect = text.format(
            minutes=formats.minutes(plan.minutes * 60), recall=formats.percent(forecast.recall)
        )
        if plan.skip >= _TOLD_SKIP:
            missed = _("It is expected that you miss {share} of the days, as in the last weeks.")
            effect += " " + missed.format(share=formats.percent(plan.skip))
        self.say(
            fits_sentence(round(forecast.unseen_core), round(forecast.unseen_extended)), effect
        )
        if plan.ways is not None:
            self._ways.addWidget(self._more_time(plan.ways.minutes, plan.minutes), 1)
            self._ways.addWidget(self._fewer_cards(plan.ways.fewer), 1)
            self._ways.addWidget(self._later_date(plan.ways.later), 1)

    # -- the three ways ----------------------------------------------------------------------

    def _card(
        self,
        name: str,
        title: str,
        value: str,
        effect: str,
        button: tuple[str, Callable[[], None]] | None = None,
    ) -> WayCard:
        return WayCard(name, title, value, effect, button, prefix=self._prefix)

    def _more_time(self, way: Way, now: float) -> WayCard:
        title = _("More minutes")
        if way.value is None:
            text = _("Not even ten hours a day would do: cards of one note come on different days.")
            return self._card("minutes", title, _("No way"), text)
        minutes, spoken = way.value, way.spoken
        if spoken is not None and minutes <= now:
            value = _("{n} new a day").format(n=spoken)
            return self._card(
                "minutes",
                _("More spoken cards"),
                value,
                _effect(way),
                (
                    _("Set {n}").format(n=spoken),
                    lambda: self._change(
                        {"new_performance_per_day": spoken},
                        _("{n} new spoken cards a day").format(n=spoken),
                    ),
                ),
            )
        effect = _effect(way)
        changes: dict[str, object] = {"minutes_per_day": minutes}
        if spoken is not None:
            changes["new_performance_per_day"] = spoken
            more = _("With up to {n} new spoken cards a day.").format(n=spoken)
            effect = f"{more} {effect}"
        time = formats.minutes(minutes * 60)
        return self._card(
            "minutes",
            title,
            _("{time} a day").format(time=time),
            effect,
            (
                _("Set {time}").format(time=time),
                lambda: self._change(changes, _("{time} a day").format(time=time)),
            ),
        )

    def _fewer_cards(self, way: Way) -> WayCard:
        title = _("Fewer cards")
        if way.value is None:
            effect = _("The cards you have begun fill the days by themselves.")
            return self._card("fewer", title, _("No way"), effect)
        core = way.value - way.extended
        parts = ngettext(
            "{extended} extended and {core} core card, those that are wanted least.",
            "{extended} extended and {core} core cards, those that are wanted least.",
            core,
        ).format(extended=way.extended, core=core)
        return self._card(
            "fewer",
            title,
            _("Leave out {cards}").format(cards=formats.cards(way.value)),
            f"{parts} {_effect(way)}",
            (_("Suspend them"), lambda: self._leave_out(way)),
        )

    def _later_date(self, way: Way) -> WayCard:
        title = _("A later date")
        if way.value is None:
            effect = _("Half a year would not be enough at these minutes.")
            return self._card("later", title, _("No way"), effect)
        when = to_date(way.value)
        return self._card(
            "later",
            title,
            formats.day(when),
            _effect(way),
            (
                _("Move the date"),
                lambda: self._change(
                    {"interview_date": when},
                    _("interview on {date}").format(date=formats.day(when)),
                ),
            ),
        )

    # -- what a person does ------------------------------------------------------------------

    def _change(self, values: dict[str, object], what: str) -> None:
        """Change settings, and offer to give them their values of before back."""
        present = self._desk.app.preferences.values
        before = {name: getattr(present, name) for name in values}
        if not self._set(values):
            return

        def back() -> None:
            if self._set(before):
                said = _("Took back: {what}").format(what=what)
                self._desk.broadcast.said.emit(said, False)

        self._desk.broadcast.offered.emit(_("Set: {what}").format(what=what), back)

    def _set(self, values: dict[str, object]) -> Changes:
        changes = Changes()
        for name, value in values.items():
            made = self._desk.attempt(
                lambda name=name, value=value: self._desk.app.change_setting(name, value)  # type: ignore[misc]
            )
            changes |= made or Changes()
        self._desk.changed(changes)
        return changes

    def _leave_out(self, way: Way) -> None:
        study = self._desk.app.study
        fresh = {card.id for card in study.candidates if not card.memory.seen}
        if not fresh.issuperset(way.cards):
            self._desk.broadcast.failed.emit(
                StaleCardError(
                    _("Some of these cards were studied or changed since the plan was made."),
                    _("Open the Plan page for a new one; nothing was suspended."),
                )
            )
            return
        first, *others = way.cards
        changes = self._desk.attempt(lambda: study.act(first, Action.SUSPEND, others))
        if changes is not None:
            said = _("{cards} suspended; the library brings them back.")
            self._desk.broadcast.said.emit(said.format(cards=formats.cards(len(way.cards))), True)
            self._desk.changed(changes)


def _effect(way: Way) -> str:
    recall = 0.0 if way.forecast is None else way.forecast.recall
    text = _("Every core card is met; recall on the day about {recall}.")
    return text.format(recall=formats.percent(recall))


def far_line(plan: Plan) -> str:
    """Return what holds until a far interview comes near, nothing for any other."""
    if plan.standing is not Standing.FAR or not plan.weeks:
        return ""
    return _(
        "Until {date} the everyday order serves memory best; then the parts below begin."
    ).format(date=formats.day(to_date(plan.weeks[0].span.first)))
