"""Taking part: which session of mine runs now, and what is said to somebody who is no part of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import NotFound
from clientcare.domain.sessions import running
from clientcare.services.finding import mine, named

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session


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
