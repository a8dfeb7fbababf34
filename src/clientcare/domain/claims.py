"""Steps that may happen only once: what must be there before one is taken, and which of several stands.

A share that decides lets one writer have the name of the step. Where a share cannot decide, each who took it has an
entry of it: then the first in the order of records stands, for everybody, and the others are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session

_BEFORE = {
    "close": ("reopen", 1),
    "reopen": ("close", 0),
    "bill": ("close", 0),
    "take": ("take", 1),
    "send": ("send", 1),
}
"""By kind: the kind of the step before, and how much lower its ordinal is. The first has none before."""


STEPS = {
    "close": "Closed",
    "reopen": "Opened again",
    "bill": "Billed",
    "take": "Taken over",
    "send": "Sent to billing",
    "moved": "Moved away",
    "arrived": "Moved here",
    "placed": "Placed with a client",
}
"""How people call what was done."""


class Doubled(NamedTuple):
    """A step that somebody took while another had taken it already: what `by` did does not count, what `stands` did
    does. `kind` is that of the entry; `says` is the solution or the reason in the entry that does not count.
    """

    kind: str
    by: str
    at: datetime
    stands: str
    says: str


def overtaken(records: Iterable[Record]) -> dict[str, Record]:
    """The entries of steps that were taken before, by their ids, each with the entry that stands: the lowest `n`, then
    the lowest id. Whoever sees the same records sees the same ones stand, in whatever order they came.
    """
    first: dict[tuple[str, int], Record] = {}
    after: dict[str, Record] = {}
    for record in sorted((one for one in records if one.ordinal), key=lambda one: (one.n, one.id)):
        stands = first.setdefault((record.kind, record.ordinal), record)
        if stands.id != record.id:
            after[record.id] = stands
    return after


def doubled(records: Iterable[Record]) -> tuple[Doubled, ...]:
    """The steps that were taken twice, in order."""
    known = tuple(records)
    after = overtaken(known)
    return tuple(
        Doubled(one.kind, one.by, one.at, after[one.id].by, str(one.get("solution") or one.get("reason")))
        for one in known
        if one.id in after
    )


def was_first(record: Record, winner: Record | None) -> tuple[str, str]:
    """What whoever came second is told, and what to do; `winner` is None where its entry cannot be read."""
    if winner is None:
        return f"Somebody else took this step ({record.kind}) at the same moment.", "See: clientcare session show"
    return (
        f"{winner.by} was first: {record.kind} at {winner.filed:%H:%M:%S}.",
        "Nothing of yours was changed. See: clientcare session show",
    )


def check_turn(session: Session, kind: str, ordinal: int) -> None:
    """Raises Conflict where the step before is not on record: `close-0002` needs `reopen-0001`, `bill-0002` needs
    `close-0002`. So nobody can close what another has closed, however old the view that they have.
    """
    needed, back = _BEFORE.get(kind, ("", 0))
    if ordinal > back and needed:
        number = ordinal - back
        if not any(one.kind == needed and one.ordinal == number for one in session.live):
            raise Conflict(
                f"The session '{session.title}' is {session.state}; somebody changed that at the same moment.",
                f"See: clientcare session show {session.place.short}",
            )
