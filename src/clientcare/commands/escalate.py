"""`clientcare escalate`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Context, OnSession, Option, Words, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.dialogs.texts import text_of
from clientcare.services import calls
from clientcare.views.calls import CALL

app = group()


@app.command(epilog="Example: clientcare escalate The disk fails and there is no backup")
def escalate(
    context: Context,
    text: Words = None,
    to: Annotated[
        list[str] | None,
        Option("--to", metavar="MEMBER", help="To whom, instead of all seniors and managers; again for more."),
    ] = None,
    session: OnSession = "",
) -> None:
    """Raise the session to a senior or manager; it goes on meanwhile."""
    desk = desk_of(context)
    said = text_of(desk, text, "Escalation") if text else ""
    call = complete(desk, calls.escalate, text=said, to=to or (), session=session)
    desk.screen.show(CALL, call)
    calls.insist(call)
