"""`make faults`: plays every fault in full and writes the figures into docs/reference/faults.md.

    python -m tests.faults [PART …] [--every N] [--only TEXT] [--sample | --without-writing]

Without a part, all of them: those that compute one after the other, and beside them those that mostly wait; with
`--every N` the N-th part of each, for a busy machine; with `--only` the scenes whose command holds the text; with
`--sample` little of each. Neither of the last two writes into the page. Ends with 1 where something was not as it must
be. What a part needs and this machine has not is named, and not run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from tests.faults import parts, report

WHOLE = "The whole"


def main(words: list[str]) -> int:
    """Run the named parts; answers the exit code."""
    parser = ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of a command: only the scenes in which it is typed")
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--without-writing", action="store_true")
    given = parser.parse_args(words)
    wanted = given.parts or list(parts.PARTS)
    unknown = [word for word in wanted if word not in parts.PARTS]
    if unknown:
        print(f"There is no part '{unknown[0]}'. The parts are: {', '.join(parts.PARTS)}.", file=sys.stderr)
        return 2
    if not given.parts and not given.sample:
        return _all(words, writing=not (given.only or given.without_writing), every=given.every)
    os.nice(0 if given.sample or given.parts[0] in parts.WAITING else 10)
    extent = parts.Extent(given.every, given.sample, given.only)
    wrong = 0
    for name in wanted:
        part = parts.PARTS[name]
        missing = [need for need in (part.sample_needs if given.sample else part.needs) if not need.there()]
        if missing:
            wanting = ", ".join(need.words for need in missing)
            print(f"{name}: NOT RUN. It needs {wanting}.", flush=True)
            continue
        begin = time.monotonic()
        print(f"{name}: {part.about}", flush=True)
        found = part.run(lambda line: print(f"  {line}", flush=True), extent)
        minutes = (time.monotonic() - begin) / 60
        found = found._replace(rows=(*found.rows, ("time", f"{minutes:.1f} minutes on {os.cpu_count()} cores")))
        for what, result in found.rows:
            print(f"  {what}: {result}")
        for one in found.left_out:
            print(f"  NOT RUN: {one}")
        for one in found.wrong:
            print(f"  WRONG: {one}")
        if given.every > 1:
            found = found._replace(
                left_out=(*found.left_out, f"all but every {given.every}th of them, because the machine was busy")
            )
        if not (given.sample or given.only or given.without_writing):
            report.keep(part.title, part.about, found, date.today().isoformat())
        wrong += len(found.wrong)
    return 1 if wrong else 0


def _all(words: list[str], *, writing: bool, every: int) -> int:
    """Run every part in a process of its own, in two lanes."""

    def lane(names: tuple[str, ...]) -> int:
        return max(subprocess.run([sys.executable, "-m", "tests.faults", name, *words]).returncode for name in names)

    begin = time.monotonic()
    with ThreadPoolExecutor() as lanes:
        code = max(lanes.map(lane, (parts.COMPUTING, parts.WAITING)))
    minutes = (time.monotonic() - begin) / 60
    print(f"the whole: {minutes:.0f} minutes on {os.cpu_count()} cores; {'not all' if code else 'all'} as it must be")
    if writing:
        rows = (("all parts", f"{minutes:.0f} minutes on {os.cpu_count()} cores"),)
        wrong = ("see the parts",) if code else ()
        left_out = (f"all but every {every}th",) if every > 1 else ()
        report.keep(WHOLE, parts.TWO_LANES, report.Report(rows, wrong, left_out), date.today().isoformat())
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
