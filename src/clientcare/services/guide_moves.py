"""Moving a walk to its guide as it is now: an entry of its own, which can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.errors import Conflict, InvalidFile, NotFound
from clientcare.domain.guide_moves import MovedWalk, moved_walk
from clientcare.domain.guides import Guide
from clientcare.domain.pins import MOVE
from clientcare.services.entries import acknowledged, enter
from clientcare.services.finding import current
from clientcare.services.walking import seen, walk_of, walk_with

if TYPE_CHECKING:
    from clientcare.desk import Desk
    from clientcare.domain.sessions import Session
    from clientcare.domain.walks import Walk


def move_to_new(desk: Desk, *, session: str = "") -> MovedWalk:
    """Go on with the guide as it is now. Answers go along where their step is still there and can take them.

    Raises NotFound and InvalidFile where the guide is gone or broken, Conflict where it is the same as before.
    """
    found = current(desk, session)
    guide, content = _as_it_is_now(desk, found)
    old = _old(desk, found)
    desk.store.keep_guide(content)
    after, record = enter(desk, found, MOVE, {"guide": found.guide, "guide-digest": guide.digest})
    entered = acknowledged(desk, after, record, f"{guide.title}, as it is now")
    now = walk_with(desk, guide, after)
    return moved_walk(entered, old, now, seen(desk, after, now))


def _as_it_is_now(desk: Desk, session: Session) -> tuple[Guide, bytes]:
    guide, content = desk.library.find(session.guide)
    if guide.name != session.guide:
        raise NotFound(f"There is no guide '{session.guide}' any more.", "See: clientcare guide list")
    if guide.runs != session.place.sort:
        raise Conflict(
            f"The guide '{guide.name}' is walked in a {guide.runs} now, and this is a {session.place.sort}.",
            "Go on with the text that it has: clientcare next",
        )
    if guide.digest == session.guide_digest:
        raise Conflict("The guide is as it was: there is nothing to move to.", "Go on: clientcare next")
    return guide, content


def _old(desk: Desk, session: Session) -> Walk:
    """The walk so far; where its kept text is lost, moving on is the way out."""
    try:
        return walk_of(desk, session)
    except (InvalidFile, NotFound):
        return walk_with(desk, Guide(session.guide, session.guide, digest=session.guide_digest), session)
