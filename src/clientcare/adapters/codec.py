"""Records to TOML and back: one file each, closed by a comment line that holds the digest of all bytes before it."""

from __future__ import annotations

import tomllib
from datetime import datetime
from hashlib import sha256
from typing import Any

from clientcare.domain.errors import Usage
from clientcare.domain.records import Record, WrongRecord

SIZE_LIMIT = 4_000_000
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
    if len(body) > SIZE_LIMIT - 74:
        raise Usage(
            f"This takes {len(body):,} bytes; {SIZE_LIMIT:,} are the most that one entry keeps.",
            "Put it into a file and add that: clientcare attach FILE",
        )
    return body + f"# sha256 {sha256(body).hexdigest()}\n".encode()


def decode(data: bytes, name: str) -> Record:
    """The record in `data`, read from a file called `name`. Raises WrongRecord.

    Only bytes whose hash line is right are parsed, so nothing that was tampered with reaches the parser.
    """
    body, digest = split(data)
    if digest is None:
        raise WrongRecord("arriving")
    if sha256(body).hexdigest() != digest:
        raise WrongRecord("changed")
    try:
        content = tomllib.loads(body.decode())
        known = {key: content.pop(key) for key in _OWN}
        if not isinstance(known["at"], datetime) or known["at"].tzinfo is None:
            raise WrongRecord("foreign")
        known["after"] = tuple(known["after"])
        stem = name.removesuffix(".toml").rpartition("-")[2]
        once = stem.isdecimal() and len(stem) == 4
        return Record(fields=content, ordinal=int(stem) if once else 0, digest=digest, **known)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise WrongRecord("foreign") from None


def split(data: bytes) -> tuple[bytes, str | None]:
    """The body and the digest that the last line names; None where there is no complete last line yet."""
    line = data[-74:]
    if len(line) < 74 or not line.startswith(b"# sha256 ") or not line.endswith(b"\n"):
        return data, None
    return data[:-74], line[9:73].decode("ascii", "replace")
