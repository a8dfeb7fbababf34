"""`python -m clientcare`."""

from __future__ import annotations

import gc
import sys

ENOUGH_TO_LOOK = 10_000
"""New objects after which garbage in cycles is looked for: the usual 700 means dozens of searches at every start."""


def run() -> None:
    """The console script."""
    gc.set_threshold(ENOUGH_TO_LOOK)
    from clientcare.cli import main

    code = main()
    gc.freeze()  # all of it goes with the process: the interpreter need not search it once more
    sys.exit(code)


if __name__ == "__main__":
    run()
