"""The pictures of the shipped decks: there, small, told in words, and as their formulas say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
DECKS = ROOT / "decks"
SHOWN = [
    (deck.name, *found)
    for deck in sorted(DECKS.glob("*.md"))
    for found in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", deck.read_text(encoding="utf-8"))
    if found[1].endswith(".png")
]
DRAWN = sorted(path.stem for path in (DECKS / "pictures").iterdir())
MOST_BYTES = 60_000


@pytest.fixture(scope="module")
def drawing() -> Iterator[ModuleType]:
    """The script that draws the pictures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "packaging")
        yield import_module("pictures")


def test_the_decks_show_every_picture_that_is_drawn(drawing: ModuleType) -> None:
    assert sorted(Path(name).stem for _deck, _alt, name in SHOWN) == DRAWN
    assert sorted(drawing.PICTURES) == DRAWN


@pytest.mark.parametrize(("deck", "alt", "name"), SHOWN)
def test_a_picture_is_small_sharp_and_told_in_words(deck: str, alt: str, name: str) -> None:
    data = (DECKS / name).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) < MOST_BYTES
    assert QImage.fromData(data).width() >= 1040, "twice as wide as it is shown"
    assert re.fullmatch(r"[A-Z].*\.", alt), f"{deck}: the alt text of {name} is no sentence"
    assert len(alt.split()) >= 8, f"{deck}: the alt text of {name} says too little"


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_shows_what_its_formula_gives(drawing: ModuleType, name: str) -> None:
    image = QImage(str(DECKS / "pictures" / f"{name}.png"))
    kept = json.loads(image.text("data"))
    computed = drawing.canvas.data_of(drawing.PICTURES[name]())
    assert [len(panel) for panel in kept] == [len(panel) for panel in computed]
    for old, new in zip(kept, computed, strict=True):
        for points, again in zip(old, new, strict=True):
            np.testing.assert_allclose(points, again, rtol=0.02, atol=1e-3)


@pytest.mark.usefixtures("qapp")
def test_a_picture_is_drawn_on_a_light_ground_with_its_data(drawing: ModuleType) -> None:
    panels = drawing.PICTURES["queue-utilization"]()
    image = drawing.canvas.draw(panels)
    assert json.loads(image.text("data")) == json.loads(json.dumps(drawing.canvas.data_of(panels)))
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(image.width() // 2, 4).lightness() > 230
