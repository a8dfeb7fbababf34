"""Sessions as lists show them: of one client or of all, newest first, read one at a time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from clientcare.domain.briefings import Promise, SessionLine
from clientcare.domain.errors import Usage
from clientcare.domain.sessions import Session
from clientcare.domain.tables import near
from clientcare.services.finding import find_client, folders_of, open_sessions
from clientcare.services.moments import fixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clientcare.desk import Desk

LOOK_BACK = timedelta(days=366)
"""How far back the screens of every day look for sessions and promises."""
STATES = ("open", "running", "paused", "closed", "cancelled")


def line(session: Session, now: datetime) -> SessionLine:
    """One session as a listing shows it."""
    return SessionLine(
        session.thread,
        session.place.folder,
        session.client_name,
        session.title,
        session.mode,
        session.lead,
        session.people,
        session.started,
        session.ended,
        session.state,
        session.worked(now),
        session.bill_state,
        session.silent_since(now),
    )


def sessions(desk: Desk, folders: Iterable[str] = ("",), since: datetime | None = None) -> Iterator[Session]:
    """The sessions in some clients' folders, or in all, newest first within a folder."""
    for folder in folders:
        for place in desk.store.threads(folder, since=since):
            session = Session(desk.store.read(place))
            if session.start:
                yield session


def promises(found: Iterable[Session], who: str = "") -> tuple[Promise, ...]:
    """The open follow-ups of some sessions, the most urgent first; those of one member if `who` is given."""
    made = [
        Promise(
            session.thread,
            session.place.folder,
            session.client_name,
            session.title,
            one.due,
            one.who,
            one.text,
        )
        for session in found
        for one in session.follow_ups
        if not one.done and (not who or one.who == who)
    ]
    return tuple(sorted(made, key=lambda promise: (promise.due, promise.thread)))


def listed(
    desk: Desk,
    *,
    client: str = "",
    state: str = "",
    member: str = "",
    since: str = "",
    most: int = 50,
) -> tuple[SessionLine, ...]:
    """Sessions, newest first: of one client, one member, one state, since a day; at most `most`."""
    if state and state not in STATES:
        meant = near(state, STATES)
        raise Usage(
            f"There is no state '{state}'.",
            f"Did you mean {meant}?" if meant else f"It is one of: {', '.join(STATES)}.",
        )
    if most < 1:
        raise Usage(f"--most {most} would list nothing.", "Give a number from 1 on.")
    now = desk.now()
    folders = folders_of(desk, find_client(desk, client)) if client else ("",)
    floor = _begin_of(desk, since) if since else None
    who = _member(desk, member) if member else ""
    found = open_sessions(desk) if state == "open" and not client else sessions(desk, folders, floor)
    lines = [
        line(one, now)
        for one in found
        if (not state or one.state == state or (state == "open" and one.is_open))
        and (not who or one.involves(who) or who in one.spans)
        and (floor is None or (one.started or now) >= floor)
    ]
    return tuple(sorted(lines, key=lambda one: (one.started or now, one.thread), reverse=True)[:most])


def _member(desk: Desk, word: str) -> str:
    from clientcare.services.team import member

    return member(desk, word).handle


def _begin_of(desk: Desk, day: str) -> datetime:
    from clientcare.domain.days import parse_day

    return fixed(datetime.combine(parse_day(day, desk.now().date()), time(), desk.zone))
