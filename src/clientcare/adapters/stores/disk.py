"""What a share is asked for: one method for each thing, so that a simulated share can answer instead of the system."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from stat import S_ISREG

_NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_UNOPENED = (errno.ENXIO, errno.ENODEV, errno.ELOOP, errno.ENAMETOOLONG)
_PIECE = 1 << 20
"""Bytes of a large file that are read or made durable at a time, so that a slow share is seen to get on."""


class TooLarge(Exception):
    """A file has more bytes than its kind may have."""


class NotAFile(OSError):
    """A folder, a pipe, a device or a link in a circle, where a file was looked for."""


def _get_on() -> None:
    """Tells whoever waits for the share that it answers, where Python itself does not: see `far_side.Watch`."""
    sys.audit("clientcare.progress")


class Disk:
    """The system's own files. Every method may raise OSError."""

    def read(self, path: str, limit: int) -> bytes:
        """The whole content of a regular file; a pipe is never waited for. Raises TooLarge over `limit`, NotAFile."""
        try:
            handle = os.open(path, os.O_RDONLY | _NEVER_WAIT)
        except OSError as error:
            if error.errno in _UNOPENED:
                raise NotAFile(error.errno, "it is no file", path) from None
            raise
        try:
            facts = os.fstat(handle)
            if not S_ISREG(facts.st_mode):
                raise NotAFile(errno.EISDIR, "it is no file", path)
            if facts.st_size > limit:
                raise TooLarge
            first = os.read(handle, min(facts.st_size + 1, _PIECE))
            if 0 < len(first) == facts.st_size:
                return first
            data = bytearray(first)
            while piece := os.read(handle, _PIECE):
                _get_on()
                data += piece
                if len(data) > limit:
                    raise TooLarge
            return bytes(data)
        finally:
            os.close(handle)

    def create(self, path: str, data: bytes) -> None:
        """A new file, whole and durable, or an error and no file: what was begun is removed."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o664)
        try:
            try:
                view = memoryview(data)
                while view:
                    written = os.write(handle, view[:_PIECE])
                    if not written:
                        raise OSError(errno.EIO, "nothing was written", path)
                    view = view[written:]
                    if view:
                        os.fsync(handle)
                        _get_on()
                os.fsync(handle)
            finally:
                os.close(handle)
        except BaseException:
            with suppress(OSError):
                os.unlink(path)
            raise

    def flush(self, folder: str) -> None:
        """Makes new names in a folder durable, where the system can: Windows cannot open folders, some shares do not
        take the call.
        """
        try:
            handle = os.open(folder, os.O_RDONLY)
        except PermissionError:
            return
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF):
                raise
        finally:
            os.close(handle)

    def names(self, folder: str) -> list[str]:
        """What a folder holds, in any order."""
        return os.listdir(folder)

    def link(self, source: str, target: str) -> None:
        """A second name for a file. Raises FileExistsError where the name is taken."""
        os.link(source, target)

    def move(self, source: str, target: str) -> None:
        """Another name for a file, in one step; a file of that name is replaced."""
        os.replace(source, target)

    def remove(self, path: str) -> None:
        """Remove a file."""
        os.unlink(path)

    def make_folder(self, path: str) -> None:
        """Make one folder."""
        os.mkdir(path)

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder."""
        os.rmdir(path)

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there, or a link to one."""
        return os.path.isdir(path)

    def is_file(self, path: str) -> bool:
        """Whether a regular file is there, or a link to one."""
        _get_on()
        return os.path.isfile(path)

    def is_there(self, path: str) -> bool:
        """Whether anything has this name."""
        _get_on()
        return os.path.lexists(path)

    def changed_at(self, path: str) -> float:
        """When a file was changed last, in seconds since the epoch by the share's clock."""
        _get_on()
        return os.stat(path).st_mtime
