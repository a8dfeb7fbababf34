"""Notes: what is asked, found, done, learned and advised while a session goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import NotFound, Usage
from clientcare.domain.tables import near
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered
    from clientcare.domain.sessions import Session

SORTS = ("request", "finding", "action", "research", "advice", "update", "other")
"""What a note can be; "update" says that the client was told where things stand."""


def note(
    desk: Desk,
    *,
    text: str,
    sort: str = "",
    visible: bool = False,
    out_of_scope: bool = False,
    amend: bool = False,
    of: int = 0,
    at: str = "",
    session: str = "",
) -> Entered:
    """Note something in a session; on a closed one it is an addendum.

    `amend` gives my last note, or note number `of`, a new text; the old one stays in the record.
    """
    if not text.strip():
        raise Usage("The note is empty.", 'Write it behind the command: clientcare note "Fuser replaced"')
    if sort and sort not in SORTS:
        meant = near(sort, SORTS)
        raise Usage(
            f"There are no notes of the kind '{sort}'.",
            f"Did you mean '{meant}'?" if meant else f"Kinds are: {', '.join(SORTS)}.",
        )
    found = current(desk, session)
    fields = {
        "text": text.strip("\n"),
        "sort": sort or None,
        "visible": visible or None,
        "out-of-scope": out_of_scope or None,
        "amends": _amended(desk, found, of) if amend or of else None,
    }
    after, record = enter(desk, found, "note", fields, at=happened(desk, found, at))
    return acknowledged(desk, after, record, "amended" if fields["amends"] else "")


def _amended(desk: Desk, session: Session, number: int) -> str:
    notes = session.notes if number else [one for one in session.notes if one.by == desk.me.handle]
    if number and not 1 <= number <= len(notes):
        raise NotFound(
            f"There is no note {number} in '{session.title}'.",
            f"It has {len(notes)}. See: clientcare session show {session.place.short}",
        )
    if not notes:
        raise NotFound(f"You have no note in '{session.title}' that could be amended.")
    return notes[number - 1 if number else -1].id
