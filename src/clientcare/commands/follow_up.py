"""`clientcare follow-up …`: what was promised for after a session."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import follow_ups
from clientcare.views.closing import PROMISES
from clientcare.views.entries import ENTERED

app = group()


@app.command("list", epilog="Example: clientcare follow-up list --mine")
def listing(
    context: Context,
    mine: Annotated[bool, Option("--mine", help="Only mine.")] = False,
    client: Annotated[str, Option("--client", metavar="CLIENT", help="Only this client's.")] = "",
) -> None:
    """List open follow-ups, the most urgent first."""
    desk = desk_of(context)
    desk.screen.show(PROMISES, follow_ups.listed(desk, mine=mine, client=client))


@app.command(epilog='Example: clientcare follow-up done 7f3a --happy "Prints well since"')
def done(
    context: Context,
    session: Annotated[str, Argument(metavar="SESSION", help="Its client, its title, or its last four characters.")],
    text: Annotated[list[str] | None, Argument(metavar="TEXT", help="What the client said.")] = None,
    happy: Annotated[bool | None, Option("--happy/--unhappy", help="Whether the client is happy.")] = None,
    at: At = "",
) -> None:
    """Put on record that a follow-up was kept."""
    desk = desk_of(context)
    entered = complete(desk, follow_ups.done, session=session, happy=happy, text=" ".join(text or []), at=at)
    desk.screen.show(ENTERED, entered)
