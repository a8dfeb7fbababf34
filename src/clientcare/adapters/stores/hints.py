"""Hints of what is open for whom: by them a note finds its session without a look at all clients."""

from __future__ import annotations

import os
from hashlib import sha256

from clientcare.adapters.stores import late
from clientcare.adapters.stores.errors import answers_for
from clientcare.adapters.stores.files import is_plain_name
from clientcare.adapters.stores.share import PRIVATE, Share
from clientcare.domain.identifiers import HANDLE_LENGTH, is_identifier, is_slug
from clientcare.domain.records import ThreadPlace

LIMIT = 4096


class Hints(Share):
    """Files `open/<handle>/<thread>` that hold the name of the client's folder; never trusted over the records."""

    def open_threads(self, handle: str = "") -> tuple[ThreadPlace, ...]:
        """What the hints say, oldest first; a hint that cannot be read is no hint."""
        top = self._at(PRIVATE, "open")
        found = {}
        for member in [handle] if handle else self._permitted(top):
            noted = self._permitted(os.path.join(top, member))
            threads = [thread for thread in noted if is_identifier(thread.rpartition("-")[2])]
            paths = [os.path.join(top, member, thread) for thread in threads]
            hints = self._each(lambda path: self._there(path, LIMIT), paths)
            for thread, hint in zip(threads, hints, strict=True):
                folder = (hint() or b"").decode("utf-8", "surrogateescape").strip()
                if is_plain_name(folder):
                    found[thread] = ThreadPlace(folder, thread)
        return tuple(found[thread] for thread in sorted(found, key=lambda name: name.rpartition("-")[2]))

    def add_hint(self, handle: str, place: ThreadPlace) -> None:
        """The hint holds the client's folder name; one that names another folder is replaced."""
        target, hint = self._at(PRIVATE, "open", handle, place.thread), f"{place.folder}\n".encode()
        found = self._create(hint, PRIVATE, "open", handle, place.thread)
        with answers_for(self.root):
            if found != hint:
                self.files.replace_whole(target, sha256(found).hexdigest(), hint)

    def drop_hint(self, handle: str, place: ThreadPlace) -> None:
        """A hint that is gone already is fine. The index is told first that the session changed."""
        if is_slug(handle, HANDLE_LENGTH) and self.disk.is_there(self._at(PRIVATE, "open", handle, place.thread)):
            late.mark(self.files, place)
            self._remove(PRIVATE, "open", handle, place.thread)
