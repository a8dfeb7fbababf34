"""A lock between processes of one user on one machine. The system releases it when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAUSE = 0.05


@contextmanager
def locked(path: str, seconds: float) -> Iterator[bool]:
    """Holds the lock on a file of the local disk; gives False where another process kept it for so long."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + seconds
        while not (got := _take(handle)) and time.monotonic() < until:
            time.sleep(_PAUSE)
        yield got
    finally:
        os.close(handle)


if sys.platform == "win32":  # pragma: no cover - only Linux is at hand

    def _take(handle: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _take(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a home on a server without locks: filing twice does no harm, never filing would
            return True
        return True
