"""`clientcare arrive`."""

from __future__ import annotations

from clientcare.commands.common import At, Context, OnSession, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import travel
from clientcare.views.punctuality import ARRIVED

app = group()


@app.command(epilog="Example: clientcare arrive --at 13:50")
def arrive(context: Context, at: At = "", session: OnSession = "") -> None:
    """Be there: the clock of work runs, and you see how early you are."""
    desk = desk_of(context)
    desk.screen.show(ARRIVED, complete(desk, travel.arrive, at=at, session=session))
