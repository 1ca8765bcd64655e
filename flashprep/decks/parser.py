"""Turn the bytes of a deck file into notes and faults; never raise on what a file holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from flashprep.core.blanks import blanks
from flashprep.core.cards import NOTE_ID, Kind, Note, NoteId
from flashprep.core.i18n import _
from flashprep.decks import frontmatter, labels, quote, sections
from flashprep.decks.blocks import Chunk, ChunkKind, split
from flashprep.decks.encoding import MAX_BYTES, decode
from flashprep.decks.findings import Findings
from flashprep.decks.frontmatter import FrontMatter
from flashprep.decks.outline import ID_COMMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashprep.core.faults import Fault
    from flashprep.decks.labels import Labels
    from flashprep.decks.sections import Body

__all__ = ["MAX_BYTES", "MAX_CARDS", "MAX_CARD_BYTES", "Deck", "parse", "read"]

MAX_CARDS = 20_000
MAX_CARD_BYTES = 64 * 1024

_OWN_FIELDS = frozenset({"expect", "junior", "senior", "hints", "follow-ups", "source"})


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck file as read.

    ``ok`` is False when the file as a whole cannot be used; then ``notes`` is empty and the last
    good version should stay in use. ``file`` is the name that the faults carry.
    """

    file: str
    title: str
    domain: str
    notes: tuple[Note, ...]
    faults: tuple[Fault, ...]
    ok: bool = True
    order: int | None = None
    weight: float | None = None


def parse(data: bytes, file: str, *, folder: str = "") -> Deck:
    """Read a deck; ``folder`` names its domain when the front matter does not."""
    return read(data, file, folder=folder)[0]


def read(data: bytes, file: str, *, folder: str = "") -> tuple[Deck, tuple[Chunk, ...]]:
    """Read a deck and return it with the chunks of its text, for the lint."""
    findings = Findings(file)
    title, domain = PurePath(file).stem, folder or "custom"
    text = decode(data, findings)
    chunks = split(text, findings) if text is not None else ()
    front = _front_matter(chunks, findings)
    cards = [chunk for chunk in chunks if chunk.kind is ChunkKind.NOTE]
    if text is None or not front.ok or findings.has("front-matter-unclosed"):
        return Deck(file, title, domain, (), findings.faults(), ok=False), chunks
    if len(cards) > MAX_CARDS:
        findings.error(
            (cards[MAX_CARDS].line, 1),
            "too-many-cards",
            _("The file holds more than 20,000 cards."),
            _("Split the deck into several files."),
        )
        return Deck(file, title, domain, (), findings.faults(), ok=False), chunks
    domain = front.domain or domain
    notes = _notes(cards, domain, labels.defaults(front.defaults, findings), findings)
    if not cards:
        findings.warning(
            (1, 1),
            "no-cards",
            _("The file holds no cards."),
            _("A card begins with a heading of two #, such as ## Why does L1 give sparsity?"),
        )
    deck = Deck(
        file,
        front.title or title,
        domain,
        tuple(notes),
        findings.faults(),
        order=front.order,
        weight=front.weight,
    )
    return deck, chunks


def _front_matter(chunks: Sequence[Chunk], findings: Findings) -> FrontMatter:
    if chunks and chunks[0].kind is ChunkKind.FRONT_MATTER:
        return frontmatter.read(chunks[0].raw, findings)
    return FrontMatter()


def _notes(cards: Sequence[Chunk], domain: str, base: Labels, findings: Findings) -> list[Note]:
    notes = []
    lines: dict[str, int] = {}
    for chunk in cards:
        note = _note(chunk, domain, base, lines, findings)
        if note is not None:
            notes.append(note)
    return notes


def _note(
    chunk: Chunk, domain: str, base: Labels, lines: dict[str, int], findings: Findings
) -> Note | None:
    """Return the note of a block, or None after an error that keeps it from being asked."""
    if _too_large(chunk, findings):
        return None
    head = chunk.headings[0]
    quoted = quote.read(chunk.raw, head.end)
    said = labels.read(quoted.entries, base, chunk.place, findings)
    body = sections.read(chunk.raw, quoted.end, chunk.headings[1:])
    question = _question(chunk, body)
    if not question:
        findings.error(
            chunk.place(chunk.raw.index("#")),
            "empty-question",
            _("The card has no question."),
            _("Write the question behind the ##."),
        )
        return None
    _unknown_sections(chunk, body, findings)
    named = any(entry.key == "kind" for entry in quoted.entries)
    kind = _kind(chunk, question, said, named=named, findings=findings)
    if kind is None:
        return None
    texts = body.texts
    return Note(
        id=_id(chunk, lines, findings),
        question=question,
        answer=body.answer,
        kind=kind,
        tier=said.tier,
        stage=said.stage,
        domain=domain,
        time_box=said.time_box,
        needs=said.needs,
        tags=said.tags,
        principles=said.principles,
        as_of=said.as_of,
        expect=sections.ticks(texts.get("expect", "")),
        junior=texts.get("junior", ""),
        senior=texts.get("senior", ""),
        hints=sections.items(texts.get("hints", "")),
        follow_ups=sections.items(texts.get("follow-ups", "")),
        source=texts.get("source", ""),
        sections={name: text for name, text in texts.items() if name not in _OWN_FIELDS},
        extra=said.extra,
        line=chunk.line,
    )


