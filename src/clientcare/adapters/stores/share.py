"""A share as every part of the store uses it: its files by their names below it, its errors in words."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from clientcare.adapters.stores.disk import Disk, NotAFile, TooLarge
from clientcare.adapters.stores.errors import answers_for
from clientcare.adapters.stores.files import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PRIVATE = "_clientcare"
FILE_LIMIT = 4_000_000

Answer = TypeVar("Answer")


class Share:
    """A shared directory. `seconds` tells the time since the epoch, `disk` is what answers for its files."""

    def __init__(self, root: str, seconds: Callable[[], float], disk: Disk | None = None) -> None:
        self.root = root
        self._seconds = seconds
        self.files = Files(root, seconds, disk or Disk())
        self.disk = self.files.disk

    def _at(self, *parts: str) -> str:
        return os.path.join(self.root, *parts)

    def _names(self, folder: str) -> list[str]:
        with answers_for(self.root):
            return self.files.names(folder)

    def _permitted(self, folder: str) -> list[str]:
        with answers_for(self.root):
            try:
                return self.files.names(folder)
            except PermissionError:
                return []

    def _each(self, question: Callable[[str], Answer], names: Sequence[str]) -> Iterator[Callable[[], Answer]]:
        """For each name in order a function that answers the question, or raises what asking it raises."""
        return (partial(question, name) for name in names)

    def _there(self, path: str, limit: int = FILE_LIMIT, *, even_hidden: bool = False) -> bytes | None:
        """The bytes of a file; None where there is none that can be one of ours. With `even_hidden` one that may not be
        read raises Unreachable: what is there and cannot be seen must not be written over.
        """
        with answers_for(self.root):
            try:
                return self.files.read(path, limit)
            except PermissionError:
                if even_hidden:
                    raise
            except (FileNotFoundError, NotADirectoryError, NotAFile, TooLarge):
                pass
            return None

    def _create(self, data: bytes, *parts: str) -> bytes:
        """The bytes that the file has now: these, or those that it had already."""
        target = self._at(*parts)
        with answers_for(self.root):
            self.files.make_folder(os.path.dirname(target))
            return self.files.create_whole(target, data)

    def _remove(self, *parts: str) -> None:
        with answers_for(self.root):
            self._remove_surely(self._at(*parts))

    def _remove_surely(self, path: str) -> None:
        """Remove a file that may be gone already. Raises OSError also where the share says that it did and did not."""
        with suppress(FileNotFoundError):
            self.disk.remove(path)
            if self.disk.is_there(path):
                raise OSError(errno.EIO, "it did not remove what was to go", path)
