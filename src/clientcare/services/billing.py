"""Telling billing: one bill for each close; each attempt is claimed before, and its result recorded after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clientcare.domain.billing_mails import BillingMail, compose
from clientcare.domain.bills import attempts_so_far
from clientcare.domain.briefings import SessionLine
from clientcare.domain.errors import Conflict, GateNotMet, Usage
from clientcare.domain.mails import Mail
from clientcare.domain.records import heads
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import client_in, named
from clientcare.services.listing import line, sessions

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered
    from clientcare.domain.sessions import Session

LOOK_BACK = timedelta(days=3 * 366)


def check_may_bill(desk: Desk, *, resolved: bool, no_charge: str) -> None:
    """Raises GateNotMet where billing may not be told: the problem is not solved, or nothing is charged."""
    if no_charge:
        raise GateNotMet("Nothing is charged for this session, so there is nothing to bill.", "Leave out --bill.")
    if not resolved and not desk.shop.bill_unresolved:
        raise GateNotMet(
            "Billing is told only when the problem is solved.",
            "Close without --bill and bill when it is solved; the shop's setting billing.unresolved permits it always.",
        )


def billable_one(desk: Desk, word: str) -> Session:
    """The closed session that is to be billed. Raises GateNotMet with what is missing."""
    session = named(desk, word)
    if session.closing is None:
        raise GateNotMet(
            f"'{session.title}' is not closed: it has no end and no solution yet.",
            f"Close it first: clientcare close --session {session.place.short}",
        )
    if session.state == "cancelled":
        raise GateNotMet(f"'{session.title}' was cancelled; there is nothing to bill.")
    check_may_bill(desk, resolved=bool(session.resolved), no_charge=session.no_charge)
    return session


def composed(desk: Desk, session: Session) -> BillingMail:
    """The mail about a session; where it was prepared already, that very one."""
    record = session.bill.record
    if record is None:
        client = client_in(desk, session.place.folder)
        return compose(session, client, desk.shop, heads(session.records), desk.now())
    return BillingMail(
        record.get("number"),
        record.get("to"),
        record.get("subject"),
        record.get("text"),
        record.get("message-id"),
        record.get("worked", 0),
        record.get("billable", 0),
        record.get("parts"),
    )


def preview(desk: Desk, *, session: str) -> BillingMail:
    """The mail as billing would get it; nothing is written or sent."""
    return composed(desk, billable_one(desk, session))


def tell(desk: Desk, session: Session, *, again: bool = False) -> Session:
    """Prepare the bill of the standing close once, and try to send it; answers the session with what came of it.

    Raises Conflict where billing knows already, or where an attempt may have arrived and `again` is not given.
    """
    bill = session.bill
    if bill.told:
        raise Conflict(f"Billing was told of '{session.title}' already ({bill.number}).")
    if bill.state == "unknown" and not again:
        raise Conflict(
            f"The last attempt ({bill.number}) may have arrived: the connection broke before the reply.",
            "Ask billing whether it is there. To send it again under the same number: --again",
        )
    mail = composed(desk, session)
    if bill.record is None:
        assert session.closing is not None
        fields = {
            "number": mail.number,
            "to": mail.to,
            "subject": mail.subject,
            "text": mail.text,
            "message-id": mail.message_id,
            "worked": mail.worked,
            "billable": mail.billable,
            "parts": mail.parts,
            "heads": heads(session.records),
            "unresolved": "" if session.resolved else "permitted by the shop's settings",
        }
        session, record = enter(desk, session, "bill", fields, ordinal=session.closing.ordinal)
        mail = composed(desk, session)
    return attempt(desk, session, mail)


def attempt(desk: Desk, session: Session, mail: BillingMail) -> Session:
    """One attempt at sending: its claim, the sending, its result. A crash in between leaves it as unknown."""
    claim = {"number": mail.number, "message-id": mail.message_id, "to": mail.to}
    session, claimed = enter(desk, session, "send", claim, ordinal=attempts_so_far(session) + 1)
    done = desk.post.send(
        Mail(
            sender="",
            to=(mail.to,),
            subject=mail.subject,
            text=mail.text,
            message_id=mail.message_id,
            at=claimed.at,
        ),
    )
    result = {
        "attempt": claimed.ordinal,
        "status": done.status,
        "way": done.way,
        "detail": done.detail,
        "where": done.where,
    }
    return enter(desk, session, "sent", result)[0]


def send(desk: Desk, *, session: str, again: bool = False) -> SessionLine:
    """Tell billing of a closed session that was not told yet."""
    return line(tell(desk, billable_one(desk, session), again=again), desk.now())


def mark(desk: Desk, *, session: str, sent: bool = False, invoiced: str = "") -> Entered:
    """Put on record that billing knows, or which invoice it became."""
    found = named(desk, session)
    if not sent and not invoiced:
        raise Usage("Nothing to mark was given.", "Give --sent, or --invoiced with the number of the invoice.")
    if found.bill.record is None:
        raise Conflict(f"There is no bill of '{found.title}' yet.", f"Make it: clientcare bill send {found.place.short}")
    fields = {"as": "invoiced" if invoiced else "sent", "number": invoiced}
    after, record = enter(desk, found, "mark", fields)
    return acknowledged(desk, after, record, f"{fields['as']} {invoiced}".rstrip())


def listed(desk: Desk, *, only_open: bool = False) -> tuple[SessionLine, ...]:
    """Closed sessions with what billing knows of them, the newest first; with `only_open`, those still to be billed."""
    now = desk.now()
    found = [one for one in sessions(desk, since=now - LOOK_BACK) if one.state == "closed"]
    lines = [line(one, now) for one in found if one.bill.is_open or not only_open]
    return tuple(sorted(lines, key=lambda one: (one.ended or now, one.thread), reverse=True))
