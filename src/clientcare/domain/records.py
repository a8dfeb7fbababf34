"""Records: the immutable dated entries that a client's file is made of, their kinds and their names.

There is one `Record`; a kind is a row of `KINDS`, not a class. Unknown kinds and fields are kept as they are.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from clientcare.domain.errors import ClientcareError, Usage

FORMAT = 1
TEXT_LIMIT = 1_500_000
"""Characters that one text of an entry may have; longer text belongs into an attachment."""


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

    def get(self, field: str, default: Any = "") -> Any:
        """One of the kind's fields."""
        return self.fields.get(field, default)


class ThreadPlace(NamedTuple):
    """Where a thread is: the client's folder name and the thread's id ("session-…")."""

    folder: str
    thread: str

    @property
    def short(self) -> str:
        """The last four characters of the identifier, as screens show it."""
        return self.thread[-4:]


class Oddity(NamedTuple):
    """A file of a thread that is no whole record: what it is called, and "arriving", "torn", "changed" or "foreign"."""

    name: str
    state: str


class Thread(NamedTuple):
    """The records of one thread in the order that everybody sees, and what else lies there."""

    place: ThreadPlace
    records: tuple[Record, ...]
    oddities: tuple[Oddity, ...] = ()


class Receipt(NamedTuple):
    """The store's answer to an entry: `filed` (durable and read back), `held` or `unknown`."""

    answer: str
    record: Record
    where: str = ""


class Kept(NamedTuple):
    """A document that lies in a client's file: its path below the client's folder, its size in bytes and SHA-256."""

    path: str
    size: int
    sha256: str


class Kind(NamedTuple):
    """A row of the table of kinds: its fields with their types, whether it may happen only once, and be undone."""

    fields: Mapping[str, str]
    once: bool = False
    undoable: bool = True


