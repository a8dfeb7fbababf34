"""Threads for tests, told entry by entry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from clientcare.domain.records import Record, Thread, ThreadPlace, heads, in_order
from clientcare.domain.sessions import Session

DAY = datetime(2026, 11, 24, tzinfo=UTC)
PLACE = ThreadPlace("acme", "session-0000000000000000000000007f3a")


def at(clock: str) -> datetime:
    """A moment of the day, as "14:05" or "14:05:59"; "1d 9:00" is the day after."""
    days, _, time = clock.rpartition("d ")
    parts = [int(part) for part in time.split(":")]
    return DAY + timedelta(days=int(days or 0), hours=parts[0], minutes=parts[1], seconds=sum(parts[2:]))


class Story:
    """Builds a thread entry by entry, each writer knowing all that is there unless told otherwise."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def tell(
        self,
        clock: str,
        kind: str,
        by: str = "ann",
        *,
        ordinal: int = 0,
        knowing: list[Record] | None = None,
        **fields: Any,
    ) -> Record:
        """Add an entry."""
        seen = self.records if knowing is None else knowing
        number = max((one.n for one in seen), default=0) + 1
        name = f"{len(self.records) + 1:026d}"
        made = Record(
            PLACE.thread,
            "client-id",
            number,
            name,
            "",
            heads(seen),
            at(clock),
            at(clock),
            by,
            "m",
            kind,
            {key.replace("_", "-"): value for key, value in fields.items()},
            "test",
            ordinal,
            f"digest-{name}",
        )
        self.records.append(made)
        return made

    @property
    def session(self) -> Session:
        """The session that the entries add up to."""
        return Session(Thread(PLACE, in_order(self.records)))


def closed(story: Story, clock: str = "15:00", ordinal: int = 1, **fields: Any) -> Record:
    """Close the story's session."""
    given_fields = {"end": at(clock), "resolved": True, "solution": "New fuser", "problem": "No print", **fields}
    return story.tell(clock, "close", ordinal=ordinal, **given_fields)
