"""How the hours of a session came about, line by line, so that anybody can add them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.documents import Hours, Work
from clientcare.domain.hours import Span, minutes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from clientcare.domain.sessions import Session
    from clientcare.domain.telling import Telling


def hours(session: Session, tell: Telling) -> Hours:
    """Every stretch of work of everybody, and what is taken off; the sum is what the session counts as worked.

    Where the pause was corrected, the member who started counts from start to end, less that pause and the travel.
    A cancelled session has no hours.
    """
    pause = corrected_pause(session)
    rows: list[Work] = []
    if session.state != "cancelled":
        if pause is None or session.started is None:
            rows += (line for handle in session.spans_by_member() for line in _stretches(session, handle, tell))
        else:
            rows += _corrected(session, session.started, pause, tell)
    worked = session.worked(tell.until)
    over = worked - sum(row.minutes for row in rows)
    if over:
        rows.append(Work("", "more was taken off than there is", over))
    label = f"Worked until {tell.at(tell.until)}" if session.is_open else "Worked"
    return Hours(tuple(rows), label, worked, tuple(_asides(session, pause, tell)))


def corrected_pause(session: Session) -> int | None:
    """The pause in minutes as last corrected; None where it was not."""
    edits = [one for one in session.of_kind("edit") if "pause" in one.fields and not session.is_late(one)]
    return int(edits[-1].get("pause")) if edits else None


def _starter(session: Session) -> str:
    return session.start.by if session.start else session.lead


def _stretches(session: Session, handle: str, tell: Telling) -> Iterator[Work]:
    for span in session.spans_by_member()[handle]:
        yield Work(tell.name(handle), tell.stretch(span), minutes([span], tell.until))


def _corrected(session: Session, started: datetime, pause: int, tell: Telling) -> Iterator[Work]:
    starter, travel = _starter(session), session.travel(tell.until)
    whole = Span(started, session.ended)
    yield Work(tell.name(starter), tell.stretch(whole), minutes([whole], tell.until))
    if pause:
        yield Work(tell.name(starter), "pause, as corrected", -pause)
    if travel:
        yield Work(tell.name(starter), "on the way", -travel)
    for handle in session.spans_by_member():
        if handle != starter:
            yield from _stretches(session, handle, tell)


def _asides(session: Session, corrected: int | None, tell: Telling) -> Iterator[Work]:
    pause = session.paused(tell.until)
    if pause and corrected is None:
        yield Work(tell.name(_starter(session)), "paused", pause)
    for span in session.travels:
        yield Work("", f"on the way {tell.stretch(span)}", minutes([span], tell.until))
    for record in session.of_kind("travel"):
        if record.get("minutes", 0):
            yield Work(tell.name(record.by), "on the way, as entered", int(record.get("minutes")))
