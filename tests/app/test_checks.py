"""What lint says about the formulas of decks, beside what it says about the decks."""

from __future__ import annotations

from pathlib import Path

from flashprep.app.checks import check
from flashprep.core.faults import Fault, Level

CODE = "math-cannot-be-set"
REPOSITORY = Path(__file__).parents[2]


def found(path: Path, text: str) -> list[Fault]:
    path.write_bytes(text.encode())
    return [fault for fault in check([path]) if fault.code == CODE]


def places(faults: list[Fault]) -> list[tuple[int, int]]:
    return [(fault.line, fault.col) for fault in faults]


DECK = r"""# Deck

Prose with $\foo$ is no card.

## What is $\bar{x}$ and $\bad{x}$? <!-- id: math0001 -->

The mean $\frac{a}{b}$, and $\frac{a}$.

$$
\begin{tikz}
x
\end{tikz}
$$

### Expect
- [must] says $x^2$
- says $\bad{x}$

### Hints
- `$\code$` and \$5 and <!-- $\hidden$ -->

> quoted $a
> \quoted$ here
"""


def test_each_formula_that_cannot_be_set_is_named_with_its_place(tmp_path: Path) -> None:
    faults = found(tmp_path / "deck.md", DECK)
    assert places(faults) == [(5, 26), (7, 29), (9, 1), (17, 8), (22, 10)]
    assert {fault.level for fault in faults} == {Level.WARNING}
    first = faults[0]
    assert str(first) == (
        f"{tmp_path / 'deck.md'}:5:26: warning {CODE} The formula cannot be set. flashprep does "
        r"not know the command \bad. It is shown as its source; write it in another way."
    )


def test_line_ends_of_windows_keep_the_places(tmp_path: Path) -> None:
    plain = found(tmp_path / "deck.md", DECK)
    assert places(found(tmp_path / "deck.md", DECK.replace("\n", "\r\n"))) == places(plain)
    assert places(found(tmp_path / "deck.md", "\ufeff" + DECK)) == places(plain)


def test_a_blank_of_a_cloze_may_hold_a_formula(tmp_path: Path) -> None:
    deck = "## The mean is {{$\\bad$}} of {{$x$}}. <!-- id: math0002 -->\n> kind: cloze\n"
    assert places(found(tmp_path / "deck.md", deck)) == [(1, 18)]


def test_findings_of_all_kinds_stand_in_the_order_of_files_and_places(tmp_path: Path) -> None:
    for name in ("b.md", "a.md"):
        (tmp_path / name).write_text(
            "## Is it $\\bad$? <!-- id: same0001 -->\n\n$\\worse$\n", encoding="utf-8"
        )
    faults = check([tmp_path / "b.md", tmp_path])
    keys = [(Path(fault.file).name, fault.line, fault.col) for fault in faults]
    assert keys == sorted(keys, key=lambda key: (key[0] != "b.md", *key[1:]))
    assert len([fault for fault in faults if fault.code == CODE]) == 4
    assert len(faults) > 4


def test_a_file_that_cannot_be_read_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_bytes(b"## a\xff $\\bad$\n")
    assert [fault.code for fault in check([tmp_path, tmp_path / "none.md"])] == [
        "file-missing", "not-utf-8",
    ]  # fmt: skip


def test_the_formulas_of_the_shipped_decks_can_all_be_set() -> None:
    assert [str(fault) for fault in check([REPOSITORY / "decks"]) if fault.code == CODE] == []
