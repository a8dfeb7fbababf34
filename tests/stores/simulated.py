"""A share in memory, with mounts that see it late, answers that are lost, and a schedule that a seed decides.

Two kinds. On a *decided* share all mounts ask one server: names are given once, but a mount may believe for a while
that a name is still free or a listing still up to date. On a *synced* one each mount is a folder of its own, and a
program carries what changed from one to the others, in its own time and order, with conflict copies and duplicates.
"""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING, NamedTuple

from clientcare.adapters.stores.disk import Disk, NotAFile, TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

ROOT = "/share"


class Crashed(BaseException):
    """The writer's process is gone."""


class Content(NamedTuple):
    """What a file holds, and when it was changed last by the share's clock."""

    data: bytes
    at: float


class Schedule:
    """Lets one writer at a time do one thing with its share: which one, the seed decides."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.now = 1_800_000_000.0
        self._here = threading.Semaphore(0)
        self._turns: dict[int, threading.Semaphore] = {}
        self._between: list[Callable[[], None]] = []
        self.failure: BaseException | None = None

    def run(self, *writers: Callable[[], None], between: Callable[[], None] = lambda: None) -> None:
        """Run the writers until all are done; `between` is what else happens in the world after each thing."""
        alive = []
        for number, writer in enumerate(writers):
            self._turns[number] = threading.Semaphore(0)
            thread = threading.Thread(target=self._life, args=(number, writer), name=str(number), daemon=True)
            thread.start()
            alive.append(number)
        while alive:
            number = self.random.choice(alive)
            self._turns[number].release()
            self._here.acquire()
            if number not in self._turns:
                alive.remove(number)
            self.now += self.random.choice((0.001, 0.01, 1.0))
            between()
        if self.failure:
            raise self.failure

    def _life(self, number: int, writer: Callable[[], None]) -> None:
        self._turns[number].acquire()
        try:
            writer()
        except BaseException as error:  # told in the test's own thread
            self.failure = self.failure or error
        del self._turns[number]
        self._here.release()

    def turn(self) -> None:
        """A writer is about to ask its share: perhaps another one comes before it."""
        name = threading.current_thread().name
        if name.isdecimal() and int(name) in self._turns:
            self._here.release()
            self._turns[int(name)].acquire()


class Tree:
    """Files and folders."""

    def __init__(self) -> None:
        self.files: dict[str, Content] = {}
        self.folders = {ROOT}

    def names(self, folder: str) -> list[str]:
        """What a folder holds."""
        if folder not in self.folders:
            raise FileNotFoundError(errno.ENOENT, "no such folder", folder)
        begin = len(folder) + 1
        return [path[begin:] for path in (*self.files, *self.folders) if os.path.dirname(path) == folder]


class Mount(Disk):
    """The share as one machine sees it. `troubled`: how often of a thousand things one goes wrong."""

    def __init__(self, schedule: Schedule, tree: Tree, troubled: int, stale_for: float) -> None:
        self.schedule = schedule
        self.tree = tree
        self.troubled = troubled
        self.stale_for = stale_for
        self.crashes = False
        self.changed: Callable[[str], None] = lambda path: None
        self._bad_until = 0.0
        self._missed: dict[str, float] = {}
        self._listed: dict[str, tuple[float, list[str]]] = {}

    # -- what goes wrong -------------------------------------------------------------------------------------

    def _asked(self, path: str) -> bool:
        """Another writer may come before. Answers whether the reply will be lost; raises where nothing is done."""
        self.schedule.turn()
        random = self.schedule.random
        bad = self.troubled and self._bad_until > self.schedule.now
        if random.randrange(1000) >= (500 if bad else self.troubled):
            return False
        self._bad_until = self.schedule.now + random.choice((0, 0, 3))  # trouble seldom comes alone
        what = random.choice(("refused", "lost", "crash"))
        if what == "crash" and self.crashes:
            raise Crashed
        if what == "refused":
            code = random.choice((errno.EIO, errno.ENOSPC, errno.ESTALE, errno.EACCES, errno.ETIMEDOUT))
            raise OSError(code, os.strerror(code), path)
        return what == "lost"

    def _answered(self, lost: bool, path: str) -> None:
        if lost:
            code = self.schedule.random.choice((errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EINTR))
            raise OSError(code, os.strerror(code), path)

    def _wrote(self, *paths: str) -> None:
        """What this machine does itself it sees at once."""
        for path in paths:
            self._missed.pop(path, None)
            self._listed.pop(os.path.dirname(path), None)
            self.changed(path)

    def _content(self, path: str) -> Content | None:
        """A file as this machine sees it: that a name was free is believed for a while."""
        if self._missed.get(path, 0) > self.schedule.now:
            return None
        found = self.tree.files.get(path)
        if found is None and self.stale_for:
            self._missed[path] = self.schedule.now + self.schedule.random.random() * self.stale_for
        return found

    # -- what a disk does ------------------------------------------------------------------------------------

    def read(self, path: str, limit: int) -> bytes:
        lost = self._asked(path)
        if path in self.tree.folders:
            raise NotAFile(errno.EISDIR, "it is no file", path)
        found = self._content(path)
        self._answered(lost, path)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        if len(found.data) > limit:
            raise TooLarge
        return found.data

    def create(self, path: str, data: bytes) -> None:
        lost = self._asked(path)
        if path in self.tree.files:
            raise FileExistsError(errno.EEXIST, "there is such a file", path)
        if os.path.dirname(path) not in self.tree.folders:
            raise FileNotFoundError(errno.ENOENT, "no such folder", path)
        self.tree.files[path] = Content(data[: self.schedule.random.randrange(len(data) + 1)], self.schedule.now)
        try:
            lost = self._asked(path) or lost  # somebody may look while it is being written
            lies = self.schedule.random.randrange(1000) < self.troubled // 5
            if path in self.tree.files and not lies:
                self.tree.files[path] = Content(data, self.schedule.now)
            self._wrote(path)
            self._answered(lost, path)
        except OSError:
            self.tree.files.pop(path, None)
            self._wrote(path)
            raise

    def flush(self, folder: str) -> None:
        self._answered(self._asked(folder), folder)

    def names(self, folder: str) -> list[str]:
        lost = self._asked(folder)
        until, known = self._listed.get(folder, (0, []))
        if until <= self.schedule.now:
            known = self.tree.names(folder)
            self._listed[folder] = (self.schedule.now + self.schedule.random.random() * self.stale_for, known)
        self._answered(lost, folder)
        return list(known)

    def link(self, source: str, target: str) -> None:
        lost = self._asked(target)
        if target in self.tree.files:
            code = self.schedule.random.choice((errno.EEXIST, errno.EPERM))  # SSHFS says the latter
            raise OSError(code, os.strerror(code), target)
        if source not in self.tree.files:
            raise FileNotFoundError(errno.ENOENT, "no such file", source)
        self.tree.files[target] = self.tree.files[source]
        self._wrote(target)
        self._answered(lost, target)

    def move(self, source: str, target: str) -> None:
        lost = self._asked(target)
        if source not in self.tree.files:
            raise FileNotFoundError(errno.ENOENT, "no such file", source)
        self.tree.files[target] = self.tree.files.pop(source)
        self._wrote(source, target)
        self._answered(lost, target)

    def remove(self, path: str) -> None:
        lost = self._asked(path)
        if self.tree.files.pop(path, None) is None:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        self._wrote(path)
        self._answered(lost, path)

    def make_folder(self, path: str) -> None:
        lost = self._asked(path)
        if path in self.tree.folders:
            raise FileExistsError(errno.EEXIST, "there is such a folder", path)
        self.tree.folders.add(path)
        self._wrote(path)
        self._answered(lost, path)

    def is_folder(self, path: str) -> bool:
        self.schedule.turn()
        return path in self.tree.folders

    def is_file(self, path: str) -> bool:
        self.schedule.turn()
        return self._content(path) is not None

    def is_there(self, path: str) -> bool:
        self.schedule.turn()
        return path in self.tree.folders or self._content(path) is not None

    def changed_at(self, path: str) -> float:
        lost = self._asked(path)
        found = self._content(path)
        self._answered(lost, path)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        return found.at


class Sync:
    """A program that keeps the folders of several machines alike: each change is carried to the others, some day."""

    def __init__(self, random: Random, mounts: list[Mount]) -> None:
        self._random = random
        self._mounts = mounts
        self._waiting: list[tuple[Mount, str, Content | None]] = []
        for mount in mounts:
            mount.changed = lambda path, mount=mount: self._note(mount, path)  # type: ignore[misc]

    def _note(self, here: Mount, path: str) -> None:
        for mount in self._mounts:
            if mount is not here:
                self._waiting.append((mount, path, here.tree.files.get(path)))

    def carry(self, most: int = 2) -> None:
        """Carry a few of the changes that wait, in any order but that of one file."""
        for _ in range(self._random.randrange(most + 1)):
            if not self._waiting:
                return
            at = self._random.randrange(len(self._waiting))
            mount, path, _ = self._waiting[at]
            at = next(place for place, one in enumerate(self._waiting) if one[0] is mount and one[1] == path)
            self._arrive(*self._waiting.pop(at))

    def carry_all(self) -> None:
        """Until all folders are alike."""
        while self._waiting:
            self.carry(8)

    def _arrive(self, mount: Mount, path: str, content: Content | None) -> None:
        above = os.path.dirname(path)
        while above not in mount.tree.folders:
            mount.tree.folders.add(above)
            above = os.path.dirname(above)
        if content is None:
            mount.tree.files.pop(path, None)
            return
        there = mount.tree.files.get(path)
        mount.tree.files[path] = content
        stem, ending = os.path.splitext(path)
        if ending == ".toml" and ((there and there.data != content.data) or self._random.randrange(20) == 0):
            copy = self._random.choice((".sync-conflict-20261124-143141-ABCDEF7", " (1)", "-LAPTOP"))
            mount.tree.files[f"{stem}{copy}{ending}"] = there or content
