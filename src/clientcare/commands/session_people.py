"""`clientcare session join|leave|take|hand-over`: the commands of the group `session` for working together."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, OnSession, Typer, desk_of
from clientcare.dialogs.asking import complete
from clientcare.services import participation
from clientcare.views.participation import TAKING_PART

Which = Annotated[
    str,
    Argument(metavar="SESSION", help="Its client, title or last four characters; the only open one if left out."),
]


def join(context: Context, session: Which = "", at: At = "") -> None:
    """Work along in a colleague's session."""
    desk = desk_of(context)
    desk.screen.show(TAKING_PART, complete(desk, participation.join, session=session, at=at))


def leave(context: Context, session: OnSession = "", at: At = "") -> None:
    """Take part in a colleague's session no longer."""
    desk = desk_of(context)
    desk.screen.show(TAKING_PART, complete(desk, participation.leave, session=session, at=at))


def take(context: Context, session: Which = "") -> None:
    """Take a session over: from now on I am answerable for it."""
    desk = desk_of(context)
    desk.screen.show(TAKING_PART, complete(desk, participation.take, session=session))


def hand_over(
    context: Context,
    member: Annotated[str, Argument(metavar="MEMBER", help="The handle, or a part of the name.")],
    text: Annotated[list[str] | None, Argument(metavar="TEXT...", help="What they must know.")] = None,
    session: OnSession = "",
) -> None:
    """Hand a session that I lead over to a colleague."""
    desk = desk_of(context)
    handed = complete(desk, participation.hand_over, member=member, text=" ".join(text or []), session=session)
    desk.screen.show(TAKING_PART, handed)


def register(app: Typer) -> None:
    """Add these commands to the group `session`."""
    app.command(epilog="Example: clientcare session join acme")(join)
    app.command(epilog="Example: clientcare session leave")(leave)
    app.command(epilog="Example: clientcare session take acme")(take)
    app.command("hand-over", epilog="Example: clientcare session hand-over ben Waiting for the new fuser")(hand_over)
