"""Crashes: each writing command is killed at every system call, and at random moments."""

from __future__ import annotations

import signal
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.faults.commands import DONE, FAILED, HELD, UNKNOWN, UNREACHABLE, Call, recorded, scratch
from tests.faults.judging import left, shape, wrong_afterwards, wrong_with
from tests.faults.scenes import Scene, Stage, set_up

TRIAL = "/.clientcare-trial-"
"""Where `init` tries what kind of share it is: nothing of anybody lies there."""
ITS_SERVANT_DIED = (FAILED, UNREACHABLE, HELD, UNKNOWN)
"""How a command may end where the process was killed that reads and writes the share for it."""


class Tally(NamedTuple):
    """What was tried with one scene, how many different states that left, what was wrong, and what was not swept."""

    line: str
    tried: int
    states: int
    wrong: tuple[str, ...]
    left: tuple[str, ...]


def calls_of(stage: Stage) -> list[Call]:
    """The system calls of each process of the command, from the first that touches the share or the home."""
    with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".strace") as log:
        stage.reset()
        stage.machine.traced(*stage.words, strace=("-y",), log=log.name)
        calls = recorded(log.name)
    ours = (str(stage.machine.share), str(stage.machine.home))
    first: dict[int, int] = {}
    for call in calls:
        if TRIAL not in call.line and any(top in call.line for top in ours):
            first.setdefault(call.process, call.place)
    return [
        call for call in calls if call.process in first and call.place >= first[call.process] and TRIAL not in call.line
    ]


def kill_everywhere(scene: Scene, every: int = 1) -> Tally:
    """Kill the command at every so many-eth of its system calls; a scene that cannot be played stops no other."""
    try:
        return _killed_everywhere(scene, every)
    except Exception as error:
        return Tally(scene.line, 0, 0, (f"{scene.line} could not be played: {error!r}",), ())


def _killed_everywhere(scene: Scene, every: int) -> Tally:
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        stage = set_up(scene, Path(folder))
        turns: dict[tuple[str, int], int] = {}  # a turn of two processes is one kill: of whichever comes to it first
        for call in calls_of(stage):
            turns.setdefault((call.name, call.turn), call.place)
        points = sorted((place, name, turn) for (name, turn), place in turns.items())[::every]
        seen: set[str] = set()
        wrong, unswept = [], set[str]()
        for place, name, turn in points:
            found = _killed_at(stage, name, turn, folder)
            state = shape(stage)
            if state not in seen:
                seen.add(state)
                found += wrong_afterwards(stage)
                unswept.update(left(stage.machine))
            wrong += [f"{stage.title}, killed at call {place}, {name} {turn}: {one}" for one in found]
    return Tally(stage.title, len(points), len(seen), tuple(wrong), tuple(sorted(unswept)))


def _killed_at(stage: Stage, name: str, turn: int, folder: str) -> list[str]:
    """strace counts the calls of each name by themselves, in each process."""
    stage.reset()
    kill = ("-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={turn}")
    ended = stage.machine.traced(*stage.words, strace=kill, log=f"{folder}/killed.strace")
    if ended.code not in (-signal.SIGKILL, DONE, *(ITS_SERVANT_DIED if stage.asks_apart else ())):
        return [f"it ended with {ended.code}: {ended.err}"]
    return wrong_with(stage, ended)
