"""The mail that tells billing: the client's information, the title, when, how long, what was fitted and done."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.bills import bill_number, earlier_bills
from clientcare.domain.money import Money, say_money, times, total
from clientcare.domain.times import say_minutes, say_moment

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.domain.casework import Part
    from clientcare.domain.clients import Client
    from clientcare.domain.sessions import Session
    from clientcare.domain.shop import Shop


class BillingMail(NamedTuple):
    """A bill as it is told: `message_id` is the same at each attempt, so that nobody invoices twice."""

    number: str
    to: str
    subject: str
    text: str
    message_id: str
    worked: int
    billable: int
    parts: str


def part_total(part: Part) -> Money | None:
    """Quantity times price, rounded half up to the currency's minor unit; None where no price was given."""
    if not part.price:
        return None
    return times(Money(Decimal(part.price), part.currency), Decimal(part.quantity))


def parts_total(session: Session, currency: str) -> Money:
    """The sum of all priced parts that are not late."""
    priced = [amount for part in session.parts if not part.late and (amount := part_total(part))]
    return total(priced, currency)


def compose(session: Session, client: Client, shop: Shop, heads: tuple[str, ...], now: datetime) -> BillingMail:
    """The mail about the standing close of a session; the same session always gives the same mail."""
    assert session.closing is not None
    ordinal = session.closing.ordinal
    number = bill_number(session.thread, ordinal)
    worked = session.worked(now)
    billable = worked if session.billable is None else session.billable
    money = parts_total(session, shop.currency)
    text = "\n".join(_lines(session, client, shop, number, worked, billable, money, heads, now))
    return BillingMail(
        number,
        shop.billing_address,
        f"[{number}] {client.name}: {session.title}",
        text + "\n",
        f"<bill-{session.thread}-{ordinal}@{shop.store}.clientcare.invalid>",
        worked,
        billable,
        str(money.amount),
    )


def _lines(
    session: Session,
    client: Client,
    shop: Shop,
    number: str,
    worked: int,
    billable: int,
    money: Money,
    heads: tuple[str, ...],
    now: datetime,
) -> list[str]:
    lines = [f"Bill number   {number}"]
    lines += [f"Replaces      {one.number}, which must not be invoiced as well" for one in earlier_bills(session)]
    lines += [f"Client        {client.name}"]
    if client.billing_address:
        lines += [f"              {line}" for line in client.billing_address.splitlines()]
    if client.billing_mail:
        lines.append(f"              {client.billing_mail}")
    lines += [f"              {one.name} {one.phone} {one.mail}".rstrip() for one in client.contacts[:1]]
    account = client.account(now.date())
    lines += [f"Account       {account}"] if account else []
    lines += [
        "",
        f"Title         {session.title}",
        f"Held          {session.mode}, by {', '.join(session.spans) or session.lead}",
        f"Start         {say_moment(session.started)}" if session.started else "",
        f"End           {say_moment(session.ended)}" if session.ended else "",
        f"Worked        {say_minutes(worked)}  (pauses {say_minutes(session.paused(now))}, not counted)",
        f"Billable      {say_minutes(billable)}",
    ]
    travel = session.travel(now)
    lines += [f"Travel        {say_minutes(travel)}"] if travel else []
    lines += ["", "Parts" if session.parts else "Parts         none"]
    lines += [_part(part) for part in session.parts]
    lines += [f"  Sum         {say_money(money)}"] if session.parts else []
    lines += ["", "Problem", *_indented(session.problem), "", "Solution", *_indented(session.solution)]
    if not session.resolved:
        lines += ["", "The problem is NOT solved; the shop's settings permit billing it."]
    lines += ["", f"Shop          {shop.name}", f"Session       {session.thread}"]
    lines += [f"Proof         {digest}" for digest in heads]
    return lines


def _part(part: Part) -> str:
    amount = part_total(part)
    price = say_money(amount) if amount else "no price given"
    serials = ", ".join(
        f"{word} {serial}" for word, serial in (("out", part.serial_out), ("in", part.serial_in)) if serial
    )
    late = "  (entered after the close, not in the sum)" if part.late else ""
    return f"  {part.quantity} x {part.name}{f' ({serials})' if serials else ''}  {price}{late}"


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]
