"""When something happened or will happen, from what was typed."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from clientcare.domain.errors import Usage

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session


def happened(desk: Desk, session: Session | None, typed: str, *, after: datetime | None = None) -> datetime:
    """The moment of something that happened, not before `after`, else the start of its session; now if not typed."""
    if not typed:
        return fixed(desk.now())
    from clientcare.domain.moments import parse_moment

    earliest = after or (session.started if session else None)
    return fixed(parse_moment(typed, now=desk.now(), sense="past", after=earliest))


def planned(desk: Desk, typed: str) -> datetime:
    """The moment of something that is planned."""
    from clientcare.domain.moments import parse_moment

    return fixed(parse_moment(typed, now=desk.now(), sense="future"))


def appointed(desk: Desk, typed: str) -> datetime:
    """The moment for which something was planned that begins about now: of two readings the one nearer to now.

    Who is late types a time that has passed, and does not mean tomorrow's.
    """
    try:
        ahead = planned(desk, typed)
    except Usage:
        return happened(desk, None, typed)
    try:
        passed = happened(desk, None, typed)
    except Usage:
        return ahead
    now = fixed(desk.now())
    return min(ahead, passed, key=lambda one: abs(one - now))


def begin_of_day(desk: Desk, typed: str) -> datetime:
    """When a day that was typed began, in the shop's zone."""
    from clientcare.domain.days import parse_day

    return fixed(datetime.combine(parse_day(typed, desk.now().date()), time(), desk.zone))


def fixed(at: datetime) -> datetime:
    """The same moment with a fixed offset.

    Two moments that share one time zone object are compared and subtracted by their wall clocks, which is wrong in the
    hours when clocks change; with fixed offsets they are not.
    """
    from datetime import timezone

    return at.replace(tzinfo=timezone(at.utcoffset() or UTC.utcoffset(None)), fold=0)
