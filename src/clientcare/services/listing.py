"""Sessions as lists show them: of one client or of all, newest first, read one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.briefings import Promise, SessionLine
from clientcare.domain.sessions import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from clientcare.desk import Desk


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


def sessions(desk: Desk, folder: str = "", since: datetime | None = None) -> Iterator[Session]:
    """The sessions of one client's folder, or of all, newest first within a client."""
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
