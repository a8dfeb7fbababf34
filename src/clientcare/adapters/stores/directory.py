"""The client file as a directory on a share: create-only files, published whole, read back before they count."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from clientcare.adapters import codec, toml_files
from clientcare.adapters.stores import files, late
from clientcare.adapters.stores.removals import Removals
from clientcare.domain.errors import Conflict, InvalidFile, NotFound, Unreachable
from clientcare.domain.identifiers import is_identifier, is_slug, milliseconds_of
from clientcare.domain.records import Kept, Oddity, Receipt, Record, Thread, ThreadPlace, WrongRecord, in_order
from clientcare.domain.tables import Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from clientcare.domain.summaries import Progress, Summary, Wanted

MARKER = "clientcare.toml"
PRIVATE = "_clientcare"
_DAY = 86_400
_LONG = 600
"""After so many seconds, such as in a laptop that slept, nobody expects an entry any more that was announced."""


def month_of(thread: str) -> str:
    """The folder of a thread: the UTC month of its id, as `2026/11`."""
    moment = datetime.fromtimestamp(milliseconds_of(thread.rpartition("-")[2]) / 1000, UTC)
    return f"{moment.year:04d}/{moment.month:02d}"


class DirectoryStore(Removals):
    """The store on a shared directory. `seconds` tells the time since the epoch, to sweep what a crash left."""

    def __init__(self, root: str, seconds: Callable[[], float]) -> None:
        self.root = root
        self._seconds = seconds

    def _at(self, *parts: str) -> str:
        return os.path.join(self.root, *parts)

    def records_of(self, folder: str) -> str:
        """Where the records of a client lie."""
        return self._at("clients", folder, PRIVATE, "records")

    def _records(self, place: ThreadPlace) -> str:
        return os.path.join(self.records_of(place.folder), *month_of(place.thread).split("/"), place.thread)

    def has(self, place: ThreadPlace) -> bool:
        """Whether a thread lies with this client."""
        return os.path.isdir(self._records(place)) and os.path.exists(
            self._at("clients", place.folder, PRIVATE, "client.toml")
        )

    def changed(self, place: ThreadPlace) -> float:
        """When something last came into the folder of a thread, in seconds by the clock of the share."""
        with files.answers_for(self.root):
            return os.stat(self._records(place)).st_mtime

    def read(self, place: ThreadPlace) -> Thread:
        """Every whole record in order; torn, arriving, changed and foreign files are named, never in the way."""
        folder = self._records(place)
        records, oddities = [], []
        with files.answers_for(self.root):
            try:
                names = os.listdir(folder)
            except FileNotFoundError:
                names = []
        for name in sorted(names):
            if name.endswith(".part"):
                files.sweep(os.path.join(folder, name), self._seconds() - _DAY)
                continue
            try:
                records.append(self._record(folder, name))
            except WrongRecord as wrong:
                oddities.append(Oddity(name, self._aged(os.path.join(folder, name), wrong.state)))
        return Thread(place, in_order(records), tuple(oddities))

    def _record(self, folder: str, name: str) -> Record:
        if not name.endswith(".toml"):
            raise WrongRecord("foreign")
        with files.answers_for(self.root):
            try:
                data = files.read(os.path.join(folder, name), codec.SIZE_LIMIT)
            except (FileNotFoundError, IsADirectoryError, files.TooLarge):
                raise WrongRecord("foreign") from None
        record = codec.decode(data, name)
        if record.name != name:
            raise WrongRecord("foreign")
        return record

    def _aged(self, path: str, state: str) -> str:
        if state != "arriving":
            return state
        try:
            return "torn" if os.stat(path).st_mtime < self._seconds() - _DAY else state
        except OSError:
            return state

    def file(self, place: ThreadPlace, record: Record) -> Receipt:
        """Stage, flush, publish under the record's own name, flush the folder, read back. Only then it is filed."""
        folder = self._records(place)
        data = codec.encode(record)
        filed = record._replace(digest=data[-65:-1].decode())
        target = os.path.join(folder, record.name)
        staged = os.path.join(folder, f"{record.id}.part")
        began = self._seconds()
        if not os.path.lexists(self._at(PRIVATE, "open", record.by, place.thread)):
            late.mark(self.root, place)
        with files.answers_for(self.root):
            files.make_folder(folder, self.root)
            files.stage(staged, data)
            if record.ordinal:
                found = files.claim(staged, target)
            else:
                files.publish(staged, target)
                found = files.read(target, codec.SIZE_LIMIT)
        if self._seconds() - began > _LONG:
            late.mark(self.root, place)
        if found == data:
            return Receipt("filed", filed, target)
        if record.ordinal:
            raise Conflict(*self._first(found, record))
        return Receipt("unknown", filed, target)

    def _first(self, found: bytes, record: Record) -> tuple[str, str]:
        try:
            winner = codec.decode(found, record.name)
        except WrongRecord:
            return f"Somebody else took this step ({record.kind}) at the same moment.", "See: clientcare session show"
        return (
            f"{winner.by} was first: {record.kind} at {winner.filed:%H:%M:%S}.",
            "Nothing of yours was changed. See: clientcare session show",
        )

    def threads(self, folder: str = "", kind: str = "session", since: datetime | None = None) -> Iterator[ThreadPlace]:
        """Newest first within a client; a folder that is no thread is passed over."""
        floor = since.astimezone(UTC).strftime("%Y/%m") if since else ""
        for client in [folder] if folder else self.folders():
            top = self._at("clients", client, PRIVATE, "records")
            for year in reversed(files.names(top)):
                for month in reversed(files.names(os.path.join(top, year))):
                    if f"{year}/{month}" < floor:
                        continue
                    for name in reversed(files.names(os.path.join(top, year, month))):
                        if name.startswith(f"{kind}-") and is_identifier(name.removeprefix(f"{kind}-")):
                            yield ThreadPlace(client, name)

    def summaries(self, wanted: Wanted) -> Iterator[Summary | Progress]:
        """Read from the index as far as it tells of them, the rest from the records."""
        from clientcare.adapters.stores.index import Index

        index = Index(self)
        try:
            yield from index.summaries(wanted)
        finally:
            index.close()

    def open_threads(self, handle: str = "") -> tuple[ThreadPlace, ...]:
        """What the hints say, oldest first; a hint that cannot be read is no hint."""
        top = self._at(PRIVATE, "open")
        found = {}
        for member in [handle] if handle else files.names(top):
            for thread in files.names(os.path.join(top, member)):
                with suppress(OSError, files.TooLarge, UnicodeDecodeError):
                    folder = files.read(os.path.join(top, member, thread), 4096).decode().strip()
                    if is_identifier(thread.rpartition("-")[2]) and files.is_plain_name(folder):
                        found[thread] = ThreadPlace(folder, thread)
        return tuple(found[thread] for thread in sorted(found, key=lambda name: name.rpartition("-")[2]))

    def add_hint(self, handle: str, place: ThreadPlace) -> None:
        """The hint holds the client's folder name; one that names another folder is replaced."""
        target, hint = self._at(PRIVATE, "open", handle, place.thread), f"{place.folder}\n".encode()
        with files.answers_for(self.root):
            files.make_folder(os.path.dirname(target), self.root)
            if files.create_whole(target, hint) != hint:
                files.replace_whole(target, hint)

    def drop_hint(self, handle: str, place: ThreadPlace) -> None:
        """A hint that is gone already is fine. The index is told first that the session changed."""
        hint = self._at(PRIVATE, "open", handle, place.thread)
        with files.answers_for(self.root), suppress(FileNotFoundError):
            if os.path.lexists(hint):
                late.mark(self.root, place)
            os.unlink(hint)

    def keep_guide(self, data: bytes) -> str:
        """Kept under the SHA-256 of the bytes, so that the name proves the content."""
        digest = sha256(data).hexdigest()
        target = self._at(PRIVATE, "kept-guides", digest)
        with files.answers_for(self.root):
            if not os.path.exists(target):
                files.make_folder(os.path.dirname(target), self.root)
                files.create_whole(target, data)
        return digest

    def kept_guide(self, digest: str) -> bytes:
        """Raises NotFound where the bytes are missing, InvalidFile where they are no longer what was kept."""
        with files.answers_for(self.root):
            try:
                data = files.read(self._at(PRIVATE, "kept-guides", digest), 3_000_000)
            except (FileNotFoundError, files.TooLarge):
                raise NotFound(f"The guide text {digest[:8]} that this session used is not in the share.") from None
        if sha256(data).hexdigest() != digest:
            raise InvalidFile("the kept guide was changed after a session used it", place=f"kept-guides/{digest[:8]}")
        return data

    def folders(self) -> tuple[str, ...]:
        """Every folder below `clients` that holds a client's file."""
        top = self._at("clients")
        with files.answers_for(self.root):
            return tuple(
                name for name in files.names(top) if os.path.exists(os.path.join(top, name, PRIVATE, "client.toml"))
            )

    def client(self, folder: str) -> Stored | None:
        """The parsed `client.toml`."""
        return self._stored("clients", folder, PRIVATE, "client.toml") if files.is_plain_name(folder) else None

    def write_client(self, folder: str, content: Mapping[str, Any], token: str) -> None:
        """A new client's folder may not differ from another only in case or Unicode form."""
        if not token and folder.casefold() in (name.casefold() for name in self.folders()):
            raise Conflict(f"There is a client '{folder}' already.", f"See: clientcare client show {folder}")
        self._write(content, token, "clients", folder, PRIVATE, "client.toml")

    def remove_client(self, folder: str) -> None:
        """Removes the client's own file and the empty folders around it, never anything else."""
        top = self._at("clients", folder)
        own = os.path.join(top, PRIVATE, "client.toml")
        with files.answers_for(self.root):
            held = [os.path.join(path, name) for path, _, names in os.walk(top) for name in names]
            if held != [own]:
                raise Conflict(
                    f"'{folder}' has entries or documents.", f"Set it aside: clientcare client archive {folder}"
                )
            os.unlink(own)
            for path, _, _ in os.walk(top, topdown=False):
                os.rmdir(path)

    def members(self) -> tuple[str, ...]:
        """Handles, from the names of the files in `team`."""
        names = files.names(self._at("team"))
        return tuple(name.removesuffix(".toml") for name in names if name.endswith(".toml") and is_slug(name[:-5], 16))

    def member(self, handle: str) -> Stored | None:
        """The parsed `team/<handle>.toml`."""
        return self._stored("team", f"{handle}.toml") if is_slug(handle, 16) else None

    def write_member(self, handle: str, content: Mapping[str, Any], token: str) -> None:
        """A handle that was ever used is never given again."""
        self._write(content, token, "team", f"{handle}.toml")

    def shop(self) -> Stored:
        """Raises Unreachable where the marker is missing: a share that is not mounted is never an empty shop."""
        stored = self._stored(MARKER)
        if stored is None:
            raise Unreachable(
                f"The shop's directory is not there: no {MARKER} in {self.root}.",
                "Mount the share and try again. If it moved: clientcare init DIRECTORY",
            )
        return stored

    def write_shop(self, content: Mapping[str, Any], token: str) -> None:
        """The marker of a new shop is created, never replaced; a comment stands above what people ask about."""
        from clientcare.domain.shop_comments import COMMENTS

        self._write(content, token, MARKER, comments=COMMENTS)

    def _stored(self, *parts: str) -> Stored | None:
        with files.answers_for(self.root):
            try:
                data = files.read(self._at(*parts), toml_files.SIZE_LIMIT + 1)
            except (FileNotFoundError, NotADirectoryError):
                return None
            except files.TooLarge:
                raise InvalidFile("the file is too large", place="/".join(parts)) from None
        shown = "/".join(parts)
        return Stored(toml_files.parse(data, shown), sha256(data).hexdigest(), data.decode("utf-8-sig"), shown)

    def _write(
        self, content: Mapping[str, Any], token: str, *parts: str, comments: Mapping[str, str] | None = None
    ) -> None:
        from clientcare.adapters.toml_edits import amended, fresh, whole

        target, shown = self._at(*parts), "/".join(parts)
        with files.answers_for(self.root):
            files.make_folder(os.path.dirname(target), self.root)
            if not token:
                data = (fresh(content, comments) if comments else whole(content)).encode()
                if files.create_whole(target, data) != data:
                    raise Conflict(f"{shown} is there already.", "Somebody was first; look at it and try again.")
                return
            before = files.read(target, toml_files.SIZE_LIMIT + 1)
            if sha256(before).hexdigest() != token:
                raise Conflict(f"{shown} was changed meanwhile by somebody else.", "Nothing was written; try again.")
            files.replace_whole(target, amended(before.decode("utf-8-sig"), content).encode())

    def add_document(self, folder: str, path: str, data: bytes) -> Kept:
        """Written whole under a name that nobody has: `name.pdf`, `name (2).pdf`, …"""
        stem, dot, ending = path.rpartition(".")
        top = self._at("clients", folder)
        with files.answers_for(self.root):
            files.make_folder(os.path.dirname(os.path.join(top, path)), self.root)
            for number in range(1, 10_000):
                name = path if number == 1 else f"{stem} ({number}){dot}{ending}" if stem else f"{path} ({number})"
                if os.path.lexists(os.path.join(top, name)):
                    continue
                if files.create_whole(os.path.join(top, name), data) == data:
                    return Kept(name, len(data), sha256(data).hexdigest())
        raise Conflict(f"There are too many documents called {path}.")

    def document(self, folder: str, path: str) -> bytes | None:
        """None where it is not there any more."""
        with files.answers_for(self.root), suppress(FileNotFoundError):
            return files.read(self._at("clients", folder, path))
        return None

    def set_aside(self, folder: str, path: str) -> None:
        """A document that somebody moved or removed by hand is left alone."""
        source = self._at("clients", folder, path)
        target = os.path.join(os.path.dirname(source), "older", os.path.basename(source))
        with files.answers_for(self.root), suppress(FileNotFoundError):
            files.make_folder(os.path.dirname(target), self.root)
            stem, ending = os.path.splitext(target)
            taken = 2
            while os.path.lexists(target):
                target, taken = f"{stem} ({taken}){ending}", taken + 1
            os.rename(source, target)

    def inbox(self) -> tuple[str, ...]:
        """Files only, hidden ones left out."""
        top = self._at("inbox")
        names = files.names(top)
        return tuple(name for name in names if name[0] not in ".~" and os.path.isfile(os.path.join(top, name)))

    def from_inbox(self, name: str) -> bytes:
        """Raises NotFound."""
        if name not in self.inbox():
            raise NotFound(f"There is no '{name}' in the share's inbox.")
        with files.answers_for(self.root):
            return files.read(self._at("inbox", name))

    def clear_inbox(self, name: str) -> None:
        """A file that is gone already is fine."""
        with files.answers_for(self.root), suppress(FileNotFoundError):
            os.unlink(self._at("inbox", name))

    def lay_mail(self, name: str, data: bytes) -> str:
        """Created once, so that a mail that is laid twice is one."""
        with files.answers_for(self.root):
            files.make_folder(self._at("outbox"), self.root)
            files.create_whole(self._at("outbox", name), data)
        return f"outbox/{name}"

    def shown(self, folder: str, path: str = "") -> str:
        """Below the share, with forward slashes on every system."""
        return "/".join(part for part in ("clients", folder, path) if part)

    def probe(self) -> None:
        """Creates a file under a fresh name and removes it."""
        target = self._at(PRIVATE, f"probe-{os.urandom(8).hex()}")
        with files.answers_for(self.root):
            files.make_folder(self._at(PRIVATE), self.root)
            files.create_whole(target, b"clientcare doctor looks whether this share takes files\n")
            os.unlink(target)

    def faults(self) -> list[str]:
        """Every file that people edit is read; what cannot be read is named with its place."""
        from clientcare.domain.clients import read_client
        from clientcare.domain.team import read_member

        def look(reading: Callable[[], Stored | None], reader: Callable[[Mapping[str, Any]], object]) -> None:
            try:
                stored = reading()
                if stored is not None:
                    stored.read(reader)
            except InvalidFile as fault:
                found.append(fault.message)

        found: list[str] = []
        for handle in self.members():
            look(partial(self.member, handle), partial(read_member, handle))
        for folder in self.folders():
            look(partial(self.client, folder), partial(read_client, folder))
        return found
