"""Faults: each operation on the share fails, lies or loses its reply, at each of its turns in each writing command."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.bootstrap import RealMakers
from tests.faults.commands import Ended, recorded, scratch
from tests.faults.crashes import TRIAL
from tests.faults.judging import shape, wrong_afterwards, wrong_with
from tests.faults.scenes import Scene, Stage, set_up
from tests.shops import Here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ERRORS = ("EIO", "ENOSPC", "EDQUOT", "ESTALE", "EINTR")
READING = ("EIO", "ESTALE", "EINTR")
CHANGING = frozenset("write fsync fdatasync rename renameat renameat2 link linkat unlink unlinkat mkdir rmdir".split())
LOOKING = frozenset("openat read close getdents64".split())
LYING = {"write": "{size}", "fsync": "0", "rename": "0", "link": "0", "unlink": "0", "mkdir": "0", "close": "0"}
OPENED_TO_WRITE = re.compile(r"^\d+ +openat\([^,]+, \"([^\"]+)\", O_(?:WRONLY|RDWR)")
FROM_NOW_ON = frozenset(("write", "fsync", "rename", "link"))
ANSWER = ("EPIPE", "ENOSPC", "EIO")
LOSES_REPLY = ("rename", "replace", "link", "mkdir", "unlink", "fsync", "write")


class Fault(NamedTuple):
    """One fault as strace injects it: which call, the how many-eth of its name, and what becomes of it."""

    name: str
    when: str
    what: str

    def __str__(self) -> str:
        return f"{self.name} {self.when} {self.what}"


class Failing(NamedTuple):
    """What was tried with one scene, by what went wrong, and what was not as it must be."""

    line: str
    tried: int
    missed: int
    """How often the call was another one than when it was recorded, so that nothing was tried."""
    refused: int
    """How often the command ended with an error; else it did all that it does."""
    states: int
    wrong: tuple[str, ...]


def faults_of(stage: Stage) -> list[Fault]:
    """Every fault that this scene can have."""
    with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".strace") as log:
        stage.reset()
        stage.machine.traced(*stage.words, strace=("-y",), log=log.name, first=in_one_process)
        calls = recorded(log.name)
    found = []
    written = {path for call in calls for path in OPENED_TO_WRITE.findall(call.line)}
    for call in calls:
        if _is_ours(stage, call.line):
            only_read = call.name == "close" and not any(f"<{path}>" in call.line for path in written)
            possible = _possible(call.name, call.line, only_read=only_read)
            found += [Fault(call.name, f"{call.turn}{on}", what) for on, what in possible]
        elif call.name == "write" and "(1<" in call.line:
            found += [Fault("write", str(call.turn), f"error={code}") for code in ANSWER]
    return sorted(set(found))


def _is_ours(stage: Stage, line: str) -> bool:
    """Whether a call is one on the share, or on what is kept on this machine for it."""
    return TRIAL not in line and (f"{stage.machine.share}/" in line or f"{stage.machine.home}/" in line)


def in_one_process() -> None:
    """Let the command ask the share itself, so that the turns of calls are those of one process."""
    RealMakers.apart = Here()  # type: ignore[assignment]


def _possible(name: str, line: str, *, only_read: bool) -> Iterator[tuple[str, str]]:
    changes = name in CHANGING or (name == "openat" and "O_CREAT" in line)
    if not changes and name not in LOOKING:
        return
    for code in ERRORS if changes or (name == "close" and not only_read) else READING:
        yield "", f"error={code}"
    if name in FROM_NOW_ON:
        yield "+", "error=EIO"
        yield "+", "error=ENOSPC"
    size = line.rpartition(" = ")[2].strip()
    if (
        name in LYING and size.isdigit() and not only_read
    ):  # of a call that another process interrupted the size is told later
        yield "", "retval=" + LYING[name].format(size=size)
    if name == "write":
        yield "", "retval=7"


def fail_everywhere(scene: Scene, every: int = 1) -> Failing:
    """Let every so many-eth fault happen; a scene that cannot be played stops no other."""
    try:
        return _failed_everywhere(scene, every)
    except Exception as error:
        return Failing(scene.line, 0, 0, 0, 0, (f"{scene.line} could not be played: {error!r}",))


def _failed_everywhere(scene: Scene, every: int) -> Failing:
    with tempfile.TemporaryDirectory(dir=scratch()) as folder:
        stage = set_up(scene, Path(folder))
        tried = refused = missed = 0
        seen: set[str] = set()
        wrong: list[str] = []

        def judge(what: str, ended: Ended, lied: bool = False) -> None:
            nonlocal tried, refused
            found = wrong_with(stage, ended, lied=lied)
            state = shape(stage)
            if state not in seen:
                seen.add(state)
                found += wrong_afterwards(stage, lied=lied)
            tried, refused = tried + 1, refused + (ended.code != 0)
            wrong.extend(f"{stage.title}, {what}: {one}" for one in found)

        for fault in faults_of(stage)[::every]:
            stage.reset()
            inject = ("-e", f"trace={fault.name}", "-e", f"inject={fault.name}:{fault.what}:when={fault.when}")
            log = f"{folder}/failed.strace"
            ended = stage.machine.traced(*stage.words, strace=("-y", *inject), log=log, first=in_one_process)
            if not _has_met(stage, log):
                missed += 1
                continue
            judge(str(fault), ended, lied=fault.what.startswith("retval"))
        for name in LOSES_REPLY:
            for turn in range(every // 2, 100, every):
                stage.reset()
                mark = Path(folder) / "lost"
                mark.unlink(missing_ok=True)
                lost = _replies_lost(name, turn, (stage.machine.share, stage.machine.home), mark)
                ended = stage.machine.run(*stage.words, first=lost)
                if not mark.exists():
                    break
                judge(f"{name} {turn} reply lost", ended)
        return Failing(stage.title, tried, missed, refused, len(seen), tuple(wrong))


def _has_met(stage: Stage, log: str) -> bool:
    """Whether the first call that was made to fail is one that matters: modules are not always loaded in one order."""
    lines = Path(log).read_text("utf-8", "replace").splitlines()
    failed = next((line for line in lines if "(INJECTED)" in line), "")
    return _is_ours(stage, failed) or "write(1<" in failed


def _replies_lost(name: str, turn: int, ours: tuple[Path, ...], mark: Path) -> Callable[[], None]:
    """Lets one call on the share be done and say that it failed; a write is done in part and says so."""

    tops = tuple(map(str, ours))

    def patch() -> None:
        in_one_process()
        real: Any = getattr(os, name)
        left = turn

        def call(first: Any, *rest: Any, **named: Any) -> Any:
            nonlocal left
            path = os.readlink(f"/proc/self/fd/{first}") if isinstance(first, int) else str(first)
            if not path.startswith(tops):
                return real(first, *rest, **named)
            left -= 1
            if left >= 0:
                return real(first, *rest, **named)
            mark.touch()
            if name == "write":
                return real(first, rest[0][: 1 + len(rest[0]) // 3])
            answer = real(first, *rest, **named)
            if left == -1:
                raise OSError(errno.EIO, "the reply was lost", path)
            return answer

        setattr(os, name, call)

    return patch
