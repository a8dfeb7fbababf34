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
from tests.faults.scenes import OPEN

if TYPE_CHECKING:
    from collections.abc import Sequence

CUTS = (0.1, 0.3, 1.0, 2.0, 4.0, 5.5, 6.5, 8.0, 12.0, 20.0)
LONG_CUT = 300.0
BETWEEN = 6.0  # seconds in which the link holds: no command of a busy machine meets two cuts
PAUSE = 0.5  # seconds between the commands that are typed beside them, on a disk of this machine
WAIT = 6.0  # seconds that a command may wait for a share
PROGRAM = shlex.join((sys.executable, "-m", "clientcare"))
FAKETIME = ("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/faketime/libfaketime.so.1")
LATER = "+20m"
NOTES = 12
MEMBERS = ("ann", "ben")
NEW_SHOP = "--shop 'Sample Support' --billing billing@example.ch --currency CHF --time-zone Europe/Zurich --yes"


class Said(NamedTuple):
    """What a command answered, when it was typed, and the seconds that it took."""

    text: str
    code: int
    at: float
    seconds: float


class Linked(NamedTuple):
    """What came of it: commands by exit code, the longest that one took, the longest that the same command took at that
    time on a disk of this machine, the longest wait, how many waited too long, and what is lost."""

    codes: dict[int, int]
    longest: float
    usual: float
    waited: float
    slow: int
    wrong: tuple[str, ...]


def cut_links(cuts: Sequence[float]) -> Linked:
    """Two machines note without a pause while the link is cut and comes back, again and again."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch())))
        server = stack.enter_context(Server(folder))
        machines = _machines(server, folder)
        beside = _beside(folder)
        over = threading.Event()
        said: list[Said] = []
        usual: list[Said] = []

        def write(machine: Machine, name: str, said: list[Said], pause: float) -> None:
            number = 0
            while not over.wait(pause):
                number += 1
                said.append(_note(machine, f"{name} says {number}"))

        each = [(machine, name, said, 0.0) for machine, name in zip(machines, MEMBERS, strict=True)]
        writers = [threading.Thread(target=write, args=one) for one in (*each, (beside, "beside", usual, PAUSE))]
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
        return linked(said, _synced(machines) + _lost(server.served / "shop", said), usual)


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
        return linked(said, wrong)


def linked(said: Sequence[Said], wrong: list[str], usual: Sequence[Said] = ()) -> Linked:
    """A command's wait is what it took longer than the longest of those that ran beside it with no share to wait for:
    the rest is what the machine takes to run a command, busy as it is."""
    waits = []
    for one in said:
        beside = [
            other.seconds for other in usual if other.at < one.at + one.seconds and one.at < other.at + other.seconds
        ]
        waits.append(one.seconds - max(beside, default=0.0))
    return Linked(
        dict(Counter(one.code for one in said)),
        max(one.seconds for one in said),
        max((one.seconds for one in usual), default=0.0),
        max(waits),
        sum(wait > WAIT for wait in waits),
        tuple(wrong),
    )


def _beside(folder: Path) -> Machine:
    """A machine with a shop of its own on its own disk."""
    machine = Machine(folder / "beside")
    machine.home.mkdir(parents=True)
    for line in OPEN:
        machine.line(line)
    return machine


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
    return Said(text, int(done.stdout.strip()), begin, time.monotonic() - begin)


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
