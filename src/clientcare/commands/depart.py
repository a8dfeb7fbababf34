"""`clientcare depart`."""

from __future__ import annotations

from clientcare.commands.common import At, Context, OnSession, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import travel
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare depart")
def depart(context: Context, at: At = "", session: OnSession = "") -> None:
    """Leave the client's place; the clock of work rests."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, travel.depart, at=at, session=session))
