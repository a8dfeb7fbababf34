"""`clientcare search`: words in all sessions."""

from __future__ import annotations

from typing import Annotated

from clientcare.commands.common import Argument, Context, Option, desk_of, group
from clientcare.services import searches
from clientcare.views.searches import SEARCH

app = group()


@app.command(epilog="Example: clientcare search printer dentist --since 2026-03 --until 2026-05")
def search(
    context: Context,
    words: Annotated[
        list[str],
        Argument(metavar="WORDS...", help="All of them must stand in a session; a phrase in quotes; print* for more."),
    ],
    client: Annotated[str, Option("--client", metavar="CLIENT", help="Only this client's sessions.")] = "",
    member: Annotated[str, Option("--member", metavar="MEMBER", help="Only those in which this member worked.")] = "",
    since: Annotated[str, Option("--since", metavar="DAY", help="Begun on this day, in this month or later.")] = "",
    until: Annotated[str, Option("--until", metavar="DAY", help="Begun on this day, in this month or before.")] = "",
    kind: Annotated[
        list[str] | None,
        Option("--kind", metavar="KIND", help="Only in: title, client, problem, solution, note, part or document."),
    ] = None,
    most: Annotated[int, Option("--most", metavar="N", help="How many on a page.")] = 20,
    page: Annotated[int, Option("--page", metavar="N", help="Which page of the hits.")] = 1,
) -> None:
    """Find sessions by words in their title, client, problem, solution, notes, parts and documents' names."""
    desk = desk_of(context)
    found = searches.search(
        desk,
        words=words,
        client=client,
        member=member,
        since=since,
        until=until,
        kinds=kind or (),
        most=most,
        page=page,
    )
    desk.screen.show(SEARCH, found)
