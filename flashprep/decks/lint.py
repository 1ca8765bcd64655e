"""Check deck files: everything that reading them reports, and what makes a card a good one.

Codes. Errors keep a card or a file from being used; the rest are warnings (w) and notes (n).

The file: ``file-missing``, ``file-unreadable``, ``file-too-large``, ``not-utf-8``, ``nul``,
``too-many-cards``, ``no-cards`` (w), ``more-faults`` (n). Front matter: ``front-matter-broken``,
``front-matter-unclosed``, ``front-matter-too-large``, ``format-too-new``, ``format-unknown``,
``front-matter-value`` (w), ``front-matter-key`` (n). Text: ``unclosed-fence``,
``unclosed-comment``, ``heading-without-space`` (w), ``section-unknown`` (n).

A card: ``card-too-large``, ``empty-question``, ``kind-unknown``, ``cloze-without-blank``,
``blank-ignored`` (w), ``duplicate-id`` (also over all files), ``id-invalid`` (w),
``needs-unknown``, ``needs-itself`` (w), ``needs-invalid`` (w), ``tier-unknown`` (w),
``stage-unknown`` (w), ``time-invalid`` (w), ``as-of-invalid`` (w), ``quote-line`` (w),
``key-unknown`` (n).

Quality: ``card-empty-back`` (error), ``card-yes-no`` (w), ``card-explain`` (w),
``card-long-list`` (w), ``card-long-answer`` (w), ``card-few-ticks`` (w), ``card-no-must`` (w),
``card-no-source`` (w), ``card-no-as-of`` (w), ``card-near-duplicate`` (w).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashprep.core.errors import DeckError
from flashprep.core.faults import Fault, Level
from flashprep.core.i18n import _
from flashprep.decks import folder, parser, quality, quote
from flashprep.decks.blocks import ChunkKind
from flashprep.decks.duplicates import near_duplicates
from flashprep.decks.quality import Card

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def lint(paths: Sequence[Path]) -> list[Fault]:
    """Return the faults of deck files and of all decks in folders, sorted by file and place.

    Ids in ``needs:`` may be those of any deck that is checked or lies beside one that is named.
    """
    faults: list[Fault] = []
    cards: list[Card] = []
    order: dict[str, int] = {}
    for path in paths:
        try:
            files = folder.find([path])
        except DeckError as error:
            files = []
            faults.append(_file_fault(path, "file-unreadable", error))
        if not path.exists():
            missing = DeckError(_("The path does not exist."), _("Check how it is spelled."))
            faults.append(_file_fault(path, "file-missing", missing))
        for file in files:
            if str(file) not in order:
                order[str(file)] = len(order)
                faults += _read(file, cards)
    faults += _over_all(cards, paths)
    for card in cards:
        faults += quality.faults(card)
    return sorted(faults, key=lambda fault: _place(fault, order))


def _place(fault: Fault, order: dict[str, int]) -> tuple[int, str, int, int, str]:
    return order.get(fault.file, -1), fault.file, fault.line, fault.col, fault.code


def _file_fault(path: Path, code: str, error: DeckError) -> Fault:
    return Fault(str(path), 1, 1, Level.ERROR, code, error.message, error.hint)


def _read(path: Path, cards: list[Card]) -> list[Fault]:
    """Read one file, add its cards, and return the faults of reading it."""
    try:
        data = folder.read(path)
    except DeckError as error:
        code = "file-too-large" if _is_large(path) else "file-unreadable"
        return [_file_fault(path, code, error)]
    deck, chunks = parser.read(data, str(path))
    by_line = {chunk.line: chunk for chunk in chunks if chunk.kind is ChunkKind.NOTE}
    cards += [Card(deck.file, note, by_line[note.line]) for note in deck.notes]
    return list(deck.faults)


def _is_large(path: Path) -> bool:
    try:
        return path.stat().st_size > parser.MAX_BYTES
    except OSError:
        return False


def _over_all(cards: Sequence[Card], paths: Sequence[Path]) -> Iterator[Fault]:
    """Yield what can only be seen over all cards: ids, needs and near duplicates."""
    first: dict[str, Card] = {}
    for card in cards:
        if card.note.id is None:
            continue
        known = first.setdefault(card.note.id, card)
        if known is not card:
            yield card.fault(
                card.chunk.id_place(),
                Level.ERROR,
                "duplicate-id",
                _("The id {id} is already that of the card in {file}, line {line}.").format(
                    id=card.note.id, file=known.file, line=known.note.line
                ),
                _("Remove the id from the copy, and flashprep writes a new one."),
            )
    yield from _needs(cards, set(first), paths)
    yield from _near(cards)


def _needs(cards: Sequence[Card], known: set[str], paths: Sequence[Path]) -> Iterator[Fault]:
    unknown = [card for card in cards if any(name not in known for name in card.note.needs)]
    if unknown:
        known = known | _ids_beside(paths)
    for card in cards:
        if not card.note.needs:
            continue
        for name, at in _named_ids(card):
            if name == card.note.id:
                message = _("The card needs itself.")
                hint = _("Name the cards that feed this one.")
                yield card.fault(at, Level.WARNING, "needs-itself", message, hint)
            elif name not in known:
                message = _("No card has the id {id}.").format(id=name)
                hint = _("Mend the id under needs:, or remove it.")
                yield card.fault(at, Level.ERROR, "needs-unknown", message, hint)


def _named_ids(card: Card) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each id of ``needs:`` with its line and column."""
    chunk = card.chunk
    for entry in quote.read(chunk.raw, chunk.headings[0].end).entries:
        if entry.key != "needs":
            continue
        for name, offset in quote.names(entry):
            if name in card.note.needs:
                yield name, chunk.place(offset)


def _ids_beside(paths: Sequence[Path]) -> set[str]:
    """Return the ids of the decks that lie beside the files that were named."""
    ids: set[str] = set()
    for parent in {path.parent for path in paths if path.is_file()}:
        for file in sorted(parent.glob("*.md")):
            if folder.is_deck(file.name):
                try:
                    deck = parser.parse(folder.read(file), str(file))
                except DeckError:
                    continue
                ids.update(note.id for note in deck.notes if note.id is not None)
    return ids


def _near(cards: Sequence[Card]) -> Iterator[Fault]:
    for index, earlier, _similarity in near_duplicates([card.note for card in cards]):
        card, other = cards[index], cards[earlier]
        place = f"{other.file}:{other.note.line}"
        yield card.fault(
            card.at_question(),
            Level.WARNING,
            "card-near-duplicate",
            _("The card asks nearly the same as the one in {place}.").format(place=place),
            _("Keep the better one, or make clear in the question what differs."),
        )
