"""What a command answers after an entry: which one, in which session, and what the technician must know now."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.errors import Conflict
from clientcare.domain.kinds import KINDS

if TYPE_CHECKING:
    from clientcare.domain.sessions import Session


AFTER_CLOSE = frozenset(
    (
        "note",
        "attach",
        "followup",
        "followdone",
        "bill",
        "send",
        "sent",
        "mark",
        "reopen",
        "document",
        "undo",
        "edit",
        "told",
        "endnow",
        "moved",
        "arrived",
        "placed",
        "procedure",
    ),
)
"""Kinds that a closed session still takes; a note is then an addendum."""


class Entered(NamedTuple):
    """An acknowledged entry. `number` counts entries of its kind; `minutes` were worked so far.

    `tell_client` says that the estimate has passed and the client must be told; `silent_since` is set where the clock
    ran on for hours without an entry before this one; `masked` counts secrets that were masked. `at` is when it
    happened, `filed` when it was entered. `no_way_in` is the session's mode where it has no way to the client.
    """

    kind: str
    id: str
    at: datetime
    number: int
    says: str
    thread: str
    folder: str
    client_name: str
    title: str
    state: str
    minutes: int
    addendum: bool = False
    masked: int = 0
    tell_client: bool = False
    silent_since: datetime | None = None
    answer: str = "filed"
    filed: datetime | None = None
    no_way_in: str = ""


def admit(session: "Session", kind: str) -> None:
    """Raises Conflict where an entry of this kind cannot go into the session as it stands."""
    sort = session.place.sort
    if sort == "procedure" and KINDS[kind].of_a_clock:
        raise Conflict(
            f"'{session.title}' is a procedure, which has no clock, no parts and no bill.",
            "Enter it in a session: clientcare session list --state open",
        )
    if kind == "start" or session.is_open:
        return
    if kind not in AFTER_CLOSE:
        raise Conflict(
            f"The {sort} '{session.title}' is {session.state}: nothing but notes and documents can be added.",
            f"To work on: clientcare {sort} reopen {session.place.short}",
        )
    if kind == "edit" and session.bill.state not in ("none", "free", "open"):
        raise Conflict(
            f"Billing has the figures of '{session.title}' already.",
            f"Reopen it first, then correct and close again: clientcare session reopen {session.place.short}",
        )
