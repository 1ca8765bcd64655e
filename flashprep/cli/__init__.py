"""The command line: the window, and the same ``app`` layer for scripts and tests.

arguments  what can be asked for, and the help
commands   one function a command
mocks      the commands of flashprep mock
times      moments as they are written with --at
output     text and JSON on standard output, everything else on standard error
"""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

from flashprep.core.errors import FlashprepError

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_PROFILE = 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run flashprep and return its exit code.

    0 done; 1 the command could not be carried out (or ``lint`` found an error); 2 wrong usage;
    4 the profile cannot be used.
    """
    from flashprep.cli.arguments import parse

    # Collecting garbage while modules are imported costs a fifth of the start and frees nothing;
    # what opens a profile (`commands`, `ui.window`) turns it on again.
    gc.disable()
    _speak_utf8()
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        return int(options.run(options))
    except FlashprepError as error:
        print(f"flashprep: {error.message}", file=sys.stderr)
        if error.hint:
            print(error.hint, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # `flashprep list | head`: the reader went away, which is no failure of ours.
        sys.stderr.close()
        return EXIT_OK


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the system's code page: decks hold λ and ≥."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, None), (sys.stderr, None)):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors or stream.errors)
