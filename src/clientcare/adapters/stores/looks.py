"""One look at the index of a share: its snapshots, and what hints and marks say has changed since they were made."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from clientcare.adapters.stores import erased, late
from clientcare.adapters.stores.directory import month_of
from clientcare.adapters.stores.snapshots import NoSnapshot, Snapshot
from clientcare.domain.identifiers import is_identifier
from clientcare.domain.records import WALKED, ThreadPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from clientcare.adapters.stores.directory import DirectoryStore
    from clientcare.domain.summaries import Summary, Wanted

LAYOUT = "sessions4"
"""What the names of snapshots begin with; files of another layout are passed over."""


class Name(NamedTuple):
    """The name of a snapshot. Of a month's snapshots the one counts that began to read last (milliseconds).

    `knows` are the marks of erasures that were there before.
    """

    month: str
    began: int
    name: str
    knows: frozenset[str]


class Look:
    """What a single question to the index sees of the share."""

    def __init__(self, store: DirectoryStore) -> None:
        self.store = store
        self.top = os.path.join(store.root, "_clientcare", "index")
        hints = store.open_threads()  # before the marks: a hint goes after its mark was made
        self._hints = tuple(place for place in hints if place.sort in WALKED)
        self.hinted = frozenset(place.thread for place in self._hints)
        self.marks = tuple(late.marks(store.files))
        self._opened: dict[str, Snapshot | None] = {}

    @cached_property
    def _top_names(self) -> list[str]:
        """There is no index on a share that cannot decide: what is synced arrives in any order, a mark long after its
        entry.
        """
        return self.store.files.names(self.top) if self.store.decides else []

    @cached_property
    def erased(self) -> dict[str, frozenset[str]]:
        """The marks of erasures by month, as they were before anything was read."""
        return erased.marks(self._top_names)

    @cached_property
    def outdated(self) -> tuple[str, ...]:
        """The snapshots that may hold what was erased since their records were read."""
        return tuple(one.name for one in self._snapshots if not one.knows >= self.erased.get(one.month, frozenset()))

    @cached_property
    def _snapshots(self) -> tuple[Name, ...]:
        found = []
        for name in self._top_names:
            layout, _, rest = name.partition(".")
            month, _, rest = rest.partition(".")
            began, _, rest = rest.partition(".")
            if layout == LAYOUT and began.isdecimal() and rest.endswith(".sqlite"):
                knows = rest.removesuffix(".sqlite").split("-")[1:]
                found.append(Name(month.replace("-", "/"), int(began), name, frozenset(knows)))
        return tuple(found)

    @cached_property
    def names(self) -> dict[str, list[Name]]:
        """The snapshots that may be believed by month, the one that counts first."""
        found: dict[str, list[Name]] = {}
        for one in self._snapshots:
            if one.name not in self.outdated:
                found.setdefault(one.month, []).append(one)
        return {month: sorted(names, key=lambda one: one[1:3], reverse=True) for month, names in found.items()}

    def new_name(self, month: str, began: int) -> str:
        """The name of a snapshot of records that were read after this look began."""
        knows = "".join(f"-{mark}" for mark in sorted(self.erased.get(month, ())))
        return f"{LAYOUT}.{month.replace('/', '-')}.{began}.{os.urandom(6).hex()}{knows}.sqlite"

    def erased_since(self, month: str) -> bool:
        """Whether something of a month was erased since this look began."""
        now = erased.marks(self.store.files.names(self.top))
        return not self.erased.get(month, frozenset()) >= now.get(month, frozenset())

    def snapshot(self, month: str) -> Snapshot | None:
        """The snapshot of a month that counts, if it is whole."""
        if month not in self._opened:
            self._opened[month] = None
            for one in self.names.get(month, ())[:1]:
                with suppress(NoSnapshot):
                    self._opened[month] = Snapshot(os.path.join(self.top, one.name))
        return self._opened[month]

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """The folders of all clients."""
        return self.store.folders()

    @cached_property
    def months(self) -> tuple[str, ...]:
        """All months that have sessions, the newest first: as the newest snapshot tells, or as the folders do."""
        newest = sorted((names[0] for names in self.names.values()), key=lambda one: one.began, reverse=True)
        pages = (snapshot.page.months for one in newest if (snapshot := self.snapshot(one.month)))
        known = set(next(pages, ()) or self.months_of(self.folders))
        known.update(self.names, (month_of(thread) for thread in self._changed))
        return tuple(sorted(known, reverse=True))

    def months_of(self, folders: Iterable[str], floor: str = "") -> Iterator[str]:
        """The months that some clients have sessions in, without the years before that of the month `floor`."""
        for folder in folders:
            top = self.store.records_of(folder)
            for year in (one for one in self.store.files.names(top) if one >= floor[:4]):
                yield from (f"{year}/{month}" for month in self.store.files.names(os.path.join(top, year)))

    @cached_property
    def _changed(self) -> dict[str, set[str]]:
        """By thread, the folders in which hints say that something changed; none where only a mark says so."""
        found: dict[str, set[str]] = {}
        for place in self._hints:
            found.setdefault(place.thread, set()).add(place.folder)
        for one in self.marks:
            found.setdefault(one.thread, set())
        return found

    def restless(self, month: str, snapshot: Snapshot) -> dict[str, set[str]]:
        """The threads of a month that its snapshot does not tell as they are now, with folders where they may lie."""
        page = snapshot.page
        untaken = {one.thread for one in self.marks if one.name not in page.taken}
        found = {
            thread: set(folders)
            for thread, folders in self._changed.items()
            if month_of(thread) == month and (thread in self.hinted or thread in untaken)
        }
        for place in page.unsettled:
            found.setdefault(place.thread, set()).add(place.folder)
        if found:
            for place in snapshot.places(found):
                if place.thread in found:
                    found[place.thread].add(place.folder)
        for one in self.marks:
            if one.thread in found and one.name not in page.taken:
                found[one.thread].update(late.told_folder(self.store.files, one))
        return found

    def places(self, restless: Mapping[str, set[str]]) -> list[ThreadPlace]:
        """Where restless threads lie. Raises NoSnapshot where one is not where it was said to be."""
        places = []
        for thread, folders in restless.items():
            there = [place for folder in folders if self.store.has(place := ThreadPlace(folder, thread))]
            if not there and not folders <= frozenset(self.folders):
                raise NoSnapshot("a client's folder was renamed")
            places += there
        return places

    def check_folders(self, snapshot: Snapshot, found: Iterable[Summary], wanted: Wanted) -> None:
        """Where a client's folder is not what it was, seen by one of its threads, the snapshot tells wrong places."""
        if wanted.folders and not snapshot.folders() <= frozenset(self.folders):
            raise NoSnapshot("a client's folder was renamed")
        for one in {one.place.folder: one for one in found}.values():
            if not self.store.has(one.place):
                raise NoSnapshot("a client's folder was renamed")

    def walked(self, month: str, folders: Iterable[str]) -> list[ThreadPlace]:
        """The threads of a month, the newest first."""
        found = []
        for folder in folders:
            top = os.path.join(self.store.records_of(folder), *month.split("/"))
            found += [ThreadPlace(folder, name) for name in self.store.files.names(top) if _is_of(name, month)]
        return sorted(found, key=lambda place: (place.thread, place.folder), reverse=True)

    def again(self) -> Look:
        """Another look at the same share, at what it is now."""
        self.close()
        return Look(self.store)

    def close(self) -> None:
        """Let go of all files."""
        for snapshot in self._opened.values():
            if snapshot:
                snapshot.close()


def _is_of(name: str, month: str) -> bool:
    sort, _, identifier = name.partition("-")
    return sort in WALKED and is_identifier(identifier) and month_of(name) == month
