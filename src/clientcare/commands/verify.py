"""`clientcare verify`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, desk_of, group
from clientcare.dialogs.progress import telling
from clientcare.dialogs.texts import contents
from clientcare.services import verification
from clientcare.views.verifications import VERIFIED

app = group()


@app.command(epilog="Example: clientcare verify --since yesterday")
def verify(
    context: Context,
    client: Annotated[str, Argument(metavar="CLIENT", help="Only this client's file; otherwise all of them.")] = "",
    since: Annotated[
        str,
        Option("--since", metavar="DAY", help="Only what may have changed since a day; quick enough for every night."),
    ] = "",
    heads: Annotated[
        list[str] | None,
        Option("--heads", metavar="FILE", help="Hold mails that billing got (.eml; - reads one) against the share."),
    ] = None,
    machine: Annotated[
        str, Option("--machine", metavar="NAME", help="List what one machine filed too, for a laptop that was lost.")
    ] = "",
) -> int:
    """Say whether every entry, document and guide is still what was filed. Nothing is changed."""
    desk = desk_of(context)
    with telling(desk) as tell:
        found = verification.verify(
            desk, client=client, since=since, machine=machine, mails=contents(desk, heads or ()), tell=tell
        )
    desk.screen.show(VERIFIED, found)
    return int(found.exit)
