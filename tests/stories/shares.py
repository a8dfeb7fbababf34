"""The share before and after a command, and the faults that a share can have."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

from clientcare.domain.sessions import Session

if TYPE_CHECKING:
    import pytest

    from tests.shops import Result, Shop


def tree(shop: Shop) -> dict[str, bytes]:
    """Every file of the share, by its path."""
    return {str(path.relative_to(shop.share)): path.read_bytes() for path in shop.share.rglob("*") if path.is_file()}


def refused(shop: Shop, *words: str, **given: Any) -> Result:
    """What a command leaves that changes nothing in the share."""
    before = tree(shop)
    result = shop.run(*words, **given)
    assert tree(shop) == before
    assert result.out == ""
    return result


def half_written(shop: Shop) -> list[str]:
    """What lies in the share that is not whole: parts of files, and records that cannot be read."""
    parts = [path for path in tree(shop) if path.endswith(".part")]
    sessions = [Session(shop.store.read(place)) for place in shop.store.threads()]
    return parts + [f"{session.thread}: {oddity}" for session in sessions for oddity in session.oddities]


class FaultyShare:
    """Lets the operating system refuse what changes the share, from the change number `after` on; `failed` counts.

    `errno.ENOSPC`: whatever needs room fails. `errno.EROFS`: whatever changes anything fails.
    """

    def __init__(self, patch: pytest.MonkeyPatch, shop: Shop, code: int, after: int = 0) -> None:
        self._top = str(shop.share)
        self._code = code
        self._left = after
        self._ours: set[int] = set()
        self.failed = 0
        for name in ("mkdir", "link", "rename", "replace"):
            patch.setattr(os, name, self._wrapped(getattr(os, name)))
        if code == errno.EROFS:
            for name in ("unlink", "rmdir"):
                patch.setattr(os, name, self._wrapped(getattr(os, name)))
        self._open, self._write = os.open, os.write
        patch.setattr(os, "open", self._opened)
        patch.setattr(os, "write", self._written)

    def _refuses(self) -> bool:
        self._left -= 1
        self.failed += self._left < 0
        return self._left < 0

    def _error(self, path: str) -> OSError:
        return OSError(self._code, os.strerror(self._code), path)

    def _wrapped(self, real: Any) -> Any:
        def call(path: Any, *rest: Any, **named: Any) -> Any:
            if str(path).startswith(self._top) and self._refuses():
                raise self._error(str(path))
            return real(path, *rest, **named)

        return call

    def _opened(self, path: Any, flags: int, *rest: Any, **named: Any) -> int:
        creates = bool(flags & os.O_CREAT) and str(path).startswith(self._top)
        if creates and self._refuses():
            raise self._error(str(path))
        handle: int = self._open(path, flags, *rest, **named)
        (self._ours.add if creates else self._ours.discard)(handle)
        return handle

    def _written(self, handle: int, data: Any) -> int:
        if handle in self._ours and self._refuses():
            raise self._error("")
        return self._write(handle, data)
