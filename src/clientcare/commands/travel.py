"""`clientcare travel`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import At, Context, OnSession, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import travel as travels
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare travel --spent 25m")
def travel(
    context: Context,
    spent: Annotated[str, Option("--spent", metavar="DURATION", help="Enter the time on the way afterwards.")] = "",
    at: At = "",
    session: OnSession = "",
) -> None:
    """Set out for the client; the clock of work rests until you arrive."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, travels.travel, spent=spent, at=at, session=session))
