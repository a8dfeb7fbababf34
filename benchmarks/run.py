"""Prints what the every-day commands cost as ratios to `python -c pass`, so that the figures hold on any machine.

Instructions are counted by callgrind and hardly vary; wall time is what a person waits and stands beside them.
Ends with 1 if a command is over its aim.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.shop import MODULE, Shop, open_shop

BARE = (sys.executable, "-c", "pass")
TIMES = 15  # runs for one median


class Command(NamedTuple):
    """A command and the most that its instructions may be, in multiples of the bare interpreter's."""

    words: tuple[str, ...]
    aim: float

    @property
    def line(self) -> tuple[str, ...]:
        """As installed: the script that pip lays beside the interpreter, where there is one."""
        script = Path(sys.executable).with_name("clientcare")
        return (sys.executable, str(script), *self.words) if script.exists() else (*MODULE, *self.words)


COMMANDS = (
    Command(("note", "x"), 9.5),
    Command(("session", "show", "--json"), 19),
    Command(("session", "list"), 19),
    Command(("--help",), 19),
)


def instructions(shop: Shop, line: tuple[str, ...]) -> int:
    """Instructions of this program and of all that it starts."""
    logs = Path(tempfile.mkdtemp(dir=shop.folder))
    callgrind = ("valgrind", "--tool=callgrind", "--trace-children=yes", "--callgrind-out-file=/dev/null")
    shop.run(*callgrind, f"--log-file={logs}/%p", *line)
    counts = [re.search(r"Collected : (\d+)", log.read_text()) for log in logs.iterdir()]
    return sum(int(count[1]) for count in counts if count)


def milliseconds(shop: Shop, lines: list[tuple[str, ...]]) -> list[float]:
    """The median wall time of each program; they take turns, so that a busy machine is busy for all of them."""
    taken: list[list[float]] = [[] for _ in lines]
    for _ in range(TIMES):
        for line, times in zip(lines, taken, strict=True):
            begin = time.perf_counter()
            shop.run(*line)
            times.append((time.perf_counter() - begin) * 1000)
    return [statistics.median(times) for times in taken]


def measure(shop: Shop, counted: bool) -> int:
    """Print the table; 1 if a command is over its aim, else 0."""
    lines = [BARE, *(command.line for command in COMMANDS)]
    for line in lines:
        shop.run(*line)  # writes the bytecode, which is no part of what is measured
    counts = [instructions(shop, line) for line in lines] if counted else []
    times = milliseconds(shop, lines)
    names = ["python -c pass", *("clientcare " + " ".join(command.words) for command in COMMANDS)]
    aims = [None, *(command.aim for command in COMMANDS)]

    print(f"{'':32}{'instructions':>14}{'ratio':>8}{'aim':>7}{'median of ' + str(TIMES):>16}{'ratio':>8}")
    for place, (name, aim) in enumerate(zip(names, aims, strict=True)):
        count = f"{counts[place] / 1e6:.1f} M" if counted else "-"
        ratio = f"{counts[place] / counts[0]:.2f}" if counted else "-"
        most = f"{aim:g}" if aim else ""
        print(f"{name:32}{count:>14}{ratio:>8}{most:>7}{times[place]:>13.1f} ms{times[place] / times[0]:>8.2f}")

    over = [
        f"{name} takes {count / counts[0]:.2f} times the bare interpreter's instructions; the aim is {aim:g} at most."
        for name, count, aim in zip(names, counts, aims, strict=False)
        if aim and count > aim * counts[0]
    ]
    print(*over, sep="\n", end="\n" if over else "")
    return 1 if over else 0


def main() -> int:
    """Build the shop, measure, clear away."""
    counted = shutil.which("valgrind") is not None
    if not counted:
        print("valgrind is not installed: no instructions are counted, and wall times alone decide nothing.")
    with tempfile.TemporaryDirectory(prefix="clientcare-bench-") as folder:
        return measure(open_shop(Path(folder)), counted)


if __name__ == "__main__":
    sys.exit(main())
