"""How a close is shown, and the bills that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.times import say_minutes, say_moment, say_time
from clientcare.views.sessions import dotted, goes_on, mark, session_row
from clientcare.views.view import Look, View, clean, style

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clientcare.domain.billing_mails import BillingMail
    from clientcare.domain.briefings import Promise, SessionLine
    from clientcare.domain.closings import Closed
    from clientcare.domain.reports import Billed, BillReport


def _human(closed: Closed, look: Look) -> Iterable[str]:
    square = style("■" if look.symbols else "#", "accent", look)
    at = say_time(closed.ended) if closed.ended else ""
    where = closed.document or (f"clients/{closed.folder}" if closed.folder else closed.thread[-4:])
    head = f"{square} Closed {at}{_dot(look)}{say_minutes(closed.worked)} worked"
    if look.width >= len(head) + len(where) + 3:
        yield f"{head}{_dot(look)}{clean(where)}"
    else:
        yield from (head, f"  {clean(where)}")
    if closed.started and closed.ended:
        sums = [f"{say_minutes(closed.paused)} paused"] if closed.paused else ["no pause"]
        sums += [f"{say_minutes(closed.travel)} on the way"] if closed.travel else []
        yield f"  {say_moment(closed.started)} to {say_moment(closed.ended)}: {', '.join(sums)}"
    for outcome in closed.outcomes:
        if outcome.answer == "no":
            yield f"{style('!', 'warn', look)} {clean(outcome.name)}: no. {clean(outcome.why)}".rstrip()
    unasked = [clean(outcome.name) for outcome in closed.outcomes if outcome.answer == "not asked"]
    if unasked:
        yield f"  Not asked: {', '.join(unasked)}"
    if closed.follow_up and not closed.follow_up.done:
        tick = style("✓" if look.symbols else "+", "good", look)
        yield f"{tick} Follow-up {say_moment(closed.follow_up.due)}, {closed.follow_up.who}"
    if closed.masked:
        secrets = f"{closed.masked} secret{'s' if closed.masked > 1 else ''}"
        yield f"{style('!', 'warn', look)} {secrets} masked before saving"
    for bill in closed.replaced:
        yield f"{style('!', 'warn', look)} {replaced_bill(bill)}"
    for one in closed.waiting:
        what = dotted(look, one.client_name, one.title, f"{say_minutes(one.minutes)} {one.state}")
        yield f"{mark(one.state, look)} {what}  {goes_on(one)}"
    for trouble in closed.trouble:
        yield f"{style('!', 'bad', look)} {clean(trouble)}"
    if closed.late:
        came = f"{closed.late} entries came in while you closed"
        yield f"{style('!', 'warn', look)} {came}: clientcare session show {closed.thread[-4:]}"
    if closed.later:
        yield f"  {closed.later}"
        return
    figures = f"{say_minutes(closed.billable)} billable"
    parts = f"{closed.currency} {closed.parts} parts" if closed.parts else ""
    yield from bill_lines(closed.bill, (figures, parts), closed.thread[-4:], look)


def replaced_bill(bill: BillReport) -> str:
    """What to do about a bill of a close that no longer stands."""
    last = bill.attempts[-1] if bill.attempts else None
    if bill.state == "laid" and last:
        return f"The earlier bill {bill.number} still lies in the outbox: take it out. {clean(last.where)}"
    if bill.state == "invoiced":
        return f"The earlier bill {bill.number} was invoiced as {clean(bill.invoice)}: tell billing to cancel that."
    known = "may have got" if bill.state == "unknown" else "got"
    return f"Billing {known} the earlier bill {bill.number}: tell them that it no longer counts."


def bill_lines(bill: BillReport, figures: tuple[str, ...], short: str, look: Look) -> Iterable[str]:
    """What billing knows, in one line that never says more than is true."""
    said = _dot(look).join(one for one in figures if one)
    tick, warn = style("✓" if look.symbols else "+", "good", look), style("!", "bad", look)
    last = bill.attempts[-1] if bill.attempts else None
    if bill.state == "free":
        yield "  Nothing is charged."
    elif bill.state == "sent" and last and last.way == "outbox" and last.status == "sent":
        yield f"{tick} Mail laid in the outbox, from which billing takes it{_dot(look)}{bill.number}{_dot(look)}{said}"
        yield f"  {clean(last.where)}"
    elif bill.state in ("sent", "invoiced"):
        yield f"{tick} Mail sent to billing{_dot(look)}{bill.number}{_dot(look)}{said}"
    elif bill.state == "laid" and last:
        yield f"{warn} Billing NOT told: the mail lies in the outbox{_dot(look)}{said}"
        yield f"  {clean(last.where)}"
        yield f"  Open it and send it, then: clientcare bill mark {short} --sent"
    elif bill.state == "unknown":
        yield (
            f"{warn} Not sure whether billing got the mail ({bill.number}): the connection broke before the reply. "
            f"Ask them; to repeat it: clientcare bill send {short} --again"
        )
    elif bill.state == "moved":
        yield from _moved_lines(bill, short, look)
    elif bill.state == "refused" and last:
        yield f"{warn} Billing NOT told: {clean(last.detail)}  Try again: clientcare bill send {short}"
    else:
        yield f"  Billing not told yet{_dot(look)}{said}  clientcare bill send {short}"


def _moved_lines(bill: BillReport, short: str, look: Look) -> Iterable[str]:
    """What billing must still hear of a session that went to another client after it was billed."""
    warn, last = style("!", "bad", look), bill.attempts[-1] if bill.attempts else None
    if last and last.status == "laid":
        yield f"{warn} Billing NOT told of the other client: the mail lies in the outbox ({bill.number})"
        yield f"  {clean(last.where)}"
        yield f"  Open it and send it, then: clientcare bill mark {short} --sent"
    elif last and last.status == "unknown":
        yield (
            f"{warn} Not sure whether billing heard of the other client ({bill.number}): no reply came. "
            f"Ask them; to repeat it: clientcare bill send {short} --again"
        )
    else:
        why = f" {clean(last.detail)} " if last and last.status == "refused" else " "
        yield f"{warn} Billing NOT told of the other client:{why} Try again: clientcare bill send {short}"


def _dot(look: Look) -> str:
    return " · " if look.symbols else " - "


def _plain(closed: Closed) -> Iterable[tuple[object, ...]]:
    yield (
        closed.thread,
        closed.folder,
        closed.title,
        closed.started,
        closed.ended,
        closed.worked,
        closed.billable,
        closed.parts,
        closed.bill.state,
        closed.bill.number,
        closed.follow_up.due if closed.follow_up else None,
        closed.document,
    )


def _preview(mail: BillingMail, look: Look) -> Iterable[str]:
    yield style(f"To       {clean(mail.to)}", "dim", look)
    yield style(f"Subject  {clean(mail.subject)}", "dim", look)
    yield ""
    yield from clean(mail.text).splitlines()


def _billed(billed: Billed, look: Look) -> Iterable[str]:
    one = billed.session
    yield f"{mark(one.state, look)} {style(dotted(look, one.client_name, one.title), 'bold', look)}"
    yield from bill_lines(billed.bill, (f"{say_minutes(billed.billable)} billable",), one.thread[-4:], look)


_STATES = {
    "free": "no charge",
    "open": "billing not told",
    "prepared": "billing not told",
    "unknown": "not sure whether sent",
    "refused": "refused by the mail server",
    "laid": "in the outbox, not sent",
    "moved": "other client, billing not told",
    "sent": "sent",
    "invoiced": "invoiced",
}


def _bills(lines: tuple[SessionLine, ...], look: Look) -> Iterable[str]:
    if not lines:
        yield "Nothing waits for billing."
    for one in lines:
        ended = say_moment(one.ended) if one.ended else ""
        state = _STATES.get(one.billing, one.billing)
        what = dotted(look, one.client_name, one.title, state)
        yield f"{ended:<22} {say_minutes(one.minutes):>6}  {what}  {one.thread[-4:]}"


def _promises(found: tuple[Promise, ...], look: Look) -> Iterable[str]:
    if not found:
        yield "No open follow-ups."
    for one in found:
        late = style("!", "bad", look) if one.due < look.now else " "
        what = dotted(look, one.client_name, one.text or one.title, one.who)
        yield f"{late} {say_moment(one.due):<22}  {what}  {one.thread[-4:]}"


CLOSED = View("close/1", lambda result, look: list(_human(result, look)), _plain, lambda result: [result.thread])
PREVIEW = View(
    "bill-preview/1",
    lambda result, look: list(_preview(result, look)),
    lambda result: [(result.number, result.to, result.subject, result.worked, result.billable, result.parts)],
    lambda result: [result.number],
)
BILLED = View(
    "bill/1",
    lambda result, look: list(_billed(result, look)),
    lambda result: [(*session_row(result.session), result.bill.number)],
    lambda result: [result.bill.number],
)
BILLS = View(
    "bills/1",
    lambda result, look: list(_bills(result, look)),
    lambda result: [session_row(one) for one in result],
    lambda result: [one.thread for one in result],
)
PROMISES = View(
    "follow-ups/1",
    lambda result, look: list(_promises(result, look)),
    lambda result: [(one.thread, one.folder, one.client_name, one.title, one.due, one.who, one.text) for one in result],
    lambda result: [one.thread for one in result],
)
