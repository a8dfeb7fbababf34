"""Whether a client's file is still what was filed: what its records prove of each other, of documents and of guides."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.copies import conflict_copy
from clientcare.domain.erasures import as_it_was, is_tombstone
from clientcare.domain.errors import Exit
from clientcare.domain.identifiers import milliseconds_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from clientcare.domain.records import Record, Thread, ThreadPlace

GRADES: Mapping[str, str] = {
    "changed": "damage",
    "rewritten": "damage",
    "missing": "damage",
    "unreadable": "damage",
    "document-changed": "damage",
    "document-missing": "damage",
    "guide-changed": "damage",
    "guide-missing": "damage",
    "mailed-missing": "damage",
    "session-missing": "damage",
    "torn": "look",
    "empty": "look",
    "foreign": "look",
    "misplaced": "look",
    "copy": "look",
    "half-erased": "look",
    "arriving": "fine",
    "erased": "fine",
    "added": "fine",
    "filed": "fine",
}
"""How grave each state of a finding is: "damage" is not what was filed; "look" wants somebody's eye; "fine" is told.

An entry is `changed` where its bytes are not those that were filed; `rewritten` where it is whole but not the one that
later entries name; `missing` where nothing is left of one that is named. `torn`: never written to its end.
`misplaced`: the session lies with another client than it is of. `copy`: a second version made by a program that
synchronises folders. `half-erased`: the entry lies beside what is left of it, or its erasure is not on record.
`mailed-missing`: a mail to billing names an entry that is not there as it was. `filed`: an entry of the machine that
was asked for.
"""


_ORDER = ("damage", "look", "fine")


class Finding(NamedTuple):
    """One thing that was found. `path` is the file's, below the client's folder; what is missing may have none.

    `n`, `kind`, `by` and `at` (when it was written) are of the entry that it is about: for a missing entry the one that
    names it. `about` is the program that made a copy, the name of a guide, or the digest that a mail names.
    """

    state: str
    folder: str
    thread: str = ""
    title: str = ""
    path: str = ""
    n: int = 0
    kind: str = ""
    by: str = ""
    at: datetime | None = None
    about: str = ""

    @property
    def grade(self) -> str:
        """ "damage", "look" or "fine"."""
        return GRADES[self.state]


class Verified(NamedTuple):
    """What was looked at, and what was found. `partly`: since a day, or one client, so not all was looked at."""

    sessions: int
    entries: int
    documents: int
    guides: int
    damaged: int
    to_look_at: int
    findings: tuple[Finding, ...]
    partly: bool = False

    @property
    def exit(self) -> Exit:
        """Failed where somebody has to look at something, so that a scheduled job tells."""
        return Exit.FAILED if self.damaged or self.to_look_at else Exit.DONE


class Progress(NamedTuple):
    """How far it is: whose file is looked at, and how much was looked at so far."""

    folder: str
    sessions: int
    entries: int
    documents: int


class Paper(NamedTuple):
    """A document that a record proves: the client's folder, its path below that, its digest, and that record."""

    folder: str
    path: str
    sha256: str
    record: Record

    @property
    def place(self) -> tuple[str, str]:
        """Where it lies."""
        return self.folder, self.path


def papers(thread: Thread) -> tuple[Paper, ...]:
    """The documents that the records of a thread prove, where they lie now.

    A session that came from another client brought its attachments along, some under another name; its pages were made
    anew. An erased record proves no document any more.
    """
    arrived = [record for record in thread.records if record.kind == "arrived"]
    now: dict[str, str] = {}
    for record in arrived:
        now.update(record.get("documents", {}))
    since = max((record.n for record in arrived), default=0)
    found = [
        record
        for record in thread.records
        if record.kind == "attach" or (record.kind == "document" and record.n > since)
    ]
    return tuple(
        Paper(record.get("folder") or thread.place.folder, now.get(path, path), str(record.get("sha256")), record)
        for record in found
        if (path := str(record.get("path")))
    )


def guides(thread: Thread) -> tuple[str, ...]:
    """The digests of the guides that a thread walked."""
    digests = (str(record.get("guide-digest")) for record in thread.records)
    return tuple(dict.fromkeys(digest for digest in digests if digest))


class Surroundings(NamedTuple):
    """What lies around a thread. `client` is the id of the client of its folder, empty where nobody can tell.

    `documents` holds by place the digests of what lies where that document may lie, `guides` by digest the digest of
    the bytes that are kept; what is not in them lies nowhere. `forgotten`: when something of the client was erased
    last, and with it the pages that had told of it.
    """

    client: str = ""
    documents: Mapping[tuple[str, str], Collection[str]] = {}
    guides: Mapping[str, str] = {}
    forgotten: datetime | None = None


