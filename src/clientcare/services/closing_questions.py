"""What is still to be said at a close: what the documentation lacks, and what a person is asked beside that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientcare.domain.asks import Ask
from clientcare.domain.closings import AFTER_THE_CLOSE, NOT_ASKED, judge
from clientcare.services.walking import walk_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session

OUTCOME = "outcome:"
"""What stands before an outcome's id in the field of its question."""
_SAID_OTHERWISE = frozenset(("resolved", "documented", "follow-up-scheduled"))
"""Checks that the questions of the close answer anyway."""


def missing(desk: Desk, session: Session, solution: str, resolved: bool | None, at: str) -> tuple[Ask, ...]:
    """What the documentation lacks; and the end of a session in which nothing was entered for hours."""
    asks = []
    if not solution:
        asks.append(Ask("solution", "Solution", kind="lines", option="--solution"))
    if resolved is None:
        asks.append(Ask("resolved", "Solved?", kind="yesno", option="--resolved or --unresolved"))
    now = desk.now()
    if not at and session.forgotten(now):
        from clientcare.domain.times import say_moment

        last = session.last_at or now
        prompt = f"Nothing was entered since {say_moment(last)}. When did it end?"
        asks.append(Ask("at", prompt, kind="time", default=last.isoformat(timespec="minutes"), option="--at"))
    return tuple(asks)


def questions(desk: Desk, session: Session, answers: Mapping[str, Any]) -> tuple[Ask, ...]:
    """What a person at the terminal is asked at the close, in this order, as far as `answers` do not say it yet.

    Problem and solution with what is known; the time, only where it is doubtful; whether it is solved; the outcomes that
    the record cannot tell; the follow-up.
    """
    asks = []
    if not answers.get("problem"):
        asks.append(Ask("problem", "Problem", required=False, default=session.problem, option="--problem"))
    if not answers.get("solution"):
        asks.append(Ask("solution", "Solution", kind="lines", default=session.solution, option="--solution"))
    asks += [ask for ask in missing(desk, session, "-", answers.get("resolved"), answers.get("at", ""))]
    said = answers.get("outcomes") or {}
    for outcome in walk_of(desk, session).guide.outcomes:
        asked = outcome.id not in said and outcome.check not in AFTER_THE_CLOSE | _SAID_OTHERWISE
        if asked and judge([outcome], session, desk.me, {})[0].answer == NOT_ASKED:
            asks.append(Ask(f"{OUTCOME}{outcome.id}", f"{outcome.name}?", kind="yesno", required=False))
    if not answers.get("follow_up") and not any(not one.done for one in session.follow_ups):
        asks.append(Ask("follow_up", "Follow-up", kind="time", required=False, default="none", option="--follow-up"))
    return tuple(asks)
