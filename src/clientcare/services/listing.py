"""Sessions as lists show them: of one client or of all, newest first, told in short by the store."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from clientcare.domain.briefings import Promise, SessionLine
from clientcare.domain.errors import Usage
from clientcare.domain.summaries import Progress, Summary, Wanted, summary
from clientcare.domain.tables import near
from clientcare.services.finding import find_client, folders_of, open_sessions
from clientcare.services.moments import begin_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session

T = TypeVar("T")
LOOK_BACK = timedelta(days=366)
"""How far back the screens of every day look for sessions and promises."""
STATES = ("open", "running", "paused", "closed", "cancelled")


def line(session: Session | Summary, now: datetime) -> SessionLine:
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


def summaries(desk: Desk, wanted: Wanted) -> Iterator[Summary]:
    """The sessions that are wanted, the newest threads first. Where many must be read for it, people are told."""
    return looked_at(desk, desk.store.summaries(wanted), Summary)


def looked_at(desk: Desk, answers: Iterable[T | Progress], kind: type[T]) -> Iterator[T]:
    """What the store answers, without what it tells in between: that is told to people, once for each month."""
    told = ""
    for one in answers:
        if isinstance(one, kind):
            yield one
        elif isinstance(one, Progress) and one.month != told:
            told = one.month
            desk.screen.tell(f"Reading {one.of:,} sessions of {one.month} …")


def promises(found: Iterable[Session | Summary], who: str = "") -> tuple[Promise, ...]:
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
    floor = begin_of_day(desk, since) if since else None
    wanted = Wanted(
        folders=folders_of(desk, find_client(desk, client)) if client else (),
        month=floor,
        since=floor,
        state=state,
        member=_member(desk, member) if member else "",
        most=most,
    )
    everybody = state == "open" and not client
    opened = (summary(one) for one in open_sessions(desk)) if everybody else ()
    found = (one for one in opened if wanted.takes(one)) if everybody else summaries(desk, wanted)
    lines = [line(one, now) for one in found]
    return tuple(sorted(lines, key=lambda one: (one.started or now, one.thread), reverse=True)[:most])


def _member(desk: Desk, word: str) -> str:
    from clientcare.services.team import member

    return member(desk, word).handle
