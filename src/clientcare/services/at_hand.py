"""The session at hand: my running one, or the only open one that I have, for what is done while the clock rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import NotFound
from clientcare.domain.sessions import running
from clientcare.services.finding import current, mine, named

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session


def at_hand(desk: Desk, word: str = "") -> Session:
    """My running session, else my only open one; or the one that `word` names.

    Raises NotFound where none runs and none or several are open, Conflict where `word` fits several.
    """
    if word:
        return named(desk, word)
    sessions = mine(desk)
    found = running(sessions, desk.me.handle)
    if found is None and len(sessions) == 1:
        return sessions[0]
    return found or current(desk)


def running_now(desk: Desk, word: str = "") -> Session | None:
    """The session that `word` names, or my running one, or None where none runs."""
    if word:
        return named(desk, word)
    return running(mine(desk), desk.me.handle)


def not_taking_part(session: Session) -> NotFound:
    """The error for somebody who is no part of a session."""
    return NotFound(
        f"You do not take part in '{session.title}' of {session.lead}.",
        f"Join it: clientcare session join {session.place.short}",
    )
