"""Edit one card's Markdown in place: the deck file is written atomically, history is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.errors import DeckError
from flashprep.core.faults import Level
from flashprep.core.i18n import _

if TYPE_CHECKING:
    from flashprep.app.library import CardView, Library
    from flashprep.core.changes import Changes


class Editing:
    """The card editor of one profile."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def block(self, view: CardView) -> str:
        """Return a card's block as it stands in its file; raise ``DeckError`` if it is gone."""
        from flashprep.decks import folder, writer

        data = folder.read(view.deck)
        return writer.note_block(data, view.side.note)

    def save(self, view: CardView, text: str) -> Changes:
        """Write a card's new block into its file and read the deck again.

        Raise ``DeckError`` when the text is not one sound card, or when the file was changed or
        cannot be written; then nothing is written.
        """
        from flashprep.decks import folder, parser, writer

        data = folder.read(view.deck)
        changed = writer.replace_note(data, view.side.note, text)
        if changed == data:
            return self._library.refresh(deliver=False)
        before = parser.parse(data, view.deck.name)
        after = parser.parse(changed, view.deck.name)
        known = {(fault.code, fault.message) for fault in before.faults}
        for fault in after.faults:
            if fault.level is Level.ERROR and (fault.code, fault.message) not in known:
                raise DeckError(fault.message, fault.hint)
        if not any(note.id == view.side.note for note in after.notes):
            raise DeckError(
                _("With this text the card could not be asked any more."),
                _("Keep its ## heading and its id."),
            )
        writer.write_atomically(view.deck, changed, expect=data)
        return self._library.refresh(deliver=False)
