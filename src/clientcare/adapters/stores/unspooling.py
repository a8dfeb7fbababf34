"""Filing what was kept on this machine: in order, once each, by one process at a time; and looking for it later."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from clientcare.adapters.sealing import CannotOpen, unseal
from clientcare.adapters.spool import ASIDE, FILED, HELD, Outline
from clientcare.adapters.stores.disk import TooLarge
from clientcare.adapters.stores.spooling import unpacked
from clientcare.domain.errors import ClientcareError, Conflict, InvalidFile, Unreachable
from clientcare.domain.identifiers import is_identifier, milliseconds_of
from clientcare.domain.keeping import Synced
from clientcare.domain.outlines import outline
from clientcare.domain.records import UNPLACED, Record, ThreadPlace, WrongRecord, in_order
from clientcare.domain.team import read_member

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.adapters.stores.spooling import SpoolingStore


class Kept(NamedTuple):
    """A sealed entry, opened."""

    place: ThreadPlace
    record: Record


class Unspooling:
    """One run. `store` is the store whose spool it empties."""

    def __init__(self, store: SpoolingStore, tell: Callable[[int, int], None] | None) -> None:
        self._store = store
        self._inner = store.inner
        self._spool = store.spool
        self._tell = tell
        self._keys: tuple[str, ...] = ()
        self._places: dict[str, ThreadPlace] = {}
        self._known: dict[ThreadPlace, dict[str, Record]] = {}
        self._members: dict[str, bool] = {}
        self._hints: dict[str, ThreadPlace] | None = None
        self.done = Synced()

    def run(self, due: list[str], *, everything: bool) -> Synced:
        """File what is held, look for what is `due`. Stops where the share goes away again: the rest waits."""
        with suppress(Unreachable, OSError), self._spool.alone() as alone:
            if alone:
                self._keys = self._store.ask(self._inner.keys)
                if self._keys:
                    self._file_all(everything)
                    self._prove(due)
        return self.done  # the share may be away again, or this disk take nothing: the next command goes on

    def _count(self, **more: int) -> None:
        self.done = self.done._replace(**{name: getattr(self.done, name) + by for name, by in more.items()})

    # -- what is held ----------------------------------------------------------------------------------------------

    def _file_all(self, everything: bool) -> None:
        waiting = self._opened(HELD)
        if everything:
            for name in self._spool.names(ASIDE):
                if self._open(ASIDE, name):
                    self._spool.move(name, ASIDE, HELD)
            waiting = self._opened(HELD)
        for number, one in enumerate(waiting, 1):
            self._file(one)
            if self._tell:
                self._tell(number, len(waiting))
        for thread in dict.fromkeys(one.record.thread for one in waiting):
            self._renew_outline(thread)

    def _opened(self, where: str) -> list[Kept]:
        """What can be opened, thread by thread, in order; anything else is set aside."""
        for file in self._spool.strangers(where):
            self._spool.set_aside(where, file)
            self._count(aside=1)
        found = []
        for name in self._spool.names(where):
            kept = self._open(where, name)
            if kept:
                found.append(kept)
            else:
                self._spool.set_aside(where, f"{name}.age")
                self._count(aside=1)
        return sorted(found, key=lambda one: (one.record.thread.rpartition("-")[2], one.record.n, one.record.id))

    def _open(self, where: str, name: str) -> Kept | None:
        try:
            kept = Kept(*unpacked(unseal(self._spool.sealed(where, name), self._keys)))
        except (OSError, CannotOpen, WrongRecord, ValueError, TooLarge):
            return None
        return kept if kept.record.id == name and is_identifier(kept.record.thread.rpartition("-")[2]) else None

    def _file(self, kept: Kept) -> None:
        place = self._place_of(kept) if self._is_member(kept.record.by) else self._unplaced(kept)
        try:
            try:
                self._file_at(place, kept.record)
            except Conflict:  # the one step was taken by somebody else meanwhile: a person decides what becomes of it
                self._file_at(self._unplaced(kept), kept.record)
        except Unreachable:
            raise
        except ClientcareError:  # what cannot be filed must not keep all others waiting
            self._spool.set_aside(HELD, f"{kept.record.id}.age")
            self._count(aside=1)
            return
        self._count(filed=1)
        self.done = self.done._replace(threads=tuple(dict.fromkeys((*self.done.threads, kept.record.thread))))

    def _file_at(self, place: ThreadPlace, record: Record) -> None:
        known = self._records(place)
        if record.id not in known:
            before = (known[one].digest if one in known else one for one in record.after)
            ready = record._replace(
                digest="",
                client=record.client or next((one.client for one in known.values() if one.client), ""),
                after=tuple(one for one in before if not is_identifier(one)),
            )
            self._prepare(place, ready)
            receipt = self._store.ask(lambda: self._inner.file(place, ready))
            if receipt.answer != "filed":
                raise Unreachable("The share could not show an entry again that was kept on this machine.")
            known[record.id] = receipt.record
        if place.folder == UNPLACED:
            self._spool.drop(HELD, record.id)
            self._count(unplaced=1)
        else:
            self._spool.move(record.id, HELD, FILED)

    def _prepare(self, place: ThreadPlace, record: Record) -> None:
        """What must be in the share before an entry: the hints that a session is open, and the guide that it names."""
        if record.kind == "start":
            outlined = self._spool.outline(record.thread)
            for handle in dict.fromkeys((record.by, *record.get("with", ()), *(outlined.members if outlined else ()))):
                self._store.ask(lambda handle=handle: self._inner.add_hint(handle, place))  # type: ignore[misc]
        digest = record.get("guide-digest")
        guide = self._spool.remembered(f"kept-guides/{digest}") if digest else None
        if guide is not None:
            self._store.ask(lambda: self._inner.keep_guide(guide))

    def _renew_outline(self, thread: str) -> None:
        outlined, place = self._spool.outline(thread), self._places.get(thread)
        if outlined and place:
            records = in_order(self._records(place).values())
            self._spool.save_outline(thread, Outline(outlined.members, tuple(map(outline, records))))

    # -- where it belongs --------------------------------------------------------------------------------------------

    def _records(self, place: ThreadPlace) -> dict[str, Record]:
        """The records of a thread by their id, with what was filed in this run."""
        if place not in self._known:
            thread = self._store.ask(lambda: self._inner.read(place))
            self._known[place] = {record.id: record for record in thread.records}
        return self._known[place]

    def _unplaced(self, kept: Kept) -> ThreadPlace:
        return ThreadPlace(UNPLACED, kept.record.thread)

    def _place_of(self, kept: Kept) -> ThreadPlace:
        thread = kept.record.thread
        if thread not in self._places:
            self._places[thread] = self._find(kept) or self._unplaced(kept)
        return self._places[thread]

    def _find(self, kept: Kept) -> ThreadPlace | None:
        """The folder that was sealed with it where it is a client's, the one that a hint names, or that has the thread.

        A folder may have been renamed by hand since.
        """
        thread, folder = kept.record.thread, kept.place.folder
        if folder and folder != UNPLACED and self._store.ask(lambda: self._inner.client(folder)) is not None:
            return ThreadPlace(folder, thread)
        if self._hints is None:
            self._hints = {one.thread: one for one in self._store.ask(self._inner.open_threads)}
        if thread in self._hints:
            return self._hints[thread]
        if kept.record.kind == "start":
            return None
        began = datetime.fromtimestamp(milliseconds_of(thread.rpartition("-")[2]) / 1000, UTC)
        sorts = (thread.rpartition("-")[0],)
        places = self._store.ask(lambda: list(self._inner.threads("", sorts, began - timedelta(days=1))))
        return next((one for one in places if one.thread == thread), None)

    def _is_member(self, handle: str) -> bool:
        if handle not in self._members:
            stored = self._store.ask(lambda: self._inner.member(handle))
            try:
                member = stored.read(lambda content: read_member(handle, content)) if stored else None
                self._members[handle] = member is not None and not member.retired
            except InvalidFile:
                self._members[handle] = True  # a slip in the member's file takes no right away
        return self._members[handle]

    # -- what was filed ------------------------------------------------------------------------------------------------

    def _prove(self, due: list[str]) -> None:
        """Look for records that were filed a while ago; what has vanished is filed once more."""
        for name in due:
            kept = self._open(FILED, name)
            if kept is None:
                self._spool.set_aside(FILED, f"{name}.age")
                self._count(aside=1)
            elif self._still_there(kept):
                self._spool.drop(FILED, name)
                self._count(proven=1)
            else:
                self._restore(kept)

    def _still_there(self, kept: Kept) -> bool:
        if self._store.ask(lambda: self._inner.holds(kept.place, kept.record)):
            return True
        place = self._place_of(kept)
        return place != kept.place and self._store.ask(lambda: self._inner.holds(place, kept.record))

    def _restore(self, kept: Kept) -> None:
        self._spool.move(kept.record.id, FILED, HELD)
        self._file(kept)
        self._count(restored=1, filed=-1)
