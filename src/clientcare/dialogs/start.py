"""Beginning at the terminal: an unknown client is offered to be added, or the near one taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from clientcare.dialogs.asking import complete
from clientcare.services import requirements, sessions
from clientcare.services.finding import UnknownClient
from clientcare.services.starting import WHICH_CLIENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from clientcare.desk import Desk
    from clientcare.domain.asks import Ask
    from clientcare.domain.briefings import Briefing

T = TypeVar("T")


def begin(desk: Desk, **given: Any) -> Briefing:
    """Start the session and answer the briefing."""
    return begun_with(desk, _start_and_brief, given)


def begun_with(desk: Desk, start: Callable[..., T], given: dict[str, Any]) -> T:
    """What a service answers that begins something with a client: who that is, and what the guide needs, is asked."""
    while True:
        try:
            if desk.screen.interactive:
                if not given["client"].strip():
                    given["client"] = asked_for(desk, WHICH_CLIENT)
                given["requirements"] = _needs(desk, given)
            return complete(desk, start, **given)
        except UnknownClient as unknown:
            if not desk.screen.interactive:
                raise
            given["client"] = _known(desk, unknown)


def _needs(desk: Desk, given: dict[str, Any]) -> dict[str, str]:
    """Ask for what the guide needs and no check can verify; each is asked once."""
    answers: dict[str, str] = dict(given.get("requirements") or {})
    asks = requirements.questions(desk, client=given["client"], guide=given.get("guide", ""))
    left = [one for one in asks if one.field not in answers]
    if left:
        from clientcare.dialogs.prompts import ask_all

        for field, said in ask_all(desk, left).items():
            answers[field] = "not asked" if said is None else "yes" if said in (True, "yes") else "no"
    return answers


def asked_for(desk: Desk, one: Ask) -> str:
    """The answer to one question."""
    from clientcare.dialogs.prompts import ask_all

    return str(ask_all(desk, [one])[one.field])


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
