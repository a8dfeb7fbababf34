"""A snapshot of one month's sessions: one SQLite file that is published whole and never changed.

It is opened as immutable, so that nothing is locked or mapped on a share, and believed only as far as it is whole: a
file of another layout, a cut one or one with a wrong row is no snapshot.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from clientcare.adapters.stores import matching
from clientcare.domain.records import ThreadPlace
from clientcare.domain.searches import FIELDS, Candidate
from clientcare.domain.summaries import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from clientcare.adapters.stores.matching import Query
    from clientcare.domain.searches import Context, Texts
    from clientcare.domain.summaries import Summary, Wanted

_TABLES = f"""
create table facts (name text primary key, value text) without rowid;
create table sessions (
    folder text, thread text, started real, state text, members text, unbilled integer, promised integer,
    size integer, digest integer, summary text, primary key (folder, thread));
create index by_start on sessions (started desc);
create index unbilled on sessions (unbilled) where unbilled;
create index promised on sessions (promised) where promised;
{matching.TABLE};
create table unsettled (folder text, thread text, primary key (folder, thread)) without rowid;
create table taken (mark text primary key) without rowid;
"""
_COLUMNS = 10
FEW = 500  # values that every SQLite takes in one question
Row = tuple[object, ...]
"""A session as the table of sessions holds it, and then its texts."""


class NoSnapshot(Exception):
    """A file is no whole snapshot of this layout."""


class Page(NamedTuple):
    """What a snapshot holds beside its sessions.

    `unsettled` are the threads that were not at rest when it was made; `taken` names the marks of late entries that it
    knows of; `months` are all months of the share that have sessions.
    """

    months: tuple[str, ...] = ()
    unsettled: frozenset[ThreadPlace] = frozenset()
    taken: frozenset[str] = frozenset()


class Matches(NamedTuple):
    """What a snapshot has of a search: the candidates, how many sessions hold each term, and how much it looked at."""

    candidates: tuple[Candidate, ...]
    holding: tuple[int, ...]
    sessions: int
    size: int


class Snapshot:
    """A published snapshot, or rows that were just read. Every method raises NoSnapshot where the file is not whole."""

    def __init__(self, path: str, rows: Iterable[Row] = ()) -> None:
        self._path = path
        self._words_are_open = False
        try:
            if path:
                _check_whole(path)
                place = quote(os.path.abspath(path).replace(os.sep, "/"))
                self._base = sqlite3.connect(f"file:{place}?immutable=1", uri=True)
            else:
                self._base = _filled(Page(), rows)
            self._base.execute("pragma temp_store = memory")  # nothing of a client's goes to this machine's disk
            facts = dict(self._base.execute("select name, value from facts"))
            self.page = Page(
                tuple(json.loads(facts["months"])),
                frozenset(ThreadPlace(*row) for row in self._base.execute("select folder, thread from unsettled")),
                frozenset(mark for (mark,) in self._base.execute("select mark from taken")),
            )
        except (OSError, sqlite3.Error, ValueError, KeyError) as error:
            raise NoSnapshot(path) from error

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def folders(self) -> frozenset[str]:
        """The clients' folders that it names."""
        return frozenset(folder for (folder,) in self._rows("select distinct folder from sessions"))

    def places(self, threads: Collection[str] = ()) -> frozenset[ThreadPlace]:
        """The threads whose summaries it holds; where a few are named, those of them."""
        few = tuple(threads) if len(threads) <= FEW else ()
        where = f" where thread in ({', '.join('?' * len(few))})" if few else ""
        return frozenset(ThreadPlace(*row) for row in self._rows(f"select folder, thread from sessions{where}", few))

    def rows(self, but: frozenset[str]) -> Iterator[Row]:
        """Every session as a row for the next snapshot, without the threads in `but`."""
        fields = ", ".join(f"texts.{field}" for field in FIELDS)
        for row in self._rows(f"select sessions.*, {fields} from sessions join texts on texts.rowid = sessions.rowid"):
            if str(row[1]) not in but:
                summary_in(row)
                yield row

    def summaries(self, wanted: Wanted, but: frozenset[str]) -> list[Summary]:
        """The sessions that are wanted, without the threads in `but`; the latest in the order of their threads."""
        where, values = _condition(wanted)
        order = "started desc, thread desc" if wanted.most else "thread desc"
        rows = self._rows(f"select folder, thread, digest, summary from sessions{where} order by {order}", values)
        found = []
        for folder, thread, digest, text in rows:
            if thread in but:
                continue
            one = _summary(ThreadPlace(folder, thread), digest, text)
            if wanted.takes(one):
                found.append(one)
                if wanted.most and len(found) >= wanted.most:
                    break
        return sorted(found, key=lambda one: one.thread, reverse=True)

    # -- searching -------------------------------------------------------------------------------------------

    def matches(self, asked: Query, wanted: Wanted, but: frozenset[str], source: int) -> Matches:
        """The sessions that are wanted and hold all terms; `source` is what the candidates are told to come from."""
        try:
            self._open_words()
            where, values = _condition(wanted)
            rows = self._base.execute(f"select rowid, size, thread from sessions{where}", values)
            sizes = {row: size for row, size, thread in rows if thread not in but}
            counted = matching.counts(self._base, asked)
            fitting = set(sizes).intersection(*counted)
            candidates = [
                Candidate(self._of_row(row), tuple(each[row] for each in counted), sizes[row], source, row)
                for row in fitting
            ]
        except sqlite3.Error as error:
            raise NoSnapshot(self._path) from error
        holding = tuple(len(sizes.keys() & each.keys()) for each in counted)
        return Matches(tuple(candidates), holding, len(sizes), sum(sizes.values()))

    def _of_row(self, row: int) -> Summary:
        query = "select folder, thread, digest, summary from sessions where rowid = ?"
        folder, thread, digest, text = self._base.execute(query, (row,)).fetchone()
        return _summary(ThreadPlace(folder, thread), digest, text)

    def contexts(self, asked: Query, row: int) -> tuple[Context, ...]:
        """Where the terms stand in one of the candidates."""
        try:
            return matching.contexts(self._base, asked, row)
        except sqlite3.Error as error:
            raise NoSnapshot(self._path) from error

    def words(self) -> list[str]:
        """Every word that stands in a session."""
        try:
            self._open_words()
            return list(matching.vocabulary(self._base))
        except sqlite3.Error as error:
            raise NoSnapshot(self._path) from error

    def _open_words(self) -> None:
        if not self._words_are_open:
            matching.open_words(self._base)
            self._words_are_open = True

    def _rows(self, query: str, values: Iterable[object] = ()) -> Iterator[Any]:
        try:
            yield from self._base.execute(query, tuple(values))
        except sqlite3.Error as error:
            raise NoSnapshot(self._path) from error


