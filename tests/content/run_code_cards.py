"""Run a code card's solution against its tests in a subprocess.

`run(card_source, tests)` is used by the content tests; the command line checks a whole deck:

    python tests/content/run_code_cards.py [deck.md]

It verifies that every Solution passes its Tests, that the untouched Starter fails them, and that
every entry of wrong_solutions.json fails them by an assertion or an exception, not by a time-out.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TIME_LIMIT_S = 20
HERE = Path(__file__).resolve().parent
DECK = HERE.parent.parent / "decks" / "coding-data-structures.md"
WRONG = HERE / "wrong_solutions.json"

_HEAD = re.compile(r"^## (?P<question>.*?)\s*<!-- id: (?P<id>[0-9a-z]{8}) -->\s*$")
_FENCE = re.compile(r"^(`{3,}|~{3,})")


def run(card_source: str, tests: str) -> subprocess.CompletedProcess:
    """Write both files to a temporary folder and run the tests; return code 0 means passed.

    A run over the limit comes back as return code 124 instead of raising.
    """
    with tempfile.TemporaryDirectory(prefix="flashprep-code-") as folder:
        Path(folder, "solution.py").write_text(card_source, encoding="utf-8")
        Path(folder, "test_solution.py").write_text(tests, encoding="utf-8")
        command = [sys.executable, "-B", "test_solution.py"]
        env = dict(
            os.environ, PYTHONIOENCODING="utf-8", OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1"
        )
        env.pop("PYTHONOPTIMIZE", None)  # would strip the asserts
        try:
            return subprocess.run(
                command,
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=TIME_LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:

            def as_text(part: str | bytes | None) -> str:
                return part.decode("utf-8", "replace") if isinstance(part, bytes) else part or ""

            note = f"{as_text(error.stderr)}\nstopped after {TIME_LIMIT_S} s"
            return subprocess.CompletedProcess(command, 124, as_text(error.stdout), note)


def code_cards(text: str) -> list[dict[str, str]]:
    """Return the code cards of a deck as {id, question, starter, tests, solution}."""
    cards: list[dict[str, str]] = []
    card: dict[str, str] | None = None
    section, fence = "", ""
    block: list[str] | None = None
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if fence:
            if mark and line.strip() == fence:
                if (
                    card is not None
                    and block is not None
                    and section in ("starter", "tests", "solution")
                ):
                    card[section] = "\n".join(block) + "\n"
                fence, block = "", None
            elif block is not None:
                block.append(line)
            continue
        if mark:
            fence = mark.group(1)
            block = []
            continue
        head = _HEAD.match(line)
        if head:
            card = {"id": head["id"], "question": head["question"]}
            cards.append(card)
            section = ""
        elif line.startswith("### "):
            section = line[4:].strip().lower()
    return [c for c in cards if "tests" in c]


def main(arguments: list[str]) -> int:
    deck = Path(arguments[0]) if arguments else DECK
    wrong = json.loads(WRONG.read_text(encoding="utf-8")) if WRONG.exists() else {}
    cards = code_cards(deck.read_text(encoding="utf-8"))
    known = {card["id"] for card in cards}
    bad = [f"wrong_solutions.json: no such card {i}" for i in wrong if i not in known]

    for card in cards:
        name = f"{card['id']} {card['question'][:60]}"
        good = run(card.get("solution", ""), card["tests"])
        if good.returncode != 0:
            bad.append(f"{name}: Solution fails\n{good.stderr}")
        empty = run(card.get("starter", ""), card["tests"])
        if empty.returncode == 0 or "SyntaxError" in empty.stderr or "ImportError" in empty.stderr:
            bad.append(f"{name}: Starter passes or does not import\n{empty.stderr}")
        if card["id"] not in wrong:
            bad.append(f"{name}: no wrong solution")
            continue
        failed = run(wrong[card["id"]], card["tests"])
        how = failed.stderr.strip().splitlines()[-1] if failed.stderr.strip() else ""
        if failed.returncode in (0, 124) or re.match(
            r"(SyntaxError|ImportError|ModuleNotFoundError|NameError)", how
        ):
            bad.append(f"{name}: wrong solution is not caught properly ({failed.returncode}) {how}")
        print(f"{name}: wrong solution caught by {how[:90]}")
    print(f"{len(cards)} code cards, {len(bad)} problems")
    for line in bad:
        print("  " + line)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
