"""What a close sets going: its entries are filed, documents made, billing told; and what a crash left is finished."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.closings import Closed, Judged
from clientcare.domain.errors import ClientcareError, Conflict
from clientcare.domain.receipts import answer_of
from clientcare.domain.records import UNPLACED
from clientcare.domain.sessions import fold
from clientcare.services import billing
from clientcare.services.entries import Draft, enter, file
from clientcare.services.finding import mine
from clientcare.services.listing import line
from clientcare.services.sessions import drop_hints

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.briefings import SessionLine
    from clientcare.domain.sessions import Session

LEFT_BEHIND = timedelta(minutes=2)
"""A close whose documents are missing after this time was cut short; before, somebody may still be making them."""


class Plan(NamedTuple):
    """A close that may be filed: its entry, that of the follow-up, and the outcomes as they were judged."""

    session: Session
    close: Draft
    follow_up: Draft | None
    outcomes: tuple[Judged, ...]


class Filed(NamedTuple):
    """A close that is on record: what it closed, how many secrets were masked, what could not be done after it
    (`trouble`), and what waits for the share (`later`).
    """

    session: Session
    masked: int
    trouble: tuple[str, ...]
    later: str = ""


def carried_out(desk: Desk, plan: Plan, *, bill: bool) -> Closed:
    """File the close as `filed` says; answers what came of it."""
    done = filed(desk, plan, bill=bill)
    return closed(desk, done.session, plan.outcomes, done.masked, done.trouble, later=done.later)


def filed(desk: Desk, plan: Plan, *, bill: bool = False) -> Filed:
    """File the follow-up, then the close, which decides who was first; then bill, documents and hints.

    The documents come after the bill, so that they tell what became of it.

    Whoever was not first takes the follow-up back and gets Conflict. Once the close is filed nothing undoes it: what
    fails afterwards is told in the answer, and `finish_left` makes up for it.
    """
    session, promised = plan.session, None
    if plan.follow_up:
        session, promised = file(desk, session, plan.follow_up)
    try:
        session, record = file(desk, session, plan.close._replace(ordinal=session.closes + 1))
    except Conflict:
        if promised:
            enter(desk, session, "undo", {"of": promised.id})
        raise
    masked = int(record.get("masked", 0))
    if answer_of(desk.receipts) != "filed":
        return Filed(session, masked, (), _later(bill))
    trouble = []
    if bill:
        try:
            session = billing.tell(desk, session)
        except (ClientcareError, KeyboardInterrupt) as error:
            trouble.append(f"Billing could not be told: {_why(error)}")
    try:
        session = finished(desk, session)
    except (ClientcareError, KeyboardInterrupt) as error:
        trouble.append(f"The documents could not be finished: {_why(error)}")
        session = _as_it_is(desk, session)
    return Filed(session, masked, tuple(trouble))


def _later(bill: bool) -> str:
    return f"The pages{' and the mail to billing' if bill else ''} are made when the share is back."


def _why(error: BaseException) -> str:
    return f"{error.message} {error.hint}".strip() if isinstance(error, ClientcareError) else "it was stopped."


def _as_it_is(desk: Desk, session: Session) -> Session:
    """The session with what was filed before something went wrong; as it was known where it cannot be read."""
    try:
        return fold(desk.store.read(session.place))
    except ClientcareError:
        return session


def finished(desk: Desk, session: Session) -> Session:
    """Make the documents of a closed session that are missing, with what others entered meanwhile; then it is no longer
    found among the open ones.
    """
    from clientcare.services.documents import finish

    session = finish(desk, fold(desk.store.read(session.place)))
    drop_hints(desk, session)
    return session


def finish_left(desk: Desk, session: Session) -> None:
    """Finish what a crash left of a close. An error is no concern of the command that came by: the next tries again."""
    closing = session.closing
    if closing is None or session.place.folder == UNPLACED or desk.now() - closing.filed < LEFT_BEHIND:
        return
    with suppress(ClientcareError):
        finish_filed(desk, session)


def finish_filed(desk: Desk, session: Session) -> Session:
    """Finish a close that was filed and no more: billing is told where that was asked for, then documents are made.

    Raises as `billing.tell` and `finished` do.
    """
    if session.closing and session.closing.get("tell-billing", False) and session.bill.record is None:
        session = billing.tell(desk, session)
    return finished(desk, session)


def closed(
    desk: Desk,
    session: Session,
    outcomes: tuple[Judged, ...],
    masked: int,
    trouble: tuple[str, ...],
    later: str = "",
) -> Closed:
    """The answer to a close. Prices that cannot be read now are not summed up."""
    from clientcare.domain.billing_mails import parts_total
    from clientcare.domain.bills import earlier_bills
    from clientcare.domain.reports import BillReport

    now = desk.now()
    bill = session.bill
    documents = [
        record.get("path") for record in session.of_kind("document") if record.get("what") == session.place.sort
    ]
    worked = session.worked(now)
    return Closed(
        session.thread,
        session.place.folder,
        session.client_name,
        session.title,
        session.started,
        session.ended,
        worked,
        session.paused(now),
        session.travel(now),
        0 if session.no_charge else worked if session.billable is None else session.billable,
        session.no_charge,
        bool(session.resolved),
        outcomes,
        str(session.closing.get("override")) if session.closing else "",
        session.follow_up,
        str(parts_total(session, desk.shop.currency).amount) if session.parts and session.known.whole else "",
        desk.shop.currency,
        desk.store.shown(session.place.folder, documents[-1]) if documents else "",
        BillReport(bill.state, bill.number, bill.invoice, bill.attempts),
        masked,
        sum(session.is_late(record) for record in session.records),
        trouble,
        _waiting(desk, session),
        tuple(BillReport(one.state, one.number, one.invoice, one.attempts) for one in earlier_bills(session)),
        later,
    )


def _waiting(desk: Desk, session: Session) -> tuple[SessionLine, ...]:
    """My other open sessions, which can be gone on with now; none where the share does not tell."""
    try:
        return tuple(line(one, desk.now()) for one in mine(desk) if one.thread != session.thread)
    except ClientcareError:
        return ()
