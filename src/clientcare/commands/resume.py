"""`clientcare resume`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import sessions
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare resume acme")
def resume(
    context: Context,
    session: Annotated[str, Argument(metavar="SESSION", help="Which one; otherwise the one I paused last.")] = "",
    at: At = "",
) -> None:
    """Let my clock run again; a session that runs now is paused."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, sessions.resume, session=session, at=at))
