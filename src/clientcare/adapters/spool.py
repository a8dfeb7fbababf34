"""What this user keeps of one shop on this machine: sealed entries, outlines of open threads, settings and guides.

Sealed entries are called by their identifiers and cannot be opened here. Everything else says nothing about a client.
"""

from __future__ import annotations

import errno
import os
import tomllib
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.adapters.locks import locked
from clientcare.adapters.stores.disk import Disk, TooLarge
from clientcare.domain.identifiers import is_identifier
from clientcare.domain.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HELD, FILED, ASIDE = "held", "filed", "aside"
"""The folders of entries that wait for the share, of those that were filed and not found again yet, of the strange."""
_SEALED = ".age"
_PART = ".part"
_DAY = 86_400
_PATIENCE = 5.0
_LIMIT = 8_000_000
_DISK = Disk()


class Outline(NamedTuple):
    """What is known here of a thread: the members for whom it is open, and the outlines of its records."""

    members: tuple[str, ...]
    records: tuple[Record, ...]


class Spool:
    """The folder of one shop below the user's data, readable by this user alone, and one below the user's cache."""

    def __init__(self, data: str, cache: str, store: str, seconds: Callable[[], float]) -> None:
        shop = sha256(store.encode()).hexdigest()[:16]
        self.folder = os.path.join(data, shop)
        self.cache = os.path.join(cache, shop)
        self._seconds = seconds

    # -- sealed entries --------------------------------------------------------------------------------------

    def names(self, where: str) -> list[str]:
        """The identifiers of the sealed entries of a folder, oldest first."""
        return [
            name.removesuffix(_SEALED)
            for name in _names(os.path.join(self.folder, where))
            if name.endswith(_SEALED) and is_identifier(name.removesuffix(_SEALED))
        ]

    def strangers(self, where: str) -> list[str]:
        """The names of files in a folder that are neither sealed entries nor half-written ones."""
        return [
            name
            for name in _names(os.path.join(self.folder, where))
            if not name.endswith(_PART) and not (name.endswith(_SEALED) and is_identifier(name.removesuffix(_SEALED)))
        ]

    def sweep(self) -> None:
        """Remove what a crash left half-written a day ago or longer."""
        for top in (self.folder, self.cache):
            for folder, _, names in os.walk(top):
                for path in (os.path.join(folder, name) for name in names if name.endswith(_PART)):
                    with suppress(OSError):
                        if _DISK.changed_at(path) < self._seconds() - _DAY:
                            _DISK.remove(path)

    def keep(self, where: str, name: str, sealed: bytes) -> None:
        """Keep a sealed entry durably: written whole and flushed before it has its name.

        Raises OSError; then nothing of it is left here, or `names` still tells of it.
        """
        target = self._sealed(where, name)
        make_private(os.path.dirname(target), self.folder)
        staged = f"{target}.{os.urandom(4).hex()}{_PART}"
        _DISK.create(staged, sealed)
        try:
            os.chmod(staged, 0o600)
            if _DISK.read(staged, _LIMIT) != sealed:
                raise OSError(errno.EIO, "the disk did not keep what was written", staged)
            _DISK.move(staged, target)
            _DISK.flush(os.path.dirname(target))
        except OSError:
            for path in (staged, target):
                with suppress(OSError):
                    _DISK.remove(path)
            raise

    def sealed(self, where: str, name: str) -> bytes:
        """The bytes of a sealed entry. Raises OSError, TooLarge."""
        return _DISK.read(self._sealed(where, name), _LIMIT)

    def move(self, name: str, here: str, there: str) -> None:
        """Move a sealed entry to another folder, as if it was put there now; one that is gone already is fine."""
        source, target = self._sealed(here, name), self._sealed(there, name)
        make_private(os.path.dirname(target), self.folder)
        with suppress(FileNotFoundError):
            now = self._seconds()
            os.utime(source, (now, now))
            os.replace(source, target)

    def set_aside(self, where: str, file: str) -> None:
        """Move any file of a folder out of the way, keeping it."""
        target = os.path.join(self.folder, ASIDE, file)
        make_private(os.path.dirname(target), self.folder)
        with suppress(FileNotFoundError):
            os.replace(os.path.join(self.folder, where, file), target)

    def drop(self, where: str, name: str) -> None:
        """Remove a sealed entry."""
        with suppress(FileNotFoundError):
            os.unlink(self._sealed(where, name))

    def age(self, where: str, name: str) -> float:
        """For how many seconds a sealed entry has been in its folder."""
        try:
            return self._seconds() - os.stat(self._sealed(where, name)).st_mtime
        except FileNotFoundError:
            return 0.0

    def count(self, where: str) -> int:
        """How many files a folder holds, half-written ones left out."""
        return sum(not name.endswith(_PART) for name in _names(os.path.join(self.folder, where)))

    def _sealed(self, where: str, name: str) -> str:
        return os.path.join(self.folder, where, f"{name}{_SEALED}")

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Only one process of this user files what is kept here at a time; False where another one still does."""
        make_private(self.folder, self.folder)
        with locked(os.path.join(self.folder, "lock"), _PATIENCE) as got:
            yield got

    # -- outlines of open threads ----------------------------------------------------------------------------

    def threads(self) -> list[str]:
        """The threads of which an outline is kept, oldest first."""
        names = (name.removesuffix(".toml") for name in _names(os.path.join(self.folder, "threads")))
        return sorted(
            (name for name in names if is_identifier(name.rpartition("-")[2])), key=lambda name: name.rpartition("-")[2]
        )

    def outline(self, thread: str) -> Outline | None:
        """What is known of a thread, or None; an outline that cannot be read is none."""
        try:
            content = tomllib.loads(_DISK.read(self._outline(thread), _LIMIT).decode())
            records = tuple(_record(thread, row) for row in content["records"])
            return Outline(tuple(map(str, content["members"])), records)
        except (OSError, ValueError, KeyError, TypeError, TooLarge):
            return None

    def save_outline(self, thread: str, known: Outline) -> None:
        """Keep what is known of a thread. A full disk is no reason to stop: the outline is a convenience."""
        import tomli_w

        content = {"members": list(known.members), "records": [_row(record) for record in known.records]}
        with suppress(OSError):
            self._put(self._outline(thread), tomli_w.dumps(content).encode(), self.folder)

    def forget(self, thread: str) -> None:
        """Drop the outline of a thread."""
        with suppress(OSError):
            os.unlink(self._outline(thread))

    def _outline(self, thread: str) -> str:
        return os.path.join(self.folder, "threads", f"{thread}.toml")

    # -- the shop's own files, as they were read last ----------------------------------------------------------

    def remember(self, name: str, data: bytes) -> None:
        """Keep a file of the shop's (settings, a member, a guide) for when the share is away."""
        path = os.path.join(self.cache, *name.split("/"))
        with suppress(OSError):
            try:
                if _DISK.read(path, _LIMIT) == data:
                    return
            except (FileNotFoundError, TooLarge):
                pass
            self._put(path, data, self.cache)

    def remembered(self, name: str) -> bytes | None:
        """Such a file as it was read last, or None."""
        with suppress(OSError, TooLarge):
            return _DISK.read(os.path.join(self.cache, *name.split("/")), _LIMIT)
        return None

    @staticmethod
    def _put(path: str, data: bytes, top: str) -> None:
        make_private(os.path.dirname(path), top)
        staged = f"{path}.{os.urandom(4).hex()}{_PART}"
        try:
            with open(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
            os.replace(staged, path)
        except OSError:
            with suppress(OSError):
                os.unlink(staged)
            raise


def _names(folder: str) -> list[str]:
    try:
        return sorted(_DISK.names(folder))
    except OSError:
        return []


def make_private(folder: str, top: str) -> None:
    """Makes a folder for this user alone, and the missing ones above it."""
    if not os.path.isdir(folder):
        os.makedirs(os.path.dirname(top), mode=0o700, exist_ok=True)
        for path in _between(top, folder):
            with suppress(FileExistsError):
                os.mkdir(path, 0o700)
                _DISK.flush(os.path.dirname(path))


def _between(top: str, folder: str) -> Iterable[str]:
    below = os.path.relpath(folder, top)
    path = top
    yield path
    for part in () if below == "." else below.split(os.sep):
        path = os.path.join(path, part)
        yield path


_ROW = ("n", "id", "after", "at", "filed", "by", "kind", "ordinal", "digest", "fields")


def _row(record: Record) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in _ROW}
    return {**row, "after": list(record.after), "fields": dict(record.fields)}


def _record(thread: str, row: dict[str, Any]) -> Record:
    known = {name: row[name] for name in _ROW}
    known["after"] = tuple(known["after"])
    return Record(thread=thread, client="", salt="", machine="", app="", **known)
