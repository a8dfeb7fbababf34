"""Searching all sessions for words, wherever in a session they stand."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from clientcare.domain.days import parse_bound
from clientcare.domain.errors import Usage
from clientcare.domain.searches import Asked, Found, HitLine, SearchReport, fields_of, terms
from clientcare.domain.summaries import Wanted
from clientcare.services.finding import find_client, folders_of
from clientcare.services.listing import line, looked_at
from clientcare.services.moments import fixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientcare.desk import Desk


def search(
    desk: Desk,
    *,
    words: Sequence[str],
    client: str = "",
    member: str = "",
    since: str = "",
    until: str = "",
    kinds: Sequence[str] = (),
    most: int = 20,
    page: int = 1,
) -> SearchReport:
    """The sessions that hold all words, the best first, a page of them.

    `since` and `until` are days, or months, both included, in which the session began. Raises Usage where there is
    nothing to look for.
    """
    asked = terms(words)
    if not any(letter.isalnum() for term in asked for letter in term.text):
        raise Usage("There is no word to look for.", "Type some: clientcare search printer fuser")
    if most < 1 or page < 1:
        raise Usage("--most and --page count from 1.", "Such as: clientcare search printer --most 50 --page 2")
    now = desk.now()
    begins = _midnight(desk, since, 0) if since else None
    wanted = Wanted(
        folders=folders_of(desk, find_client(desk, client)) if client else (),
        month=begins,
        since=begins,
        until=_midnight(desk, until, 1) if until else None,
        member=_member(desk, member) if member else "",
    )
    skip = (page - 1) * most
    found = Found(0, ())
    for found in looked_at(desk, desk.store.search(Asked(asked, wanted, fields_of(kinds), most, skip)), Found):  # noqa: B007
        pass
    hits = tuple(HitLine(line(hit.session, now), hit.score, hit.contexts) for hit in found.hits)
    return SearchReport(found.total, skip + 1, hits, found.counts, found.near)


def _midnight(desk: Desk, typed: str, after: int) -> datetime:
    """When the first of the days that were typed begins, or, `after` it, when the last of them ends."""
    day = parse_bound(typed, desk.now().date(), last=bool(after)) + timedelta(days=after)
    return fixed(datetime.combine(day, time(), desk.zone))


def _member(desk: Desk, word: str) -> str:
    from clientcare.services.team import member

    return member(desk, word).handle
