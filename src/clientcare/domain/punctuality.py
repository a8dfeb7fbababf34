"""Punctuality: how early somebody was there, beside the minutes that are aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from clientcare.domain.hours import cut

if TYPE_CHECKING:
    from datetime import datetime

    from clientcare.domain.entries import Entered

AIMS = {"remote": 5, "on-site": 10}
"""Minutes before the planned time: a remote session is joined 5 to 10 minutes early, a visit reached 10 early."""


class Punctuality(NamedTuple):
    """How an arrival compares with the plan.

    `early` counts whole minutes before `planned` (aware) and is negative after it; `aim` is how many were aimed at, and
    `met` whether they were reached.
    """

    planned: datetime
    early: int
    aim: int
    met: bool


class Arrival(NamedTuple):
    """An acknowledged arrival; `punctuality` is None where no time was planned."""

    entered: Entered
    punctuality: Punctuality | None


def punctuality(arrived: datetime, planned: datetime, mode: str) -> Punctuality:
    """Compare two aware moments, without their seconds; sessions by phone and at the bench are to be on time."""
    early = round((cut(planned).timestamp() - cut(arrived).timestamp()) / 60)
    aim = AIMS.get(mode, 0)
    return Punctuality(planned, early, aim, early >= aim)


def say_punctuality(found: Punctuality) -> str:
    """Say it: "12 min early", "on time", "4 min late", "1:15 h late"; with the aim where it was missed by a little."""
    if not found.early:
        said = "on time"
    else:
        from clientcare.domain.times import say_minutes

        length = abs(found.early)
        shown = f"{length} min" if length < 60 else f"{say_minutes(length)} h"
        said = f"{shown} {'early' if found.early > 0 else 'late'}"
    return said if found.met or found.early < 0 else f"{said}, the aim is {found.aim} min early"
