"""Records: the immutable dated entries that a client's file is made of, their names and their order.

There is one `Record`; a kind is a row of `kinds.KINDS`, not a class. Unknown kinds and fields are kept as they are.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from clientcare.domain.errors import ClientcareError
from clientcare.domain.kinds import KINDS, fits

FORMAT = 1
WALKED = ("session", "procedure")
"""What a guide is walked in: the sorts of threads of a client's work."""
UNPLACED = "_unplaced"
"""Stands for the folder of a client who is not known yet: where entries lie until somebody places them."""


class Record(NamedTuple):
    """One entry. `at` is when it happened, `filed` when it was written; both aware. `fields` are the kind's own.

    `n` is one more than the highest that the writer saw in the thread; `after` names the digests of the records that
    the writer had read; `digest` is the record's own once it is encoded (empty before).
    """

    thread: str
    client: str
    n: int
    id: str
    salt: str
    after: tuple[str, ...]
    at: datetime
    filed: datetime
    by: str
    machine: str
    kind: str
    fields: Mapping[str, Any]
    app: str
    ordinal: int = 0
    digest: str = ""
    format: int = FORMAT

    @property
    def name(self) -> str:
        """The file name: fixed once, before the first attempt to write. A step that may happen once is its claim."""
        if self.ordinal:
            return f"{self.kind}-{self.ordinal:04d}.toml"
        return f"{self.n:06d}-{self.kind}-{self.by}-{self.id}.toml"

    @property
    def own_name(self) -> str:
        """The file name on a share that cannot decide who is first: a claim has its identifier in it as well."""
        return f"{self.kind}-{self.ordinal:04d}-{self.id}.toml" if self.ordinal else self.name

    def get(self, field: str, default: Any = "") -> Any:
        """One of the kind's fields."""
        return self.fields.get(field, default)


class ThreadPlace(NamedTuple):
    """Where a thread is: the client's folder name and the thread's id ("session-…", "procedure-…")."""

    folder: str
    thread: str

    @property
    def sort(self) -> str:
        """What the thread is of: a "session", a "procedure", or a "client"."""
        return self.thread.partition("-")[0]

    @property
    def close_with(self) -> str:
        """The command that closes it."""
        return f"clientcare {'procedure close' if self.sort == 'procedure' else 'close -s'} {self.short}"

    @property
    def short(self) -> str:
        """The last four characters of the identifier, as screens show it."""
        return self.thread[-4:]


class Oddity(NamedTuple):
    """A file of a thread that is no whole record: what it is called, and "arriving", "torn", "changed", "unreadable",
    "copy" (laid by a program that keeps folders alike), "half-erased" (beside what stays of it) or "foreign".

    `digests` are those that the record may have had: what its last line names, and what its other bytes give.
    """

    name: str
    state: str
    digests: tuple[str, ...] = ()


class Thread(NamedTuple):
    """The records of one thread in the order that everybody sees, and what else lies there.

    `whole` is false where some of them are known by their outline alone: what they say cannot be read here now.
    """

    place: ThreadPlace
    records: tuple[Record, ...]
    oddities: tuple[Oddity, ...] = ()
    whole: bool = True


class Receipt(NamedTuple):
    """The store's answer to an entry: `filed` (durable and read back), `held` or `unknown`.

    A held entry has no digest yet; its own id stands for it, until it is filed. `waiting` counts what is kept sealed on
    this machine, this entry too; 0 says that nothing was kept here. `why` says what the share answered.
    """

    answer: str
    record: Record
    where: str = ""
    waiting: int = 0
    why: str = ""


class Kept(NamedTuple):
    """A document that lies in a client's file: its path below the client's folder, its size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """The one order for everybody: by `n`, then by id; never by a clock. Doubled ids (synced copies) count once."""
    seen: dict[str, Record] = {}
    for record in records:
        seen.setdefault(record.id, record)
    return tuple(sorted(seen.values(), key=lambda record: (record.n, record.id)))


def is_sound(record: Record) -> bool:
    """Whether every part is of its type, whoever wrote it: then no fold can stumble over it."""
    texts = (record.thread, record.client, record.id, record.salt, record.by, record.machine, record.kind, record.app)
    return (
        type(record.after) is tuple
        and {str}.issuperset(map(type, (*texts, *record.after)))
        and type(record.n) is type(record.format) is int
        and 0 < record.n < 1_000_000_000
        and type(record.at) is type(record.filed) is datetime
        and None not in (record.at.tzinfo, record.filed.tzinfo)
        and fits(record.kind, record.fields)
    )


def next_n(records: Iterable[Record]) -> int:
    """One more than the highest `n` that is there."""
    return max((record.n for record in records), default=0) + 1


def heads(records: Iterable[Record]) -> tuple[str, ...]:
    """The digests that no other record names in its `after`: what a new entry names, so that it proves all before it.

    Everything that the writer had seen is then an ancestor of the entry, and nothing else is.
    """
    known = tuple(records)
    named = {digest for record in known for digest in record.after}
    return tuple(record.digest for record in known if record.digest not in named)


def ancestors(records: Iterable[Record], of: Record) -> frozenset[str]:
    """The ids of all records that the writer of `of` had seen, through the chain of `after`; `of` is not among them."""
    by_digest = {record.digest: record for record in records}
    found: set[str] = set()
    waiting = list(of.after)
    while waiting:
        record = by_digest.get(waiting.pop())
        if record is not None and record.id not in found:
            found.add(record.id)
            waiting.extend(record.after)
    return frozenset(found)


def undone(records: Iterable[Record]) -> frozenset[str]:
    """The ids of entries that a counter-entry took back. Kinds that cannot be undone stay, whatever a record says."""
    known = tuple(records)
    taken = {record.get("of") for record in known if record.kind == "undo"}
    return frozenset(
        record.id for record in known if record.id in taken and record.kind in KINDS and KINDS[record.kind].undoable
    )


class WrongRecord(ClientcareError):
    """A file is no whole record; `state` is "arriving", "changed" or "foreign", `digests` as in Oddity."""

    def __init__(self, state: str, digests: tuple[str, ...] = ()) -> None:
        super().__init__(f"no whole record: {state}")
        self.state = state
        self.digests = digests
