"""Telling billing: one bill for each close, each attempt at sending claimed before and its result recorded after."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session


OPEN_STATES = ("open", "prepared", "unknown", "refused", "laid", "moved")
"""States of a bill to which somebody still has to see."""


class Attempt(NamedTuple):
    """One attempt at sending. Without a result it is "unknown": it may have arrived.

    Where billing has to hear of another client, these attempts come last.
    """

    number: int
    status: str
    way: str
    detail: str
    where: str


class Bill(NamedTuple):
    """What became of telling billing about the standing close.

    `state` is "none" (not closed), "free" (no charge), "open" (billing was not told), "prepared" (the bill is written,
    no attempt yet), "unknown" (an attempt without a reply), "refused", "laid" (in the outbox, nobody told), "sent",
    or "invoiced" with the `invoice` number; "moved" where billing knows of it under a client from whom it went since.
    """

    state: str
    number: str = ""
    record: Record | None = None
    attempts: tuple[Attempt, ...] = ()
    invoice: str = ""

    @property
    def told(self) -> bool:
        """Whether billing knows."""
        return self.state in ("sent", "invoiced")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to see to it."""
        return self.state in OPEN_STATES


UNFINISHED = "It was not laid into the outbox, or that could not be put on record; to lay it again makes no second one."
_BEST = ("sent", "unknown", "laid", "refused")


def bill(session: Session) -> Bill:
    """The bill of the standing close. An earlier close's bill stands with that close."""
    if session.closing is None:
        return Bill("none")
    if session.closing.get("cancelled", False) or session.no_charge:
        return Bill("free")
    ordinal = session.closing.ordinal
    record = next((one for one in session.of_kind("bill") if one.ordinal == ordinal), None)
    if record is None:
        return Bill("open")
    return _told(session, record)


def earlier_bills(session: Session) -> tuple[Bill, ...]:
    """The bills of closes that no longer stand and that may have reached billing: they must not be invoiced as well."""
    standing = session.closing.ordinal if session.closing else 0
    made = [_told(session, record) for record in session.of_kind("bill") if record.ordinal != standing]
    return tuple(one for one in made if one.state in ("laid", "unknown", "sent", "invoiced", "moved"))


def _told(session: Session, record: Record) -> Bill:
    """What became of one bill: the best that an attempt may have reached, or what a person marked before the next."""
    attempts = _attempts(session, record.get("number"))
    statuses = [attempt.status for attempt in attempts]
    state = next((status for status in _BEST if status in statuses), "prepared")
    invoice = ""
    following = [one for one in session.of_kind("bill") if one.ordinal > record.ordinal]
    for mark in session.of_kind("mark"):
        if (mark.n, mark.id) > (record.n, record.id) and not any(one.n < mark.n for one in following):
            state = mark.get("as")
            invoice = mark.get("number") or invoice
    if state in ("sent", "invoiced") and (moves := untold_moves(session, record)):
        state, attempts = "moved", (*attempts, *_notices(session, moves[-1], len(attempts)))
    return Bill(state, record.get("number"), record, attempts, invoice)


def untold_moves(session: Session, bill: Record) -> tuple[Record, ...]:
    """The moves to another client since a bill was made of which billing certainly was not told; none where the session
    is back with the client of whom billing knows.
    """
    came = sorted((one for one in session.of_kind("arrived") if one.n > bill.n), key=lambda one: one.ordinal)
    knows = [one for one in session.of_kind("mark") if one.n > bill.n]
    knows += [one for one in session.of_kind("sent") if one.get("status") == "sent"]
    for place in range(len(came), 0, -1):
        notices = [one.get("status") for one in session.of_kind("told") if one.get("about") == came[place - 1].id]
        if notices[-1:] == ["sent"] or any(one.n > came[place - 1].n for one in knows):
            came = came[place:]
            break
    return tuple(came) if came and came[0].get("from") != session.place.folder else ()


def _notices(session: Session, came: Record, before: int) -> tuple[Attempt, ...]:
    told = [one for one in session.of_kind("told") if one.get("about") == came.id]
    return tuple(
        Attempt(before + number, one.get("status"), one.get("way"), one.get("detail"), one.get("where"))
        for number, one in enumerate(told[-1:], 1)
    )


def _attempts(session: Session, number: str) -> tuple[Attempt, ...]:
    results = {record.get("attempt"): record for record in session.of_kind("sent")}
    found = []
    for send in session.of_kind("send"):
        if send.get("number") != number:
            continue
        result = results.get(send.ordinal)
        harmless = send.get("way") == "outbox"  # laid again, it is the same file
        found.append(
            Attempt(
                send.ordinal,
                result.get("status", "unknown") if result else "refused" if harmless else "unknown",
                result.get("way") if result else send.get("way"),
                result.get("detail") if result else UNFINISHED if harmless else "no reply was recorded",
                result.get("where") if result else "",
            ),
        )
    return tuple(found)


def attempts_so_far(session: Session) -> int:
    """How many attempts at sending this session has seen, for all its bills; the next claim is one higher."""
    return max((record.ordinal for record in session.of_kind("send")), default=0)


def bill_number(thread: str, ordinal: int) -> str:
    """The number in the subject: eight characters of the session's id, and which close it belongs to."""
    return f"{thread[-8:].upper()}-{ordinal}"
