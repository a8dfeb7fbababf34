"""Corrections: another time, title or mode, a session opened again, one that never was. What was told first stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Conflict, Usage
from clientcare.domain.hours import Span, minutes
from clientcare.services.documents import attempted
from clientcare.services.entries import acknowledged, draft, enter, file
from clientcare.services.finding import current, named
from clientcare.services.moments import happened
from clientcare.services.sessions import checked_mode, drop_hints, pause_running
from clientcare.services.starting import checked_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session


def edit(
    desk: Desk,
    *,
    session: str = "",
    start: str = "",
    end: str = "",
    pause: str = "",
    title: str = "",
    mode: str = "",
    reason: str = "",
) -> Entered:
    """Correct times, title or mode; the correction is an entry of its own and the first one stays on record.

    `pause` is the sum of all pauses. Raises Usage for times that cannot be together, Conflict where billing has the
    figures already, or for the end of a session that is open.
    """
    found = current(desk, session)
    title = checked_title(title)
    if not any((start, end, pause, title, mode)):
        raise Usage("Nothing to correct was given.", "Give --start, --end, --pause, --title or --mode.")
    begins = happened(desk, None, start) if start else None
    ends = happened(desk, None, end) if end else None
    if ends and found.is_open:
        raise Conflict("The session is not closed, so it has no end yet.", "End it: clientcare close --at TIME")
    fields = {
        "start": begins,
        "end": ends,
        "pause": _pause_minutes(desk, found, begins, ends, pause),
        "title": title,
        "mode": checked_mode(mode) if mode else "",
        "reason": reason,
    }
    after, record = enter(desk, found, "edit", fields)
    return acknowledged(desk, after, record, ", ".join(_said(record)))


def _said(record: Record) -> Iterator[str]:
    from clientcare.domain.times import say_minutes, say_moment

    for field in ("start", "end"):
        if record.get(field):
            yield f"{field} {say_moment(record.get(field))}"
    if "pause" in record.fields:
        yield f"pause {say_minutes(record.get('pause'))}"
    if record.get("title"):
        yield f"title '{record.get('title')}'"
    if record.get("mode"):
        yield record.get("mode")


def _pause_minutes(
    desk: Desk, session: Session, begins: datetime | None, ends: datetime | None, pause: str
) -> int | None:
    from clientcare.domain.times import say_moment

    first, last = begins or session.started, ends or session.ended or desk.now()
    if first and last < first:
        raise Usage(
            f"The end, {say_moment(last)}, would lie before the start, {say_moment(first)}.",
            "Write the day too, such as: --end '24 Nov 17:40'",
        )
    if not pause:
        _refuse_cutting(session, begins, ends)
        return None
    from clientcare.domain.durations import parse_minutes

    length = parse_minutes(pause)
    if first and length > minutes([Span(first, last)], last):
        raise Usage(f"A pause of {pause} does not fit into the session.", "Give the sum of all pauses, such as 20m.")
    return length


def _refuse_cutting(session: Session, begins: datetime | None, ends: datetime | None) -> None:
    """A start after a pause, or an end before one, would leave pauses outside of the session."""
    own = session.spans_by_member().get(session.start.by, []) if session.start else []
    if (begins and any(span.start < begins for span in own[1:])) or (
        ends and any(span.end and span.end > ends for span in own[:-1])
    ):
        raise Usage(
            "There is a pause that would lie outside of the session then.",
            "Give the sum of all pauses that are left too, such as --pause 10m, or --pause 0.",
        )


def reopen(desk: Desk, *, session: str, reason: str = "") -> Entered:
    """Open a closed session again; it needs a new close, and a new bill.

    Raises Missing for the reason, Conflict where it is open, or where somebody else was first.
    """
    found = named(desk, session)
    if found.closing is None:
        go_on = "resume" if found.place.sort == "session" else "procedure next"
        raise Conflict(f"'{found.title}' is open.", f"Go on with it: clientcare {go_on} {found.place.short}")
    if not reason.strip():
        raise Missing([Ask("reason", "Why is it opened again?", option="--reason")])
    entry = draft(desk, found, "reopen", {"reason": reason}, ordinal=found.closing.ordinal)
    for handle in dict.fromkeys((desk.me.handle, found.lead)):
        desk.store.add_hint(handle, found.place)
    after, record = file(desk, found, entry)  # who is not first stops here, with the own session running on
    if found.place.sort == "session":
        pause_running(desk, keep=found.thread)
    return acknowledged(desk, attempted(desk, after), record, _billed_before(after))


def _billed_before(session: Session) -> str:
    """What must be known of bills that the reopening takes back."""
    from clientcare.domain.bills import earlier_bills

    numbers = ", ".join(one.number for one in earlier_bills(session))
    return f"(bill {numbers} no longer counts: see to it that it is not invoiced)" if numbers else ""


def cancel(desk: Desk, *, session: str = "", reason: str = "") -> Entered:
    """End a session in which nothing happened: a no-show, a mis-start. It counts no hours. Raises Missing, Conflict."""
    found = current(desk, session)
    if not reason.strip():
        raise Missing([Ask("reason", "Why did it not happen?", option="--reason")])
    now = desk.now()
    fields = {"cancelled": True, "reason": reason, "start": found.started, "end": now}
    after, record = enter(desk, found, "close", fields, at=now, ordinal=found.closes + 1)
    after = attempted(desk, after)
    drop_hints(desk, after)
    return acknowledged(desk, after, record, "")
