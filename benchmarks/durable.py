"""What it costs that a note is durable: the time of one on this machine's own disk, beside one that flushes nothing.

    python -m benchmarks.durable

The two take turns, and the ratio is the median over all pairs, so that a busy machine is busy for both. It is wall
time: a flush waits.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.shop import Shop, open_shop
from clientcare.adapters.places import examine_place

PAIRS = 41
_NOTE = "import os, sys; {}; sys.argv = ['clientcare', 'note', 'x']; from clientcare.__main__ import run; run()"
DURABLE = (sys.executable, "-c", _NOTE.format("flush = os.fsync"))
HASTY = (sys.executable, "-c", _NOTE.format("os.fsync = lambda handle: None"))


class Durable(NamedTuple):
    """How many times as long it takes, the median milliseconds of both, and what kind of disk it was."""

    ratio: float
    durable: float
    hasty: float
    disk: str


def measure(shop: Shop) -> Durable:
    """Note, with and without flushing, by turns."""
    pairs = []
    for number in range(PAIRS):
        taken = {}
        for line in (DURABLE, HASTY) if number % 2 else (HASTY, DURABLE):
            begin = time.perf_counter()
            shop.run(*line)
            taken[line] = (time.perf_counter() - begin) * 1000
        pairs.append((taken[DURABLE], taken[HASTY]))
    ratio = statistics.median(durable / hasty for durable, hasty in pairs)
    durable, hasty = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Durable(ratio, durable, hasty, examine_place(str(shop.folder)).filesystem)


def main() -> int:
    """Build the shop, measure, print, clear away."""
    with tempfile.TemporaryDirectory(prefix="clientcare-bench-") as folder:
        found = measure(open_shop(Path(folder)))
    print(
        f"a durable note takes {found.ratio:.2f} times as long as one without flushing: median of {PAIRS} pairs, "
        f"{found.durable:.0f} and {found.hasty:.0f} ms, on {found.disk}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
