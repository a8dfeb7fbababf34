"""Tries a share out: races several writers on it, and looks how it keeps names and times. Leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import threading
import time
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.adapters.races import claimed, create
from clientcare.adapters.stores.errors import answers_for
from clientcare.domain.shares import Trial

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = ".clientcare-trial-"
WRITERS = 4
ROUNDS = 12
SECONDS = 1.5
"""How long the writers race at most: a slow share is tried less often."""
LEFT = 3_600
"""Seconds after which the folder of a trial is one that a crash left."""


class ShareTrial:
    """A trial in a folder of its own in the directory `root`. `name` tells it from other trials."""

    def __init__(self, root: str, name: str) -> None:
        self._root = root
        self._folder = os.path.join(root, PREFIX + name)

    def run(self) -> Trial:
        """What was seen. Takes a few seconds at most where the share answers. Raises Unreachable."""
        with answers_for(self._root):
            return self._seen()

    def _seen(self) -> Trial:
        os.mkdir(self._folder)
        links = self._succeeds(self._link)
        return Trial(
            decides=self._race(),
            links=links,
            flushes=self._succeeds(self._flush),
            case=self._keeps_apart("Capital", "capital"),
            accents=self._keeps_accents(),
            longest_name=next((length for length in (255, 200, 143, 100) if self._succeeds(self._name_of, length)), 0),
            clock=self._clock(),
        )

    def clear(self) -> None:
        """Remove what this trial left, and what others left that crashed an hour ago."""
        shutil.rmtree(self._folder, ignore_errors=True)
        with suppress(OSError):
            for name in os.listdir(self._root):
                path = os.path.join(self._root, name)
                if name.startswith(PREFIX) and os.stat(path).st_mtime < time.time() - LEFT:
                    shutil.rmtree(path, ignore_errors=True)

    def _at(self, name: str) -> str:
        return os.path.join(self._folder, name)

    def _succeeds(self, step: Callable[..., None], *arguments: object) -> bool:
        try:
            step(*arguments)
        except OSError:
            return False
        return True

    def _link(self) -> None:
        create(self._at("one-name"), b"")
        os.link(self._at("one-name"), self._at("another-name"))

    def _flush(self) -> None:
        handle = os.open(self._at("flushed"), os.O_WRONLY | os.O_CREAT, 0o664)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _name_of(self, length: int) -> None:
        create(self._at("n" * length), b"")

    def _keeps_apart(self, one: str, other: str) -> bool:
        create(self._at(one), b"")
        return not os.path.lexists(self._at(other))

    def _keeps_accents(self) -> bool:
        written = unicodedata.normalize("NFC", "Ärger")
        create(self._at(written), b"")
        apart = not os.path.lexists(self._at(unicodedata.normalize("NFD", written)))
        return apart and written in os.listdir(self._folder)

    def _clock(self) -> float:
        before = time.time()
        create(self._at("clock"), b"now")
        return round(os.stat(self._at("clock")).st_mtime - (before + time.time()) / 2, 1)

    def _race(self) -> bool:
        """Whether every name had exactly one winner among several writers who took it at the same time."""
        won: list[list[str]] = [[] for _ in range(WRITERS)]
        start = threading.Barrier(WRITERS)
        until = time.monotonic() + SECONDS

        def write(number: int) -> None:
            with suppress(OSError, threading.BrokenBarrierError):
                for turn in range(ROUNDS):
                    start.wait(SECONDS)
                    if claimed(self._folder, f"race-{turn:04d}", f"{number}"):
                        won[number].append(f"race-{turn:04d}")
                    if time.monotonic() > until:
                        start.abort()

        writers = [threading.Thread(target=write, args=(number,), daemon=True) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        names = [name for each in won for name in each]
        return len(names) == len(set(names))
