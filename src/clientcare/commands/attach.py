"""`clientcare attach`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, OnSession, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import attachments
from clientcare.views.attachments import ATTACHED

app = group()


@app.command(epilog="Example: clientcare attach photo.jpg error.log --move")
def attach(
    context: Context,
    files: Annotated[list[str] | None, Argument(metavar="FILE...", help="Files of this machine.")] = None,
    inbox: Annotated[bool, Option("--inbox", help="FILE lies in the share's inbox; alone: what lies there.")] = False,
    name: Annotated[str, Option("--name", metavar="NAME", help="Another name for it in the client's file.")] = "",
    move: Annotated[bool, Option("--move", help="Remove the original from this machine once it is filed.")] = False,
    at: At = "",
    session: OnSession = "",
) -> None:
    """Copy files into the client's file; each copy is verified."""
    desk = desk_of(context)
    attached = complete(
        desk,
        attachments.attach,
        files=files or (),
        inbox=inbox,
        name=name,
        move=move,
        at=at,
        session=session,
        offer=desk.screen.interactive,
    )
    desk.screen.show(ATTACHED, attached)
