"""The cards that cost more than they give, and what to do about each: rewrite it, or suspend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from flashprep.core import domains
from flashprep.core.i18n import _, ngettext
from flashprep.render.linear import plain_line
from flashprep.ui.widgets.parts import label, rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flashprep.core.statistics import Hard

_FIRST = 6
_LONGEST = 160


class HardCards(QFrame):
    """A list of leeches and difficult cards, the worst first."""

    rewrite = Signal(str)
    """The id of a card whose text is to be mended."""

    suspend = Signal(str)
    """The id of a card that is to be asked no more."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hard-cards")
        self.setProperty("role", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(22, 18, 22, 16)
        rows.setSpacing(8)
        self.title = label("", "heading", "finding-hard", wrap=True)
        text = _(
            "A card that is forgotten again and again seldom lacks practice: mostly it asks for "
            "too much at once, or its question fits several answers. Split it, or give it a handle."
        )
        self._advice = label(text, "small", "hard-advice", wrap=True)
        self._list = QWidget()
        self._rows = rows
        self._more = QPushButton()
        self._more.setObjectName("hard-more")
        self._more.clicked.connect(self._show_all)
        rows.addWidget(self.title)
        rows.addWidget(self._advice)
        rows.addWidget(self._list)
        rows.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._cards: Sequence[Hard] = ()
        self._questions: Mapping[str, str] = {}
        self._all = False

    def show_cards(self, cards: Sequence[Hard], questions: Mapping[str, str]) -> None:
        """Show some cards; those without a question are counted only."""
        self._cards, self._questions = cards, questions
        self.title.setText(finding(cards))
        self._advice.setVisible(bool(cards))
        self._fill()

    def _fill(self) -> None:
        # Exchanged as a whole, so that no half of a list is ever laid out.
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(10)
        known = [card for card in self._cards if card.card in self._questions]
        shown = known if self._all else known[:_FIRST]
        for number, card in enumerate(shown):
            if number:
                lines.addWidget(rule())
            lines.addWidget(self._row(card))
        self._rows.replaceWidget(self._list, holder)
        self._list.hide()
        self._list.deleteLater()
        self._list = holder
        holder.setVisible(bool(shown))
        left = len(known) - len(shown)
        self._more.setVisible(left > 0)
        self._more.setText(ngettext("Show {n} more", "Show {n} more", left).format(n=left))

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _row(self, card: Hard) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        question = _one_line(self._questions[card.card])
        texts.addWidget(label(question, "", f"hard-question-{card.card}", wrap=True))
        texts.addWidget(label(describe(card), "small", f"hard-{card.card}", wrap=True))
        line.addLayout(texts, 1)
        for name, text, signal in (
            ("rewrite", _("Rewrite this card"), self.rewrite),
            ("suspend", _("Suspend"), self.suspend),
        ):
            button = QPushButton(text)
            button.setObjectName(f"{name}-{card.card}")
            button.setAccessibleName(f"{text}: {question}")
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(card.card))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row


def _one_line(question: str) -> str:
    text = plain_line(question)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


def describe(card: Hard) -> str:
    """Return why a card is listed."""
    forgotten = ngettext("forgotten {n} time", "forgotten {n} times", card.lapses)
    parts = [
        domains.domain(card.domain).title,
        forgotten.format(n=card.lapses) if card.lapses else _("never forgotten on a later day"),
        ngettext("{n} answer", "{n} answers", card.reps).format(n=card.reps),
        _("difficulty {n:.1f} of 10").format(n=card.difficulty),
    ]
    if card.leech:
        parts.insert(0, _("Leech"))
    return " · ".join(parts)


def finding(cards: Sequence[Hard]) -> str:
    """Return how many cards are leeches or very difficult."""
    if not cards:
        return _("No card is a leech, and none is very difficult.")
    leeches = sum(card.leech for card in cards)
    if not leeches:
        text = ngettext("{n} card is very difficult.", "{n} cards are very difficult.", len(cards))
        return text.format(n=len(cards))
    text = ngettext(
        "{n} leech costs you time: better to rewrite it than to repeat it.",
        "{n} leeches cost you time: better to rewrite them than to repeat them.",
        leeches,
    )
    return text.format(n=leeches)
