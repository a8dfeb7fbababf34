"""A whole session after the fact: begun, worked and closed in one command."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Usage
from clientcare.domain.sessions import MODES
from clientcare.services import billing, closing, sessions
from clientcare.services.entries import with_drafts
from clientcare.services.finishing import carried_out
from clientcare.services.moments import happened
from clientcare.services.starting import begun

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.desk import Desk
    from clientcare.domain.closings import Closed

LONGEST = timedelta(hours=16)
"""A session after the fact that took longer is a slip in a day; one that was held live may take as long as it likes."""


def add(
    desk: Desk,
    *,
    client: str,
    title: str = "",
    mode: str = "",
    start: str = "",
    end: str = "",
    spent: str = "",
    solution: str = "",
    resolved: bool | None = None,
    problem: str = "",
    guide: str = "",
    follow_up: str = "",
    bill: bool = False,
) -> Closed:
    """Put a session on record that is over: from `start` to `end` (now if left out), or `spent` long before `end`.

    Raises Missing for title, mode, solution, whether it is solved, and the times; Usage where they contradict.
    """
    asks = []
    if not title.strip():
        asks.append(Ask("title", "What was it about, in a few words?", option="TITLE"))
    if not mode:
        asks.append(Ask("mode", "How was it held?", kind="choice", choices=MODES, option="--mode"))
    if not solution.strip():
        asks.append(Ask("solution", "Solution", kind="lines", option="--solution"))
    if resolved is None:
        asks.append(Ask("resolved", "Solved?", kind="yesno", option="--resolved or --unresolved"))
    if not start and not spent:
        asks.append(Ask("spent", "How long did it take?", kind="duration", option="--spent or --start"))
    if asks:
        raise Missing(asks)
    first, last = _times(desk, start, end, spent)
    if bill:
        billing.check_may_bill(desk, resolved=bool(resolved), no_charge="")
    begins = sessions.planned_start(
        desk,
        client=client,
        title=title,
        mode=mode,
        guide=guide,
        at=first,
        problem=problem,
    )
    desk.store.keep_guide(begins.guide)
    ends = closing.planned_close(
        desk,
        with_drafts(desk, begins.session, begins.entry),
        problem="",
        solution=solution,
        resolved=resolved,
        at=last,
        follow_up=follow_up,
        billable="",
        no_charge="",
        outcomes={},
        override="",
    )
    return carried_out(desk, ends._replace(session=begun(desk, begins)), bill=bill)


def _times(desk: Desk, start: str, end: str, spent: str) -> tuple[str, str]:
    if start and spent and end:
        raise Usage("--start, --end and --spent cannot all be meant.", "Give two of them.")
    last = happened(desk, None, end)
    if start:
        first = happened(desk, None, start)
        if spent:
            last = first + _length(spent)
    else:
        first = last - _length(spent)
    if not timedelta(0) <= last - first <= LONGEST:
        raise _cannot_be(first, last)
    return first.isoformat(), last.isoformat()


def _cannot_be(first: datetime, last: datetime) -> Usage:
    from clientcare.domain.times import say_minutes, say_moment

    if last < first:
        return Usage(f"The end, {say_moment(last)}, lies before the start, {say_moment(first)}.")
    took = say_minutes(int((last - first).total_seconds()) // 60)
    return Usage(
        f"From {say_moment(first)} to {say_moment(last)} it would have taken {took}.",
        "Give the day of both: --start 'yesterday 14:00' --end 'yesterday 15:00'.",
    )


def _length(spent: str) -> timedelta:
    from clientcare.domain.durations import parse_minutes

    minutes = parse_minutes(spent)
    if not minutes:
        raise Usage(f"A session cannot take {spent}.", "Such as 20m or 1.5h.")
    return timedelta(minutes=minutes)
