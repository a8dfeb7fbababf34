"""`make fuzz`: random front matters, each of which must end in a guide or in errors with a place.

    python -m tests.fuzz [--count N] [--from NUMBER] [--show]

Each file is made from its number, so a number that failed is played again by `--from NUMBER --count 1`; `--show`
prints the file too. Ends with 1 where something was not as it must be. Ctrl-C tells what was found so far.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.fuzz.judging import judge
from tests.fuzz.samples import sample

MOST_TOLD = 20
POLITE = 5_000
"""Files from which on everything else on the machine comes first."""


def main(words: list[str]) -> int:
    """Judge the files; answers the exit code."""
    parser = ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(words)
    if given.count > POLITE:
        os.nice(15)
    outcomes: Counter[str] = Counter()
    failed = 0
    slowest = (0.0, given.first)
    begin = time.process_time()
    with tempfile.TemporaryDirectory() as folder, suppress(KeyboardInterrupt):
        for number in range(given.first, given.first + given.count):
            one = sample(number)
            if given.show:
                print(one.content.decode("utf-8", "backslashreplace"), ascii(one.suffix), sep="\n")
            judged = judge(one, Path(folder))
            outcomes[judged.outcome] += 1
            slowest = max(slowest, (judged.seconds, number))
            if judged.wrong:
                failed += 1
                if failed <= MOST_TOLD:
                    print(f"WRONG: {number}. Again: .venv/bin/python -m tests.fuzz --from {number} --count 1 --show")
                    print(*(f"  {line}" for told in judged.wrong for line in told.splitlines()), sep="\n", flush=True)
    minutes = (time.process_time() - begin) / 60
    told = ", ".join(f"{count:,} × {outcome}" for outcome, count in outcomes.most_common())
    print(f"{outcomes.total():,} files in {minutes:.1f} minutes of one core: {told}; {failed:,} wrong")
    print(f"The slowest to read: {slowest[0]:.2f} s, number {slowest[1]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
