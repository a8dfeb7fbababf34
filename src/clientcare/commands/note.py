"""`clientcare note`."""

from typing import Annotated

from clientcare.commands.common import At, Context, OnSession, Option, Words, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.dialogs.texts import text_of
from clientcare.services import notes
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog="Example: clientcare note Fuser worn out at 187k pages, replaced it")
def note(
    context: Context,
    text: Words = None,
    kind: Annotated[
        str,
        Option(
            metavar="KIND", help="request, finding, action, research, advice, update (the client was told) or other."
        ),
    ] = "",
    client_visible: Annotated[bool, Option("--client-visible", help="May be shown to the client.")] = False,
    out_of_scope: Annotated[bool, Option("--out-of-scope", help="It was not agreed to be done.")] = False,
    amend: Annotated[
        bool, Option("--amend", help="Gives my last note a new text; the old one stays on record.")
    ] = False,
    of: Annotated[int, Option("--of", metavar="N", help="Amend note number N instead.")] = 0,
    at: At = "",
    session: OnSession = "",
) -> None:
    """Note something in the running session; in a closed one it becomes an addendum."""
    desk = desk_of(context)
    entered = complete(
        desk,
        notes.note,
        text=text_of(desk, text, "Note"),
        sort=kind,
        visible=client_visible,
        out_of_scope=out_of_scope,
        amend=amend,
        of=of,
        at=at,
        session=session,
    )
    desk.screen.show(ENTERED, entered)
