"""`clientcare close`."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import At, Context, OnSession, Option, desk_of, group, leave
from clientcare.dialogs.close import end_session
from clientcare.domain.closings import exit_of_close
from clientcare.views.closing import CLOSED

app = group()


@app.command(epilog='Example: clientcare close --solution "New fuser fitted" --resolved --follow-up "next week" --bill')
def close(
    context: Context,
    solution: Annotated[str, Option("--solution", metavar="TEXT", help="What solved it, or where it stands.")] = "",
    resolved: Annotated[bool | None, Option("--resolved/--unresolved", help="Whether the problem is solved.")] = None,
    problem: Annotated[
        str, Option("--problem", metavar="TEXT", help="The problem, if the start did not tell it well.")
    ] = "",
    at: At = "",
    follow_up: Annotated[
        str, Option("--follow-up", metavar="WHEN", help="When to ask again: 'next week', 1.12. 9:00.")
    ] = "",
    billable: Annotated[
        str, Option("--billable", metavar="DURATION", help="Bill this long instead of the hours worked.")
    ] = "",
    no_charge: Annotated[str, Option("--no-charge", metavar="REASON", help="Charge nothing, and why.")] = "",
    outcome: Annotated[
        list[str] | None,
        Option("--outcome", metavar="NAME=yes|no", help="Whether an outcome of the guide was reached; repeatable."),
    ] = None,
    override: Annotated[
        str, Option("--override", metavar="REASON", help="Close although a gate is not met, and why.")
    ] = "",
    bill: Annotated[bool, Option("--bill", help="Tell billing at once.")] = False,
    session: OnSession = "",
) -> None:
    """End the session: solution, hours, outcomes, follow-up; with --bill billing is told."""
    desk = desk_of(context)
    closed = end_session(
        desk,
        session=session,
        problem=problem,
        solution=solution,
        resolved=resolved,
        at=at,
        follow_up=follow_up,
        billable=billable,
        no_charge=no_charge,
        outcome=tuple(outcome or ()),
        override=override,
        bill=bill,
    )
    desk.screen.show(CLOSED, closed)
    leave(exit_of_close(closed, bill=bill))
