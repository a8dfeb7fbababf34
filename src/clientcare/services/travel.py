"""On the way, at the client's, and gone again; punctuality is told on arrival."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.durations import parse_minutes
from clientcare.domain.errors import Usage
from clientcare.domain.punctuality import Arrival, punctuality
from clientcare.domain.times import say_minutes
from clientcare.services.at_hand import not_taking_part
from clientcare.services.entries import acknowledged, draft, enter, file
from clientcare.services.finding import current, mine
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.entries import Entered
    from clientcare.domain.sessions import Session

LONGEST = 24 * 60
AT_THE_SHOP = ("remote", "phone")
"""Modes in which nobody goes to the client: a way there is allowed, and likely meant for another session."""


def travel(desk: Desk, *, spent: str = "", at: str = "", session: str = "") -> Entered:
    """I set out: my clock of work rests until I arrive. With `spent` the minutes on the way are entered afterwards.

    The way back has no arrival that would end it, so after a departure its length is needed: raises Missing.
    """
    found = current(desk, session)
    minutes = parse_minutes(spent) if spent else 0
    if spent and not 0 < minutes <= LONGEST:
        raise Usage(f"'{spent}' is no time on the way.", "Write 20m, 0:45 or 1h30.")
    if not spent and _last_leg(found, desk.me.handle) == "depart":
        raise Missing([Ask("spent", "How long is the way back?", kind="duration", option="--spent")])
    after, record = enter(desk, found, "travel", {"minutes": minutes or None}, at=happened(desk, found, at))
    entered = acknowledged(desk, after, record, say_minutes(minutes) if minutes else "")
    return entered._replace(no_way_in=found.mode) if found.mode in AT_THE_SHOP else entered


def arrive(desk: Desk, *, at: str = "", session: str = "") -> Arrival:
    """I am there: my clock of work runs, another session of mine is paused; answers how early it is by the plan.

    Raises NotFound for somebody who takes no part in the session.
    """
    from clientcare.services.sessions import pause_running

    found = _bound_for(desk, session)
    if not found.involves(desk.me.handle):
        raise not_taking_part(found)
    entry = draft(desk, found, "arrive", {"planned": found.planned}, at=happened(desk, found, at))
    pause_running(desk, keep=found.thread)
    after, record = file(desk, found, entry)
    compared = punctuality(record.at, found.planned, found.mode) if found.planned else None
    return Arrival(acknowledged(desk, after, record, ""), compared)


def depart(desk: Desk, *, at: str = "", session: str = "") -> Entered:
    """I leave the client's place: my clock of work rests."""
    found = current(desk, session)
    after, record = enter(desk, found, "depart", {}, at=happened(desk, found, at))
    return acknowledged(desk, after, record, "")


def _bound_for(desk: Desk, word: str) -> Session:
    """Where I am on the way to, whatever else runs meanwhile; else the session at hand."""
    bound = [] if word else [one for one in mine(desk) if _last_leg(one, desk.me.handle) == "travel"]
    return bound[0] if len(bound) == 1 else current(desk, word)


def _last_leg(session: Session, handle: str) -> str:
    """What this member entered last of setting out, arriving and departing, by when it happened."""
    legs = [
        record
        for record in session.of_kind("travel", "arrive", "depart")
        if record.by == handle and not record.get("minutes", 0)
    ]
    return max(legs, key=lambda record: (record.at, record.n)).kind if legs else ""
