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
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LAST_LINE = re.compile(rb"# sha256 ([0-9a-f]{64})\n\Z")
UNIQUE = re.compile(r"(?P<n>\d{6})-(?P<kind>[a-z]+)-(?P<by>[a-z0-9-]{1,16})-(?P<id>[0-9a-hjkmnp-tv-z]{26})\.toml")
ONCE = re.compile(r"(?P<kind>[a-z]+)-(?P<ordinal>\d{4})(-(?P<id>[0-9a-hjkmnp-tv-z]{26}))?\.toml")
PASSING = re.compile(
    r"[0-9a-hjkmnp-tv-z]{26}|[0-9a-f]{64}|[0-9a-f]{12}|\b[0-9a-hjkmnp-tv-z]{4}(?=\.html)|\b[0-9A-Z]{8}(?=-\d)|\d+"
)
OWN = frozenset("format thread client n id salt after at filed by machine kind app".split())


class Entry(NamedTuple):
    """A record as it lies in the share. `fields` are those of its kind."""

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
        elif "/_clientcare/records/" in shown:
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
    named = UNIQUE.fullmatch(name) or ONCE.fullmatch(name)
    if named is None:
        raise ValueError("no name of a record")
    told = {key: value for key, value in named.groupdict().items() if value and key != "ordinal"}
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
        content["machine"],
        tuple(content["after"]),
        last[1].decode(),
        {key: value for key, value in content.items() if key not in OWN},
    )


def _between(entries: Sequence[Entry]) -> list[str]:
    """What is wrong between records: an identifier twice, or one that was seen and is gone."""
    wrong = [f"{one}: {times} times" for one, times in Counter(one.id for one in entries).items() if times > 1]
    there = {(one.thread, one.digest) for one in entries}
    for one in entries:
        wrong.extend(
            f"{one.path}: what it follows is gone" for digest in one.after if (one.thread, digest) not in there
        )
    return wrong


class Effect(NamedTuple):
    """What a command adds to a share: its records' kinds with their settled fields, and its files."""

    entries: tuple[tuple[str, Mapping[str, Any]], ...]
    files: Mapping[str, Any]

    @property
    def kinds(self) -> Counter[str]:
        """How many records of each kind."""
        return Counter(kind for kind, _ in self.entries)


def effect(before: History, after: History) -> Effect:
    """What lies in `after` that does not lie in `before`."""
    known = {one.path for one in before.entries}
    fresh = tuple((one.kind, _settled(one.fields)) for one in after.entries if one.path not in known)
    files = {
        PASSING.sub("*", path): _content(path, data)
        for path, data in after.files.items()
        if before.files.get(path) != data
    }
    return Effect(fresh, files)


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
        return _settled(tomllib.loads(data.decode()))
    except ValueError:
        return "torn"


def lost(before: History, after: History) -> list[str]:
    """What lay in the share and does not any more, or not as it was."""
    kept = {one.path: one.digest for one in after.entries}
    return [f"{one.path} is gone or changed" for one in before.entries if kept.get(one.path) != one.digest]
