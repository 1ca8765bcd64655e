"""A whole card: question, hints, then the answer with everything an interviewer adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from flashprep.core.i18n import _
from flashprep.render.words import answer_text, question_text
from flashprep.ui.widgets.card_block import CardBlock
from flashprep.ui.widgets.card_theme import aside
from flashprep.ui.widgets.card_view import CardStyle, CardView
from flashprep.ui.widgets.parts import lay_out_hidden, rule, scrolling
from flashprep.ui.widgets.ticks import Ticks
from flashprep.ui.widgets.typed import TypedAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flashprep.app.library import CardView as Content
    from flashprep.render.card import Renderer
    from flashprep.ui.theme.palette import Palette

_STORY = ("situation", "task", "action", "result")


class CardPane(QScrollArea):
    """Shows one card in a readable column; the answer part stays hidden until it is revealed."""

    ticked = Signal()
    link = Signal(str)

    def __init__(self, renderer: Renderer, style: CardStyle, palette: Palette) -> None:
        super().__init__()
        self._renderer, self._style = renderer, style
        self._content: Content | None = None
        self._unfilled: list[Callable[[], None]] = []
        self._hints_shown = 0
        self._tall = False
        self.revealed = False
        self._blocks: list[CardBlock] = []
        self._wait = True
        body = QWidget()
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(34, 26, 34, 26)
        self._rows.setSpacing(14)
        self.question = self._view("question", _("Question"))
        self._rows.addWidget(self.question)
        self._starter = self._block(listing=True)
        self._rows.addWidget(self._starter)
        self._hint_place = QVBoxLayout()
        self._hint_place.setSpacing(8)
        self._rows.addLayout(self._hint_place)
        self.typed = TypedAnswer(palette, style)
        self._rows.addWidget(self.typed)
        self.back = self._make_back()
        self._rows.addWidget(self.back)
        self._rows.addStretch(1)
        area = scrolling(body)
        self.setWidget(area.takeWidget())
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.hide()

    def _view(self, name: str, title: str) -> CardView:
        view = CardView(self._renderer, self._style)
        view.setObjectName(name)
        view.setAccessibleName(title)
        view.link_activated.connect(self.link)
        return view

    def _block(self, *, inset: bool = False, listing: bool = False) -> CardBlock:
        block = CardBlock(self._renderer, self._style, inset=inset, listing=listing)
        block.link.connect(self.link)
        block.waits = self._wait
        self._blocks.append(block)
        return block

    def _make_back(self) -> QWidget:
        back = QWidget()
        rows = QVBoxLayout(back)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addWidget(rule())
        self.answer = self._view("answer", _("Answer"))
        rows.addWidget(self.answer)
        self._sections = {name: self._block() for name in _STORY}
        self._sections |= {name: self._block(listing=True) for name in ("solution", "tests")}
        for block in self._sections.values():
            rows.addWidget(block)
        self.ticks = Ticks(self._renderer, aside(self._style))
        self.ticks.changed.connect(self.ticked)
        rows.addWidget(self.ticks)
        self._contrast = QWidget()
        pair = QHBoxLayout(self._contrast)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(12)
        self._junior, self._senior = self._block(inset=True), self._block(inset=True)
        for block in (self._junior, self._senior):
            block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            pair.addWidget(block, 1)
        rows.addWidget(self._contrast)
        self._follow_ups = self._block()
        self._notes = self._block()
        self._source = self._block()
        for block in (self._follow_ups, self._notes, self._source):
            rows.addWidget(block)
        return back

    # -- showing -----------------------------------------------------------------------------

    def ask(self, content: Content) -> None:
        """Show a card's question."""
        self._content = content
        self._unfilled = self._fillers(content)
        self._tall = False
        self.revealed = False
        self._hints_shown = 0
        variant, folder = content.side.variant, content.deck.parent
        self.back.hide()
        self.typed.reset()
        self._clear_hints()
        self.question.show_rendered(self._renderer.question(content.note, variant), folder)
        self.question.setAccessibleDescription(question_text(content.note, variant))
        starter = self._renderer.section(content.note, "starter")
        self._starter.fill("starter", _("Starter"), starter, folder)
        self.verticalScrollBar().setValue(0)

    def reveal(self) -> None:
        """Show the answer and all that belongs to it."""
        if self._content is None:
            return
        self.revealed = True
        while self.fill_ahead():
            pass
        if self._tall:
            # The scroll bar is there at once: else all is laid out without it, and then with it.
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            QTimer.singleShot(0, self, self._free_bar)
        self.back.show()

    def _free_bar(self) -> None:
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def fill_ahead(self) -> bool:
        """Set the next part of the hidden answer; return whether there was one.

        Done while the person thinks, so that no more than showing is left for the reveal.
        """
        if not self._unfilled:
            return False
        self._unfilled.pop(0)()
        return True

    def _fillers(self, content: Content) -> list[Callable[[], None]]:
        """Return what sets the parts of a card's answer, piece by piece."""
        note, folder, renderer = content.note, content.deck.parent, self._renderer
        titles = self._titles()

        def answer() -> None:
            rendered = renderer.answer(note, content.side.variant)
            self.answer.setVisible(bool(rendered.html))
            self.answer.show_rendered(rendered, folder)
            self.answer.setAccessibleDescription(answer_text(note, content.side.variant))

        def section(name: str) -> Callable[[], None]:
            block, title = self._sections[name], titles[name]
            return lambda: block.fill(name, title, renderer.section(note, name), folder)

        def no_section() -> None:
            for name, block in self._sections.items():
                block.setVisible(bool(note.sections.get(name)))

        def ticks() -> None:
            plain = [renderer.plain(tick.text) for tick in note.expect]
            self.ticks.show_ticks(note.expect, renderer.ticks(note), plain, folder)

        def contrast() -> None:
            self._junior.fill("junior", _("Junior"), renderer.junior(note), folder)
            self._senior.fill("senior", _("Senior (L6)"), renderer.senior(note), folder)
            self._contrast.setVisible(bool(note.junior or note.senior))

        def rest() -> None:
            self._follow_ups.fill("follow-ups", _("Follow-ups"), renderer.follow_ups(note), folder)
            as_of = _("Note, as of {date}").format(date=note.as_of) if note.as_of else _("Note")
            self._notes.fill("notes", as_of, renderer.section(note, "notes"), folder)
            self._source.fill("source", _("Source"), renderer.source(note), folder)

        sections = [section(name) for name in self._sections if note.sections.get(name)]
        return [no_section, answer, *sections, ticks, contrast, rest, self._lay_out]

    def _lay_out(self) -> None:
        """Give the hidden answer the width that it will have, so that it wraps now."""
        width, above = self._rows.contentsRect().width(), self._rows.sizeHint().height()
        self._fit_back(width)
        tall = above + self._rows.spacing() + self.back.height() > self.viewport().height()
        if tall and not self.verticalScrollBar().isVisible():
            self._fit_back(width - self.verticalScrollBar().sizeHint().width())
        self._tall = tall

    def _fit_back(self, width: int) -> None:
        self.back.resize(width, self.back.height())
        lay_out_hidden(self.back)
        for view in self.back.findChildren(CardView):
            if view.isVisibleTo(self.back):
                view.fit_ahead()
        layout = self.back.layout()
        if layout is not None:
            self.back.resize(width, layout.totalHeightForWidth(width))
        lay_out_hidden(self.back)

    @staticmethod
    def _titles() -> dict[str, str]:
        return {
            "situation": _("Situation"),
            "task": _("Task"),
            "action": _("Action"),
            "result": _("Result"),
            "solution": _("Solution"),
            "tests": _("Tests"),
        }

    def hint(self) -> bool:
        """Show one hint more; return whether there was one."""
        content = self._content
        if content is None or self._hints_shown >= len(content.note.hints):
            return False
        rendered = self._renderer.hints(content.note)[self._hints_shown]
        self._hints_shown += 1
        block = self._block()
        self._hint_place.addWidget(block)
        title = _("Hint {n} of {all}").format(n=self._hints_shown, all=len(content.note.hints))
        block.fill(f"hint-{self._hints_shown}", title, rendered, content.deck.parent)
        return True

    @property
    def hints_left(self) -> int:
        """Return how many hints are not shown yet."""
        return len(self._content.note.hints) - self._hints_shown if self._content else 0

    def redraw(self, content: Content) -> None:
        """Show the card as it now is on disk, keeping what is revealed and ticked."""
        revealed, met, hints = self.revealed, self.ticks.met(), self._hints_shown
        place = self.verticalScrollBar().value()
        self.ask(content)
        for _number in range(hints):
            self.hint()
        if revealed:
            self.reveal()
            self.ticks.set_met(met)
        self.verticalScrollBar().setValue(place)

    def _clear_hints(self) -> None:
        while (item := self._hint_place.takeAt(0)) is not None:
            block = item.widget()
            if isinstance(block, CardBlock):
                self._blocks.remove(block)
                block.hide()
                block.deleteLater()

    def dress(self, style: CardStyle, palette: Palette) -> None:
        """Take over the theme's colors and the zoom."""
        self._style = style
        self.typed.dress(palette, style)
        self.question.dress(style)
        self.answer.dress(style)
        for block in self._blocks:
            block.dress(style)
        self.ticks.dress(aside(style))

    def wait_for_formulas(self, *, wait: bool) -> None:
        """Choose whether a formula that no cache holds is set at once, or shown as TeX first."""
        self._wait = wait
        for block in self._blocks:
            block.waits = wait
        self.ticks.waits = wait
        for view in self._views():
            view.waits = wait

    def refresh_formulas(self) -> None:
        """Show the formulas that have been set meanwhile."""
        for view in self._views():
            view.refresh_formulas()

    def _views(self) -> Iterator[CardView]:
        yield self.question
        yield self.answer
        yield from self.ticks.views()
        for block in self._blocks:
            if block.view is not None:
                yield block.view

    def reading_width(self) -> int:
        """Return the width in pixels at which a line holds some 70 letters."""
        margins = self._rows.contentsMargins()
        bar = self.verticalScrollBar().sizeHint().width()
        return self.question.column_width() + margins.left() + margins.right() + bar + 8
