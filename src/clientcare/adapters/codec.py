"""Records to TOML and back: one file each, closed by a comment line that holds the digest of all bytes before it."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from typing import Any

from clientcare.adapters.plain_toml import read_plain
from clientcare.adapters.toml_files import DOTS, too_costly
from clientcare.domain.errors import Usage
from clientcare.domain.records import Record, WrongRecord, is_sound

SIZE_LIMIT = 4_000_000
_LAST = 74  # bytes of the last line
TOMBSTONE = ".erased.toml"
"""What the name of a file ends with that stays of an erased record."""
_OWN = ("format", "thread", "client", "n", "id", "salt", "after", "at", "filed", "by", "machine", "kind", "app")


def encode(record: Record) -> bytes:
    """The bytes of a record, with its hash line. The same record always gives the same bytes.

    Raises Usage for what would be too large to be read again.
    """
    import tomli_w

    content: dict[str, Any] = {
        "format": record.format,
        "thread": record.thread,
        "client": record.client,
        "n": record.n,
        "id": record.id,
        "salt": record.salt,
        "after": list(record.after),
        "at": record.at,
        "filed": record.filed,
        "by": record.by,
        "machine": record.machine,
        "kind": record.kind,
        **record.fields,
        "app": record.app,
    }
    body = tomli_w.dumps(content, multiline_strings=True).encode()
    if len(body) > SIZE_LIMIT - _LAST:
        raise Usage(
            f"This takes {len(body):,} bytes; {SIZE_LIMIT:,} are the most that one entry keeps.",
            "Put it into a file and add that: clientcare attach FILE",
        )
    return body + f"# sha256 {sha256(body).hexdigest()}\n".encode()


def entombed(record: Record) -> bytes:
    """The bytes of what stays of an erased record; `digest` is that of the record."""
    import tomli_w

    content: dict[str, Any] = {
        "format": record.format,
        "thread": record.thread,
        "client": record.client,
        "n": record.n,
        "id": record.id,
        "digest": record.digest,
        "after": list(record.after),
        "at": record.at,
        "filed": record.filed,
        "by": record.by,
        "kind": record.kind,
        **record.fields,
    }
    body = tomli_w.dumps(content, multiline_strings=True).encode()
    return body + f"# sha256 {sha256(body).hexdigest()}\n".encode()


def decode(data: bytes, name: str) -> Record:
    """The record in `data`, read from a file called `name`, or what stays of an erased one. Raises WrongRecord.

    Only bytes whose hash line is right are parsed, and nothing that would take long; what is no sound record is none.
    """
    body, digest = _whole(data)
    try:
        text = body.decode()
        costly = text.count("[") + text.count("{") + text.count(".") > DOTS and too_costly(text, SIZE_LIMIT)
        content = {} if costly else read_plain(text) or tomllib.loads(text)
        if name.endswith(TOMBSTONE):
            name, digest = f"{name.removesuffix(TOMBSTONE)}.toml", content.pop("digest")
            content.update(salt="", machine="", app="")
        known = {key: content.pop(key) for key in _OWN}
    except (ValueError, KeyError, RecursionError):
        raise WrongRecord("foreign") from None
    known["after"] = tuple(known["after"]) if isinstance(known["after"], list) else None
    record = Record(fields=content, ordinal=_ordinal(name), digest=digest, **known)
    if not is_sound(record):
        raise WrongRecord("foreign")
    return record


def is_whole(data: bytes, name: str) -> bool:
    """Whether a file called `name` with these bytes is a record."""
    try:
        decode(data, name)
    except WrongRecord:
        return False
    return True


def _whole(data: bytes) -> tuple[bytes, str]:
    """The body and its digest. Raises WrongRecord where the last line is missing or names another."""
    body, digest = split(data)
    if digest is None:
        written = data[:-_LAST]
        if written.endswith(b"\n") and written.rpartition(b"\n")[0].rpartition(b"\n")[2].startswith(b"app = "):
            raise WrongRecord("changed", (sha256(written).hexdigest(),))  # all is there, but for its last line
        raise WrongRecord("arriving")
    if (found := sha256(body).hexdigest()) != digest:
        raise WrongRecord("changed", (digest, found))
    return body, digest


def _ordinal(name: str) -> int:
    """Which time a step that may happen once was taken, from `close-0001.toml` or `close-0001-<id>.toml`; else 0."""
    parts = name.removesuffix(".toml").split("-")
    once = 2 <= len(parts) <= 3 and len(parts[1]) == 4 and parts[1].isascii() and parts[1].isdecimal()
    return int(parts[1]) if once else 0


def split(data: bytes) -> tuple[bytes, str | None]:
    """The body and the digest that the last line names; None where there is no complete last line yet."""
    line = data[-_LAST:]
    if len(line) < _LAST or not line.startswith(b"# sha256 ") or not line.endswith(b"\n"):
        return data, None
    return data[:-_LAST], line[9:73].decode("ascii", "replace")
