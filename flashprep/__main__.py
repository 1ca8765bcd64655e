"""``python -m flashprep``: the same as the command ``flashprep``."""

import sys

from flashprep.cli import main

if __name__ == "__main__":
    sys.exit(main())
