from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashprep.decks.lint import __doc__ as documentation
from flashprep.decks.lint import lint

if TYPE_CHECKING:
    from flashprep.core.faults import Fault

PERFORMANCE = """\
## Design a ranker <!-- id: aaaa -->
> kind: design

Outline.

### Expect
- [must] a
- b
- c
- d

### Source
Book
"""


def recall(question: str = "Why a?", answer: str = "Because.", quote: str = "> #t") -> str:
    return f"## {question}\n{quote}\n\n{answer}\n\n### Source\nBook\n"


def check(tmp_path: Path, text: str) -> list[Fault]:
    file = tmp_path / "x.md"
    file.write_text(text, encoding="utf-8")
    return lint([file])


def codes(faults: list[Fault]) -> list[tuple[str, int, int, str]]:
    return [(f.code, f.line, f.col, f.level.value) for f in faults]


def numbered(count: int) -> str:
    return "\n".join(f"{n}. item" for n in range(1, count + 1))


ALGORITHMS = ("bubble", "heap", "insertion", "merge", "quick", "radix", "shell", "tim")
GOOD = [
    "".join(
        recall(f"Which input shape makes a plain {name} sort cost the largest number of steps?")
        for name in ALGORITHMS
    ),
    recall(),
    PERFORMANCE,
    recall("A {{Laplace}} prior gives L1.", ""),
    recall("Is the hinge loss or the log loss better calibrated?"),
    recall("Does averaging help a biased model, and why?"),
    recall("The model drifts. Which number do you watch?"),
    recall("What does `is x equal?` return?"),
    recall("Explain why L1 is sparse."),
    recall("a?", numbered(4)),
    recall("a?", "```\n- a\n- b\n- c\n- d\n- e\n```"),
    recall("a?", "word " * 60),
    recall("a?", "word " * 58 + "$a + b + c + d$ `x y z`"),
    recall("a?", "The role pays a base salary of USD 185,000.", "> as_of: 2025-06"),
    recall("a?", "An assumed price of USD 2 per GPU-hour gives USD 48 a day."),
    recall("a?", "A wrong block costs the customer USD 5 and us her trust."),
    recall("a?", "The salary is $s$ and $x = 5$."),
    recall("Quicksort is slow on which input?") + recall("Mergesort is slow on which input?"),
    recall("Why is a sorted array bad for quicksort?", "One.")
    + recall("When is a sorted array bad for quicksort?", "Two."),
    PERFORMANCE.replace("design", "code").replace("Outline.", "") + "### Solution\n```\nx\n```\n",
    PERFORMANCE.replace("> kind: design", "> kind: design · needs: bbbb")
    + recall("Why b? <!-- id: bbbb -->"),
]


@pytest.mark.parametrize("text", GOOD, ids=range(len(GOOD)))
def test_good_cards_are_not_blamed(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text) == []


BAD = [
    (recall("a?", ""), ("card-empty-back", 1, 4, "error")),
    (recall("a?", "", "> kind: reversed"), ("card-empty-back", 1, 4, "error")),
    (recall("Is L1 sparse?"), ("card-yes-no", 1, 4, "warning")),
    (recall("Take two losses. Isn't one robust?"), ("card-yes-no", 1, 4, "warning")),
    (recall("Explain backpropagation"), ("card-explain", 1, 4, "warning")),
    (recall("Describe the lasso."), ("card-explain", 1, 4, "warning")),
    (recall("a?", numbered(5)), ("card-long-list", 4, 1, "warning")),
    (recall("a?", "word " * 61), ("card-long-answer", 4, 1, "warning")),
    (PERFORMANCE.replace("- d\n", ""), ("card-few-ticks", 6, 1, "warning")),
    (PERFORMANCE.replace("[must] ", ""), ("card-no-must", 6, 1, "warning")),
    (recall().replace("### Source\nBook\n", ""), ("card-no-source", 1, 4, "warning")),
    (recall().replace("Book\n", ""), ("card-no-source", 6, 1, "warning")),
    (recall("a?", "The base salary is\nUSD 185,000."), None),
    (
        recall("a?", "The role pays a base salary of USD 185,000."),
        ("card-no-as-of", 4, 32, "warning"),
    ),
    (recall("a?", "It costs $3 per GPU-hour."), ("card-no-as-of", 4, 10, "warning")),
    (
        recall("Why does L1 give sparse weights while L2 only shrinks them?")
        + recall("Why does L1 give sparse weights, while L2 only shrinks?"),
        ("card-near-duplicate", 8, 4, "warning"),
    ),
    (recall("Why a? <!-- id: abcd -->", quote="> needs: abcd"), ("needs-itself", 2, 10, "warning")),
    (recall("Why a? <!-- id: abcd -->", quote="> #t\n> needs: none,  nope"), None),
]


