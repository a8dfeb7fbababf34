"""Estimates: how long it will take in all, or what is still needed to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.durations import parse_minutes
from clientcare.domain.errors import Usage
from clientcare.domain.times import say_minutes
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered

LONGEST = 60 * 1000


def estimate(
    desk: Desk,
    *,
    duration: str = "",
    text: str = "",
    need: str = "",
    at: str = "",
    session: str = "",
) -> Entered:
    """Enter what the client was told: the minutes of work in all, or in `need` what an estimate still needs.

    Raises Missing where neither is given, Usage for both and for a duration that cannot be meant.
    """
    if duration and need:
        raise Usage("An estimate is a duration, or what it still needs: not both.", "Leave out one of them.")
    if not duration and not need.strip():
        raise Missing(
            [Ask("duration", "How long will it take in all?", kind="duration", option="DURATION")],
            "There is no estimate: give DURATION, or --need TEXT for what you still need to make one.",
        )
    length = parse_minutes(duration) if duration else 0
    if duration and not 0 < length <= LONGEST:
        raise Usage(f"'{duration}' is no estimate.", "Write how long it will take in all, such as 45m or 1h30.")
    found = current(desk, session)
    fields = {"minutes": length or None, "text": need.strip() or text.strip()}
    after, record = enter(desk, found, "estimate", fields, at=happened(desk, found, at))
    said = record.get("text")
    says = f"needs {said}" if need else f"{say_minutes(length)} in all{', ' if said else ''}{said}"
    return acknowledged(desk, after, record, says)
