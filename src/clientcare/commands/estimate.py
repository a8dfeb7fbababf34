"""`clientcare estimate`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, OnSession, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import estimates
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare estimate 1h30 if the fuser is in stock")
def estimate(
    context: Context,
    duration: Annotated[str, Argument(metavar="DURATION", help="Work in all: 45m, 1h30, 0:45.")] = "",
    text: Annotated[list[str] | None, Argument(metavar="TEXT...", help="What it holds for.")] = None,
    need: Annotated[str, Option("--need", metavar="TEXT", help="No estimate yet: what is still needed for one.")] = "",
    at: At = "",
    session: OnSession = "",
) -> None:
    """Enter how long it will take in all, as the client was told."""
    desk = desk_of(context)
    entered = complete(
        desk,
        estimates.estimate,
        duration=duration,
        text=" ".join(text or []),
        need=need,
        at=at,
        session=session,
    )
    desk.screen.show(ENTERED, entered)
