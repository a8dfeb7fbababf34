"""`clientcare undo`."""

from __future__ import annotations

from clientcare.commands.common import Context, OnSession, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import undo as undoing
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare undo")
def undo(context: Context, session: OnSession = "") -> None:
    """Take my last entry back; both stay on record."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, undoing.undo, session=session))
