"""Review: question, reveal, grade, next; every grade is on disk before the next card shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from flashprep.core import domains
from flashprep.core.changes import Changes
from flashprep.core.errors import FlashprepError, StaleCardError, UnknownCardError
from flashprep.core.i18n import _
from flashprep.core.reviews import Action
from flashprep.core.rubric import propose
from flashprep.core.scheduling import Rating
from flashprep.ui import formats
from flashprep.ui.pages.page import Page
from flashprep.ui.theme import icons
from flashprep.ui.widgets.card_pane import CardPane
from flashprep.ui.widgets.card_theme import card_style
from flashprep.ui.widgets.grade_bar import NAMES, GradeBar
from flashprep.ui.widgets.parts import label, panel

if TYPE_CHECKING:
    from flashprep.app.library import CardView
    from flashprep.app.study import Question, Today
    from flashprep.core.cards import CardId
    from flashprep.ui.signals import Desk

_LEAST_WIDTH = 700
_NARROW = 860
"""Below this width of the page in pixels, the header is shortened."""

_SETTLE_MS = 25
"""A little more than a frame: the question is painted before anything else is done."""

_AHEAD = 3
"""How many coming cards are rendered while the person reads."""


class ReviewPage(Page):
    """The review session."""

    name = "review"
    turned = Signal()
    """A question was asked or its answer shown: other keys apply now."""

    settled = Signal()
    """The next question is on the screen; what depends on the last grade may follow."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._question: Question | None = None
        self._clock = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(500)
        self._tick.timeout.connect(self._show_time)
        self._counts_text = ("", "")
        self._pending = Changes()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        self._wake = QTimer(self)
        self._wake.setSingleShot(True)
        self._wake.timeout.connect(self._look_again)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 18, 32, 20)
        outer.setSpacing(12)
        outer.addLayout(self._make_header())
        self._progress = QProgressBar()
        self._progress.setObjectName("day-progress")
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(_("Progress of the day"))
        outer.addWidget(self._progress)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_card())
        self._stack.addWidget(self._make_empty())
        outer.addWidget(self._stack, 1)
        self.setTabOrder(self.grades.reveal, self._undo)

    # -- building ----------------------------------------------------------------------------

    def _make_header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._domain = label("", "heading", "review-domain")
        self._topic = label("", "muted", "review-topic")
        self._counts = label("", "muted", "review-counts")
        self._time = label("", "muted", "review-time")
        self._mark = self._tool("mark", _("Mark (M)"), self.toggle_mark)
        self._hint = self._tool("hint", _("Hint (H)"), self.hint)
        self._bury = self._tool("bury", _("Bury until tomorrow (B)"), self.bury)
        self._suspend = self._tool("suspend", _("Suspend (S)"), self.suspend)
        self._undo = self._tool("undo", _("Undo (Z)"), self.undo_requested.emit)
        row.addWidget(self._domain)
        row.addWidget(self._topic)
        row.addStretch(1)
        row.addWidget(self._counts)
        row.addSpacing(8)
        row.addWidget(self._time)
        row.addSpacing(8)
        for button in (self._hint, self._mark, self._bury, self._suspend, self._undo):
            row.addWidget(button)
        return row

    undo_requested = Signal()

    def _tool(self, name: str, tip: str, do: object) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"review-{name}")
        button.setProperty("role", "flat")
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.setIconSize(QSize(20, 20))
        button.clicked.connect(do)
        return button

    def _make_card(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        column = QWidget()
        self._column = column
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        box = panel("card", "card-panel")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(2, 2, 2, 2)
        self.pane = CardPane(self.desk.renderer, card_style(self.desk.palette, self.desk.zoom))
        self.pane.setObjectName("card-pane")
        self.pane.ticked.connect(self._propose)
        self.pane.link.connect(self._open_link)
        inside.addWidget(self.pane)
        rows.addWidget(box, 1)
        self.grades = GradeBar()
        self.grades.revealed.connect(self.reveal)
        self.grades.graded.connect(self.grade)
        rows.addWidget(self.grades)
        row.addStretch(1)
        row.addWidget(column, 1000)
        row.addStretch(1)
        return holder

    def _make_empty(self) -> QWidget:
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.addStretch(2)
        self._empty_title = label("", "title", "empty-title")
        self._empty_text = label("", "muted", "empty-text", wrap=True)
        self._empty_text.setMaximumWidth(560)
        self._more = QPushButton(_("Study 15 minutes more"))
        self._more.setObjectName("review-more")
        self._more.setProperty("role", "primary")
        self._more.clicked.connect(self._study_more)
        self._back = QPushButton(_("Back to Today"))
        self._back.setObjectName("review-back")
        self._back.clicked.connect(lambda: self.desk.broadcast.go.emit("today"))
        center = Qt.AlignmentFlag.AlignHCenter
        for text in (self._empty_title, self._empty_text):
            text.setAlignment(center)
            rows.addWidget(text, 0, center)
        rows.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self._more)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        rows.addStretch(3)
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
        found = self.desk.attempt(self.desk.app.study.next)
        self._show_question(found)

    def ask(self, question: Question) -> None:
        """Show a certain card, as undo does."""
        self._show_question(question)

    def _show_question(self, question: Question | None) -> None:
        self._question = question
        if question is None:
            today = self.desk.app.study.overview()
            self._show_day(today)
            self._show_empty(today)
        else:
            self._name_domain()
            self.pane.ask(question.view)
            self.grades.ask()
            self._stack.setCurrentIndex(0)
            if self.isVisible():
                self.grades.reveal.setFocus(Qt.FocusReason.OtherFocusReason)
            self._clock.start()
            self._tick.start()
            self._show_time()
        self._enable()
        self._settle.start()

    def _settled(self) -> None:
        """Do what may wait until the question is on the screen."""
        changes, self._pending = self._pending, Changes()
        self._show_day(self.desk.app.study.overview())
        self.desk.changed(changes)
        self.settled.emit()
        for card in self.desk.app.study.upcoming(_AHEAD):
            view = self._view_of(card)
            if view is not None:
                self.prepare.emit(view)

    def _view_of(self, card: CardId) -> CardView | None:
        return self.desk.attempt(lambda: self.desk.app.library.view(card))

    prepare = Signal(object)
    """A card's content that will be shown soon."""

    def reveal(self) -> None:
        """Show the answer and offer the grades."""
        if self._question is None or self.pane.revealed:
            return
        self.pane.reveal()
        spans = {rating: outcome.interval for rating, outcome in self._question.outcomes.items()}
        self.grades.offer(spans)
        if self.pane.ticks.count:
            self.pane.ticks.take_focus()
        else:
            self.grades.buttons[Rating.GOOD].setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()

    def confirm(self) -> None:
        """Reveal, or once revealed give the proposed grade (Good where no tick was set)."""
        if not self.pane.revealed:
            self.reveal()
        else:
            self.grade(self._proposed() or Rating.GOOD)

    def grade(self, rating: Rating) -> None:
        """Grade the card; on disk before the next one shows. On failure the card stays."""
        question = self._question
        if question is None or not self.pane.revealed:
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
        self._question = None
        self.ask_next()
        # The sidebar and the other pages follow once the next question is on the screen.
        self._pending |= graded.changes

    def hint(self) -> None:
        """Show one hint more."""
        if self._question is not None:
            self.pane.hint()
            self._enable()

    def bury(self) -> None:
        """Put the card off until tomorrow."""
        self._act(Action.BURY, _("Buried until tomorrow."))

    def suspend(self) -> None:
        """Take the card out of study until it is resumed in the library."""
        self._act(Action.SUSPEND, _("Suspended; the library brings it back."))

    def toggle_mark(self) -> None:
        """Mark the card, or take the mark away."""
        if self._question is None:
            return
        marked = self._question.memory.marked
        action = Action.UNMARK if marked else Action.MARK
        card = self._question.view.side.id
        changes = self.desk.attempt(lambda: self.desk.app.study.act(card, action))
        if changes is not None:
            self.desk.broadcast.said.emit(_("Mark removed.") if marked else _("Marked."), True)
            self.desk.changed(changes)

    def _act(self, action: Action, said: str) -> None:
        if self._question is None:
            return
        card = self._question.view.side.id
        changes = self.desk.attempt(lambda: self.desk.app.study.act(card, action))
        if changes is not None:
            self._question = None
            self.ask_next()
            self.desk.broadcast.said.emit(said, True)
            self.desk.changed(changes)

    # -- keeping up --------------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the card on the page, or what comes next, may be another."""
        if self._question is None:
            return True
        if self._question.view.side.id in changes.cards:
            return True
        return changes.content or changes.settings or changes.reviews

    def _redraw(self) -> None:
        """Show the same card again as it now is, keeping what is revealed."""
        shown = self._question
        if shown is None:
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
        self._enable()

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
            self._time.setText("")
            self._tick.stop()
            return
        spent = self._clock.elapsed() / 1000
        box = self._question.view.note.time_box
        text = formats.clock(spent)
        self._time.setText(text if box is None else f"{text} / {formats.clock(box)}")

    def _show_day(self, today: Today) -> None:
        load = today.load
        left = load.new + load.learning + load.due
        parts = [
            _("{n} new").format(n=load.new),
            _("{n} learning").format(n=load.learning),
            _("{n} due").format(n=load.due),
        ]
        self._counts_text = ("   ".join(parts), _("{n} left").format(n=left))
        self._name_domain()
        self._progress.setRange(0, max(today.done_cards + left, 1))
        self._progress.setValue(today.done_cards)
        self._progress.setToolTip(
            _("{done} done, {left} to go, about {time}").format(
                done=formats.cards(today.done_cards), left=left, time=formats.minutes(load.seconds)
            )
        )

    def _show_empty(self, today: Today) -> None:
        self._domain.setText("")
        self._topic.setText("")
        self._time.setText("")
        self._tick.stop()
        title, text = self._empty_words(today)
        self._empty_title.setText(title)
        self._empty_text.setText(text)
        more = today.waiting + today.unseen > 0 and today.load.learning == 0
        self._more.setVisible(more)
        self._stack.setCurrentIndex(1)
        if self.isVisible():
            (self._more if more else self._back).setFocus(Qt.FocusReason.OtherFocusReason)
        if today.next_due is not None:
            wait = (today.next_due - self.desk.app.study.now).total_seconds()
            self._wake.start(int(min(max(wait, 1.0), 3600.0) * 1000))

    def _empty_words(self, today: Today) -> tuple[str, str]:
        now = self.desk.app.study.now
        if not self.desk.app.library.cards():
            return _("There are no cards yet"), _(
                "Put a Markdown deck into {folder}; it is read at once."
            ).format(folder=self.desk.app.profile.decks)
        if today.load.learning and today.next_due is not None:
            return _("A short break"), _(
                "{cards} being learned come back {when}; this page goes on by itself."
            ).format(
                cards=formats.cards(today.load.learning), when=formats.when(today.next_due, now)
            )
        done = _("{cards} in {time} today.").format(
            cards=formats.cards(today.done_cards), time=formats.minutes(today.done_seconds)
        )
        if today.waiting or today.unseen:
            return _("Today's minutes are used"), _(
                "{done} {waiting} due and {unseen} new are left for tomorrow."
            ).format(
                done=done, waiting=formats.cards(today.waiting), unseen=formats.cards(today.unseen)
            )
        if today.next_due is not None:
            return _("Done for today") if today.done_cards else _("Nothing is due"), _(
                "{done} The next card is due {when}."
            ).format(done=done, when=formats.when(today.next_due, now))
        return _("Nothing to study"), _("All cards are suspended; the library brings them back.")

    def _study_more(self) -> None:
        changes = self.desk.attempt(lambda: self.desk.app.study.extend(15))
        if changes is not None:
            self.desk.changed(changes)

    def _enable(self) -> None:
        asking = self._question is not None
        for button in (self._mark, self._bury, self._suspend):
            button.setEnabled(asking)
        self._hint.setVisible(asking and self.pane.hints_left > 0)
        colors = self.desk.palette
        marked = self._question is not None and self._question.memory.marked
        name = "marked" if marked else "mark"
        self._mark.setIcon(icons.icon(name, colors.accent if marked else colors.muted))
        self.turned.emit()

    def set_undo(self, what: str) -> None:
        """Name what undo would take back; nothing to undo when empty."""
        self._undo.setEnabled(bool(what))
        text = _("Undo {what} (Z)").format(what=what) if what else _("Nothing to undo")
        self._undo.setToolTip(text)
        self._undo.setAccessibleName(text)

    def dress(self) -> None:
        """Take over the theme's colors and the zoom."""
        colors = self.desk.palette
        for name, button in (
            ("hint", self._hint),
            ("bury", self._bury),
            ("suspend", self._suspend),
            ("undo", self._undo),
        ):
            button.setIcon(icons.icon(name, colors.muted))
        self.pane.dress(card_style(colors, self.desk.zoom))
        self._column.setMaximumWidth(max(_LEAST_WIDTH, self.pane.reading_width()))
        self._enable()

    def _name_domain(self) -> None:
        """Name domain and topic, as far as there is room beside the counts."""
        narrow = self.width() < _NARROW
        self._counts.setText(self._counts_text[narrow])
        if self._question is None:
            return
        note = self._question.view.note
        named = domains.domain(note.domain)
        self._domain.setText(named.short if narrow else named.title)
        self._topic.setText("" if narrow else _topic(note.tags))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_domain()

    def stop(self) -> None:
        """Stop the clocks of the session."""
        for timer in (self._tick, self._settle, self._wake):
            timer.stop()

    def _open_link(self, address: str) -> None:
        """Open a link of a card in the browser after showing where it leads."""
        answer = QMessageBox.question(
            self, _("Open this address?"), address, defaultButton=QMessageBox.StandardButton.Yes
        )
        if answer == QMessageBox.StandardButton.Yes:
            QDesktopServices.openUrl(QUrl(address))


def _topic(tags: tuple[str, ...]) -> str:
    return f"·  {tags[0].replace('-', ' ')}" if tags else ""


def grade_name(rating: Rating | None, action: Action) -> str:
    """Return what a log row did, as undo names it."""
    if rating is not None:
        return NAMES[rating]
    return {
        Action.SUSPEND: _("suspending"),
        Action.RESUME: _("resuming"),
        Action.BURY: _("burying"),
        Action.MARK: _("marking"),
        Action.UNMARK: _("removing the mark"),
    }.get(action, "")