def findings(thread: Thread, around: Surroundings) -> tuple[Finding, ...]:
    """What is to be said of one thread, the gravest first."""
    found = [*_files(thread), *_chain(thread), *_erased(thread, around), *_misplaced(thread, around.client)]
    for paper in papers(thread):
        there = around.documents.get(paper.place, ())
        if paper.sha256 not in there and (there or not _forgotten(thread, paper.record, around.forgotten)):
            state = "document-changed" if there else "document-missing"
            found.append(_of(thread, paper.record, state)._replace(folder=paper.folder, path=paper.path))
    for digest in guides(thread):
        if around.guides.get(digest) != digest:
            start = next(record for record in thread.records if record.get("guide-digest") == digest)
            state = "guide-changed" if digest in around.guides else "guide-missing"
            found.append(_of(thread, start, state)._replace(path="", about=str(start.get("guide"))))
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.grade)))


def _forgotten(thread: Thread, record: Record, at: datetime | None) -> bool:
    """Whether the page of a record went with something that was erased after it."""
    erasures = [record.get("erased-at") for record in thread.records if is_tombstone(record)]
    last = max([*erasures, *([at] if at else [])], default=None)
    return record.kind == "document" and last is not None and record.filed <= last


def _of(thread: Thread, record: Record, state: str) -> Finding:
    found = _at(thread, state, as_it_was(record).name)
    return found._replace(n=record.n, kind=as_it_was(record).kind, by=record.by, at=record.filed)


def _at(thread: Thread, state: str, name: str) -> Finding:
    place = thread.place
    title = next((str(record.get("title")) for record in thread.records if record.kind == "start"), "")
    path = f"{records_of(place)}/{name}" if name else ""
    return Finding(state, place.folder, place.thread, title, path)


def records_of(place: ThreadPlace) -> str:
    """Where the records of a thread lie, below the client's folder."""
    month = datetime.fromtimestamp(milliseconds_of(place.thread.rpartition("-")[2]) / 1000, UTC)
    return f"_clientcare/records/{month:%Y/%m}/{place.thread}"


def _files(thread: Thread) -> Iterable[Finding]:
    """What lies in the thread's folder and is no whole record of it."""
    for odd in thread.oddities:
        copy = conflict_copy(odd.name)
        yield _at(thread, "copy" if copy else odd.state, odd.name)._replace(about=copy.by if copy else "")
    if not (thread.records or thread.oddities):
        yield _at(thread, "empty", "")


def _chain(thread: Thread) -> Iterable[Finding]:
    """Entries that others name and that are not there, or not any more as they were named.

    What a damaged file was is told by what is left of it. The newest entry is named by none: nothing here proves it.
    """
    if _went_elsewhere(thread):
        return
    there = {record.digest: record for record in thread.records}
    damaged = {digest for odd in thread.oddities for digest in odd.digests}
    named = {digest for record in thread.records for digest in record.after}
    unnamed = {record.n: record for record in thread.records if record.digest not in named}
    told: set[str] = set()
    for record in thread.records:
        for digest in record.after:
            if digest in there or digest in damaged or digest in told:
                continue
            told.add(digest)
            last = record.n - 1  # the highest number that its writer had seen
            exchanged = unnamed.get(last) if all(there[one].n < last for one in record.after if one in there) else None
            if exchanged is None:
                yield _of(thread, record, "missing")._replace(path="")
            else:
                yield _of(thread, exchanged, "rewritten")


def _went_elsewhere(thread: Thread) -> bool:
    """Whether the session was moved to another client, so that only the entry that says so is left here."""
    return bool(thread.records) and all(record.kind == "moved" for record in thread.records)


def _erased(thread: Thread, around: Surroundings) -> Iterable[Finding]:
    """What stays of erased entries. That something was erased is put on record last, so until then it is not finished.

    Where a session came from another client, that record may lie there.
    """
    elsewhere = not around.client or any(record.kind == "arrived" for record in thread.records)
    for record in thread.records:
        if is_tombstone(record):
            on_record = around.forgotten is not None and record.get("erased-at") <= around.forgotten
            found = _of(thread, record, "erased" if on_record or elsewhere else "half-erased")
            yield found._replace(path=f"{found.path.removesuffix('.toml')}.erased.toml")


def _misplaced(thread: Thread, client: str) -> Iterable[Finding]:
    if client and thread.records and not any(record.kind in ("moved", "arrived") for record in thread.records):
        strangers = [record for record in thread.records if record.client != client]
        if strangers:
            yield _of(thread, strangers[0], "misplaced")


def filed_by(thread: Thread, machine: str, since: datetime | None) -> tuple[Finding, ...]:
    """The entries that a machine filed, since a moment by its own clock."""
    return tuple(
        _of(thread, record, "filed")
        for record in thread.records
        if record.machine == machine and (since is None or record.filed >= since)
    )
