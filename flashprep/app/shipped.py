"""The program's own decks: copied into the profile, where the person may edit them freely.

When an update of the program brings a newer deck, it is merged card by card: a card the person
edited stays as it is, one they left alone becomes the new version, a new card arrives, and what
they deleted stays deleted. The base of that merge is the text as it was last shipped.

A picture comes with the decks that show it. It is replaced only while it is still what was
delivered: one that the person drew anew stays, and so does one that the program shows no more.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from flashprep.core.errors import DeckError
from flashprep.core.faults import Fault, Level
from flashprep.core.i18n import _
from flashprep.store import decks as rows

if TYPE_CHECKING:
    from flashprep.app.preferences import Preferences
    from flashprep.store.database import Database

_SEEN = "shipped_seen"
_PICTURES = "shipped_pictures"
_PACKAGE = Path(__file__).resolve().parent.parent


def folder() -> Path:
    """Return where the shipped decks lie: inside an installed package, or in the checkout."""
    installed = _PACKAGE / "shipped"
    return installed if installed.is_dir() else _PACKAGE.parent / "decks"


def digest(data: bytes) -> str:
    """Return a short fingerprint of a deck's bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def deliver(
    database: Database, preferences: Preferences, source: Path, target: Path
) -> list[Fault]:
    """Bring the shipped decks into the profile's folder; return what could not be brought.

    Costs a few file lookups when nothing is new since the last call.
    """
    files = sorted(source.glob("*.md")) if source.is_dir() else []
    pictures = sorted(source.glob("pictures/*.png"))
    seen = [
        [path.relative_to(source).as_posix(), path.stat().st_mtime_ns, path.stat().st_size]
        for path in (*files, *pictures)
    ]
    if preferences.fact(_SEEN) == seen:
        return []
    faults = [fault for path in files for fault in _deliver_one(database, path, target)]
    shown = b"".join(_bytes(target / path.name) or b"" for path in files)
    faults += _deliver_pictures(
        preferences,
        source,
        target,
        [path for path in pictures if path.relative_to(source).as_posix().encode() in shown],
    )
    if not faults:
        preferences.remember(_SEEN, seen)
    return faults


def _deliver_pictures(
    preferences: Preferences, source: Path, target: Path, pictures: list[Path]
) -> list[Fault]:
    """Bring pictures that a delivered deck shows to the same place below the target."""
    from flashprep.decks import writer

    before: dict[str, str] = preferences.fact(_PICTURES) or {}
    after = dict(before)
    faults = []
    for path in pictures:
        name = path.relative_to(source).as_posix()
        theirs, mine = path.read_bytes(), _bytes(target / name)
        try:
            if mine is None:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                writer.write_atomically(target / name, theirs)
            elif digest(mine) == before.get(name) and mine != theirs:
                writer.write_atomically(target / name, theirs, expect=mine)
            elif mine != theirs:
                continue  # the person's own
        except (DeckError, OSError) as error:
            faults.append(_not_updated(target / name, error))
        else:
            after[name] = digest(theirs)
    if after != before:
        preferences.remember(_PICTURES, after)
    return faults


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _deliver_one(database: Database, source: Path, target: Path) -> list[Fault]:
    from flashprep.decks import folder as deck_folder
    from flashprep.decks import merge, writer

    theirs = source.read_bytes()
    mine_path = target / source.name
    with database.read() as connection:
        base = rows.shipped_base(connection, source.name)
    if base == theirs:
        return []
    try:
        if mine_path.exists():
            mine = deck_folder.read(mine_path)
            if mine not in (base, theirs):
                _check(mine, mine_path)
            merged = merge.merge(base, mine, theirs)
            if merged != mine:
                writer.write_atomically(mine_path, merged, expect=mine)
        elif base is None:
            writer.write_atomically(mine_path, theirs)
        # else: the person deleted the deck, and it stays deleted.
    except DeckError as error:
        return [_not_updated(mine_path, error)]
    with database.write() as connection:
        rows.put_shipped_base(connection, source.name, digest(theirs), theirs)
    return []


def _not_updated(path: Path, error: DeckError | OSError) -> Fault:
    reason, hint = (
        (error.message, error.hint)
        if isinstance(error, DeckError)
        else (str(error.strerror or error), _("Check the permissions and the free space."))
    )
    text = (
        _("The newer version of this deck could not be brought in: {reason}")
        if path.suffix == ".md"
        else _("The picture of a deck could not be brought in: {reason}")
    )
    message = text.format(reason=reason)
    return Fault(str(path), 1, 1, Level.WARNING, "deck-not-updated", message, hint)


def _check(mine: bytes, path: Path) -> None:
    """Raise ``DeckError`` for a deck with errors: it is left alone until they are mended."""
    from flashprep.decks import parser

    for fault in parser.parse(mine, str(path)).faults:
        if fault.level is Level.ERROR:
            raise DeckError(fault.message, _("Mend line {line} first.").format(line=fault.line))
