"""`clientcare ask-team`."""

from __future__ import annotations

from clientcare.commands.common import Context, OnSession, Words, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.dialogs.texts import text_of
from clientcare.services import calls
from clientcare.views.calls import CALL

app = group()


@app.command("ask-team", epilog="Example: clientcare ask-team Who knows this error code: E-2041?")
def ask_team(context: Context, text: Words = None, session: OnSession = "") -> None:
    """Ask the team for help; the session goes on meanwhile."""
    desk = desk_of(context)
    said = text_of(desk, text, "Question") if text else ""
    call = complete(desk, calls.ask_team, text=said, session=session)
    desk.screen.show(CALL, call)
    calls.insist(call)
