"""A session as its document tells it: the head of it, the hours, the parts, and how it ended."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from clientcare.domain import document_casework as casework
from clientcare.domain import document_ends as ends
from clientcare.domain.billing_mails import part_total
from clientcare.domain.document_events import corrections, events
from clientcare.domain.document_hours import hours
from clientcare.domain.documents import Fact, PartLine, SessionDocument
from clientcare.domain.identifiers import milliseconds_of
from clientcare.domain.money import Money, say_money, say_quantity, times, total
from clientcare.domain.telling import Telling
from clientcare.domain.times import say_minutes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from clientcare.domain.casework import Part
    from clientcare.domain.guides import Guide
    from clientcare.domain.sessions import Session
    from clientcare.domain.summaries import Summary

MODES: Mapping[str, str] = {"remote": "remote", "on-site": "on site", "phone": "by phone", "bench": "at the bench"}
BILLING: Mapping[str, str] = {
    "open": "not told yet when this was written",
    "prepared": "the mail is prepared and not sent yet",
    "unknown": "not sure whether the mail arrived",
    "refused": "the mail was refused",
    "moved": "told, under another client; that it is this one was not told yet",
    "laid": "a mail lies in the outbox, nobody was told yet",
    "sent": "told",
    "invoiced": "invoiced",
    "free": "nothing is charged",
}


def begun(session: Session | Summary, zone: tzinfo) -> datetime:
    """When the session began, in the zone; from its identifier where the first entry is not here."""
    began = session.started or datetime.fromtimestamp(milliseconds_of(session.thread.rpartition("-")[2]) / 1000, UTC)
    return began.astimezone(zone)


def session_document(session: Session, guide: Guide | None, names: Mapping[str, str], zone: tzinfo) -> SessionDocument:
    """What the document of a session says. `guide` is None where its text cannot be read; `names` are by handle.

    Times are told in `zone`. A session that goes on is told as of its last entry, so that the same records always give
    the same document.
    """
    start = begun(session, zone)
    tell = Telling(names, zone, start.date(), session.ended or session.last_at or start)
    told_first = str(session.start.get("problem")) if session.start else ""
    worked = hours(session, tell)
    return SessionDocument(
        thread=session.thread,
        client=session.client_name,
        title=session.title,
        state=session.state,
        facts=_facts(session, start, worked.worked, tell),
        problem=session.problem,
        told_first=told_first if told_first != session.problem else "",
        scope=session.scope,
        solution=session.solution,
        solved=_solved(session),
        resolved=session.state == "closed" and session.resolved is True,
        hours=worked,
        parts=tuple(_part(part) for part in session.parts),
        parts_total=_parts_total(session.parts),
        notes=casework.notes(session, tell),
        options=casework.options(session),
        estimates=casework.estimates(session, tell),
        consents=casework.consents(session, tell),
        accesses=casework.accesses(session, tell),
        guide=casework.guide_name(session, guide),
        steps=casework.steps(session, guide, tell),
        outcomes=ends.outcomes(session, guide),
        override=ends.override(session, guide),
        follow_ups=ends.follow_ups(session, tell),
        billing=_billing(session, worked.worked),
        attachments=casework.attachments(session, tell),
        events=events(session, tell),
        corrections=corrections(session, tell),
        unread=ends.unread(session),
        doubled=ends.taken_twice(session, tell),
    )


def _facts(session: Session, start: datetime, worked: int, tell: Telling) -> tuple[Fact, ...]:
    others = [handle for handle in session.spans_by_member() if handle != session.lead]
    found = (
        Fact("Held", MODES.get(session.mode, session.mode)),
        Fact("Led by", tell.name(session.lead)),
        Fact("With", tell.people(others)),
        Fact("Planned", tell.moment(session.planned)),
        Fact("Start", tell.moment(start)),
        Fact("End", tell.moment(session.ended)),
        Fact("Worked", "" if session.is_open else say_minutes(worked)),
    )
    return tuple(fact for fact in found if fact.text)


def _solved(session: Session) -> str:
    if session.closing is None:
        return ""
    if session.state == "cancelled":
        return f"Cancelled: {session.closing.get('reason')}"
    return "Solved" if session.resolved else "NOT solved"


def _part(part: Part) -> PartLine:
    all_of_it = _total_of(part)
    serials = (("out", part.serial_out), ("in", part.serial_in))
    return PartLine(
        _quantity(part),
        part.name,
        ", ".join(f"{word} {serial}" for word, serial in serials if serial),
        _price(part) if part.price else "no price",
        say_money(all_of_it) if all_of_it else "",
        part.late,
    )


def _quantity(part: Part) -> str:
    try:
        return say_quantity(Decimal(part.quantity))
    except ArithmeticError:
        return part.quantity  # no entry of ours; it is told as it stands


def _price(part: Part) -> str:
    try:
        return say_money(times(Money(Decimal(part.price), part.currency), Decimal(1)))
    except ArithmeticError:
        return f"{part.currency} {part.price}"


def _total_of(part: Part) -> Money | None:
    try:
        return part_total(part)
    except ArithmeticError:
        return None


def _parts_total(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The sum for each currency; parts that came after the close change it as little as the bill."""
    amounts = [amount for part in parts if not part.late and (amount := _total_of(part))]
    by_currency: dict[str, list[Money]] = {}
    for amount in amounts:
        by_currency.setdefault(amount.currency, []).append(amount)
    return tuple(say_money(total(some, currency)) for currency, some in by_currency.items())


def _billing(session: Session, worked: int) -> tuple[Fact, ...]:
    if session.closing is None or session.state == "cancelled":
        return ()
    bill = session.bill
    if session.no_charge:
        return (Fact("No charge", session.no_charge),)
    billable = worked if session.billable is None else session.billable
    found = (
        Fact("Billable", f"{say_minutes(billable)} of {say_minutes(worked)} worked"),
        Fact("Billing", BILLING.get(bill.state, bill.state)),
        Fact("Bill number", bill.number),
        Fact("Invoice", bill.invoice),
    )
    return tuple(fact for fact in found if fact.text)
