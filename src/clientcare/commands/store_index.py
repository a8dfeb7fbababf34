"""`clientcare store index`: what makes lists and searches fast."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Typer, desk_of
from clientcare.services.index import index as indexed
from clientcare.views.index import INDEX


def register(app: Typer) -> None:
    """Add the command to its group."""
    app.command(epilog="Example: clientcare store index update")(index)


def index(
    context: Context,
    action: Annotated[
        str, Argument(metavar="show|update|rebuild", help="Show it, bring it up to date, or make it anew.")
    ] = "show",
) -> None:
    """What the share keeps so that lists and searches are fast; update is for nightly jobs."""
    desk = desk_of(context)
    desk.screen.show(INDEX, indexed(desk, action=action))
