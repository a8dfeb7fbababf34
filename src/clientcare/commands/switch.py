"""`clientcare switch`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import sessions
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare switch dentist")
def switch(
    context: Context,
    session: Annotated[str, Argument(metavar="SESSION", help="Its client, its title, or its last four characters.")],
) -> None:
    """Go over to another open session of mine; the running one is paused."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, sessions.resume, session=session))
