"""Telling billing: one bill for each close; each attempt is claimed before, and its result recorded after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clientcare.domain.billing_mails import BillingMail, compose
from clientcare.domain.bills import attempts_so_far
from clientcare.domain.errors import ClientcareError, Conflict, GateNotMet, Interrupted, NotAllowed, NotFound, Usage
from clientcare.domain.mails import Dispatch, Mail
from clientcare.domain.records import UNPLACED, heads
from clientcare.domain.reports import Billed, BillReport
from clientcare.domain.summaries import Wanted
from clientcare.services.entries import Unsure, acknowledged, enter
from clientcare.services.finding import client_in, named
from clientcare.services.listing import line, summaries
from clientcare.services.privacy import masked

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.briefings import SessionLine
    from clientcare.domain.entries import Entered
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session

LOOK_BACK = timedelta(days=3 * 366)
COLLECTED = "Laid into the outbox, from which billing takes its mails."


def check_may_bill(desk: Desk, *, resolved: bool, no_charge: str) -> None:
    """Raises GateNotMet where billing may not be told: the problem is not solved, or nothing is charged."""
    if no_charge.strip():
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
    """The mail about a session; where it was prepared already, that very one. Secrets in it are masked.

    A session that was moved to another client after that gets a mail of its own, under the same number.
    """
    if session.place.folder == UNPLACED:
        raise NotFound(
            "Nobody has said yet which client this session is about.",
            f"See: clientcare store list. Then: clientcare store place {session.place.short} CLIENT",
        )
    record = session.bill.record
    if record is None or (session.arrived and session.arrived.n > record.n):
        client = client_in(desk, session.place.folder)
        mail = compose(session, client, desk.shop, heads(session.records), desk.now())
        return mail._replace(subject=masked("subject", mail.subject).text, text=masked("text", mail.text).text)
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


def check_seat(
    desk: Desk,
    danger: str = "bill the same work",
    what: str = "billing is told",
    command: str = "clientcare bill send",
) -> None:
    """What cannot be taken back is done from one machine alone where two cannot tell who was first.

    Raises NotAllowed on every other machine, and where no machine is named yet.
    """
    share = desk.shop.share
    seat = share.get("billing-seat", "")
    if share.get("decides") is not False or seat == desk.settings.machine:
        return
    named = f"{seat} does that." if seat else "None is named yet."
    raise NotAllowed(
        f"On this share two machines could {danger}, so {what} from one machine only. {named}",
        f"Type it on that machine: {command}. To name one: clientcare config set share.billing-seat MACHINE",
    )


def tell(desk: Desk, session: Session, *, again: bool = False) -> Session:
    """Prepare the bill of the standing close once, and try to send it; answers the session with what came of it.

    Raises Conflict where billing knows already, or where an attempt may have arrived, or a mail lies in the outbox,
    and `again` is not given; NotAllowed as `check_seat`.
    """
    check_seat(desk)
    bill = session.bill
    if bill.state == "moved":
        from clientcare.services.moving import tell_of_move

        return tell_of_move(desk, session, again=again)
    if bill.told:
        raise Conflict(f"Billing was told of '{session.title}' already ({bill.number}).", "See: clientcare bill list")
    if bill.state == "unknown" and not again:
        raise Conflict(
            f"The last attempt ({bill.number}) may have arrived: the connection broke before the reply.",
            "Ask billing whether it is there. To send it again under the same number: --again",
        )
    if bill.state == "laid" and not again:
        where = bill.attempts[-1].where
        raise Conflict(
            f"The mail ({bill.number}) was laid down already: {where}",
            f"Open and send it, then: clientcare bill mark {session.place.short} --sent. To make it anew: --again",
        )
    if bill.record is None:
        session = _prepared(desk, session)
    return attempt(desk, session, composed(desk, session))


def _prepared(desk: Desk, session: Session) -> Session:
    assert session.closing is not None
    mail = composed(desk, session)
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
    return enter(desk, session, "bill", fields, ordinal=session.closing.ordinal)[0]


def attempt(desk: Desk, session: Session, mail: BillingMail) -> Session:
    """One attempt at sending: its claim, the sending, its result. A crash in between leaves it as unknown.

    Raises Unsure, which says what became of the mail, where the result cannot be recorded.
    """
    claim = {"number": mail.number, "message-id": mail.message_id, "to": mail.to, "way": _way(desk)}
    session, claimed = enter(desk, session, "send", claim, ordinal=attempts_so_far(session) + 1)
    done = _sent(desk, mail, claimed)
    result = {
        "attempt": claimed.ordinal,
        "status": done.status,
        "way": done.way,
        "detail": masked("detail", done.detail).text,
        "where": done.where,
    }
    try:
        return enter(desk, session, "sent", result)[0]
    except ClientcareError as error:
        became = {"sent": "was sent", "laid": f"was laid into {done.where}", "refused": "was NOT sent"}
        told = became.get(done.status, "may have been sent")
        raise Unsure(
            f"The mail to billing {told}, but that is not on record: {error.message}",
            f"When the share answers again: clientcare bill mark {session.place.short} --sent, if it was sent",
        ) from error


def _way(desk: Desk) -> str:
    """By which way the mail is about to go; empty where the settings cannot be read, and then nothing is sent."""
    try:
        return desk.post.settings.way
    except ClientcareError:
        return ""


def _sent(desk: Desk, mail: BillingMail, claimed: Record) -> Dispatch:
    """Whatever the post raises, certainly nothing was sent."""
    try:
        settings = desk.post.settings
        shop = desk.shop
        sender, reply_to = settings.signed_by(desk.me.mail or shop.management.mail or shop.billing_address)
        if settings.way != "outbox":
            desk.screen.tell(desk.screen.clean(f"Mailing {mail.to} …"))
        letter = Mail(sender, (mail.to,), mail.subject, mail.text, mail.message_id, claimed.at, reply_to)
        done = desk.post.send(letter)
    except Interrupted:
        return Dispatch("refused", "", "Stopped before anything was sent.")
    except ClientcareError as error:
        return Dispatch("refused", "", f"{error.message} {error.hint}".strip())
    if done.status == "laid" and desk.shop.collects_outbox:
        return done._replace(status="sent", detail=COLLECTED)
    return done


def send(desk: Desk, *, session: str, again: bool = False) -> Billed:
    """Tell billing of a closed session that was not told yet."""
    told = tell(desk, billable_one(desk, session), again=again)
    bill = told.bill
    billable = bill.record.get("billable", 0) if bill.record else 0
    return Billed(line(told, desk.now()), billable, BillReport(bill.state, bill.number, bill.invoice, bill.attempts))


def mark(desk: Desk, *, session: str, sent: bool = False, invoiced: str = "") -> Entered:
    """Put on record that billing knows, or which invoice it became. Raises Conflict where that is on record already."""
    found = named(desk, session)
    number = invoiced.strip()
    if not sent and not number:
        raise Usage("Nothing to mark was given.", "Give --sent, or --invoiced with the number of the invoice.")
    bill = found.bill
    if bill.record is None:
        make = f"Make it: clientcare bill send {found.place.short}"
        raise Conflict(f"There is no bill of '{found.title}' yet.", make)
    if (bill.told and not number) or (number and number == bill.invoice):
        raise Conflict(f"That is on record already: {bill.number}, {bill.state} {bill.invoice}".rstrip() + ".")
    fields = {"as": "invoiced" if number else "sent", "number": number}
    after, record = enter(desk, found, "mark", fields)
    return acknowledged(desk, after, record, f"{fields['as']} {number}".rstrip())


def listed(desk: Desk, *, only_open: bool = False) -> tuple[SessionLine, ...]:
    """Closed sessions with what billing knows of them, the newest first; with `only_open`, those still to be billed."""
    now = desk.now()
    found = summaries(desk, Wanted(month=now - LOOK_BACK, state="closed", unbilled=only_open))
    lines = [line(one, now) for one in found]
    return tuple(sorted(lines, key=lambda one: (one.ended or now, one.thread), reverse=True))
