"""The store on a directory that a server shares: it writes only where the share still is that was read."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, cast

from clientcare.adapters.stores.abreast import abreast
from clientcare.adapters.stores.directory import DirectoryStore
from clientcare.adapters.stores.disk import Disk
from clientcare.adapters.stores.edited import MARKER
from clientcare.adapters.stores.errors import answers_for
from clientcare.domain.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from clientcare.adapters.stores.share import Answer
    from clientcare.domain.tables import Stored


class SharedDirectory(DirectoryStore):
    """As DirectoryStore, and it knows from the settings in it which shop's share it is. `mount` is where it was mounted
    when the shop was joined, or nothing. `me` is the member who will be asked for next, or nobody."""

    def __init__(self, root: str, seconds: Callable[[], float], mount: str = "", me: str = "") -> None:
        self._guard = GuardedDisk(root, mount, self._whose)
        super().__init__(root, seconds, disk=self._guard)
        self._me = me
        self._ahead: dict[str, Callable[[], Stored | None]] = {}

    def shop(self) -> Stored:
        """Raises Unreachable where the share is not mounted as well. Reads on the same way who I am."""
        with answers_for(self.root):
            self._guard.require_mount()
        shop, me = abreast((super().shop, partial(super().member, self._me)))
        stored = cast("Stored", shop())
        self._ahead = {self._me: me}
        self._guard.take_for_ours(str(stored.content.get("store", "")))
        return stored

    def member(self, handle: str) -> Stored | None:
        """As it was a moment ago, the first time that I am asked for."""
        return self._ahead.pop(handle, partial(super().member, handle))()

    def _each(self, question: Callable[[str], Answer], names: Sequence[str]) -> Iterator[Callable[[], Answer]]:
        return abreast([partial(question, name) for name in names])

    def _whose(self) -> str:
        return str(super().shop().content.get("store", ""))


class GuardedDisk(Disk):
    """Changes nothing unless its share is still there: mounted, and of the shop whose settings were read; and takes
    nothing for missing where the whole share is.

    Where a mount fell away there is an ordinary folder of this machine, perhaps with an old copy of the share in it.
    """

    def __init__(self, root: str, mount: str, whose: Callable[[], str]) -> None:
        self._root = root
        self._mount = mount
        self._whose = whose
        self._store = ""
        self._identity: tuple[int, int] | None = None

    def take_for_ours(self, store: str) -> None:
        """From now on only the share of this shop is changed."""
        self._store, self._identity = store, self._marker()

    def require_mount(self) -> None:
        """Raises Unreachable where nothing is mounted any more at the place where the share was, and OSError."""
        if not self._mount:
            return
        try:
            fell_away = os.stat(self._mount).st_dev == os.stat(os.path.dirname(self._mount)).st_dev
        except FileNotFoundError:
            fell_away = True
        if not fell_away:
            return
        from clientcare.adapters.places import examine_place

        if examine_place(self._root).kind != "network":
            raise Unreachable(
                f"The share is not mounted: nothing is mounted at {self._mount} now. Nothing was written.",
                "Mount it and try again. If it is mounted elsewhere now: clientcare init DIRECTORY",
            )
        self._mount = ""  # it is mounted in another way than it was

    def _require_share(self) -> None:
        if not self._store:
            return  # a shop that is only now being made
        self.require_mount()
        if self._identity and self._marker() == self._identity:
            return
        if self._whose() != self._store:
            raise Unreachable(
                f"{self._root} holds another shop now, not the one that you joined. Nothing was written.",
                "Mount the right share and try again.",
            )
        self._identity = self._marker()

    def _marker(self) -> tuple[int, int] | None:
        """Which file the marker is; another one after it was edited, or where another share lies there."""
        try:
            found = os.stat(os.path.join(self._root, MARKER))
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def read(self, path: str, limit: int) -> bytes:
        """Raises Unreachable where not only this file is gone but the share, in the middle of a long command."""
        try:
            return super().read(path, limit)
        except (FileNotFoundError, NotADirectoryError):
            if path != os.path.join(self._root, MARKER):  # which is what is looked for then
                self._require_share()
            raise

    def names(self, folder: str) -> list[str]:
        """As `read`."""
        try:
            return super().names(folder)
        except (FileNotFoundError, NotADirectoryError):
            self._require_share()
            raise

    def create(self, path: str, data: bytes) -> None:
        """Raises Unreachable where the share is not the one that was read, as every method that changes something."""
        self._require_share()
        super().create(path, data)

    def link(self, source: str, target: str) -> None:
        """As `create`."""
        self._require_share()
        super().link(source, target)

    def move(self, source: str, target: str) -> None:
        """As `create`."""
        self._require_share()
        super().move(source, target)

    def remove(self, path: str) -> None:
        """As `create`."""
        self._require_share()
        super().remove(path)

    def make_folder(self, path: str) -> None:
        """As `create`."""
        self._require_share()
        super().make_folder(path)

    def remove_folder(self, path: str) -> None:
        """As `create`."""
        self._require_share()
        super().remove_folder(path)
