"""Access that a client lends: what it is and to whom, and that it was given back. Never the secret itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.case_lists import AccessList
from clientcare.domain.errors import Conflict, NotFound
from clientcare.services.colleagues import colleague
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.casework import Access
    from clientcare.domain.entries import Entered
    from clientcare.domain.sessions import Session


def lent(desk: Desk, *, what: str = "", to: str = "", at: str = "", session: str = "") -> Entered:
    """Record that the client lent access, to me or to another member. Giving it back is a gate at the close.

    Raises Missing for what was lent, NotFound for the member.
    """
    if not what.strip():
        raise Missing([Ask("what", "What was lent? Never the secret itself.", option="WHAT")])
    found = current(desk, session)
    member = colleague(desk, to) if to else desk.me
    fields = {"what": what.strip(), "to": member.handle}
    after, record = enter(desk, found, "lent", fields, at=happened(desk, found, at))
    return acknowledged(desk, after, record, f"{record.get('what')}, to {member.name}")


def returned(desk: Desk, *, what: str = "", at: str = "", session: str = "") -> Entered:
    """Record that lent access was given back: the one that is open, or the one that has `what` in it.

    Raises NotFound where none is open or fits, Conflict where several do.
    """
    found = current(desk, session)
    access = _open(found, what)
    after, record = enter(desk, found, "returned", {"of": access.id}, at=happened(desk, found, at))
    return acknowledged(desk, after, record, access.what)


def listed(desk: Desk, *, session: str = "") -> AccessList:
    """The access that was lent in a session."""
    found = current(desk, session)
    return AccessList(found.thread, found.client_name, found.title, found.accesses)


def _open(session: Session, word: str) -> Access:
    waiting = [one for one in session.accesses if not one.returned]
    if not waiting:
        raise NotFound(f"No access is open in '{session.title}'.", "See: clientcare access list")
    fitting = [one for one in waiting if word.casefold().strip() in one.what.casefold()]
    shown = ", ".join(f"'{one.what}'" for one in waiting)
    if not fitting:
        raise NotFound(f"No open access has '{word}' in it.", f"Open: {shown}.")
    if len(fitting) > 1:
        raise Conflict(
            f"Several are open: {shown}.",
            "Say which one was given back: clientcare access returned WHAT",
        )
    return fitting[0]
