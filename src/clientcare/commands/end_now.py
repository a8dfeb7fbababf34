"""`clientcare end-now`."""

from __future__ import annotations

from clientcare.commands.common import Context, OnSession, Words, desk_of, group
from clientcare.services import calls
from clientcare.views.calls import CALL

app = group()


@app.command("end-now", epilog="Example: clientcare end-now")
def end_now(context: Context, text: Words = None, session: OnSession = "") -> None:
    """End at once and reach management: always allowed, no reason asked."""
    desk = desk_of(context)
    call = calls.end_now(desk, text=" ".join(text or []), session=session)
    desk.screen.show(CALL, call)
    calls.insist(call)