@pytest.mark.parametrize(
    ("text", "expected"), [pair for pair in BAD if pair[1]], ids=lambda value: str(value)[:30]
)
def test_bad_cards_are_found_where_they_are(
    tmp_path: Path, text: str, expected: tuple[str, int, int, str]
) -> None:
    faults = check(tmp_path, text)

    assert codes(faults) == [expected]
    assert faults[0].hint.endswith(".")


def test_every_unknown_id_is_named(tmp_path: Path) -> None:
    faults = check(tmp_path, recall(quote="> #t\n> needs: none,  nope"))

    assert codes(faults) == [("needs-unknown", 3, 10, "error"), ("needs-unknown", 3, 17, "error")]
    assert "nope" in faults[1].message


def test_ids_may_be_those_of_a_deck_beside(tmp_path: Path) -> None:
    (tmp_path / "y.md").write_text("## b <!-- id: bbbb -->\nc\n", encoding="utf-8")

    assert check(tmp_path, recall(quote="> needs: bbbb")) == []


def test_an_id_in_two_files_is_an_error(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(
            "# p\n" + recall(f"Why {name}? <!-- id: same -->"), encoding="utf-8"
        )

    faults = lint([tmp_path])

    assert codes(faults) == [("duplicate-id", 2, 14, "error")]
    assert faults[0].file.endswith("b.md")
    assert "a.md, line 2" in faults[0].message


def test_faults_of_reading_come_along_in_order(tmp_path: Path) -> None:
    faults = check(tmp_path, recall("Is a?") + "## b\n> kind: x\n")

    assert codes(faults) == [("card-yes-no", 1, 4, "warning"), ("kind-unknown", 9, 9, "error")]


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    assert codes(lint([tmp_path / "gone.md"])) == [("file-missing", 1, 1, "error")]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "x.md").open("wb") as file:
        file.truncate(5 * 1024 * 1024)

    assert codes(lint([tmp_path])) == [("file-too-large", 1, 1, "error")]


def test_a_file_that_cannot_be_used_keeps_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff")
    (tmp_path / "b.md").write_text(recall("Is a?"), encoding="utf-8")

    assert [f.code for f in lint([tmp_path])] == ["not-utf-8", "card-yes-no"]


def test_a_path_named_twice_is_checked_once(tmp_path: Path) -> None:
    check(tmp_path, recall("Is a? <!-- id: aaaa -->"))

    assert len(lint([tmp_path, tmp_path / "x.md"])) == 1


def test_every_code_is_documented() -> None:
    assert documentation is not None
    source = Path(lint.__code__.co_filename).parent
    text = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    used = {expected[0] for _text, expected in BAD if expected}

    assert used <= set(documentation.split("``"))
    for code in documentation.split("``")[1::2]:
        assert f'"{code}"' in text or code == "needs:", code


def test_a_thousand_cards_are_compared(tmp_path: Path) -> None:
    text = "".join(
        recall(f"Why does part{n % 37} of machine{n} need oil{n % 11}?") for n in range(1_000)
    )

    assert check(tmp_path, text) == []
