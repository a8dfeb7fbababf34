"""Beginning a session at the terminal: an unknown client is offered to be added, or the near one taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.dialogs.asking import complete
from clientcare.services import sessions
from clientcare.services.finding import UnknownClient

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.briefings import Briefing


def begin(desk: Desk, **given: Any) -> Briefing:
    """Start the session and answer the briefing."""
    while True:
        try:
            return complete(desk, _start_and_brief, **given)
        except UnknownClient as unknown:
            if not desk.screen.interactive:
                raise
            given["client"] = _known(desk, unknown)


def _start_and_brief(desk: Desk, **given: Any) -> Briefing:
    session, paused = sessions.start(desk, **given)
    return sessions.brief(desk, session, paused)


def _known(desk: Desk, unknown: UnknownClient) -> str:
    from clientcare.dialogs.prompts import choose
    from clientcare.services.clients import add

    new = f"add '{unknown.typed}' as a new client"
    chosen = choose(desk, unknown.message, [*unknown.near, new, "stop"])
    if chosen == "stop":
        raise unknown
    if chosen != new:
        return chosen
    return complete(desk, add, name=unknown.typed).folder
