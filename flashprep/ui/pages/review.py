"""Review: question, reveal, grade, next; every grade is on disk before the next card shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from flashprep.core.changes import Changes
from flashprep.core.errors import FlashprepError, StaleCardError, UnknownCardError
from flashprep.core.i18n import _
from flashprep.core.reviews import Action
from flashprep.core.rubric import propose
from flashprep.core.scheduling import Rating
from flashprep.render.linear import one_line
from flashprep.render.words import answer_text
from flashprep.ui import card_deeds, formats
from flashprep.ui.edit_in_place import EditInPlace
from flashprep.ui.pages.page import Page
from flashprep.ui.review_quiet import ReviewQuiet
from flashprep.ui.widgets.card_pane import CardPane
from flashprep.ui.widgets.card_theme import card_style
from flashprep.ui.widgets.grade_bar import GradeBar
from flashprep.ui.widgets.parts import panel
from flashprep.ui.widgets.review_header import ReviewHeader

if TYPE_CHECKING:
    from flashprep.app.library import CardView
    from flashprep.app.study import Question, Today
    from flashprep.core.cards import CardId
    from flashprep.ui.signals import Desk

_LEAST_WIDTH = 700
_FOOT = 20

_SETTLE_MS = 25
"""A little more than a frame: the question is painted before anything else is done."""

_FILL_MS = 15
"""Between two parts of the answer, which are set while the person thinks, a key is heard."""

_AHEAD = 3
"""How many coming cards are rendered while the person reads."""

_CARD, _QUIET = 0, 1


class ReviewPage(Page):
    """The review session."""

    name = "review"

    settled = Signal()
    """The next question is on the screen; what depends on the last grade may follow."""

    undo_requested = Signal(int)
    """How many actions to take back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._question: Question | None = None
        self._pending = Changes()
        self._clock = QElapsedTimer()
        self._tick = self._timer(500, self._show_time, again=True)
        self._settle = self._timer(_SETTLE_MS, self._settled)
        self._wake = self._timer(1000, self._look_again)
        self._fill = self._timer(_FILL_MS, self._fill_ahead, again=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 18, 32, _FOOT)
        outer.setSpacing(12)
        self.header = ReviewHeader()
        self.header.chosen.connect(self._use)
        self.header.undo_steps.connect(self.undo_requested)
        # Bound to the column of the card: on a wide screen the eye need not travel.
        top = QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self.header, 1000)
        top.addStretch(1)
        outer.addLayout(top)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_card())
        self._quiet = ReviewQuiet(desk)
        self._stack.addWidget(self._quiet)
        outer.addWidget(self._stack, 1)
        self._edit = EditInPlace(desk, self._stack)
        self._edit.saved.connect(self._edited)
        self._edit.ended.connect(self._end_edit)

    def _timer(self, interval: int, do: object, *, again: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.setSingleShot(not again)
        timer.timeout.connect(do)
        return timer

    def _make_card(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self._column = QWidget()
        rows = QVBoxLayout(self._column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        box = panel("card", "card-panel")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(2, 2, 2, 2)
        style = card_style(self.desk.palette, self.desk.zoom)
        self.pane = CardPane(self.desk.renderer, style, self.desk.palette)
        self.pane.setObjectName("card-pane")
        self.pane.wait_for_formulas(wait=False)
        self.pane.ticked.connect(self._propose)
        self.pane.link.connect(lambda address: card_deeds.open_link(address, self))
        self.pane.typed.done.connect(self.reveal)
        inside.addWidget(self.pane)
        rows.addWidget(box, 1)
        self.grades = GradeBar()
        self.grades.revealed.connect(self.reveal)
        self.grades.graded.connect(self.grade)
        rows.addWidget(self.grades)
        row.addStretch(1)
        row.addWidget(self._column, 1000)
        row.addStretch(1)
        return holder

    # -- the session -------------------------------------------------------------------------

    @property
    def question(self) -> Question | None:
        """Return the card that is asked now."""
        return self._question

    def refresh(self) -> None:
        """Go on with the card that is asked, or ask the next one."""
        if self._question is None:
            self.ask_next()
        else:
            self._redraw()

    def ask_next(self) -> None:
        """Show the next card's question, or what there is instead."""
        self._show_question(self.desk.attempt(self.desk.app.study.next))

    def ask(self, question: Question) -> None:
        """Show a certain card, as undo does."""
        self._show_question(question)

    def _show_question(self, question: Question | None) -> None:
        self._question = question
        if question is None:
            self._show_quiet(self.desk.app.study.overview())
        else:
            self.pane.ask(question.view)
            self.grades.ask()
            self._stack.setCurrentIndex(_CARD)
            if self.isVisible():
                self.grades.reveal.setFocus(Qt.FocusReason.OtherFocusReason)
            self._clock.start()
            self._tick.start()
            self._show_time()
        self._name_card()
        self._settle.start()

    def _settled(self) -> None:
        """Do what may wait until the question is on the screen."""
        changes, self._pending = self._pending, Changes()
        self._show_day(self.desk.app.study.overview())
        self.desk.changed(changes)
        self.settled.emit()
        if self._question is not None:
            self.prepare.emit(self._question.view)
            if self.desk.renderer.holds(self._question.view.note):
                self._fill.start()
        self.prepare_coming()

    def _fill_ahead(self) -> None:
        if self.pane.revealed or not self.pane.fill_ahead():
            self._fill.stop()

    def prepare_coming(self) -> None:
        """Have the next cards rendered beside the window."""
        for card in self.desk.app.study.upcoming(_AHEAD):
            view = self._view_of(card)
            if view is not None:
                self.prepare.emit(view)

    def _view_of(self, card: CardId) -> CardView | None:
        return self.desk.attempt(lambda: self.desk.app.library.view(card))

    def formulas_ready(self, card: str) -> None:
        """Show the formulas of a card that were still being set when it was shown."""
        if self._question is not None and self._question.view.side.id == card:
            self.pane.refresh_formulas()
            self._fill.start()

    def reveal(self) -> None:
        """Show the answer and offer the grades."""
        question = self._question
        if question is None or self.pane.revealed or self._stack.currentIndex() != _CARD:
            return
        self.pane.reveal()
        note, variant = question.view.note, question.view.side.variant
        self.pane.typed.compare(
            one_line(answer_text(note, variant)), words=not note.kind.is_performance
        )
        self.grades.offer({r: outcome.interval for r, outcome in question.outcomes.items()})
        if self.pane.ticks.count:
            self.pane.ticks.take_focus()
        else:
            self.grades.buttons[Rating.GOOD].setFocus(Qt.FocusReason.OtherFocusReason)
        self._name_card()

    def confirm(self) -> None:
        """Reveal, or once revealed give the proposed grade (Good where no tick was set)."""
        if not self.pane.revealed:
            self.reveal()
        else:
            self.grade(self._proposed() or Rating.GOOD)

    def grade(self, rating: Rating) -> None:
        """Grade the card; on disk before the next one shows. On failure the card stays."""
        question = self._question
        if question is None or not self.pane.revealed or self._stack.currentIndex() != _CARD:
            return
        study = self.desk.app.study
        try:
            graded = study.grade(
                question.view.side.id,
                rating,
                duration_ms=self._clock.elapsed(),
                ticks=self.pane.ticks.met(),
                tick_count=self.pane.ticks.count,
                shown=question.memory,
            )
        except (StaleCardError, UnknownCardError) as error:
            self.desk.broadcast.failed.emit(error)
            study.reload()
            self.ask_next()
            return
        except FlashprepError as error:
            self.desk.broadcast.failed.emit(error)
            return
        # The sidebar and the other pages follow once the next question is on the screen.
        self._pending |= graded.changes
        self._question = None
        self.ask_next()

    # -- what else can be done to a card -----------------------------------------------------

    def _use(self, tool: str) -> None:
        if tool == "undo":
            self.undo_requested.emit(1)
        else:
            getattr(self, tool)()

    def hint(self) -> None:
        """Show one hint more."""
        if self._question is not None:
            self.pane.hint()
            self._name_card()

    def type_answer(self) -> None:
        """Offer a field to type the answer into."""
        if self._question is not None and not self.pane.revealed:
            self.pane.typed.ask()

    def bury(self) -> None:
        """Put the card off until tomorrow."""
        self._put_off(Action.BURY)

    def suspend(self) -> None:
        """Take the card out of study until it is resumed in the library."""
        self._put_off(Action.SUSPEND)

    def _put_off(self, action: Action) -> None:
        def ask_another() -> None:
            self._question = None
            self.ask_next()

        if self._question is not None:
            card_deeds.put_off(self.desk, self._question, action, ask_another)

    def mark(self) -> None:
        """Mark the card, or take the mark away; the card stays."""
        if self._question is not None:
            card_deeds.mark(self.desk, self._question)

    def info(self) -> None:
        """Show where the card stands, and its history."""
        if self._question is not None:
            card_deeds.tell(self.desk, self._question, self)

    def edit(self) -> None:
        """Edit the card's Markdown in place."""
        if self._question is not None:
            self._edit.begin(self._question.view)
            self.turned.emit()

    def _edited(self, changes: Changes) -> None:
        self.desk.app.study.reload()
        self.desk.broadcast.said.emit(_("Saved in the deck; the history is kept."), False)
        self.desk.changed(changes)

    def _end_edit(self) -> None:
        self._stack.setCurrentIndex(_CARD)
        self.grades.reveal.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turned.emit()

    @property
    def editing(self) -> bool:
        """Tell whether the card's Markdown is being edited."""
        return self._edit.active

    # -- keeping up --------------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the card on the page, or what comes next, may be another."""
        if self._question is None or self._question.view.side.id in changes.cards:
            return True
        return changes.content or changes.settings or changes.reviews

    def _redraw(self) -> None:
        """Show the same card again as it now is, keeping what is revealed."""
        shown = self._question
        if shown is None or self.editing:
            return
        card = shown.view.side.id
        try:
            now = self.desk.app.study.question(card)
        except FlashprepError:
            now = None
        if now is None or card not in self.desk.app.study or now.memory.suspended:
            gone = _("The card is gone from its deck; its history stays.")
            self.desk.broadcast.said.emit(gone, False)
            self._question = None
            self.ask_next()
            return
        self._question = now
        if now.view != shown.view:
            self.pane.redraw(now.view)
            self._propose()
        if self.pane.revealed:
            self.grades.offer({r: o.interval for r, o in now.outcomes.items()})
        self._show_day(self.desk.app.study.overview())
        self._name_card()

    def _look_again(self) -> None:
        if self._question is None and self.isVisible():
            self.ask_next()

    # -- details -----------------------------------------------------------------------------

    def _proposed(self) -> Rating | None:
        if self._question is None or not self.pane.ticks.met():
            return None
        box = self._question.view.note.time_box
        in_time = box is None or self._clock.elapsed() <= box * 1000
        ticks = self._question.view.note.expect
        return propose(ticks, self.pane.ticks.met(), in_time=in_time)

    def _propose(self) -> None:
        self.grades.propose(self._proposed())

    def _show_time(self) -> None:
        if self._question is None:
            self.header.show_time("")
            self._tick.stop()
            return
        text = formats.clock(self._clock.elapsed() / 1000)
        box = self._question.view.note.time_box
        over = box is not None and self._clock.elapsed() > box * 1000
        self.header.show_time(text, "" if box is None else formats.clock(box), over=over)

    def _show_day(self, today: Today) -> None:
        load = today.load
        left = load.new + load.learning + load.due
        kinds = _("{new} new, {learning} being learned, {due} due")
        self.header.show_day(
            today.done_cards,
            left,
            formats.minutes(load.seconds),
            kinds.format(new=load.new, learning=load.learning, due=load.due),
        )

    def _show_quiet(self, today: Today) -> None:
        self._show_day(today)
        self._show_time()
        self._quiet.show_day(today)
        self._stack.setCurrentIndex(_QUIET)
        if self.isVisible():
            self._quiet.take_focus()
        wait = self._quiet.wait_ms(today)
        if wait is not None:
            self._wake.start(wait)

    def _name_card(self) -> None:
        question = self._question
        note = None if question is None else question.view.note
        marked = question is not None and question.memory.marked
        self.header.show_note(note, marked=marked, hints=self.pane.hints_left)
        self.turned.emit()

    def dress(self) -> None:
        """Take over the theme's colors and the zoom."""
        self.header.dress(self.desk.palette)
        self.pane.dress(card_style(self.desk.palette, self.desk.zoom), self.desk.palette)
        self.grades.dress(self.desk.zoom)
        width = max(_LEAST_WIDTH, self.pane.reading_width())
        self._column.setMaximumWidth(width)
        self.header.setMaximumWidth(width)

    @property
    def foot(self) -> int:
        """Return the height of the grades, and a little more."""
        return self.grades.height() + _FOOT + 12

    def stop(self) -> None:
        """Stop the clocks of the session."""
        for timer in (self._tick, self._settle, self._wake, self._fill):
            timer.stop()
