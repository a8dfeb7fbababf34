"""Follow-ups: what was promised, and the call in which it was kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import NotFound
from clientcare.domain.summaries import Wanted
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import find_client, folders_of, named
from clientcare.services.listing import promises, summaries
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.briefings import Promise
    from clientcare.domain.entries import Entered

LOOK_BACK = timedelta(days=3 * 366)


def listed(desk: Desk, *, mine: bool = False, client: str = "") -> tuple[Promise, ...]:
    """The open follow-ups, the most urgent first."""
    folders = folders_of(desk, find_client(desk, client)) if client else ()
    found = summaries(desk, Wanted(folders, desk.now() - LOOK_BACK, promised=True, sort=""))
    return promises(found, desk.me.handle if mine else "")


def done(desk: Desk, *, session: str, happy: bool | None = None, text: str = "", at: str = "") -> Entered:
    """Put on record that the oldest open follow-up of a session was kept, and whether the client is happy."""
    found = named(desk, session)
    still_open = sorted((one for one in found.follow_ups if not one.done), key=lambda one: one.due)
    if not still_open:
        raise NotFound(f"'{found.title}' has no open follow-up.", "See: clientcare follow-up list")
    if happy is None:
        raise Missing([Ask("happy", "Is the client happy?", kind="yesno", option="--happy or --unhappy")])
    fields = {"of": still_open[0].id, "happy": happy, "text": text}
    after, record = enter(desk, found, "followdone", fields, at=happened(desk, found, at))
    return acknowledged(desk, after, record, "client happy" if happy else "client unhappy")
