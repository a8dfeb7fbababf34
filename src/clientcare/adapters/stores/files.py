"""How files come onto a share: staged, published whole, read back."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from clientcare.adapters.stores.disk import Disk, TooLarge
from clientcare.adapters.stores.errors import REFUSED
from clientcare.domain.errors import ClientcareError
from clientcare.domain.identifiers import CROCKFORD

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EINVAL, errno.EIO)
"""What shares without links answer; an rclone mount says EIO."""
_NO_FOLDER = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_ONCE_MORE = (errno.ESTALE, errno.EINTR)
_DAY = 86_400
_AT_WORK = 60
"""Seconds for which a change of a settings file that is not done yet is left to whoever began it."""
_LIMIT = 1_000_000_000

Answer = TypeVar("Answer")


def is_plain_name(name: str) -> bool:
    """Whether `name` is one name and no path that leads elsewhere."""
    return name not in ("", ".", "..") and not any(
        letter in "/\\\0" or "\ud800" <= letter <= "\udfff" for letter in name
    )


def printable(name: str) -> str:
    """A name for people, whatever bytes a file system gave for it."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_part(name: str) -> bool:
    """Whether a file is one that was being written: nobody else's files look like that."""
    return len(name) == 31 and name.endswith(".part") and all(letter in CROCKFORD for letter in name[:26])


def leads_below(path: str) -> bool:
    """Whether a path that stands in a record stays in the client's folder."""
    return all(is_plain_name(part) for part in path.split("/"))


def _fresh() -> str:
    return os.urandom(13).hex()


