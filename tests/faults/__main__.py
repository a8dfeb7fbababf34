"""`make faults`: plays every fault in full and writes the figures into docs/reference/faults.md.

    python -m tests.faults [PART …] [--sample | --without-writing]

Without a part, all of them, in order; with `--sample` little of each, and nothing is written into the page. Ends with 1
where something was not as it must be. What a part needs and this machine has not is named, and not run.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date

from tests.faults import parts, report


def main(words: list[str]) -> int:
    """Run the named parts; answers the exit code."""
    wanted = [word for word in words if not word.startswith("-")] or list(parts.PARTS)
    unknown = [word for word in wanted if word not in parts.PARTS]
    if unknown:
        print(f"There is no part '{unknown[0]}'. The parts are: {', '.join(parts.PARTS)}.", file=sys.stderr)
        return 2
    sample = "--sample" in words
    os.nice(0 if sample else 10)
    wrong = 0
    for name in wanted:
        part = parts.PARTS[name]
        missing = [need for need in (part.sample_needs if sample else part.needs) if not need.there()]
        if missing:
            wanting = ", ".join(need.words for need in missing)
            print(f"{name}: NOT RUN. It needs {wanting}.", flush=True)
            continue
        begin = time.monotonic()
        print(f"{name}: {part.about}", flush=True)
        found = part.run(lambda line: print(f"  {line}", flush=True), sample)
        minutes = (time.monotonic() - begin) / 60
        found = found._replace(rows=(*found.rows, ("time", f"{minutes:.1f} minutes on {os.cpu_count()} cores")))
        for what, result in found.rows:
            print(f"  {what}: {result}")
        for one in found.left_out:
            print(f"  NOT RUN: {one}")
        for one in found.wrong:
            print(f"  WRONG: {one}")
        if not sample and "--without-writing" not in words:
            report.keep(part.title, part.about, found, date.today().isoformat())
        wrong += len(found.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
