"""`clientcare access …`: what access a client lent, and that it was given back."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, OnSession, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import accesses
from clientcare.views.accesses import ACCESSES
from clientcare.views.entries import ENTERED

app = group()

What = Annotated[list[str] | None, Argument(metavar="WHAT...", help="The access: an account, a key. Never the secret.")]


@app.command(epilog="Example: clientcare access lent temporary administrator account --to ben")
def lent(
    context: Context,
    what: What = None,
    to: Annotated[str, Option("--to", metavar="MEMBER", help="To whom, if not to me.")] = "",
    at: At = "",
    session: OnSession = "",
) -> None:
    """Record that the client lent access; giving it back is due before the close."""
    desk = desk_of(context)
    entered = complete(desk, accesses.lent, what=" ".join(what or []), to=to, at=at, session=session)
    desk.screen.show(ENTERED, entered)


@app.command(epilog="Example: clientcare access returned administrator")
def returned(context: Context, what: What = None, at: At = "", session: OnSession = "") -> None:
    """Record that it was given back: the client changed it, or has the key again."""
    desk = desk_of(context)
    entered = complete(desk, accesses.returned, what=" ".join(what or []), at=at, session=session)
    desk.screen.show(ENTERED, entered)


@app.command("list", epilog="Example: clientcare access list")
def listing(context: Context, session: OnSession = "") -> None:
    """List what was lent, and what is still open."""
    desk = desk_of(context)
    desk.screen.show(ACCESSES, accesses.listed(desk, session=session))
