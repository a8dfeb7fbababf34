"""`clientcare undo`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Context, OnSession, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import undo as undoing
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare undo")
def undo(
    context: Context,
    session: OnSession = "",
    move_to: Annotated[
        str, Option("--move-to", metavar="SESSION", help="It was a note for this session: file it there instead.")
    ] = "",
) -> None:
    """Take my last entry back; both stay on record."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, undoing.undo, session=session, move_to=move_to))
