"""Which text of its guide a walk goes by: the one that it began with, and those that it moved to since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from clientcare.domain.records import Record

MOVE = "guide"
"""The kind of the entry that moves a walk to another text of its guide."""


class Pin(NamedTuple):
    """A text that a walk goes by: the guide's handle, the SHA-256 of its bytes, who pinned it, and when (aware)."""

    guide: str
    digest: str
    by: str
    at: datetime
    entry: str


def pins(records: Iterable[Record]) -> tuple[Pin, ...]:
    """The texts that a walk went by, in the order of its entries that stand; the last one counts.

    The first entry of a thread that names a text is its beginning; behind it only moves count.
    """
    found: list[Pin] = []
    for record in records:
        digest = str(record.get("guide-digest"))
        if digest and (not found or record.kind == MOVE):
            found.append(Pin(str(record.get("guide")), digest, record.by, record.at, record.id))
    return tuple(found)
