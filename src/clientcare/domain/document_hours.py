"""How the hours of a session came about, line by line, so that anybody can add them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.documents import Hours, Work
from clientcare.domain.hours import minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clientcare.domain.sessions import Session
    from clientcare.domain.telling import Telling


def hours(session: Session, tell: Telling) -> Hours:
    """Every stretch of work of everybody, and what a corrected pause changed; the sum is what counts as worked.

    A cancelled session has no hours.
    """
    rows: list[Work] = []
    if session.state != "cancelled":
        rows += (line for handle in session.spans_by_member() for line in _stretches(session, handle, tell))
        if session.adjusted:
            rows.append(Work(tell.name(_starter(session)), "pauses, as corrected", session.adjusted))
    worked = session.worked(tell.until)
    label = f"Worked until {tell.at(tell.until)}" if session.is_open else "Worked"
    return Hours(tuple(rows), label, worked, tuple(_asides(session, tell)))


def _starter(session: Session) -> str:
    return session.start.by if session.start else session.lead


def _stretches(session: Session, handle: str, tell: Telling) -> Iterator[Work]:
    for span in session.spans_by_member()[handle]:
        yield Work(tell.name(handle), tell.stretch(span), minutes([span], tell.until))


def _asides(session: Session, tell: Telling) -> Iterator[Work]:
    pause = session.paused(tell.until)
    if pause:
        yield Work(tell.name(_starter(session)), "paused", pause)
    for span in session.travels:
        yield Work("", f"on the way {tell.stretch(span)}", minutes([span], tell.until))
    for record in session.of_kind("travel"):
        if record.get("minutes", 0):
            yield Work(tell.name(record.by), "on the way, as entered", int(record.get("minutes")))
