"""When something happened or will happen, from what was typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session


def happened(desk: Desk, session: Session | None, typed: str) -> datetime:
    """The moment of something that happened, after the start of its session; now where nothing was typed."""
    if not typed:
        return fixed(desk.now())
    from clientcare.domain.moments import parse_moment

    after = session.started if session else None
    return fixed(parse_moment(typed, now=desk.now(), sense="past", after=after))


def planned(desk: Desk, typed: str) -> datetime:
    """The moment of something that is planned."""
    from clientcare.domain.moments import parse_moment

    return fixed(parse_moment(typed, now=desk.now(), sense="future"))


def fixed(at: datetime) -> datetime:
    """The same moment with a fixed offset.

    Two moments that share one time zone object are compared and subtracted by their wall clocks, which is wrong in the
    hours when clocks change; with fixed offsets they are not.
    """
    from datetime import timezone

    return at.replace(tzinfo=timezone(at.utcoffset() or UTC.utcoffset(None)), fold=0)