class Files:
    """The files of one share. `seconds` is this machine's time since the epoch. Methods raise OSError."""

    def __init__(self, root: str, seconds: Callable[[], float], disk: Disk) -> None:
        self.root = root
        self.disk = disk
        self._seconds = seconds

    def read(self, path: str, limit: int = _LIMIT) -> bytes:
        """The whole file. Raises TooLarge over `limit` bytes, NotAFile."""
        return self._patiently(lambda: self.disk.read(path, limit))

    def _patiently(self, operation: Callable[[], Answer]) -> Answer:
        """A server that was started anew answers once that a handle is stale: then the second answer counts."""
        try:
            return operation()
        except OSError as error:
            if error.errno not in _ONCE_MORE:
                raise
            return operation()

    def names(self, folder: str) -> list[str]:
        """What a folder holds, sorted, without what is being written; a folder that is not there holds nothing.

        What a crashed writer left there a day ago is removed by the way.
        """
        try:
            found = sorted(self._patiently(lambda: self.disk.names(folder)))
        except OSError as error:
            if error.errno not in _NO_FOLDER:
                raise
            return []
        parts = [name for name in found if is_part(name)]
        if parts:
            self._sweep(folder, parts)
            found = [name for name in found if not is_part(name)]
        return found

    def _sweep(self, folder: str, parts: list[str]) -> None:
        """Removes parts that are older than a day by the share's own clock: this machine's may be wrong by days."""
        with suppress(OSError):
            paths = [os.path.join(folder, name) for name in parts]
            if all(self.changed_at(path) >= self._seconds() - _DAY for path in paths):
                return
            now = self.share_time(folder)
            for path in paths:
                if self.changed_at(path) < now - _DAY:
                    self.disk.remove(path)

    def share_time(self, folder: str) -> float:
        """What the share's own clock shows, in seconds."""
        probe = self.stage(folder, b"")
        now = self.changed_at(probe)
        self.disk.remove(probe)
        return now

    def changed_at(self, path: str) -> float:
        """When it was changed last, in seconds; the end of time where it is gone."""
        try:
            return self.disk.changed_at(path)
        except FileNotFoundError:
            return float("inf")

    def make_folder(self, path: str) -> None:
        """Makes a folder and the missing ones above it, but never the root: a mount that fell away stays away."""
        if self.disk.is_folder(path):
            return
        if path == self.root or len(path) <= len(self.root):
            raise FileNotFoundError(errno.ENOENT, "the shared directory is not there", self.root)
        above = os.path.dirname(path)
        self.make_folder(above)
        with suppress(FileExistsError):
            self._patiently(lambda: self.disk.make_folder(path))
        self._patiently(lambda: self.disk.flush(above))

    def stage(self, folder: str, data: bytes, name: str = "") -> str:
        """Writes a new file `<name>.part` and makes it durable; answers its path. On an error nothing of it is left.

        Where a part of that name is there, somebody crashed or still writes it: it is left alone.
        """
        path = os.path.join(folder, f"{name or _fresh()}.part")
        try:
            self.disk.create(path, data)
        except OSError as error:
            if error.errno != errno.EEXIST and error.errno not in _ONCE_MORE:
                raise
            path = os.path.join(folder, f"{_fresh()}.part")
            self.disk.create(path, data)
        return path

    def publish(self, staged: str, target: str, data: bytes) -> bool:
        """Gives a staged file its final name. Answers whether it certainly lies there, durable and whole.

        Raises OSError only where it certainly does not: a staged file that can be removed was never renamed.
        """
        try:
            self.disk.move(staged, target)
        except OSError as error:
            if self.found(target) != data:
                try:
                    self.disk.remove(staged)
                except (OSError, ClientcareError):
                    return False
                raise error from None
        return self.holds(target, data)

    def holds(self, target: str, data: bytes) -> bool:
        """Whether a name is durable and has these bytes."""
        return self._durable(target) and self.found(target) == data

    def _durable(self, target: str) -> bool:
        """Whether a name is durable, made so now."""
        try:
            self._patiently(lambda: self.disk.flush(os.path.dirname(target)))
        except OSError:
            return False
        return True

    def found(self, path: str, limit: int = _LIMIT) -> bytes | None:
        """The bytes that have this name; None where there are none, or where they cannot be told."""
        try:
            return self.read(path, limit)
        except (OSError, TooLarge):
            return None

    def require(self, staged: str, data: bytes) -> None:
        """Raises OSError where a staged file is not what was written, and removes it: under a name that only one writer
        can get it would stand in the way for ever.
        """
        if self.found(staged) != data:
            with suppress(OSError):
                self.disk.remove(staged)
            raise OSError(errno.EIO, "it did not show again what was written", staged)

    def claim(self, staged: str, target: str, data: bytes) -> bytes | None:
        """Publishes a staged file under a name that only one writer can get; answers the bytes that have the name now,
        or None where nobody can tell.

        SSHFS answers a lost race with EPERM and keeps link counts at 1, so error codes are ignored: whoever finds the
        own bytes under the name has won. Exclusive creation is used only where links do not exist. Raises OSError
        where the share refused and the name is free, or where it kept other bytes than it was given: under a name that
        is given once they would stay for ever.
        """
        try:
            if self.found(staged) != data:
                raise OSError(errno.EIO, "it did not keep what was written", staged)
            try:
                self.disk.link(staged, target)
            except FileExistsError:
                pass
            except OSError as error:
                if not self.disk.is_there(target):
                    self._claim_once_more(error, staged, target, data)
            durable = self._durable(target)
            found = self.found(target)
            return found if found != data or durable else None
        finally:
            with suppress(OSError, ClientcareError):  # whatever the share is now, the name was given or not
                self.disk.remove(staged)

    def _claim_once_more(self, error: OSError, staged: str, target: str, data: bytes) -> None:
        """After a link that failed, where the name seems free: another try, or exclusive creation without links.

        EIO may also be the answer to a link that was made. Then only a share that certainly made nothing is believed.
        """
        if error.errno in REFUSED:
            raise error
        if error.errno not in _NO_LINKS:
            return
        try:
            if self._has_links(staged):
                self.disk.link(staged, target)
            elif self.disk.is_there(staged):
                self.disk.create(target, data)
        except FileExistsError:
            pass
        except OSError as again:
            if error.errno != errno.EIO or again.errno in REFUSED:
                raise

    def _has_links(self, staged: str) -> bool:
        """Whether the share makes a link under a name that nobody else has."""
        trial = os.path.join(os.path.dirname(staged), f"{_fresh()}.part")
        try:
            self.disk.link(staged, trial)
        except OSError:
            return False
        with suppress(OSError):
            self.disk.remove(trial)
        return True

    def create_whole(self, target: str, data: bytes) -> bytes:
        """Creates a file whole, or leaves the one that is there; answers the bytes that have the name now."""
        folder = os.path.dirname(target)
        found = self.claim(self.stage(folder, data), target, data)
        if found is None:
            raise OSError(errno.EIO, "it did not show again what was written", target)
        self.names(folder)
        return found

    def replace_whole(self, target: str, token: str, data: bytes) -> bool:
        """Publishes a new version of a file that people edit; False where it is no longer the version `token`.

        `token` is the SHA-256 of the version that was read. The new version first gets a name that is made from it, so
        that only one version can follow another; then it takes the file's own name in one step. Whoever finds that a
        crash came between the two takes the second step.
        """
        folder = os.path.dirname(target)
        staged = self.stage(folder, data)
        self.require(staged, data)
        now = self.changed_at(staged)
        following = self._following(staged, os.path.join(folder, f"{token[:26]}.part"))
        try:
            if self.found(following) != data:
                if self.changed_at(following) < now - _AT_WORK and self._is(target, token):
                    self.disk.move(following, target)
                return False
            if not self._is(target, token):
                self.disk.remove(following)
                return False
            if not self.publish(following, target, data) and self._is(target, token):
                return False
        finally:
            with suppress(OSError):
                self.disk.remove(staged)
        self.names(folder)
        return True

    def _following(self, staged: str, following: str) -> str:
        """The staged file under the name of the next version; itself where the share has no links to decide by."""
        try:
            self.disk.link(staged, following)
        except OSError:
            if not self.disk.is_there(following):
                return staged
        return following

    def _is(self, target: str, token: str) -> bool:
        """Whether a file is still that version. Raises OSError where nobody can tell."""
        return sha256(self.read(target)).hexdigest() == token
