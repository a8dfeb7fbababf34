"""Documents in the clients' files, the inbox and the outbox, and the guides that were kept."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from hashlib import sha256

from clientcare.adapters.stores.errors import answers_for
from clientcare.adapters.stores.files import is_plain_name, leads_below
from clientcare.adapters.stores.share import PRIVATE, Share
from clientcare.domain.errors import Conflict, InvalidFile, NotFound, Unreachable
from clientcare.domain.records import Kept

DOCUMENT_LIMIT = 500_000_000


class Papers(Share):
    """What a share holds beside records and settings."""

    def add_guide(self, name: str, data: bytes) -> str:
        """Created whole, and never over another one."""
        if self._create(data, "guides", name) != data:
            raise Conflict(f"There is a guide guides/{name} already.", "Give it another name: --name NAME")
        return f"guides/{name}"

    def keep_guide(self, data: bytes) -> str:
        """Kept under the SHA-256 of the bytes, so that the name proves the content; what is not that is put right.

        Raises InvalidFile where a file has that name and may not be read.
        """
        digest = sha256(data).hexdigest()
        target = self._at(PRIVATE, "kept-guides", digest)
        found = self._guide_at(digest)
        if found is None:
            found = self._create(data, PRIVATE, "kept-guides", digest)
        with answers_for(self.root):
            folder = os.path.dirname(target)
            if found != data and not self.files.publish(self.files.stage(folder, data), target, data):
                raise OSError(errno.EIO, "it did not show again what was written", target)
            self.files.names(folder)
        return digest

    def kept_guide(self, digest: str) -> bytes:
        """Raises NotFound where the bytes are missing, InvalidFile where they may not be read or are no longer what
        was kept.
        """
        data = self._guide_at(digest) if is_plain_name(digest) else None
        if data is None:
            raise NotFound(f"The guide text {digest[:8]} that this session used is not in the share.")
        if sha256(data).hexdigest() != digest:
            raise InvalidFile("the kept guide was changed after a session used it", place=f"kept-guides/{digest[:8]}")
        return data

    def _guide_at(self, digest: str) -> bytes | None:
        try:
            return self._there(self._at(PRIVATE, "kept-guides", digest), even_hidden=True)
        except Unreachable as error:
            if not isinstance(error.__cause__, PermissionError):
                raise
            raise InvalidFile(
                "the guide's text may not be read by you",
                "Ask whoever looks after the file server to let all technicians read that folder.",
                place=self._at(PRIVATE, "kept-guides", digest),
            ) from None

    def add_document(self, folder: str, path: str, data: bytes) -> Kept:
        """Written whole under a name that nobody has: `name.pdf`, `name (2).pdf`, …"""
        stem, dot, ending = path.rpartition(".")
        for number in range(1, 10_000):
            name = path if number == 1 else f"{stem} ({number}){dot}{ending}" if stem else f"{path} ({number})"
            taken = self.disk.is_there(self._at("clients", folder, name))
            if not taken and self._create(data, "clients", folder, name) == data:
                return Kept(name, len(data), sha256(data).hexdigest())
        raise Conflict(f"There are too many documents called {path}.")

    def document(self, folder: str, path: str) -> bytes | None:
        """None where it is not there any more, or no document."""
        return self._there(self._at("clients", folder, path), DOCUMENT_LIMIT) if leads_below(path) else None

    def set_aside(self, folder: str, path: str) -> None:
        """A document that somebody moved or removed by hand is left alone."""
        source = self._at("clients", folder, path)
        target = os.path.join(os.path.dirname(source), "older", os.path.basename(source))
        if not leads_below(path) or not self.disk.is_file(source):
            return
        with answers_for(self.root), suppress(FileNotFoundError):
            self.files.make_folder(os.path.dirname(target))
            stem, ending = os.path.splitext(target)
            taken = 2
            while self.disk.is_there(target):
                target, taken = f"{stem} ({taken}){ending}", taken + 1
            self.disk.move(source, target)

    def inbox(self) -> tuple[str, ...]:
        """Files only, hidden ones left out."""
        top = self._at("inbox")
        return tuple(
            name
            for name in self._names(top)
            if is_plain_name(name) and name[0] not in ".~" and self.disk.is_file(os.path.join(top, name))
        )

    def from_inbox(self, name: str) -> bytes:
        """Raises NotFound."""
        data = self._there(self._at("inbox", name), DOCUMENT_LIMIT) if name in self.inbox() else None
        if data is None:
            raise NotFound(f"There is no '{name}' in the share's inbox.")
        return data

    def clear_inbox(self, name: str) -> None:
        """A file that is gone already is fine."""
        self._remove("inbox", name)

    def lay_mail(self, name: str, data: bytes) -> str:
        """Created once, so that a mail that is laid twice is one."""
        self._create(data, "outbox", name)
        return f"outbox/{name}"

    def shown(self, folder: str, path: str = "") -> str:
        """Below the share, with forward slashes on every system."""
        return "/".join(part for part in ("clients", folder, path) if part)

    def probe(self) -> None:
        """Creates a file under a fresh name and removes it."""
        name = f"probe-{os.urandom(8).hex()}"
        self._create(b"clientcare doctor looks whether this share takes files\n", PRIVATE, name)
        self._remove(PRIVATE, name)
