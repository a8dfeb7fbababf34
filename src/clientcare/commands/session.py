"""`clientcare session …`: start, add, list, show, and what is rarer in a session's life."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands import session_people
from clientcare.commands.common import Argument, At, Context, OnSession, Option, desk_of, group, leave
from clientcare.dialogs.asking import complete
from clientcare.dialogs.start import begin
from clientcare.domain.closings import exit_of_close
from clientcare.services import adding, corrections, showing, transcripts
from clientcare.services.listing import listed
from clientcare.views.closing import CLOSED
from clientcare.views.entries import ENTERED
from clientcare.views.reports import REPORT
from clientcare.views.sessions import BRIEFING, SESSIONS
from clientcare.views.transcripts import TRANSCRIPT

app = group()

Client = Annotated[str, Argument(metavar="CLIENT", help="The client's handle, name, or a part of it.")]
Title = Annotated[list[str] | None, Argument(metavar="TITLE", help="What it is about, in a few words.")]
Mode = Annotated[str, Option("--mode", metavar="MODE", help="remote, on-site, phone or bench.")]
Guide = Annotated[str, Option("--guide", metavar="GUIDE", help="The guide to walk; otherwise the shop's default.")]
Problem = Annotated[
    str, Option("--problem", metavar="TEXT", help="The problem in the client's words, if the title is not enough.")
]
Which = Annotated[str, Argument(metavar="SESSION", help="Its client, its title, or its last four characters.")]


@app.command(epilog='Example: clientcare session start acme "Printer offline" --mode remote')
def start(
    context: Context,
    client: Client = "",
    title: Title = None,
    mode: Mode = "",
    guide: Guide = "",
    at: At = "",
    colleagues: Annotated[
        list[str] | None,
        Option("--with", metavar="MEMBER", help="A colleague who works along; give it again for more."),
    ] = None,
    problem: Problem = "",
    scope: Annotated[str, Option("--scope", metavar="TEXT", help="What was agreed to be done.")] = "",
    planned: Annotated[str, Option("--planned", metavar="TIME", help="When it was planned to begin.")] = "",
    walk: Annotated[bool, Option("--walk/--no-walk", help="Walk the guide now, on a terminal.")] = True,
    override: Annotated[
        str,
        Option("--override", metavar="REASON", help="Start although the guide needs something else, and why."),
    ] = "",
    alongside: Annotated[bool, Option("--alongside", help="Leave my running session running too.")] = False,
) -> None:
    """Start a session with a client, see what matters about them now, and walk the guide."""
    desk = desk_of(context)
    briefing = begin(
        desk,
        client=client,
        title=" ".join(title or []),
        mode=mode,
        guide=guide,
        at=at,
        colleagues=tuple(colleagues or ()),
        problem=problem,
        scope=scope,
        planned_for=planned,
        override=override,
        alongside=alongside,
    )
    desk.screen.show(BRIEFING, briefing)
    if walk and desk.screen.interactive:
        from clientcare.dialogs.walk import go_on

        go_on(desk, session=briefing.session.thread)


@app.command(
    epilog='Example: clientcare session add acme "Mail call" --mode phone --spent 20m --solution "Reset" --resolved'
)
def add(
    context: Context,
    client: Client = "",
    title: Title = None,
    mode: Mode = "",
    start: Annotated[str, Option("--start", metavar="TIME", help="When it began.")] = "",
    end: Annotated[str, Option("--end", metavar="TIME", help="When it ended; otherwise now.")] = "",
    spent: Annotated[str, Option("--spent", metavar="DURATION", help="How long it took, instead of --start.")] = "",
    solution: Annotated[str, Option("--solution", metavar="TEXT", help="What solved it, or where it stands.")] = "",
    resolved: Annotated[bool | None, Option("--resolved/--unresolved", help="Whether the problem is solved.")] = None,
    problem: Problem = "",
    guide: Guide = "",
    follow_up: Annotated[str, Option("--follow-up", metavar="WHEN", help="When to ask again how it is.")] = "",
    bill: Annotated[bool, Option("--bill", help="Tell billing at once.")] = False,
) -> None:
    """Put a whole session on record after the fact."""
    desk = desk_of(context)
    closed = complete(
        desk,
        adding.add,
        client=client,
        title=" ".join(title or []),
        mode=mode,
        start=start,
        end=end,
        spent=spent,
        solution=solution,
        resolved=resolved,
        problem=problem,
        guide=guide,
        follow_up=follow_up,
        bill=bill,
    )
    desk.screen.show(CLOSED, closed)
    leave(exit_of_close(closed, bill=bill))


@app.command("list", epilog="Example: clientcare session list --client acme --state closed")
def listing(
    context: Context,
    client: Annotated[str, Option("--client", metavar="CLIENT", help="Only this client's.")] = "",
    state: Annotated[str, Option("--state", metavar="STATE", help="open, running, paused, closed or cancelled.")] = "",
    member: Annotated[str, Option("--member", metavar="MEMBER", help="Only those in which this member worked.")] = "",
    since: Annotated[str, Option("--since", metavar="DAY", help="Only those since a day.")] = "",
    most: Annotated[int, Option("--most", metavar="N", help="How many at the most.")] = 50,
) -> None:
    """List sessions, the newest first."""
    desk = desk_of(context)
    lines = listed(desk, client=client, state=state, member=member, since=since, most=most)
    desk.screen.show(SESSIONS, lines)


@app.command(epilog="Example: clientcare session show acme")
def show(
    context: Context,
    session: Annotated[
        str, Argument(metavar="SESSION", help="Its client, title or last characters; mine if left out.")
    ] = "",
    guide: Annotated[
        bool, Option("--guide", help="What its guide showed, to whom, and what was answered, from the kept text.")
    ] = False,
) -> None:
    """Show one session, whole; or how its guide was walked."""
    desk = desk_of(context)
    if guide:
        transcript = transcripts.of_session(desk, session=session)
        desk.screen.show(TRANSCRIPT, transcript)
        leave(transcript.exit)
    else:
        desk.screen.show(REPORT, showing.shown(desk, session=session))


@app.command(epilog="Example: clientcare session edit 7f3a --end 17:40")
def edit(
    context: Context,
    session: Which = "",
    start: Annotated[str, Option("--start", metavar="TIME", help="When it really began.")] = "",
    end: Annotated[str, Option("--end", metavar="TIME", help="When it really ended.")] = "",
    pause: Annotated[str, Option("--pause", metavar="DURATION", help="All pauses together.")] = "",
    title: Annotated[str, Option("--title", metavar="TEXT", help="Another title.")] = "",
    mode: Mode = "",
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why it is corrected.")] = "",
) -> None:
    """Correct a session; what stood there before stays on record."""
    desk = desk_of(context)
    entered = complete(
        desk,
        corrections.edit,
        session=session,
        start=start,
        end=end,
        pause=pause,
        title=title,
        mode=mode,
        reason=reason,
    )
    desk.screen.show(ENTERED, entered)


@app.command(epilog='Example: clientcare session reopen 7f3a --reason "It came back"')
def reopen(
    context: Context,
    session: Which,
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why it is opened again.")] = "",
) -> None:
    """Open a closed session again."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, corrections.reopen, session=session, reason=reason))


@app.command(epilog='Example: clientcare session cancel --reason "Nobody was there"')
def cancel(
    context: Context,
    which: Which = "",
    session: OnSession = "",
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why it did not happen.")] = "",
) -> None:
    """End a session in which nothing happened: a no-show, a mis-start."""
    desk = desk_of(context)
    desk.screen.show(ENTERED, complete(desk, corrections.cancel, session=session or which, reason=reason))


session_people.register(app)
