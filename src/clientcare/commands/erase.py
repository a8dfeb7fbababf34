"""`clientcare erase`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, OnSession, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import erasing
from clientcare.views.erasures import ERASED

app = group()


@app.command(epilog="Example: clientcare erase acme --dry-run")
def erase(
    context: Context,
    client: Annotated[str, Argument(metavar="CLIENT", help="The client's handle, name, or a part of it.")] = "",
    entry: Annotated[str, Option("--entry", metavar="ID", help="Only the entry with this identifier.")] = "",
    document: Annotated[str, Option("--document", metavar="NAME", help="Only this document of CLIENT.")] = "",
    session: OnSession = "",
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why; it stays on record, so name nobody.")] = "",
    yes: Annotated[bool, Option("--yes", help="Do not ask for the name to be typed.")] = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Only show what goes and what stays.")] = False,
) -> None:
    """Erase a client, an entry or a document for good; what must be kept by law stays, and is said."""
    desk = desk_of(context)
    erased = complete(
        desk,
        erasing.erase,
        client=client,
        entry=entry,
        document=document,
        session=session,
        reason=reason,
        yes=yes,
        dry_run=dry_run,
    )
    desk.screen.show(ERASED, erased)
