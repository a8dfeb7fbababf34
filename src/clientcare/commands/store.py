"""`clientcare store …`: what is kept on this laptop until the share takes it, and what waits for its client."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands import store_index
from clientcare.commands.common import Argument, Context, desk_of, group
from clientcare.services import keeping, placing
from clientcare.views.keeping import KEPT, PLACED, SEALING_KEY, SYNCED

app = group()
store_index.register(app)


@app.command("list", epilog="Example: clientcare store list")
def listing(context: Context) -> None:
    """List what is kept on this laptop, and entries that wait in the share for their client."""
    desk = desk_of(context)
    desk.screen.show(KEPT, keeping.listed(desk))


@app.command(epilog="Example: clientcare store sync")
def sync(context: Context) -> None:
    """Save what is kept on this laptop now, and look whether the share still has what was saved."""
    desk = desk_of(context)
    desk.screen.show(SYNCED, keeping.synced(desk))


@app.command(epilog="Example: clientcare store place 7f3a acme")
def place(
    context: Context,
    entries: Annotated[str, Argument(metavar="ID", help="The last characters that store list shows.")],
    client: Annotated[str, Argument(metavar="CLIENT", help="The client's handle, name, or a part of it.")],
) -> None:
    """Place entries that wait for their client."""
    desk = desk_of(context)
    desk.screen.show(PLACED, placing.place(desk, entries=entries, client=client))


@app.command(epilog="Example: clientcare store key rotate")
def key(
    context: Context,
    action: Annotated[str, Argument(metavar="show|rotate", help="Show the key, or make a new one.")] = "show",
) -> None:
    """The key that machines seal with; after rotate what was sealed with an older one can still be saved."""
    desk = desk_of(context)
    desk.screen.show(SEALING_KEY, keeping.key(desk, action=action))
