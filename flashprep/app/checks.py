"""Checking decks: what ``flashprep lint`` and the editor say about files, no profile needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from flashprep.core.faults import Fault


def check(paths: Sequence[Path]) -> list[Fault]:
    """Return what is wrong with deck files and all decks in folders, sorted by file and place."""
    from flashprep.decks.lint import lint

    return lint(paths)