def _too_large(chunk: Chunk, findings: Findings) -> bool:
    raw = chunk.raw
    if len(raw) * 4 <= MAX_CARD_BYTES or len(raw.encode("utf-8", "replace")) <= MAX_CARD_BYTES:
        return False
    findings.error(
        (chunk.line, 1),
        "card-too-large",
        _("The card is larger than 64 kB."),
        _("Split it into several cards, or close a fence that swallows the next ones."),
    )
    return True


def _question(chunk: Chunk, body: Body) -> str:
    """Return the heading without id and closing marks, and what continues it in the body."""
    head = chunk.headings[0]
    title = chunk.raw[head.title : head.end].strip()
    if title.endswith("-->"):
        title = ID_COMMENT.sub("", title).rstrip()
    if "<!--" in title:
        title = sections.without_comments(title).strip()
    if title.endswith("#"):
        bare = title.rstrip("#")
        title = bare.rstrip() if not bare or bare[-1] in " \t" else title
    return f"{title}\n\n{body.more}".strip() if body.more else title


def _kind(
    chunk: Chunk, question: str, said: Labels, *, named: bool, findings: Findings
) -> Kind | None:
    """Return the kind of a card, or None when it cannot be asked."""
    if not said.usable:
        return None
    found = blanks(question)
    implied = not named and said.kind in {None, Kind.RECALL}
    if found and implied:
        return Kind.CLOZE
    kind = said.kind or Kind.RECALL
    head = chunk.headings[0]
    if kind is Kind.CLOZE and not found:
        findings.error(
            chunk.place(_first(chunk.raw, head.title)),
            "cloze-without-blank",
            _("The cloze card has no blank."),
            _("Write {{word}} around what is to be hidden."),
        )
        return None
    if found and kind is not Kind.CLOZE:
        findings.warning(
            chunk.place(max(chunk.raw.find("{{"), head.title)),
            "blank-ignored",
            _("A card of the kind {kind} hides no blanks.").format(kind=kind.value),
            _("Remove the braces, or the kind."),
        )
    return kind


def _first(raw: str, offset: int) -> int:
    """Return the offset of the first character that is not a space or a tab."""
    while raw[offset : offset + 1] in {" ", "\t"}:
        offset += 1
    return offset


def _id(chunk: Chunk, lines: dict[str, int], findings: Findings) -> NoteId | None:
    """Return the id that the file gives a card, unless it is bad or an earlier card has it."""
    written = chunk.written_id
    if written is None:
        return None
    if not NOTE_ID.fullmatch(written):
        findings.warning(
            chunk.id_place(),
            "id-invalid",
            _("{id} is not an id.").format(id=repr(written[:40])),
            _("Remove it and flashprep writes one: 4 to 40 of a-z, 0-9, - and _."),
        )
        return None
    if written in lines:
        findings.error(
            chunk.id_place(),
            "duplicate-id",
            _("The id {id} is already that of the card in line {line}.").format(
                id=written, line=lines[written]
            ),
            _("Remove the id from the copy, and flashprep writes a new one."),
        )
        return None
    lines[written] = chunk.line
    return NoteId(written)


def _unknown_sections(chunk: Chunk, body: Body, findings: Findings) -> None:
    for section in body.sections:
        if section.known:
            continue
        findings.note(
            chunk.place(section.title),
            "section-unknown",
            _("flashprep does not know the section {name}.").format(name=repr(section.name[:40])),
            "" if findings.is_full() else _section_hint(section.name),
        )


def _section_hint(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name[:40], sections.KNOWN, 1, 0.7)
    if near:
        return _("It stays part of the answer. Did you mean {name}?").format(
            name=near[0].capitalize()
        )
    return _("It stays part of the answer.")
