"""What is still to be said at a close: what the documentation lacks, and what a person is asked beside that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.asks import Ask
from clientcare.domain.closings import AFTER_THE_CLOSE, NOT_ASKED, judge
from clientcare.domain.errors import Usage
from clientcare.domain.hours import cut
from clientcare.domain.times import say_minutes, say_moment, say_span, say_time
from clientcare.services.moments import fixed, happened
from clientcare.services.walking import walk_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session

_RESULT = Ask("result", "What came of it", kind="lines", required=False, option="--result")
OUTCOME = "outcome:"
"""What stands before an outcome's id in the field of its question."""
_SAID_OTHERWISE = frozenset(("resolved", "documented", "follow-up-scheduled"))
"""Checks that the questions of the close answer anyway."""
_SOLUTION = Ask("solution", "Solution", kind="lines", option="--solution")
_RESOLVED = Ask("resolved", "Solved?", kind="yesno", option="--resolved or --unresolved")


def missing(desk: Desk, session: Session, solution: str, resolved: bool | None, at: str) -> tuple[Ask, ...]:
    """What the documentation lacks; and the end of a session in which nothing was entered for hours."""
    asks = [] if solution else [_SOLUTION]
    if resolved is None:
        asks.append(_RESOLVED)
    if not at and session.forgotten(desk.now()):
        asks.append(_end(desk, session))
    return tuple(asks)


def questions(desk: Desk, session: Session, answers: Mapping[str, Any]) -> tuple[Ask, ...]:
    """What a person at the terminal is asked at the close, in this order, as far as `answers` do not say it yet.

    Problem and solution with what is known, and the hours with the proposed end (all three are left out where the
    solution was given, but for a doubtful end); whether it is solved; the outcomes that the record cannot tell; the
    follow-up.
    """
    asks = []
    if not answers.get("solution"):
        if not answers.get("problem"):
            asks.append(Ask("problem", "Problem", default=session.problem, option="--problem"))
        asks.append(_SOLUTION._replace(default=session.solution))
    if not answers.get("at") and (not answers.get("solution") or session.forgotten(desk.now())):
        asks.append(_end(desk, session))
    if answers.get("resolved") is None:
        asks.append(_RESOLVED)
    return (*asks, *about_outcomes(desk, session, answers))


def about_outcomes(desk: Desk, session: Session, answers: Mapping[str, Any]) -> tuple[Ask, ...]:
    """The outcomes that the record cannot tell, and the follow-up, as far as `answers` do not say it yet."""
    asks = []
    said = answers.get("outcomes") or {}
    for outcome in walk_of(desk, session).guide.outcomes:
        asked = outcome.id not in said and outcome.check not in AFTER_THE_CLOSE | _SAID_OTHERWISE
        if asked and judge([outcome], session, desk.me, {})[0].answer == NOT_ASKED:
            asks.append(Ask(f"{OUTCOME}{outcome.id}", f"{outcome.name}?", kind="yesno", required=False))
    if not answers.get("follow_up") and not any(not one.done for one in session.follow_ups):
        asks.append(Ask("follow_up", "Follow-up", kind="time", required=False, default="none", option="--follow-up"))
    return tuple(asks)


def about_procedure(desk: Desk, procedure: Session, answers: Mapping[str, Any]) -> tuple[Ask, ...]:
    """What a person is asked at the close of a procedure: what came of it, then as `about_outcomes`."""
    asks = [] if answers.get("result") else [_RESULT._replace(default=procedure.solution)]
    return (*asks, *about_outcomes(desk, procedure, answers))


def _end(desk: Desk, session: Session) -> Ask:
    end = proposed_end(desk, session)
    if session.forgotten(desk.now()):
        prompt, default = f"Nothing was entered since {say_moment(end)}. When did it end?", say_moment(end)
    else:
        pause = session.paused(end)
        rest = f"{say_minutes(pause)} paused" if pause else "no pause"
        span = say_span(session.started or end, end)
        prompt, default = f"Time {span} = {say_minutes(session.worked(end))}, {rest}. End", say_time(end)
    return Ask("at", prompt, kind="time", default=default, option="--at")


def proposed_end(desk: Desk, session: Session) -> datetime:
    """When the session probably ended: after its last entry where it was forgotten, else as `ending` says."""
    if session.last_at and session.forgotten(desk.now()):
        return session.last_at
    return ending(desk, session, "")


def ending(desk: Desk, session: Session, at: str) -> datetime:
    """When the session ended: as typed, or when the last clock stopped, or now.

    Raises Usage for an end before the start, or before a clock was started again.
    """
    if at:
        end = happened(desk, session, at)
    else:
        stopped = [] if session.running_since else [span.end for span in session.all_spans if span.end]
        end = max(stopped, default=fixed(desk.now()).replace(microsecond=0))
    if session.started and end < session.started:
        raise Usage(f"The end, {say_moment(end)}, lies before the start, {say_moment(session.started)}.")
    begun = max((span.start for span in session.all_spans), default=end)
    if end < cut(begun):
        raise Usage(
            f"The end, {say_moment(end)}, lies before {say_moment(begun)}, when the clock was started again.",
            "Give a later end, or take that entry back first: clientcare undo",
        )
    return max(end, begun)
