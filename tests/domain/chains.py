"""Threads as several writers make them: each entry names the heads that its writer had seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from clientcare.domain.identifiers import identifier
from clientcare.domain.records import Record, Thread, ThreadPlace, heads, in_order, next_n

if TYPE_CHECKING:
    from collections.abc import Sequence

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLACE = ThreadPlace("acme", f"session-{identifier(int(NOON.timestamp() * 1000), bytes(10))}")


def entry(seen: Sequence[Record], number: int, kind: str = "note", text: str = "x", **fields: Any) -> Record:
    """The next entry of a writer who has seen these."""
    at = NOON + timedelta(minutes=number)
    record = Record(
        PLACE.thread,
        "client-id",
        next_n(seen),
        identifier(int(at.timestamp() * 1000), number.to_bytes(10, "big")),
        f"{number:032x}",
        heads(seen),
        at,
        at,
        "ann" if number % 2 else "ben",
        "ann-laptop" if number % 2 else "ben-laptop",
        kind,
        {"text": text, **fields},
        "test",
    )
    return sealed(record)


def sealed(record: Record) -> Record:
    """The record with a digest of its content, as a store would give it."""
    bare = record._replace(digest="")
    return record._replace(digest=sha256(repr(bare).encode()).hexdigest())


def thread(*records: Record, **more: Any) -> Thread:
    """What a store would read."""
    return Thread(PLACE, in_order(records), **more)


@st.composite
def threads(draw: st.DrawFn) -> tuple[Record, ...]:
    """Records of a thread: each writer has seen some of what was written before it, and whatever that had named."""
    made: list[Record] = []
    for number in range(draw(st.integers(2, 9))):
        late = draw(st.integers(0, min(2, number)))
        hidden = {record.digest for record in made[number - late :]} if late else set()
        made.append(entry([record for record in made if record.digest not in hidden], number + 1))
    return tuple(made)
