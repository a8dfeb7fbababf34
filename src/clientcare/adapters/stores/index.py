"""The index of a share: sessions in short, month by month, derived from the records and never trusted over them.

A snapshot tells of the threads that were at rest when it was made. What changed since is named by hints and by marks
(`late`), and read from the records. Whatever does not fit, a file of another layout, a client's folder that is not
where it was, makes the month be read anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from clientcare.adapters.stores import late
from clientcare.adapters.stores.directory import month_of
from clientcare.adapters.stores.looks import Look
from clientcare.adapters.stores.snapshots import NoSnapshot, Page, Row, Snapshot, made, row_of, summary_in
from clientcare.domain.identifiers import identifier
from clientcare.domain.records import ThreadPlace
from clientcare.domain.searches import texts
from clientcare.domain.sessions import fold
from clientcare.domain.summaries import IndexedMonth, Progress, Summary, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clientcare.adapters.stores.directory import DirectoryStore
    from clientcare.domain.sessions import Session
    from clientcare.domain.summaries import Wanted

BATCH = 32
"""So many sessions that a snapshot would have spared are read one by one before a new one is made."""
QUIET = 3_600
"""A thread is at rest when nothing came into its folder for so many seconds, by the clock of the share itself."""
DAY = 86_400
END_OF_MONTH = timedelta(days=1)
STEP = 50
"""So many sessions are read between two tellings of progress."""


class Draft(NamedTuple):
    """A month that was read: what its next snapshot will hold."""

    month: str
    began: float
    page: Page
    rows: list[Row]


class Read(NamedTuple):
    """A session whose records were read; nothing where it has no first one yet. `rests` is what its records say."""

    session: Session
    short: Summary | None
    rests: bool


class Index:
    """Answers one question, and makes the snapshots that the next one needs."""

    def __init__(self, store: DirectoryStore) -> None:
        self._look = Look(store)
        self._files = store.files
        self._waiting: list[Draft] = []
        self._spared: list[ThreadPlace] = []
        for name in self._look.outdated:
            self._remove(os.path.join(self._look.top, name))

    def close(self) -> None:
        """Let go of all files."""
        self._look.close()

    # -- listings --------------------------------------------------------------------------------------------

    def summaries(self, wanted: Wanted) -> Iterator[Summary | Progress]:
        """The sessions that are wanted, the newest threads first, and how far a long look has come."""
        for month in self._months_for(wanted):
            if month >= floor_of(wanted):
                yield from self._of_month(month, wanted)
        if len(self._spared) >= BATCH:
            self._publish_waiting()
            yield from self._renewed_where_it_spares()

    def _months_for(self, wanted: Wanted) -> tuple[str, ...]:
        makes_snapshots = self._look.store.decides and not wanted.folders
        if self._look.names or makes_snapshots:
            return self._look.months
        folders = wanted.folders or self._look.folders
        return tuple(sorted(set(self._look.months_of(folders, floor_of(wanted))), reverse=True))

    def _of_month(self, month: str, wanted: Wanted) -> Iterator[Summary | Progress]:
        snapshot = self._look.snapshot(month)
        if snapshot:
            try:
                yield from self._of_snapshot(month, snapshot, wanted)
                return
            except NoSnapshot:
                pass
        first = first_of(month, wanted)
        if wanted.folders or first:
            for place in self._look.walked(month, wanted.folders or self._look.folders):
                if place.thread[-26:] < first or (wanted.promised and not self._look.store.has_kind(place, "followup")):
                    continue
                seen = self._read(place).short
                if seen and wanted.takes(seen):
                    yield seen
            return
        for one in self._read_all(month, self._look.walked(month, self._look.folders), snapshot):
            if isinstance(one, Progress) or wanted.takes(one):
                yield one
        if len(self._spared) + sum(len(draft.rows) for draft in self._waiting) >= BATCH:
            self._publish_waiting()

    def _of_snapshot(self, month: str, snapshot: Snapshot, wanted: Wanted) -> Iterator[Summary]:
        """Raises NoSnapshot before anything is told, where the snapshot does not fit what is there."""
        restless = self._look.restless(month, snapshot)
        found = snapshot.summaries(wanted, frozenset(restless))
        self._look.check_folders(snapshot, found, wanted)
        for place in self._look.places(restless):
            one = self._read(place)
            if one.rests:
                self._spared.append(place)
            if one.short and wanted.takes(one.short):
                found.append(one.short)
        first = first_of(month, wanted)
        newest = sorted(found, key=lambda one: (one.thread, one.place.folder), reverse=True)
        yield from (one for one in newest if one.thread[-26:] >= first)

    # -- by hand ---------------------------------------------------------------------------------------------

    def state(self) -> tuple[IndexedMonth, ...]:
        """Each month that has sessions, with what its snapshot holds."""
        return tuple(self._state(month) for month in self._look.months)

    def _state(self, month: str) -> IndexedMonth:
        snapshot = self._look.snapshot(month)
        if snapshot is None:
            return IndexedMonth(month, None, 0, 0)
        made_at = datetime.fromtimestamp(self._look.names[month][0].began / 1000, UTC)
        return IndexedMonth(month, made_at, len(snapshot.places()), len(self._look.restless(month, snapshot)))

    def renew(self, *, anew: bool) -> Iterator[Progress]:
        """Make what is missing or behind; with `anew`, everything, and nothing that is there is believed."""
        if anew:
            for one in (one for names in self._look.names.values() for one in names):
                self._remove(os.path.join(self._look.top, one.name))
            self._look = self._look.again()
        for month in self._look.months:
            snapshot = self._look.snapshot(month)
            if snapshot is None:
                places = self._look.walked(month, self._look.folders)
                yield from (one for one in self._read_all(month, places, None) if isinstance(one, Progress))
                self._publish_waiting()
            elif self._look.restless(month, snapshot).keys() - self._look.hinted:
                yield from self._renewed(month)

    # -- reading the records ---------------------------------------------------------------------------------

    def _read(self, place: ThreadPlace) -> Read:
        session = fold(self._look.store.read(place))
        if session.start is None:
            return Read(session, None, False)
        rests = not session.is_open and not session.oddities and place.thread not in self._look.hinted
        return Read(session, summary(session), rests)

    def _read_all(self, month: str, places: list[ThreadPlace], before: Snapshot | None) -> Iterator[Summary | Progress]:
        """The sessions at these places, for a listing and the next snapshot; what rests since `before` is not read."""
        now = self._now()
        kept = self._kept(month, before)
        rows, unsettled = [], []
        for number, place in enumerate(places):
            if number % STEP == 0 and len(places) >= BATCH:
                yield Progress(month, number, len(places))
            if place in kept:
                rows.append(kept[place])
                yield summary_in(kept[place])
                continue
            quiet = now > 0 and self._look.store.changed(place) <= now - QUIET
            one = self._read(place)
            row = row_of(one.short, texts(one.session)) if one.rests and quiet and one.short else None
            if row:
                rows.append(row)
            else:
                unsettled.append(place)
            if one.short:
                yield one.short
        if now:
            page = Page(self._look.months, frozenset(unsettled), self._taken(rows, unsettled, now))
            self._waiting.append(Draft(month, now, page, rows))

    def _kept(self, month: str, before: Snapshot | None) -> dict[ThreadPlace, Row]:
        """What the last snapshot tells of the threads that have been at rest since."""
        try:
            restless = self._look.restless(month, before) if before else {}
            rows = before.rows(frozenset(restless)) if before else iter(())
            return {ThreadPlace(str(row[0]), str(row[1])): row for row in rows}
        except NoSnapshot:
            return {}

    # -- making snapshots ------------------------------------------------------------------------------------

    def _renewed_where_it_spares(self) -> Iterator[Progress]:
        """Make the snapshots anew in which many sessions are missing that have come to rest since."""
        now = self._now()
        rested = [place for place in self._spared if self._look.store.changed(place) <= now - QUIET]
        if len(rested) >= BATCH:
            for month in {month_of(place.thread) for place in rested}:
                yield from self._renewed(month)

    def _renewed(self, month: str) -> Iterator[Progress]:
        """Make a month's snapshot anew with what has come to rest since."""
        snapshot = self._look.snapshot(month)
        with suppress(NoSnapshot):
            if snapshot:
                places = snapshot.places().union(self._look.places(self._look.restless(month, snapshot)))
                ordered = sorted(places, key=lambda place: place.thread, reverse=True)
                yield from (one for one in self._read_all(month, ordered, snapshot) if isinstance(one, Progress))
        self._publish_waiting()

    def _now(self) -> float:
        """What the share's own clock shows, in seconds; 0 where it takes no files, or can have no index."""
        if not self._look.store.decides:
            return 0
        try:
            self._files.make_folder(self._look.top)
            return self._files.share_time(self._look.top)
        except OSError:
            return 0

    def _taken(self, rows: Iterable[Row], unsettled: Iterable[ThreadPlace], now: float) -> frozenset[str]:
        """The marks that need not be followed any more: their entries were filed long before the threads were read."""
        told = {str(row[1]) for row in rows} - {place.thread for place in unsettled}
        return frozenset(
            one.name for one in self._look.marks if one.thread in told and late.made_at(self._files, one) <= now - QUIET
        )

    def _publish_waiting(self) -> None:
        """Publish what was read, each month whole. A share that takes no files has no index, and nobody minds."""
        waiting, self._waiting = self._waiting, []
        with suppress(OSError, NoSnapshot):
            for draft in waiting:
                last = max((one.began for one in self._look.names.get(draft.month, ())), default=0)
                began = max(int(draft.began * 1000), last + 1)
                path = os.path.join(self._look.top, self._look.new_name(draft.month, began))
                data = made(draft.page, draft.rows)
                staged = self._files.stage(self._look.top, data)
                if self._look.erased_since(draft.month):
                    self._remove(staged)
                    continue
                self._files.publish(staged, path, data)
                if self._look.erased_since(draft.month):
                    self._remove(path)
                self._sweep(draft.began)

    def _sweep(self, now: float) -> None:
        """Remove what was replaced a day ago: older snapshots, marks that the newer ones know, what a crash left.

        Until then somebody may be reading them, or see a listing of the folder that is not up to date.
        """
        for month, (counts, *older) in self._look.names.items():
            if counts.began > (now - DAY) * 1000:
                continue
            for one in older:
                self._remove(os.path.join(self._look.top, one.name))
            marked = [one for one in self._look.marks if month_of(one.thread) == month]
            snapshot = self._look.snapshot(month) if marked else None
            for mark in marked:
                if snapshot and mark.name in snapshot.page.taken:
                    self._remove(os.path.join(self._look.store.root, *late.FOLDER, mark.name))
        self._files.names(self._look.top)

    def _remove(self, path: str) -> None:
        with suppress(OSError):
            self._files.disk.remove(path)


def floor_of(wanted: Wanted) -> str:
    """The month before which nothing is wanted."""
    return wanted.month.astimezone(UTC).strftime("%Y/%m") if wanted.month else ""


def first_of(month: str, wanted: Wanted) -> str:
    """The identifier of the first thread that a listing is about, in a month of which it needs no more than the end.

    What began since the first of a month by the shop's own clock may lie in the last hours of the month before, by the
    clock of the folders; that whole month is not read for it. Nothing for every other month.
    """
    if not wanted.month or month != floor_of(wanted):
        return ""
    begin = wanted.month.astimezone(UTC)
    if (begin + END_OF_MONTH).month == begin.month:
        return ""
    return identifier(int((begin - END_OF_MONTH).timestamp() * 1000), bytes(10))
