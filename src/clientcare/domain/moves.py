"""A session that goes to another client: what is answered, and what billing is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clientcare.domain.bills import Bill
    from clientcare.domain.sessions import Session

KNOWN_TO_BILLING = ("laid", "unknown", "sent", "invoiced", "moved")
"""States of a bill in which billing knows of the session, or may."""


class Moved(NamedTuple):
    """A session that was moved. `documents` counts the attachments that went along.

    `billing` is what became of the mail to billing ("sent", "laid", "refused", "unknown"), empty where none was due;
    `detail` says it in words, `where` is the path of a mail in the outbox. `laid` is an earlier mail that still lies
    in the outbox and names the wrong client.
    """

    thread: str
    title: str
    was: str
    was_folder: str
    client: str
    folder: str
    documents: int
    bill: str
    billing: str = ""
    detail: str = ""
    where: str = ""
    laid: str = ""
    dry_run: bool = False


def letter(session: Session, was: str, shop: str) -> tuple[str, str]:
    """Subject and text of the mail that tells billing to which client a session belongs."""
    bill = session.bill
    invoiced = f"It was invoiced as {bill.invoice}: please correct that invoice too." if bill.invoice else ""
    lines = [
        f"Bill number   {bill.number}",
        f"Was for       {was}",
        f"Is for        {session.client_name}",
        f"Title         {session.title}",
        "",
        f"This session was filed under the wrong client. Please bill it to {session.client_name}, and not to {was}.",
        "Hours, parts and the number of the bill stay as they were.",
        *([invoiced] if invoiced else []),
        "",
        f"Shop          {shop}",
        f"Session       {session.thread}",
    ]
    return f"[{bill.number}] Other client: {session.client_name}, not {was}", "\n".join(lines) + "\n"


def outbox_mail(bill: Bill) -> str:
    """Where the mail about a bill lies that nobody has sent yet; empty where there is none."""
    return bill.attempts[-1].where if bill.state == "laid" and bill.attempts else ""
