"""What lies below `_clientcare` in the share beside records: private keys, and entries that wait for their client."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.adapters import codec
from clientcare.adapters.stores.errors import answers_for
from clientcare.adapters.stores.share import PRIVATE, Share
from clientcare.domain.identifiers import is_identifier
from clientcare.domain.records import WrongRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from clientcare.domain.keeping import Keeping, Synced
    from clientcare.domain.records import Record, ThreadPlace

_KEY = ".key"
_KEY_LIMIT = 10_000


class PrivateFolder(Share):
    """The part of the store on a directory that serves what machines keep: keys, proof, entries without a client."""

    def _records(self, place: ThreadPlace) -> str:
        raise TypeError

    def holds(self, place: ThreadPlace, record: Record) -> bool:
        """By the name that the record was given once and for all; what `erase` left in its place counts too."""
        folder = self._records(place)
        for name in (record.name, record.own_name):
            found = self._there(os.path.join(folder, name))
            if found is not None:
                with suppress(WrongRecord):
                    return codec.decode(found, name).id == record.id
            if self.disk.is_there(os.path.join(folder, name.removesuffix(".toml") + codec.TOMBSTONE)):
                return True
        return False

    def add_key(self) -> str:
        """Make a pair of keys, keep the private one in the share, and answer the public one."""
        from clientcare.adapters.sealing import new_pair

        public, private = new_pair()
        self._create(f"# public key: {public}\n{private}\n".encode(), PRIVATE, "keys", f"{public}{_KEY}")
        return public

    def keys(self) -> tuple[str, ...]:
        """The private keys, old ones too. A file that cannot be read is passed over."""
        top, found = self._at(PRIVATE, "keys"), []
        for name in self._names(top):
            data = self._there(os.path.join(top, name), _KEY_LIMIT) if name.endswith(_KEY) else None
            lines = (data or b"").decode("ascii", "replace").splitlines()
            found += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return tuple(found)

    def unplaced_folder(self, thread: str) -> str:
        """Where the entries of a thread lie whose client is not known yet."""
        return self._at(PRIVATE, "unplaced", thread)

    def unplaced_threads(self, kind: str) -> Iterator[str]:
        """The threads that wait there, newest first."""
        for name in reversed(self._names(self._at(PRIVATE, "unplaced"))):
            if name.startswith(f"{kind}-") and is_identifier(name.removeprefix(f"{kind}-")):
                yield name

    def clear_unplaced(self, thread: str, names: Iterable[str]) -> None:
        """Remove entries that were placed; those that came meanwhile stay."""
        for name in names:
            self._remove(PRIVATE, "unplaced", thread, name)
        with answers_for(self.root), suppress(OSError):
            self.disk.remove_folder(self.unplaced_folder(thread))

    def keeping(self) -> Keeping:
        """Nothing is ever kept outside of the share."""
        from clientcare.domain.keeping import Keeping

        return Keeping()

    def sync(self, tell: Callable[[int, int], None] | None = None, *, everything: bool = False) -> Synced:
        """Nothing waits anywhere."""
        from clientcare.domain.keeping import Synced

        return Synced()