_PLAIN: Mapping[str, str] = {}
KINDS: Mapping[str, Kind] = {
    "start": Kind(
        {
            "client-name": "text",
            "title": "text",
            "mode": "word",
            "problem": "text",
            "scope": "text",
            "planned": "time",
            "guide": "word",
            "guide-digest": "word",
            "with": "list",
            "zone": "word",
        },
        undoable=False,
    ),
    "note": Kind({"text": "text", "sort": "word", "visible": "flag", "out-of-scope": "flag", "amends": "word"}),
    "part": Kind(
        {
            "name": "text",
            "quantity": "word",
            "serial-out": "word",
            "serial-in": "word",
            "price": "word",
            "currency": "word",
        },
    ),
    "attach": Kind({"name": "text", "path": "word", "sha256": "word", "size": "whole", "was-read": "flag"}),
    "estimate": Kind({"minutes": "whole", "text": "text"}),
    "option": Kind({"text": "text", "cost": "text", "consequence": "text"}),
    "choice": Kind({"option": "word", "who": "text"}),
    "lent": Kind({"what": "text", "to": "text"}),
    "returned": Kind({"of": "word", "text": "text"}),
    "consent": Kind({"about": "word", "answer": "word", "who": "text"}),
    "travel": Kind({"minutes": "whole"}),
    "arrive": Kind({"planned": "time"}),
    "depart": Kind(_PLAIN),
    "join": Kind(_PLAIN),
    "leave": Kind({"for": "word"}),
    "handover": Kind({"to": "word", "for": "word", "text": "text"}, undoable=False),
    "take": Kind({"from": "word"}, once=True, undoable=False),
    "pause": Kind({"text": "text"}),
    "resume": Kind(_PLAIN),
    "escalate": Kind({"to": "list", "text": "text"}, undoable=False),
    "help": Kind({"to": "list", "text": "text"}, undoable=False),
    "endnow": Kind({"to": "list", "text": "text"}, undoable=False),
    "told": Kind({"about": "word", "status": "word", "way": "word", "detail": "text", "where": "word"}, undoable=False),
    "step": Kind({"step": "word", "status": "word", "reason": "text", "answers": "table"}),
    "undo": Kind({"of": "word"}, undoable=False),
    "edit": Kind(
        {"start": "time", "end": "time", "pause": "whole", "title": "text", "mode": "word", "reason": "text"},
    ),
    "close": Kind(
        {
            "cancelled": "flag",
            "reason": "text",
            "problem": "text",
            "solution": "text",
            "start": "time",
            "end": "time",
            "worked": "whole",
            "paused": "whole",
            "travel": "whole",
            "billable": "whole",
            "no-charge": "text",
            "resolved": "flag",
            "satisfied": "flag",
            "outcomes": "table",
            "unmet": "list",
            "override": "text",
        },
        once=True,
        undoable=False,
    ),
    "reopen": Kind({"reason": "text"}, once=True, undoable=False),
    "followup": Kind({"due": "time", "who": "text", "text": "text"}),
    "followdone": Kind({"of": "word", "happy": "flag", "text": "text"}),
    "bill": Kind(
        {
            "number": "word",
            "to": "text",
            "subject": "text",
            "text": "text",
            "message-id": "word",
            "worked": "whole",
            "billable": "whole",
            "parts": "text",
            "heads": "list",
            "unresolved": "text",
        },
        once=True,
        undoable=False,
    ),
    "send": Kind({"number": "word", "message-id": "word", "to": "text"}, once=True, undoable=False),
    "sent": Kind(
        {"attempt": "whole", "status": "word", "way": "word", "detail": "text", "where": "word"},
        undoable=False,
    ),
    "mark": Kind({"as": "word", "number": "word"}, undoable=False),
    "document": Kind({"what": "word", "path": "word", "sha256": "word", "close": "whole"}, undoable=False),
    "fact": Kind({"text": "text"}),
}
GUARD_FIELDS: Mapping[str, str] = {"masked": "whole", "overruled": "list"}
"""What any kind may carry beside its own fields: what the privacy guard did to its texts."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "text": (str,),  # what a person wrote: the privacy guard reads it
    "word": (str,),  # an identifier, a digest, one of a few words: the guard has no business there
    "whole": (int,),
    "flag": (bool,),
    "time": (datetime,),
    "list": (tuple, list),
    "table": (dict,),
}


def checked(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a new entry, without the empty ones, each of the type that its kind's row names.

    Raises Usage for text that is no valid Unicode (with its position) or too long, and TypeError for our own slips:
    a field that the kind does not have, or one of another type.
    """
    row = KINDS[kind].fields
    kept: dict[str, Any] = {}
    for field, value in fields.items():
        if value is None or value == "" or value == () or value == {}:
            continue
        wanted = row.get(field) or GUARD_FIELDS.get(field)
        if wanted is None or not _is_a(wanted, value):
            raise TypeError(f"{kind}.{field} cannot be {type(value).__name__}")
        if wanted in ("text", "word"):
            check_text(field, value)
        kept[field] = list(value) if wanted == "list" else value
    return kept


def _is_a(wanted: str, value: Any) -> bool:
    return isinstance(value, _TYPES[wanted]) and not (wanted == "whole" and isinstance(value, bool))


def check_text(field: str, text: str) -> None:
    """Raises Usage where text cannot be kept: no valid Unicode, or longer than `TEXT_LIMIT` characters."""
    if len(text) > TEXT_LIMIT:
        raise Usage(
            f"The {field} has {len(text):,} characters; {TEXT_LIMIT:,} are the most that one entry keeps.",
            "Put it into a file and add that: clientcare attach FILE",
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Usage(
            f"The {field} is no valid text: character {error.start + 1} cannot be written as Unicode.",
            "Check how the text was copied; from a file: clientcare note - < FILE",
        ) from None


def in_order(records: Iterable[Record]) -> tuple[Record, ...]:
    """The one order for everybody: by `n`, then by id; never by a clock. Doubled ids (synced copies) count once."""
    seen: dict[str, Record] = {}
    for record in records:
        seen.setdefault(record.id, record)
    return tuple(sorted(seen.values(), key=lambda record: (record.n, record.id)))


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
    """A file is no whole record; `state` is "arriving", "changed" or "foreign"."""

    def __init__(self, state: str) -> None:
        super().__init__(f"no whole record: {state}")
        self.state = state
