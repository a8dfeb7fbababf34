"""The few file operations that a share is trusted with, and what its errors mean to a person."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from clientcare.domain.errors import ClientcareError, Failed, Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


class TooLarge(Exception):
    """A file has more bytes than its kind may have."""


@contextmanager
def answers_for(root: str) -> Iterator[None]:
    """Turns what the operating system says about the share into words that a person can act on."""
    try:
        yield
    except OSError as error:
        raise explained(error, root) from error


def explained(error: OSError, root: str) -> ClientcareError:
    """The error that a person sees: a full share, one that may not be written, or one that does not answer."""
    said = error.strerror or str(error)
    if error.errno in _FULL:
        return Unreachable(
            f"The share {root} is full: {said}. Nothing was filed.", "Make room there, then type it again."
        )
    if error.errno in _READ_ONLY:
        return Unreachable(
            f"The share {root} may not be written by you: {said} ({os.path.basename(error.filename or root)}).",
            "Ask whoever looks after the file server; clientcare doctor shows what else is wrong.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return Failed(f"A name is too long for the share: {said}.", "Use a shorter name.")
    return Unreachable(
        f"The share {root} does not answer as it should: {said}.",
        "Look whether it is mounted; clientcare doctor tells more.",
    )


def read(path: str, limit: int = 0) -> bytes:
    """The whole file. Raises TooLarge over `limit` bytes (0: none)."""
    with open(path, "rb", buffering=0) as file:
        if limit and os.fstat(file.fileno()).st_size > limit:
            raise TooLarge
        return file.readall()


def names(folder: str) -> list[str]:
    """What a folder holds, sorted; a folder that is not there holds nothing."""
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def is_plain_name(name: str) -> bool:
    """Whether `name` is one name and no path that leads elsewhere."""
    return bool(name) and name not in (".", "..") and not any(letter in name for letter in "/\\\0")


def flush_folder(path: str) -> None:
    """Makes a new name in a folder durable, where the system can (Windows cannot open folders)."""
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
                raise
        finally:
            os.close(handle)


def make_folder(path: str, root: str) -> None:
    """Makes a folder and the missing ones above it, but never `root` itself: a mount that fell away stays away."""
    if os.path.isdir(path):
        return
    if path == root or len(path) <= len(root):
        raise FileNotFoundError(errno.ENOENT, "the shared directory is not there", root)
    above = os.path.dirname(path)
    make_folder(above, root)
    with suppress(FileExistsError):
        os.mkdir(path)
    flush_folder(above)


def stage(path: str, data: bytes) -> None:
    """Writes a new file and makes it durable. On an error nothing of it is left."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o664)
    try:
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        finally:
            os.close(handle)
    except BaseException:
        with suppress(OSError):
            os.unlink(path)
        raise


def publish(staged: str, target: str) -> None:
    """Gives a staged file its final, unique name and makes the name durable."""
    try:
        os.rename(staged, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(staged)
        raise
    flush_folder(os.path.dirname(target))


def claim(staged: str, target: str) -> bytes:
    """Publishes a staged file under a name that only one writer can get; answers the bytes that have the name now.

    SSHFS answers a lost race with EPERM and keeps link counts at 1, so error codes are ignored: whoever finds the own
    bytes under the name has won. Exclusive creation is used only where links do not exist.
    """
    try:
        try:
            os.link(staged, target)
        except FileExistsError:
            pass
        except OSError as error:
            if not os.path.lexists(target):
                if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
                    raise
                data = read(staged)
                with suppress(FileExistsError):
                    stage(target, data)
        flush_folder(os.path.dirname(target))
        return read(target)
    finally:
        with suppress(OSError):
            os.unlink(staged)


def create_whole(target: str, data: bytes) -> bytes:
    """Creates a file whole, or leaves the one that is there; answers the bytes that have the name now."""
    staged = f"{target.removesuffix('.toml')}.{os.urandom(6).hex()}.part"
    stage(staged, data)
    return claim(staged, target)


def replace_whole(target: str, data: bytes) -> None:
    """Publishes a new version of a file that people edit: written beside it, then renamed over it."""
    staged = f"{target}.{os.urandom(6).hex()}.part"
    stage(staged, data)
    try:
        os.replace(staged, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(staged)
        raise
    flush_folder(os.path.dirname(target))


def sweep(path: str, before: float) -> None:
    """Removes what a crashed writer left, if it is older than `before` (seconds since the epoch)."""
    with suppress(OSError):
        if os.stat(path).st_mtime < before:
            os.unlink(path)
