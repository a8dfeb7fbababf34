"""What is taken out of a client's file: a thread that goes to another client, and documents."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from clientcare.adapters import codec
from clientcare.adapters.stores import erased, late
from clientcare.adapters.stores.errors import answers_for
from clientcare.adapters.stores.files import leads_below
from clientcare.adapters.stores.share import PRIVATE, Share
from clientcare.domain.erasures import as_it_was
from clientcare.domain.records import WrongRecord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from clientcare.domain.records import Record, Thread, ThreadPlace

STAYS = "moved-"
"""What the records that say where a thread went are called: they are carried along, and stay behind too."""


class Removals(Share):
    """The part of the store on a directory that removes; nothing else in it does."""

    def _records(self, place: ThreadPlace) -> str:
        raise TypeError

    def read(self, place: ThreadPlace) -> Thread:
        raise TypeError

    def carry(self, place: ThreadPlace, folder: str) -> Thread:
        """Each record is published whole under the name that it had; one that is there already stays."""
        to = place._replace(folder=folder)
        for changed in (place, to):
            late.mark(self.files, changed)
        with answers_for(self.root):
            target = self._records(to)
            self.files.make_folder(target)
            for name, data in self._whole(place):
                if not self.disk.is_there(os.path.join(target, name)):
                    self.files.create_whole(os.path.join(target, name), data)
        return self.read(to)

    def clear(self, place: ThreadPlace, folder: str) -> None:
        """A record goes only where the very same bytes lie in the other folder."""
        source, target = self._records(place), self._records(place._replace(folder=folder))
        late.mark(self.files, place)
        with answers_for(self.root):
            for name, data in self._whole(place):
                if not name.startswith(STAYS) and self._there(os.path.join(target, name)) == data:
                    self._remove_surely(os.path.join(source, name))

    def _whole(self, place: ThreadPlace) -> Iterator[tuple[str, bytes]]:
        folder = self._records(place)
        for name in self.files.names(folder):
            data = self._there(os.path.join(folder, name)) if name.endswith(".toml") else None
            with suppress(WrongRecord):
                if data is not None:
                    codec.decode(data, name)
                    yield name, data

    def erase(self, place: ThreadPlace, tombstone: Record) -> None:
        """What stays is published and flushed before the record goes; where both are there, the record counts no more.

        Copies of the record under other names, which sync clients make, go too.
        """
        folder, first = self._records(place), as_it_was(tombstone)
        late.mark(self.files, place)
        with answers_for(self.root):
            names = self.files.names(folder)
            name = first.own_name if first.own_name in names else first.name
            stem = name.removesuffix(".toml")
            self.files.create_whole(os.path.join(folder, f"{stem}{codec.TOMBSTONE}"), codec.entombed(tombstone))
            for one in names:
                path = os.path.join(folder, one)
                is_copy = one.startswith(stem) and tombstone.id.encode() in (self._there(path) or b"")
                if (tombstone.id in one or is_copy) and not one.endswith(codec.TOMBSTONE):
                    self._remove_surely(path)
            self.disk.flush(folder)

    def drop_from_index(self, threads: Sequence[str]) -> None:
        """Every snapshot goes in which they may stand, also one that is being made; what is needed is made anew."""
        from clientcare.adapters.stores.directory import month_of

        with answers_for(self.root):
            erased.forget(self.files, {month_of(thread) for thread in threads})

    def drop_mails(self, marks: Sequence[str]) -> int:
        """They are looked for in the identifier, the subject and the text, whatever its encoding."""
        from email import message_from_bytes, policy

        top, dropped = self._at("outbox"), 0
        with answers_for(self.root):
            for name in self.files.names(top):
                data = self._there(os.path.join(top, name)) if name.endswith(".eml") else None
                mail = message_from_bytes(data or b"", policy=policy.default)
                body = mail.get_body(("plain",))
                said = f"{mail['message-id']} {mail['subject']} {body.get_content() if body else ''}"
                if any(mark in said for mark in marks):
                    self._remove_surely(os.path.join(top, name))
                    dropped += 1
        return dropped

    def documents(self, folder: str) -> tuple[str, ...]:
        """Everything below the client's folder that is not the store's own, sorted."""
        with answers_for(self.root):
            return tuple(sorted(self._papers(self._at("clients", folder), "")))

    def _papers(self, top: str, below: str) -> Iterator[str]:
        for name in self.files.names(os.path.join(top, below)):
            path = f"{below}/{name}" if below else name
            if not self.disk.is_folder(os.path.join(top, path)):
                yield path
            elif path != PRIVATE and not os.path.islink(os.path.join(top, path)):
                yield from self._papers(top, path)

    def remove_document(self, folder: str, path: str) -> None:
        """Numbered names in `older/`, which two of one name have, go too."""
        if not leads_below(path):
            return
        target = self._at("clients", folder, path)
        above, name = os.path.split(target)
        stem, ending = os.path.splitext(name)
        with answers_for(self.root):
            with suppress(IsADirectoryError):
                self._remove_surely(target)
            older = os.path.join(above, "older")
            for one in self.files.names(older):
                if one == name or (one.startswith(f"{stem} (") and one.endswith(f"){ending}")):
                    self._remove_surely(os.path.join(older, one))
