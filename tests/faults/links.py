"""A share that goes away: a link that is cut for a while, and a server whose last writes vanish at a restart."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.faults.commands import DONE, HELD, UNKNOWN, UNREACHABLE, Machine, scratch
from tests.faults.history import read_history
from tests.faults.network import Server

if TYPE_CHECKING:
    from collections.abc import Sequence

CUTS = (0.1, 0.3, 1.0, 2.0, 4.0, 5.5, 6.5, 8.0, 12.0, 20.0)
LONG_CUT = 300.0
BETWEEN = 3.0  # seconds in which the link holds
WAIT = 6.0
STARTING = 2.5  # seconds that the interpreter may take on a busy machine
PROGRAM = shlex.join((sys.executable, "-m", "clientcare"))
FAKETIME = ("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/faketime/libfaketime.so.1")
LATER = "+20m"
NOTES = 12
MEMBERS = ("ann", "ben")
NEW_SHOP = "--shop 'Sample Support' --billing billing@example.ch --currency CHF --time-zone Europe/Zurich --yes"


class Said(NamedTuple):
    """What a command answered, and the seconds that it took."""

    text: str
    code: int
    seconds: float


class Linked(NamedTuple):
    """What came of it: commands by exit code, the longest that one took, how many took too long, and what is lost."""

    codes: dict[int, int]
    longest: float
    slow: int
    wrong: tuple[str, ...]


def cut_links(cuts: Sequence[float]) -> Linked:
    """Two machines note without a pause while the link is cut and comes back, again and again."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch())))
        server = stack.enter_context(Server(folder))
        machines = _machines(server, folder)
        over = threading.Event()
        said: list[Said] = []

        def write(machine: Machine, name: str) -> None:
            number = 0
            while not over.is_set():
                number += 1
                said.append(_note(machine, f"{name} says {number}"))

        writers = [threading.Thread(target=write, args=pair) for pair in zip(machines, MEMBERS, strict=True)]
        for writer in writers:
            writer.start()
        for seconds in cuts:
            time.sleep(BETWEEN)
            server.halt()
            time.sleep(seconds)
            server.go_on()
        time.sleep(BETWEEN)
        over.set()
        for writer in writers:
            writer.join()
        return _linked(said, _synced(machines) + _lost(server.served / "shop", said))


def lie() -> Linked:
    """The server forgets what it took last, although it said that it was on its disk; then each machine goes on."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch())))
        server = stack.enter_context(Server(folder))
        machines = _machines(server, folder)
        said = [_note(machine, f"{name} before") for machine, name in zip(machines, MEMBERS, strict=True)]
        kept = folder / "kept"
        shutil.copytree(server.served, kept)
        for number in range(NOTES):
            said += [_note(machine, f"{name} says {number}") for machine, name in zip(machines, MEMBERS, strict=True)]
        server.crash()
        for path in server.served.iterdir():
            shutil.rmtree(path)
        shutil.copytree(kept, server.served, dirs_exist_ok=True)
        vanished = len(_lost(server.served / "shop", said))
        server.start()
        for machine, name in zip(machines, MEMBERS, strict=True):
            machine.environment |= {"LD_PRELOAD": _faketime(), "FAKETIME": LATER}
            said.append(_note(machine, f"{name} afterwards"))
        wrong = _synced(machines) + _lost(server.served / "shop", said)
        if vanished != NOTES * len(machines):
            wrong.append(f"{vanished} vanished, where {NOTES * len(machines)} should have")
        return _linked(said, wrong)


def _linked(said: Sequence[Said], wrong: list[str]) -> Linked:
    slow = sum(one.seconds > WAIT + STARTING for one in said)
    return Linked(dict(Counter(one.code for one in said)), max(one.seconds for one in said), slow, tuple(wrong))


def faketime_there() -> bool:
    """Whether a clock can be set for one process."""
    return any(Path(path).exists() for path in FAKETIME)


def _faketime() -> str:
    return next(path for path in FAKETIME if Path(path).exists())


def _machines(server: Server, folder: Path) -> list[Machine]:
    """Ann's and Ben's, each with a mount and a session of its own."""
    (server.served / "shop").mkdir()
    machines = []
    for name in MEMBERS:
        mount = server.mount(f"mount-{name}", "reconnect")
        machine = Machine(folder / name)
        machine.home.mkdir(parents=True)
        what = "--role senior-engineer" if machines else NEW_SHOP
        machine.line(f"init {mount.at}/shop --me {name} --name {name.title()} {what}")
        machines.append(machine)
    machines[0].line("client add acme --name 'Acme AG'")
    for machine, name in zip(machines, MEMBERS, strict=True):
        ended = _until_seen(machine, f"session start acme 'By {name}' --mode remote --no-walk")
        if ended:
            raise RuntimeError(ended)
        machine.run("note", "first")
    return machines


def _until_seen(machine: Machine, line: str) -> str:
    """A machine may see for some seconds what was there before: type it until it works."""
    said = ""
    for _ in range(60):
        ended = machine.run(*shlex.split(line))
        if ended.code == 0:
            return ""
        said = ended.err
        time.sleep(1)
    return said


def _note(machine: Machine, text: str) -> Said:
    """As a script does: `$(clientcare note …)`."""
    begin = time.monotonic()
    done = subprocess.run(
        ["bash", "-c", f'said=$({PROGRAM} note --json {shlex.quote(text)} 2> "$HOME"/said); echo "$?"'],
        env={**os.environ, **machine.environment},
        cwd=machine.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Said(text, int(done.stdout.strip()), time.monotonic() - begin)


def _synced(machines: Sequence[Machine]) -> list[str]:
    """File what is held, on every machine."""
    wrong = []
    for machine in machines:
        done = subprocess.run(
            [sys.executable, "-m", "clientcare", "store", "sync"],
            env={**os.environ, **machine.environment},
            cwd=machine.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            wrong.append(f"store sync ends with {done.returncode}: {done.stderr}")
    return wrong


def _lost(share: Path, said: Sequence[Said]) -> list[str]:
    """What was acknowledged, filed or held, and is not there once; and what was refused and is there."""
    history = read_history(share)
    there = Counter(entry.fields.get("text") for entry in history.entries if entry.kind == "note")
    wrong = list(history.wrong)
    for one in said:
        count = there[one.text]
        if one.code in (DONE, HELD, UNKNOWN) and count != 1:
            wrong.append(f"{one.text} ended with {one.code} and is there {count} times")
        elif one.code == UNREACHABLE and count:
            wrong.append(f"{one.text} was refused and is there")
        elif one.code not in (DONE, HELD, UNKNOWN, UNREACHABLE):
            wrong.append(f"{one.text} ended with {one.code}")
    return wrong