def _condition(wanted: Wanted) -> tuple[str, Sequence[object]]:
    """As much of what is wanted as the columns can say; what is found is looked at again."""
    terms: list[str] = []
    values: list[object] = []

    def add(term: str, *needed: object) -> None:
        terms.append(term)
        values.extend(needed)

    if wanted.folders:
        add(f"folder in ({', '.join('?' * len(wanted.folders))})", *wanted.folders)
    if wanted.sort == "procedure":
        add("substr(thread, 1, ?) = ?", len("procedure-"), "procedure-")
    if wanted.since:
        add("started >= ?", wanted.since.timestamp())
    if wanted.until:
        add("started < ?", wanted.until.timestamp())
    if wanted.state:
        open_too = wanted.state == "open"
        add("state in (?, ?)", "running" if open_too else wanted.state, "paused" if open_too else wanted.state)
    if wanted.member:
        add("instr(members, ?)", f"|{wanted.member}|")
    if wanted.unbilled:
        add("unbilled")
    if wanted.promised:
        add("promised")
    if wanted.pending:
        some = "select rowid from sessions where"  # a question for each, as SQLite finds no index for one or the other
        add(f"rowid in ({some} unbilled union all {some} promised)")
    if wanted.ending:
        add("substr(thread, ?) = ?", -len(wanted.ending), wanted.ending)
    return (" where " + " and ".join(terms) if terms else ""), values


def _summary(place: ThreadPlace, digest: object, text: object) -> Summary:
    try:
        if not isinstance(text, str) or _digest(place, text) != digest:
            raise NoSnapshot(place.thread)
        return unpacked(place, text)
    except (ValueError, TypeError) as error:
        raise NoSnapshot(place.thread) from error


def _digest(place: ThreadPlace, text: str) -> int:
    return zlib.crc32(f"{place.folder}/{place.thread} {text}".encode())


def summary_in(row: Row) -> Summary:
    """The session that a row holds. Raises NoSnapshot."""
    folder, thread, *_, digest, text = row[:_COLUMNS]
    return _summary(ThreadPlace(str(folder), str(thread)), digest, text)


def row_of(one: Summary, found: Texts) -> Row | None:
    """A session as a row; None where its records hold what a row cannot give back as it was."""
    try:
        text = packed(one)
        if unpacked(one.place, text) != one or one.started is None or not all(isinstance(each, str) for each in found):
            return None
        members = dict.fromkeys((one.lead, *one.people, *one.members))
        return (
            *one.place,
            one.started.timestamp(),
            one.state,
            f"|{'|'.join(members)}|",
            one.unbilled,
            one.promises,
            sum(len(each) for each in found),
            _digest(one.place, text),
            text,
            *found,
        )
    except (ValueError, TypeError, OverflowError):
        return None


def made(page: Page, rows: Iterable[Row]) -> bytes:
    """The bytes of a snapshot. Nothing touches a disk. Raises NoSnapshot where this Python's SQLite makes none."""
    try:
        base = _filled(page, rows)
        try:
            return base.serialize()
        finally:
            base.close()
    except (sqlite3.Error, AttributeError) as error:
        raise NoSnapshot from error


def _filled(page: Page, rows: Iterable[Row]) -> sqlite3.Connection:
    base = sqlite3.connect(":memory:")
    base.executescript(_TABLES)
    base.execute("insert into facts values ('months', ?)", (json.dumps(page.months),))
    numbered = list(enumerate(rows, 1))
    marks, texts = ", ".join("?" * (_COLUMNS + 1)), ", ".join("?" * (len(FIELDS) + 1))
    names = "rowid, folder, thread, started, state, members, unbilled, promised, size, digest, summary"
    base.executemany(
        f"insert into sessions ({names}) values ({marks})", ((number, *row[:_COLUMNS]) for number, row in numbered)
    )
    base.executemany(
        f"insert into texts (rowid, {', '.join(FIELDS)}) values ({texts})",
        ((number, *row[_COLUMNS:]) for number, row in numbered),
    )
    base.executemany("insert into unsettled values (?, ?)", page.unsettled)
    base.executemany("insert into taken values (?)", ((mark,) for mark in page.taken))
    base.commit()
    return base


def _check_whole(path: str) -> None:
    """The size that the first page tells must be that of the file."""
    with open(path, "rb", buffering=0) as file:
        head = file.read(32)
        size = os.fstat(file.fileno()).st_size
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    if not head.startswith(b"SQLite format 3\0") or size != (65_536 if page == 1 else page) * pages:
        raise NoSnapshot(path)
