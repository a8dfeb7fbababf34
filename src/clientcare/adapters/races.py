"""Two machines race for names on a share, each with a command of its own; they find each other in the share itself."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.adapters.stores.errors import answers_for
from clientcare.domain.shares import Race, RaceWord, names_to_race_for, won_twice

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ".clientcare-race"
NAMES = 200
TO_MEET = 120.0
"""Seconds to wait for the other machine: somebody has to walk over to it."""
TO_SEE = 45.0
"""Seconds to wait for what the other one has written: some shares show a new name only after half a minute."""
_PAUSE = 0.2
_HERE, _WON, _SEEN = ".here", ".won", ".seen"


def create(path: str, data: bytes) -> None:
    """A new file. Raises FileExistsError where the name is taken."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o664)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)


def claimed(folder: str, name: str, mine: str) -> bool:
    """Whether a name is mine after I tried to get it the way in which the client file takes a step that happens once:
    a link to it, or exclusive creation where there are no links, and whoever finds the own bytes there has won."""
    path, staged = os.path.join(folder, name), os.path.join(folder, f"{name}.{mine}")
    create(staged, mine.encode())
    try:
        os.link(staged, path)
    except FileExistsError:
        pass
    except OSError:
        with suppress(OSError):
            create(path, mine.encode())
    finally:
        os.unlink(staged)
    return _read(path) == mine


def _read(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return None


class ShareRace:
    """One of two racers in the directory `root`. `me` is a name that no other racer has, as it sorts by time."""

    def __init__(self, root: str, me: str, machine: str) -> None:
        self._root = root
        self._folder = os.path.join(root, FOLDER)
        self._me = me
        self._machine = machine
        self._other = ""
        self._won: list[str] = []

    def run(self, to_meet: float = TO_MEET, to_see: float = TO_SEE) -> Iterator[RaceWord]:
        """The race, told as it goes on. Its last word is "done", "alone" or "lost". Raises Unreachable."""
        with answers_for(self._root):
            yield from self._run(to_meet, to_see)

    def _run(self, to_meet: float, to_see: float) -> Iterator[RaceWord]:
        with suppress(FileExistsError):
            os.mkdir(self._folder)
        self._write(_HERE, self._machine)
        mine = os.stat(self._at(self._me + _HERE)).st_mtime
        ahead = mine - time.time()
        yield RaceWord("waiting")
        for _ in self._until(to_meet):
            if self._meets(mine):
                break
            yield RaceWord("waiting")
        else:
            yield RaceWord("alone")
            return
        name = _read(self._at(self._other + _HERE)) or "another machine"
        yield RaceWord("racing", name)
        for number in names_to_race_for(NAMES, backwards=self._me > self._other):
            if claimed(self._folder, number, self._me):
                self._won.append(number)
        self._write(_WON, " ".join(self._won))
        for _ in self._until(to_see):
            theirs = _read(self._at(self._other + _WON))
            if theirs is not None:
                break
            yield RaceWord("racing", name)
        else:
            yield RaceWord("lost", name)
            return
        late = time.time() + ahead - os.stat(self._at(self._other + _WON)).st_mtime
        self._write(_SEEN, "")
        for _ in self._until(to_see):
            if os.path.exists(self._at(self._other + _SEEN)) or not os.path.exists(self._at(self._other + _HERE)):
                break
            yield RaceWord("racing", name)
        both = won_twice(self._won, theirs.split())
        yield RaceWord("done", name, Race(name, NAMES, both, max(0.0, round(late, 1))))

    def clear(self) -> None:
        """Remove what is this racer's; the folder goes with the last one, or when what lies in it is an hour old."""
        with suppress(OSError):
            names = os.listdir(self._folder)
            stale = time.time() - 3_600
            for name in names:
                path = self._at(name)
                owner = name.rpartition(".")[0] if name.endswith((_HERE, _WON, _SEEN)) else _read(path)
                with suppress(OSError):
                    if self._me in (owner, name.partition(".")[2]) or os.stat(path).st_mtime < stale:
                        os.unlink(path)
            os.rmdir(self._folder)

    def _at(self, name: str) -> str:
        return os.path.join(self._folder, name)

    def _write(self, what: str, text: str) -> None:
        """Whole under its name at once, so that nobody reads a part of it."""
        create(self._at(self._me + ".part"), text.encode())
        os.rename(self._at(self._me + ".part"), self._at(self._me + what))

    def _until(self, seconds: float) -> Iterator[None]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            yield
            time.sleep(_PAUSE)

    def _meets(self, mine: float) -> bool:
        """Whether somebody else is here who came at most as long before as a racer waits."""
        for name in sorted(os.listdir(self._folder)):
            if name.endswith(_HERE) and name != self._me + _HERE:
                with suppress(OSError):
                    if os.stat(self._at(name)).st_mtime > mine - TO_MEET:
                        self._other = name.removesuffix(_HERE)
                        return True
        return False
