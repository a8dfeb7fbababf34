"""`clientcare pause`."""

from __future__ import annotations

from clientcare.commands.common import At, Context, OnSession, Words, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import sessions
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare pause waiting for a call back")
def pause(context: Context, text: Words = None, at: At = "", session: OnSession = "") -> None:
    """Stop my clock in the running session."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, sessions.pause, text=" ".join(text or []), at=at, session=session))
