"""Follow-ups: what was promised for after a session, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.domain.sessions import Session


class FollowUp(NamedTuple):
    """One promise: when, by whom. `happy` is what the client said when it was kept, None where nobody asked."""

    id: str
    due: datetime
    who: str
    text: str
    done: bool
    happy: bool | None
    result: str
    done_at: datetime | None
    done_by: str


def follow_ups(session: Session) -> tuple[FollowUp, ...]:
    """The follow-ups in order, each with its result."""
    results = {record.get("of"): record for record in session.of_kind("followdone")}
    found = []
    for record in session.of_kind("followup"):
        result = results.get(record.id)
        found.append(
            FollowUp(
                record.id,
                record.get("due"),
                record.get("who") or record.by,
                record.get("text"),
                result is not None,
                result.get("happy", None) if result else None,
                result.get("text") if result else "",
                result.at if result else None,
                result.by if result else "",
            ),
        )
    return tuple(found)
