"""The profiles behind the pictures, each built once through the app layer and copied for use."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from flashprep.app.flashprep import FixedClock, Flashprep
from flashprep.app.profile import Profile
from flashprep.core.cards import CardId
from flashprep.core.reviews import Action
from flashprep.core.scheduling import Rating

REPOSITORY = Path(__file__).parents[2]
MORNING = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
DAYS, A_DAY = 30, 34
_SEED = 710_001

_SMALL = """## What does a heap pop cost? <!-- id: small001 -->

$O(\\log n)$.

## Which traversal of a search tree is sorted? <!-- id: small002 -->

In-order.
"""


def open_world(name: str, folder: Path) -> Flashprep:
    """Open a copy of a world's profile below ``folder``, in the morning after all that was done."""
    built = _built(name)
    shutil.copytree(built, folder, dirs_exist_ok=True)
    return _open(folder, name)


def forget() -> None:
    """Remove what was built."""
    shutil.rmtree(_place(), ignore_errors=True)


@cache
def _place() -> Path:
    return Path(mkdtemp(prefix="flashprep-gallery-"))


def _open(folder: Path, name: str, moment: datetime = MORNING) -> Flashprep:
    source = _place() / "no-decks" if name in _BARE else REPOSITORY / "decks"
    source.mkdir(exist_ok=True)
    return Flashprep(Profile(folder / "profile"), clock=FixedClock(moment), source=source)


@cache
def _built(name: str) -> Path:
    base, build = _WORLDS[name]
    folder = _place() / name
    decks = folder / "profile" / "decks"
    if base:
        shutil.copytree(_built(base), folder)
    else:
        decks.mkdir(parents=True)
    build(folder)
    return folder


# -- what each world is made of ------------------------------------------------------------------


def _fresh(folder: Path) -> None:
    decks = folder / "profile" / "decks"
    shutil.copy(Path(__file__).with_name("deck.md"), decks / "gallery.md")
    _picture(decks / "gallery.png")
    _open(folder, "fresh").close()


def _month(folder: Path) -> None:
    chance = random.Random(_SEED)
    with _open(folder, "month", MORNING - timedelta(days=DAYS)) as app:
        app.change_setting("interview_date", date(2026, 3, 20))
        for day in range(DAYS, 0, -1):
            if chance.random() > 0.12:
                _study(app, MORNING - timedelta(days=day), A_DAY, chance)


def _started(folder: Path) -> None:
    with _open(folder, "started", MORNING - timedelta(minutes=20)) as app:
        _study(app, MORNING - timedelta(minutes=20), 9, random.Random(_SEED))


def _used(folder: Path) -> None:
    with _open(folder, "used") as app:
        app.change_setting("minutes_per_day", 5)
        _study(app, MORNING - timedelta(minutes=5), 40, random.Random(_SEED))


def _study(app: Flashprep, moment: datetime, cards: int, chance: random.Random) -> None:
    """Grade cards one after the other, as somebody would who knows some and learns the rest."""
    for _number in range(cards):
        app.set_clock(FixedClock(moment))
        question = app.study.next()
        if question is None:
            return
        known = 0.55 if question.memory.stability is None else 0.9
        fits = chance.random() < known
        rating = chance.choice([Rating.HARD, Rating.GOOD, Rating.GOOD, Rating.EASY])
        seconds = chance.randint(12, 60)
        card = question.view.side.id
        app.study.grade(card, rating if fits else Rating.AGAIN, duration_ms=seconds * 1000)
        moment += timedelta(seconds=seconds)


def _small(folder: Path) -> None:
    (folder / "profile" / "decks" / "small.md").write_text(_SMALL, encoding="utf-8")
    _open(folder, "small").close()


def _slow(folder: Path) -> None:
    """Make the learning steps so long that no card may be asked before its time."""
    with _open(folder, "slow") as app:
        app.change_setting("learning_steps", [1, 45])


def _each(do: Callable[[Flashprep, CardId], object]) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        with _open(folder, "small") as app:
            for row in app.library.cards():
                do(app, row.id)

    return build


def _faulty(folder: Path) -> None:
    decks = folder / "profile" / "decks"
    (decks / "broken.md").write_bytes(b"# Broken\n\n## fine\nanswer\n\n## not\xff utf-8\n")
    (decks / "typo.md").write_text("## A card\n> kind: recal\n\nanswer\n", encoding="utf-8")


def _picture(path: Path) -> None:
    image = QImage(520, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#8a93a3"), 2))
    painter.drawLine(40, 170, 500, 170)
    painter.drawLine(40, 170, 40, 15)
    painter.setPen(QPen(QColor("#1f5fd6"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    curve = [QPointF(40 + 4.6 * x, 165 - 140 * 0.96**x) for x in range(100)]
    painter.drawPolyline(curve)
    painter.end()
    image.save(str(path))


_WORLDS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "fresh": ("", _fresh),
    "month": ("fresh", _month),
    "started": ("month", _started),
    "used": ("fresh", _used),
    "faulty": ("fresh", _faulty),
    "empty": ("", lambda folder: _open(folder, "empty").close()),
    "small": ("", _small),
    "learning": ("slow", _each(lambda app, card: app.study.grade(card, Rating.GOOD))),
    "slow": ("small", _slow),
    "learned": ("small", _each(lambda app, card: app.study.grade(card, Rating.EASY))),
    "suspended": ("small", _each(lambda app, card: app.study.act(card, Action.SUSPEND))),
}
"""Each world's base and what is done to a copy of it."""

_BARE = frozenset({"empty", "small", "slow", "learning", "learned", "suspended"})
"""The worlds without the decks that come with the program."""
