"""What is looked at to verify a client's file: every thread, what lies beside them, and the bytes of documents."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING

from clientcare.adapters.stores.errors import answers_for
from clientcare.adapters.stores.files import leads_below
from clientcare.adapters.stores.share import PRIVATE, Share
from clientcare.domain.identifiers import is_identifier
from clientcare.domain.records import Kept, ThreadPlace
from clientcare.domain.verifications import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_PIECE = 1 << 20
_THREAD_DEPTH = 3  # 2026/11/session-…


class Inspection(Share):
    """The part of the store on a directory that looks everywhere; it changes nothing."""

    def folders(self) -> tuple[str, ...]:
        raise TypeError

    def measure(self, folder: str, path: str) -> Kept | None:
        """Read piece by piece, so that a large file needs little memory and counts as progress."""
        target = self._at("clients", folder, path)
        if not leads_below(path) or not self.disk.is_file(target):
            return None
        size, digest = 0, sha256()
        with answers_for(self.root), suppress(FileNotFoundError), open(target, "rb", buffering=0) as file:
            while piece := file.read(_PIECE):
                sys.audit("clientcare.progress")
                size += len(piece)
                digest.update(piece)
            return Kept(path, size, digest.hexdigest())
        return None

    def strays(self, folder: str) -> tuple[str, ...]:
        """Half-written files of a writer that is at work are none of them."""
        top, found = self._at("clients", folder), []
        with answers_for(self.root):
            for path, folders, names in os.walk(os.path.join(top, PRIVATE)):
                parts = os.path.relpath(path, top).replace(os.sep, "/").split("/")[1:]
                if parts[:1] == ["records"] and _is_thread(parts[1:]):
                    folders.clear()
                    continue
                found += ["/".join((PRIVATE, *parts, name)) for name in names if _is_stray(parts, name)]
        return tuple(sorted(found))

    def every_thread(self, folder: str = "", since: datetime | None = None) -> Iterator[ThreadPlace]:
        """Newest first within a client. A folder changes when a file in it is made or removed, not edited."""
        floor = since.astimezone(UTC).strftime("%Y/%m") if since else ""
        touched = since.timestamp() if since else 0.0
        for client in [folder] if folder else self.folders():
            top = self._at("clients", client, PRIVATE, "records")
            for year in reversed(self._names(top)):
                for month in reversed(self._names(os.path.join(top, year))):
                    with answers_for(self.root):
                        later = f"{year}/{month}" >= floor
                        found = _threads_in(os.path.join(top, year, month), 0.0 if later else touched)
                    yield from (ThreadPlace(client, name) for name in found if _is_thread([year, month, name]))


def _threads_in(month: str, touched: float) -> list[str]:
    """The names in the folder of a month, newest first; of folders that changed since."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(month) as entries:
        found = [entry.name for entry in entries if not touched or entry.stat().st_mtime >= touched]
        return sorted(found, key=lambda name: name.rpartition("-")[2], reverse=True)
    return []


def _is_thread(parts: list[str]) -> bool:
    """Whether year, month and name are those of a thread: it lies in the month that its identifier tells."""
    if len(parts) != _THREAD_DEPTH or not is_identifier(parts[-1].rpartition("-")[2]):
        return False
    return records_of(ThreadPlace("", parts[-1])).endswith("/".join(parts))


def _is_stray(parts: list[str], name: str) -> bool:
    return not name.endswith(".part") and (bool(parts) or name != "client.toml")
