"""The parts of `make faults`: what each is called, what it needs, and how it is run in full."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from typing import NamedTuple, TypeVar

from tests.faults import links, network
from tests.faults import trips as trips_
from tests.faults.crashes import kill_everywhere
from tests.faults.failing_calls import fail_everywhere
from tests.faults.races import WRITERS, Raced, races
from tests.faults.random_kills import kill_at_random
from tests.faults.report import Report
from tests.faults.scenes import SCENES, Scene
from tests.faults.synced import meet
from tests.stores.test_simulation import play

Say = Callable[[str], None]
Answer = TypeVar("Answer")
KILLS = 2_000
WORLDS = 10_000
SIMULATION = "tests/stores/test_simulation.py"
SAMPLE = ("note 'The", "part", "client add")


class Need(NamedTuple):
    """Something that a machine may not have."""

    words: str
    there: Callable[[], bool]


class Extent(NamedTuple):
    """How much of a part is played: all, every so many-eth, or a sample of some seconds."""

    every: int = 1
    sample: bool = False
    only: str = ""
    """Only the scenes whose command holds this."""

    def of(self, count: int, few: int) -> int:
        """How many of so many; `few` for a sample."""
        return few if self.sample else count // self.every

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """Those that are played."""
        beginnings = SAMPLE if self.sample else ("",)
        return tuple(one for one in SCENES if one.line.startswith(beginnings) and self.only in one.line)


class Part(NamedTuple):
    """`about` stands above its figures in the page."""

    title: str
    about: str
    needs: tuple[Need, ...]
    sample_needs: tuple[Need, ...]
    run: Callable[[Say, Extent], Report]
    """Takes where to tell of progress, and how much is wanted."""


def side_by_side(work: Callable[..., Answer], *arguments: object) -> Iterator[Answer]:
    """Run it for every argument, on all cores."""
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        yield from workers.map(work, *arguments)


def simulated(say: Say, extent: Extent) -> Report:
    """The store against simulated shares, each decided by its seed."""
    count = extent.of(int(os.environ.get("CLIENTCARE_SEEDS", WORLDS)), 100)
    wrong: list[str] = []
    for number, found in enumerate(side_by_side(worlds, range(0, count, 100), repeat(count))):
        wrong += found
        if number % 10 == 0:
            say(f"simulated shares: {number * 100:,} of {count:,}, {len(wrong)} wrong")
    return Report((("simulated shares", f"{count:,}"),), tuple(wrong))


def worlds(first: int, end: int) -> list[str]:
    """What was wrong in a hundred worlds, each with how to play it again."""
    wrong = []
    for seed in range(first, min(first + 100, end)):
        try:
            play(seed)
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error} (CLIENTCARE_SEED={seed} pytest {SIMULATION})")
    return wrong


def crashes(say: Say, extent: Extent) -> Report:
    """Every writing command at every call, and random moments."""
    scenes = extent.scenes
    kills = 0 if extent.only else extent.of(KILLS, 10)
    every = 12 if extent.sample else extent.every
    tallies = []
    for tally in side_by_side(kill_everywhere, scenes, repeat(every)):
        say(f"{tally.line}: killed {tally.tried} times, {tally.states} different states, {len(tally.wrong)} wrong")
        tallies.append(tally)
    random = list(side_by_side(kill_at_random, repeat(kills // 2, 2), range(2)))
    wrong = [one for tally in (*tallies, *random) for one in tally.wrong]
    left = sorted({f"not swept after a day: {one}" for tally in tallies for one in tally.left})
    rows = (
        ("writing commands", f"{len(scenes)}"),
        (
            "killed at system calls",
            f"{sum(one.tried for one in tallies):,} times",
        ),
        ("different states that this left", f"{sum(one.states for one in tallies):,}"),
        ("killed at random, as real processes", f"{sum(one.killed for one in random):,} times"),
        (
            "entries acknowledged between them, found once, whole and in order",
            f"{sum(one.acknowledged for one in random):,}",
        ),
    )
    return Report(rows, (*wrong, *(() if extent.sample else left)))


def faults(say: Say, extent: Extent) -> Report:
    """Every operation of every writing command fails, lies or loses its reply."""
    scenes = extent.scenes
    every = 20 if extent.sample else extent.every
    found = []
    for one in side_by_side(fail_everywhere, scenes, repeat(every)):
        say(f"{one.line}: {one.tried} faults, {one.refused} with an error, {one.missed} missed, {len(one.wrong)} wrong")
        found.append(one)
    rows = (
        ("writing commands", f"{len(scenes)}"),
        ("faults", f"{sum(one.tried for one in found):,}"),
        ("after which the command ended with an error", f"{sum(one.refused for one in found):,}"),
        ("different states that this left", f"{sum(one.states for one in found):,}"),
    )
    return Report(rows, tuple(wrong for one in found for wrong in one.wrong))


def race(say: Say, extent: Extent) -> Report:
    """Many writers at once, on two machines; a sample in a directory of this one."""
    found = races(extent.of(10_000, 200), extent.of(50_000, 1_000), extent.of(500, 10), network=not extent.sample)
    rows = (
        (f"steps that may happen once, taken by {WRITERS} writers at once", _raced(found["once"])),
        (f"notes of {WRITERS} writers in the same sessions", _raced(found["notes"])),
        (f"sessions closed and billed by {WRITERS} real commands at once", _raced(found["closes"])),
    )
    return Report(rows, tuple(one for raced in found.values() for one in raced.wrong))


def _raced(raced: Raced) -> str:
    return (
        f"{raced.rounds:,}, {raced.rounds / raced.seconds:,.0f} in a second; {len(raced.wrong) or 'none'} wrong or lost"
    )


def synced(say: Say, extent: Extent) -> Report:
    """Two nodes of a synced folder."""
    met = meet(extent.of(10_000, 400), extent.of(500, 20), extent.of(100, 5))
    rows = (
        ("notes from both sides at once", f"{met.notes:,}"),
        (
            f"steps that may happen once, taken by {WRITERS} writers at once",
            f"{met.steps:,}; in {met.taken_twice:,} of them several took it unseen, and both sides name the same one",
        ),
        (
            "sessions closed and billed by real commands on both sides at once",
            f"{met.closes:,}; billing was told once of each, from the one machine that does that",
        ),
        ("until both sides held the same", f"{met.settled:.0f} seconds"),
    )
    return Report(rows, met.wrong)


def links_cut(say: Say, extent: Extent) -> Report:
    """A link that is cut, and a server that lies about its disk."""
    long = () if extent.every > 1 else (links.LONG_CUT,)
    cuts = links.CUTS[:3] if extent.sample else (*links.CUTS, *long)
    cut = links.cut_links(cuts)
    rows = [
        ("cuts", f"{len(cuts)}, of {min(cuts):g} to {max(cuts):g} seconds"),
        ("notes typed meanwhile on two machines", _ended(cut)),
        (
            f"that waited over {links.WAIT:g} seconds for the share",
            f"{cut.slow or 'none'}; the longest wait was {cut.waited:.1f} seconds",
        ),
        (
            "the longest command",
            f"{cut.longest:.1f} seconds; on a disk of this machine, beside them, {cut.usual:.1f} seconds",
        ),
    ]
    wrong = (*cut.wrong, *(("commands waited too long",) if cut.slow else ()))
    left_out = [] if long else [f"the cut of {links.LONG_CUT:g} seconds"]
    if links.faketime_there():
        lied = links.lie()
        rows.append(("notes that a server forgot after it had said that they were on its disk", _ended(lied)))
        wrong += lied.wrong
    else:
        left_out.append("a server that forgets, for want of libfaketime (Debian: apt install faketime)")
    return Report(tuple(rows), wrong, tuple(left_out))


def _ended(linked: links.Linked) -> str:
    said = {0: "filed", 6: "refused", 10: "held", 11: "unknown and held"}
    told = ", ".join(f"{count:,} {said.get(code, code)}" for code, count in sorted(linked.codes.items()))
    return f"{told}; {len(linked.wrong) or 'none'} lost or twice"


def far(say: Say, extent: Extent) -> Report:
    """How often a command waits for a share that is far away."""
    trips, later = trips_.count_trips(), trips_.count_trips(trips_.MANY)
    rows = (
        ("round trips of a note, from staging to read-back", f"{trips.filing}, at most {trips_.MOST_TO_FILE} wanted"),
        (
            "round trips of the whole note, in a session just begun",
            f"{trips.whole}, at most {trips_.MOST_OF_A_NOTE} wanted",
        ),
        (f"round trips of the whole note, in a session with {trips_.MANY} notes", f"{later.whole}"),
    )
    wrong = []
    if trips.filing > trips_.MOST_TO_FILE or trips.whole > trips_.MOST_OF_A_NOTE:
        wrong.append("more round trips than wanted")
    return Report(rows, tuple(wrong))


STRACE = Need("strace (Debian: apt install strace)", lambda: shutil.which("strace") is not None)
SSHFS = Need(
    "sshd, sshfs and fusermount3 (Debian: apt install openssh-server sshfs fuse3), and /dev/fuse", network.there
)
SYNCTHING = Need("Syncthing (Debian: apt install syncthing)", lambda: shutil.which("syncthing") is not None)

PARTS = {
    "crashes": Part(
        "Crashes",
        "Each writing command is killed at every system call from the first that touches the share, or what is kept on "
        "this machine for it, until it ends, with the share on a disk, on a server, and away; and others at random "
        "moments. Then what is half written is made two days old, and the command is typed again. What `init` tries "
        "out in a folder of its own to see what a share can do is left out.",
        (STRACE,),
        (STRACE,),
        crashes,
    ),
    "faults": Part(
        "Failing, lying and lost operations",
        "Each operation of each writing command on the share, and on what is kept on this machine for it, fails once "
        "with EIO, ENOSPC, EDQUOT, ESTALE or EINTR (what only reads: with EIO, ESTALE or EINTR), or "
        "fails from then on, or does nothing and says that it did, or is done and its reply is lost; writes are cut "
        "short. The answer meets a closed pipe and a full disk. No command may say that something was filed that was "
        "not, nor that nothing was that is there.",
        (STRACE,),
        (STRACE,),
        faults,
    ),
    "races": Part(
        "Races",
        "Long-lived writers on two machines, which mount one server through SSHFS, all take the same step at once, or "
        "all write into the same sessions. Exactly one may win a step; nothing may be lost.",
        (SSHFS,),
        (),
        race,
    ),
    "synced": Part(
        "A synced folder",
        "Two real Syncthing nodes; writers on both sides at once. There are fewer of them than in the races: two nodes "
        "on one machine bring over about fifty files in a second.",
        (SYNCTHING,),
        (SYNCTHING,),
        synced,
    ),
    "links": Part(
        "A share that goes away",
        "Two machines note without a pause, each on a mount of its own, from a script that waits for the answer, while "
        "the server stops answering and goes on again. A third one notes on its own disk beside them: what a command "
        "took longer than those is how long it waited for the share. Then a server says that entries are on its disk, "
        "and has forgotten them after a restart; each machine types one more command.",
        (SSHFS,),
        (SSHFS,),
        links_cut,
    ),
    "simulated": Part(
        "Simulated shares",
        "Several writers, with clocks up to three days wrong, write into one session of a share in memory on which "
        "answers are late or lost, names are believed free, listings are old, bytes are written wrong, processes crash "
        "and come back, and copies are laid beside files. A seed decides what happens when.",
        (),
        (),
        simulated,
    ),
    "far": Part(
        "A share that is far away",
        "A note on a share behind SSHFS, with a relay that delays each reply and counts how often the command waited.",
        (SSHFS,),
        (SSHFS,),
        far,
    ),
}

COMPUTING = ("crashes", "faults", "simulated")
WAITING = ("links", "synced", "races", "far")
TWO_LANES = (
    "The parts that compute ran one after the other, each on all cores, with less right to them than those that mostly "
    "wait, which ran beside them."
)
