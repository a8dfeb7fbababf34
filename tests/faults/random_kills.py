"""Crashes at random: real processes of the installed command, killed at any moment while one history grows."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.commands import Machine, scratch
from tests.faults.history import read_history
from tests.faults.scenes import SHOP

PROGRAM = (sys.executable, "-m", "clientcare")
IDENTIFIER = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")
ROUND = 25  # commands in one session
LINES = (
    "note 'Text {number}'",
    "note 'Text {number}' --json",
    "part 'Part {number}' --price 9.90",
    "estimate 1h30 'Estimate {number}'",
    "attach error.log --name 'log {number}.log'",
    "pause",
    "resume",
    "undo",
    "session edit --title 'Round {round} title {number}'",
    "consent work given --by 'Ms Frei'",
    "close --solution 'Solved {number}' --resolved --bill",
    "session reopen {thread} --reason 'Again {number}'",
)
WEIGHTS = (10, 10, 4, 2, 3, 2, 2, 2, 1, 1, 1, 1)


class Killing(NamedTuple):
    """How many were killed in mid-run, how many entries were acknowledged, and what was wrong."""

    killed: int
    acknowledged: int
    wrong: tuple[str, ...]


def kill_at_random(kills: int, seed: int) -> Killing:
    """Type commands, killing most of them, until so many were killed; then read the history."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        machine = Machine(Path(folder) / "machine")
        machine.home.mkdir(parents=True)
        for line in SHOP:
            machine.line(line)
        (machine.folder / "error.log").write_text("E-2041 at boot\n")
        return _typed(machine, chance, kills)


def _typed(machine: Machine, chance: random.Random, kills: int) -> Killing:
    acknowledged: list[tuple[str, str]] = []
    wrong: list[str] = []
    killed = number = 0
    thread, usual = "", 0.3
    while killed < kills:
        if number % ROUND == 0:
            if thread:
                _ended(machine, f"close -s {thread[-4:]} --solution Done --resolved", 0)
            begun = machine.run(*shlex.split(f"session start acme 'Round {number}' --mode bench --no-walk --json"))
            if begun.code:
                wrong.append(f"the session after {killed} kills does not start: {begun.err}")
                break
            thread = str(re.search(r"session-[0-9a-hjkmnp-tv-z]{26}", begun.out)[0])
            usual = _usual(machine)
        number += 1
        line = chance.choices(LINES, WEIGHTS)[0].format(number=number, round=number // ROUND, thread=thread[-4:])
        code, out, err = _ended(machine, f"{line} --json", usual * chance.uniform(0.2, 1.15))
        killed += code == -signal.SIGKILL
        if code == 0:
            acknowledged += _identifiers(json.loads(out)["data"])
        elif code in (70, 99) or "Traceback" in err:
            wrong.append(f"{line}: {err}")
    return Killing(killed, len(acknowledged), (*wrong, *_history_is_whole(machine, acknowledged)))


def _usual(machine: Machine) -> float:
    """How long a command takes now, in seconds."""
    begin = time.perf_counter()
    _ended(machine, "status", 0)
    return time.perf_counter() - begin


def _ended(machine: Machine, line: str, seconds: float) -> tuple[int, str, str]:
    """Run the installed command; kill it and all that it started after so many seconds (0: never)."""
    process = subprocess.Popen(
        [*PROGRAM, *shlex.split(line)],
        env={**os.environ, **machine.environment},
        cwd=machine.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=seconds or 60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    return process.returncode, out, err


def _identifiers(data: Any) -> list[tuple[str, str]]:
    """Thread and identifier of each entry that an answer names."""
    found = []
    if isinstance(data, dict):
        id = data.get("id")  # noqa: A001
        if isinstance(id, str) and IDENTIFIER.fullmatch(id) and data.get("thread"):
            found.append((data["thread"], id))
        data = list(data.values())
    if isinstance(data, list):
        for one in data:
            found += _identifiers(one)
    return found


def _history_is_whole(machine: Machine, acknowledged: list[tuple[str, str]]) -> list[str]:
    """Every acknowledged entry is there once, and those of a thread stand in the order in which they were typed."""
    history = read_history(machine.share)
    wrong = list(history.wrong)
    last: dict[str, int] = {}
    for thread, id in acknowledged:  # noqa: A001
        entry = history.entry(id)
        if entry is None or entry.thread != thread:
            wrong.append(f"acknowledged and lost: {id} of {thread}")
            continue
        if entry.n <= last.get(thread, 0):
            wrong.append(f"out of order: {entry.path}")
        last[thread] = entry.n
    texts = [str(entry.fields.get("text")) for entry in history.entries if entry.kind == "note"]
    wrong += [f"twice: {text}" for text in set(texts) if texts.count(text) > 1]
    return wrong
