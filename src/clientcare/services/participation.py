"""Working together: join a colleague's session, leave it, take it over, hand it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientcare.domain.asks import Ask, Missing
from clientcare.domain.errors import Conflict, NotAllowed, NotFound, Usage
from clientcare.domain.participation import Paused, TakingPart
from clientcare.services.at_hand import not_taking_part, running_now
from clientcare.services.colleagues import colleague
from clientcare.services.entries import acknowledged, draft, file
from clientcare.services.finding import current, named, open_sessions
from clientcare.services.moments import happened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from clientcare.desk import Desk
    from clientcare.domain.records import Record
    from clientcare.domain.sessions import Session


def join(desk: Desk, *, session: str = "", at: str = "") -> TakingPart:
    """Work along in a colleague's open session; my running one is paused first.

    Without a name it is the only one that is open. Raises NotFound, Missing where several are, and Conflict for one
    that is mine already or closed.
    """
    me = desk.me.handle
    found = _meant(desk, session, [one for one in open_sessions(desk) if not one.involves(me)])
    if found.involves(me):
        raise Conflict(
            f"You take part in '{found.title}' already.",
            "See: clientcare status" if found.runs_for(me) else f"Go on: clientcare resume {found.place.short}",
        )
    entry = draft(desk, found, "join", {}, at=happened(desk, found, at))
    paused = _pause_others(desk, found)
    desk.store.add_hint(me, found.place)
    after, record = file(desk, found, entry)
    return _taking_part(desk, after, record, f"the session of {found.lead}", paused)


def leave(desk: Desk, *, session: str = "", at: str = "") -> TakingPart:
    """Take part no longer. Raises NotFound for a session that I am no part of, Conflict for one that I lead."""
    me = desk.me.handle
    found = current(desk, session)
    if not found.involves(me):
        raise not_taking_part(found)
    if found.lead == me:
        raise Conflict(
            f"You lead '{found.title}', so you cannot just leave it.",
            f"Hand it over: clientcare session hand-over MEMBER -s {found.place.short}, or pause or close it.",
        )
    after, record = file(desk, found, draft(desk, found, "leave", {}, at=happened(desk, found, at)))
    desk.store.drop_hint(me, found.place)
    return _taking_part(desk, after, record, "")


def take(desk: Desk, *, session: str = "") -> TakingPart:
    """Become answerable for a session that somebody else leads; only one of several who try at once gets it.

    Without a name it is the one that I work in, or the only one that is open. The step is claimed before my running
    session is paused, so that whoever comes second has lost nothing. Raises as `join`.
    """
    me = desk.me.handle
    here = None if session else running_now(desk)
    found = here if here and here.lead != me else _led_by_another(desk, session)
    if found.lead == me:
        raise Conflict(f"You lead '{found.title}' already.", "See: clientcare status")
    ordinal = max((record.ordinal for record in found.of_kind("take")), default=0) + 1
    entry = draft(desk, found, "take", {"from": found.lead}, ordinal=ordinal)
    desk.store.add_hint(me, found.place)
    try:
        after, record = file(desk, found, entry)
    except Conflict:
        if not found.involves(me):
            desk.store.drop_hint(me, found.place)
        raise
    paused = _pause_others(desk, found)
    desk.store.drop_hint(found.lead, found.place)
    return _taking_part(desk, after, record, f"from {found.lead}", paused)


def hand_over(desk: Desk, *, member: str, text: str = "", session: str = "") -> TakingPart:
    """Make another member answerable for a session that I lead; my clock in it stops, theirs runs when they resume.

    Raises NotFound for nobody and for a member who has left, NotAllowed where somebody else leads it.
    """
    me = desk.me.handle
    heir = colleague(desk, member)
    found = current(desk, session)
    if found.lead != me:
        instead = f"Take it over instead: clientcare session take {found.place.short}"
        raise NotAllowed(
            f"{found.lead} leads '{found.title}', and only {found.lead} can hand it over.",
            instead if found.place.sort == "session" else f"Ask {found.lead} to do that.",
        )
    if heir.handle == me:
        sort = found.place.sort
        raise Usage(f"You lead this {sort} already.", f"Name somebody else: clientcare {sort} hand-over --help")
    entry = draft(desk, found, "handover", {"to": heir.handle, "text": text.strip()})
    desk.store.add_hint(heir.handle, found.place)
    after, record = file(desk, found, entry)
    desk.store.drop_hint(me, found.place)
    return _taking_part(desk, after, record, f"to {heir.name}")


def _led_by_another(desk: Desk, word: str) -> Session:
    return _meant(desk, word, [one for one in open_sessions(desk) if one.lead != desk.me.handle])


def _meant(desk: Desk, word: str, candidates: Sequence[Session]) -> Session:
    if word:
        # An answer to the question below carries the identifier in brackets.
        return named(desk, word[:-1].rpartition("(")[2] if word.endswith(")") and "(" in word else word)
    if not candidates:
        raise NotFound("No colleague has a session open.", "See: clientcare session list --state open")
    if len(candidates) == 1:
        return candidates[0]
    labels = tuple(f"{one.client_name}: {one.title} ({one.place.short})" for one in candidates)
    raise Missing(
        [Ask("session", "Which session?", kind="choice", choices=labels, option="SESSION")],
        f"Several sessions are open: {'; '.join(labels)}.",
    )


def _pause_others(desk: Desk, keep: Session) -> Paused | None:
    from clientcare.services.sessions import pause_running

    paused = pause_running(desk, keep=keep.thread)
    return Paused(paused.thread, paused.client_name, paused.title) if paused else None


def _taking_part(desk: Desk, session: Session, record: Record, says: str, paused: Paused | None = None) -> TakingPart:
    return TakingPart(acknowledged(desk, session, record, says), session.lead, session.people, paused)
