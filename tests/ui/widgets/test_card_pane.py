"""A whole card on the screen: nothing of a prepared one is rendered when it is shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SHOWN = """
import sys
from pathlib import Path
from flashprep.app.library import CardView
from flashprep.core.cards import CardId, Side
from flashprep.decks.parser import parse
from flashprep.render.card import Renderer
from flashprep.ui.main import make_application
from flashprep.ui.theme.palette import LIGHT
from flashprep.ui.widgets.card_pane import CardPane
from flashprep.ui.widgets.card_theme import card_style

deck, cache, what = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
notes = [n for n in parse(deck.read_bytes(), str(deck)).notes if n.kind.value != "cloze"][:40]
renderer = Renderer(cache)
if what == "prepare":
    for note in notes:
        renderer.prepare(note)
else:
    app = make_application()
    pane = CardPane(renderer, card_style(LIGHT, 1.0), LIGHT)
    pane.wait_for_formulas(wait=False)
    pane.resize(800, 600)
    for note in notes:
        pane.ask(CardView(Side(CardId(note.id), note.id, ""), note, deck))
        while pane.hint():
            pass
        pane.reveal()
        assert not any(view._waiting for view in pane._views()), note.id
    heavy = ("markdown", "pygments", "nh3", "ziamath", "ziafont")
    print(sorted(set(heavy) & set(sys.modules)))
"""


@pytest.mark.parametrize("deck", ["ml-foundations", "coding-data-structures"])
def test_a_prepared_card_is_shown_without_parser_and_engine(deck: str, tmp_path: Path) -> None:
    path = str(ROOT / "decks" / f"{deck}.md")
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    shown = ""
    for what in ("prepare", "show"):
        run = [sys.executable, "-c", SHOWN, path, str(tmp_path), what]
        shown = subprocess.run(run, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    assert shown.strip() == "[]"
