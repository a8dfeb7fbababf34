"""`clientcare option …`: the ways that are offered, and the client's choice."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, OnSession, Option, Words, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import options
from clientcare.views.entries import ENTERED
from clientcare.views.options import OPTIONS

app = group()


@app.command(epilog='Example: clientcare option add New printer --cost "CHF 350" --consequence "No repair for years"')
def add(
    context: Context,
    text: Words = None,
    cost: Annotated[str, Option("--cost", metavar="COST", help="What it costs, as the client was told.")] = "",
    consequence: Annotated[str, Option("--consequence", metavar="TEXT", help="What follows from it.")] = "",
    at: At = "",
    session: OnSession = "",
) -> None:
    """Enter one way that was offered."""
    desk = desk_of(context)
    entered = complete(
        desk,
        options.add,
        text=" ".join(text or []),
        cost=cost,
        consequence=consequence,
        at=at,
        session=session,
    )
    desk.screen.show(ENTERED, entered)


@app.command(epilog='Example: clientcare option choose 2 --by "Ms Frei"')
def choose(
    context: Context,
    option: Annotated[str, Argument(metavar="N", help="The option's number, or any part of its text.")] = "",
    who: Annotated[str, Option("--by", metavar="WHO", help="Who chose it.")] = "",
    at: At = "",
    session: OnSession = "",
) -> None:
    """Record which way the client chose."""
    desk = desk_of(context)
    entered = complete(desk, options.choose, option=option, who=who, at=at, session=session)
    desk.screen.show(ENTERED, entered)


@app.command("list", epilog="Example: clientcare option list")
def listing(context: Context, session: OnSession = "") -> None:
    """List what was offered."""
    desk = desk_of(context)
    desk.screen.show(OPTIONS, options.listed(desk, session=session))
