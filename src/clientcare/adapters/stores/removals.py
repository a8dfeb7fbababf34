"""What is taken out of a client's file: a thread that goes to another client, and documents."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.adapters import codec
from clientcare.adapters.stores import files, late
from clientcare.domain.records import WrongRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.domain.records import Thread, ThreadPlace

STAYS = "moved-"
"""What the records that say where a thread went are called: they are carried along, and stay behind too."""


class Removals:
    """The part of the store on a directory that removes; nothing else in it does."""

    root: str

    def _at(self, *parts: str) -> str:
        raise TypeError

    def _records(self, place: ThreadPlace) -> str:
        raise TypeError

    def read(self, place: ThreadPlace) -> Thread:
        raise TypeError

    def carry(self, place: ThreadPlace, folder: str) -> Thread:
        """Each record is published whole under the name that it had; one that is there already stays."""
        to = place._replace(folder=folder)
        for changed in (place, to):
            late.mark(self.root, changed)
        with files.answers_for(self.root):
            target = self._records(to)
            files.make_folder(target, self.root)
            for name, data in self._whole(place):
                if not os.path.exists(os.path.join(target, name)):
                    files.create_whole(os.path.join(target, name), data)
        return self.read(to)

    def clear(self, place: ThreadPlace, folder: str) -> None:
        """A record goes only where the very same bytes lie in the other folder."""
        source, target = self._records(place), self._records(place._replace(folder=folder))
        late.mark(self.root, place)
        with files.answers_for(self.root):
            for name, data in self._whole(place):
                if name.startswith(STAYS):
                    continue
                with suppress(FileNotFoundError):
                    if files.read(os.path.join(target, name), codec.SIZE_LIMIT) == data:
                        os.unlink(os.path.join(source, name))

    def _whole(self, place: ThreadPlace) -> Iterator[tuple[str, bytes]]:
        folder = self._records(place)
        for name in files.names(folder):
            if name.endswith(".toml"):
                with suppress(WrongRecord, FileNotFoundError, files.TooLarge):
                    data = files.read(os.path.join(folder, name), codec.SIZE_LIMIT)
                    codec.decode(data, name)
                    yield name, data

    def documents(self, folder: str) -> tuple[str, ...]:
        """Everything below the client's folder that is not the store's own, sorted."""
        top, found = self._at("clients", folder), []
        with files.answers_for(self.root):
            for path, folders, names in os.walk(top):
                folders[:] = sorted(name for name in folders if name != "_clientcare")
                below = os.path.relpath(path, top).replace(os.sep, "/")
                found += [name if below == "." else f"{below}/{name}" for name in names if not name.endswith(".part")]
        return tuple(sorted(found))

    def remove_document(self, folder: str, path: str) -> None:
        """Numbered names in `older/`, which two of one name have, go too."""
        target = self._at("clients", folder, path)
        above, name = os.path.split(target)
        stem, ending = os.path.splitext(name)
        with files.answers_for(self.root):
            with suppress(FileNotFoundError, IsADirectoryError):
                os.unlink(target)
            older = os.path.join(above, "older")
            for one in files.names(older):
                if one == name or (one.startswith(f"{stem} (") and one.endswith(f"){ending}")):
                    with suppress(FileNotFoundError):
                        os.unlink(os.path.join(older, one))
