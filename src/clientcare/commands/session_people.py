"""`clientcare session join|leave|take|hand-over|move`: whose session it is, and which client's."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, OnSession, Option, Typer, desk_of
from clientcare.dialogs.asking import complete
from clientcare.services import moving, participation
from clientcare.views.moves import MOVED
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


def move(
    context: Context,
    session: Annotated[str, Argument(metavar="SESSION", help="Its client, its title, or its last four characters.")],
    to: Annotated[str, Option("--to", metavar="CLIENT", help="The client to whom it belongs.")],
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why it is moved.")] = "",
    yes: Annotated[bool | None, Option("--yes", help="Do not ask.")] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Only show what would be moved.")] = False,
) -> None:
    """Move a session that was filed under the wrong client; billing is told if it knows of it."""
    desk = desk_of(context)
    moved = complete(desk, moving.move, session=session, to=to, reason=reason, yes=yes, dry_run=dry_run)
    desk.screen.show(MOVED, moved)


def register(app: Typer) -> None:
    """Add these commands to the group `session`."""
    app.command(epilog="Example: clientcare session join acme")(join)
    app.command(epilog="Example: clientcare session leave")(leave)
    app.command(epilog="Example: clientcare session take acme")(take)
    app.command(epilog="Example: clientcare session move 7f3a --to zeta")(move)
    app.command("hand-over", epilog="Example: clientcare session hand-over ben Waiting for the new fuser")(hand_over)
