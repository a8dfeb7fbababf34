"""`clientcare export`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import exporting
from clientcare.views.exports import EXPORTED

app = group()


@app.command(epilog="Example: clientcare export acme --from 2026-07-01 --to 2026-09-30 --for client")
def export(
    context: Context,
    client: Annotated[str, Argument(metavar="CLIENT", help="The client's handle, name, or a part of it.")],
    purpose: Annotated[
        str,
        Option("--for", metavar="WHOM", help="client: one page to hand over. access-request: everything on file."),
    ] = "",
    since: Annotated[str, Option("--from", metavar="DAY", help="Only sessions that began on this day or later.")] = "",
    until: Annotated[str, Option("--to", metavar="DAY", help="Only sessions that began until this day.")] = "",
    into: Annotated[
        str, Option("--into", metavar="DIRECTORY", help="Into a directory of this machine instead of the share.")
    ] = "",
    yes: Annotated[bool | None, Option("--yes", help="Do not ask about readable data on this machine.")] = None,
) -> None:
    """Export what was done for a client, or all that is on file."""
    desk = desk_of(context)
    exported = complete(
        desk, exporting.export, client=client, purpose=purpose, since=since, until=until, into=into, yes=yes
    )
    desk.screen.show(EXPORTED, exported)
