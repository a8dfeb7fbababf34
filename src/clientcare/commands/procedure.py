"""`clientcare procedure …`: a guide that is walked with no clock, from its start to its close."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, At, Context, Option, desk_of, group, leave
from clientcare.dialogs.asking import complete
from clientcare.dialogs.procedure import begin_procedure, end_procedure
from clientcare.dialogs.walk import can_walk, go_on
from clientcare.services import guide_moves, procedures, transcripts, walking
from clientcare.views.entries import ENTERED
from clientcare.views.guide_moves import MOVED
from clientcare.views.participation import TAKING_PART
from clientcare.views.procedures import PROCEDURE, PROCEDURE_CLOSED, PROCEDURE_STARTED, PROCEDURES
from clientcare.views.transcripts import TRANSCRIPT
from clientcare.views.walks import WALK

app = group()

Which = Annotated[
    str,
    Argument(metavar="PROCEDURE", help="Its title, guide, client or last four characters; mine if left out."),
]


@app.command(epilog="Example: clientcare procedure start complaint acme")
def start(
    context: Context,
    guide: Annotated[str, Argument(metavar="GUIDE", help="The guide, one that runs as a procedure.")] = "",
    client: Annotated[str, Argument(metavar="CLIENT", help="The client's handle, name, or a part of it.")] = "",
    title: Annotated[
        list[str] | None, Argument(metavar="TITLE", help="What it is about, if the guide's title is not enough.")
    ] = None,
    session: Annotated[
        str,
        Option("--from", metavar="SESSION", help="The session it came from; otherwise my running one with the client."),
    ] = "",
    instructed_by: Annotated[
        str, Option("--instructed-by", metavar="MEMBER", help="Who told me to begin it, if somebody did.")
    ] = "",
    at: At = "",
    walk: Annotated[bool, Option("--walk/--no-walk", help="Walk the guide now, on a terminal.")] = True,
    override: Annotated[
        str,
        Option("--override", metavar="REASON", help="Start although the guide needs something else, and why."),
    ] = "",
) -> None:
    """Start a procedure with a client: a complaint, a brief, a fee proposal."""
    desk = desk_of(context)
    started = begin_procedure(
        desk,
        guide=guide,
        client=client,
        title=" ".join(title or []),
        session=session,
        instructed_by=instructed_by,
        at=at,
        override=override,
    )
    desk.screen.show(PROCEDURE_STARTED, started)
    if walk and desk.screen.interactive:
        go_on(desk, session=started.procedure.thread)


@app.command("list", epilog="Example: clientcare procedure list --overdue")
def listing(
    context: Context,
    client: Annotated[str, Option("--client", metavar="CLIENT", help="Only this client's.")] = "",
    state: Annotated[str, Option("--state", metavar="STATE", help="open, closed or cancelled.")] = "open",
    mine: Annotated[bool, Option("--mine", help="Only those that I began, or have to take a step of.")] = False,
    overdue: Annotated[bool, Option("--overdue", help="Only those with a step that is overdue.")] = False,
    most: Annotated[int, Option("--most", metavar="N", help="How many at the most.")] = 50,
) -> None:
    """List open procedures, what is overdue in them, and with whom."""
    desk = desk_of(context)
    lines = procedures.listed(desk, client=client, state=state, own=mine, overdue=overdue, most=most)
    desk.screen.show(PROCEDURES, lines)


@app.command(epilog="Example: clientcare procedure show complaint")
def show(
    context: Context,
    procedure: Which = "",
    guide: Annotated[
        bool, Option("--guide", help="What its guide showed, to whom, and what was answered, from the kept text.")
    ] = False,
) -> None:
    """Show one procedure, whole; or how its guide was walked."""
    desk = desk_of(context)
    if guide:
        transcript = transcripts.of_procedure(desk, procedure=procedure)
        desk.screen.show(TRANSCRIPT, transcript)
        leave(transcript.exit)
    else:
        desk.screen.show(PROCEDURE, procedures.shown(desk, procedure=procedure))


@app.command("next", epilog="Example: clientcare procedure next complaint")
def next_step(
    context: Context,
    procedure: Which = "",
    all_steps: Annotated[bool, Option("--all-steps", help="Show reminders that I know singly too.")] = False,
    move: Annotated[
        bool, Option("--move-to-new", help="Move to the guide as it is now, if it was changed since; answers go along.")
    ] = False,
) -> None:
    """Go on with a procedure: on a terminal walk it, elsewhere show the next step or question."""
    desk = desk_of(context)
    thread = procedures.meant(desk, procedure).thread
    if move:
        desk.screen.show(MOVED, guide_moves.move_to_new(desk, session=thread))
    elif can_walk(desk):
        go_on(desk, session=thread, all_steps=all_steps)
    else:
        desk.screen.show(WALK, walking.where(desk, session=thread))


@app.command(epilog='Example: clientcare procedure close complaint --result "Apologised, invoice corrected"')
def close(
    context: Context,
    procedure: Which = "",
    result: Annotated[str, Option("--result", metavar="TEXT", help="What came of it.")] = "",
    at: At = "",
    follow_up: Annotated[
        str, Option("--follow-up", metavar="WHEN", help="When to ask again: 'next week', 1.12. 9:00.")
    ] = "",
    outcome: Annotated[
        list[str] | None,
        Option("--outcome", metavar="NAME=yes|no", help="Whether an outcome of the guide was reached; repeatable."),
    ] = None,
    override: Annotated[
        str, Option("--override", metavar="REASON", help="Close although a gate is not met, and why.")
    ] = "",
) -> None:
    """End a procedure: what came of it, and the outcomes of its guide."""
    desk = desk_of(context)
    closed = end_procedure(
        desk,
        procedure=procedure,
        result=result,
        at=at,
        follow_up=follow_up,
        outcome=tuple(outcome or ()),
        override=override,
    )
    desk.screen.show(PROCEDURE_CLOSED, closed)


@app.command(epilog='Example: clientcare procedure cancel complaint --reason "Begun for the wrong client"')
def cancel(
    context: Context,
    procedure: Which = "",
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why it is not gone on with.")] = "",
) -> None:
    """End a procedure that was begun by mistake, or that nobody needs any more."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, procedures.cancel, procedure=procedure, reason=reason))


@app.command(epilog='Example: clientcare procedure reopen 7f3a --reason "They wrote again"')
def reopen(
    context: Context,
    procedure: Annotated[str, Argument(metavar="PROCEDURE", help="Its client or last four characters.")],
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why it is opened again.")] = "",
) -> None:
    """Open a closed procedure again."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, procedures.reopen, procedure=procedure, reason=reason))


@app.command("hand-over", epilog="Example: clientcare procedure hand-over complaint ben")
def hand_over(
    context: Context,
    procedure: Annotated[str, Argument(metavar="PROCEDURE", help="Its title, guide, client or last four characters.")],
    member: Annotated[str, Argument(metavar="MEMBER", help="The handle, or a part of the name.")],
    text: Annotated[list[str] | None, Argument(metavar="TEXT...", help="What they must know.")] = None,
) -> None:
    """Make a colleague answerable for a procedure of mine."""
    desk = desk_of(context)
    given = {"procedure": procedure, "member": member, "text": " ".join(text or [])}
    desk.screen.show(TAKING_PART, complete(desk, procedures.hand_over, **given))
