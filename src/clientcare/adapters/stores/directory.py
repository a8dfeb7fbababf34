"""The client file as a directory on a share: create-only files, published whole, read back before they count."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from clientcare.adapters import codec
from clientcare.adapters.stores import late
from clientcare.adapters.stores.disk import NotAFile, TooLarge
from clientcare.adapters.stores.edited import CLIENT, EditedFiles
from clientcare.adapters.stores.errors import answers_for
from clientcare.adapters.stores.files import printable
from clientcare.adapters.stores.hints import Hints
from clientcare.adapters.stores.inspection import Inspection
from clientcare.adapters.stores.papers import Papers
from clientcare.adapters.stores.private import PrivateFolder
from clientcare.adapters.stores.removals import Removals
from clientcare.adapters.stores.share import PRIVATE
from clientcare.domain.claims import was_first
from clientcare.domain.erasures import as_it_was
from clientcare.domain.errors import Conflict, Failed
from clientcare.domain.identifiers import is_identifier, milliseconds_of
from clientcare.domain.records import UNPLACED, Oddity, Receipt, Record, Thread, ThreadPlace, WrongRecord, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clientcare.adapters.stores.disk import Disk
    from clientcare.domain.searches import Asked, Found
    from clientcare.domain.summaries import IndexedMonth, Progress, Summary, Wanted

THREAD_LIMIT = 100_000_000
"""Bytes that the records of one thread may have in all: what is more was not typed by people."""
_DAY = 86_400
_LONG = 600
"""After so many seconds, such as in a laptop that slept, nobody expects an entry any more that was announced."""


def month_of(thread: str) -> str:
    """The folder of a thread: the UTC month of its id, as `2026/11`."""
    moment = datetime.fromtimestamp(milliseconds_of(thread.rpartition("-")[2]) / 1000, UTC)
    return f"{moment.year:04d}/{moment.month:02d}"


class DirectoryStore(EditedFiles, Hints, Papers, Removals, Inspection, PrivateFolder):
    """The store on a shared directory.

    `seconds` tells the time since the epoch. `decides`: two machines can never both take a step that may happen once;
    where a share cannot decide that, each files it under a name of its own, and the first in order stands. What the
    shop's settings say of that counts, too.
    """

    def __init__(
        self, root: str, seconds: Callable[[], float], *, decides: bool = True, disk: Disk | None = None
    ) -> None:
        super().__init__(root, seconds, disk)
        self.may_decide = decides
        self._began = seconds()
        self._tried: set[str] = set()

    def records_of(self, folder: str) -> str:
        """Where the records of a client lie."""
        return self._at("clients", folder, PRIVATE, "records")

    def _records(self, place: ThreadPlace) -> str:
        if place.folder == UNPLACED:
            return self.unplaced_folder(place.thread)
        return os.path.join(self.records_of(place.folder), *month_of(place.thread).split("/"), place.thread)

    def has(self, place: ThreadPlace) -> bool:
        """Whether a thread lies with this client."""
        return self.disk.is_folder(self._records(place)) and self.disk.is_there(
            self._at("clients", place.folder, PRIVATE, CLIENT)
        )

    def changed(self, place: ThreadPlace) -> float:
        """When something last came into the folder of a thread, in seconds by the clock of the share."""
        try:
            return self.files.changed_at(self._records(place))
        except OSError:
            return float("inf")

    def has_kind(self, place: ThreadPlace, kind: str) -> bool:
        """Whether a thread has an entry of a kind, by the names of its files."""
        return any(f"-{kind}-" in name for name in self._names(self._records(place)))

    def read(self, place: ThreadPlace) -> Thread:
        """Every whole record in order; torn, arriving, changed and foreign files are named, never in the way."""
        folder = self._records(place)
        records, oddities, size = [], [], 0
        names = self._names(folder)
        erased = {name.removesuffix(codec.TOMBSTONE) for name in names if name.endswith(codec.TOMBSTONE)}

        def look(name: str) -> tuple[Record, int]:
            if name.removesuffix(".toml") in erased:
                raise WrongRecord("half-erased")
            return self._record(place, folder, name)

        with answers_for(self.root):
            for name, answer in zip(names, self._each(look, names), strict=True):
                try:
                    record, length = answer()
                except WrongRecord as wrong:
                    oddities.append(Oddity(printable(name), self._odd(folder, name, wrong.state), wrong.digests))
                    continue
                records.append(record)
                size += length
                if size > THREAD_LIMIT:
                    most = f"more than {THREAD_LIMIT:,} bytes of entries"
                    raise Failed(f"{place.thread} has {most}, which no session has.")
        return Thread(place, in_order(records), tuple(oddities))

    def _record(self, place: ThreadPlace, folder: str, name: str) -> tuple[Record, int]:
        """A record and its size. Raises WrongRecord, OSError."""
        if not name.endswith(".toml"):
            raise WrongRecord("foreign")
        path = os.path.join(folder, name)
        try:
            data = self.files.read(path, codec.SIZE_LIMIT)
        except FileNotFoundError:
            raise WrongRecord("foreign" if self.disk.is_there(path) else "arriving") from None
        except PermissionError:
            raise WrongRecord("unreadable") from None
        except (NotAFile, TooLarge):
            raise WrongRecord("foreign") from None
        record = codec.decode(data, name)
        first = as_it_was(record)
        if record.thread != place.thread or (first.name != name and not _is_named(name, first)):
            raise WrongRecord("foreign")
        return record, len(data)

    def _odd(self, folder: str, name: str, state: str) -> str:
        from clientcare.domain.copies import conflict_copy

        if conflict_copy(name):
            return "copy"
        if state == "arriving":
            with suppress(OSError):
                return "torn" if self.files.changed_at(os.path.join(folder, name)) < self._seconds() - _DAY else state
        return state

    def file(self, place: ThreadPlace, record: Record) -> Receipt:
        """Stage, flush, publish under the record's own name, flush the folder, read back. Only then it is filed.

        The same record filed again is filed once. From the moment at which it may have its name, nothing but its own
        bytes under that name make it filed: anything else is unknown.
        """
        folder = self._records(place)
        data = codec.encode(record)
        claimed = record.ordinal > 0 and self.decides
        name = record.name if claimed else record.own_name
        receipt = Receipt("unknown", record._replace(digest=data[-65:-1].decode()), os.path.join(folder, name))
        with answers_for(self.root):
            erased = f"{receipt.where.removesuffix('.toml')}{codec.TOMBSTONE}"
            is_new = self._is_new(record)
            if not is_new and self.disk.is_there(erased):
                return receipt._replace(answer="filed")  # it was erased since, and is not filed again
            there = None if is_new and not claimed else self._there(receipt.where, even_hidden=True)
            if there is not None and codec.is_whole(there, name):
                self._announced(place, record)  # it may have come long after it was announced
                lasts = there != data or self.files.holds(receipt.where, data)
                return self._judged(receipt, data, there if lasts else None)
            began = self._announced(place, record)
            self.files.make_folder(folder)
            if record.ordinal and not claimed:
                self._refuse_second(folder, record)
            staged = self.files.stage(folder, data, record.id)
            try:
                if claimed:
                    self.files.require(staged, data)
                    found = self.files.claim(staged, receipt.where, data)
                else:
                    found = data if self.files.publish(staged, receipt.where, data) else None
            except KeyboardInterrupt:
                return receipt
        if self._seconds() - began > _LONG:
            late.mark(self.files, place)
        return self._judged(receipt, data, found)

    def _is_new(self, record: Record) -> bool:
        """Whether nobody can have filed it yet, let alone erased it: a far share is not asked for that.

        It was made since this store was there, and this is the first time that it is to be filed.
        """
        is_new = self._began < milliseconds_of(record.id) / 1000 <= self._seconds() and record.id not in self._tried
        self._tried.add(record.id)
        return is_new

    def _announced(self, place: ThreadPlace, record: Record) -> float:
        """The index is told before an entry comes into a session that is not noted as open; answers when that was."""
        if not self.disk.is_there(self._at(PRIVATE, "open", record.by, place.thread)):
            late.mark(self.files, place)
        return self._seconds()

    def _judged(self, receipt: Receipt, data: bytes, found: bytes | None) -> Receipt:
        """What the bytes say that have the record's name now. Raises Conflict where they are somebody else's."""
        if found is None:
            return receipt
        if found == data:
            return receipt._replace(answer="filed")
        try:
            winner = codec.decode(found, os.path.basename(receipt.where))
        except WrongRecord:
            winner = None
        if winner is None or winner.id != receipt.record.id:
            raise Conflict(*was_first(receipt.record, winner))
        return receipt

    def _refuse_second(self, folder: str, record: Record) -> None:
        """Where nobody can be the only one, whoever sees another claim leaves the step to it."""
        for name in self.files.names(folder):
            if name.startswith(record.name.removesuffix(".toml")) and name != record.own_name:
                found = self._there(os.path.join(folder, name))
                if found is not None and codec.is_whole(found, name):
                    raise Conflict(*was_first(record, codec.decode(found, name)))

    def threads(
        self, folder: str = "", sorts: tuple[str, ...] = ("session",), since: datetime | None = None
    ) -> Iterator[ThreadPlace]:
        """Newest first within a client; a folder that is no thread is passed over, and one that may not be read."""
        if folder == UNPLACED:
            yield from (ThreadPlace(UNPLACED, thread) for sort in sorts for thread in self.unplaced_threads(sort))
            return
        floor = since.astimezone(UTC).strftime("%Y/%m") if since else ""
        for client in [folder] if folder else self.folders():
            top = self.records_of(client)
            for year in reversed(self._permitted(top)):
                for month in reversed(self._permitted(os.path.join(top, year))):
                    if f"{year}/{month}" < floor:
                        continue
                    names = self._permitted(os.path.join(top, year, month))
                    wanted = [name for name in names if name.partition("-")[0] in sorts]
                    for name in sorted(wanted, key=lambda one: one.rpartition("-")[2], reverse=True):
                        if _lies_in(name, f"{year}/{month}"):
                            yield ThreadPlace(client, name)

    def summaries(self, wanted: Wanted) -> Iterator[Summary | Progress]:
        """Read from the index as far as it tells of them, the rest from the records."""
        from clientcare.adapters.stores.index import Index

        with answers_for(self.root), closing(Index(self)) as index:
            yield from index.summaries(wanted)

    def search(self, asked: Asked) -> Iterator[Found | Progress]:
        """As `summaries`."""
        from clientcare.adapters.stores.search_index import SearchIndex

        with answers_for(self.root), closing(SearchIndex(self)) as index:
            yield from index.search(asked)

    def index(self) -> tuple[IndexedMonth, ...]:
        """Month by month."""
        from clientcare.adapters.stores.index import Index

        with answers_for(self.root), closing(Index(self)) as index:
            return index.state()

    def renew_index(self, *, anew: bool = False) -> Iterator[Progress]:
        """Month by month, the newest first: what was made before somebody stopped it stays."""
        from clientcare.adapters.stores.index import Index

        with answers_for(self.root), closing(Index(self)) as index:
            yield from index.renew(anew=anew)


def _is_named(name: str, record: Record) -> bool:
    """Whether the file of a record, or of what stays of an erased one, may be called so."""
    stem = name.removesuffix(codec.TOMBSTONE).removesuffix(".toml")
    return f"{stem}.toml" in (record.name, record.own_name)


def _lies_in(thread: str, month: str) -> bool:
    return is_identifier(thread.rpartition("-")[2]) and month_of(thread) == month
