"""Reads a client's file with nothing but the standard library, and says what is wrong with it.

It shares no code with the program: format and names are those of docs/reference/client-file-format.md.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

LAST_LINE = re.compile(rb"# sha256 ([0-9a-f]{64})\n\Z")
UNIQUE = re.compile(r"(?P<n>\d{6})-(?P<kind>[a-z]+)-(?P<by>[a-z0-9-]{1,16})-(?P<id>[0-9a-hjkmnp-tv-z]{26})\.toml")
ONCE = re.compile(r"(?P<kind>[a-z]+)-(?P<ordinal>\d{4})(-(?P<id>[0-9a-hjkmnp-tv-z]{26}))?\.toml")
TOMBSTONE = ".erased.toml"
RECORDS = re.compile(r"/_clientcare/records/|^_clientcare/unplaced/")
PASSING = re.compile(
    r"age1[0-9a-z]{58}|[0-9a-hjkmnp-tv-z]{26}|[0-9a-f]{64}|[0-9a-f]{12}|\b[0-9a-hjkmnp-tv-z]{4}(?=\.html)|\b[0-9A-Z]{8}(?=-\d)|\d+"
)
OWN = frozenset("format thread client n id salt after at filed by machine kind app".split())


class Entry(NamedTuple):
    """A record as it lies in the share, or what stays of one that was erased. `fields` are those of its kind.

    `erased` is the digest of the record that a tombstone stands for.
    """

    path: str
    thread: str
    n: int
    id: str
    kind: str
    by: str
    machine: str
    after: tuple[str, ...]
    digest: str
    fields: Mapping[str, Any]
    erased: str = ""

    @property
    def folder(self) -> str:
        """Where it lies."""
        return self.path.rpartition("/")[0]

    @property
    def waits(self) -> bool:
        """Whether nobody has said yet whose it is."""
        return self.path.startswith("_clientcare/unplaced/")


class History(NamedTuple):
    """All records of a share in their order, its other files, what is being written, and what is wrong with it."""

    entries: tuple[Entry, ...]
    files: Mapping[str, bytes]
    parts: tuple[str, ...]
    wrong: tuple[str, ...]

    def entry(self, id: str) -> Entry | None:  # noqa: A002
        """The entry with this identifier."""
        return next((one for one in self.entries if one.id == id), None)


def read_history(share: Path) -> History:
    """Everything that lies in the share."""
    entries: list[Entry] = []
    files: dict[str, bytes] = {}
    parts: list[str] = []
    wrong: list[str] = []
    for path in sorted(path for path in share.rglob("*") if path.is_file()):
        shown = path.relative_to(share).as_posix()
        data = path.read_bytes()
        if path.name.startswith((".syncthing.", "~syncthing~")):
            continue
        if shown.endswith(".part"):
            parts.append(shown)
        elif RECORDS.search(shown):
            try:
                entries.append(_entry(shown, data))
            except ValueError as fault:
                wrong.append(f"{shown}: {fault}")
        else:
            files[shown] = data
    entries.sort(key=lambda one: (one.thread, one.n, one.id))
    return History(tuple(entries), files, tuple(parts), tuple(wrong + _between(entries)))


def _entry(shown: str, data: bytes) -> Entry:
    """Raises ValueError with what is wrong."""
    *_, folder, name = shown.split("/")
    last = LAST_LINE.search(data)
    if last is None:
        raise ValueError("not whole")
    if sha256(data[: last.start()]).hexdigest() != last[1].decode():
        raise ValueError("changed")
    content = tomllib.loads(data.decode())
    is_tombstone = name.endswith(TOMBSTONE)
    name = name.removesuffix(TOMBSTONE) + ".toml" if is_tombstone else name
    named = UNIQUE.fullmatch(name) or ONCE.fullmatch(name)
    if named is None:
        raise ValueError("no name of a record")
    told = {key: value for key, value in named.groupdict().items() if value and key != "ordinal"}
    if is_tombstone:
        told["kind"] = "erased" if content["kind"] == "erased" else told["kind"]
    found = {key: f"{content[key]:06d}" if key == "n" else content[key] for key in told}
    if found != told or content["thread"] != folder:
        raise ValueError(f"holds {found} of {content['thread']}")
    return Entry(
        shown,
        folder,
        content["n"],
        content["id"],
        content["kind"],
        content["by"],
        content.get("machine", ""),
        tuple(content["after"]),
        last[1].decode(),
        {key: value for key, value in content.items() if key not in OWN},
        content["digest"] if is_tombstone else "",
    )


def _between(entries: Sequence[Entry]) -> list[str]:
    """What is wrong between records: an identifier twice, or one that was seen and is gone."""
    several: dict[str, list[Entry]] = {}
    for one in entries:
        several.setdefault(one.id, []).append(one)
    moved = {one.thread for one in entries if one.kind == "moved"}
    wrong = [
        f"{id}: {len(same)} times"
        for id, same in several.items()  # noqa: A001
        if not (len(same) == 1 or _was_erased(same) or _is_on_its_way(same, moved))
    ]
    there = {(one.thread, digest) for one in entries for digest in (one.digest, one.erased)}
    for one in entries:
        if not (one.waits and len(several[one.id]) > 1):
            gone = (digest for digest in one.after if (one.thread, digest) not in there)
            wrong.extend(f"{one.path}: what it follows is gone" for _ in gone)
    return wrong


def _was_erased(same: Sequence[Entry]) -> bool:
    """A record with its tombstone beside it."""
    return len(same) == 2 and len({one.folder for one in same}) == 1 and {one.erased for one in same} == {
        "", next(one.digest for one in same if not one.erased)
    }  # fmt: skip


def _is_on_its_way(same: Sequence[Entry], moved: Collection[str]) -> bool:
    """The same bytes at two clients, in a session of which a record says that it moved; or a copy that waits beside the
    one that was placed."""
    if len({one.folder for one in same}) < len(same):
        return False
    if len({one.digest for one in same}) == 1:
        return same[0].thread in moved
    return any(one.waits for one in same) and len({repr(_lasting(one)) for one in same}) == 1


def _lasting(entry: Entry) -> tuple[str, Mapping[str, Any]]:
    """What stays of an entry when it is said whose it is."""
    return entry.kind, {key: value for key, value in entry.fields.items() if key != "client-name"}


class Effect(NamedTuple):
    """What a command adds to a share, its records' kinds with their settled fields, and its files; and the paths of the
    records and files that it takes away."""

    entries: tuple[tuple[str, Mapping[str, Any]], ...]
    files: Mapping[str, Any]
    gone: frozenset[str]

    @property
    def kinds(self) -> Counter[str]:
        """How many records of each kind."""
        return Counter(kind for kind, _ in self.entries)


def effect(before: History, after: History) -> Effect:
    """How `after` differs from `before`."""
    known = {one.path for one in before.entries}
    placed = {one.id for one in after.entries if not one.waits}
    fresh = tuple(
        (one.kind, _settled(one.fields))
        for one in after.entries
        if one.path not in known and not (one.waits and one.id in placed)
    )
    files = {
        PASSING.sub("*", path): _content(path, data)
        for path, data in after.files.items()
        if before.files.get(path) != data
    }
    there = {one.path for one in after.entries}.union(after.files)
    return Effect(fresh, files, frozenset((known | set(before.files)) - there))


def _settled(value: Any) -> Any:
    """A value without what is another one in each run: identifiers, digests, times, minutes."""
    if isinstance(value, dict):
        return {key: _settled(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_settled(one) for one in value]
    if isinstance(value, datetime) or type(value) is int:
        return "*"
    return PASSING.sub("*", value) if isinstance(value, str) else value


def _content(path: str, data: bytes) -> Any:
    if not path.endswith(".toml"):
        return None
    try:
        content = tomllib.loads(data.decode())
    except ValueError:
        return "torn"
    content.pop("share", None)  # what `init` found out about a share by trying it, which faults change
    return _settled(content)


def lost(before: History, after: History, may_go: Collection[str] = ()) -> list[str]:
    """What lay in the share and does not any more, or not as it was.

    What `may_go` must have left what the format says: a tombstone, the same bytes at another client, or the same entry
    where it was placed.
    """
    kept = {one.path: one.digest for one in after.entries}
    gone = [one for one in before.entries if kept.get(one.path) != one.digest]
    return [f"{one.path} is gone or changed" for one in gone if not (one.path in may_go and _is_followed(one, after))]


def _is_followed(gone: Entry, after: History) -> bool:
    others = [one for one in after.entries if one.thread == gone.thread and one.id == gone.id and one.path != gone.path]
    return any(
        gone.digest in (one.erased, one.digest) or (gone.waits and _lasting(one) == _lasting(gone)) for one in others
    )
