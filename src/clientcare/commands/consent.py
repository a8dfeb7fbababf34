"""`clientcare consent`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, OnSession, Option, desk_of, group
from clientcare.dialogs.asking import complete
from clientcare.services import consents
from clientcare.views.entries import ENTERED

app = group()


@app.command(epilog='Example: clientcare consent backup declined --by "Ms Frei"')
def consent(
    context: Context,
    about: Annotated[str, Argument(metavar="work|backup", help="What the client was asked for.")] = "",
    answer: Annotated[str, Argument(metavar="given|declined|not-applicable", help="What the client said.")] = "",
    who: Annotated[str, Option("--by", metavar="WHO", help="Who said so.")] = "",
    at: At = "",
    session: OnSession = "",
) -> None:
    """Record what the client said when asked for permission to work, or for a backup."""
    desk = desk_of(context)
    entered = complete(desk, consents.consent, about=about, answer=answer, who=who, at=at, session=session)
    desk.screen.show(ENTERED, entered)
