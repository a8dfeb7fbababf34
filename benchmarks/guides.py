"""What guides cost: loading many of them beside `tomllib.loads` on the same bytes, and walking one of many steps.

    python -m benchmarks.guides

Times are of the processor, taken in turns within one run, so that ratios hold on a busy machine too. Ends with 1 where
a figure is over its aim.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import tomllib
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.shop import MODULE, Shop, open_shop
from clientcare.adapters.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

GUIDES, STEPS = 500, 20
SHORT, LONG = 8, 1_025
LOADING = 3.0
WALKING = {("next",): 2.0, ("step", "done", "--plain"): 2.5, ("guide", "show", "big"): 10.0, ("status",): 1.2}
"""Commands, and the most that each may take with the long guide, in multiples of what it takes with the short one."""
TIMES = 5
_STEP = '''
[[steps]]
id = "step-{n}"
name = "Look at part {n} of the machine"
directions = """
Ask the client what they see, then **look** at it yourself. Write down what the display says, in its own words:

- before you switch it off
- after it is on again
"""
weight = {weight}
'''
_ASK = """[[steps.asks]]
field = "seen-{n}"
prompt = "What do you see?"
kind = "text"
"""


def guide(steps: int) -> str:
    """A guide of ordinary steps; each fourth asks something."""
    rows = [_STEP.format(n=n, weight=10 * n) + (_ASK.format(n=n) if n % 4 == 0 else "") for n in range(1, steps + 1)]
    return f'+++\ntitle = "A guide of {steps} steps"\ntype = "Hardware"\n{"".join(rows)}+++\n\nThe body of it.\n'


def loading() -> float:
    """How many times as long the library takes for a folder of guides as `tomllib.loads` for their front matters."""
    with tempfile.TemporaryDirectory(prefix="clientcare-bench-") as folder:
        text = guide(STEPS)
        for n in range(GUIDES):
            Path(folder, f"guide-{n}.md").write_text(text.replace("A guide", f"Guide {n}", 1), "utf-8")
        keys = [file.read_text("utf-8").split("+++\n")[1] for file in Path(folder).iterdir()]
        library = Library(folder, Path(folder, "none"))

        def parse() -> None:
            for one in keys:
                tomllib.loads(one)

        def load() -> None:
            listing = library.listing()
            if len(listing.guides) != GUIDES:
                raise RuntimeError(f"{len(listing.guides)} guides were loaded, not {GUIDES}")

        pairs = [(_spent(parse), _spent(load)) for _ in range(TIMES)]
        return min(load for _, load in pairs) / min(parse for parse, _ in pairs)


def _spent(do: Callable[[], None]) -> float:
    begin = process_time()
    do()
    return process_time() - begin


def walking() -> dict[tuple[str, ...], float]:
    """By command, how many times as long it takes in a walk of many steps as in one of few."""
    with tempfile.TemporaryDirectory(prefix="clientcare-bench-") as folder:
        shops = {}
        for steps in (SHORT, LONG):
            place = Path(folder, str(steps))
            place.mkdir()
            shops[steps] = _walked(open_shop(place), steps)
        return {words: _taken(shops[LONG], words) / _taken(shops[SHORT], words) for words in WALKING}


def _walked(shop: Shop, steps: int) -> Shop:
    """A shop whose running session walks a guide of so many steps."""
    folder = shop.folder / "share" / "guides"
    folder.mkdir(exist_ok=True)
    (folder / "big.md").write_text(guide(steps), "utf-8")
    shop.run(*MODULE, "session", "start", "acme", "Many steps", "--mode", "remote", "--guide", "big", "--no-walk")
    return shop


def _taken(shop: Shop, words: tuple[str, ...]) -> float:
    """Seconds of the processor that a command takes; the least of a few runs."""
    times = []
    for _ in range(TIMES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        shop.run(*MODULE, *words)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def main() -> int:
    """Print the figures; 1 where one is over its aim."""
    loaded = loading()
    print(f"loading {GUIDES} guides of {STEPS} steps: {loaded:.2f} times tomllib.loads (aim: {LOADING:g})")
    walked = walking()
    print(f"with a guide of {LONG:,} steps, to one of {SHORT}:")
    for words, ratio in walked.items():
        print(f"  {' '.join(words):20}{ratio:6.2f} times (aim: {WALKING[words]:g})")
    return 1 if loaded > LOADING or any(ratio > WALKING[words] for words, ratio in walked.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
