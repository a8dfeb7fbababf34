"""A shop with many closed sessions, laid down fast: the records are those of the real codec, written straight away."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from clientcare.adapters import codec
from clientcare.domain.identifiers import identifier
from clientcare.domain.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MONTHS = 36
RECORDS = 8
_WORDS = (
    "printer fuser drum toner paper tray jam network switch cable router mail outlook calendar backup tape disk share "
    "folder rights password reset update patch driver scanner phone headset monitor dock laptop battery keyboard "
    "invoice ledger export import slow crash restart licence server certificate browser proxy cache cloud sync"
).split()


class Crowd(NamedTuple):
    """What was laid down: how many sessions, and the newest whole month ("2026/10") with how many of them."""

    sessions: int
    month: str
    in_month: int


def fill(share: Path, count: int, now: datetime) -> Crowd:
    """Lay `count` closed and billed sessions of eight records into the share, spread over three years up to `now`."""
    clients = [f"client-{number:04d}" for number in range(max(10, count // 200))]
    for number, name in enumerate(clients):
        own = share / "clients" / name / "_clientcare"
        own.mkdir(parents=True)
        client = identifier(1_700_000_000_000 + number, bytes(10))
        (own / "client.toml").write_text(f'format = 1\nid = "{client}"\nname = "Client {number}"\n', "utf-8")
    by_month: dict[str, int] = {}
    span = timedelta(days=MONTHS * 30)
    for number in range(count):
        begun = now - timedelta(hours=3) - span * (number / count)
        name = clients[number * 7919 % len(clients)]
        month = begun.astimezone(UTC).strftime("%Y/%m")
        by_month[month] = by_month.get(month, 0) + 1
        thread = f"session-{_id(begun, number)}"
        folder = os.path.join(share, "clients", name, "_clientcare", "records", *month.split("/"), thread)
        os.makedirs(folder)
        for file, data in _session(thread, name, begun, number):
            with open(os.path.join(folder, file), "wb", buffering=0) as out:
                out.write(data)
        rested = now.timestamp() - 7200
        os.utime(folder, (rested, rested))
    whole = sorted(by_month)[-2]
    return Crowd(count, whole, by_month[whole])


def _id(at: datetime, number: int) -> str:
    return identifier(int(at.timestamp() * 1000), sha256(str(number).encode()).digest())


def _session(thread: str, client: str, begun: datetime, number: int) -> Iterator[tuple[str, bytes]]:
    """The files of one session: the pattern with its marks replaced, and the digests made anew."""
    said = [_WORDS[(number * step + step) % len(_WORDS)] for step in range(3, 27)]
    digest = ""
    for n, (kind, ordinal, pattern) in enumerate(_patterns(), 1):
        own = _id(begun + timedelta(minutes=7 * n), number)
        text = pattern
        for mark, value in (
            ("@thread", thread),
            ("@client", client),
            ("@own", own),
            ("@salt", f"{number:032x}"),
            ("@after", digest),
            ("@title", " ".join(said[:3])),
            ("@text", " ".join(said[n : n + 12])),
            ("2001-01-01 01:01:01+00:00", f"{begun + timedelta(minutes=7 * n):%Y-%m-%d %H:%M:%S+00:00}"),
        ):
            text = text.replace(mark, value)
        body = text.encode()
        digest = sha256(body).hexdigest()
        name = f"{kind}-{ordinal:04d}.toml" if ordinal else f"{n:06d}-{kind}-ann-{own}.toml"
        yield name, body + f"# sha256 {digest}\n".encode()


_made: list[tuple[str, int, str]] = []


def _patterns() -> list[tuple[str, int, str]]:
    """One session as the codec writes it, with marks in place of what differs."""
    if not _made:
        at = datetime(2001, 1, 1, 1, 1, 1, tzinfo=UTC)
        start = {"client-name": "@client", "title": "@title", "mode": "remote", "guide": "working-with-clients"}
        close = {"solution": "@text", "resolved": True, "end": at, "worked": 40, "outcomes": {"asked": "yes"}}
        bill = {"number": "B-1", "to": "billing@example.ch", "subject": "@title", "text": "@text", "worked": 40}
        kinds: tuple[tuple[str, int, dict[str, Any]], ...] = (
            ("start", 0, {**start, "guide-digest": "0" * 64, "zone": "Europe/Zurich"}),
            ("step", 0, {"step": "backup", "status": "done", "answers": {"backup": "done", "backup-by": "Ms Frei"}}),
            ("note", 0, {"text": "@text"}),
            ("note", 0, {"text": "@text\n@text", "sort": "finding"}),
            ("part", 0, {"name": "@title", "quantity": "1", "serial-in": "SN-@salt", "price": "89", "currency": "CHF"}),
            ("close", 1, close),
            ("bill", 1, bill),
            ("mark", 0, {"as": "sent"}),
        )
        for n, (kind, ordinal, fields) in enumerate(kinds, 1):
            after = ("@after",) if n > 1 else ()
            record = Record("@thread", "@client", n, "@own", "@salt", after, at, at, "ann", "m", kind, fields, "0.1")
            _made.append((kind, ordinal, codec.encode(record._replace(ordinal=ordinal))[:-74].decode()))
    return _made
