"""`clientcare` and `clientcare status`: where I stand."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Context, Option, desk_of, group
from clientcare.services import sessions
from clientcare.views.sessions import SHORT, STANDING

app = group()


@app.command(epilog="Example: clientcare status --short")
def status(
    context: Context,
    short: Annotated[
        bool, Option("--short", help="One short line, for a prompt or tmux; nothing if nothing runs.")
    ] = False,
) -> None:
    """Show my running session and its clock, what I promised, and what billing was not told."""
    desk = desk_of(context)
    if short:
        desk.screen.show(SHORT, sessions.my_running(desk))
    else:
        bare(context)


def bare(context: Context) -> None:
    """Where I stand, whole."""
    desk = desk_of(context)
    desk.screen.show(STANDING, sessions.standing(desk))
