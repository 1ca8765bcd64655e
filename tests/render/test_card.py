from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from flashprep.core.cards import REVERSE, Kind, Note, Tick
from flashprep.render.card import NOTHING, Renderer, render

if TYPE_CHECKING:
    from pathlib import Path

CLOZE = Note(
    None,
    "A {{Laplace}} prior on $w_{i}$ gives L1; a {{Gaussian::which *law*}} prior `{{x}}` L2.",
    "Because of the corner.",
    kind=Kind.CLOZE,
)
FULL = Note(
    None,
    "What is $x$?",
    "It is **y**.",
    expect=(Tick("says $x$", must=True), Tick("two\n\nparagraphs")),
    junior="Maybe.",
    senior="- $a$\n- $b$",
    hints=("One", "Two $c$"),
    follow_ups=("Why?",),
    source="A book, https://x.org",
    sections={"solution": "```python\nx = 1\n```"},
)


@pytest.fixture
def renderer() -> Renderer:
    return Renderer()


def test_a_cloze_hides_the_blank_that_is_asked_and_shows_the_others(renderer: Renderer) -> None:
    first, second = renderer.question(CLOZE, "1").html, renderer.question(CLOZE, "2").html
    assert '<span class="blank">[…]</span>' in first
    assert "Laplace" not in first
    assert "Gaussian" in first
    assert '<span class="blank">[which <em>law</em>]</span>' in second
    assert "Gaussian" not in second
    assert "<code>{{x}}</code>" in first
    assert 'alt="w_{i}"' in first


def test_the_answer_of_a_cloze_marks_the_blank_and_adds_the_body(renderer: Renderer) -> None:
    html = renderer.answer(CLOZE, "2").html
    assert '<span class="blank">Gaussian</span>' in html
    assert "Laplace" in html
    assert "which" not in html
    assert html.endswith("<p>Because of the corner.</p>")


def test_a_hint_before_a_parenthesis_is_no_link(renderer: Renderer) -> None:
    note = Note(None, "{{a::b}}(https://x.org)", "", kind=Kind.CLOZE)
    assert "[b]</span>(" in renderer.question(note, "1").html


def test_a_reversed_card_asks_with_the_answer(renderer: Renderer) -> None:
    assert renderer.question(FULL, REVERSE) == renderer.answer(FULL)
    assert renderer.answer(FULL, REVERSE) == renderer.question(FULL)


def test_further_parts(renderer: Renderer) -> None:
    assert renderer.junior(FULL).html == "<p>Maybe.</p>"
    assert [ref.tex for ref in renderer.senior(FULL).math] == ["a", "b"]
    assert renderer.hints(FULL)[0].html == "<p>One</p>"
    assert len(renderer.hints(FULL)) == 2
    assert "<li>Why?</li>" in renderer.follow_ups(FULL).html
    assert '<a href="https://x.org">' in renderer.source(FULL).html
    assert "c-number" in renderer.section(FULL, "solution").html
    assert renderer.section(FULL, "tests") is NOTHING


def test_ticks_are_inline_unless_they_hold_blocks(renderer: Renderer) -> None:
    one, two = renderer.ticks(FULL)
    assert one.html.startswith("says <img")
    assert two.html.count("<p>") == 2


def test_nothing_renders_to_nothing(renderer: Renderer) -> None:
    assert renderer.text("  \n") is NOTHING


def test_a_prepared_card_needs_no_setting(tmp_path: Path) -> None:
    Renderer(tmp_path).prepare(FULL)
    fresh = Renderer(tmp_path)
    for part in (fresh.question(FULL), fresh.senior(FULL), *fresh.hints(FULL), *fresh.ticks(FULL)):
        for ref in part.math:
            assert fresh.known_formula(ref) is not None


def test_a_formula_that_was_never_set_is_not_known(renderer: Renderer) -> None:
    (ref,) = renderer.text("$x_{17}$").math
    assert renderer.known_formula(ref) is None
    made = renderer.formula(ref)
    assert renderer.known_formula(ref) is made


def test_a_card_over_a_cap_says_so(renderer: Renderer) -> None:
    made = renderer.text("a " * 40_000)
    assert made.html.startswith("<pre")
    assert made.fault


def test_a_cloze_over_a_cap_shows_no_mark(renderer: Renderer) -> None:
    note = Note(None, "{{a}} " + "*x " * 3_000, "", kind=Kind.CLOZE)
    html = renderer.question(note, "1").html
    assert html.startswith('<pre class="code">[…] *x')
    assert not re.search("[\uf0e0-\uf0ef]", html)


def test_memory_is_bounded(renderer: Renderer) -> None:
    for number in range(600):
        renderer.text(f"card {number}")
    assert len(renderer._texts) <= 512


def test_many_threads_make_the_same(tmp_path: Path) -> None:
    texts = [f"- card {n}\n  - $x_{{{n % 7}}}^2$\n\n```python\nx = {n}\n```" for n in range(60)]
    alone = [render(text) for text in texts]
    shared = Renderer(tmp_path)

    def work(text: str) -> object:
        made = shared.text(text)
        for ref in made.math:
            assert shared.formula(ref).fault == ""
        return made

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, texts)) == alone
