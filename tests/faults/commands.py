"""Runs the real command in a fork of a process that has loaded the program, if need be below strace.

A fork costs a tenth of a fresh interpreter, so that thousands of runs fit into minutes; what it runs is `cli.main` with
the real Desk, on real files. Loading modules touches no share, so no point that matters is left out.
"""

from __future__ import annotations

import importlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clientcare import cli

if TYPE_CHECKING:
    from collections.abc import Callable

DONE, FAILED, UNREACHABLE, HELD, UNKNOWN, BUG = 0, 1, 6, 10, 11, 70
"""Exit codes of the program."""
ATTACHED = b"attached"
PATIENCE = 60  # seconds that one command may take below strace on a busy machine
OWN_DISK = re.compile(r"(own-disk|on-this-machine) = ")
CALL = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<rest>.*)")


class Ended(NamedTuple):
    """What a command left: its exit code (negative: the signal that killed it), and what it said."""

    code: int
    out: str
    err: str


class Call(NamedTuple):
    """One system call of a recorded run: of which process, the how many-eth of all and of its name, and its line."""

    process: int
    place: int
    name: str
    turn: int
    line: str


class Gate(NamedTuple):
    """Two pipes: a fork tells that it is ready, and waits until it may go on."""

    reached: int
    way: int


def scratch() -> str:
    """Where shops are laid that only one machine sees: in memory where the system offers that."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()


class Machine:
    """A technician's machine: a folder with settings, a home and, for most parts, the share itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.share = folder / "share"
        self.home = folder / "home"
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "CLIENTCARE_CONFIG": str(folder / "settings.toml"),
            "CLIENTCARE_NO_INPUT": "1",
        }

    def begin(self, *words: str, out: str, gate: Gate | None = None, first: Callable[[], None] | None = None) -> int:
        """Fork; answers the process. It says into `out`.out and `out`.err.

        It waits at the `gate` if there is one, and does `first` in its own process before anything else.
        """
        process = os.fork()
        if process:
            return process
        try:
            os.setsid()
            os.chdir(self.folder)
            os.environ.clear()
            os.environ.update(self.environment)
            for place, path in enumerate((os.devnull, f"{out}.out", f"{out}.err")):
                handle = os.open(path, os.O_RDWR | (os.O_CREAT | os.O_TRUNC if place else 0), 0o600)
                os.dup2(handle, place)
                os.close(handle)
            sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            signal.signal(signal.SIGINT, signal.default_int_handler)
            if first:
                first()
            if gate is not None:
                os.write(gate.reached, b".")
                os.read(gate.way, 1)
            code = cli.main(words)
            try:
                sys.stdout.flush()
            except OSError:
                code = code or 120  # as the interpreter ends where standard output cannot be flushed
            sys.stderr.flush()
            if gate is None:
                Path(f"{out}.modules").write_text(" ".join(sys.modules))
            os._exit(code)
        finally:
            os._exit(99)

    def run(self, *words: str, first: Callable[[], None] | None = None) -> Ended:
        """Run one command to its end; the modules that it loaded are loaded here too, for the forks to come."""
        with tempfile.TemporaryDirectory(dir=scratch()) as folder:
            out = os.path.join(folder, "said")
            ended = self._ended(self.begin(*words, out=out, first=first), out)
            for name in Path(f"{out}.modules").read_text().split():
                importlib.import_module(name)
            return ended

    def line(self, text: str) -> Ended:
        """Run a command as it is typed. Raises RuntimeError where it fails: for what a scene needs before."""
        ended = self.run(*shlex.split(text))
        if ended.code not in (DONE, HELD):
            raise RuntimeError(f"clientcare {text} ended with {ended.code}:\n{ended.out}{ended.err}")
        return ended

    def traced(self, *words: str, strace: tuple[str, ...], log: str, first: Callable[[], None] | None = None) -> Ended:
        """Run one command below strace, which writes to `log`; `first` as for `begin`. Ends with all that it began."""
        with tempfile.TemporaryDirectory(dir=scratch()) as folder:
            out = os.path.join(folder, "said")
            reached, way = os.pipe(), os.pipe()
            process = self.begin(*words, out=out, gate=Gate(reached[1], way[0]), first=first)
            os.read(reached[0], 1)
            tracing = subprocess.Popen(["strace", "-f", "-o", log, *strace, "-p", str(process)], stderr=subprocess.PIPE)
            assert tracing.stderr is not None
            line = tracing.stderr.readline()
            if ATTACHED not in line:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                raise RuntimeError(f"strace could not attach: {line.decode(errors='replace')}")
            os.write(way[1], b".")
            for handle in (*reached, *way):
                os.close(handle)
            try:
                return self._ended(process, out)
            finally:
                tracing.stderr.close()
                tracing.wait(PATIENCE)

    def _ended(self, process: int, out: str) -> Ended:
        until = time.monotonic() + PATIENCE
        pause = 0.0005
        while True:
            done, status = os.waitpid(process, os.WNOHANG)
            if done:
                break
            if time.monotonic() > until:
                os.killpg(process, signal.SIGKILL)
                os.waitpid(process, 0)
                return Ended(-999, "", "the command did not end")
            time.sleep(pause)
            pause = min(pause * 2, 0.01)
        said = [Path(f"{out}.{name}").read_text("utf-8", "replace") for name in ("out", "err")]
        return Ended(os.waitstatus_to_exitcode(status), *said)

    def put_share_on_server(self) -> None:
        """From now on the settings say that the share is not of this machine."""
        settings = self.folder / "settings.toml"
        kept = [line for line in settings.read_text().splitlines(keepends=True) if not OWN_DISK.match(line)]
        settings.write_text("".join(kept))

    def take_share_away(self) -> None:
        """Nothing is where the share was."""
        self.share.rename(self.folder / "away")

    def bring_share_back(self) -> None:
        """It is where it was."""
        (self.folder / "away").rename(self.share)

    def restore(self, kept: Path) -> None:
        """Make the folder what `kept` is."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(kept, self.folder, symlinks=True)


def recorded(log: str) -> list[Call]:
    """The system calls of a run, in the order in which each process began them."""
    places: dict[int, int] = {}
    turns: dict[tuple[int, str], int] = {}
    calls = []
    for line in Path(log).read_text("utf-8", "replace").splitlines():
        found = CALL.match(line)
        if found is None:
            continue
        process, name = int(found["pid"]), found["name"]
        places[process] = places.get(process, 0) + 1
        turns[process, name] = turns.get((process, name), 0) + 1
        calls.append(Call(process, places[process], name, turns[process, name], line))
    return calls
