"""The conformance sheet: what may be set is set as it was looked at, all else says why not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from flashprep.render.math import typeset
from flashprep.render.tex.symbols import COLORS
from tests.render import goldens
from tests.render.conformance import CONSTRUCTS, Construct

SET = [construct for construct in CONSTRUCTS if not construct.refused]
REFUSED = [construct for construct in CONSTRUCTS if construct.refused]
STORED = goldens.stored()


def test_the_sheet_is_large_and_names_nothing_twice() -> None:
    assert len(CONSTRUCTS) >= 240
    names = Counter(goldens.name(construct) for construct in CONSTRUCTS)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("construct", SET, ids=goldens.name)
def test_a_construct_is_set_as_it_was_looked_at(construct: Construct) -> None:
    assert typeset(construct.tex, display=construct.display).fault == ""
    made, stored = goldens.made(construct), STORED[goldens.name(construct)]
    assert goldens.near(made, stored), (made, stored)


@pytest.mark.parametrize("construct", REFUSED, ids=goldens.name)
def test_what_cannot_be_set_says_why(construct: Construct) -> None:
    for display in (True, False):
        made = typeset(construct.tex, display=display)
        assert construct.refused in made.fault
        assert made.shapes == ()


def test_no_golden_is_left_over() -> None:
    assert set(STORED) == {goldens.name(construct) for construct in SET}


@pytest.mark.parametrize("construct", SET, ids=goldens.name)
def test_the_box_of_a_formula_holds_all_its_ink(construct: Construct) -> None:
    made = typeset(construct.tex, display=construct.display)
    for shape in made.shapes:
        xs, ys = _coordinates(shape.path)
        assert min(xs) >= -5
        assert max(xs) <= made.width * 1000 + 5
        assert min(ys) >= -made.height * 1000 - 5
        assert max(ys) <= made.depth * 1000 + 5


def _coordinates(path: str) -> tuple[list[int], list[int]]:
    for sign in "MLQCZ":
        path = path.replace(sign, " ")
    numbers = [int(number) for number in path.split()]
    return numbers[::2], numbers[1::2]


def test_a_sign_that_moves_is_noticed() -> None:
    construct = SET[0]
    golden = goldens.made(construct)
    (left, bottom, top), *rest = golden.ink
    assert goldens.near(golden, replace(golden, ink=((left + 1, bottom, top), *rest)))
    assert not goldens.near(golden, replace(golden, ink=((left + 2, bottom, top), *rest)))
    assert not goldens.near(golden, replace(golden, ink=tuple(rest)))
    assert not goldens.near(golden, replace(golden, signs=golden.signs[::-1]))


def test_every_named_color_can_be_used() -> None:
    for name in COLORS:
        assert typeset(rf"\textcolor{{{name}}}{{x}}", display=True).fault == ""
