"""What a shop with many sessions costs beside an empty one: a note, lists with the index and without, making it.

    python -m benchmarks.many [--sessions 100000] [--in FOLDER]

The shop is laid down in a temporary folder that is removed afterwards, or in FOLDER, where it stays and is used again.
All ratios are of processor time within one run, so that a busy machine changes little. Ends with 1 over an aim.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time, time
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.crowd import RECORDS, fill
from benchmarks.run import BARE, Command, instructions
from benchmarks.shop import Shop, open_shop
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.domain.summaries import Wanted

TIMES = 9
SAMPLE = 20
"""Every so many-th record is parsed for the comparison with tomllib, and the time multiplied."""


class Cost(NamedTuple):
    """What one program took: seconds of processor, and the most memory in megabytes."""

    seconds: float
    megabytes: float


def cost(shop: Shop, line: tuple[str, ...], times: int = TIMES) -> Cost:
    """The least of some runs. Raises RuntimeError if the program fails."""
    found = []
    for _ in range(times):
        started = subprocess.Popen(
            line, env=shop.environment, cwd=shop.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode > 1:
            raise RuntimeError(f"{' '.join(line)} ended with {started.returncode}")
        found.append(Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return min(found)


class Line(NamedTuple):
    """One figure, the most that it may be, and what it is of what."""

    name: str
    ratio: float
    aim: float
    detail: str


def measure(folder: Path, sessions: int) -> list[Line]:
    """All figures; the shop with the crowd lies in `folder` afterwards."""
    empty_folder, crowd_folder = folder / "empty", folder / "crowd"
    shutil.rmtree(empty_folder, ignore_errors=True)
    empty_folder.mkdir(parents=True)
    empty = open_shop(empty_folder)
    if crowd_folder.exists():
        shop = Shop(crowd_folder, {**empty.environment, "CLIENTCARE_CONFIG": str(crowd_folder / "settings.toml")})
    else:
        crowd_folder.mkdir()
        shop = open_shop(crowd_folder)
        begun = perf_counter()
        fill(crowd_folder / "share", sessions, datetime.now(UTC))
        print(f"{sessions:,} sessions laid down in {perf_counter() - begun:.0f} s")
    with get_context("spawn").Pool(1) as apart:  # what it takes of memory would count for every program started here
        made = apart.apply(making, (crowd_folder / "share",))
    return [made, *listing(shop, empty), *without(shop), *note(shop, empty)]


def making(share: Path) -> Line:
    """The index made from nothing, beside tomllib on the same records."""
    paths = sorted((share / "clients").glob("*/_clientcare/records/*/*/*/*.toml"))
    texts = [path.read_text("utf-8") for path in paths[::SAMPLE]]
    begun = process_time()
    for text in texts:
        tomllib.loads(text)
    parsing = (process_time() - begun) * len(paths) / len(texts)
    store = DirectoryStore(str(share), time)
    begun = process_time()
    for _ in store.renew_index(anew=True):
        pass
    made = process_time() - begun
    known = sum(one.sessions for one in store.index())
    return Line(
        "making the index",
        made / parsing,
        2.5,
        f"{made:.1f} s of processor for {known:,} sessions; tomllib {parsing:.1f}",
    )


def listing(shop: Shop, empty: Shop) -> list[Line]:
    """Lists through the index: what they take more than in an empty shop, in times of the bare interpreter."""
    bare = cost(shop, BARE).seconds
    found = []
    for words in (("session", "list", "--state", "open"), ("session", "list", "--since", this_month()), ("status",)):
        line = Command(words, 0).line
        here, there = cost(shop, line), cost(empty, line)
        more = (here.seconds - there.seconds) / bare
        told = f"{here.seconds * 1000:.0f} ms, empty {there.seconds * 1000:.0f}, bare {bare * 1000:.0f}"
        found.append(Line(" ".join(words[:3]), more, 1.5, told))
    listed = cost(shop, Command(("session", "list"), 0).line)
    found.append(Line("memory of session list", listed.megabytes, 50, "megabytes"))
    return found


def without(shop: Shop) -> list[Line]:
    """One month on a share that can have no index, beside grep over that month's files; and the first time with one."""
    share = shop.folder / "share"
    month = datetime.now(UTC).strftime("%Y/%m")
    folders = tuple(str(one) for one in (share / "clients").glob(f"*/_clientcare/records/{month}"))
    line = Command(("session", "list", "--since", this_month()), 0).line
    marker = share / "clientcare.toml"
    settings = marker.read_bytes()
    try:
        marker.write_bytes(settings.replace(b"decides = true", b"decides = false"))
        taken = cost(shop, line).seconds
    finally:
        marker.write_bytes(settings)
    shutil.rmtree(share / "_clientcare" / "index", ignore_errors=True)
    first = cost(shop, line, 1).seconds
    grep = cost(shop, ("grep", "-r", "no such text", *folders)).seconds
    sessions = sum(1 for _ in DirectoryStore(str(share), time).summaries(Wanted(month=datetime.now(UTC))))
    told = (
        f"{taken * 1000:.0f} ms for {sessions:,} sessions, grep {grep * 1000:.0f}; {first * 1000:.0f} to index it too"
    )
    return [Line("one month without an index", taken / grep, 6, told)]


def note(shop: Shop, empty: Shop) -> list[Line]:
    """The instructions of a note, beside one in an empty shop."""
    if shutil.which("valgrind") is None:
        return []
    line = Command(("note", "x"), 0).line
    for one in (shop, empty):
        one.run(*line)
    here, there = instructions(shop, line), instructions(empty, line)
    return [Line("clientcare note", here / there, 1.05, f"{here / 1e6:.1f} M instructions, empty {there / 1e6:.1f} M")]


def this_month() -> str:
    """The first day of this month."""
    return datetime.now(UTC).strftime("%Y-%m-01")


def main() -> int:
    """Measure, print, clear away."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=100_000)
    parser.add_argument("--in", dest="folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="clientcare-many-"))
    try:
        lines = measure(folder, given.sessions)
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"a shop with {given.sessions:,} sessions of {RECORDS} entries:")
    for one in lines:
        print(
            f"  {one.name:32}{one.ratio:8.2f}  aim {one.aim:g}  {'' if one.ratio <= one.aim else 'OVER  '}{one.detail}"
        )
    return int(any(one.ratio > one.aim for one in lines))


if __name__ == "__main__":
    sys.exit(main())
